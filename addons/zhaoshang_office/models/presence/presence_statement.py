from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ...rules import presence as rules

COLUMNS = (
    "company",
    "first",
    "last",
    "holidays",
    "rule_set",
    "provisional",
    "closed",
    "counted",
    "strict",
    "escort_counts",
    "escort_max",
    "prorate",
    "special_reduces",
    "informative_below",
    "min_days",
    "dismiss_days",
)


class Month(NamedTuple):
    """One month of one county: what the statement asks beside the records."""

    company: int
    span: rules.Span
    holidays: list
    rule_set: int
    parameters: rules.Parameters
    provisional: bool = False
    closed: bool = False

    def row(self):
        """The values of ``COLUMNS``."""
        p = self.parameters
        return (
            self.company, self.span.first, self.span.last, self.holidays, self.rule_set,
            self.provisional, self.closed, rules.counted_codes(p),
            p.holiday_mode == rules.STRICT, p.accompany_credit, p.accompany_max, p.prorate,
            p.special_leave_reduces, p.prorate_min_service, p.min_days, p.dismiss_days,
        )  # fmt: skip


class PresenceMonth(models.Model):
    """The law of ``rules.presence`` as one statement for everybody; a test compares the two."""

    _inherit = "zhaoshang.presence.month"

    @api.model
    def _with_days(self, months, which, each_day):
        """SQL after WITH: ``m``, the months; ``found``, the string of days of each officer.

        :param months: list of ``Month``
        :param which: condition on the appointment ``a`` and its month ``m``
        :param each_day: how the days come to each officer, ``OF_MANY`` or ``OF_FEW``
        """
        carried, days = each_day
        return SQL(
            """
            m (%(columns)s) AS (VALUES %(rows)s),
            calendar AS MATERIALIZED (
                SELECT m.company, m.first, m.first + n AS day, m.first + n = ANY(m.holidays) AS off
                  FROM m CROSS JOIN LATERAL generate_series(0, m.last - m.first) n
            ),
            post AS MATERIALIZED (
                SELECT a.id AS appointment, m.company, m.first, %(carried)s
                       m.counted, m.strict, m.escort_counts, m.escort_max,
                       GREATEST(a.date_from, m.first) AS begins, LEAST(a.date_to, m.last) AS ends
                  FROM m JOIN zhaoshang_appointment a ON a.company_id = m.company
                 WHERE a.state IN ('confirmed', 'ended')
                   AND a.date_from <= m.last AND a.date_to >= m.first AND %(which)s
            ),
            away AS (%(away)s),
            found AS (
                SELECT appointment, company, first, string_agg(code, '' ORDER BY day) AS days
                  FROM (
                    -- OFFSET 0: the code is worked out before the rows are sorted, not after
                    SELECT p.appointment, p.company, p.first, c.day,
                           CASE WHEN c.day NOT BETWEEN p.begins AND p.ends THEN '-'
                                WHEN away.code IS NULL THEN CASE WHEN c.off THEN 'H' ELSE 'P' END
                                WHEN c.off AND NOT p.strict AND strpos(p.counted, away.code) = 0
                                THEN 'H'
                                ELSE away.code END AS code
                      FROM post p
                      %(each_day)s
                 LEFT JOIN away ON away.appointment = p.appointment AND away.day = c.day
                    OFFSET 0
                  ) each_day
                 GROUP BY appointment, company, first
            )
            """,
            columns=SQL(", ").join(map(SQL.identifier, COLUMNS)),
            rows=SQL(", ").join(SQL(MONTH_ROW, *month.row()) for month in months),
            which=which,
            away=SQL(AWAY),
            carried=SQL(carried),
            each_day=SQL(days),
        )

    @api.model
    def _find_days(self, months, which):
        """Return {(appointment id, first day of the month): days} without storing anything."""
        if not months:
            return {}
        self._flush_facts()
        rows = self.env.execute_query(
            SQL(
                "WITH %s SELECT appointment, first, days FROM found",
                self._with_days(months, which, OF_FEW),
            )
        )
        return {(appointment, first): days for appointment, first, days in rows}

    @api.model
    def _store_days(self, months, which):
        """Store the months: one statement, which changes nothing where nothing has changed.

        A closed month keeps its row; what is known now is noted beside it. An appointment that
        came to light after the closing gets a row that says so: no day was known.
        """
        if not months:
            return
        self._flush_facts()
        self.env.cr.execute(
            SQL(
                STORE,
                days=self._with_days(months, which, OF_MANY),
                now=self.env.cr.now(),
                uid=self.env.uid,
            )
        )
        self.invalidate_model()

    @api.model
    def _flush_facts(self):
        for model in ("zhaoshang.appointment", "zhaoshang.leave", "zhaoshang.finding"):
            self.env[model].flush_model()
        self.flush_model()


