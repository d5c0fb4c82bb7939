from odoo import api, models

from .guard import guarded_ids, refuse_guarded

#: what may still be changed on a guarded account: how it reads, not what it means
FREE = {"name", "note", "description", "tag_ids"}


class AccountAccount(models.Model):
    _inherit = "account.account"

    def write(self, vals):
        if names := vals.keys() - FREE:
            refuse_guarded(self, guarded_ids(self.env).accounts, names)
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _unlink_except_zs_guarded(self):
        refuse_guarded(self, guarded_ids(self.env).accounts)
