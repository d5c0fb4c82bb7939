from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...rules import claim as rules

#: code → (name, papers that it asks for, whether the package never pays it)
CATEGORIES = {
    "travel": ("差旅费", rules.TRIP_PAPERS, False),
    "rent": ("租房费", rules.NO_PAPERS, False),
    "office": ("办公费", rules.NO_PAPERS, False),
    "telecom": ("通讯费", rules.NO_PAPERS, False),
    "transport": ("交通费", rules.NO_PAPERS, False),
    "reception": ("商务接待费", rules.RECEPTION_PAPERS, False),
    "promotion": ("会务推介费", rules.NO_PAPERS, False),
    "printing": ("印刷费", rules.NO_PAPERS, False),
    "other": ("其他支出", rules.NO_PAPERS, False),
    # R010: paid by the original unit
    "wages": ("工资福利", rules.NO_PAPERS, True),
}
TYPED = frozenset({"name", "account_id", "sequence", "active"})


class ExpenseCategory(models.Model):
    """What a claim may be for, and on which account it is posted (clause 13, R126).

    Each county has the same list; the accountant names its accounts.
    """

    _name = "zhaoshang.expense.category"
    _description = "Expense Category"
    _inherit = ["zhaoshang.audit.mixin"]
    _order = "sequence, id"
    _check_company_auto = True
    _zs_audit_fields = ("name", "account_id", "active")

    name = fields.Char(required=True)
    code = fields.Char(required=True, readonly=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", "County", required=True, readonly=True, index=True)
    account_id = fields.Many2one(
        "account.account",
        "Expense account",
        check_company=True,
        ondelete="restrict",
        domain=[("account_type", "in", ("expense", "expense_direct_cost"))],
    )
    needs = fields.Selection(
        [
            (rules.NO_PAPERS, "The invoice"),
            (rules.TRIP_PAPERS, "The invoice and the travel form"),
            (rules.RECEPTION_PAPERS, "The invoice, letter or invitation, and the list of guests"),
        ],
        "Papers needed",
        required=True,
        readonly=True,
        default=rules.NO_PAPERS,
    )
    blocked = fields.Boolean(
        "Not paid from the package",
        readonly=True,
        help="R010: wages and benefits are paid by the original unit.",
    )

    _one_of_a_code = models.UniqueIndex(
        "(company_id, code)", "The county has this category already."
    )
    _account_named = models.Constraint(
        "CHECK (blocked OR account_id IS NOT NULL)",
        "A category that can be claimed has its expense account.",
    )

    @api.constrains("account_id")
    def _check_account(self):
        """R126, R134: an expense is one; it never goes to loan, advance or bank by this door."""
        for category in self:
            account = category.account_id
            if account and account.internal_group != "expense":
                raise ValidationError(
                    self.env._(
                        "%(account)s is no account of expenses, so %(category)s cannot be posted "
                        "on it (clause 13, R126). Choose one of the expense accounts.",
                        account=account.display_name,
                        category=category.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            self._refuse()
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and vals.keys() - TYPED:
            self._refuse()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_us(self):
        self._refuse()

    def _refuse(self):
        raise AccessError(
            self.env._(
                "The categories of the package are given (clause 13, R126): the accountant changes "
                "name, order and account of one, or archives it."
            )
        )

    @api.model
    def _zs_ensure(self, company):
        """Make the categories that a county does not have yet, each with an account of its own."""
        known = self.with_context(active_test=False).search([("company_id", "=", company.id)])
        missing = CATEGORIES.keys() - set(known.mapped("code"))
        self.create(
            [
                {
                    "code": code,
                    "name": name,
                    "sequence": 10 * place,
                    "company_id": company.id,
                    "needs": needs,
                    "blocked": blocked,
                    "account_id": not blocked and company._zs_create_expense_account(name).id,
                }
                for place, (code, (name, needs, blocked)) in enumerate(CATEGORIES.items(), 1)
                if code in missing
            ]
        )
