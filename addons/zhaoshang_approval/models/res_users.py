from odoo import models


class ResUsers(models.Model):
    _inherit = "res.users"

    @property
    def SELF_WRITEABLE_FIELDS(self):  # noqa: N802
        """Nobody renames himself: opinions, history and prints bear the name of who signed."""
        return [name for name in super().SELF_WRITEABLE_FIELDS if name != "name"]
