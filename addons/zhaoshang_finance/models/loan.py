from dateutil.relativedelta import relativedelta
from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from .zhaoshang_package import decimal_of


class Allotment(models.Model):
    """A new loan waits for the last one, and for the settlement of who was dismissed."""

    _inherit = "zhaoshang.allotment"

    def _zs_approval_check(self):
        result = super()._zs_approval_check()
        loans = self.filtered(lambda line: line.kind == "loan")
        loans._check_last_loan()
        loans._check_settlements()
        return result

    def _zs_check_payable(self, bank_date):
        """Two may have been handed in beside each other: what counts is how it stands now."""
        result = super()._zs_check_payable(bank_date)
        if loans := self.filtered(lambda line: line.kind == "loan"):
            loans.sudo().bureau_id.package_ids._zs_lock()
            loans._check_last_loan(paying=True)
            loans._check_settlements()
        return result

    def _check_last_loan(self, *, paying=False):
        """R122, R128: no bureau has two loans open, nor gets two in one go."""
        packages = self.env["zhaoshang.package"].sudo()
        packages = packages.search([("bureau_id", "in", self.bureau_id.ids)])
        opened = {number: its["loan"] for number, its in packages._zs_open_balances().items()}
        owned = packages.grouped("bureau_id")
        for line in self.sorted("date_from"):
            for package in owned[line.bureau_id] - line.package_id:
                if opened[package.id]:
                    raise UserError(
                        self.env._(
                            "Of the loan of %(package)s, %(amount)s are still open: %(line)s waits "
                            "until they are cleared by claims or returned (clause 13, R122, R128).",
                            package=package.display_name,
                            amount=format_amount(
                                self.env, float(opened[package.id]), line.currency_id
                            ),
                            line=line.display_name,
                        )
                    )
            if paying:
                opened[line.package_id.id] += decimal_of(line.amount)

    def _check_settlements(self):
        """R104: while an officer who was dismissed has the loan to settle, none is added."""
        points = self.env["zhaoshang.settlement.line"].sudo()
        open_points = points.search(
            [
                ("kind", "=", "loan"),
                ("done_on", "=", False),
                ("settlement_id.state", "=", "open"),
                ("settlement_id.bureau_id", "in", self.bureau_id.ids),
            ]
        )
        for line in self:
            end = line.date_from + relativedelta(months=1)  # what was due before goes on
            for point in open_points:
                settlement = point.settlement_id
                if settlement.bureau_id == line.bureau_id and settlement.opened_on < end:
                    raise UserError(
                        self.env._(
                            "%(officer)s of %(bureau)s was dismissed and the loan is not settled: "
                            "%(line)s waits until the accountant has ticked that point of the "
                            "settlement off (R104, R128).",
                            officer=settlement.appointment_id.name,
                            bureau=line.bureau_id.name,
                            line=line.display_name,
                        )
                    )
