from odoo import models
from odoo.exceptions import UserError

from ...rules.schedule import ZERO, Line
from ..zhaoshang_package import decimal_of


class Package(models.Model):
    _inherit = "zhaoshang.package"

    def _zs_lapse_months(self, months, decision):
        """Suspended months lapse: the entitlement falls by them, with the decision (R132).

        Who calls has decided; no month that was paid or lapsed before is touched.
        """
        lines = self._zs_lines().filtered(
            lambda line: line.month in months and line.state != "paid" and line.amount
        )
        if not lines:
            return
        amount = sum(map(decimal_of, lines.mapped("amount")), ZERO)
        self._zs_check_spent(self._zs_entitlements()[self.id] - amount)
        paper = {
            "document": decision.document,
            "file": decision.file,
            "file_name": decision.file_name,
            "reason": decision.reason,
        }
        self._zs_record_change(
            "suspended", decision.create_date.date(), -amount, paper,
            month=min(lines.mapped("month")), month_to=max(lines.mapped("month")),
        )  # fmt: skip
        nothing = {line: Line(line.month, line.kind, ZERO) for line in lines}
        self._zs_apply_lines(nothing, decision.document)
        self._zs_sync_todos()


class Allotment(models.Model):
    """A month that a decision holds back is neither submitted nor paid (R131)."""

    _inherit = "zhaoshang.allotment"

    def _zs_approval_check(self):
        result = super()._zs_approval_check()
        self._zs_check_not_suspended()
        return result

    def _zs_check_payable(self, bank_date):
        result = super()._zs_check_payable(bank_date)
        self._zs_check_not_suspended()
        return result

    def _zs_waits_for(self, others):
        """Months that are held back do not keep later ones waiting (R132)."""
        lines = super()._zs_waits_for(others)
        held = self.env["zhaoshang.suspension"]._zs_held(lines.sudo().package_id)
        return lines.filtered(lambda line: line.month not in held[line.sudo().package_id])

    def _zs_check_not_suspended(self):
        held = self.env["zhaoshang.suspension"]._zs_held(self.sudo().package_id)
        for line in self:
            if line.month in held[line.sudo().package_id]:
                raise UserError(
                    self.env._(
                        "%(line)s is suspended by a decision: it is neither submitted nor paid "
                        "until another one resumes it (clause 13, R131, R132).",
                        line=line.display_name,
                    )
                )
