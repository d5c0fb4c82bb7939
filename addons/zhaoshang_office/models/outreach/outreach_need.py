from odoo import api, fields, models
from odoo.tools import SQL

from ...rules import research, visit
from ..clock import county_today

WEEK, HALF = "week", "half"


class OutreachNeed(models.Model):
    """What clause 6 asks of one bureau in one week or half-year, worked out by the pure rules.

    Only what follows from calendar, parameters and the bureau's own dates is kept here; how a
    period stands is read live from the visits and reports (``zhaoshang.visit.week``,
    ``zhaoshang.research.half``). Nobody but the server has a right on it.
    """

    _name = "zhaoshang.outreach.need"
    _description = "What a Period Asks of a Bureau"
    _log_access = False

    kind = fields.Selection([(WEEK, "Week"), (HALF, "Half-year")], required=True)
    bureau_id = fields.Many2one("zhaoshang.bureau", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    date_from = fields.Date(required=True)
    date_to = fields.Date(required=True)
    due_on = fields.Date(required=True)
    working_days = fields.Integer()
    required = fields.Integer()
    watched = fields.Boolean()
    provisional = fields.Boolean()
    rule_set_id = fields.Many2one("zhaoshang.rule.set", required=True, ondelete="restrict")

    _once = models.UniqueIndex("(kind, bureau_id, date_from)", "One row a period.")

    @api.model
    def _cron_lay_out(self):
        counties = self.env["res.company"].sudo().search([("active", "=", True)])
        self.env["zhaoshang.job"]._each("need", counties, self.sudo()._lay_out)

    @api.model
    def _lay_out_all(self, company=None):
        """Work out every period from the first visit or the watched start to today."""
        companies = company or self.env["res.company"].sudo().search([("active", "=", True)])
        for county in companies:
            self.sudo()._lay_out(county)

    @api.model
    def _ensure(self, visits):
        """Lay out again where a visit falls into a week that is not there yet."""
        visits.flush_recordset(["bureau_id", "week_from", "state"])
        [(lacking,)] = self.env.execute_query(
            SQL(
                """
                SELECT count(*) FROM zhaoshang_visit v WHERE v.id IN %s AND NOT EXISTS (
                    SELECT FROM zhaoshang_outreach_need n WHERE n.kind = 'week'
                       AND n.bureau_id = v.bureau_id AND n.date_from = v.week_from)
                """,
                visits._ids,
            )
        )
        if lacking:
            self._lay_out_all(visits.company_id)

    def _lay_out(self, company):
        bureaus = self.env["zhaoshang.bureau"].search([("company_id", "=", company.id)])
        today = county_today(self.env)
        starts = bureaus._outreach_starts()
        if not starts:
            return
        calendar = self.env["zhaoshang.workday"]._calendar(min(starts.values()), today, company)
        rule_sets = _RuleSets(self.env, company)
        rows = []
        for bureau in bureaus.filtered(lambda b: b.id in starts):
            idle = bureau._idle_days(starts[bureau.id], today)
            rows += self._weeks(bureau, starts[bureau.id], today, calendar, rule_sets, idle)
            rows += self._halves(bureau, starts[bureau.id], today, calendar, rule_sets)
        self._store(rows)

    def _weeks(self, bureau, start, today, calendar, rule_sets, idle):
        for monday in visit.weeks(start, today):
            rules = rule_sets.at(monday)
            need = visit.need(monday, calendar, rules.visits_per_week, rules.visit_prorate, idle)
            yield (
                WEEK, bureau.id, bureau.company_id.id, monday, need.sunday, need.sunday,
                need.working_days, need.required, bureau._is_watched(monday),
                not calendar.has_table(need.sunday.year), rules.id,
            )  # fmt: skip

    def _halves(self, bureau, start, today, calendar, rule_sets):
        half = research.half_year(start)
        while half.first <= today:
            rules = rule_sets.at(half.last)
            owed = research.is_owed(
                half, bureau.opened_on, bureau.closed_on or None, rules.research_min_months
            )
            yield (
                HALF, bureau.id, bureau.company_id.id, half.first, half.last,
                research.due_on(half, calendar), 0, rules.research_per_half if owed else 0,
                bureau._is_watched(half.first), not calendar.has_table(half.year), rules.id,
            )  # fmt: skip
            half = research.half_year(half.last + visit.DAY)

    def _store(self, rows):
        """One statement; a second run with the same facts changes nothing."""
        if not rows:
            return
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO zhaoshang_outreach_need (kind, bureau_id, company_id, date_from,
                    date_to, due_on, working_days, required, watched, provisional, rule_set_id)
                VALUES %s
                    ON CONFLICT (kind, bureau_id, date_from) DO UPDATE
                   SET due_on = EXCLUDED.due_on, working_days = EXCLUDED.working_days,
                       required = EXCLUDED.required, watched = EXCLUDED.watched,
                       provisional = EXCLUDED.provisional, rule_set_id = EXCLUDED.rule_set_id
                 WHERE (zhaoshang_outreach_need.due_on, zhaoshang_outreach_need.working_days,
                        zhaoshang_outreach_need.required, zhaoshang_outreach_need.watched,
                        zhaoshang_outreach_need.provisional, zhaoshang_outreach_need.rule_set_id)
                    IS DISTINCT FROM (EXCLUDED.due_on, EXCLUDED.working_days, EXCLUDED.required,
                        EXCLUDED.watched, EXCLUDED.provisional, EXCLUDED.rule_set_id)
                """,
                SQL(", ").join(rows),
            )
        )
        self.env["zhaoshang.visit.week"].invalidate_model()
        self.env["zhaoshang.research.half"].invalidate_model()


class _RuleSets:
    """The parameter sets of a county, asked once for many days."""

    def __init__(self, env, company):
        sets = env["zhaoshang.rule.set"].sudo()
        self.found = sets.search(
            [("company_id", "=", company.id), ("state", "=", "confirmed")], order="date_from"
        )

    def at(self, day):
        earlier = self.found.filtered(lambda rules: rules.date_from <= day)
        return earlier[-1:] or self.found[:1]
