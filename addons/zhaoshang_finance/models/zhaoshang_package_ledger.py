from decimal import Decimal

from odoo import api, fields, models, tools
from odoo.fields import Domain
from odoo.tools import SQL, Query

from .account_move import PACKAGE_EVENTS


class PackageLedger(models.Model):
    """What has happened to each package, read from posted entries: nothing is stored twice (R134).

    One row for each package and entry. A balance carried over counts as returned by the old package
    and as paid to the new one. What was paid on paper, before the package was kept here, stands
    against the funds received in its opening voucher and counts as paid.
    借款 + 预拨 − 垫付 = paid − returned − settled, always.
    """

    _name = "zhaoshang.package.ledger"
    _description = "Package Ledger"
    _inherit = ["zhaoshang.bureau.money"]
    _auto = False
    _order = "date, id"
    _depends = {
        "account.move": [
            "name",
            "date",
            "state",
            "ref",
            "zs_event",
            "zs_slip_number",
            "reversed_entry_id",
        ],
        "account.move.line": ["account_id", "balance", "debit", "credit", "zs_package_id"],
        "zhaoshang.package": ["bureau_id", "year", "company_id"],
    }

    package_id = fields.Many2one("zhaoshang.package", readonly=True)
    year = fields.Integer(readonly=True, aggregator=None)
    date = fields.Date(readonly=True)
    move_id = fields.Many2one("account.move", "Entry", readonly=True)
    move_name = fields.Char("Entry number", readonly=True)
    label = fields.Char("Summary", readonly=True)
    slip_number = fields.Char("Bank slip", readonly=True)
    event = fields.Selection(PACKAGE_EVENTS, readonly=True)
    paid = fields.Monetary(readonly=True)
    returned = fields.Monetary("Money returned", readonly=True)
    accepted = fields.Monetary("Settled", readonly=True)
    loan = fields.Monetary(readonly=True)
    prepaid = fields.Monetary("Paid ahead", readonly=True)
    advance = fields.Monetary("Owed for advances", readonly=True)
    balance = fields.Monetary(
        readonly=True, aggregator=None, help="Loan and paid ahead less advances owed."
    )

    def init(self):
        # what is asked for by package, bureau, year or county reaches the lines through the window
        # only because it parts by all of them: 2 ms instead of seconds
        tools.drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            SQL(
                """
CREATE VIEW %s AS
SELECT row.*,
       SUM(row.loan + row.prepaid - row.advance)
           OVER (PARTITION BY row.package_id, row.bureau_id, row.year, row.company_id
                     ORDER BY row.date, row.id) AS balance
  FROM (
    SELECT MIN(l.id) AS id, l.zs_package_id AS package_id, p.bureau_id, p.year, p.company_id,
           c.currency_id, m.date, m.id AS move_id, m.name AS move_name, m.ref AS label,
           m.zs_slip_number AS slip_number, m.zs_event AS event,
           SUM(CASE WHEN l.account_id IN (j.default_account_id, c.zs_funding_account_id)
                    THEN l.credit
                    WHEN COALESCE(o.zs_event, m.zs_event) = 'carry' THEN l.debit
                    ELSE 0 END) AS paid,
           SUM(CASE WHEN l.account_id IN (j.default_account_id, c.zs_funding_account_id)
                    THEN l.debit
                    WHEN COALESCE(o.zs_event, m.zs_event) = 'carry' THEN l.credit
                    ELSE 0 END) AS returned,
           SUM(CASE WHEN l.account_id IN (j.default_account_id, c.zs_funding_account_id,
                                          c.zs_loan_account_id, c.zs_prepaid_account_id,
                                          c.zs_advance_account_id)
                    THEN 0 ELSE l.balance END) AS accepted,
           SUM(CASE WHEN l.account_id = c.zs_loan_account_id THEN l.balance ELSE 0 END) AS loan,
           SUM(CASE WHEN l.account_id = c.zs_prepaid_account_id
                    THEN l.balance ELSE 0 END) AS prepaid,
           SUM(CASE WHEN l.account_id = c.zs_advance_account_id
                    THEN -l.balance ELSE 0 END) AS advance
      FROM account_move_line l
      JOIN account_move m ON m.id = l.move_id AND m.state = 'posted'
      LEFT JOIN account_move o ON o.id = m.reversed_entry_id
      JOIN zhaoshang_package p ON p.id = l.zs_package_id
      JOIN res_company c ON c.id = p.company_id
      LEFT JOIN account_journal j ON j.id = c.zs_bank_journal_id
     GROUP BY l.zs_package_id, p.bureau_id, p.year, p.company_id, c.currency_id, m.id
  ) row""",
                SQL.identifier(self._table),
            )
        )

    @api.depends("move_name", "event")
    def _compute_display_name(self):
        for row in self:
            row.display_name = row.move_name

    @api.model
    def _search(self, domain, *args, **kwargs):
        """Name the packages of rows that are asked for by id: else those of all are added up."""
        domain = Domain(domain)
        parts = list(domain)
        if "|" not in parts and "!" not in parts:
            for field, operator, ids in (part for part in parts if part != "&"):
                if field == "id" and operator == "in" and not isinstance(ids, (Query, SQL)):
                    domain &= Domain("package_id", "in", self._packages_of(ids))
        return super()._search(domain, *args, **kwargs)

    @api.model
    def _packages_of(self, ids):
        """Ids of the packages of these rows; a row is known by its first line."""
        lines = self.env["account.move.line"].sudo()
        lines.flush_model(["zs_package_id"])
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT zs_package_id FROM account_move_line WHERE id IN %s",
                tuple(ids) or (0,),
            )
        )
        return [package for (package,) in rows]

    @api.model
    def _zs_sums(self, package_ids, names):
        """Return ``{package id: {figure: yuan}}`` of posted entries, zero where there are none."""
        rows = self._read_group(
            [("package_id", "in", package_ids)], ["package_id"], [f"{name}:sum" for name in names]
        )
        found = {package.id: sums for package, *sums in rows}
        nothing = (0,) * len(names)
        return {
            package: {
                name: Decimal(f"{value or 0:.2f}")
                for name, value in zip(names, found.get(package, nothing), strict=True)
            }
            for package in package_ids
        }

    def action_zs_open_entry(self):
        """Open the entry in accounting."""
        self.ensure_one()
        return self.move_id._get_records_action()
