from odoo import api, fields, models, tools
from odoo.addons.zhaoshang_approval.triggers import install_history_triggers
from odoo.exceptions import UserError
from odoo.tools import SQL


class Audit(models.Model):
    """One append-only line for each change, export and print that must stay provable (R138).

    People and records are plain numbers with the name of that day beside them: a foreign key
    would have to change the line when its target is deleted. Lines are written by ``_log`` alone;
    triggers refuse UPDATE, DELETE and TRUNCATE to everybody.
    """

    _name = "zhaoshang.audit"
    _description = "Audit Log"
    _order = "id desc"
    _rec_name = "res_name"
    _log_access = False

    logged_at = fields.Datetime("When", readonly=True, index=True)
    user_ref = fields.Integer("User Number", readonly=True, index=True, aggregator=None)
    user_name = fields.Char("Who", readonly=True)
    kind = fields.Selection(
        [
            ("create", "Created"),
            ("change", "Changed"),
            ("delete", "Deleted"),
            ("export", "Exported"),
            ("print", "Printed"),
            ("access", "Access Granted or Withdrawn"),
        ],
        readonly=True,
    )
    res_model = fields.Char("Technical Model", readonly=True)
    model_name = fields.Char("Record Type", readonly=True)
    res_id = fields.Integer("Record Number", readonly=True, aggregator=None)
    res_name = fields.Char("Record", readonly=True)
    field_name = fields.Char("Technical Field", readonly=True)
    field_label = fields.Char("What", readonly=True)
    old_value = fields.Text("Before", readonly=True)
    new_value = fields.Text("After", readonly=True)
    company_ref = fields.Integer("Company Number", readonly=True, aggregator=None)

    _record = models.Index("(res_model, res_id)")

    def init(self):
        install_history_triggers(self.env.cr, self._table)

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise UserError(self.env._("The audit log is written by the system alone (R138)."))

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("A line of the audit log cannot be changed (R138)."))

    def unlink(self):  # pylint: disable=method-required-super
        raise UserError(self.env._("A line of the audit log cannot be deleted (R138)."))

    def export_data(self, fields_to_export):
        """The log goes out like any other record: with a line that it did."""
        self._log(
            [
                {
                    "kind": "export",
                    "res_model": self._name,
                    "new_value": self.env._("%s lines", len(self)),
                }
            ]
        )
        return super().export_data(fields_to_export)

    @api.model
    def _log(self, lines):
        """Append ``lines``: dicts with kind, res_model, res_id, res_name and what is known.

        The user is the one of the session, also in superuser mode.
        """
        if not lines:
            return
        labels = self._labels(lines)
        rows = [self._row(line, labels) for line in lines]
        self.env.cr.execute(
            SQL(
                "INSERT INTO zhaoshang_audit (%s) VALUES %s",
                SQL(", ").join(map(SQL.identifier, rows[0])),
                SQL(", ").join(tuple(row.values()) for row in rows),
            )
        )
        self.invalidate_model()

    def _row(self, line, labels):
        """The columns of one line, in the same order for all."""
        return {
            "logged_at": self.env.cr.now(),
            "user_ref": self.env.uid,
            "user_name": self.env.user.sudo().name,
            "kind": line["kind"],
            "res_model": line["res_model"],
            "model_name": labels.get((line["res_model"], None)),
            "res_id": line.get("res_id") or None,
            "res_name": line.get("res_name") or None,
            "field_name": line.get("field_name"),
            "field_label": labels.get((line["res_model"], line.get("field_name"))),
            "old_value": line.get("old_value"),
            "new_value": line.get("new_value"),
            "company_ref": line.get("company_id") or self.env.company.id,
        }

    @api.model
    def _lang(self):
        """Return the language of the log: Chinese wherever it is installed."""
        return "zh_CN" if self.env["res.lang"]._get_data(code="zh_CN") else self.env.lang

    @tools.ormcache("name", "lang", cache="stable")
    def _model_label(self, name, lang):
        return self.env["ir.model"]._get(name).with_context(lang=lang).name

    def _labels(self, lines):
        """Return the label of each model and field named, as users of the county read them."""
        lang = self._lang()
        labels = {}
        for name in {line["res_model"] for line in lines if line["res_model"] in self.env}:
            model = self.env[name].with_context(lang=lang)
            wanted = {line.get("field_name") for line in lines if line["res_model"] == name}
            wanted = [field for field in wanted if field in model._fields]
            labels[name, None] = self._model_label(name, lang)
            for field, description in model.sudo().fields_get(wanted, ["string"]).items():
                labels[name, field] = description["string"]
        return labels
