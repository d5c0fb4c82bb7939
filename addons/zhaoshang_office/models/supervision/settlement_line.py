from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..clock import county_today

ORGANISATION = "zhaoshang_office.group_organisation_department"
AUTHORITY = "zhaoshang_office.group_bureau_authority"
OFFICE = "zhaoshang_office.group_office"
# Whose each point is
CLOSERS = {
    "loan": AUTHORITY,
    "claims": AUTHORITY,
    "handover": ORGANISATION,
    "approvals": ORGANISATION,
    "home_unit": ORGANISATION,
    "property": OFFICE,
}


class SettlementLine(models.Model):
    _name = "zhaoshang.settlement.line"
    _description = "Point of a Settlement"
    _inherit = ["zhaoshang.readable", "zhaoshang.audit.mixin"]
    _order = "id"
    _zs_audit_fields = ("done_on", "done_by_id")

    settlement_id = fields.Many2one(
        "zhaoshang.settlement", required=True, readonly=True, ondelete="restrict", index=True
    )
    user_id = fields.Many2one(related="settlement_id.user_id", store=True, index=True)
    company_id = fields.Many2one(related="settlement_id.company_id", store=True)
    kind = fields.Selection(
        [
            ("loan", "Loan"),
            ("claims", "Claims"),
            ("handover", "Hand-over"),
            ("approvals", "Approvals"),
            ("home_unit", "Original Unit"),
            ("property", "Property"),
        ],
        required=True,
        readonly=True,
    )
    name = fields.Char("What", required=True, readonly=True)
    done_on = fields.Date("Settled On", readonly=True)
    done_by_id = fields.Many2one("res.users", "Ticked Off By", readonly=True, ondelete="restrict")
    can_settle = fields.Boolean(compute="_compute_can_settle")

    @api.depends("done_on", "kind", "settlement_id.state")
    @api.depends_context("uid")
    def _compute_can_settle(self):
        for line in self:
            is_open = line.sudo().settlement_id.state == "open" and not line.done_on
            line.can_settle = is_open and line._may_settle()

    def _may_settle(self):
        user = self.env.user
        return user.has_group(self._closer()) and self.sudo().user_id != user

    def _closer(self):
        """The group whose point this is; finance takes over its own two."""
        return CLOSERS[self.kind]

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise self.env["zhaoshang.settlement"]._by_its_buttons()
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            raise self.env["zhaoshang.settlement"]._by_its_buttons()
        return super().write(vals)

    def unlink(self):  # pylint: disable=method-required-super
        raise self.env["zhaoshang.settlement"]._by_its_buttons()

    def action_settle(self):
        """Note that a point is settled; by the office it belongs to."""
        for line in self:
            line.check_access("read")
            if not line._may_settle():
                raise AccessError(
                    self.env._(
                        "“%s” is settled by the office it belongs to, and nobody settles his own "
                        "(R104).",
                        line.name,
                    )
                )
            if not line.can_settle:
                raise UserError(self.env._("“%s” is settled already.", line.name))
        self.sudo().write({"done_on": county_today(self.env), "done_by_id": self.env.uid})
        self.sudo().settlement_id._close_when_done()
        return True
