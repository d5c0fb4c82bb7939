from odoo import models
from odoo.addons.zhaoshang_office.rules.paper import Cell, Paper, Table
from odoo.tools import format_date

from ..zhaoshang_package import decimal_of


class LoanHandover(models.Model):
    """The printed slip (借款交接单): amount also in capitals, both heads, who oversees."""

    _name = "zhaoshang.loan.handover"
    _inherit = ["zhaoshang.loan.handover", "zhaoshang.document.mixin"]

    def _document(self, form=""):
        self.ensure_one()
        return Paper(
            title=self.env._("Hand-over of the loan"),
            blocks=[
                ("table", self._document_facts()),
                (
                    "note",
                    self.env._(
                        "Clause 13: the first month is paid as a loan and settled by original "
                        "invoices. From the day of the hand-over the new head answers for what is "
                        "open; no entry is posted."
                    ),
                ),
                (
                    "signs",
                    (
                        self.env._("Handed over by (signature):"),
                        self.env._("Taken over by (signature):"),
                        self.env._("Overseen by (signature):"),
                        self.env._("Accountant (signature):"),
                    ),
                ),
            ],
            mark="" if self.state == "confirmed" else self.env._("Draft"),
            printed=self._printed_by(),
        )

    def _document_name(self, form=""):
        return self.display_name

    def _document_facts(self):
        slip = self.sudo()
        words = (
            (self.env._("Bureau"), slip.bureau_id.name),
            (self.env._("Year"), str(self.year)),
            (self.env._("Handed over by"), slip.old_appointment_id.name or ""),
            (self.env._("Taken over by"), slip.new_appointment_id.name or ""),
            (self.env._("Handed over on"), format_date(self.env, self.date)),
            (self.env._("Open loan"), f"{decimal_of(self.amount):,.2f}"),
        )
        cells = [part for label, text in words for part in (Cell(label, label=True), text)]
        rows = [cells[place : place + 4] for place in range(0, len(cells), 4)]
        capital = [
            Cell(self.env._("Amount in capitals"), label=True),
            Cell(self.amount_capital, 3, left=True),
        ]
        paper = [Cell(self.env._("Document number"), label=True), Cell(self.document or "—", 3)]
        remark = [Cell(self.env._("Remark"), label=True), Cell(self.note or "—", 3, left=True)]
        return Table([*rows, capital, paper, remark], (30, 48, 30, 48), size=11, row_height=10)
