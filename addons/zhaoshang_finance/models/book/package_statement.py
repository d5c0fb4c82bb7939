from odoo import models
from odoo.addons.zhaoshang_office.rules.paper import OPEN, Cell, Paper, Table

from ...rules.capital import capital_amount
from ..zhaoshang_package import decimal_of

WIDTHS = (30, 48, 30, 48)


class Package(models.Model):
    """The printed statement of a package (结算表): from entitlement to what is left (R117, R133).

    Everything is read from posted entries; how the rest was disposed of is decided by people, with
    a document, and written in until then.
    """

    _name = "zhaoshang.package"
    _inherit = ["zhaoshang.package", "zhaoshang.document.mixin"]

    def _document(self, form=""):
        self.ensure_one()
        rest = self._statement_rest()
        capital = capital_amount(rest)
        rows = [
            *self._statement_head(),
            [Cell(self.env._("Settled by category"), 4, label=True)],
            *self._statement_categories(),
            [Cell(self.env._("Rest of the year"), label=True), _figure(rest), Cell(capital, 2)],
            *self._statement_disposal(),
        ]
        note = self.env._(
            "Rest = entitlement − settled. Open loan + paid ahead − owed = paid − returned − "
            "settled (clause 13, R134)."
        )
        return Paper(
            title=self._document_name(),
            blocks=[
                ("note", self._statement_unit()),
                ("table", Table(rows, WIDTHS, size=10.5, row_height=7)),
                ("note", note),
                ("signs", (self.env._("Head (signature):"), self.env._("Accountant (signature):"))),
                ("signs", (self.env._("Investment bureau (seal):"), self.env._("Finance (seal):"))),
            ],
            mark="" if self.state == "closed" else self.env._("Not closed"),
            printed=self._printed_by(),
        )

    def _document_name(self, form=""):
        return self.env._(
            "Statement of %(bureau)s %(year)s", bureau=self.bureau_id.sudo().name, year=self.year
        )

    def _statement_unit(self):
        return self.env._(
            "Accounting unit: %(county)s　Months: %(first)s to %(last)s　Headcount: %(people)s　"
            "Unit: yuan",
            county=self.company_id.sudo().name,
            first=self.first_month,
            last=self.last_month,
            people=self.headcount_standard,
        )

    def _statement_rest(self):
        """What the entitlement was not spent for, whatever has been paid of it."""
        room = self._zs_rooms()[self]
        return room.entitlement - room.accepted

    def _statement_head(self):
        room = self._zs_rooms()[self]
        pairs = [
            (self.env._("Annual standard"), decimal_of(self.standard)),
            (self.env._("Entitlement"), room.entitlement),
            (self.env._("Paid"), decimal_of(self.paid)),
            (self.env._("Money returned"), decimal_of(self.returned)),
            (self.env._("Settled"), room.accepted),
            (self.env._("Claims under way"), room.pending),
            (self.env._("Open loan"), decimal_of(self.loan)),
            (self.env._("Paid ahead"), decimal_of(self.prepaid)),
            (self.env._("Owed for advances"), decimal_of(self.advance)),
            (self.env._("Paid, not settled"), decimal_of(self.loan + self.prepaid - self.advance)),
        ]
        return _in_pairs(pairs)

    def _statement_categories(self):
        """Expenses by account, as posted on this package: not what the county has funded of a
        year on paper (R134)."""
        company = self.company_id.sudo()
        balance = company.zs_bank_journal_id.default_account_id | company.zs_loan_account_id
        balance |= company.zs_prepaid_account_id | company.zs_advance_account_id
        balance |= company.zs_funding_account_id
        domain = [
            ("zs_package_id", "=", self.id),
            ("parent_state", "=", "posted"),
            ("account_id", "not in", balance.ids),
        ]
        sums = (
            self.env["account.move.line"]
            .sudo()
            ._read_group(domain, ["account_id"], ["balance:sum"])
        )
        named = [(account.name, decimal_of(amount)) for account, amount in sums]
        return _in_pairs(named or [("—", decimal_of(0))])

    def _statement_disposal(self):
        """What changed the entitlement and how the rest was disposed of, each with its document;
        open to be written in until somebody has decided it (R133)."""
        self.check_access("read")
        changes = self.sudo().change_ids.sorted("id")
        rows = [
            [
                Cell(change._zs_label(), label=True),
                _figure(change.amount),
                Cell(change.document, 2, left=True),
            ]
            for change in changes
        ]
        if self.state == "closed":
            return rows
        ways = (self.env._("returned"), self.env._("carried over"), self.env._("lapsed"))
        boxes = "　　".join(f"{OPEN} {way}" for way in ways)
        return [
            *rows,
            [Cell(self.env._("Rest is"), label=True), Cell(boxes, 3, left=True)],
            [Cell(self.env._("Document"), label=True), Cell("", 3)],
        ]


def _in_pairs(pairs):
    """Two labels with their figures in a row."""
    cells = [[Cell(label, label=True), _figure(amount)] for label, amount in pairs]
    cells += [[Cell("", label=True), ""]] * (len(cells) % 2)
    return [left + right for left, right in zip(cells[::2], cells[1::2], strict=True)]


def _figure(amount):
    return f"{decimal_of(amount):,.2f}"
