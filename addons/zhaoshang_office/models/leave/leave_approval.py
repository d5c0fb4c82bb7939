from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...rules import leave as rules
from ..clock import county_moment, county_today, end_of_day
from ..words import days_words


class Leave(models.Model):
    """How a leave goes through the approval engine (clause 10, R075–R078)."""

    _inherit = "zhaoshang.leave"

    def action_zs_submit(self, choices=None):
        """One after another: what is asked first counts for the next (R065, R087)."""
        for leave in self:
            super(Leave, leave).action_zs_submit(choices)
        self.sudo().filtered("entered_by_id")._drop_reminders()
        return True

    def action_zs_resubmit(self, choices=None, straight_back=False):
        for leave in self:
            super(Leave, leave).action_zs_resubmit(choices, straight_back)
        return True

    def _zs_approval_check_revoke(self):
        """What has begun is history: duties were excused and others stayed at post for it."""
        self._refuse_begun()
        self._refuse_prolonged()
        return super()._zs_approval_check_revoke()

    def _zs_approval_on_revoked(self):
        """It may have begun or been prolonged while the revocation was decided."""
        self._hold_bureau()
        self._refuse_begun()
        self._refuse_prolonged()
        return super()._zs_approval_on_revoked()

    def _refuse_prolonged(self):
        """R085: what goes on from a leave does not stay behind without it."""
        more = self._prolongations("running", "returned", "approved")[:1]
        if more:
            raise UserError(
                self.env._(
                    "“%s” prolongs this leave. Withdraw or revoke that first.", more.display_name
                )
            )

    def _refuse_begun(self):
        today = county_today(self.env)
        for leave in self:
            if leave.date_from <= today:
                raise UserError(
                    self.env._(
                        "“%(leave)s” has begun on %(day)s: only a leave that has not begun can be "
                        "revoked. Its days stay in the record.",
                        leave=leave.display_name,
                        day=leave.date_from.isoformat(),
                    )
                )

    def _zs_approval_check(self):
        self._hold_bureau()
        self._prepare_request()
        for leave in self:
            texts = leave._refusal_texts()
            if texts:
                raise UserError("\n".join(texts))
        return super()._zs_approval_check()

    def _hold_bureau(self):
        """Of two requests at the same moment one is retried and sees the other (R065, R087)."""
        query = "UPDATE zhaoshang_bureau SET write_date = write_date WHERE id IN %s"
        self.env.cr.execute(SQL(query, tuple(self.bureau_id.ids)))

    def _prepare_request(self):
        """Number the request and work out afresh who decides it on the day of asking (R077)."""
        self._compute_route()
        self._compute_special_leader()
        sequence = self.env["ir.sequence"].sudo()
        today = county_today(self.env)
        for leave in self.filtered(lambda leave: not leave.number):
            leave.number = sequence.with_company(leave.company_id).next_by_code(
                "zhaoshang.leave", sequence_date=today
            )
        for leave in self:
            number = leave.kind == "county_duty" and (leave.notice_number or "").strip()
            leave.notice_number = number or False  # R081: of no other kind would it count
        for leave in self.filtered(lambda leave: not leave.asked_on):
            leave.asked_on = today

    def _zs_approval_locked_fields(self):
        return super()._zs_approval_locked_fields() | {
            "kind",
            "appointment_id",
            "acting_appointment_id",
            "date_from",
            "date_to",
            "reason",
            "route",
            "second_in_month",
            "deciding_head_user_id",
            "organisation_id",
            "project_id",
            "paper",
            "paper_name",
            "special_leader",
            "notice_number",
        }

    def _zs_approval_snapshot(self):
        return {
            leave.id: {
                "number": leave.number,
                "officer": leave.appointment_id.name,
                "bureau": leave.bureau_id.name,
                "kind": leave.kind,
                "route": leave.route,
                "date_from": leave.date_from.isoformat(),
                "date_to": leave.date_to.isoformat(),
                "calendar_days": leave.calendar_days,
                "counted_days": leave.counted_days,
                "acting_head": leave.acting_appointment_id.name or None,
                "asked_afterwards": leave.asked_afterwards or None,
                "notice_number": leave.notice_number or None,
                "client": leave._client_text(),
                "paper": leave._paper_digest(),
                "entered_by": leave.entered_by_id.name or None,
                "continuous_text": leave.continuous_text or None,
                "reason": leave.reason or None,
                "rule_set": leave._rule_set().name,
            }
            for leave in self.sudo()
        }

    def _zs_approval_snapshot_labels(self):
        """On paper as on the screen: the reason for whom it is written, the days for all."""
        reasons = self.sudo(False)._reason_readable()
        fields = ("number", "kind", "date_from", "date_to", "calendar_days", "counted_days")
        labels = {name: self._fields[name]._description_string(self.env) for name in fields}
        labels = {
            "officer": self.env._("Officer"),
            "bureau": self.env._("Bureau"),
            **labels,
            "acting_head": self.env._("Acting head meanwhile"),
            "asked_afterwards": self._fields["asked_afterwards"]._description_string(self.env),
            "entered_by": self._fields["entered_by_id"]._description_string(self.env),
            "continuous_text": self._fields["continuous_text"]._description_string(self.env),
            "notice_number": self._fields["notice_number"]._description_string(self.env),
            "client": self.env._("Brought to the county for"),
            "paper": self._fields["paper"]._description_string(self.env),
            "reason": self._fields["reason"]._description_string(self.env),
            "rule_set": self.env._("Rule parameters"),
        }
        public = {name: label for name, label in labels.items() if name not in ("reason", "paper")}
        return {leave.id: labels if leave in reasons else public for leave in self}

    def _zs_approval_title(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        titles = {}
        for leave in self:
            if not leave.date_from or not leave.date_to:
                titles[leave.id] = leave.number or self.env._("New leave")
                continue
            title = self.env._(
                "%(person)s, %(kind)s %(span)s, %(days)s days",
                person=leave.appointment_id.sudo().name,
                kind=kinds[leave.kind],
                span=days_words(self.env, leave.date_from.isoformat(), _last_day(leave)),
                days=leave.counted_days,
            )
            titles[leave.id] = f"{title} · {leave.marks}" if leave.marks else title
        return titles

    def _zs_approval_due_at(self, kind, now):
        """R078: to be registered, or objected to, within so many working days; not by hours."""
        if kind != "file":
            return super()._zs_approval_due_at(kind, now)
        day = county_moment(now).date()
        due = {}
        for leave in self:
            days = leave._rule_set().filing_objection_days
            calendar = self.env["zhaoshang.workday"]._calendar(day, day, leave.company_id)
            due[leave.id] = end_of_day(rules.objection_until(day, calendar, days))
        return due

    def _zs_approval_on_withdrawn(self):
        """R088: what was taken back is asked for anew, on the day it is sent again."""
        self.sudo().write({"asked_on": False})
        return super()._zs_approval_on_withdrawn()

    def _zs_approval_on_approved(self):
        self._settle_duties()
        return super()._zs_approval_on_approved()

    def _zs_approval_on_filed(self):
        self.sudo().write({"filed_on": county_today(self.env)})
        return super()._zs_approval_on_filed()

    def _settle_duties(self):
        """R047: an approved leave excuses the duties of its days, those already missed too."""


def _last_day(leave):
    """Return the last day, without the year where the first one has named it already."""
    if leave.date_to == leave.date_from:
        return leave.date_from.isoformat()
    same_year = leave.date_to.year == leave.date_from.year
    return leave.date_to.strftime("%m-%d" if same_year else "%Y-%m-%d")
