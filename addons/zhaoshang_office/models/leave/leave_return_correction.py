from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...rules import leave as rules
from ...rules.days import DAY, Span
from ..words import join_names, month_words


class Leave(models.Model):
    """Correcting a reported return (更正销假, R085).

    Who reported it corrects it, with the reason, while nobody has built on it: until a month that
    it changes is closed, or an absence after the leave is looked at. What was said before stays in
    the talk and in the log.
    """

    _inherit = "zhaoshang.leave"

    can_correct_return = fields.Boolean(compute="_compute_can_correct_return")

    @api.depends("user_id", "zs_approval_state", "return_date")
    @api.depends_context("uid")
    def _compute_can_correct_return(self):
        for leave in self:
            mine = leave.user_id == self.env.user and leave.zs_approval_state == "approved"
            leave.can_correct_return = bool(
                mine
                and leave.return_date
                and not leave.sudo()._months_closed(leave.return_date, leave.return_date)
            )

    def action_correct_return(self, day, reason):
        """R085: the person puts right on which day he was back.

        :param day: first day at post again
        :param reason: why the first report was wrong; kept
        """
        self.ensure_one()
        self._check_own_command()
        if not str(reason or "").strip():
            raise UserError(self.env._("Write why the reported return is wrong (R085)."))
        leave = self.sudo()
        leave._hold()
        leave._correct_return(leave._read_day(day), str(reason).strip())
        return True

    def _correct_return(self, back, reason):
        self._check_granted()
        chain, before = self._chain(), self.return_date
        texts = chain._correction_texts(back)
        if texts:
            raise ValidationError("\n".join(texts))
        chain._govern({"return_date": back, "return_reported_on": self._today()})
        chain._settle_duties()
        self._say(
            self.env._(
                "The return is corrected from %(before)s to %(back)s (R085): %(reason)s",
                before=before,
                back=back,
                reason=reason,
            )
        )

    def _correction_texts(self, back):
        """Return why the return of this whole leave cannot be put on ``back``; each once."""
        before = self[:1].return_date
        if not before:
            return [self.env._("No return is reported yet, so there is nothing to correct (R085).")]
        if back == before:
            return [self.env._("%s is reported already (R085). Choose the right day.", back)]
        found = rules.return_violations(self[0].date_from, back, self._today())
        if found:
            return [self[0]._refuse_return(violation) for violation in found]
        return list(self._correction_refusals(min(before, back), max(before, back) - DAY))

    def _correction_refusals(self, first, last):
        """What has been built on the days from ``first`` to ``last`` that the correction moves."""
        closed = self[:1]._months_closed(first, last)
        if closed:
            yield self.env._(
                "The attendance of %s is closed, so the return stands as reported (R139). "
                "Explain it to the management office.",
                join_names(self.env, [month_words(self.env, month) for month in closed]),
            )
        findings = self.env["zhaoshang.finding"].sudo()
        if findings.search_count(
            [("leave_id", "in", self.ids), ("state", "not in", ("dropped", "taken_back"))], limit=1
        ):
            yield self.env._(
                "An absence after this leave is being looked at, so the return stands as reported "
                "(R063, R085). Explain it in your answer to that finding."
            )
        granted = Span(self[0].date_from, self[-1].date_to)
        moved = Span(first, min(last, granted.last))
        others = (self[-1]._others() - self).filtered(
            lambda other: moved.first <= moved.last and other._span_away().overlaps(moved)
        )
        for other in others[:1]:
            span = other._span_away()
            yield self._refuse_r086(span.first, span.last, other.display_name)

    def _months_closed(self, first, last):
        """Return those of the months from ``first`` to ``last`` that are closed (R139)."""
        months = self.env["zhaoshang.presence.month"].sudo()
        found = months.search_fetch(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "closed"),
                ("paper_number", "=", False),
                ("month", ">=", first.replace(day=1)),
                ("month", "<=", last),
            ],
            ["month"],
        )
        return sorted(set(found.mapped("month")))
