from datetime import date

from odoo import api, models
from odoo.tools import SQL

from ...rules.calendar import Override, build_calendar


class Workday(models.Model):
    _inherit = "zhaoshang.workday"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._recompute_presence(lines._presence_days())
        return lines

    def write(self, vals):
        days = self._presence_days()
        result = super().write(vals)
        self._recompute_presence(days + self._presence_days())
        return result

    def unlink(self):
        days = self._presence_days()
        result = super().unlink()
        self._recompute_presence(days)
        return result

    def _presence_days(self):
        return [(line.company_id, line.date) for line in self]

    @api.model
    def _recompute_presence(self, days):
        """A corrected day changes the month of everybody in its county (R070)."""
        for county in {county for county, _day in days}:
            dates = [day for other, day in days if other == county]
            self.env["zhaoshang.presence.month"].sudo()._recompute(county, min(dates), max(dates))

    @api.model
    def _calendars(self, counties, first, last):
        """Return {county id: calendar} for many counties: one statement, equal ones shared."""
        self.flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT array_agg(company_id), lines FROM (
                    SELECT company_id,
                           string_agg(concat_ws(' ', date, kind, source), ',' ORDER BY date)
                               AS lines
                      FROM zhaoshang_workday
                     WHERE company_id IN %s
                       AND date BETWEEN make_date(%s, 1, 1) AND make_date(%s, 12, 31)
                     GROUP BY company_id) county
                 GROUP BY lines
                """,
                counties._ids,
                first.year - 1,
                last.year + 1,
            )
        )
        plain = build_calendar(first, last)
        found = dict.fromkeys(counties.ids, plain)
        for alike, text in rows:
            lines = (line.split() for line in text.split(","))
            calendar = build_calendar(
                first, last, [Override(date.fromisoformat(day), kind, source == "table")
                              for day, kind, source in lines]
            )  # fmt: skip
            found |= dict.fromkeys(alike, calendar)
        return found
