from odoo import api, models
from odoo.exceptions import AccessError

from ..permit import enter


class ApprovalGuarded(models.AbstractModel):
    """Rows that only the engine writes: refused to everybody else, the superuser included."""

    _name = "zhaoshang.approval.guarded"
    _description = "Records Written by the Approval Engine Only"
    _allow_sudo_commands = False

    @api.model_create_multi
    def create(self, vals_list):
        clean, permitted = enter(self, "create", vals_list)
        if permitted != vals_list:
            raise self._zs_guard_error()
        return super(ApprovalGuarded, clean).create(vals_list)

    def write(self, vals):
        clean, permitted = enter(self, "write", vals)
        if permitted != vals:
            raise self._zs_guard_error()
        return super(ApprovalGuarded, clean).write(vals)

    def unlink(self):
        if self:
            raise self._zs_guard_error()
        return super().unlink()

    @api.model
    def load(self, fields, data):
        raise self._zs_guard_error()

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=""):
        raise self._zs_guard_error()

    def _zs_guard_error(self):
        return AccessError(
            self.env._(
                "%(model)s is written by the approval engine alone: use the buttons of the "
                "document (submit, agree, return, withdraw) instead.",
                model=self.env._(self._description),
            )
        )
