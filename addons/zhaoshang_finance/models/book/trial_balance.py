from odoo import api, fields, models, tools
from odoo.addons.zhaoshang_office.models.month import Month
from odoo.tools import SQL

from ..bureau_money import DEPENDS, LINES

# A month asks the lines once; what expenses were before the year stands, as in Odoo's own trial
# balance, on the account of the undistributed result, so that both sides are always equal.
VIEW = """
CREATE VIEW %(table)s AS
SELECT its.first::bigint * 4096 + month.number AS id, month.date,
       EXTRACT(year FROM month.date)::int AS year, its.company_id, its.currency_id, its.bureau_id,
       its.account_id, its.account_code,
       GREATEST(its.opening, 0) AS opening_debit, GREATEST(-its.opening, 0) AS opening_credit,
       its.debit, its.credit, its.year_debit, its.year_credit,
       GREATEST(its.closing, 0) AS closing_debit, GREATEST(-its.closing, 0) AS closing_credit
  FROM (
    SELECT start::date AS date, (start + INTERVAL '1 month')::date AS next,
           DATE_TRUNC('year', start)::date AS year_start,
           (EXTRACT(year FROM start) - 2000)::int * 12 + EXTRACT(month FROM start)::int AS number
      FROM GENERATE_SERIES(
               (SELECT MAKE_DATE(MIN(year), 1, 1) FROM zhaoshang_package),
               NOW() AT TIME ZONE 'Asia/Shanghai', INTERVAL '1 month') start
  ) month
 CROSS JOIN LATERAL (
    SELECT MIN(own.id) AS first, own.company_id, own.currency_id, own.bureau_id, own.account_id,
           COALESCE(SUM(own.balance) FILTER (WHERE own.date < month.date), 0) AS opening,
           COALESCE(SUM(own.debit) FILTER (WHERE own.date >= month.date), 0) AS debit,
           COALESCE(SUM(own.credit) FILTER (WHERE own.date >= month.date), 0) AS credit,
           COALESCE(SUM(own.debit) FILTER (WHERE own.date >= month.year_start), 0) AS year_debit,
           COALESCE(SUM(own.credit) FILTER (WHERE own.date >= month.year_start), 0) AS year_credit,
           SUM(own.balance) AS closing,
           MIN(own.account_code) AS account_code
      FROM (
        SELECT line.id, line.date, line.company_id, line.currency_id, line.bureau_id, line.debit,
               line.credit, line.balance, COALESCE(undistributed.id, line.account_id) AS account_id,
               CASE WHEN undistributed.id IS NULL THEN line.account_code
                    ELSE undistributed.code END AS account_code
          FROM (%(lines)s) line
          LEFT JOIN LATERAL (
            SELECT a.id,
                   a.code_store ->> SPLIT_PART(c.parent_path, '/', 1) AS code
              FROM res_company c
              JOIN account_account_res_company_rel r
                ON r.res_company_id = SPLIT_PART(c.parent_path, '/', 1)::int
              JOIN account_account a
                ON a.id = r.account_account_id AND a.account_type = 'equity_unaffected'
             WHERE c.id = line.company_id
             ORDER BY a.id
             LIMIT 1
          ) undistributed ON line.of_a_year AND line.date < month.year_start
         WHERE line.date < month.next
      ) own
     GROUP BY own.company_id, own.currency_id, own.bureau_id, own.account_id
 ) its
 WHERE its.opening <> 0 OR its.year_debit <> 0 OR its.year_credit <> 0
"""


# Which of its months a group takes these figures from; the others add up over its months.
EDGES = {
    "opening_debit": "MIN",
    "opening_credit": "MIN",
    "year_debit": "MAX",
    "year_credit": "MAX",
    "closing_debit": "MAX",
    "closing_credit": "MAX",
}


class TrialBalance(models.Model):
    """余额表: what each account of each bureau held before a month, what moved, what it holds.

    One row for each month, account and bureau, read from posted lines alone (R134). A group over
    several months opens as its first and closes as its last; only what moved is added up.
    """

    _name = "zhaoshang.trial.balance"
    _description = "Trial Balance"
    _inherit = ["zhaoshang.bureau.money", "zhaoshang.audit.mixin"]
    _auto = False
    _order = "date desc, account_code, bureau_id, id"
    _depends = DEPENDS

    date = Month("Month", readonly=True)
    year = fields.Integer(readonly=True, aggregator=None)
    account_id = fields.Many2one("account.account", readonly=True)
    account_code = fields.Char(readonly=True)
    opening_debit = fields.Monetary("Opening, Dr", readonly=True)
    opening_credit = fields.Monetary("Opening, Cr", readonly=True)
    debit = fields.Monetary("Period, Dr", readonly=True)
    credit = fields.Monetary("Period, Cr", readonly=True)
    year_debit = fields.Monetary("Year so far, Dr", readonly=True)
    year_credit = fields.Monetary("Year so far, Cr", readonly=True)
    closing_debit = fields.Monetary("Closing, Dr", readonly=True)
    closing_credit = fields.Monetary("Closing, Cr", readonly=True)

    def init(self):
        tools.drop_view_if_exists(self.env.cr, self._table)
        view = SQL(VIEW, table=SQL.identifier(self._table), lines=LINES)
        self.env.cr.execute(view)

    def _read_group_select(self, aggregate_spec, query):
        """Take what stood at a moment from one month of the group, not from all of them."""
        name, _colon, function = aggregate_spec.partition(":")
        if name not in EDGES or function not in ("sum", "sum_currency"):
            return super()._read_group_select(aggregate_spec, query)
        # the package funds are kept in yuan alone: there is nothing to convert
        return SQL(
            "(SELECT SUM(its.amount) FROM UNNEST(ARRAY_AGG(%(date)s), ARRAY_AGG(%(amount)s)) "
            "AS its(month, amount) WHERE its.month = %(edge)s(%(date)s))",
            date=self._field_to_sql(self._table, "date", query),
            amount=self._field_to_sql(self._table, name, query),
            edge=SQL(EDGES[name]),
        )

    @api.depends("account_id", "bureau_id", "date")
    def _compute_display_name(self):
        for row in self:
            names = (
                row.account_id.sudo().display_name,
                row.bureau_id.name,
                row.date and f"{row.date:%Y-%m}",
            )
            row.display_name = " ".join(filter(None, names))

    def action_open(self):
        """Open the ledger of this account and bureau, with the year of the month."""
        self.ensure_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "zhaoshang_finance.zhaoshang_account_ledger_action"
        )
        action["domain"] = [
            ("account_id", "=", self.account_id.id),
            ("bureau_id", "=", self.bureau_id.id),
            ("year", "=", self.year),
        ]
        action["context"] = {}
        action["display_name"] = self.env._(
            "%(account)s %(year)s", account=self.account_id.sudo().display_name, year=self.year
        )
        return action
