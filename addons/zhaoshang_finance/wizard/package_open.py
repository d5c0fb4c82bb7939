from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today


class PackageOpen(models.TransientModel):
    _name = "zhaoshang.package.open"
    _description = "Open the Packages of a Year"

    year = fields.Integer(required=True, default=lambda self: county_today(self.env).year)
    company_id = fields.Many2one(
        "res.company", "County", required=True, default=lambda self: self.env.company
    )
    bureau_ids = fields.Many2many(
        "zhaoshang.bureau", string="Bureaus without a package", compute="_compute_bureau_ids"
    )

    @api.depends("year", "company_id")
    def _compute_bureau_ids(self):
        packages = self.env["zhaoshang.package"]
        for wizard in self:
            county = wizard.company_id & self.env.companies
            wizard.bureau_ids = packages._zs_bureaus_without_package(county, wizard.year)

    def action_open(self):
        """Make the missing packages; where there is none missing, nothing changes (R115)."""
        self.ensure_one()
        packages = self.env["zhaoshang.package"].with_company(self.company_id)
        packages._zs_open_year(self.year)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "zhaoshang_finance.zhaoshang_package_action"
        )
        action["domain"] = [("year", "=", self.year)]
        action["target"] = "main"
        return action