MONTH_ROW = "(%s, %s::date, %s::date, %s::date[], " + ", ".join(["%s"] * 12) + ")"

# One calendar, joined to thousands. The planner may take that join for a single row and look
# through all absences for each day of some hundreds: theirs are counted out one by one.
# (what each officer carries of his month, how the days are found); thousands carry no holidays
OF_MANY = ("", "JOIN calendar c ON c.company = p.company AND c.first = p.first")
OF_FEW = (
    "m.last, m.holidays,",
    """CROSS JOIN LATERAL (
    SELECT p.first + n AS day, p.first + n = ANY(p.holidays) AS off
      FROM generate_series(0, p.last - p.first) n) c""",
)

# A granted absence comes before a confirmed one.
AWAY = """
    SELECT DISTINCT ON (appointment, day) appointment, day, code
      FROM (
        SELECT p.appointment, l.date_from + n AS day, 0 AS after,
               CASE WHEN l.kind = 'rotation' THEN 'L'
                    WHEN l.kind = 'special' THEN 'S'
                    WHEN l.kind = 'county_duty' OR l.credit_withdrawn
                    THEN CASE WHEN l.notice_number > '' THEN 'N' ELSE 'C' END
                    WHEN p.escort_counts AND (COALESCE(l.days_before, 0) + n < p.escort_max
                                              OR l.long_escort_accepted) THEN 'E'
                    ELSE 'X' END AS code
          FROM post p
          JOIN zhaoshang_leave l ON l.appointment_id = p.appointment
           AND l.zs_approval_state = 'approved'
           AND l.date_from <= p.ends AND l.last_away >= p.begins
         CROSS JOIN LATERAL generate_series(
               GREATEST(p.begins - l.date_from, 0), LEAST(p.ends, l.last_away) - l.date_from) n
         UNION ALL
        SELECT p.appointment, f.occurred_on + n, 1, 'A'
          FROM post p
          JOIN zhaoshang_finding f ON f.appointment_id = p.appointment
           AND f.kind = 'absence' AND f.state = 'confirmed'
           AND f.occurred_on <= p.ends AND f.last_on >= p.begins
         CROSS JOIN LATERAL generate_series(
               GREATEST(p.begins - f.occurred_on, 0), LEAST(p.ends, f.last_on) - f.occurred_on) n
      ) each_day
     ORDER BY appointment, day, after
"""

