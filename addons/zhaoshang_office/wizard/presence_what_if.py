from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..models.clock import read_day
from ..models.leave.leave_access import SEE_ALL
from ..rules import presence as rules

TRIED = (
    "holiday_mode",
    "min_days",
    "dismiss_days",
    "prorate",
    "accompany_credit",
    "accompany_max",
    "county_duty_counts",
    "special_leave_reduces",
)


class PresenceWhatIf(models.TransientModel):
    """A month as it would be under other parameters, beside what is kept; nothing changes."""

    _name = "zhaoshang.presence.what.if"
    _description = "Month Under Other Parameters"

    month = fields.Date(required=True)
    company_id = fields.Many2one(
        "res.company", "County", required=True, default=lambda self: self.env.company
    )
    holiday_mode = fields.Selection(
        [("credit", "Credited as days at post"), ("strict", "Not credited")],
        "Statutory Holidays",
        required=True,
        help="R070 (our reading).",
    )
    min_days = fields.Integer("Days at Post a Month", help="Clause 10, R068.")
    dismiss_days = fields.Integer("Verified Below (days)", help="Clause 11, R097.")
    prorate = fields.Boolean("Limits Follow the Days in Service", help="R071 (our reading).")
    accompany_credit = fields.Boolean("Escorts Count as at Post", help="Clause 10, R072.")
    accompany_max = fields.Integer("Longest Escort (days)", help="Clause 10, R073.")
    county_duty_counts = fields.Selection(
        [
            ("with_notice", "When called back by a notice"),
            ("always", "Always"),
            ("never", "Never"),
        ],
        required=True,
        help="R081 (our reading).",
    )
    special_leave_reduces = fields.Boolean(
        "Special Leave Reduces the Limits", help="R083 (our reading)."
    )
    line_ids = fields.One2many("zhaoshang.presence.what.if.line", "what_if_id", readonly=True)
    summary = fields.Char(compute="_compute_summary")

    @api.model
    def default_get(self, fields_list):
        """Begin with the month the wizard was opened from and the parameters it is bound by."""
        values = super().default_get(fields_list)
        row = self.env["zhaoshang.presence.month"].browse(
            self.env.context.get("active_id")
            if self.env.context.get("active_model") == "zhaoshang.presence.month"
            else None
        )
        if row.exists():
            row.check_access("read")
            values |= {"month": row.month, "company_id": row.company_id.id}
            values |= {name: row.rule_set_id.sudo()[name] for name in TRIED}
        return {name: value for name, value in values.items() if name in fields_list}

    @api.depends("line_ids.differs")
    def _compute_summary(self):
        for what_if in self:
            changed = what_if.line_ids.filtered("differs")
            what_if.summary = (
                self.env._(
                    "%(changed)s of %(all)s officers would stand otherwise. Nothing has been "
                    "changed.",
                    changed=len(changed),
                    all=len(what_if.line_ids),
                )
                if what_if.line_ids
                else ""
            )

    def action_try(self):
        """Work the month out under these parameters and show it beside the kept one."""
        self.ensure_one()
        self._check_reader()
        read_day(self.env, self.month)
        kept = self.env["zhaoshang.presence.month"].search(
            [
                ("company_id", "=", self.company_id.id),
                ("month", "=", self._first()),
                ("paper_number", "=", False),
            ]
        )
        changed = {name: self[name] for name in TRIED}
        months = self.env["zhaoshang.presence.month"].sudo()
        facts = months._months(self.company_id, self._first(), self._first(), changed)
        found = months._find_days(facts, SQL("a.id IN %s", kept.appointment_id._ids or (0,)))
        lines = self.sudo().line_ids  # written by this method alone
        lines.unlink()
        lines.create(
            [
                self._line(row, found, facts[0].parameters)
                for row in kept
                if (row.appointment_id.id, self._first()) in found
            ]
        )
        return self._get_records_action(target="new", name=self.env._("What If"))

    def _check_reader(self):
        if not any(self.env.user.has_group(group) for group in SEE_ALL):
            raise AccessError(
                self.env._("Other parameters are tried by the county's offices alone (R139).")
            )
        if self.company_id not in self.env.companies:
            raise AccessError(self.env._("This month belongs to another county."))

    def _first(self):
        return rules.month_span(self.month).first

    def _line(self, row, found, parameters):
        days = found[row.appointment_id.id, row.month]
        judged = rules.judge(days, parameters)
        return {
            "what_if_id": self.id,
            "month_id": row.id,
            "at_post_days": rules.totals(days, parameters).at_post,
            "limit_days": judged.limit,
            "result": judged.result,
        }
