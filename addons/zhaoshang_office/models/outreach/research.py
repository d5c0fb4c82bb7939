from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...rules.research import half_year
from ..clock import county_today

AUTHORITY = "zhaoshang_office.group_bureau_authority"


class Research(models.Model):
    """One report on industry in the bureau's area (clause 6 ③, R034, R035)."""

    _name = "zhaoshang.research"
    _description = "Research Report"
    _inherit = ["zhaoshang.outreach.entry"]
    _order = "half_from desc, bureau_id, id desc"
    _rec_name = "title"
    _zs_shown_to_leaders = True
    _zs_worked_out = frozenset(
        {"company_id", "state", "submitted_on", "decided_on", "appointment_id"}
    )
    _zs_audit_fields = ("state", "title", "bureau_id", "half_from", "return_reason")

    title = fields.Char(required=True)
    half_from = fields.Date(
        "Half-year From",
        required=True,
        compute="_compute_half_from",
        store=True,
        readonly=False,
        precompute=True,
    )
    half_name = fields.Char("Half-year", compute="_compute_half_name")
    appointment_id = fields.Many2one(string="Written By")
    summary = fields.Text("Findings in Short")
    file = fields.Binary(
        "Report File", attachment=True, copy=False, help="R034: the report itself."
    )
    file_name = fields.Char(copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Handed in"),
            ("accepted", "Taken in"),
            ("returned", "Returned"),
        ],
        "Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    submitted_on = fields.Date("Handed In On", readonly=True, copy=False)
    decided_on = fields.Date(readonly=True, copy=False)
    return_reason = fields.Char("Reason of Return", copy=False)
    can_decide = fields.Boolean(compute="_compute_can_decide")

    @api.depends("bureau_id")
    def _compute_half_from(self):
        """The running half-year; one may still hand in for the one before."""
        for research in self:
            research.half_from = research.half_from or half_year(county_today(self.env)).first

    @api.depends("half_from")
    @api.depends_context("lang")
    def _compute_half_name(self):
        for research in self:
            research.half_name = half_name(self.env, research.half_from)

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        allowed = self.env.user.has_group(AUTHORITY)
        for research in self:
            research.can_decide = allowed and research.state == "submitted"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._on_first_day(vals) for vals in vals_list])

    def write(self, vals):
        if not self.env.su and any(r.state in ("submitted", "accepted") for r in self):
            raise UserError(
                self.env._(
                    "The report has been handed in and stays as it is (R035). The investment "
                    "bureau returns it, where something has to change."
                )
            )
        return super().write(self._on_first_day(vals))

    @api.model
    def _on_first_day(self, vals):
        """Whatever day was chosen, its half-year is meant."""
        if day := fields.Date.to_date(vals.get("half_from")):
            return vals | {"half_from": half_year(day).first}
        return vals

    def action_submit(self):
        """Hand the report in (the bureau, R034)."""
        self._zs_check_own()
        for research in self:
            if research.state not in ("draft", "returned"):
                raise UserError(self.env._("This report has been handed in already."))
            if not research.file:
                raise UserError(
                    self.env._("Attach the report first: it is handed in as a file (R034).")
                )
            if research.half_from > county_today(self.env):
                raise UserError(self.env._("This half-year has not begun yet (R034)."))
        self._govern({"state": "submitted", "submitted_on": county_today(self.env)})

    def action_accept(self):
        """Accept reports (招商管理局, R035)."""
        self._check_decider()
        self._govern({"state": "accepted", "decided_on": county_today(self.env)})

    def action_return(self, reason=None):
        """Give reports back with the reason (招商管理局, R035)."""
        self._check_decider()
        if not (reason or "").strip():
            raise UserError(self.env._("Say what has to change, so that it can be mended."))
        self._govern(
            {"state": "returned", "decided_on": county_today(self.env), "return_reason": reason}
        )

    def action_ask_return(self):
        """Open the question for the reason."""
        self.ensure_one()
        self._check_decider()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Return the Report"),
            "res_model": "zhaoshang.research.return",
            "view_mode": "form",
            "target": "new",
            "context": {"default_research_id": self.id},
        }

    def _check_decider(self):
        self.check_access("read")
        if not self.env.user.has_group(AUTHORITY):
            raise AccessError(
                self.env._("Research reports are accepted by the investment bureau (R035).")
            )
        if any(research.state != "submitted" for research in self):
            raise UserError(self.env._("Only a report that was handed in is decided on."))


def half_name(env, first):
    """Return how a half-year is called."""
    if not first:
        return ""
    half = half_year(first)
    text = env._("%s, first half") if half.half == 1 else env._("%s, second half")
    return text % half.year
