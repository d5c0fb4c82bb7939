from odoo import models
from odoo.addons.zhaoshang_office.models.words import month_words
from odoo.addons.zhaoshang_office.rules.paper import Cell, Paper, Table
from odoo.tools import format_date

from .zhaoshang_package import decimal_of

WIDTHS = (26, 52, 26, 52)
PREFIX = {"loan": "JK", "allotment": "BK"}  # 借款, 拨款
BUREAU = "驻外招商局"


class Allotment(models.Model):
    """The printed loan slip (借款单) of the first month and allotment notice (拨款通知单)."""

    _name = "zhaoshang.allotment"
    _inherit = ["zhaoshang.allotment", "zhaoshang.document.mixin"]

    def _document(self, form=""):
        """The loan slip is kept by three, the notice goes to the bureau (clause 13)."""
        self.ensure_one()
        facts = self._zs_notice_facts()
        loan = self.kind == "loan"
        rows = [
            *self._notice_figures(facts),
            *(self._loan_rows(facts) if loan else []),
            *self._notice_payment(facts),
            *self._notice_decisions(facts),
        ]
        head = self.env._(
            "No. %(number)s　Accounting unit: %(county)s　Unit: yuan",
            number=facts["number"],
            county=self.company_id.sudo().name,
        )
        signs = self._loan_signs() if loan else self._notice_signs()
        return Paper(
            title=self.env._("Loan slip") if loan else self.env._("Allotment notice"),
            blocks=[
                ("note", head),
                ("table", Table(rows, WIDTHS, size=11, row_height=9)),
                ("signs", signs[:3]),
                ("signs", signs[3:]),
            ],
            addressee="" if loan else facts["receiver"],
            mark="" if self.state in ("approved", "paid") else self.env._("Not approved"),
            printed=self._printed_by(),
            parts=self._loan_parts() if loan else (),
        )

    def _document_name(self, form=""):
        return self.display_name

    def _loan_parts(self):
        return (
            self.env._("Part 1: stub"),
            self.env._("Part 2: books"),
            self.env._("Part 3: borrower"),
        )

    def _loan_signs(self):
        """经手、证明、审核、审批、领款."""
        return (
            self.env._("Handled by (signature):"),
            self.env._("Witness (signature):"),
            self.env._("Checked (signature):"),
            self.env._("Approved (signature):"),
            self.env._("Received (signature):"),
            self.env._("Seal:"),
        )

    def _notice_signs(self):
        return (
            self.env._("Accountant: %s", self.submitted_by_id.sudo().name or ""),
            self.env._("Cashier: %s", self.paid_by_id.sudo().name or ""),
            self.env._("Received (signature):"),
            self.env._("Investment bureau (seal):"),
            self.env._("Finance (seal):"),
            self.env._("Bureau (seal):"),
        )

    def _notice_figures(self, facts):
        return [
            self._row(self.env._("Bureau"), self.bureau_id.name)
            + self._row(self.env._("Month"), month_words(self.env, self.date_from)),
            self._row(self.env._("Amount"), facts["amount"])
            + self._row(self.env._("Year's package"), facts["annual"]),
            [Cell(self.env._("In capitals"), label=True), Cell(self.amount_capital, 3, left=True)],
            self._row(self.env._("Added up"), facts["cumulative"])
            + self._row(self.env._("Left after it"), facts["left"]),
        ]

    def _loan_rows(self, facts):
        return [
            self._row(self.env._("Open loan before"), facts["loan_before"])
            + self._row(self.env._("Open loan after"), facts["loan_after"])
        ]

    def _notice_payment(self, facts):
        basis = (
            self.env._("Clause 13: the first month is paid as a loan.")
            if self.kind == "loan"
            else self.env._(
                "Clause 13: from the second month on, equal parts at the beginning of each month."
            )
        )
        day = format_date(self.env, self.bank_date) if self.bank_date else ""
        return [
            [Cell(self.env._("Basis"), label=True), Cell(basis, 3, left=True)],
            self._row(self.env._("Paying account"), facts["account"])
            + self._row(self.env._("Receiving account"), facts["receiver"]),
            self._row(self.env._("Bank date"), day)
            + self._row(self.env._("Bank slip"), self.slip_number or ""),
        ]

    def _notice_decisions(self, facts):
        """What was decided on the screen; what was not stays to be written in."""
        opinions = [
            (it["step"], f"{it['comment']}\n{it['name']}　{it['date']}") for it in facts["opinions"]
        ] or [(self.env._("Opinion"), self.env._("Not approved yet."))]
        return [[Cell(step, label=True), Cell(text, 3, left=True)] for step, text in opinions]

    def _row(self, label, text):
        return [Cell(label, label=True), text]

    def _zs_notice_facts(self):
        """Return the figures and opinions of one notice; sums count the months up to it.

        The package is what the bureau is entitled to now, changes in the year included (R124).
        """
        self.ensure_one()
        package = self.package_id
        lines = package._zs_lines().filtered(lambda line: line.month <= self.month)
        cumulative = sum(decimal_of(line.amount) for line in lines)
        loan_before = self._loan_before()
        return {
            "number": self._zs_notice_number(),
            "amount": _figure(self.amount),
            "annual": _figure(package.entitlement),
            "cumulative": _figure(cumulative),
            "left": _figure(decimal_of(package.entitlement) - cumulative),
            "loan_before": _figure(loan_before),
            "loan_after": _figure(loan_before + decimal_of(self.amount)),
            "account": self._zs_bank_text(self.company_id.sudo().zs_bank_journal_id),
            "receiver": self.bureau_id.sudo().partner_id.name,
            "opinions": self._zs_notice_opinions(),
        }

    def _zs_notice_number(self):
        """Kind, year, month and bureau, as claims (BX) and returns (TK) are numbered."""
        bureau = self.bureau_id
        # as superuser: how many bureaus were in a place before is all that is told of them
        earlier = bureau.sudo().search(
            [("company_id", "=", bureau.company_id.id), ("id", "<", bureau.id)]
        )
        place, turn = _place(bureau), [_place(its) for its in earlier].count(_place(bureau)) + 1
        of_place = f"{place}{turn}" if turn > 1 else place  # one was closed, another opened there
        return f"{PREFIX[self.kind]}-{self.year}-{self.month:02d}-{of_place}"

    def _loan_before(self):
        """The open loan on the day before it was paid, or today's, claims posted since left out."""
        rows = self.package_id.sudo().ledger_ids
        if move := self.sudo().move_id:
            rows = rows.filtered(lambda row: (row.date, row.move_id.id) < (move.date, move.id))
        return sum(map(decimal_of, rows.mapped("loan")), decimal_of(0))

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


def _place(bureau):
    return bureau.name.removesuffix(BUREAU) or bureau.name
