from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.addons.zhaoshang_office.models.words import month_words
from odoo.exceptions import UserError
from odoo.fields import Command, Domain


class AllotmentBatch(models.TransientModel):
    """A month's allotments of all bureaus, submitted in one step after a look at them (R118).

    What can be submitted is asked of the allotments themselves, by the check that binds later.
    """

    _name = "zhaoshang.allotment.batch"
    _description = "Submit the Allotments of a Month"

    month = fields.Date(
        required=True,
        default=lambda self: county_today(self.env).replace(day=1),
    )
    company_id = fields.Many2one(
        "res.company", "County", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    line_ids = fields.One2many(
        "zhaoshang.allotment.batch.line",
        "batch_id",
        "Bureaus",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
        precompute=True,
    )
    total = fields.Monetary("To be submitted", compute="_compute_total")
    left_out = fields.Monetary(compute="_compute_total")
    count = fields.Integer("Number of bureaus", compute="_compute_total")

    @api.depends("month", "company_id")
    def _compute_line_ids(self):
        for batch in self:
            lines = batch._allotments()
            reasons = lines._zs_reasons_not_to_submit()
            batch.line_ids = [Command.clear()] + [
                Command.create(
                    {
                        "allotment_id": line.id,
                        "chosen": not reasons[line],
                        "reason": reasons[line],
                    }
                )
                for line in lines
            ]

    @api.depends("line_ids.chosen", "line_ids.allotment_id")
    def _compute_total(self):
        for batch in self:
            chosen = batch.line_ids.filtered("chosen")
            batch.total = sum(chosen.mapped("amount"))
            batch.left_out = sum((batch.line_ids - chosen).mapped("amount"))
            batch.count = len(chosen)

    def _allotments(self):
        """The lines of this month in the order of the bureaus, but for history."""
        first = self.month and self.month.replace(day=1)
        domain = Domain("company_id", "=", self.company_id.id) & Domain("date_from", "=", first)
        domain &= Domain("state", "not in", ("refused", "replaced"))
        return self.env["zhaoshang.allotment"].search(domain)

    def action_submit(self):
        """Submit what is chosen; all of it is approved line by line."""
        self.ensure_one()
        chosen = self.line_ids.filtered("chosen").allotment_id
        if not chosen:
            raise UserError(
                self.env._(
                    "Nothing is chosen of %(month)s: tick the bureaus whose allotment is to be "
                    "submitted, or choose another month (clause 13, R118).",
                    month=month_words(self.env, self.month),
                )
            )
        chosen.action_zs_submit()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "zhaoshang_finance.zhaoshang_allotment_action"
        )
        return action | {"domain": [("id", "in", chosen.ids)], "context": {}, "target": "main"}


class AllotmentBatchLine(models.TransientModel):
    _name = "zhaoshang.allotment.batch.line"
    _description = "Allotment of a Month to be Submitted"
    _inherit = ["zhaoshang.kept.links"]

    batch_id = fields.Many2one("zhaoshang.allotment.batch", required=True, ondelete="cascade")
    allotment_id = fields.Many2one("zhaoshang.allotment", required=True, ondelete="cascade")
    bureau_id = fields.Many2one(related="allotment_id.bureau_id")
    kind = fields.Selection(related="allotment_id.kind")
    currency_id = fields.Many2one(related="allotment_id.currency_id")
    amount = fields.Monetary(related="allotment_id.amount")
    state = fields.Selection(related="allotment_id.state")
    chosen = fields.Boolean("Submit")
    reason = fields.Char("Not submitted because")
