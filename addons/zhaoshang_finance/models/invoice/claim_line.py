import base64
import binascii
from datetime import date
from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import format_list

from ...rules.claim import normal_number
from ...rules.invoice.category import category_of, trip_kind_of
from ...rules.invoice.figures import Invoice, Unreadable
from ..zhaoshang_package import decimal_of
from .apart import read_invoice
from .refusal import refusal_text


class ClaimLine(models.Model):
    """What the attached file says of the invoice, read by the server (R125, R126)."""

    _inherit = "zhaoshang.claim.line"

    reading = fields.Json("Read from the file", compute="_compute_reading", store=True, copy=False)
    difference = fields.Char(
        "On the invoice",
        compute="_compute_difference",
        help="Where the attached file says something else than what was typed (R126).",
    )
    buyer = fields.Char("Buyer on the invoice", compute="_compute_difference")

    @api.depends("file")
    def _compute_reading(self):
        for line in self.with_context(bin_size=False):
            outcome = read_invoice(line._zs_content()) if line.file else None
            line.reading = outcome is not None and _stored(outcome)

    def _zs_content(self):
        try:
            return base64.b64decode(self.file, validate=True)
        except (binascii.Error, ValueError):
            return b""

    @api.onchange("file")
    def _onchange_file(self):
        """Fill in what the file says and nobody has typed yet."""
        outcome = self._zs_outcome()
        if not isinstance(outcome, Invoice):
            return
        values = self._zs_values_of([outcome], self.claim_id.company_id or self.env.company)[0]
        for name, value in values.items():
            if not self[name]:
                self[name] = value

    @api.model
    def _zs_values_of(self, invoices, company):
        """What a line says of each of these invoices, the category proposed by what was bought."""
        categories = self.env["zhaoshang.expense.category"].search_fetch(
            [("company_id", "=", company.id), ("blocked", "=", False)], ["code"]
        )
        ids = {category.code: category.id for category in categories}
        values = [
            {
                "category_id": ids.get(category_of(invoice)),
                "invoice_code": invoice.code,
                "invoice_number": invoice.number,
                "invoice_date": invoice.day,
                "seller": invoice.seller,
                "invoice_amount": float(invoice.total or 0),
                "trip_kind": trip_kind_of(invoice),
            }
            for invoice in invoices
        ]
        return [{name: value for name, value in row.items() if value} for row in values]

    def _zs_outcome(self):
        """The reading as the rules know it: ``Invoice``, ``Unreadable`` or None."""
        stored = self.reading
        if not isinstance(stored, dict):
            return None
        if "reason" in stored:
            return Unreadable(stored["reason"], **stored["figures"])
        return Invoice(
            **stored
            | {
                "day": stored["day"] and date.fromisoformat(stored["day"]),
                "total": None if stored["total"] is None else Decimal(stored["total"]),
            }
        )

    @api.depends("reading", "invoice_code", "invoice_number", "invoice_date", "invoice_amount")
    @api.depends_context("lang")
    def _compute_difference(self):
        for line in self:
            said = line._zs_outcome()
            is_read = isinstance(said, Invoice)
            line.buyer = is_read and said.buyer
            line.difference = (is_read and line._difference_text(said)) or False

    def _difference_text(self, said):
        """The figures of the file that differ from what stands in the line."""
        told = []
        if said.total is not None and said.total != decimal_of(self.invoice_amount):
            told.append(self.env._("total %s", self._yuan(said.total)))
        numbers = (normal_number(self.invoice_code), normal_number(self.invoice_number))
        if said.number and (said.code, said.number) != numbers:
            told.append(self.env._("number %s", f"{said.code} {said.number}".strip()))
        if said.day and said.day != self.invoice_date:
            told.append(self.env._("date %s", said.day.isoformat()))
        return told and self.env._("The invoice says: %s", format_list(self.env, told))

    def _law_of_reading(self):
        """What the rule takes from the issuer's own data; the look of a page binds nobody."""
        said = self._zs_outcome()
        if not (isinstance(said, Invoice) and said.certain):
            return {}
        return {"said_number": said.number, "said_total": said.total}

    def _faults(self):
        """Also why an attached file is none of an invoice (R125)."""
        told = super()._faults()
        for line, texts in told.items():
            outcome = line._zs_outcome()
            if isinstance(outcome, Unreadable):
                texts.append(refusal_text(self.env, outcome.reason, outcome.figures))
        return told


def _stored(outcome):
    """An outcome as JSON."""
    if isinstance(outcome, Unreadable):
        return {"reason": outcome.reason, "figures": outcome.figures}
    return vars(outcome) | {
        "day": outcome.day and outcome.day.isoformat(),
        "total": None if outcome.total is None else str(outcome.total),
    }
