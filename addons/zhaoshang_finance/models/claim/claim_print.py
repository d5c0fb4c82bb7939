from odoo import models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.addons.zhaoshang_office.rules.paper import Cell, Paper, Table
from odoo.tools import format_date

from ...rules.capital import capital_amount
from ..zhaoshang_package import decimal_of

WIDTHS = (9, 25, 46, 21, 25, 30)


class Claim(models.Model):
    """The printed claim (报销单): invoices, amount also in capitals, loan before and after."""

    _name = "zhaoshang.claim"
    _inherit = ["zhaoshang.claim", "zhaoshang.document.mixin"]

    def _document(self, form=""):
        """One form for a claim in any state; what is not decided yet stays to be written in."""
        self.ensure_one()
        head = (
            self.env._("No."),
            self.env._("Category"),
            self.env._("Invoice"),
            self.env._("Date"),
            self.env._("Claimed"),
            self.env._("Accepted"),
        )
        rows = [line._document_row(place) for place, line in enumerate(self.line_ids, 1)]
        rows.append(self._document_sum())
        return Paper(
            title=self.env._("Claim"),
            blocks=[
                ("table", self._document_head()),
                ("table", Table(rows, WIDTHS, head, sums=(len(rows) - 1,))),
                ("table", self._document_loan()),
                ("note", self.env._("Clause 13: original invoices, as spent, within the package.")),
                (
                    "signs",
                    (
                        self.env._("Handled by (signature):"),
                        self.env._("Witness (signature):"),
                        self.env._("Checked (signature):"),
                    ),
                ),
                (
                    "signs",
                    (
                        self.env._("Approved (signature):"),
                        self.env._("Received (signature):"),
                        "",
                    ),
                ),
            ],
            parts=(
                self.env._("Part 1: stub"),
                self.env._("Part 2: books"),
                self.env._("Part 3: claimant"),
            ),
            mark="" if self.submitted_on else self.env._("Draft"),
            printed=self._printed_by(),
        )

    def _document_name(self, form=""):
        return self.display_name

    def _document_head(self):
        words = (
            (self.env._("Number"), self.number or "—"),
            (self.env._("Handed in on"), self._day_text(self.submitted_on)),
            (self.env._("Bureau"), self.bureau_id.sudo().name),
            (self.env._("Claimant"), self.user_id.sudo().name),
        )
        cells = [part for label, text in words for part in (Cell(label, label=True), text)]
        purpose = [Cell(self.env._("For what"), label=True), Cell(self.reason or "", 3, left=True)]
        return Table([cells[:4], cells[4:], purpose], (26, 52, 26, 52), size=11, row_height=8)

    def _document_sum(self):
        capital = capital_amount(decimal_of(self.accepted_amount))
        invoices = self.env._("Total, %s original invoices", self.invoice_count)
        return [
            Cell(invoices, 2, label=True),
            Cell(capital, 2),
            _figure(self.amount),
            _figure(self.accepted_amount),
        ]

    def _document_loan(self):
        """The loan before and after, as it stands on the entry or would stand today."""
        loan = self.sudo().package_id._zs_open_balances()[self.package_id.id]["loan"]
        after = loan
        if self.move_id:
            account = self.company_id.sudo().zs_loan_account_id
            lines = self.sudo().move_id.line_ids
            cleared = sum(line.credit for line in lines if line.account_id == account)
            loan = after + decimal_of(cleared)
        else:
            after = max(loan - decimal_of(self.accepted_amount), decimal_of(0))
        label = [
            Cell(text, label=True) for text in (self.env._("Loan before"), self.env._("Loan after"))
        ]
        return Table([[label[0], _figure(loan), label[1], _figure(after)]], (26, 52, 26, 52))

    def _day_text(self, day):
        return format_date(self.env, day or county_today(self.env))


class ClaimLine(models.Model):
    _inherit = "zhaoshang.claim.line"

    def _document_row(self, place):
        invoice = " ".join(filter(None, (self.invoice_code, self.invoice_number)))
        words = "\n".join(filter(None, (invoice, self.seller, self.note)))
        accepted = _figure(self.accepted_amount)
        if self.cut:
            accepted = f"{accepted}\n{self.cut_reason}"
        return [
            str(place),
            self.category_id.name,
            Cell(words, left=True),
            format_date(self.env, self.invoice_date, date_format="MM-dd"),
            _figure(self.amount),
            accepted,
        ]


def _figure(amount):
    return f"{decimal_of(amount):,.2f}"
