from odoo import api, models

from .guard import guarded_ids, refuse_guarded

#: what may still be changed on a guarded journal: how it reads, not what it means
FREE = {
    "name",
    "sequence",
    "color",
    "show_on_dashboard",
    "bank_account_id",
    "bank_acc_number",
    "bank_id",
    "activity_ids",
    "message_follower_ids",
    "message_ids",
}


class AccountJournal(models.Model):
    _inherit = "account.journal"

    def write(self, vals):
        if names := vals.keys() - FREE:
            refuse_guarded(self, guarded_ids(self.env).journals, names)
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _unlink_except_zs_guarded(self):
        refuse_guarded(self, guarded_ids(self.env).journals)
