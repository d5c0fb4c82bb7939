from odoo import api, models
from odoo.addons.zhaoshang_approval.permit import spend

from .guard import refuse_entry, refuse_setting

#: what may still be changed on a bureau's analytic account: how it reads, not what it counts
FREE = {"name", "code", "color", "message_follower_ids", "message_ids"}


class AccountAnalyticLine(models.Model):
    """What a bureau has spent is counted by posting alone (R117, R134)."""

    _inherit = "account.analytic.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        guarded = lines.move_line_id._zs_guarded()
        of_ours = [line.move_line_id for line in lines if line.move_line_id in guarded]
        if guarded and not spend(self.env, [("analytic", line.id) for line in of_ours]):
            refuse_entry(guarded.move_id)
        return lines

    def write(self, vals):
        self._zs_refuse_guarded()
        result = super().write(vals)
        self._zs_refuse_guarded()
        return result

    @api.ondelete(at_uninstall=True)
    def _unlink_except_zs_guarded(self):
        self._zs_refuse_guarded()

    def _zs_refuse_guarded(self):
        if guarded := self.move_line_id._zs_guarded():
            refuse_entry(guarded.move_id)


class AccountAnalyticAccount(models.Model):
    _inherit = "account.analytic.account"

    def write(self, vals):
        if names := vals.keys() - FREE:
            bureaus = self.env["zhaoshang.bureau"].sudo().with_context(active_test=False)
            if found := bureaus.search([("analytic_account_id", "in", self.ids)], limit=1):
                refuse_setting(found.analytic_account_id, names)
        return super().write(vals)
