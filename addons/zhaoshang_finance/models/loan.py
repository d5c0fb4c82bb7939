from dateutil.relativedelta import relativedelta
from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_amount


class Allotment(models.Model):
    """A new loan waits for the last one, and for the settlement of who was dismissed."""

    _inherit = "zhaoshang.allotment"

    def _zs_approval_check(self):
        result = super()._zs_approval_check()
        loans = self.filtered(lambda line: line.kind == "loan")
        loans._check_last_loan()
        loans._check_settlements()
        return result

    def _check_last_loan(self):
        """R122, R128: no bureau has two loans open."""
        packages = self.env["zhaoshang.package"].sudo()
        domain = [("bureau_id", "in", self.bureau_id.ids), ("id", "not in", self.package_id.ids)]
        others = packages.search(domain)
        opened = others._zs_open_balances()
        for line in self:
            for package in others.filtered(
                lambda other, own=line: other.bureau_id == own.bureau_id
            ):
                if opened[package.id]["loan"]:
                    raise UserError(
                        self.env._(
                            "Of the loan of %(package)s, %(amount)s are still open: %(line)s waits "
                            "until they are cleared by claims or returned (clause 13, R122, R128).",
                            package=package.display_name,
                            amount=format_amount(
                                self.env, float(opened[package.id]["loan"]), line.currency_id
                            ),
                            line=line.display_name,
                        )
                    )

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
