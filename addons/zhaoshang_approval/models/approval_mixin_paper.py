from odoo import models


class ApprovalMixin(models.AbstractModel):
    """What a document says on paper, and the papers that belong to it."""

    _inherit = "zhaoshang.approval.mixin"

    def _zs_papers(self):
        """``[{"id", "name", "mimetype", "checksum"}, …]`` of the files that are read beside the
        document, for who may read it."""
        entries = self._zs_readable_files(self._zs_files().get(self.id, ()))
        papers = self.env["ir.attachment"].browse(entry["id"] for entry in entries)
        labels = self._zs_file_labels(entries)
        return [
            {**paper, "name": label}
            for label, paper in zip(
                labels, papers.read(["mimetype", "checksum"], load=None), strict=True
            )
        ]

    def _zs_readable_files(self, entries):
        """Without those that the current user does not read: files of lines by the rights of the
        lines, files of the document, who has it before him reads all, but fields hidden from him.
        """
        reader = self.sudo(False)
        of_lines = [entry["id"] for entry in entries if entry.get("model")]
        files = reader.env["ir.attachment"].browse(of_lines).exists()
        open_to_him = set(files._filtered_access("read").ids)
        return [
            entry
            for entry in entries
            if (entry["id"] in open_to_him if entry.get("model") else self._zs_may_read(entry))
        ]

    def _zs_may_read(self, entry):
        field = _field_of(self, entry)
        return field is None or self.sudo(False)._has_field_access(field, "read")

    def _zs_file_labels(self, entries):
        """What files are called where people read them, in the order of the entries; those have
        passed ``_zs_readable_files``."""
        return [self._zs_file_label(entry) for entry in entries]

    def _zs_file_label(self, entry):
        field = _field_of(self, entry)
        if field is None:
            return entry.get("name") or self.env._("File")
        label = field._description_string(self.env)
        if not entry.get("name"):
            return label
        return self.env._("%(field)s: %(file)s", field=label, file=entry["name"])

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


def _field_of(document, entry):
    """The field that holds a file; None where none does."""
    holder = document.env.get(entry.get("model") or document._name, document)
    return holder._fields.get(entry.get("field"))
