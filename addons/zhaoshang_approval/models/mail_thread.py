from odoo import models
from odoo.exceptions import AccessError


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Who has lost the right to read a document is told no more about it, though he follows."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        if not self._zs_keeps():
            return recipients
        users = self.env["res.users"]
        return [
            told for told in recipients if self._zs_may_be_read_by(users.browse(told.get("uid")))
        ]

    def _check_can_update_message_content(self, messages):
        """An administrator, too, corrects only what he said himself."""
        if self._zs_keeps() and messages.author_id != self.env.user.partner_id:
            raise AccessError(self.env._("Everybody corrects only what he said himself."))
        return super()._check_can_update_message_content(messages)

    def _zs_keeps(self):
        """Whether this is part of the record: what is said here stands, among its readers."""
        return getattr(self, "_zs_keeps_talk", False)

    def _zs_may_be_read_by(self, user):
        if not user:
            return False
        context = {"allowed_company_ids": user.sudo().company_ids.ids}
        return self.with_env(self.env(user=user.id, su=False, context=context)).has_access("read")
