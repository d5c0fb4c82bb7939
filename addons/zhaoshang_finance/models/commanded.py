from odoo import api, models
from odoo.addons.zhaoshang_approval.permit import permitted, spend
from odoo.exceptions import AccessError

#: what anybody with the right may write: talk, files and to-dos
TALK = ("message_", "activity_", "rating_", "website_message_")


class Commanded(models.AbstractModel):
    """Records that only the commands of their model create, write and delete (R134).

    The approval engine guards its own fields (``zs_approval_…``) itself.
    """

    _name = "zhaoshang.finance.commanded"
    _description = "Records Kept by Commands"

    @api.model_create_multi
    def create(self, vals_list):
        if not spend(self.env, [("create", self._name)] * len(vals_list)):
            self._zs_refuse_by_hand()
        return super().create(vals_list)

    def write(self, vals):
        names = {name for name in vals if not name.startswith((*TALK, "zs_approval_"))}
        operations = [("write", self._name, id_, name) for id_ in self.ids for name in names]
        if operations and not spend(self.env, operations):
            self._zs_refuse_by_hand()
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _unlink_except_never(self):
        self._zs_refuse_by_hand()

    def _zs_refuse_by_hand(self):
        raise AccessError(
            self.env._(
                "%(model)s records are made by opening a year and changed only by submitting, "
                "approving, paying and reversing; nobody edits or deletes them (clause 13, R134).",
                model=self.env["ir.model"]._get(self._name).name,
            )
        )

    def _zs_command_create(self, vals_list):
        """Create as superuser, for a command that has checked the rights."""
        operations = [("create", self._name)] * len(vals_list)
        with permitted(self.sudo(), operations) as allowed:
            return allowed.create(vals_list).with_env(self.env)

    def _zs_command_write(self, vals):
        """Write as superuser, for a command that has checked the rights."""
        operations = [("write", self._name, id_, name) for id_ in self.ids for name in vals]
        with permitted(self.sudo(), operations) as allowed:
            allowed.write(vals)
