from odoo import api, fields, models
from odoo.exceptions import AccessError


class FinanceSetup(models.TransientModel):
    """Shows 会计 which accounts and journal carry the package, and creates what is missing.

    The general settings belong to the technical administrator, who has no business role.
    """

    _name = "zhaoshang.finance.setup"
    _description = "Accounts of the Package Funds"

    company_id = fields.Many2one("res.company", "County", compute="_compute_company_id")
    loan_account_id = fields.Many2one(related="company_id.zs_loan_account_id")
    prepaid_account_id = fields.Many2one(related="company_id.zs_prepaid_account_id")
    advance_account_id = fields.Many2one(related="company_id.zs_advance_account_id")
    funding_account_id = fields.Many2one(related="company_id.zs_funding_account_id")
    bank_journal_id = fields.Many2one(related="company_id.zs_bank_journal_id")
    claim_journal_id = fields.Many2one(related="company_id.zs_claim_journal_id")

    @api.depends_context("company")
    def _compute_company_id(self):
        """The session's own county, whichever a client names."""
        self.company_id = self.env.company

    def action_create_missing(self):
        """Create the accounts, journals and expense categories that are missing."""
        self.ensure_one()
        if not self.env.user.has_group("zhaoshang_finance.group_accountant"):
            raise AccessError(
                self.env._("Only the accountant sets up the accounts of the package funds.")
            )
        self.env.company._zs_finance_setup()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
        }
