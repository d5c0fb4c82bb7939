from odoo import api, models
from odoo.fields import Domain

from ...rules import signin as rules
from ...rules.days import Span
from ..clock import county_today
from ..words import days_words, month_words


class Signin(models.Model):
    """What stands against a sign-in, in words: rule, figure, way out; each text once."""

    _inherit = "zhaoshang.signin"

    @api.model
    def _refusal_texts(self, appointment, day, reason=None):
        """Return why ``appointment`` cannot be signed in on ``day``; empty where it can."""
        found = rules.violations(self._entry(appointment, day, reason))
        return [self._refusal_text(violation, appointment, day) for violation in found]

    def _entry(self, appointment, day, reason):
        mine = appointment.sudo()
        leave = self._leave_on(mine, day)
        return rules.Entry(
            day=day,
            today=county_today(self.env),
            in_service=bool(mine._active_at(day)),
            signed=bool(self._of_day(mine, day)),
            on_leave=leave and Span(leave.date_from, leave.date_to),
            month_closed=self._is_month_closed(mine, day),
            has_reason=bool((reason or "").strip()),
        )

    def _leave_on(self, appointment, day):
        """Return the granted leave, which is no work in the county, that covers ``day``."""
        leave = self.env["zhaoshang.leave"].sudo()
        return leave.search(
            appointment._domain_absent_at(day)
            & Domain("appointment_id", "=", appointment.id)
            & Domain("kind", "not in", rules.IN_COUNTY),
            limit=1,
        )

    def _is_month_closed(self, appointment, day):
        """Tell whether the county has closed the attendance of that month (R139)."""
        months = self.env["zhaoshang.presence.month"].sudo()
        closed = [
            ("company_id", "=", appointment.company_id.id),
            ("month", "=", day.replace(day=1)),
            ("state", "=", "closed"),
            ("paper_number", "=", False),
        ]
        return bool(months.search_count(closed, limit=1))

    def _refusal_text(self, violation, appointment, day):
        words = getattr(self, f"_refuse_{violation.rule.lower().replace('-', '_')}")
        return words(appointment.sudo(), day, violation.figures)

    def _refuse_r007(self, appointment, day, figures):
        return self.env._(
            "%(name)s holds no post on %(day)s (clause 3, R007): nothing is to be signed in.",
            name=appointment.name,
            day=day,
        )

    def _refuse_r079(self, appointment, day, figures):
        return self.env._(
            "%(day)s has not come yet: the officer signs in himself on the day (clause 10, R079).",
            day=day,
        )

    def _refuse_r080(self, appointment, day, figures):
        found = self._of_day(appointment, day)
        return self.env._(
            "%(name)s has signed in for %(day)s already: recorded at %(moment)s by %(person)s. "
            "Once a day is enough (clause 10, R080).",
            name=appointment.name,
            day=day,
            moment=f"{found._county_moment():%m-%d %H:%M}",
            person=found.recorded_by_id.name,
        )

    def _refuse_r080_leave(self, appointment, day, figures):
        return self.env._(
            "%(name)s is on leave (%(days)s), and leave needs no sign-in (R080, "
            "our reading). If he is at work, he first reports back or turns the rest of the leave "
            "into an escort.",
            name=appointment.name,
            days=days_words(self.env, figures["first"], figures["last"]),
        )

    def _refuse_r139(self, appointment, day, figures):
        return self.env._(
            "The attendance of %(month)s is closed: its sign-ins stand (R139). What is found later "
            "is told with the difference of that month.",
            month=month_words(self.env, day),
        )

    def _refuse_r079_late(self, appointment, day, figures):
        return self.env._(
            "%(day)s is over: write why the sign-in is added later (clause 10, R079).", day=day
        )

    def _refuse_undo_later(self):
        return self.env._(
            "A sign-in is taken back on the day on which it was recorded, this one on %(day)s. "
            "Later it stands.",
            day=self._recorded_on(),
        )

    def _refuse_by_hand(self):
        return self.env._(
            "The register of sign-ins is kept by its buttons alone: the management office records "
            "and takes back, nobody types in or deletes (clause 10, R079)."
        )
