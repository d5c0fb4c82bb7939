from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today


class Package(models.Model):
    """The register of open loans: what of the first month's loan is not cleared (R119, R128)."""

    _inherit = "zhaoshang.package"

    has_open_loan = fields.Boolean(
        "Loan open", compute="_compute_has_open_loan", search="_search_has_open_loan"
    )
    loan_amount = fields.Monetary("Loan paid", compute="_compute_loan_paid")
    loan_paid_on = fields.Date("Paid on", compute="_compute_loan_paid")
    loan_days = fields.Integer("Days open", compute="_compute_loan_paid", aggregator=None)
    loan_move_id = fields.Many2one(
        "account.move", "Voucher of the loan", compute="_compute_loan_paid"
    )

    @api.depends("loan")
    def _compute_has_open_loan(self):
        for package in self:
            package.has_open_loan = bool(package.loan)

    @api.model
    def _search_has_open_loan(self, operator, value):
        if operator != "in" or True not in value:
            return NotImplemented
        self.env.flush_all()
        rows = self.env["zhaoshang.package.ledger"]._read_group(
            [], ["package_id"], having=[("loan:sum", "!=", 0)]
        )
        return [("id", "in", [package.id for (package,) in rows])]

    @api.depends("allotment_ids.move_id", "loan")
    def _compute_loan_paid(self):
        today = county_today(self.env)
        for package in self:
            loans = package.allotment_ids.filtered(
                lambda line: line.kind == "loan" and line.state == "paid"
            )
            package.loan_amount = sum(loans.mapped("amount"))
            package.loan_paid_on = min(loans.mapped("bank_date"), default=False)
            open_ = package.loan_paid_on if package.loan else False
            package.loan_days = (today - open_).days if open_ else 0
            package.loan_move_id = loans.move_id[:1]

    def action_zs_open_loan(self):
        """Open the voucher of the loan; who has no accounting sees the loan itself."""
        self.ensure_one()
        loans = self.allotment_ids.filtered(lambda line: line.kind == "loan")
        if self.loan_move_id and self.env.user.has_group("account.group_account_readonly"):
            return self.loan_move_id._get_records_action()
        return loans[:1]._get_records_action()
