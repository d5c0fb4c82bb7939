from odoo import models
from odoo.exceptions import UserError

from ...rules.entry import opening_parts
from ...rules.opening import remaining_amounts
from ..posting import Entry
from ..res_company import CLAIM_JOURNAL
from ..zhaoshang_package import decimal_of

EVENT = "opening"


class PackageOpening(models.Model):
    """The voucher (期初凭证), and its reversal while nothing rests on it (R134)."""

    _inherit = "zhaoshang.package.opening"

    def _zs_approval_on_approved(self):
        """What 招商管理局 has agreed to is posted, one voucher a bureau (clause 13, R134)."""
        result = super()._zs_approval_on_approved()
        self.sudo().package_id._zs_lock()
        self.invalidate_recordset()
        for opening in self:
            opening._zs_check_sound()
        for company, own in self.sudo().grouped("company_id").items():
            own = own.with_context(lang=company._zs_books_lang())
            entries = [opening._zs_entry() for opening in own]
            moves = self.env["zhaoshang.posting"]._post_entries(company, entries)
            for opening, move in zip(own, moves, strict=True):
                opening._govern({"move_id": move.id})
                opening._zs_mark_months()
        return result

    def _zs_entry(self):
        categories = self.expense_ids.category_id
        return Entry(
            source=self,
            event=EVENT,
            date=self.date,
            package=self.package_id,
            parts=tuple(opening_parts(self._zs_facts())),
            label=self.env._(
                "%(package)s, opening balance, %(document)s",
                package=self.package_id.display_name,
                document=self.document,
            ),
            journal=CLAIM_JOURNAL,
            expenses={category.code: category.account_id for category in categories},
        )

    def _zs_mark_months(self):
        """Months paid on paper are paid; the others share what the package leaves (R121)."""
        for line in self.month_ids:
            line._govern({"planned": line.allotment_id.amount})
        planned = {line.month: decimal_of(line.planned) for line in self.month_ids}
        paid = self._zs_facts().paid
        rest = remaining_amounts(planned, paid, decimal_of(self.entitlement))
        for line in self.month_ids:
            left = line.amount or float(rest[line.month])
            line._govern({"left": left})
            values = {"amount": left}
            if line.amount:
                values |= {"opening_id": self.id, "bank_date": line.paid_on}
            line.allotment_id._govern(values)

    def _zs_entry_reversed(self):
        """The months are planned as before; the package can be taken over anew (R134)."""
        for line in self.month_ids:
            line.allotment_id._govern(
                {"opening_id": False, "amount": line.planned, "bank_date": False}
            )
        self._govern({"reversed": True})
        self.flush_recordset()

    def _zs_check_reversible(self):
        """R134: what was posted or set in motion rests on the voucher."""
        result = super()._zs_check_reversible()
        if entries := self._zs_other_entries():
            raise UserError(
                self.env._(
                    "%(entry)s was posted after the opening voucher and rests on it (clause 13, "
                    "R134). Reverse that one first.",
                    entry=entries[-1].name,
                )
            )
        moving = self.month_ids.allotment_id.filtered(
            lambda line: line.state not in ("planned", "paid")
        )
        if moving:
            raise UserError(
                self.env._(
                    "%s is under way and rests on the opening voucher (clause 13, R134): withdraw "
                    "it, or have it refused, first.",
                    moving.sorted("month")[0].display_name,
                )
            )
        if any(line.allotment_id.amount != line.left for line in self.month_ids):
            raise UserError(
                self.env._(
                    "The months of %s were changed after the opening voucher and rest on it "
                    "(clause 13, R124, R134): what is wrong is put right by a change of the "
                    "package.",
                    self.package_id.display_name,
                )
            )
        return result
