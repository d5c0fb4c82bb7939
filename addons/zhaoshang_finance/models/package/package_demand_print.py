from odoo import models
from odoo.addons.zhaoshang_office.rules.paper import Cell, Paper, Table
from odoo.tools import format_date

from ..zhaoshang_package import decimal_of

WIDTHS = (26, 52, 26, 52)


class PackageDemand(models.Model):
    """The printed return notice (退款通知单), like the allotment notice: figures and capitals."""

    _name = "zhaoshang.package.demand"
    _inherit = ["zhaoshang.package.demand", "zhaoshang.document.mixin"]

    def _document(self, form=""):
        self.ensure_one()
        head = self.env._(
            "No. %(number)s　Accounting unit: %(county)s　Unit: yuan",
            number=self.number,
            county=self.company_id.sudo().name,
        )
        note = self.env._(
            "Pay the amount into the account above and hand the bank slip to the cashier. What has "
            "come back by today is %(back)s; %(due)s are still to be returned.",
            back=_figure(decimal_of(self.package_id.returned) - decimal_of(self.returned)),
            due=_figure(self.still_due),
        )
        return Paper(
            title=self.env._("Return notice"),
            blocks=[
                ("note", head),
                ("table", Table(self._demand_rows(), WIDTHS, size=11, row_height=9)),
                ("note", note),
                ("signs", self._demand_signs()[:3]),
                ("signs", self._demand_signs()[3:]),
            ],
            addressee=self.bureau_id.sudo().partner_id.name,
            printed=self._printed_by(),
        )

    def _document_name(self, form=""):
        return self.env._(
            "Return notice %(number)s %(bureau)s",
            number=self.number,
            bureau=self.bureau_id.sudo().name,
        )

    def _demand_rows(self):
        pairs = (
            (self.env._("Bureau"), self.bureau_id.sudo().name),
            (self.env._("Year"), str(self.year)),
            (self.env._("Entitlement"), _figure(self.entitlement)),
            (self.env._("Paid"), _figure(self.paid)),
            (self.env._("Money returned"), _figure(self.returned)),
            (self.env._("To be returned"), _figure(self.amount)),
        )
        cells = [part for label, text in pairs for part in (Cell(label, label=True), text)]
        rows = [cells[place : place + 4] for place in range(0, len(cells), 4)]
        journal = self.company_id.sudo().zs_bank_journal_id
        account = self.env["zhaoshang.allotment"]._zs_bank_text(journal)
        wide = (
            (self.env._("In capitals"), self.amount_capital),
            (self.env._("Basis"), self.basis),
            (self.env._("Receiving account"), account),
            (self.env._("Issued on"), format_date(self.env, self.issued_on)),
        )
        return rows + [[Cell(label, label=True), Cell(text, 3, left=True)] for label, text in wide]

    def _demand_signs(self):
        return (
            self.env._("Accountant: %s", self.issued_by_id.sudo().name),
            self.env._("Checked (signature):"),
            self.env._("Received (signature):"),
            self.env._("Investment bureau (seal):"),
            self.env._("Finance (seal):"),
            self.env._("Bureau (seal):"),
        )


def _figure(amount):
    return f"{decimal_of(amount):,.2f}"
