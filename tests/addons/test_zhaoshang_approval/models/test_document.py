from odoo import api, fields, models
from odoo.exceptions import ValidationError


class TestApprovalDocument(models.Model):
    _name = "test.approval.document"
    _inherit = ["mail.thread", "mail.activity.mixin", "zhaoshang.approval.mixin"]
    _description = "Test Document"
    _zs_approval_gates = ("action_pay", "stage=paid")

    name = fields.Char(required=True)
    label = fields.Char(translate=True)
    amount = fields.Integer()
    note = fields.Char()
    stage = fields.Selection([("open", "Open"), ("paid", "Paid")], default="open")
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    user_id = fields.Many2one("res.users", default=lambda self: self.env.user)
    subject_id = fields.Many2one("res.users", help="Whom it is about: never decides it.")
    manager_id = fields.Many2one("res.users")
    hooks = fields.Char(default="", help="Hooks called, in order.")
    line_ids = fields.One2many("test.approval.line", "document_id")
    paper = fields.Binary(attachment=True)
    paper_name = fields.Char()
    picture = fields.Binary(attachment=True, help="May change at any time.")

    def action_pay(self):
        self.write({"stage": "paid"})
        return True

    def _zs_approval_check(self):
        if any(document.amount < 0 for document in self):
            raise ValidationError(self.env._("The amount is negative."))

    def _zs_approval_snapshot(self):
        return {
            doc.id: {"name": doc.name, "amount": doc.amount, "lines": len(doc.line_ids)}
            for doc in self
        }

    def _zs_approval_locked_fields(self):
        return {"name", "label", "amount", "line_ids", "paper", "paper_name"}

    def _zs_approval_excluded_users(self):
        return {doc.id: doc.subject_id for doc in self}

    def _zs_approval_own_query(self):
        return self.sudo()._search([("user_id", "=", self.env.uid)], active_test=False)

    @api.private
    def call_hook(self, name):
        for document in self:
            document.hooks = f"{document.hooks or ''} {name}".strip()
            if document.note == f"refuse {name}":
                raise ValidationError(self.env._("Refused by the hook %s.", name))

    def _zs_approval_on_approved(self):
        self.call_hook("approved")

    def _zs_approval_on_rejected(self):
        self.call_hook("rejected")

    def _zs_approval_on_returned(self):
        self.call_hook("returned")

    def _zs_approval_on_withdrawn(self):
        self.call_hook("withdrawn")

    def _zs_approval_on_filed(self):
        self.call_hook("filed")


class TestApprovalLine(models.Model):
    _name = "test.approval.line"
    _inherit = ["zhaoshang.approval.line.mixin"]
    _description = "Test Document Line"
    _zs_approval_document = "document_id"

    document_id = fields.Many2one("test.approval.document", ondelete="cascade")
    amount = fields.Integer()
    invoice = fields.Binary(attachment=True)
