import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

CODE = re.compile(r"[a-z][a-z0-9-]{1,30}")


class ResCompany(models.Model):
    _inherit = "res.company"

    zs_county_code = fields.Char(
        "County Code",
        compute="_compute_zs_county_code",
        store=True,
        readonly=False,
        help="R060: stands in the address of the county's public column.",
    )

    _zs_one_code = models.UniqueIndex("(zs_county_code)", "Another county has this code.")

    @api.depends("name")
    def _compute_zs_county_code(self):
        for company in self:
            company.zs_county_code = company.zs_county_code or (
                company._origin.id and f"county-{company._origin.id}"
            )

    @api.constrains("zs_county_code")
    def _check_zs_county_code(self):
        for company in self:
            if company.zs_county_code and not CODE.fullmatch(company.zs_county_code):
                raise ValidationError(
                    self.env._("A county code has small Latin letters, digits and hyphens only.")
                )
