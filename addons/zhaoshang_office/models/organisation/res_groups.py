from odoo import models


class ResGroups(models.Model):
    _inherit = "res.groups"

    def write(self, vals):
        """R138: a post given from the group's side is logged like one given from the user's."""
        if "user_ids" not in vals:
            return super().write(vals)
        users = self.with_context(active_test=False).user_ids
        before = users._zs_posts()
        result = super().write(vals)
        users |= self.with_context(active_test=False).user_ids
        users._zs_log_access({user.id: before.get(user.id, set()) for user in users})
        return result
