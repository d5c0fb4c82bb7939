from odoo import models


class ApprovalMixin(models.AbstractModel):
    """What a document says on paper, and the papers that belong to it."""

    _inherit = "zhaoshang.approval.mixin"

    def _zs_approval_papers(self):
        """Files that are read beside the document, for who may read it; a model adds its lines'."""
        return self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "=", self.id), ("res_field", "=", False)],
            order="id",
        )

    def _zs_approval_snapshot_labels(self):
        """``{id: {key of the snapshot: label}}``: what the current user may read of it, in the
        order of print. Keys that are fields have the fields' labels unless told otherwise."""
        reader = self.sudo(False)
        labels = {
            name: field._description_string(self.env)
            for name, field in self._fields.items()
            if reader._has_field_access(field, "read")
        }
        return {document.id: labels for document in self}

    def _zs_snapshot_rows(self, snapshot):
        """``[(label, text), …]`` of what was submitted."""
        labels = self._zs_approval_snapshot_labels()[self.id]
        return [
            (label, self._zs_snapshot_text(name, snapshot[name]))
            for name, label in labels.items()
            if snapshot.get(name) not in (None, "", [], {})
        ]

    def _zs_snapshot_text(self, name, value):
        """A value of the snapshot as people read it."""
        field = self._fields.get(name)
        if field is not None and field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if isinstance(value, bool):
            return self.env._("Yes") if value else self.env._("No")
        if isinstance(value, dict):
            return "\n".join(
                f"{key}: {self._zs_snapshot_text('', its)}" for key, its in value.items()
            )
        if isinstance(value, list):
            return "\n".join(self._zs_snapshot_text("", its) for its in value)
        return str(value)
