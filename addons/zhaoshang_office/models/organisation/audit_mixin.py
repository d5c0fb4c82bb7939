from odoo import api, models

from ..clock import county_moment
from ..words import join_names
from ..worked_out import refuse_computed, refuse_endless


class AuditMixin(models.AbstractModel):
    """Log what happens to the fields of ``_zs_audit_fields``, and every export (R138).

    What is of the record is what a person may have meant: no text without end, no figure that is
    none, and nothing typed over what the system works out.
    """

    _name = "zhaoshang.audit.mixin"
    _description = "Audited Record"

    _zs_audit_fields = ()
    _zs_audit_hidden = frozenset()  # of these the log says that they changed, not to what
    _zs_keeps_talk = True

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._zs_check_typed(vals)
        records = super().create(vals_list)
        records._zs_audit("create")
        return records

    def write(self, vals):
        self._zs_check_typed(vals)
        audited = self._zs_audited(vals)
        before = self._zs_audit_values(audited)
        result = super().write(vals)
        if audited:
            self._zs_audit_changes(before, self._zs_audit_values(audited))
        return result

    def _zs_check_typed(self, vals):
        refuse_computed(self, vals)
        refuse_endless(self, vals)

    def unlink(self):
        self._zs_audit("delete")
        return super().unlink()

    def export_data(self, fields_to_export):
        columns = ", ".join(fields_to_export)
        self._zs_audit("export", new_value=columns)
        return super().export_data(fields_to_export)

    def _zs_audited(self, vals):
        """Return the audited fields that writing ``vals`` may change."""
        if not vals:
            return []
        computed = any(self._fields[name].compute for name in self._zs_audit_fields)
        return [name for name in self._zs_audit_fields if computed or name in vals]

    def _zs_audit_values(self, names):
        """Return {record id: {field: value as read by a person}}."""
        return {
            record.id: {name: record._zs_audit_text(name) for name in names}
            for record in self._zs_in_log_language()
        }

    def _zs_in_log_language(self):
        """The log is written in one language, whoever does what it tells; as superuser."""
        return self.sudo().with_context(lang=self.env["zhaoshang.audit"]._lang())

    def _zs_audit_text(self, name):
        """Return the value of one field as a person reads it."""
        field, value = self._fields[name], self[name]
        if field.relational:
            return join_names(self.env, value.mapped("display_name")) or None
        if field.type == "selection":
            choices = dict(field._description_selection(self.env))
            return choices.get(value)
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field.type == "binary":
            return self.env._("a file") if value else None
        if field.type == "datetime" and value:
            return f"{county_moment(value):%Y-%m-%d %H:%M}"
        if field.type in ("float", "monetary"):
            return f"{value:.6f}".rstrip("0").rstrip(".")
        return None if value is False else str(value)

    def _zs_audit_changes(self, before, after):
        lines = []
        for record in self._zs_in_log_language():
            for name, old in before[record.id].items():
                new = after[record.id][name]
                if old != new:
                    hidden = name in self._zs_audit_hidden
                    values = {} if hidden else {"old_value": old, "new_value": new}
                    lines.append(record._zs_audit_line("change") | {"field_name": name} | values)
        self.env["zhaoshang.audit"]._log(lines)

    def _zs_audit(self, kind, **values):
        """Log one line of ``kind`` for each record."""
        lines = [record._zs_audit_line(kind) | values for record in self._zs_in_log_language()]
        self.env["zhaoshang.audit"]._log(lines)

    def _zs_audit_line(self, kind):
        company = self.company_id if "company_id" in self._fields else self.env.company
        return {
            "kind": kind,
            "res_model": self._name,
            "res_id": self.id,
            "res_name": self._zs_audit_name(),
            "company_id": company.id,
        }

    def _zs_audit_name(self):
        """Return what the log calls the record; whoever reads the log reads it."""
        return self.display_name
