from odoo import api, models

from .guard import guarded_ids, refuse_setting

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
        if vals.keys() - FREE:
            self._zs_refuse_guarded(vals.keys() - FREE)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_zs_guarded(self):
        self._zs_refuse_guarded()

    def _zs_refuse_guarded(self, names=()):
        journals = guarded_ids(self.env).journals
        guarded = self.filtered(lambda journal: journal.id in journals)
        if guarded:
            refuse_setting(guarded, names)
