from odoo import api, models

from ..models.guard import guarded_ids, refuse_guarded


class AccountMergeWizard(models.TransientModel):
    _inherit = "account.merge.wizard"

    @api.model
    def _action_merge(self, accounts):
        """Merging rewrites posted lines by SQL, past every guard: not with our accounts."""
        refuse_guarded(accounts, guarded_ids(self.env).accounts)
        return super()._action_merge(accounts)
