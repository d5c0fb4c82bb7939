from odoo import api, fields, models


class Policy(models.Model):
    """A document that a rule rests on (R001): printed bases are taken from here, never typed."""

    _name = "zhaoshang.policy"
    _description = "Policy Document"
    _inherit = ["mail.thread", "zhaoshang.audit.mixin"]
    _order = "date_from desc, number"
    _rec_names_search = ["number", "name"]
    _check_company_auto = True
    _zs_audit_fields = ("number", "name", "date_from", "version", "active")

    number = fields.Char("Document Number", tracking=True)
    name = fields.Char("Title", tracking=True)
    version = fields.Integer(default=1, required=True, tracking=True, aggregator=None)
    date_from = fields.Date("In Force From", tracking=True)
    scan = fields.Binary(attachment=True)
    scan_name = fields.Char("Scan File Name")
    note = fields.Text("Remark")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", "County", required=True, default=lambda self: self.env.company, index=True
    )

    _named = models.Constraint(
        "CHECK (number IS NOT NULL OR name IS NOT NULL)",
        "A policy document has a number or a title.",
    )
    _number = models.UniqueIndex(
        "(company_id, number, version)", "This document and version is registered already."
    )

    @api.depends("number", "name")
    def _compute_display_name(self):
        for policy in self:
            title = policy.name and f"《{policy.name}》"
            policy.display_name = (policy.number or "") + (title or "")
