from collections import defaultdict

from odoo import api, fields, models

from ..clock import county_today
from ..words import join_names
from .leave_return import REPORTED_BACK

SIGNS = {
    "draft": "✎",
    "waiting": "◔",
    "agreed": "✔",
    "away": "●",
    "warning": "▲",
    "refused": "✖",
    "returned": "↩",
    "withdrawn": "⊘",
}

# state -> sign, tone
ENDED = {
    "rejected": ("refused", "danger"),
    "returned": ("returned", "warning"),
    "withdrawn": ("withdrawn", "muted"),
    "revoked": ("withdrawn", "muted"),
}


class Leave(models.Model):
    """How a leave stands, in one line with a sign that does not rest on colour."""

    _inherit = "zhaoshang.leave"

    status = fields.Char(compute="_compute_status")
    status_tone = fields.Char(compute="_compute_status")
    filing_note = fields.Char(
        "Registration",
        compute="_compute_status",
        help="Clause 10, R078: a deputy's leave is registered with the investment bureau before "
        "departure.",
    )

    filed_late = fields.Boolean(
        "Registered Late",
        compute="_compute_filed_late",
        store=True,
        help="Clause 10, R078 (our reading): after the first day of the leave; no consequence.",
    )

    @api.depends("filed_on", "date_from")
    def _compute_filed_late(self):
        for leave in self:
            leave.filed_late = bool(leave.filed_on and leave.filed_on > leave.date_from)

    @api.depends(
        "zs_approval_state", "date_from", "date_to", "return_date", "turned_on", "filed_on",
        "filed_late", "route", "granted_until", "awaits_person",
    )  # fmt: skip
    @api.depends_context("lang")
    def _compute_status(self):
        running = self.filtered(lambda leave: leave.zs_approval_state == "running")
        waiting = running._waiting_parties()
        today = county_today(self.env)
        for leave in self:
            leave.filing_note = leave._filing_note(today)
            sign, text, leave.status_tone = leave._status(today, waiting[leave.id])
            leave.status = f"{SIGNS[sign]} {text}"

    def _waiting_parties(self):
        """Return {leave id: names of the parties that have not decided yet}."""
        if not self:
            return defaultdict(list)
        tasks = (
            self.env["zhaoshang.approval.task"]
            .sudo()
            .search_fetch(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("state", "=", "open"),
                    ("kind", "=", "approve"),
                ],
                ["res_id", "party"],
                order="id",
            )
        )
        waiting = defaultdict(list)
        for task in tasks:
            if task.party not in waiting[task.res_id]:
                waiting[task.res_id].append(task.party)
        return waiting

    def _status(self, today, waiting):
        """Return (sign, text, tone)."""
        state = self.zs_approval_state
        if state == "running":
            parties = join_names(self.env, waiting) or self.env._("the approvers")
            if self.date_from and self.date_from <= today:
                return "warning", self.env._("Not granted: waits for %s", parties), "danger"
            return "waiting", self.env._("Waits for %s", parties), "info"
        if state == "approved":
            return self._granted_status(today)
        texts = {
            "rejected": self.env._("Refused"),
            "returned": self.env._("Returned for changes"),
            "withdrawn": self.env._("Withdrawn"),
            "revoked": self.env._("Revoked"),
        }
        if self.awaits_person:
            return "waiting", self.env._("Waits for the officer to confirm"), "warning"
        sign, tone = ENDED.get(state, ("draft", "muted"))
        return sign, texts.get(state) or self.env._("Draft"), tone

    def _granted_status(self, today):
        if self.turned_on and self.turned_on <= today:
            return "agreed", self.env._("Over, escorting since %s", self.turned_on), "muted"
        if self.return_date:
            return self._back_status()
        if self.date_to < today:
            return self._over_status(today)
        if self.date_from <= today:
            return "away", self._away_text(), "success"
        if self.turned_on:
            text = self.env._("Agreed, escorting from %s on", self.turned_on)
            return "agreed", text, "success"
        if self.filing_note and not self.filed_on:
            return "agreed", self.env._("Agreed, to be registered"), "success"
        return "agreed", self.env._("Agreed"), "success"

    def _back_status(self):
        """R085: reported back; late where days after the granted ones were taken."""
        over = (self.return_date - self.granted_until).days - 1
        if over > 0:
            text = self.env._(
                "Over, back on %(day)s, %(over)s days late", day=self.return_date, over=over
            )
            return "warning", text, "danger"
        return "agreed", self.env._("Over, back on %s", self.return_date), "muted"

    def _over_status(self, today):
        """R085: who was on leave reports back; what is prolonged goes on in the other one."""
        if self.kind not in REPORTED_BACK:
            return "agreed", self.env._("Over"), "muted"
        if self.granted_until > self.date_to:
            return "agreed", self.env._("Prolonged until %s", self.granted_until), "muted"
        days = self._rule_set().return_days
        latest = self._calendars()[self.company_id].add_working(self.date_to, days)
        if today > latest:
            return "warning", self.env._("Over, not reported back"), "danger"
        return "waiting", self.env._("Over, report back by %s", latest), "warning"

    def _away_text(self):
        return {
            "rotation": self.env._("On leave"),
            "special": self.env._("On special leave"),
            "escort": self.env._("Escorting clients"),
            "county_duty": self.env._("On duty in the county"),
        }[self.kind]

    def _filing_note(self, today):
        """R078: registering never blocks; what is missing or late is only shown."""
        if self.zs_approval_state != "approved" or self._filing_state() == "none":
            return False
        if not self.filed_on:
            if self.date_from <= today:
                return self.env._("▲ Not registered before departure")
            return self.env._("◔ Not registered yet")
        number = self.sudo().zs_approval_instance_id.filing_number or ""
        if self.filed_late:
            return self.env._(
                "▲ Registered late on %(day)s, number %(number)s", day=self.filed_on, number=number
            )
        return self.env._(
            "✔ Registered on %(day)s, number %(number)s", day=self.filed_on, number=number
        )

    def _filing_state(self):
        return self.sudo().zs_approval_instance_id.filing_state or "none"
