from odoo import api, models

from .guard import guarded_ids, refuse_entry


class AccountPayment(models.Model):
    _inherit = "account.payment"

    @api.constrains("journal_id", "outstanding_account_id", "destination_account_id")
    def _check_zs_guarded(self):
        journals, accounts, _bureau_accounts = guarded_ids(self.env)
        for payment in self:
            used = payment.outstanding_account_id | payment.destination_account_id
            if payment.journal_id.id in journals or accounts & set(used.ids):
                refuse_entry(payment, payment.journal_id.display_name)


class AccountBankStatementLine(models.Model):
    _inherit = "account.bank.statement.line"

    @api.constrains("journal_id")
    def _check_zs_guarded(self):
        journals = guarded_ids(self.env).journals
        for line in self:
            if line.journal_id.id in journals:
                refuse_entry(line, line.journal_id.display_name)


class AccountBankStatement(models.Model):
    _inherit = "account.bank.statement"

    @api.constrains("journal_id", "line_ids")
    def _check_zs_guarded(self):
        journals = guarded_ids(self.env).journals
        for statement in self:
            if statement.journal_id.id in journals:
                refuse_entry(statement, statement.journal_id.display_name)
