from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command

from ..clock import county_today


class Settlement(models.Model):
    """What is still to be settled with an officer who was dismissed (R104, R128)."""

    _name = "zhaoshang.settlement"
    _description = "Settlement"
    _inherit = ["zhaoshang.readable", "zhaoshang.audit.mixin"]
    _order = "opened_on desc, id desc"
    _rec_name = "appointment_id"
    # not through the appointment, which not everybody who settles a point may read
    _rec_names_search = ("officer_name",)
    _zs_audit_fields = ("state",)

    sanction_id = fields.Many2one(
        "zhaoshang.sanction", "Dismissal", required=True, readonly=True, ondelete="restrict"
    )
    appointment_id = fields.Many2one(
        "zhaoshang.appointment", "Officer", required=True, readonly=True, ondelete="restrict"
    )
    officer_name = fields.Char("Name of the Officer", related="appointment_id.name", store=True)
    user_id = fields.Many2one(related="appointment_id.user_id", store=True, index=True)
    bureau_id = fields.Many2one(related="appointment_id.bureau_id", store=True)
    company_id = fields.Many2one(related="appointment_id.company_id", store=True)
    opened_on = fields.Date("Settlement Begun On", required=True, readonly=True)
    state = fields.Selection(
        [("open", "Open"), ("closed", "Settled"), ("cancelled", "Cancelled")],
        "Status",
        required=True,
        readonly=True,
        default="open",
    )
    line_ids = fields.One2many("zhaoshang.settlement.line", "settlement_id", "Points")
    standing = fields.Char("How Far It Is", compute="_compute_standing")

    _once = models.UniqueIndex("(sanction_id)", "This dismissal has its settlement already.")

    @api.depends("appointment_id.name")
    def _compute_display_name(self):
        """Whoever settles a point reads whose it is, appointments or not."""
        for settlement in self:
            settlement.display_name = settlement.appointment_id.sudo().display_name

    @api.depends("line_ids.done_on")
    @api.depends_context("lang")
    def _compute_standing(self):
        for settlement in self:
            points = settlement.line_ids
            settlement.standing = self.env._(
                "%(done)s of %(all)s points settled",
                done=len(points.filtered("done_on")),
                all=len(points),
            )

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise self._by_its_buttons()

    def write(self, vals):
        if not self.env.su:
            raise self._by_its_buttons()
        return super().write(vals)

    def unlink(self):  # pylint: disable=method-required-super
        raise self._by_its_buttons()

    def _by_its_buttons(self):
        return AccessError(
            self.env._(
                "A settlement is opened by a dismissal in force; each point is settled by the "
                "office it belongs to (R104)."
            )
        )

    @api.model
    def _open(self, sanction, post, slip):
        """Insert what ``create`` refuses to everybody, as a decided dismissal opens it."""
        values = {
            "sanction_id": sanction.id,
            "appointment_id": post.id,
            "opened_on": county_today(self.env),
            "state": "open",
            "line_ids": [Command.create(line) for line in self._points(post, slip)],
        }
        return super().create([values])  # pylint: disable=super-method-mismatch

    @api.model
    def _points(self, post, slip):
        """Return the points of a settlement; finance adds its figures to loan and claims."""
        waiting = len(self.env["zhaoshang.approval.task"]._zs_to_hand_over(post))
        return [
            {"kind": "loan", "name": self.env._("Loan and advances settled (R128)")},
            {"kind": "claims", "name": self.env._("Open claims decided and paid")},
            {
                "kind": "handover",
                "name": self.env._("Projects and contacts handed over: %s", slip.total),
                "done_on": county_today(self.env) if slip else False,
            },
            {
                "kind": "approvals",
                "name": self.env._("Approvals waiting for him handed on: %s", waiting),
                "done_on": False if waiting else county_today(self.env),
            },
            {
                "kind": "home_unit",
                "name": self.env._("Original unit notified: %s", post.home_unit or ""),
            },
            {"kind": "property", "name": self.env._("Office, telephone and files handed back")},
        ]  # fmt: skip

    def _close_when_done(self):
        for settlement in self:
            if settlement.state == "open" and all(settlement.line_ids.mapped("done_on")):
                settlement.write({"state": "closed"})

    def _cancel(self):
        self.filtered(lambda each: each.state == "open").write({"state": "cancelled"})
