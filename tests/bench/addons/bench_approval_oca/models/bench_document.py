from odoo import fields, models


class BenchDocument(models.Model):
    """The least a document needs; without a talk, so that nobody is sent a notice."""

    _name = "bench.document"
    _inherit = ["tier.validation"]
    _description = "Benchmark Document"

    name = fields.Char(required=True)
    amount = fields.Integer()
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Confirmed"), ("cancel", "Cancelled")], default="draft"
    )


class BenchDocumentReason(models.Model):
    """The same with a dialogue that asks for a reason."""

    _name = "bench.document.reason"
    _inherit = ["bench.document"]
    _description = "Benchmark Document with a Reason"


class BenchDocumentTalk(models.Model):
    """The same with a talk, in which notices are posted."""

    _name = "bench.document.talk"
    _inherit = ["bench.document", "mail.thread"]
    _description = "Benchmark Document with a Talk"
