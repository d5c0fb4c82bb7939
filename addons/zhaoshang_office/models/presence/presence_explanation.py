from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules import presence as rules
from ..clock import county_moment
from ..words import join_names
from .presence_words import legend

SHOWN_DIFFERENCES = 7


class PresenceMonth(models.Model):
    """How a month is worked out: limit, days, parameters, and the record behind each day."""

    _inherit = "zhaoshang.presence.month"

    standing = fields.Char("How It Stands", compute="_compute_explanation")
    explanation = fields.Text("How It Is Worked Out", compute="_compute_explanation")
    difference = fields.Text("Since Closing", compute="_compute_explanation")
    strip = fields.Json("Day by Day", compute="_compute_strip")

    @api.depends("days", "result", "rule_set_id", "state", "current_days", "paper_number")
    @api.depends_context("lang")
    def _compute_explanation(self):
        results = dict(self._fields["result"]._description_selection(self.env))
        for row in self:
            row.standing = self.env._(
                "%(result)s: %(days)s days at post of at least %(limit)s",
                result=results[row.result],
                days=row.at_post_days,
                limit=row.limit_days,
            )
            row.explanation = "\n".join(filter(None, row._explained()))
            row.difference = row._difference_text()

    def _explained(self):
        """Yield each figure with its clause, its threshold and what it was counted from."""
        p = self.rule_set_id.sudo()._presence_parameters()
        yield self._limit_text(p)
        if self.paper_number:
            yield self._paper_text()
        else:
            yield self._counted_text(p)
            yield self._not_counted_text(p)
        yield self._result_text(p)
        yield self.env._(
            "Parameters: %(name)s, in force from %(day)s.",
            name=self.rule_set_id.sudo().name,
            day=self.rule_set_id.sudo().date_from,
        )
        if self.provisional:
            yield self.env._(
                "Provisional: the holiday table of this year is not published yet (R070)."
            )
        if self.state == "closed":
            yield self.env._(
                "Closed by %(who)s on %(day)s; these figures stay (R139).",
                who=self.closed_by_id.sudo().name or self.env._("the system"),
                day=county_moment(self.closed_at).date() if self.closed_at else "",
            )

    def _paper_text(self):
        """R139: whose figures these are, and that no record here stands behind them."""
        return self.env._(
            "Closed on paper, %(number)s: %(at_post)s days at post, %(leave)s of rotation leave, "
            "%(special)s of special leave, %(absent)s without leave, as the office signed them. "
            "They were taken over from paper, are not worked out from records here, and nothing "
            "changes them any more (R139).",
            number=self.paper_number,
            at_post=self.at_post_days,
            leave=self.leave_days,
            special=self.special_days,
            absent=self.absent_days,
        )

    def _limit_text(self, p):
        """R068, R071, R083."""
        calendar = len(self.days)
        text = self.env._(
            "%(service)s of %(calendar)s days in service. Clause 10 asks for at least %(min)s "
            "days a month at the outpost (R068).",
            service=self.service_days,
            calendar=calendar,
            min=p.min_days,
        )
        special = self.special_days if p.special_leave_reduces else 0
        base = (self.service_days if p.prorate else calendar) - special
        if base == calendar:
            return text
        return text + self.env._(
            " Part months and special leave lower it in proportion (R071, R083, our reading): "
            "%(min)s × %(base)s ÷ %(calendar)s, rounded down, is %(limit)s.",
            min=p.min_days,
            base=max(base, 0),
            calendar=calendar,
            limit=self.limit_days,
        )

    def _counted_text(self, p):
        return self.env._(
            "Counted as at post: %(parts)s; together %(days)s days.",
            parts=self._parts(rules.counted_codes(p)) or self.env._("none"),
            days=self.at_post_days,
        ) + self.env._(
            " Presence is presumed unless a record says otherwise (R069, our reading); statutory "
            "holidays: R070, our reading; escorts: clause 10, R072; county duty: R081, our reading."
        )

    def _not_counted_text(self, p):
        counted = rules.counted_codes(p) + rules.NOT_IN_SERVICE
        parts = self._parts("".join(code for code in rules.CODES if code not in counted))
        return parts and self.env._("Not counted: %s.", parts)

    def _parts(self, codes):
        labels = {each["code"]: each["label"] for each in legend(self.env)}
        return join_names(
            self.env,
            [f"{labels[code]} {self.days.count(code)}" for code in codes if code in self.days],
        )

    def _result_text(self, p):
        if self.result == rules.INFORMATIVE:
            return self.env._(
                "Fewer than %s days in service: shown for information only (R071, our reading).",
                p.prorate_min_service,
            )
        if self.result == rules.GROUND:
            return self.env._(
                "Below %s days (clause 11, R097): the facts are verified by people first; nothing "
                "follows by itself.",
                self.dismiss_days,
            )
        if self.result == rules.SHORT:
            return self.env._(
                "Below the %(limit)s days of clause 10 (R068) and not below %(dismiss)s (R097).",
                limit=self.limit_days,
                dismiss=self.dismiss_days,
            )
        return self.env._("The %s days of clause 10 are met (R068).", self.limit_days)

    def _difference_text(self):
        """R139: what came to light after the closing, beside what was kept."""
        if not self.current_days:
            return False
        p = self.rule_set_id.sudo()._presence_parameters()
        results = dict(self._fields["result"]._description_selection(self.env))
        labels = {each["code"]: each["label"] for each in legend(self.env)}
        changed = [
            f"{day:%m-%d} {labels[was]} → {labels[now]}"
            for day, was, now in zip(
                rules.month_span(self.month).days, self.days, self.current_days, strict=True
            )
            if was != now
        ]
        more = "…" if len(changed) > SHOWN_DIFFERENCES else ""
        return self.env._(
            "Kept: %(kept)s days at post, %(kept_result)s. As known now: %(now)s days, "
            "%(now_result)s. Changed: %(changed)s. The kept figures stay (R139).",
            kept=self.at_post_days,
            kept_result=results[self.result],
            now=rules.totals(self.current_days, p).at_post,
            now_result=results[rules.judge(self.current_days, p).result],
            changed=join_names(self.env, changed[:SHOWN_DIFFERENCES]) + more,
        )

    @api.depends("days", "month", "current_days")
    @api.depends_context("lang")
    def _compute_strip(self):
        for row in self:
            row.strip = {
                "first": row.month and row.month.isoformat(),
                "days": row.days,
                "now": row.current_days or False,
                "legend": legend(self.env),
            }

    def action_open_day(self, number):
        """Open what a day of the month rests on: its leave, its finding, or its holiday.

        :param number: day of the month, from 1
        """
        self.ensure_one()
        self.check_access("read")
        days = rules.month_span(self.month).days
        if type(number) is not int or not 1 <= number <= len(days):
            raise UserError(
                self.env._("%(month)s has no day %(day)s.", month=self.month_label, day=number)
            )
        day = days[number - 1]
        mine = [("appointment_id", "=", self.appointment_id.id)]
        leave = self.env["zhaoshang.leave"].search(
            [
                *mine,
                ("zs_approval_state", "=", "approved"),
                ("date_from", "<=", day),
                ("last_away", ">=", day),
            ],
            limit=1,
        )
        finding = self.env["zhaoshang.finding"].search(
            [
                *mine,
                ("kind", "=", "absence"),
                ("state", "=", "confirmed"),
                ("occurred_on", "<=", day),
                ("last_on", ">=", day),
            ],
            limit=1,
        ) if self.env["zhaoshang.finding"].has_access("read") else None  # fmt: skip
        holiday = self.env["zhaoshang.workday"].search(
            [("company_id", "=", self.company_id.id), ("date", "=", day)], limit=1
        )
        code = self.days[day.day - 1]
        if code == rules.HOLIDAY and holiday:
            return holiday._get_records_action()
        found = leave or finding or holiday
        return found._get_records_action() if found else False
