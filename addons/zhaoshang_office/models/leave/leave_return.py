from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...rules import leave as rules
from ..clock import read_day

# R085: who is away for himself reports back; from duty and escort one goes on working
REPORTED_BACK = ("rotation", "special")


class Leave(models.Model):
    """Reporting back (销假): the actual day, earlier or later than granted (R085)."""

    _inherit = "zhaoshang.leave"

    return_reported_on = fields.Date(readonly=True, copy=False)
    can_report_return = fields.Boolean(compute="_compute_can_report_return")

    @api.depends("user_id", "zs_approval_state", "return_date", "turned_on", "date_from")
    @api.depends_context("uid")
    def _compute_can_report_return(self):
        for leave in self:
            leave.can_report_return = (
                leave.user_id == self.env.user
                and leave.zs_approval_state == "approved"
                and not leave.return_date
                and not leave.turned_on
                and leave.date_from <= leave._today()
            )

    def action_report_return(self, day=None):
        """R085: the person says on which day he was back; an earlier day frees those after it.

        :param day: first day at post again; today where None
        """
        self._check_own_command()
        for leave in self.sudo():
            leave._hold()
            leave._report_return(leave._read_day(day))
        return True

    def _read_day(self, day):
        return read_day(self.env, day) if day else self._today()

    def _report_return(self, back):
        self._check_granted()
        chain = self._chain()
        chain._check_not_over()
        waiting = chain._prolongations("running", "returned")
        if waiting:
            raise UserError(
                self.env._(
                    "“%s” asks to prolong this leave and waits. Withdraw it first, then report "
                    "back (R085).",
                    waiting[0].display_name,
                )
            )
        for violation in rules.return_violations(chain[0].date_from, back, self._today()):
            raise ValidationError(chain[0]._refuse_return(violation))
        chain._govern({"return_date": back, "return_reported_on": self._today()})
        chain._settle_duties()
        chain._drop_reminders()

    def _refuse_return(self, violation):
        if "first" in violation.figures:
            return self.env._(
                "The leave begins on %(first)s, so you cannot be back on %(back)s (R085). Choose "
                "a later day; a leave that has not begun is revoked or withdrawn instead.",
                **violation.figures,
            )
        return self.env._(
            "%(back)s lies ahead of today, %(today)s: report back once you are at post again "
            "(R085).",
            **violation.figures,
        )

    def _freed_days(self, back):
        """Return how many of the granted days a return on ``back`` frees, and how many are over."""
        chain = self._chain()
        granted = [day for leave in chain for day in leave._span().days]
        freed = sum(day >= back for day in granted)
        return freed, max((back - granted[-1]).days - 1, 0)
