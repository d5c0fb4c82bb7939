from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_amount, format_date

from ..rules.capital import capital_amount
from .zhaoshang_package import decimal_of

STATES = {
    "draft": "planned",
    "withdrawn": "planned",
    "running": "submitted",
    "returned": "returned",
    "rejected": "refused",
    "revoked": "planned",
    "approved": "approved",
}


class Allotment(models.Model):
    """One month's payment to a bureau: the loan of the first month or an allotment (R118–R121).

    会计 submits, 招商管理局 approves, 出纳 pays; the three are three people.
    """

    _name = "zhaoshang.allotment"
    _description = "Allotment"
    _inherit = [
        "zhaoshang.finance.commanded",
        "zhaoshang.finance.posted",
        "zhaoshang.package.part",
        "zhaoshang.kept.links",
        "mail.thread",
        "mail.activity.mixin",
        "zhaoshang.approval.mixin",
        "zhaoshang.audit.mixin",
    ]
    _order = "year desc, month, bureau_id"
    _zs_kept_in_bureau = True
    _zs_approval_gates = ("action_pay",)
    # one that shall not be paid stays unpaid; a payment is reversed (R134)
    _zs_approval_revocable = False
    _zs_audit_fields = ("zs_approval_state", "move_id", "bank_date", "slip_number")

    package_id = fields.Many2one(readonly=True)
    month = fields.Integer(required=True, readonly=True, aggregator=None)
    date_from = fields.Date("Payable from", compute="_compute_date_from", store=True)
    kind = fields.Selection(
        [("loan", "Loan"), ("allotment", "Allotment")],
        required=True,
        readonly=True,
        help="R119: the first month is a loan, the later ones are allotments.",
    )
    amount = fields.Monetary(required=True, readonly=True)
    amount_capital = fields.Char("Amount in capitals", compute="_compute_amount_capital")
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("submitted", "Awaiting approval"),
            ("returned", "Returned"),
            ("refused", "Refused"),
            ("approved", "To be paid"),
            ("paid", "Paid"),
            ("replaced", "Replaced"),
        ],
        "Status",
        compute="_compute_state",
        store=True,
        index=True,
    )
    bank_date = fields.Date("Bank date", readonly=True, copy=False)
    slip_number = fields.Char("Bank slip", readonly=True, copy=False)
    submitted_by_id = fields.Many2one(
        "res.users", "Submitted by", related="zs_approval_instance_id.requester_id"
    )
    paid_by_id = fields.Many2one("res.users", "Paid by", readonly=True, copy=False)
    paid_at = fields.Datetime("Paid at", readonly=True, copy=False)
    move_id = fields.Many2one(index=True)

    _one_a_month = models.UniqueIndex(
        "(package_id, month) WHERE zs_approval_state <> 'rejected' AND replaced IS NOT TRUE",
        "A package has one line for each month (clause 13, R118).",
    )
    _one_use_of_a_slip = models.UniqueIndex(
        "(company_id, bank_date, slip_number) WHERE slip_number IS NOT NULL",
        "This bank slip of this day is already used for another payment (clause 13, R134).",
    )
    _amount_positive = models.Constraint("CHECK (amount >= 0)", "An allotment is never negative.")
    _paid_with_slip = models.Constraint(
        "CHECK (move_id IS NULL OR (bank_date IS NOT NULL AND slip_number IS NOT NULL))",
        "A payment has its bank date and slip number.",
    )

    @api.depends("bureau_id.name", "year", "month", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for line in self:
            line.display_name = self.env._(
                "%(bureau)s %(year)s-%(month)02d %(kind)s",
                bureau=line.bureau_id.name or "",
                year=line.year,
                month=line.month or 0,
                kind=kinds.get(line.kind, ""),
            )

    @api.depends("year", "month")
    def _compute_date_from(self):
        for line in self:
            line.date_from = date(line.year, line.month, 1) if line.year and line.month else False

    @api.depends("amount")
    def _compute_amount_capital(self):
        for line in self:
            line.amount_capital = capital_amount(decimal_of(line.amount))

    @api.depends("zs_approval_state", "move_id", "replaced")
    def _compute_state(self):
        for line in self:
            decided = "replaced" if line.replaced else STATES[line.zs_approval_state or "draft"]
            line.state = "paid" if line.move_id else decided

    # Approval

    def _zs_approval_check(self):
        """会计 submits, once, an unpaid line of an open package (clause 13, R118, R119)."""
        if not self.env.user.has_group("zhaoshang_finance.group_accountant"):
            raise AccessError(
                self.env._("Only the accountant submits allotments for approval (clause 13, R118).")
            )
        for line in self:
            if line.move_id:
                line._zs_refuse_paid()
            if line.package_id.state != "open" or not line.amount:
                raise UserError(
                    self.env._(
                        "%(line)s has nothing to pay: its package is closed or its amount is zero.",
                        line=line.display_name,
                    )
                )
            line._zs_check_bureau_open()

    def _zs_refuse_paid(self):
        raise UserError(self.env._("%(line)s has been paid already.", line=self.display_name))

    def _zs_check_bureau_open(self):
        """Nothing is allotted for the months after a bureau was closed (clause 1, R003)."""
        closed_on = self.bureau_id.closed_on
        if closed_on and closed_on < self.date_from:
            raise UserError(
                self.env._(
                    "%(bureau)s was closed on %(date)s, so %(line)s is not paid (clause 1, R003).",
                    bureau=self.bureau_id.name,
                    date=format_date(self.env, closed_on),
                    line=self.display_name,
                )
            )

    def _zs_approval_snapshot(self):
        return {
            line.id: {
                "bureau": line.bureau_id.name,
                "year": line.year,
                "month": line.month,
                "kind": line.kind,
                "amount": f"{decimal_of(line.amount)}",
                "amount_capital": line.amount_capital,
            }
            for line in self
        }

    def _zs_approval_snapshot_labels(self):
        labels = super()._zs_approval_snapshot_labels()
        bureau = self._fields["bureau_id"]._description_string(self.env)
        return {line: {"bureau": bureau} | its for line, its in labels.items()}

    def _zs_approval_locked_fields(self):
        return {"package_id", "month", "kind", "amount"}

    def _zs_approval_title(self):
        return {
            line.id: f"{line.display_name} {format_amount(self.env, line.amount, line.currency_id)}"
            for line in self
        }

    def _zs_approval_own_query(self):
        packages = self.env["zhaoshang.package"]._search_zs_readable("in", [True])
        return self.sudo()._search(Domain("package_id", "any!", packages))

    def action_replan(self):
        """Plan the month of refused lines again; the refused ones stay as history (R118).

        Where the package was changed meanwhile, they and the months after them share what it
        leaves (R124).
        """
        if not self.env.user.has_group("zhaoshang_finance.group_accountant"):
            raise AccessError(self.env._("Only the accountant plans allotments (clause 13, R118)."))
        self.check_access("read")
        self.sudo().package_id._zs_lock()
        self.invalidate_recordset()
        if any(line.state != "refused" for line in self):
            raise UserError(self.env._("Only a refused line is planned again."))
        for package in self.sudo().package_id:
            package._zs_check_open()
        names = ("package_id", "month", "kind", "amount")
        vals_list = [
            {name: line._fields[name].convert_to_write(line[name], line) for name in names}
            for line in self.sudo()
        ]
        self.flush_recordset()
        lines = self._zs_command_create(vals_list)
        lines.sudo()._zs_fit_plan()
        return lines._get_records_action()
