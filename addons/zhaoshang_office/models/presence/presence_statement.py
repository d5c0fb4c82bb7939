from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ...rules import presence as rules

COLUMNS = (
    "company",
    "first",
    "last",
    "days",
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
    days: str  # of somebody who is at his post
    rule_set: int
    parameters: rules.Parameters
    provisional: bool = False
    closed: bool = False

    def row(self):
        """The values of ``COLUMNS``."""
        p = self.parameters
        return (
            self.company, self.span.first, self.span.last, self.days, self.rule_set,
            self.provisional, self.closed, rules.counted_codes(p),
            p.holiday_mode == rules.STRICT, p.accompany_credit, p.accompany_max, p.prorate,
            p.special_leave_reduces, p.prorate_min_service, p.min_days, p.dismiss_days,
        )  # fmt: skip


class PresenceMonth(models.Model):
    """The law of ``rules.presence`` as one statement for everybody; a test compares the two."""

    _inherit = "zhaoshang.presence.month"

    def init(self):
        self.env.cr.execute(OVERLAY)

    @api.model
    def _with_days(self, months, which):
        """SQL after WITH: ``m``, the months; ``found``, the string of days of each officer.

        :param months: list of ``Month``
        :param which: condition on the appointment ``a`` and its month ``m``
        """
        return SQL(
            FOUND,
            columns=SQL(", ").join(map(SQL.identifier, COLUMNS)),
            rows=SQL(", ").join(SQL(MONTH_ROW, *month.row()) for month in months),
            which=which,
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
                self._with_days(months, which),
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
                days=self._with_days(months, which),
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


MONTH_ROW = "(%s, %s::date, %s::date, %s, " + ", ".join(["%s"] * 12) + ")"

# Lays pieces over the first string, one after the other: zs_overlay(piece, place, length)
OVERLAY = """
    CREATE OR REPLACE AGGREGATE zs_overlay (text, integer, integer)
    (SFUNC = pg_catalog."overlay", STYPE = text, PARALLEL = SAFE)
"""

# Officers carry the month of somebody at his post; over it lie the pieces in which they are away,
# in the order of ``turn``: a granted absence lies over a confirmed one. Rows are pieces, not days.
FOUND = """
    m (%(columns)s) AS (VALUES %(rows)s),
    post AS MATERIALIZED (
        SELECT a.id AS appointment, m.company, m.first,
               m.counted, m.strict, m.escort_counts, m.escort_max, s.begins, s.ends,
               repeat('-', s.begins - m.first)
               || substr(m.days, s.begins - m.first + 1, s.ends - s.begins + 1)
               || repeat('-', m.last - s.ends) AS days
          FROM m JOIN zhaoshang_appointment a ON a.company_id = m.company
         CROSS JOIN LATERAL (SELECT GREATEST(a.date_from, m.first) AS begins,
                                    LEAST(a.date_to, m.last) AS ends) s
         WHERE a.state IN ('confirmed', 'ended')
           AND a.date_from <= m.last AND a.date_to >= m.first AND %(which)s
    ),
    away AS (
        SELECT p.appointment, p.first, 2 AS turn, e.code, e.begins, e.ends
          FROM post p
          JOIN zhaoshang_leave l ON l.appointment_id = p.appointment
           AND l.zs_approval_state = 'approved'
           AND l.date_from <= p.ends AND l.last_away >= p.begins
         CROSS JOIN LATERAL (
               -- how many days from the first the code stands for; those of an escort beyond: 'X'
               SELECT CASE WHEN l.kind <> 'escort' OR l.credit_withdrawn
                             OR p.escort_counts AND l.long_escort_accepted
                           THEN l.last_away - l.date_from + 1
                           WHEN NOT p.escort_counts THEN 0
                           ELSE GREATEST(p.escort_max - COALESCE(l.days_before, 0), 0)
                       END AS days,
                      CASE WHEN l.kind = 'rotation' THEN 'L'
                           WHEN l.kind = 'special' THEN 'S'
                           WHEN l.kind = 'escort' AND l.credit_withdrawn IS NOT TRUE THEN 'E'
                           WHEN l.notice_number > '' THEN 'N'
                           ELSE 'C' END AS code) k
         CROSS JOIN LATERAL (
               VALUES (k.code, l.date_from, LEAST(l.date_from + k.days - 1, l.last_away)),
                      ('X', l.date_from + k.days, l.last_away)) e (code, begins, ends)
         UNION ALL
        SELECT p.appointment, p.first, 1, 'A', f.occurred_on, f.last_on
          FROM post p
          JOIN zhaoshang_finding f ON f.appointment_id = p.appointment
           AND f.kind = 'absence' AND f.state = 'confirmed'
           AND f.occurred_on <= p.ends AND f.last_on >= p.begins
    ),
    piece AS (
        SELECT appointment, company, first, 0 AS turn, days, 1 AS place FROM post
         UNION ALL
        SELECT p.appointment, p.company, p.first, away.turn,
               CASE WHEN p.strict OR strpos(p.counted, away.code) > 0
                    THEN repeat(away.code, s.ends - s.begins + 1)
                    ELSE translate(substr(p.days, s.begins - p.first + 1, s.ends - s.begins + 1),
                                   'P', away.code) END,
               s.begins - p.first + 1
          FROM post p
          JOIN away ON away.appointment = p.appointment AND away.first = p.first
         CROSS JOIN LATERAL (SELECT GREATEST(away.begins, p.begins) AS begins,
                                    LEAST(away.ends, p.ends) AS ends) s
         WHERE s.begins <= s.ends
    ),
    found AS (
        SELECT appointment, company, first,
               zs_overlay(days, place, length(days) ORDER BY turn) AS days
          FROM piece GROUP BY appointment, company, first
    )
"""

STORE = """
    WITH %(days)s,
    noted AS (
        UPDATE zhaoshang_presence_month s
           SET current_days = NULLIF(f.days, s.days), computed_at = %(now)s
          FROM found f JOIN m ON m.company = f.company AND m.first = f.first
         WHERE m.closed AND s.appointment_id = f.appointment AND s.month = f.first
           AND s.paper_number IS NULL
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
