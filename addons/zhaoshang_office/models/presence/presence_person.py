from odoo import models

from ...rules import presence as rules


class PresenceMonth(models.Model):
    """R097, R099 (our reading): the month is the person's, whatever posts he held in it."""

    _inherit = "zhaoshang.presence.month"

    def _judged_together(self, now=False):
        """Judge the closed month of one person in all his posts, as superuser.

        :param now: with what came to light since; one closed on paper stays as it was signed
        :return: ``(Totals, Judgement)``
        """
        parameters = self[-1:].rule_set_id._presence_parameters()
        calendar = len(rules.month_span(self[:1].month).days)
        return rules.of_person(
            [row._totals_of_days(parameters, now) for row in self], calendar, parameters
        )

    def _totals_of_days(self, parameters, now):
        if self.paper_number:
            return rules.Totals(
                self.service_days, self.at_post_days, self.special_days, self.absent_days
            )
        days = self.current_days if now and self.current_days else self.days
        return rules.totals(days, parameters)
