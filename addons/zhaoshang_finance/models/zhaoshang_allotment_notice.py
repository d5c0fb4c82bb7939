from odoo import models
from odoo.tools import format_date

from .zhaoshang_package import decimal_of


class Allotment(models.Model):
    """What the printed loan slip and allotment notice say."""

    _inherit = "zhaoshang.allotment"

    def _zs_notice_facts(self):
        """Return the figures and opinions of one notice; sums count the months up to it."""
        self.ensure_one()
        package = self.package_id
        lines = package.allotment_ids.filtered(
            lambda line: line.month <= self.month and line.state != "refused"
        )
        cumulative = sum(decimal_of(line.amount) for line in lines)
        loan_before = decimal_of(package.loan)
        if self.kind == "loan" and self.move_id:
            loan_before -= decimal_of(self.amount)
        return {
            "number": f"{self.year}{self.month:02d}-{self.bureau_id.code}",
            "amount": _figure(self.amount),
            "annual": _figure(package.annual),
            "cumulative": _figure(cumulative),
            "left": _figure(decimal_of(package.annual) - cumulative),
            "loan_before": _figure(loan_before),
            "loan_after": _figure(loan_before + decimal_of(self.amount)),
            "account": self._zs_bank_text(self.company_id.sudo().zs_bank_journal_id),
            "receiver": self.bureau_id.sudo().partner_id.name,
            "opinions": self._zs_notice_opinions(),
        }

    def _zs_bank_text(self, journal):
        number = journal.bank_account_id.acc_number
        return f"{journal.name} {number}" if number else journal.name or ""

    def _zs_notice_opinions(self):
        tasks = self.sudo().zs_approval_task_ids.filtered(lambda task: task.state == "approved")
        return [
            {
                "step": task.step_name,
                "comment": task.comment or self.env._("Agreed"),
                "name": task.user_id.name,
                "date": format_date(self.env, task.decided_at),
            }
            for task in tasks.sorted("decided_at")
        ]


def _figure(amount):
    return f"{decimal_of(amount):,.2f}"
