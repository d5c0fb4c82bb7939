from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

#: every posted line of the package funds; the bureau is that of its package, and the account at the
#: bank is the county's, whoever was paid from it
LINES = SQL(
    """
    SELECT l.id, l.date, l.move_id, l.move_name, l.name AS label, l.account_id, l.zs_package_id,
           l.debit, l.credit, l.balance, l.company_id, c.currency_id, p.bureau_id,
           a.code_store ->> SPLIT_PART(c.parent_path, '/', 1) AS account_code,
           a.account_type LIKE 'expense%%' OR a.account_type LIKE 'income%%' AS of_a_year,
           EXTRACT(year FROM l.date)::int AS year,
           l.account_id IS NOT DISTINCT FROM bank.default_account_id AS at_bank
      FROM account_move_line l
      JOIN res_company c ON c.id = l.company_id
      JOIN account_account a ON a.id = l.account_id
      LEFT JOIN account_journal bank ON bank.id = c.zs_bank_journal_id
      LEFT JOIN zhaoshang_package p
        ON p.id = l.zs_package_id AND l.account_id IS DISTINCT FROM bank.default_account_id
     WHERE l.parent_state = 'posted'
       AND l.journal_id IN (c.zs_bank_journal_id, c.zs_claim_journal_id)
    """
)
DEPENDS = {
    "account.account": ["account_type", "code_store"],
    "account.journal": ["default_account_id"],
    "account.move.line": [
        "account_id", "balance", "company_id", "credit", "date", "debit", "journal_id",
        "move_name", "name", "parent_state", "zs_package_id",
    ],
    "res.company": ["currency_id", "parent_path", "zs_bank_journal_id", "zs_claim_journal_id"],
    "zhaoshang.package": ["bureau_id", "year"],
}  # fmt: skip


class BureauMoney(models.AbstractModel):
    """What is kept or read from posted lines of a bureau's money, and who reads it (R140).

    What belongs to no bureau, like funds received from the treasury, is for who sees all of them.
    """

    _name = "zhaoshang.bureau.money"
    _description = "Figures of a Bureau's Money"

    bureau_id = fields.Many2one("zhaoshang.bureau", readonly=True)
    company_id = fields.Many2one("res.company", "County", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True)
    zs_readable = fields.Boolean(
        "Readable", compute="_compute_zs_readable", search="_search_zs_readable"
    )

    @api.depends_context("uid")
    @api.depends("bureau_id")
    def _compute_zs_readable(self):
        readable = self.filtered_domain(self._search_zs_readable("in", [True]))
        for row in self:
            row.zs_readable = row in readable

    @api.model
    def _search_zs_readable(self, operator, value):
        if operator != "in" or True not in value:
            return NotImplemented
        bureaus = self.env["zhaoshang.bureau"]
        domain = bureaus._zs_finance_readable()
        if domain.is_true():
            return domain
        # by their ids, which reach the lines; a subselect would be joined to all that adds up
        return Domain("bureau_id", "in", bureaus.sudo().search(domain).ids)
