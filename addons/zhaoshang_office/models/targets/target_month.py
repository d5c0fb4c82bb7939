from odoo import fields, models
from odoo.tools import SQL

from ..clock import county_today
from ..month import Month

SERIES = [("expected", "Expected"), ("actual", "Recognised"), ("forecast", "At this pace")]


class TargetMonth(models.Model):
    """The curve of a target in force, month by month, all three lines cumulated (R024)."""

    _name = "zhaoshang.target.month"
    _description = "Target by Month"
    _auto = False
    _order = "target_id, month, series"

    target_id = fields.Many2one("zhaoshang.target", readonly=True)
    bureau_id = fields.Many2one("zhaoshang.bureau", readonly=True)
    company_id = fields.Many2one("res.company", "County", readonly=True)
    month = Month("End of Month", readonly=True)
    series = fields.Selection(SERIES, "Curve", readonly=True)
    amount = fields.Float("10,000 yuan, cumulated", digits=(12, 2), readonly=True)

    @property
    def _table_query(self):
        """Marks are the ends of the months of the term; the forecast goes on from the facts.

        Each line has a point in every month: a graph would draw a missing one as nothing.
        """
        return SQL(
            """
            WITH mark AS (
                SELECT t.id AS target_id, t.bureau_id, t.company_id, t.date_from, t.date_to,
                       t.amount, k.n AS nth, count(*) OVER (PARTITION BY t.id) AS months,
                       count(*) FILTER (WHERE (t.date_from + k.n * interval '1 month')::date
                           <= %(today)s) OVER (PARTITION BY t.id) AS elapsed,
                       ((t.date_from + k.n * interval '1 month')::date - 1) AS month
                  FROM zhaoshang_target t
            CROSS JOIN LATERAL generate_series(1, 1200) AS k (n)
                 WHERE t.state = 'in_force'
                   AND (t.date_from + (k.n - 1) * interval '1 month')::date <= t.date_to
            ), facts AS (
                SELECT m.*, COALESCE((
                    SELECT sum(s.amount)
                      FROM zhaoshang_arrival_share s
                      JOIN zhaoshang_arrival a ON a.id = s.arrival_id
                     WHERE s.bureau_id = m.bureau_id AND a.zs_approval_state = 'approved'
                       AND a.date BETWEEN m.date_from AND LEAST(m.month, %(today)s)
                    ), 0) AS actual
                  FROM mark m
            )
            SELECT target_id * 10000 + nth * 3 AS id, target_id, bureau_id, company_id, month,
                   'expected' AS series, round(amount * nth / months, 2) AS amount
              FROM facts
            UNION ALL
            SELECT target_id * 10000 + nth * 3 + 1, target_id, bureau_id, company_id, month,
                   'actual', actual
              FROM facts
            UNION ALL
            SELECT target_id * 10000 + nth * 3 + 2, target_id, bureau_id, company_id, month,
                   'forecast', CASE WHEN nth <= elapsed THEN actual
                                    ELSE round(actual / elapsed * nth, 2) END
              FROM facts WHERE elapsed > 0
            """,
            today=county_today(self.env),
        )
