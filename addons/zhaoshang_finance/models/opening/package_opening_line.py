from odoo import api, fields, models
from odoo.exceptions import ValidationError

#: what the plan and the voucher say of a month, and nobody types
GOVERNED = frozenset({"month", "planned", "left"})


class PackageOpeningMonth(models.Model):
    """What was paid for one month on paper (clause 13, R118, R119)."""

    _name = "zhaoshang.package.opening.month"
    _description = "Month Paid on Paper"
    _inherit = [
        "zhaoshang.finance.typed",
        "zhaoshang.approval.line.mixin",
        "zhaoshang.kept.links",
    ]
    _order = "month, id"
    _check_company_auto = True
    _zs_approval_document = "opening_id"
    _zs_approval_free_fields = GOVERNED

    opening_id = fields.Many2one(
        "zhaoshang.package.opening", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="opening_id.company_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    allotment_id = fields.Many2one(
        "zhaoshang.allotment", "Month", required=True, ondelete="restrict", check_company=True
    )
    month = fields.Integer(related="allotment_id.month", store=True, aggregator=None)
    date_from = fields.Date(related="allotment_id.date_from", string="Payable from")
    kind = fields.Selection(related="allotment_id.kind")
    planned = fields.Monetary(
        compute="_compute_planned",
        store=True,
        help="What the month was to be, so that a reversal gives it back.",
    )
    amount = fields.Monetary("Paid", help="Zero where the month was not paid yet.")
    left = fields.Monetary(
        "After the voucher",
        readonly=True,
        copy=False,
        help="What the month was with the voucher; where it is another now, something rests on it.",
    )
    paid_on = fields.Date("Paid on", help="As the bank slip on paper says, if it is known.")

    _one_of_a_month = models.UniqueIndex(
        "(opening_id, allotment_id)", "Each month is named once (clause 13, R118)."
    )

    def _zs_governed(self, names):
        return GOVERNED & names

    @api.depends("allotment_id")
    def _compute_planned(self):
        for line in self:
            line.planned = line.allotment_id.amount

    @api.constrains("opening_id", "allotment_id")
    def _check_package(self):
        for line in self.sudo():
            if line.allotment_id.package_id != line.opening_id.package_id:
                raise ValidationError(
                    self.env._("A month belongs to the package that is taken over (R117).")
                )


class PackageOpeningExpense(models.Model):
    """What was accepted of one category on paper; in one sum it stands under 其他 (R125)."""

    _name = "zhaoshang.package.opening.expense"
    _description = "Expenses Accepted on Paper"
    _inherit = ["zhaoshang.approval.line.mixin", "zhaoshang.kept.links"]
    _order = "opening_id, id"
    _check_company_auto = True
    _zs_approval_document = "opening_id"

    opening_id = fields.Many2one(
        "zhaoshang.package.opening", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="opening_id.company_id")
    currency_id = fields.Many2one(related="company_id.currency_id")
    category_id = fields.Many2one(
        "zhaoshang.expense.category",
        required=True,
        ondelete="restrict",
        check_company=True,
        domain=[("blocked", "=", False)],
    )
    amount = fields.Monetary("Accepted", required=True)

    @api.constrains("category_id")
    def _check_category(self):
        for line in self:
            if line.category_id.blocked:
                raise ValidationError(
                    self.env._(
                        "%s is not paid from the package (R010): choose another category.",
                        line.category_id.name,
                    )
                )
