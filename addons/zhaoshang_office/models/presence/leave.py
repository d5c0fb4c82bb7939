from typing import NamedTuple

from odoo import models

from ...rules import presence as rules
from ...rules.days import Span
from ..words import month_words

SIGNS = {rules.MET: "✔", rules.SHORT: "▲", rules.GROUND: "✖", rules.INFORMATIVE: "○"}

FACTS = frozenset(
    {
        "zs_approval_state",
        "kind",
        "appointment_id",
        "date_from",
        "date_to",
        "days_before",
        "return_date",
        "turned_on",
        "long_escort_accepted",
        "credit_withdrawn",
        "notice_number",
    }
)


class Forecast(NamedTuple):
    """What a month would come to."""

    at_post: int
    limit: int
    result: str

    @property
    def sign(self):
        return SIGNS[self.result]


class Leave(models.Model):
    """Whatever changes a granted absence works out its months again, at once for all of them."""

    _inherit = "zhaoshang.leave"

    def write(self, vals):
        if not FACTS & vals.keys():
            return super().write(vals)
        before = self._spans_away()
        result = super().write(vals)
        self._recompute_presence(before + self._spans_away())
        return result

    def _spans_away(self):
        """Return (appointment, first, last day) of those that are granted."""
        return [
            (leave.appointment_id, leave.date_from, leave.date_to)
            for leave in self.sudo()
            if leave.zs_approval_state == "approved"
        ]

    def _recompute_presence(self, spans):
        if not spans:
            return
        appointments = self.env["zhaoshang.appointment"].union(*(span[0] for span in spans))
        self.env["zhaoshang.presence.month"].sudo()._recompute_for(
            appointments, min(span[1] for span in spans), max(span[2] for span in spans)
        )

    def _presence_if_granted(self, months, leaves, calendar):
        """Return {first day of the month: ``Forecast``} if all of ``leaves`` are granted (R068).

        By the same law and the same parameters as the month itself, confirmed absences included.
        """
        self.ensure_one()
        mine = self.appointment_id.sudo()
        service = Span(mine.date_from, mine.date_to)
        sets = self.env["zhaoshang.rule.set"].sudo()
        own = sets._of_counties(self.company_id).get(self.company_id, sets)
        absences = [leave._away() for leave in leaves] + mine._confirmed_absences(months)
        found = {}
        for month in months:
            parameters = own._in_force_first(month)._presence_parameters()
            days = rules.days_of(month, service, absences, calendar, parameters)
            judged = rules.judge(days, parameters)
            at_post = rules.totals(days, parameters).at_post
            found[month] = Forecast(at_post, judged.limit, judged.result)
        return found

    def _refusal_texts(self, only=None):
        """R068: what would make a month short is asked for with its reason."""
        texts = super()._refusal_texts(only)
        return texts + self._short_month_texts() if only is None else texts

    def _short_month_texts(self):
        span = self._span()
        if not span or not self.appointment_id or (self.reason or "").strip():
            return []
        months = sorted({day.replace(day=1) for day in span.days})
        calendar = self.env["zhaoshang.workday"]._calendar(span.first, span.last, self.company_id)
        sent = self._others().filtered(lambda other: other.zs_approval_state != "draft")
        without = self._presence_if_granted(months, sent, calendar)
        granted = self._presence_if_granted(months, self.sudo() | sent, calendar)
        return [
            self._refuse_r068(month, granted[month])
            for month in months
            if granted[month].result in (rules.SHORT, rules.GROUND)
            and granted[month].at_post < without[month].at_post
        ]

    def _refuse_r068(self, month, forecast):
        return self.env._(
            "If this is granted, %(month)s comes to %(days)s days at post, fewer than the "
            "%(limit)s that clause 10 asks for (R068). Write the reason, or choose other days.",
            month=month_words(self.env, month),
            days=forecast.at_post,
            limit=forecast.limit,
        )
