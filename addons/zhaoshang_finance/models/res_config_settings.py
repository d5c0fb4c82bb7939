from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    zs_loan_account_id = fields.Many2one(related="company_id.zs_loan_account_id", readonly=False)
    zs_prepaid_account_id = fields.Many2one(
        related="company_id.zs_prepaid_account_id", readonly=False
    )
    zs_advance_account_id = fields.Many2one(
        related="company_id.zs_advance_account_id", readonly=False
    )
    zs_funding_account_id = fields.Many2one(
        related="company_id.zs_funding_account_id", readonly=False
    )
    zs_claim_journal_id = fields.Many2one(related="company_id.zs_claim_journal_id", readonly=False)
    zs_bank_journal_id = fields.Many2one(related="company_id.zs_bank_journal_id", readonly=False)

    def action_zs_finance_setup(self):
        """Create what is missing of the accounts and the bank journal."""
        self.check_access("write")
        self.company_id._zs_finance_setup()
        return {"type": "ir.actions.client", "tag": "reload"}
