from odoo import fields, models
from odoo.exceptions import AccessError


class BoxFiles(models.AbstractModel):
    """A box in which somebody answers, with the files that show what he says (R046, R063)."""

    _name = "zhaoshang.box.files"
    _description = "Box with Files"

    attachment_ids = fields.Many2many("ir.attachment", string="Files That Show It")

    def _hand_files_to(self, record):
        """Let the files of this box stay with the record that was answered, and say so there.

        Whoever calls has let the record check who may answer it.
        """
        files = self.attachment_ids.sudo()
        if not files:
            return
        if any(
            file.create_uid != self.env.user
            or file.res_model != self._name
            or file.res_id
            or file.public
            or file.type != "binary"
            for file in files
        ):
            raise AccessError(
                self.env._(
                    "Only files that you have put into this box yourself go with the answer."
                )
            )
        files.write({"res_model": record._name, "res_id": record.id})
        record.sudo().message_post(
            body=self.env._("Files that go with the answer."),
            attachment_ids=files.ids,
            author_id=self.env.user.partner_id.id,
        )