STORE = """
    WITH %(days)s,
    noted AS (
        UPDATE zhaoshang_presence_month s
           SET current_days = NULLIF(f.days, s.days), computed_at = %(now)s
          FROM found f JOIN m ON m.company = f.company AND m.first = f.first
         WHERE m.closed AND s.appointment_id = f.appointment AND s.month = f.first
           AND s.current_days IS DISTINCT FROM NULLIF(f.days, s.days)
    )
    INSERT INTO zhaoshang_presence_month AS s (
           appointment_id, user_id, bureau_id, company_id, month, state, days, current_days,
           service_days, at_post_days, limit_days, dismiss_days,
           holiday_days, leave_days, special_days, escort_days, escort_beyond_days,
           duty_called_days, duty_own_days, absent_days,
           result, provisional, rule_set_id, computed_at,
           create_uid, create_date, write_uid, write_date)
    SELECT f.appointment, a.user_id, a.bureau_id, f.company, f.first,
           CASE WHEN m.closed THEN 'closed' ELSE 'open' END,
           k.days, CASE WHEN m.closed THEN f.days END,
           t.service, t.at_post, l.limit_days, l.dismiss_days,
           t.calendar - length(replace(k.days, 'H', '')),
           t.calendar - length(replace(k.days, 'L', '')),
           t.special,
           t.calendar - length(replace(k.days, 'E', '')),
           t.calendar - length(replace(k.days, 'X', '')),
           t.calendar - length(replace(k.days, 'N', '')),
           t.calendar - length(replace(k.days, 'C', '')),
           t.calendar - length(replace(k.days, 'A', '')),
           CASE WHEN t.service < m.informative_below THEN 'informative'
                WHEN t.at_post < l.dismiss_days THEN 'ground'
                WHEN t.at_post < l.limit_days THEN 'short'
                ELSE 'met' END,
           m.provisional, m.rule_set, %(now)s, %(uid)s, %(now)s, %(uid)s, %(now)s
      FROM found f
      JOIN m ON m.company = f.company AND m.first = f.first
      JOIN zhaoshang_appointment a ON a.id = f.appointment
     CROSS JOIN LATERAL (
           SELECT CASE WHEN m.closed THEN repeat('-', length(f.days)) ELSE f.days END AS days) k
     CROSS JOIN LATERAL (
           SELECT length(k.days) AS calendar,
                  length(replace(k.days, '-', '')) AS service,
                  length(k.days) - length(translate(k.days, m.counted, '')) AS at_post,
                  length(k.days) - length(replace(k.days, 'S', '')) AS special) t
     CROSS JOIN LATERAL (
           SELECT GREATEST(CASE WHEN m.prorate THEN t.service ELSE t.calendar END
                           - CASE WHEN m.special_reduces THEN t.special ELSE 0 END, 0) AS days) b
     CROSS JOIN LATERAL (
           SELECT m.min_days * b.days / t.calendar AS limit_days,
                  m.dismiss_days * b.days / t.calendar AS dismiss_days) l
     WHERE NOT m.closed OR NOT EXISTS (
           SELECT FROM zhaoshang_presence_month kept
            WHERE kept.appointment_id = f.appointment AND kept.month = f.first)
    ON CONFLICT (appointment_id, month) DO UPDATE
       SET user_id = EXCLUDED.user_id, bureau_id = EXCLUDED.bureau_id, days = EXCLUDED.days,
           service_days = EXCLUDED.service_days, at_post_days = EXCLUDED.at_post_days,
           limit_days = EXCLUDED.limit_days, dismiss_days = EXCLUDED.dismiss_days,
           holiday_days = EXCLUDED.holiday_days, leave_days = EXCLUDED.leave_days,
           special_days = EXCLUDED.special_days, escort_days = EXCLUDED.escort_days,
           escort_beyond_days = EXCLUDED.escort_beyond_days,
           duty_called_days = EXCLUDED.duty_called_days, duty_own_days = EXCLUDED.duty_own_days,
           absent_days = EXCLUDED.absent_days, result = EXCLUDED.result,
           provisional = EXCLUDED.provisional, rule_set_id = EXCLUDED.rule_set_id,
           computed_at = EXCLUDED.computed_at, write_date = EXCLUDED.write_date
     WHERE s.state = 'open'
       AND (s.days, s.at_post_days, s.limit_days, s.dismiss_days, s.result, s.provisional,
            s.rule_set_id, s.user_id, s.bureau_id) IS DISTINCT FROM
           (EXCLUDED.days, EXCLUDED.at_post_days, EXCLUDED.limit_days, EXCLUDED.dismiss_days,
            EXCLUDED.result, EXCLUDED.provisional, EXCLUDED.rule_set_id, EXCLUDED.user_id,
            EXCLUDED.bureau_id)
"""
