import re

from odoo import SUPERUSER_ID, api, fields, models

from ..words import join_names

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SOURCE = "en_US"  # the language of the source texts
TRUTH = {"True": True, "Yes": True, "False": False, "No": False}


class Audit(models.Model):
    """The log in the words of who reads it (R138).

    What was logged stays as it was. Lines of an installation, written before its Chinese was there,
    and keys of choices, yes and no, and columns of an export are told by their labels.
    """

    _inherit = "zhaoshang.audit"

    model_words = fields.Char("Record Type", compute="_compute_words", exportable=False)
    name_words = fields.Char("Record", compute="_compute_words", exportable=False)
    field_words = fields.Char("What", compute="_compute_words", exportable=False)
    old_words = fields.Text("Before", compute="_compute_words", exportable=False)
    new_words = fields.Text("After", compute="_compute_words", exportable=False)

    @api.depends("res_model", "res_id", "res_name", "field_name", "old_value", "new_value", "kind")
    @api.depends_context("lang")
    def _compute_words(self):
        for line in self:
            model = self.env.get(line.res_model or "")
            line.model_words, line.name_words = line.model_name, line.res_name
            line.field_words = line.field_label
            line.old_words, line.new_words = line.old_value, line.new_value
            if model is None:
                continue
            line.model_words = self.env["ir.model"]._get(model._name).name or line.model_name
            line.name_words = line._name_words(model)
            if line.kind == "export":
                line.new_words = self._columns_words(model, line.new_value)
            field = model._fields.get(line.field_name)
            if field:
                line.field_words = field._description_string(self.env) or line.field_label
                line.old_words = self._value_words(field, line.old_value)
                line.new_words = self._value_words(field, line.new_value)

    def _name_words(self, model):
        """The name of that day; what an installation named in its source language, as it is
        called now."""
        name = self.res_name
        if not name or self.user_ref != SUPERUSER_ID or CHINESE.search(name):
            return name
        record = model.sudo().browse(self.res_id).exists()
        return record.display_name or name

    @api.model
    def _value_words(self, field, value):
        if field.type == "boolean" and value in TRUTH:
            return self.env._("Yes") if TRUTH[value] else self.env._("No")
        if field.type == "selection" and value:
            source = dict(field._description_selection(self.with_context(lang=SOURCE).env))
            named = dict(field._description_selection(self.env))
            keys = {label: key for key, label in source.items()} | {key: key for key in source}
            return named.get(keys.get(value), value)
        return value

    @api.model
    def _columns_words(self, model, value):
        """The columns of an export, which were logged by their technical paths."""
        columns = [self._column_words(model, path) for path in (value or "").split(", ")]
        return join_names(self.env, columns)

    @api.model
    def _column_words(self, model, path):
        labels = []
        for name in path.replace(".", "/").split("/"):
            field = model is not None and model._fields.get(name)
            if not field:
                return path
            labels.append(field._description_string(self.env))
            model = self.env.get(field.comodel_name or "")
        return " / ".join(labels)
