from datetime import timedelta

from odoo import api, models
from odoo.exceptions import AccessError

#: what may still change on one's own message: files that arrive with it
FREE = {"attachment_ids"}


class MailMessage(models.Model):
    """What is said on a document of the record: everybody for himself, and it stands.

    Odoo lets whoever may write a document speak there in another's name, and rewrite or delete
    what others said. A model that is part of the record says so by ``_zs_keeps_talk``.
    """

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        messages._zs_kept()._zs_check_said_by_oneself()
        messages._zs_check_told_to_readers()
        return messages

    def write(self, vals):
        kept = self._zs_kept()
        if kept and vals.keys() - FREE:
            raise self._zs_kept_error()
        kept._zs_check_said_by_oneself()
        return super().write(vals)

    def unlink(self):
        if self._zs_kept():
            raise self._zs_kept_error()
        return super().unlink()

    def _zs_kept(self):
        """Those of these messages that stand on documents of the record; none for the system."""
        kept = () if self.env.su else self.sudo().filtered(lambda m: m._zs_document() is not None)
        return self.browse(message.id for message in kept)

    def _zs_document(self):
        model = self.env.get(self.model) if self.res_id else None
        return model.browse(self.res_id) if getattr(model, "_zs_keeps_talk", False) else None

    def _zs_check_said_by_oneself(self):
        for message in self.sudo():
            late = abs(message.date - message.create_date) > timedelta(minutes=10)
            if late or message.author_id != self.env.user.partner_id:
                raise AccessError(
                    self.env._("A message bears the name and the time of who writes it.")
                )

    def _zs_check_told_to_readers(self):
        """A mention shows title and text: it goes to who may read the document anyway.

        Whoever posts it: Odoo's own route does so as superuser.
        """
        for message in self.sudo().filtered("partner_ids"):
            document = message._zs_document()
            for partner in message.partner_ids if document is not None else ():
                if not any(document._zs_may_be_read_by(user) for user in partner.user_ids):
                    raise AccessError(
                        self.env._(
                            "%s may not read this document and cannot be told about it.",
                            partner.name,
                        )
                    )

    def _zs_kept_error(self):
        return AccessError(
            self.env._(
                "What was said on a document of the record stands. Write a new message to "
                "correct it."
            )
        )
