from odoo import api, fields, models, tools
from odoo.tools import SQL

from ..bureau_money import DEPENDS, LINES

# Each line knows what stood on its account before and after it, so that one reading of the lines
# gives the totals too: the last line of a month is followed by those of the month and of the year,
# the last of a year by what is carried into the years after it.
VIEW = """
CREATE VIEW %(table)s AS
SELECT line.id::bigint * 64 + more.slot AS id, more.kind, more.place, more.date,
       EXTRACT(year FROM more.date)::int AS year, line.company_id, line.currency_id,
       line.bureau_id, line.account_id, line.account_code, line.at_bank,
       CASE WHEN more.slot = 0 THEN line.zs_package_id END AS package_id,
       CASE WHEN more.slot = 0 THEN line.move_id END AS move_id,
       CASE WHEN more.slot = 0 THEN line.move_name END AS move_name,
       CASE WHEN more.slot = 0 THEN line.label END AS label,
       more.debit, more.credit, line.after AS balance, ABS(line.after) AS outstanding,
       CASE WHEN line.after > 0 THEN 'debit' WHEN line.after < 0 THEN 'credit'
            ELSE 'flat' END AS direction,
       CASE WHEN more.slot = 0 THEN more.debit ELSE 0 END AS line_debit,
       CASE WHEN more.slot = 0 THEN more.credit ELSE 0 END AS line_credit
  FROM (
    SELECT own.*,
           SUM(own.balance) OVER carried AS after,
           SUM(own.debit) OVER of_month AS month_debit,
           SUM(own.credit) OVER of_month AS month_credit,
           SUM(own.debit) OVER of_year AS year_debit,
           SUM(own.credit) OVER of_year AS year_credit,
           LEAD(own.date) OVER carried AS next_date
      FROM (%(lines)s) own
    WINDOW carried AS (PARTITION BY own.company_id, own.bureau_id, own.account_id,
                                    CASE WHEN own.of_a_year THEN own.year END
                           ORDER BY own.date, own.id),
           of_year AS (PARTITION BY own.company_id, own.bureau_id, own.account_id, own.year
                           ORDER BY own.date, own.id),
           of_month AS (PARTITION BY own.company_id, own.bureau_id, own.account_id,
                                     DATE_TRUNC('month', own.date)
                            ORDER BY own.date, own.id)
  ) line
 CROSS JOIN LATERAL (
    SELECT (DATE_TRUNC('month', line.date) + INTERVAL '1 month - 1 day')::date AS month_end,
           line.next_date IS NULL OR DATE_TRUNC('month', line.next_date)
               <> DATE_TRUNC('month', line.date) AS last_of_month,
           CASE WHEN line.of_a_year THEN 0
                ELSE COALESCE(EXTRACT(year FROM line.next_date),
                              EXTRACT(year FROM NOW() AT TIME ZONE 'Asia/Shanghai'))::int
                     - line.year END AS years
 ) its
 CROSS JOIN LATERAL (
    SELECT 0 AS slot, 'line' AS kind, 1 AS place, line.date, line.debit, line.credit
     UNION ALL
    SELECT 1, 'month', 2, its.month_end, line.month_debit, line.month_credit
     WHERE its.last_of_month
     UNION ALL
    SELECT 2, 'year', 3, its.month_end, line.year_debit, line.year_credit
     WHERE its.last_of_month
     UNION ALL
    SELECT 2 + later, 'opening', 0, MAKE_DATE(line.year + later, 1, 1), 0, 0
      FROM GENERATE_SERIES(1, its.years) later
     WHERE line.after <> 0
 ) more
"""


class AccountLedger(models.Model):
    """三栏明细账 of each account and bureau: opening balance, entries, totals of month and year.

    Read from posted lines alone (R134); an account of expenses begins each year at zero.
    """

    _name = "zhaoshang.account.ledger"
    _description = "Three-column Ledger"
    _inherit = ["zhaoshang.bureau.money", "zhaoshang.audit.mixin"]
    _auto = False
    _order = "account_code, bureau_id, date, place, id"
    _depends = DEPENDS

    kind = fields.Selection(
        [
            ("opening", "Opening balance"),
            ("line", "Entry"),
            ("month", "Total of the month"),
            ("year", "Total of the year so far"),
        ],
        "Row",
        readonly=True,
    )
    place = fields.Integer(readonly=True, aggregator=None)
    date = fields.Date(readonly=True)
    year = fields.Integer(readonly=True, aggregator=None)
    account_id = fields.Many2one("account.account", readonly=True)
    account_code = fields.Char(readonly=True)
    at_bank = fields.Boolean(readonly=True)
    package_id = fields.Many2one("zhaoshang.package", readonly=True)
    move_id = fields.Many2one("account.move", "Entry", readonly=True)
    move_name = fields.Char("Voucher no.", readonly=True)
    label = fields.Char("Text of the entry", readonly=True)
    summary = fields.Char(compute="_compute_summary")
    debit = fields.Monetary(readonly=True, aggregator=None)
    credit = fields.Monetary(readonly=True, aggregator=None)
    line_debit = fields.Monetary("Debit of entries", readonly=True)
    line_credit = fields.Monetary("Credit of entries", readonly=True)
    direction = fields.Selection(
        [("debit", "Dr"), ("credit", "Cr"), ("flat", "Nil")], readonly=True
    )
    balance = fields.Monetary("Balance, debit positive", readonly=True, aggregator=None)
    outstanding = fields.Monetary("Balance", readonly=True, aggregator=None)

    def init(self):
        tools.drop_view_if_exists(self.env.cr, self._table)
        view = SQL(VIEW, table=SQL.identifier(self._table), lines=LINES)
        self.env.cr.execute(view)

    @api.depends("kind", "label")
    def _compute_summary(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for row in self:
            row.summary = row.label if row.kind == "line" else kinds.get(row.kind)

    @api.depends("account_id", "date")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.account_id.sudo().display_name} {row.summary or ''}".strip()

    def action_open(self):
        """Open the voucher; who has no accounting sees the document that it was made for."""
        self.ensure_one()
        if not self.move_id:
            return False
        if self.env.user.has_group("account.group_account_readonly"):
            return self.move_id._get_records_action()
        self.check_access("read")
        move = self.sudo().move_id
        return self.env[move.zs_source_model].browse(move.zs_source_id)._get_records_action()
