import io
from urllib.parse import quote

from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.addons.zhaoshang_office.rules.paper import Cell, Paper, Table
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import groupby

from ..models.zhaoshang_package import decimal_of
from .account_book_sheet import Column, sheet_of

LEDGER, BALANCE = "zhaoshang.account.ledger", "zhaoshang.trial.balance"
MOST_PRINTED = 3_000  # rows of a paper; a workbook takes all
LEDGER_WIDTHS = (13, 30, 42, 21, 21, 8, 21)
BALANCE_WIDTHS = (55, 38, 22, 22, 22, 22, 22, 22)


class AccountBook(models.TransientModel):
    """三栏明细账 or 余额表 of a year up to a month, as paper and as workbook.

    It reads as who asks: what he may not see on the screen is not in them either (R140).
    """

    _name = "zhaoshang.account.book"
    _description = "Print an Account Book"
    _inherit = ["zhaoshang.document.mixin", "zhaoshang.audit.mixin"]

    kind = fields.Selection(
        [("ledger", "Three-column ledger"), ("balance", "Trial balance")],
        "Book",
        required=True,
        default="ledger",
    )
    company_id = fields.Many2one(
        "res.company", "County", required=True, default=lambda self: self.env.company
    )
    year = fields.Integer(
        required=True, aggregator=None, default=lambda self: county_today(self.env).year
    )
    month = fields.Selection(
        "_selection_month",
        "Up to month",
        required=True,
        default=lambda self: str(county_today(self.env).month),
    )
    bureau_id = fields.Many2one("zhaoshang.bureau", help="Empty: all bureaus.")
    account_id = fields.Many2one("account.account", help="Empty: all accounts.")
    sheet = fields.Binary(compute="_compute_sheet")

    @api.model
    def _selection_month(self):
        return [(str(month), str(month)) for month in range(1, 13)]

    def _compute_display_name(self):
        for book in self:
            book.display_name = book._document_name()

    def _zs_audit(self, kind, **values):
        """Only what leaves the house is worth a line (R138)."""
        leaves = kind in ("export", "print")
        return super()._zs_audit(kind, **values) if leaves else None

    def action_print(self):
        """The book as PDF."""
        self.ensure_one()
        return self.env.ref("zhaoshang_finance.action_report_account_book").report_action(self)

    def action_sheet(self):
        """The book as a workbook, made anew while it is fetched."""
        self.ensure_one()
        self.check_access("read")
        self._zs_audit("export", new_value=self._document_name())
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/sheet/"
            f"{quote(self._document_name())}.xlsx?download=true",
            "target": "self",
        }

    # -- what it says ----

    def _rows(self):
        """The rows of the book that the current user reads, in the order of the screen."""
        domain = Domain("company_id", "=", self.company_id.id) & Domain("year", "=", self.year)
        if self.bureau_id:
            domain &= Domain("bureau_id", "=", self.bureau_id.id)
        if self.account_id:
            domain &= Domain("account_id", "=", self.account_id.id)
        month = f"{self.year:04d}-{int(self.month):02d}-01"
        if self.kind == "balance":
            return self.env[BALANCE].search(domain & Domain("date", "=", month))
        last = fields.Date.end_of(fields.Date.to_date(month), "month")
        return self.env[LEDGER].search(domain & Domain("date", "<=", last))

    def _document_name(self, form=""):
        parts = [self._title(), self.bureau_id.name, self._period()]
        return " ".join(filter(None, parts))

    def _title(self):
        return dict(self._fields["kind"]._description_selection(self.env))[self.kind]

    def _period(self):
        if self.kind == "balance":
            return self.env._("%(year)s-%(month)02d", year=self.year, month=int(self.month))
        return self.env._(
            "%(year)s-01 to %(year)s-%(month)02d", year=self.year, month=int(self.month)
        )

    def _document(self, form=""):
        """The book on paper; each account of each bureau has its own table."""
        self.ensure_one()
        rows = self._rows()
        if len(rows) > MOST_PRINTED:
            raise UserError(
                self.env._(
                    "This book has %(count)s rows; at most %(most)s are printed. Choose a bureau "
                    "or an account, or take the workbook, which has all of them.",
                    count=len(rows),
                    most=MOST_PRINTED,
                )
            )
        head = self.env._(
            "Accounting unit: %(county)s　Period: %(period)s　Unit: yuan",
            county=self.company_id.name,
            period=self._period(),
        )
        tables = self._balance_blocks(rows) if self.kind == "balance" else self._books(rows)
        nothing = [("p", self.env._("Nothing has been posted in this period."))]
        signs = (
            self.env._("Accountant (signature):"),
            self.env._("Checked (signature):"),
        )
        return Paper(
            title=self._title(),
            blocks=[("note", head), *(tables if rows else nothing), ("signs", signs)],
            printed=self._printed_by(),
            wide=self.kind == "balance",
        )

    def _books(self, rows):
        blocks = []
        for (account, bureau), own in groupby(rows, lambda row: (row.account_id, row.bureau_id)):
            blocks.append(("h1", " ".join(filter(None, (_name(account), bureau.name)))))
            blocks.append(("table", self._ledger_table(own)))
        return blocks

    def _ledger_table(self, rows):
        directions = dict(rows[0]._fields["direction"]._description_selection(self.env))
        head = [column.heading for column in self._columns()[2:]]
        texts = [
            (
                f"{row.date:%m-%d}",
                row.move_name or "",
                Cell(row.summary or "", left=True),
                _figure(row.debit),
                _figure(row.credit),
                directions[row.direction],
                _figure(row.outstanding),
            )
            for row in rows
        ]
        sums = [place for place, row in enumerate(rows) if row.kind in ("month", "year")]
        return Table(texts, LEDGER_WIDTHS, head, sums=sums, size=9)

    def _balance_blocks(self, rows):
        columns = self._columns()
        figures = [column.field for column in columns if column.figure]
        texts = [
            (
                Cell(_name(row.account_id), left=True),
                row.bureau_id.name or "",
                *(_figure(row[name]) for name in figures),
            )
            for row in rows
        ]
        total = [Cell(self.env._("Total"), 2, label=True)]
        total += [_figure(sum(decimal_of(row[name]) for row in rows)) for name in figures]
        head = [column.heading for column in columns]
        table = Table([*texts, total], BALANCE_WIDTHS, head, sums=(len(texts),), size=9)
        return [("table", table)]

    # -- the workbook ----

    def _columns(self):
        """Heading, field, width and kind of the columns of the workbook."""
        if self.kind == "balance":
            model = self.env[BALANCE]
            names = ("account_id", "bureau_id", "opening_debit",
                     "opening_credit", "debit", "credit", "closing_debit",
                     "closing_credit")  # fmt: skip
        else:
            model = self.env[LEDGER]
            names = ("account_id", "bureau_id", "date", "move_name", "summary", "debit",
                     "credit", "direction", "outstanding")  # fmt: skip
        return [Column.of(model._fields[name], self.env) for name in names]

    @api.depends("kind", "year", "month", "bureau_id", "account_id")
    def _compute_sheet(self):
        for book in self:
            rows = book._rows()
            sums = book.kind == "balance"
            book.sheet = sheet_of(
                io.BytesIO(),
                title=f"{book.company_id.name} {book._title()}",
                period=book.env._("Period: %s　Unit: yuan", book._period()),
                columns=book._columns(),
                rows=rows,
                bold={row.id for row in rows if not sums and row.kind != "line"},
                total=book.env._("Total") if sums else "",
            )


def _figure(amount):
    """An amount as it is written on paper: nothing for zero."""
    return f"{decimal_of(amount):,.2f}" if amount else ""


def _name(account):
    """Code and name, also for officers, who have no accounting."""
    return account.sudo().display_name
