from odoo import api, fields, models
from odoo.addons.zhaoshang_office.rules.paper import Cell, Paper, Table
from odoo.exceptions import UserError

from ...rules.capital import capital_amount
from ...rules.claim import TRIP
from ..zhaoshang_package import decimal_of

KINDS = ("transport", "lodging", "subsidy", "other")
WIDTHS = (34, 30, 10, 16, 16, 16, 16, 18)
FORM = "trip"


class ClaimLine(models.Model):
    """Of a trip: when, where and what for; the travel claim (差旅报销单) adds it up (R126)."""

    _inherit = "zhaoshang.claim.line"

    trip_from = fields.Date("Trip from")
    trip_to = fields.Date("Trip to")
    trip_place = fields.Char("Travelled to")
    trip_kind = fields.Selection(
        [
            ("transport", "Transport"),
            ("lodging", "Lodging"),
            ("subsidy", "Subsidy"),
            ("other", "Other"),
        ],
        "Kind of travel expense",
    )

    _trip_order = models.Constraint(
        "CHECK (trip_to >= trip_from)", "A trip does not end before it begins."
    )

    @api.model
    def _zs_typed_names(self):
        return (*super()._zs_typed_names(), "trip_from", "trip_to", "trip_place", "trip_kind")

    def _trip(self):
        """What lines of one trip have in common: first and last day, and the place."""
        first = self.trip_from or self.invoice_date
        return first, self.trip_to or first, self.trip_place or ""


class Claim(models.Model):
    """The printed travel claim (差旅报销单): one row for each trip."""

    _inherit = "zhaoshang.claim"

    def _document(self, form=""):
        if form != FORM:
            return super()._document(form)
        lines = self.line_ids.filtered(lambda line: line.needs == TRIP)
        if not lines:
            raise UserError(
                self.env._(
                    "%(claim)s has no travel expenses: print it as a claim (R126).",
                    claim=self.display_name,
                )
            )
        paper = super()._document()
        signs = [block for block in paper.blocks if block[0] == "signs"]
        blocks = [
            ("table", self._document_head()),
            ("table", self._trip_table(lines)),
            ("table", self._document_loan()),
            ("note", self._trip_note(lines)),
            *signs,
        ]
        return Paper(
            title=self.env._("Travel claim"),
            blocks=blocks,
            mark=paper.mark,
            printed=paper.printed,
            parts=paper.parts,
        )

    def _document_name(self, form=""):
        name = super()._document_name(form)
        return f"{self.env._('Travel claim')} {name}" if form == FORM else name

    def _trip_note(self, lines):
        return self.env._(
            "Original invoices of the trips: %(count)s, travel forms: %(forms)s (clause 13, R126).",
            count=len(lines),
            forms=len(lines.paper_ids.filtered(lambda paper: paper.kind == TRIP)),
        )

    def _trip_table(self, lines):
        head = (
            self.env._("Days of the trip"),
            self.env._("Travelled to"),
            self.env._("Days"),
            self.env._("Transport"),
            self.env._("Lodging"),
            self.env._("Subsidy"),
            self.env._("Other"),
            self.env._("Sum"),
        )
        trips = lines.grouped(lambda line: line._trip())
        rows = [self._trip_row(*trip, own) for trip, own in sorted(trips.items())]
        total = sum(decimal_of(line.accepted_amount) for line in lines)
        label = self.env._("Total: %s", capital_amount(total))
        sums = _by_kind(lines)
        rows.append([Cell(label, 3, label=True), *sums, _figure(total)])
        return Table(rows, WIDTHS, head, sums=(len(rows) - 1,), size=9, row_height=8)

    def _trip_row(self, first, last, place, lines):
        total = sum(decimal_of(line.accepted_amount) for line in lines)
        days = f"{first:%Y-%m-%d}" if first == last else f"{first:%Y-%m-%d}\n{last:%Y-%m-%d}"
        return [days, place, str((last - first).days + 1), *_by_kind(lines), _figure(total)]


def _by_kind(lines):
    """The accepted yuan of each kind of travel expense; what has none counts as other."""
    kinds = lines.grouped(lambda line: line.trip_kind or "other")
    none = lines.browse()
    return [
        _figure(sum(decimal_of(line.accepted_amount) for line in kinds.get(kind, none)))
        for kind in KINDS
    ]


def _figure(amount):
    return f"{decimal_of(amount):,.2f}" if amount else ""
