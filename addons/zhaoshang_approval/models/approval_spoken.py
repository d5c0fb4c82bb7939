from odoo import models
from odoo.models import MAGIC_COLUMNS


class ApprovalSpoken(models.AbstractModel):
    """Records that say in words what they hold, for people who have to agree to it."""

    _name = "zhaoshang.approval.spoken"
    _description = "Record in Words"

    def _zs_words(self, leave_out=()):
        """What a record says, label by label: everything that somebody chose."""
        chosen = [
            field
            for name, field in self._fields.items()
            if field.store
            and not (field.related or field.compute or field.type == "one2many")
            and name not in (*MAGIC_COLUMNS, *leave_out)
        ]
        return {
            field._description_string(self.env): self._zs_word(field, self[field.name])
            for field in chosen
        }

    def _zs_word(self, field, value):
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field.relational:
            return "、".join(value.sudo().mapped("display_name")) or "—"
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value or "—")
        return str(value or "—")
