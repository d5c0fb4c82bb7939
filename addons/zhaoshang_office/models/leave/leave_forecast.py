from collections import defaultdict
from datetime import date

from babel.dates import format_skeleton
from odoo import api, fields, models
from odoo.tools.misc import babel_locale_parse

from ...rules import leave as rules
from ...rules import presence
from ...rules.days import next_month, runs
from ..words import days_words, join_names
from .leave_access import SEE_ALL


class Leave(models.Model):
    """What the person sees before sending: days, holidays, months, who stays, who else is out."""

    _inherit = "zhaoshang.leave"

    forecast = fields.Html(compute="_compute_forecast", sanitize=False)

    @api.depends(
        "kind",
        "appointment_id",
        "date_from",
        "date_to",
        "acting_appointment_id",
        "reason",
        "paper",
        "notice_number",
        "client_visit_id",
        "organisation_id",
        "project_id",
    )
    @api.depends_context("uid", "lang")
    def _compute_forecast(self):
        for leave in self:
            facts = leave._forecast()
            leave.forecast = facts and self.env["ir.qweb"]._render(
                "zhaoshang_office.zhaoshang_leave_forecast", {"facts": facts, "leave": leave}
            )

    def _forecast(self):
        """Return the facts of the leave as shown, or None while the days are not known."""
        self.ensure_one()
        span = self._span()
        if not span and self.date_from and self.date_to:
            return {"refusals": [self._backwards_text()]}
        if not span or not self.appointment_id:
            return None
        shows_bureau = self._shows_bureau()
        out = rules.left_out(span, self._calendars()[self.company_id], self._limits().counting)
        return {
            "counted": self._counted_text(),
            "calendar": self._calendar_text(span, runs(out)),
            "continuous": self.continuous_text,
            "continuous_long": self.continuous_long,
            "decides": self._decides_text() if self.can_edit else "",
            "months": self._forecast_months(span),
            "provisional": not all(
                self._calendars()[self.company_id].has_table(day.year)
                for day in (span.first, span.last)
            ),
            "others_out": self._forecast_others_out(span) if shows_bureau else [],
            "at_post": self._forecast_at_post(span) if shows_bureau else [],
            "shows_bureau": shows_bureau,
            "refusals": self._refusal_texts() if self.can_edit else [],
        }

    def _backwards_text(self):
        return self.env._(
            "The last day, %(last)s, lies before the first, %(first)s. Correct one of them.",
            last=self.date_to,
            first=self.date_from,
        )

    def _shows_bureau(self):
        """R012: a host unit reads the leave of its own people, not who else is at post."""
        user = self.env.user
        return bool(
            self.env.su
            or self.in_my_bureau
            or any(user.has_group(group) for group in SEE_ALL)
            or user in self.bureau_id.sudo().leader_ids
            or self.zs_approval_can_decide
        )

    def _counted_text(self):
        """How many days count, and how many may."""
        return self._counted_texts().get(self.kind) or self.env._(
            "%s days counted", self.counted_days
        )

    def _counted_texts(self):
        """What the days come to, by kind."""
        return {
            "rotation": self._counted_text_rotation(),
            "special": self._counted_text_special(),
            "escort": self._counted_text_escort(),
            "county_duty": self._counted_text_county_duty(),
        }

    def _counted_text_special(self):
        """R083: what the days do to the limits of the month."""
        if self._rule_set().special_leave_reduces:
            return self.env._(
                "%s days; approved, they lower the days at post that the month asks for (R083, "
                "our reading)",
                self.calendar_days,
            )
        return self.env._(
            "%s days, not counted as at post; they lower nothing that the month asks for (R083, "
            "our reading)",
            self.calendar_days,
        )

    def _counted_text_escort(self):
        """R072, R073: how many of the days count as at post."""
        if not self._rule_set().accompany_credit:
            return self._no_credit_text()
        if not self.days_beyond or self.long_escort_accepted:
            return self.env._(
                "%s days, counted as at post with the client visit linked (clause 10, R072)",
                self.calendar_days,
            )
        return self.env._(
            "%(days)s days: the first %(limit)s count as at post, the further ones only if the "
            "investment bureau accepts the reason (clause 10, R073)",
            days=self.calendar_days,
            limit=self.calendar_days - self.days_beyond,
        )

    def _counted_text_county_duty(self):
        """R081: whether the days count as at post."""
        parameters = self._rule_set()._presence_parameters()
        code = presence.code_away(self._away(), self.date_from, parameters)
        if code in presence.counted_codes(parameters):
            return self.env._("%s days, counted as at post (R081, our reading)", self.calendar_days)
        if parameters.county_duty_counts == presence.WITH_NOTICE:
            return self.env._(
                "%s days, not counted as at post: there is no number of a notice (R081, our "
                "reading)",
                self.calendar_days,
            )
        return self.env._("%s days, not counted as at post (R081, our reading)", self.calendar_days)

    def _counted_text_rotation(self):
        return self.env._(
            "%(days)s days counted, of at most %(limit)s (clause 10, R066)",
            days=self.counted_days,
            limit=self._limits().max_days,
        )

    def _calendar_text(self, span, left_out):
        """R067: the days on the calendar and the holidays that are left out."""
        if not left_out:
            return self.env._(
                "%s calendar days, both ends and weekends included, no statutory holiday.",
                len(span.days),
            )
        return self.env._(
            "%(days)s calendar days, weekends included; left out as statutory holidays: "
            "%(holidays)s (R067, our reading).",
            days=len(span.days),
            holidays=join_names(
                self.env, [self._span_text(run.first, run.last) for run in left_out]
            ),
        )

    def _decides_text(self):
        """R065, R075, R077: who decides, told while the days are still being chosen."""
        head = self.deciding_head_user_id.sudo().name
        if self.kind != "rotation":
            return self._decides_texts(head)[self.kind]
        if self.route == "acting_head":
            return self.env._(
                "You act as head today or on these days, so both departments decide (R077, our "
                "reading)."
            )
        if self.route == "head":
            return self.env._(
                "The organisation department and the investment bureau both decide; one refusal "
                "ends it (clause 10, R075, R076)."
            )
        if not head:
            return ""
        if self.second_in_month:
            return self.env._(
                "%s decides, then both departments: the leave of this month is used up "
                "(clause 10, R065).",
                head,
            )
        return self.env._(
            "%s decides; then it is registered with the investment bureau (clause 10, R077, R078).",
            head,
        )

    def _decides_texts(self, head):
        """R074, R081, R082: who decides the other kinds."""
        authority = self.env._("The investment bureau decides.")
        confirms = head and self.env._("%s decides; the investment bureau gets a copy.", head)
        duty = head and self.env._("%s decides; the management office gets a copy.", head)
        if self.notice_number:
            duty = self.env._(
                "Called back by a notice: sent and valid at once; the management office registers "
                "it (R081)."
            )
        return {
            "special": self.env._(
                "The organisation department and the investment bureau both decide, then the "
                "leader (clause 10, R082)."
            ),
            "escort": confirms if self.route == "deputy" else authority,
            "county_duty": duty if self.route == "deputy" or self.notice_number else authority,
        }

    def _forecast_months(self, span):
        """For each month: this leave, the others, and what the month comes to (R067–R071)."""
        counting = self._limits().counting
        sent = self._others().filtered(lambda other: other.zs_approval_state != "draft")
        others = [other._span_away() for other in sent]
        calendar = self.env["zhaoshang.workday"]._calendar(
            min(each.first for each in (span, *others)),
            max(each.last for each in (span, *others)),
            self.company_id,
        )
        away = self._span_away()  # what it came to, after an early return
        this = rules.by_month(away, calendar, counting) if away else {}
        taken = defaultdict(rules.Share)
        for other in others:
            for month, share in rules.by_month(other, calendar, counting).items():
                taken[month] += share
        first = span.first.replace(day=1)
        months = sorted({*(date(*month, 1) for month in this), first, next_month(first)})
        found = self._presence_if_granted(months, self.sudo() | sent, calendar)
        return [
            {
                "label": self._date_text(month, "yMMM"),
                "this": this.get((month.year, month.month), rules.Share()).counted_days,
                "others": taken[month.year, month.month].counted_days,
                "at_post": found[month].at_post,
                "minimum": found[month].limit,
                "sign": found[month].sign,
            }
            for month in months
        ]

    def _forecast_others_out(self, span):
        """The colleagues whose leave, granted or waiting, shares a day with this one."""
        return [
            {
                "name": other.appointment_id.name,
                "days": self._span_text(other.date_from, other.last_away),
                "status": other.status,
            }
            for other in self._bureau_absences(span)
            if other.appointment_id != self.appointment_id
        ]

    def _forecast_at_post(self, span):
        """Runs of days with the same people at post if this leave is granted."""
        runs = []
        for day, people in self._at_post_by_day(span).items():
            if runs and runs[-1][1] == people:
                runs[-1][0].append(day)
            else:
                runs.append(([day], people))
        return [
            {
                "days": self._span_text(days[0], days[-1]),
                "names": join_names(self.env, people.sorted("id").mapped("name")),
            }
            for days, people in runs
        ]

    def _at_post_by_day(self, span):
        """Return {day: appointments of the bureau at post}, this leave taken as granted."""
        appointments = (
            self.env["zhaoshang.appointment"]
            .sudo()
            .search(
                [
                    ("bureau_id", "=", self.bureau_id.id),
                    ("state", "=", "confirmed"),
                    ("date_from", "<=", span.last),
                    ("date_to", ">=", span.first),
                ]
            )
        )
        away = defaultdict(lambda: self.appointment_id.sudo())
        for other in self._bureau_absences(span):
            for day in other._span_away().days:
                away[day] |= other.appointment_id
        return {
            day: appointments.filtered(lambda a, d=day: a.date_from <= d <= a.date_to) - away[day]
            for day in span.days
        }

    def _bureau_absences(self, span):
        return (
            self.sudo()
            .search(
                [
                    ("bureau_id", "=", self.bureau_id.id),
                    ("id", "!=", self._origin.id),
                    ("zs_approval_state", "in", ("running", "approved")),
                    ("date_from", "<=", span.last),
                    ("last_away", ">=", span.first),
                ],
                order="date_from",
            )
            .filtered(lambda other: other._span_away())
        )

    def _days_below_minimum(self):
        """R087: the working days of this leave on which too few people stay at post."""
        span = self._span()
        minimum = self._rule_set().min_on_duty
        calendar = self._calendars()[self.company_id]
        return [
            day
            for day, people in self._at_post_by_day(span).items()
            if calendar.is_working(day) and len(people) < minimum
        ]

    def _span_text(self, first, last):
        return days_words(self.env, self._date_text(first), self._date_text(last))

    def _date_text(self, day, skeleton="MMMEd"):
        """A date as a person of the county says it: 11月23日周一."""
        return format_skeleton(skeleton, day, locale=babel_locale_parse(self.env.lang or "en_US"))
