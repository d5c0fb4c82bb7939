from odoo import api, models
from odoo.tools import SQL

from ...rules import presence as rules
from ...rules.days import each_month, next_month
from ..clock import county_today
from .presence_statement import Month

CHUNK = 500  # counties in one transaction of the night


class PresenceMonth(models.Model):
    """When months are worked out again: what changes them does it at once, the night does all."""

    _inherit = "zhaoshang.presence.month"

    @api.model
    def _cron_recompute(self):
        """Work out every month that is not closed, county by county."""
        counties = self.env["res.company"].sudo().search([("active", "=", True)])
        job = self.env["zhaoshang.job"]
        job._begin("presence", counties)
        for start in range(0, len(counties), CHUNK):
            chunk = counties[start : start + CHUNK]
            for county, error in self.env["zhaoshang.duty"]._each(chunk, self.sudo()._recompute):
                job._tell("presence", county, error)

    @api.model
    def _recompute(self, counties, first=None, last=None):
        """Work out the months from ``first`` to ``last``, by default all that are laid out."""
        first, last = self._laid_out(counties, first, last)
        self._store_days(self._months(counties, first, last), SQL("TRUE"))

    @api.model
    def _recompute_for(self, appointments, first, last):
        """Work out the months of some officers that share a day with ``first`` to ``last``."""
        if not appointments or not first or not last:
            return
        counties = appointments.sudo().company_id
        first, last = self._laid_out(counties, first, last)
        self.sudo()._store_days(
            self.sudo()._months(counties, first, last), SQL("a.id IN %s", appointments._ids)
        )

    @api.model
    def _laid_out(self, counties, first=None, last=None):
        """Return the span that is kept: from the watched start to the end of next month."""
        today = county_today(self.env)
        [(start,)] = self.env.execute_query(
            SQL(
                "SELECT min(compliance_start) FROM zhaoshang_bureau WHERE company_id IN %s",
                counties._ids,
            )
        )
        end = rules.month_span(next_month(today)).last
        start = min(start or today, today).replace(day=1)
        return max(first or start, start), min(last or end, end)

    @api.model
    def _months(self, counties, first, last, changed=None):
        """Return a ``Month`` for each county and month from ``first`` to ``last``.

        :param changed: parameters by name that stand in for the county's own (“what if”)
        """
        if first > last or not counties:
            return []
        firsts = list(each_month(first, last))
        end = rules.month_span(firsts[-1]).last
        closed = self._closed_months(counties, firsts)
        sets = self.env["zhaoshang.rule.set"].sudo()._of_counties(counties)
        calendars = self.env["zhaoshang.workday"]._calendars(counties, firsts[0], end)
        parameters = {}
        months = []
        for county in counties:
            calendar = calendars[county.id]
            for month in firsts:
                kept = closed.get((county.id, month))
                own = sets.get(county, self.env["zhaoshang.rule.set"].sudo())
                rule_set = own.browse(kept) if kept else own._in_force_first(month)
                if not rule_set:
                    continue
                if rule_set not in parameters:
                    parameters[rule_set] = rule_set._presence_parameters(changed)
                span = rules.month_span(month)
                months.append(
                    Month(
                        county.id,
                        span,
                        "".join(
                            rules.HOLIDAY if calendar.is_statutory(day) else rules.AT_POST
                            for day in span.days
                        ),
                        rule_set.id,
                        parameters[rule_set],
                        not calendar.has_table(month.year),
                        bool(kept),
                    )
                )
        return months

    @api.model
    def _closed_months(self, counties, firsts):
        """Return {(county id, month): id of the parameter set it was closed with}."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT company_id, month, min(rule_set_id) FROM zhaoshang_presence_month
                 WHERE state = 'closed' AND paper_number IS NULL
                   AND company_id IN %s AND month IN %s GROUP BY 1, 2
                """,
                counties._ids,
                tuple(firsts),
            )
        )
        return {(county, month): rule_set for county, month, rule_set in rows}

    @api.model
    def _forget_vanished(self, appointments):
        """Days that an appointment no longer has: open rows go, closed ones say so beside."""
        gone = SQL(
            "s.appointment_id = a.id AND a.id IN %s AND (a.state = 'draft' OR a.date_to < s.month"
            " OR a.date_from >= s.month + interval '1 month')",
            appointments._ids,
        )
        appointments.flush_recordset(["state", "date_from", "date_to"])
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "DELETE FROM zhaoshang_presence_month s USING zhaoshang_appointment a"
                " WHERE s.state = 'open' AND %s",
                gone,
            )
        )
        self.env.cr.execute(
            SQL(
                "UPDATE zhaoshang_presence_month s SET current_days = repeat('-', length(s.days))"
                " FROM zhaoshang_appointment a"
                " WHERE s.state = 'closed' AND s.paper_number IS NULL AND %s",
                gone,
            )
        )
        self.invalidate_model()
