import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...rules import document as rules
from ..clock import county_today

KINDS = [
    ("bulletin", "Monthly Bulletin"),
    ("inspection", "Inspection Circular"),
    ("criticism", "Circular of Criticism"),
    ("warning", "Warning"),
    ("dismissal", "Dismissal"),
]


class DocumentSeries(models.Model):
    """How a county numbers and signs one kind of official document.

    Kinds that share a prefix share one row of numbers in a year.
    """

    _name = "zhaoshang.document.series"
    _description = "Series of Document Numbers"
    _inherit = ["mail.thread", "zhaoshang.audit.mixin"]
    _order = "company_id, kind"
    _rec_name = "kind"
    _zs_audit_fields = (
        "prefix",
        "red_head",
        "issuer",
        "addressee",
        "copies",
        "opening_year",
        "opening_last",
    )

    kind = fields.Selection(KINDS, "Kind of Document", required=True)
    company_id = fields.Many2one(
        "res.company", "County", required=True, default=lambda self: self.env.company, index=True
    )
    prefix = fields.Char(
        "Issuing Body in Short",
        required=True,
        tracking=True,
        help="What stands before the year. Take one that is used in this system alone: numbers "
        "that are given on paper beside it would come twice.",
    )
    red_head = fields.Char(
        required=True,
        tracking=True,
        help="The large red line on top of the page.",
    )
    issuer = fields.Char(
        "Signed By", required=True, tracking=True, help="The body whose name stands above the date."
    )
    addressee = fields.Char(
        "Sent To",
        help="Where each document of this kind goes to the same; empty where it goes to the person "
        "and his unit.",
    )
    copies = fields.Char("Copies To", help="Who gets each document of this kind for information.")
    opening_year = fields.Integer(
        "Year Begun on Paper",
        aggregator=None,
        help="The year in which numbers had been given on paper before this system was used.",
    )
    opening_last = fields.Integer(
        "Last Number on Paper", aggregator=None, help="The system goes on after it in that year."
    )
    next_reference = fields.Char("Next Number", compute="_compute_next_reference")

    _once = models.UniqueIndex(
        "(company_id, kind)", "This kind of document has its series already."
    )
    _opening = models.Constraint(
        "CHECK (opening_last >= 0 AND (opening_last = 0 OR opening_year BETWEEN 2000 AND 2100))",
        "The last number on paper belongs to a year.",
    )

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for series in self:
            series.display_name = kinds.get(series.kind, "")

    @api.depends("prefix", "company_id", "opening_year", "opening_last")
    def _compute_next_reference(self):
        year = county_today(self.env).year
        known = self.env["zhaoshang.document.counter"].sudo()._last_of(self.company_id, year)
        for series in self:
            opening = series._kin()._opening_of(year)
            last = max(known.get((series.company_id.id, series.prefix), 0), opening)
            series.next_reference = series.prefix and rules.reference(series.prefix, year, last + 1)

    @api.constrains("prefix")
    def _check_prefix(self):
        for series in self:
            if not re.fullmatch(r"[\u3400-\u9fffA-Za-z]{1,12}", series.prefix):
                raise ValidationError(
                    self.env._(
                        "“%s” cannot stand before a document's year: 1 to 12 characters or "
                        "letters, without space, bracket or figure.",
                        series.prefix,
                    )
                )

    @api.constrains("prefix", "opening_year", "opening_last")
    def _check_opening(self):
        """What was given on paper is counted before the first number, not after it."""
        numbers = self.env["zhaoshang.document.number"].sudo()
        for series in self.filtered("opening_last"):
            given = numbers.search(
                [
                    ("company_id", "=", series.company_id.id),
                    ("prefix", "=", series.prefix),
                    ("year", "=", series.opening_year),
                ],
                order="number",
                limit=1,
            )
            if given and given.number <= series.opening_last:
                raise ValidationError(
                    self.env._(
                        "%(reference)s was given by this system already; numbers on paper cannot "
                        "reach to %(last)s. Set the last number on paper to %(before)s or less.",
                        reference=given.reference,
                        last=series.opening_last,
                        before=given.number - 1,
                    )
                )

    def _kin(self):
        """Return the series whose numbers run in the same row."""
        return self.sudo().search(
            [("company_id", "=", self.company_id.id), ("prefix", "=", self.prefix)]
        )

    def _opening_of(self, year):
        """The last number on paper of these series, which share a prefix."""
        return max(
            (series.opening_last for series in self if series.opening_year == year), default=0
        )

    @api.model
    def _of(self, company, kind):
        """Return the series of a kind; refuse where the county has none."""
        series = self.sudo().search([("company_id", "=", company.id), ("kind", "=", kind)])
        if not series:
            kinds = dict(self._fields["kind"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(county)s has no series of numbers for “%(kind)s”. The system administrator "
                    "enters it under “Rules and Parameters”, “Series of Document Numbers”; then "
                    "issue the document.",
                    county=company.name,
                    kind=kinds.get(kind, kind),
                )
            )
        return series

    def unlink(self):  # pylint: disable=method-required-super
        raise UserError(
            self.env._("A series stays, so that its numbers can be explained. Change it instead.")
        )
