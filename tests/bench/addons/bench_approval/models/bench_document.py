from odoo import fields, models


class BenchDocument(models.Model):
    """The least a document needs; without a talk, so that nobody is sent a notice."""

    _name = "bench.document"
    _inherit = ["zhaoshang.approval.mixin"]
    _description = "Benchmark Document"

    name = fields.Char(required=True)
    amount = fields.Integer()
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)

    def _zs_approval_snapshot(self):
        return {
            document.id: {"name": document.name, "amount": document.amount} for document in self
        }

    def _zs_approval_locked_fields(self):
        return {"name", "amount"}


class BenchDocumentTalk(models.Model):
    """The same with a talk, in which every step leaves a line."""

    _name = "bench.document.talk"
    _inherit = ["bench.document", "mail.thread"]
    _description = "Benchmark Document with a Talk"
