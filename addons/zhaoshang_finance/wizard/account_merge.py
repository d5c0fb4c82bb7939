from odoo import api, models

from ..models.guard import guarded_ids, refuse_setting


class AccountMergeWizard(models.TransientModel):
    _inherit = "account.merge.wizard"

    @api.model
    def _action_merge(self, accounts):
        """Merging rewrites posted lines by SQL, past every guard: not with our accounts."""
        guarded = guarded_ids(self.env).accounts
        if ours := accounts.filtered(lambda account: account.id in guarded):
            refuse_setting(ours)
        return super()._action_merge(accounts)
