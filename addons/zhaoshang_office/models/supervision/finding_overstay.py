from odoo import api, fields, models

from ...rules import duty, leave
from ...rules.days import DAY
from ..clock import county_now
from .finding import FALLEN


class Finding(models.Model):
    """Absence after a leave that nobody reported back from or prolonged (超假, R085, R090).

    It is suspected and no more: the person is heard and a person decides.
    """

    _inherit = "zhaoshang.finding"

    leave_id = fields.Many2one(
        "zhaoshang.leave",
        readonly=True,
        ondelete="restrict",
        help="R085: the leave after which the person was not back.",
    )

    _once_a_leave = models.UniqueIndex("(leave_id)", "This leave has its finding already.")

    @api.model
    def _raise_overstays(self, company):
        """Suspect who is not back the day after the report was due; bring open ones up to date.

        What was decided stays decided, however often this runs.
        """
        now = county_now(self.env)
        missing = self.env["zhaoshang.leave"].sudo()._not_back(company)
        known = {f.leave_id: f for f in self.sudo().search([("leave_id", "in", missing.ids)])}
        for absent, due in missing._returns_due(now).items():
            if due != leave.SUSPECT and not absent.return_date:
                continue
            self.env["zhaoshang.job"]._apart(
                "leave",
                lambda leave: self._look_at_overstay(leave, known.get(leave), now.date()),
                absent,
            )

    def _look_at_overstay(self, absent, known, today):
        first, last = absent._days_overstayed(today)
        if known:
            known._grow(last)
        elif first <= last and not self._absence_known(absent, first, last):
            self._suspect_overstay(absent, first, last, today)

    def _grow(self, last):
        """An absence that goes on grows as long as it is only suspected, up to the next known."""
        if self.state != "suspected":
            return
        following = self.sudo().search(
            [
                ("appointment_id", "=", self.appointment_id.id),
                ("kind", "=", "absence"),
                ("state", "not in", FALLEN),
                ("occurred_on", ">", self.last_on),
            ],
            order="occurred_on",
            limit=1,
        )
        last = min(last, following.occurred_on - DAY) if following else last
        if last > self.last_on:
            self.sudo().write({"last_on": last})

    @api.model
    def _absence_known(self, absent, first, last):
        """Tell whether an absence on these days has its finding already, however it was found."""
        return self.sudo().search_count(
            [
                ("appointment_id", "=", absent.appointment_id.id),
                ("kind", "=", "absence"),
                ("state", "not in", FALLEN),
                ("occurred_on", "<=", last),
                ("last_on", ">=", first),
            ],
            limit=1,
        )

    @api.model
    def _suspect_overstay(self, absent, first, last, today):
        rule_set = self.env["zhaoshang.rule.set"].sudo()._at(today, absent.company_id)
        calendar = self.env["zhaoshang.workday"]._calendar(today, today, absent.company_id)
        finding = self.sudo()._raise(
            {
                "kind": "absence",
                "state": "suspected",
                "appointment_id": absent.appointment_id.id,
                "user_id": absent.user_id.id,
                "bureau_id": absent.bureau_id.id,
                "company_id": absent.company_id.id,
                "leave_id": absent.id,
                "occurred_on": first,
                "last_on": last,
                "facts": absent._overstay_text(),
                "raised_on": today,
                "answer_until": duty.answer_until(today, calendar, rule_set.answer_days),
                "rule_set_id": rule_set.id,
            }
        )
        self.env.flush_all()
        finding._ask_the_person()

    @api.model
    def _settle_overstays(self, leaves):
        """R085: the days were granted after all: what is still open about them is dropped, and
        whether a confirmed one stands the office looks again."""
        found = self.sudo().search([("leave_id", "in", leaves.ids)])
        found.filtered(lambda finding: finding.state == "confirmed")._ask_to_look_again()
        still_open = found.filtered(lambda finding: finding.state in ("suspected", "answered"))
        if still_open:
            still_open.activity_unlink(["mail.mail_activity_data_todo"])
            still_open._transition(
                "dropped",
                settled_by_facts=True,
                decided_at=fields.Datetime.now(),
                decision_comment=self.env._("Settled by the facts: the further days were granted."),
            )


class Leave(models.Model):
    _inherit = "zhaoshang.leave"

    def _days_overstayed(self, today):
        """Return the first and the last day after the leave on which the person was not back."""
        self.ensure_one()
        last = self.return_date - DAY if self.return_date else today - DAY
        return self.date_to + DAY, min(last, self.appointment_id.date_to)

    def _overstay_text(self):
        if self.return_date:
            return self.env._(
                "Leave %(number)s was granted until %(last)s and not prolonged; reported back on "
                "%(back)s (R085).",
                number=self.number,
                last=self.date_to,
                back=self.return_date,
            )
        return self.env._(
            "Leave %(number)s was granted until %(last)s, not prolonged, and nobody has reported "
            "back (R085).",
            number=self.number,
            last=self.date_to,
        )

    def _zs_approval_on_approved(self):
        result = super()._zs_approval_on_approved()
        self.env["zhaoshang.finding"]._settle_overstays(self.sudo().extends_id)
        return result
