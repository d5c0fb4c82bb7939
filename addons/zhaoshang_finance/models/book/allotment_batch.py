from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_amount

from ...rules.entry import BANK_ACCOUNT
from ..posting import PURPOSE_FIELDS
from ..zhaoshang_package import decimal_of


class Allotment(models.Model):
    """What stands against submitting a line, and what its payment would post: both in advance."""

    _inherit = "zhaoshang.allotment"

    def _zs_reasons_not_to_submit(self):
        """Return ``{line: why it is not submitted}``, empty where nothing stands against it.

        The texts are the refusals of the check that binds when it is submitted; beside them the
        months that come before it, which are to be paid first (R118).
        """
        states = dict(self._fields["state"]._description_selection(self.env))
        earlier = self._zs_earlier_unpaid()
        reasons = {}
        for line in self:
            if line.state != "planned":
                reasons[line] = states[line.state]
            else:
                reasons[line] = line._zs_refusal() or earlier.get(line, "")
        return reasons

    def _zs_refusal(self):
        """The refusal of the check that binds, or nothing."""
        try:
            self._zs_approval_check()
        except UserError as refusal:
            return refusal.args[0]
        return ""

    def _zs_earlier_unpaid(self):
        """Return ``{line: text}`` where a month before it has not even been submitted."""
        others = self.search(
            [("package_id", "in", self.package_id.ids), ("state", "in", ("planned", "returned"))]
        ).filtered("amount")
        found = {}
        for line in self:
            before = others.filtered(
                lambda other, line=line: (
                    other.package_id == line.package_id and other.month < line.month
                )
            )
            if before:
                found[line] = self.env._(
                    "%(earlier)s comes before it and has not been submitted (clause 13, R118).",
                    earlier=before.sorted("month")[0].display_name,
                )
        return found

    def _zs_payment_preview(self, bank_date, slips):
        """Return as text the entries that paying these lines would post (R119, R120, R134)."""
        self.check_access("read")
        own = self.sudo().sorted(lambda line: (line.month, line.bureau_id.sequence, line.id))
        rows = []
        for entry in own._zs_entries(bank_date, slips):
            rows.append(entry.label)
            rows += [f"  {own._zs_part_text(entry, part)}" for part in entry.parts]
        return "\n".join(rows)

    def _zs_part_text(self, entry, part):
        company = entry.source.company_id
        account = (
            company.zs_bank_journal_id.default_account_id
            if part.purpose == BANK_ACCOUNT
            else company[PURPOSE_FIELDS[part.purpose]]
        )
        side = self.env._("Dr") if part.amount > 0 else self.env._("Cr")
        amount = format_amount(self.env, float(abs(decimal_of(part.amount))), company.currency_id)
        return f"{side} {account.display_name} {amount}"
