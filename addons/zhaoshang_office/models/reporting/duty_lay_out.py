from datetime import UTC

from odoo import api, models
from odoo.tools import SQL

from ...rules import duty as rules
from ..clock import county_now, county_today
from .duty_facts import facts, suspended_on

COLUMNS = SQL(
    "company_id, kind, due_on, period_from, period_to, opens_at, due_at, grace_end, rule_set_id, "
    "provisional"
)


class Duty(models.Model):
    """Lays out duties: a slot is one day of one kind in one county, a duty is who owes it."""

    _inherit = "zhaoshang.duty"

    @api.model
    def _due_of(self, kind, first, county):
        """Work out the duty of a period, which need not be laid out yet (clause 8).

        :param first: first day of the period
        :return: ``(day or None, deadline or None, calendar, parameter set)``
        """
        last = rules.last_of(kind, first)
        end = last + 21 * rules.DAY
        calendar = self.env["zhaoshang.workday"]._calendar(first, end + 365 * rules.DAY, county)
        rule_set = self.env["zhaoshang.rule.set"].sudo()._at(first, county)
        limits = rule_set._duty_limits()
        for duty in rules.duties(kind, first, end, calendar, limits):
            if first in duty.periods:
                limit = rules.deadline_of(kind, duty.due_on, calendar, limits)
                return duty.due_on, limit, calendar, rule_set
        return None, None, calendar, rule_set

    def _slots(self, bureaus, kinds):
        """Return the days on which something is owed that is not laid out or may still move."""
        starts = self._starts(bureaus, kinds)
        if not starts:
            return []
        today = county_today(self.env)
        counties = bureaus.company_id
        first, last = min(starts.values()), rules.last_of(rules.RESEARCH_REPORT, today)
        calendars = self.env["zhaoshang.workday"]._calendars(counties, first, last)
        rule_sets = self.env["zhaoshang.rule.set"]._of_counties(counties)
        slots, days = [], {}
        for (county, kind), start in starts.items():
            own = rule_sets[self.env["res.company"].browse(county)]
            calendar = calendars[county]
            for duty in self._days(days, kind, start, calendar, own):
                rule_set = own._in_force_first(duty.due_on)
                slots.append((county, kind, *self._slot(kind, duty, calendar, rule_set)))
        return slots

    def _days(self, known, kind, start, calendar, rule_sets):
        """Counties with one calendar and one way with days off owe on the same days: worked out
        once. Each period goes by the parameters that were in force on its day (R139)."""
        today = county_today(self.env)
        sets = [(each.date_from, each._duty_limits()) for each in rule_sets]
        key = kind, start, id(calendar), *((since, limits.shift) for since, limits in sets)
        if key not in known:
            found = rules.duties_over(
                kind, start, rules.horizon(kind, today, calendar), calendar, sets
            )
            known[key] = [duty for duty in found if duty.periods[0] <= today]
        return known[key]

    def _slot(self, kind, duty, calendar, rule_set):
        limit = rules.deadline_of(kind, duty.due_on, calendar, rule_set._duty_limits())
        return (
            duty.due_on,
            duty.periods[0],
            duty.periods[-1],
            naive(rules.moment(duty.periods[0], 0)),
            naive(limit.due_at),
            naive(limit.grace_end),
            rule_set.id,
            not rules.may_raise_finding(duty.due_on, calendar),
        )

    def _starts(self, bureaus, kinds):
        """Return {(county id, kind): first day to look at}, one statement for all."""
        if not bureaus:
            return {}
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT company_id, kind, MIN(start) FROM (
                    SELECT b.company_id, k.kind,
                           GREATEST(b.compliance_start, w.done_until + 1) AS start
                      FROM zhaoshang_bureau b
                CROSS JOIN UNNEST(%(kinds)s) k(kind)
                 LEFT JOIN zhaoshang_duty_watermark w ON w.bureau_id = b.id AND w.kind = k.kind
                     WHERE b.id IN %(bureaus)s AND b.compliance_start IS NOT NULL
                       AND (b.closed_on IS NULL
                            OR b.closed_on >= GREATEST(b.compliance_start, w.done_until + 1))
                     UNION ALL
                    SELECT company_id, kind, period_from FROM zhaoshang_duty d
                     WHERE d.bureau_id IN %(bureaus)s AND d.kind = ANY(%(kinds)s) AND %(movable)s
                ) found GROUP BY 1, 2
                """,
                kinds=list(kinds),
                bureaus=bureaus._ids,
                movable=self._movable(),
            )
        )
        return {(county, kind): start for county, kind, start in rows}

    def _movable(self):
        """Duties whose day may still move: their day is to come, or stands without a table."""
        today = county_today(self.env)
        return SQL("(d.provisional OR d.due_on >= %s) AND d.period_from <= %s", today, today)

    def _lay_out(self, slots, bureaus, officers=None):
        """Insert the duties of the slots as they stand, from each bureau's watermark on.

        R045: a call for each person in post; R096: a report for each bureau.
        """
        if not slots:
            return
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                WITH slot (%(columns)s) AS (VALUES %(slots)s), owed AS (%(owed)s),
                d AS (
                    SELECT o.*, NULL::int AS id, a.id AS appointment_id, NULL::int AS assigned_id
                      FROM owed o
                      JOIN zhaoshang_appointment a ON a.bureau_id = o.bureau_id
                       AND a.state IN ('confirmed', 'ended')
                       AND o.due_on BETWEEN a.date_from AND a.date_to
                     WHERE o.kind = 'monday_call' AND %(who)s
                     UNION ALL
                    SELECT o.*, NULL, NULL, NULL FROM owed o WHERE o.kind <> 'monday_call'
                ), fact AS (%(facts)s)
                INSERT INTO zhaoshang_duty (
                    bureau_id, %(columns)s, appointment_id, user_id, state, excuse, report_id,
                    research_id, reported_at, leave_id,
                    create_uid, create_date, write_uid, write_date)
                SELECT bureau_id, %(columns)s, appointment_id, user_id, state, excuse, report_id,
                       research_id, reported_at, leave_id, %(uid)s, %(stamp)s, %(uid)s, %(stamp)s
                  FROM fact
                ON CONFLICT DO NOTHING
                """,
                columns=COLUMNS,
                slots=SQL(", ").join(slots),
                owed=self._owed(bureaus),
                who=SQL("a.id IN %s", officers._ids) if officers else SQL("TRUE"),
                facts=facts(SQL("d"), naive(county_now(self.env)), SQL("TRUE")),
                uid=self.env.uid,
                stamp=self.env.cr.now(),
            )
        )
        self.env.invalidate_all(flush=False)

    def _owed(self, bureaus):
        """The slots of each bureau that is watched and open on the day, beyond its watermark."""
        return SQL(
            """
            SELECT b.id AS bureau_id, slot.*
              FROM slot JOIN zhaoshang_bureau b ON b.company_id = slot.company_id
         LEFT JOIN zhaoshang_duty_watermark w ON w.bureau_id = b.id AND w.kind = slot.kind
             WHERE b.id IN %s AND b.compliance_start <= slot.due_on
               AND (w.done_until IS NULL OR w.done_until < slot.due_on)
               AND b.opened_on <= slot.due_on
               AND (b.closed_on IS NULL OR b.closed_on >= slot.due_on) AND NOT %s
            """,
            bureaus._ids,
            suspended_on(SQL("slot.due_on")),
        )

    def _move_watermarks(self, slots, bureaus):
        if not slots:
            return
        self.env.cr.execute(
            SQL(
                """
                WITH slot (%(columns)s) AS (VALUES %(slots)s), owed AS (%(owed)s)
                INSERT INTO zhaoshang_duty_watermark (bureau_id, kind, done_until)
                SELECT bureau_id, kind, MAX(due_on) FROM owed GROUP BY 1, 2
                ON CONFLICT (bureau_id, kind) DO UPDATE SET done_until = EXCLUDED.done_until
                """,
                columns=COLUMNS,
                slots=SQL(", ").join(slots),
                owed=self._owed(bureaus),
            )
        )

    def _review(self, slots, bureaus):
        """Move what calendar or parameters have moved since it was laid out (R049, R139).

        Only duties whose day is to come or was provisional; what was reported on stays.
        """
        if not slots or not bureaus:
            return
        self.env.flush_all()
        movable = SQL("d.bureau_id IN %s AND %s", bureaus._ids, self._movable())
        slot = SQL("WITH slot (%s) AS (VALUES %s)", COLUMNS, SQL(", ").join(slots))
        same = SQL(
            "slot.company_id = d.company_id AND slot.kind = d.kind"
            " AND slot.period_from = d.period_from AND slot.period_to = d.period_to"
        )
        kinds = tuple({kind for _county, kind, *_rest in slots})
        self.env.cr.execute(
            SQL(
                """
                %(slot)s, gone AS (
                    DELETE FROM zhaoshang_duty d
                     WHERE %(movable)s AND d.kind IN %(kinds)s AND d.report_id IS NULL
                       AND NOT EXISTS (SELECT FROM slot WHERE %(same)s)
                       AND NOT EXISTS (SELECT FROM zhaoshang_finding f WHERE f.duty_id = d.id)
                 RETURNING d.bureau_id, d.kind, d.period_from)
                UPDATE zhaoshang_duty_watermark w SET done_until = gone.period_from - 1
                  FROM (SELECT bureau_id, kind, MIN(period_from) AS period_from
                          FROM gone GROUP BY 1, 2) gone
                 WHERE w.bureau_id = gone.bureau_id AND w.kind = gone.kind
                   AND w.done_until >= gone.period_from
                """,
                slot=slot,
                movable=movable,
                kinds=kinds,
                same=same,
            )  # fmt: skip
        )
        self.env.cr.execute(
            SQL(
                """
                %(slot)s UPDATE zhaoshang_duty d
                   SET due_on = slot.due_on, opens_at = slot.opens_at, due_at = slot.due_at,
                       grace_end = slot.grace_end, rule_set_id = slot.rule_set_id,
                       provisional = slot.provisional
                  FROM slot
                 WHERE %(movable)s AND %(same)s
                   AND (d.due_on, d.due_at, d.grace_end, d.rule_set_id, d.provisional)
                    IS DISTINCT FROM (slot.due_on, slot.due_at, slot.grace_end,
                                      slot.rule_set_id, slot.provisional)
                """,
                slot=slot,
                movable=movable,
                same=same,
            )  # fmt: skip
        )
        self.env.invalidate_all(flush=False)


def naive(moment):
    """Return an aware moment as PostgreSQL keeps it here: UTC without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)
