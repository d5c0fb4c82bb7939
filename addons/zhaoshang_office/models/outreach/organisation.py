from odoo import api, fields, models
from odoo.exceptions import ValidationError
from stdnum.cn import uscc as uscc_number

from ...rules.names import normalised_name


class Organisation(models.Model):
    """An organisation in a bureau's own address book (clause 6, R026, R030)."""

    _name = "zhaoshang.organisation"
    _description = "Organisation"
    _inherit = ["mail.thread", "zhaoshang.bureau.kept", "zhaoshang.audit.mixin"]
    _order = "name, id"
    _rec_names_search = ("name", "normalised_name")
    _check_company_auto = True
    _zs_audit_fields = ("bureau_id", "active")

    def _default_bureau_id(self):
        return self._own_bureaus()[:1]

    name = fields.Char(required=True)
    normalised_name = fields.Char(compute="_compute_normalised_name", store=True, index=True)
    uscc = fields.Char(
        "Unified Social Credit Code", copy=False, help="R113: two bureaus may know the same one."
    )
    category_id = fields.Many2one(
        "zhaoshang.organisation.category", ondelete="restrict", help="Clause 6, R026."
    )
    bureau_id = fields.Many2one(
        "zhaoshang.bureau",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        default=lambda self: self._default_bureau_id(),
    )
    company_id = fields.Many2one(
        related="bureau_id.company_id", store=True, index=True, string="County"
    )
    active = fields.Boolean(default=True)

    @api.depends("name")
    def _compute_normalised_name(self):
        for organisation in self:
            organisation.normalised_name = normalised_name(organisation.name)

    @api.constrains("uscc")
    def _check_uscc(self):
        for organisation in self.filtered("uscc"):
            if not uscc_number.is_valid(organisation.uscc):
                raise ValidationError(self._refuse_uscc(organisation.uscc))

    @api.model
    def _refuse_uscc(self, code):
        """The one text for a code whose last character does not fit the others (R113)."""
        return self.env._(
            "“%(code)s” is no unified social credit code: it has 18 characters and the last one "
            "is worked out from the others (R113). Copy it from the business licence, or leave "
            "it empty until you have it.",
            code=code,
        )
