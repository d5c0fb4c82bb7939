from odoo import api, models
from odoo.tools import SQL

from ..engine.stored import FILES
from ..texts import one_line


class ApprovalMixin(models.AbstractModel):
    """The files of a document and of its lines: part of what is submitted and signed."""

    _inherit = "zhaoshang.approval.mixin"

    def _zs_content(self):
        """``{id: dict}`` of what is submitted: the document's own words and its files."""
        content, files = self._zs_approval_snapshot(), self._zs_files()
        return {
            number: values | ({FILES: files[number]} if number in files else {})
            for number, values in content.items()
        }

    def _zs_files(self):
        """``{id: [{"id", "name", "sha1"}, …]}`` of those that have files; ``field`` says which
        field holds it, ``model`` that a line does, ``url`` where it is an address.

        The digest is the one that Odoo keeps of every file: none has to be read for it.
        """
        files = {}
        for document, number, owner, holder, field, name, sha1, url in self._zs_file_rows():
            if field:
                name = self._zs_given_name(self.env[owner].browse(holder), field)
            entry = {"id": number, "name": one_line(name), "sha1": sha1, "field": field,
                     "url": url, "model": owner != self._name and owner}  # fmt: skip
            said = {key: value for key, value in entry.items() if value}
            files.setdefault(document, []).append(said)
        return files

    def _zs_file_rows(self):
        """Rows of ``(document, attachment, model, record, field, name, digest, address)``; one
        statement, however many documents, lines and files there are."""
        files = self.env["ir.attachment"]
        files.flush_model()
        arms = [self._zs_file_arm(self, SQL("a.res_id"), SQL())]
        for lines, link in self._zs_approval_lines():
            lines.flush_model([link])
            join = SQL("JOIN %s l ON l.id = a.res_id", SQL.identifier(lines._table))
            arms.append(self._zs_file_arm(lines, SQL.identifier("l", link), join))
        return self.env.execute_query(
            SQL("%s ORDER BY 1, 2", SQL(" UNION ALL ").join(arms)),
        )

    def _zs_file_arm(self, holder, document, join):
        return SQL(
            "SELECT %(document)s, a.id, a.res_model, a.res_id, a.res_field, a.name, a.checksum,"
            " a.url FROM ir_attachment a %(join)s WHERE a.res_model = %(model)s"
            " AND %(document)s IN %(ids)s AND (a.res_field IS NULL OR a.res_field IN %(fields)s)",
            document=document,
            join=join,
            model=holder._name,
            ids=tuple(self.ids) or (0,),
            fields=("", *self._zs_file_fields(holder)),
        )

    @api.model
    def _zs_approval_lines(self):
        """``[(model of lines, field that leads to the document), …]``"""
        lines = self.env.registry.descendants(["zhaoshang.approval.line.mixin"], "_inherit")
        models_ = [self.env[name] for name in sorted(lines) if not self.env[name]._abstract]
        return [
            (model, model._zs_approval_document)
            for model in models_
            if model._fields[model._zs_approval_document].comodel_name == self._name
        ]

    @api.model
    def _zs_file_fields(self, holder):
        """Fields of a document or its line that hold a file, and stand while it runs."""
        held = {
            name for name, field in holder._fields.items()
            if field.type == "binary" and field.store and field.attachment
        }  # fmt: skip
        if holder._name == self._name:
            return sorted(held & set(self._zs_approval_locked_fields()))
        return sorted(held - holder._zs_approval_free_fields)

    def _zs_given_name(self, holder, field):
        """What the file in a field was called: as the field beside it says, or its line."""
        name = holder._fields.get(f"{field}_name") or holder._fields.get(f"{field}_filename")
        if name:
            return holder[name.name] or ""
        is_named_line = holder._name != self._name and holder._rec_name
        return holder.display_name if is_named_line else ""
