from odoo import api, fields, models

from ...rules.claim import normal_number
from ..zhaoshang_package import decimal_of

#: what the claimant types; all else is worked out or decided
TYPED = (
    "category_id", "invoice_code", "invoice_number", "invoice_date", "seller", "invoice_amount",
    "amount", "note", "file", "file_name",
)  # fmt: skip
NUMBERS = ("invoice_code", "invoice_number")


class ClaimLine(models.Model):
    """One original invoice and what is claimed of it (clause 13, R125, R126)."""

    _name = "zhaoshang.claim.line"
    _description = "Invoice of a Claim"
    _inherit = [
        "zhaoshang.finance.typed",
        "zhaoshang.approval.line.mixin",
        "zhaoshang.worked.out",
        "zhaoshang.kept.links",
        "zhaoshang.audit.mixin",
    ]
    _order = "claim_id, sequence, id"
    _check_company_auto = True
    _zs_kept_in_bureau = True
    _zs_approval_document = "claim_id"
    _zs_worked_out = frozenset({"cut", "cut_reason", "accepted_amount", "in_use", "reading"})
    _zs_audit_fields = (*NUMBERS, "amount", "cut", "cut_reason")

    claim_id = fields.Many2one("zhaoshang.claim", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(related="claim_id.company_id", store=True)
    bureau_id = fields.Many2one(
        related="claim_id.bureau_id", string="Bureau", store=True, index=True
    )
    user_id = fields.Many2one(related="claim_id.user_id", string="Claimant", store=True, index=True)
    claim_state = fields.Selection(related="claim_id.state", string="Status")
    currency_id = fields.Many2one(related="claim_id.currency_id")
    # a photo has none of these until they are typed; a claim is not handed in without them
    category_id = fields.Many2one(
        "zhaoshang.expense.category",
        ondelete="restrict",
        check_company=True,
    )
    needs = fields.Selection(related="category_id.needs")
    invoice_code = fields.Char("Invoice code", help="Fully digital invoices have none.")
    invoice_number = fields.Char("Invoice number", help="Of fully digital invoices all 20 digits.")
    invoice_date = fields.Date("Date of the invoice")
    seller = fields.Char()
    invoice_amount = fields.Monetary("Invoice total", required=True, default=0)
    amount = fields.Monetary(
        "Claimed",
        required=True,
        compute="_compute_amount",
        store=True,
        readonly=False,
        precompute=True,
    )
    cut = fields.Monetary("Not accepted", readonly=True, copy=False)
    cut_reason = fields.Char("Why not", readonly=True, copy=False)
    accepted_amount = fields.Monetary("Accepted", compute="_compute_accepted", store=True)
    note = fields.Char("Remark")
    file = fields.Binary("Original invoice", attachment=True, copy=False)
    file_name = fields.Char("Name of the file")
    paper_ids = fields.One2many("zhaoshang.claim.paper", "line_id", "Papers")
    in_use = fields.Boolean(
        "Invoice used",
        compute="_compute_in_use",
        store=True,
        help="An invoice of a line that was refused can be claimed again.",
    )
    fault = fields.Text("To be mended", compute="_compute_fault")

    _one_use_of_an_invoice = models.UniqueIndex(
        "(COALESCE(invoice_code, ''), invoice_number) WHERE in_use",
        "This invoice has been claimed already: each original invoice is used once (clause 13, "
        "R126).",
    )
    _amounts = models.Constraint(
        "CHECK (cut >= 0 AND cut <= GREATEST(amount, 0))",
        "Not more of a line can be cut than it claims.",
    )

    @api.depends("invoice_number", "seller", "amount")
    def _compute_display_name(self):
        for line in self:
            line.display_name = " ".join(filter(None, (line.invoice_number, line.seller)))

    @api.depends("invoice_amount")
    def _compute_amount(self):
        """The whole invoice, until somebody types less."""
        for line in self:
            line.amount = line.amount or line.invoice_amount

    @api.depends("amount", "cut")
    def _compute_accepted(self):
        for line in self:
            line.accepted_amount = line.amount - (line.cut or 0)

    @api.depends("claim_id.zs_approval_state", "amount", "cut")
    def _compute_in_use(self):
        """Refused as a whole or by its line: the invoice is free again (R126)."""
        for line in self:
            over = line.claim_id.zs_approval_state in ("rejected", "revoked")
            refused = bool(line.cut) and decimal_of(line.cut) == decimal_of(line.amount)
            line.in_use = not over and not refused

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._zs_normal(vals) for vals in vals_list]
        self._check_unused([_key(vals) for vals in vals_list])
        return super().create(vals_list)

    def write(self, vals):
        vals = self._zs_normal(vals)
        if vals.keys() & {*NUMBERS}:
            self._check_unused([_key({**line._zs_numbers(), **vals}) for line in self])
        return super().write(vals)

    def _zs_numbers(self):
        return {name: self[name] for name in NUMBERS}

    @api.model
    def _zs_normal(self, vals):
        """Numbers as they are compared, whoever typed them (R126)."""
        return vals | {name: normal_number(vals[name]) or False for name in NUMBERS if name in vals}

    @api.model
    def _zs_typed_names(self):
        return TYPED


def _key(vals):
    """Code and number of an invoice: what it is known by."""
    return tuple(vals.get(name) or "" for name in NUMBERS)
