from odoo import api, models

from .guard import guarded_ids, refuse_setting

#: what may still be changed on a guarded account: how it reads, not what it means
FREE = {"name", "note", "description", "tag_ids"}


class AccountAccount(models.Model):
    _inherit = "account.account"

    def write(self, vals):
        if vals.keys() - FREE:
            self._zs_refuse_guarded(vals.keys() - FREE)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_zs_guarded(self):
        self._zs_refuse_guarded()

    def _zs_refuse_guarded(self, names=()):
        accounts = guarded_ids(self.env).accounts
        guarded = self.filtered(lambda account: account.id in accounts)
        if guarded:
            refuse_setting(guarded, names)
