from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    @property
    def SELF_WRITEABLE_FIELDS(self):  # noqa: N802
        """Nobody renames himself: opinions, history and prints bear the name of who signed."""
        return [name for name in super().SELF_WRITEABLE_FIELDS if name != "name"]

    def _zs_approval_manager(self):
        """Whom this user answers to: the manager of his employee, where ``hr`` is installed."""
        if "employee_id" not in self._fields:
            return self.browse()
        return self.sudo().employee_id.parent_id.user_id
