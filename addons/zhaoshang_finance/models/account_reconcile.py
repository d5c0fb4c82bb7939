from odoo import api, models
from odoo.addons.zhaoshang_approval.permit import spend

from .guard import guarded_ids, refuse_entry, refuse_guarded


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        partials = super().create(vals_list)
        operations = [
            ("match", *sorted((partial.debit_move_id | partial.credit_move_id).move_id.ids))
            for partial in partials
            if (partial.debit_move_id | partial.credit_move_id)._zs_guarded()
        ]
        if operations and not spend(self.env, operations):
            refuse_entry((partials.debit_move_id | partials.credit_move_id)._zs_guarded())
        return partials

    def write(self, vals):
        self._zs_refuse_guarded()
        result = super().write(vals)
        self._zs_refuse_guarded()
        return result

    @api.ondelete(at_uninstall=True)
    def _unlink_except_zs_guarded(self):
        self._zs_refuse_guarded()

    def _zs_refuse_guarded(self):
        if guarded := (self.debit_move_id | self.credit_move_id)._zs_guarded():
            refuse_entry(guarded)


class AccountFullReconcile(models.Model):
    _inherit = "account.full.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        fulls = super().create(vals_list)
        for full in fulls:
            moves = full.reconciled_line_ids._zs_guarded().move_id
            if moves and not spend(self.env, [("full", *sorted(moves.ids))]):
                refuse_entry(moves)
        return fulls

    @api.ondelete(at_uninstall=True)
    def _unlink_except_zs_guarded(self):
        if guarded := self.reconciled_line_ids._zs_guarded():
            refuse_entry(guarded)


class AccountReconcileModel(models.Model):
    _inherit = "account.reconcile.model"

    @api.constrains("match_journal_ids", "line_ids")
    def _check_zs_guarded(self):
        guarded = guarded_ids(self.env)
        refuse_guarded(self.match_journal_ids, guarded.journals)
        refuse_guarded(self.line_ids.account_id, guarded.accounts)


class AccountReconcileModelLine(models.Model):
    _inherit = "account.reconcile.model.line"

    @api.constrains("account_id")
    def _check_zs_guarded(self):
        refuse_guarded(self.account_id, guarded_ids(self.env).accounts)
