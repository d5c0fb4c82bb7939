from odoo import models

from ...rules.clauses import INSPECTION
from ...rules.paper import Cell, Paper, Table
from ..words import join_names

WIDTHS = (13, 17, 15, 17, 22, 20, 52)


class Inspection(models.Model):
    """What stands on the printed record of an inspection (督查记录, clause 9, R061)."""

    _inherit = "zhaoshang.inspection"

    def _document(self, form=""):
        """One record: every entry, also those that were corrected."""
        self.ensure_one()
        entries = self.entry_ids.sorted(lambda entry: (entry.moment, entry.id))
        head = (
            self.env._("Time"),
            self.env._("Full Name"),
            self.env._("Post"),
            self.env._("Way"),
            self.env._("Should Be"),
            self.env._("Result"),
            self.env._("What Was Found"),
        )
        return Paper(
            title=self.env._("Inspection Record"),
            blocks=[
                ("table", self._document_head()),
                ("table", Table([entry._document_row() for entry in entries], WIDTHS, head)),
                ("note", self._document_result()),
                ("note", self._document_basis()),
                (
                    "signs",
                    (
                        self.env._("Inspector (signature):"),
                        self.env._("Unit inspected (signature):"),
                    ),
                ),
            ],
            printed=self._printed_by(),
        )

    def _document_name(self, form=""):
        """Bureau and day tell one record from another."""
        return self.display_name

    def _document_head(self):
        inspectors = (self.inspector_id | self.entry_ids.inspector_id).sudo().mapped("name")
        day = self.env._(
            "%(year)s-%(month)s-%(day)s",
            year=self.day.year,
            month=self.day.month,
            day=self.day.day,
        )
        label = [
            Cell(text, label=True)
            for text in (
                self.env._("Bureau Inspected"),
                self.env._("Day of the Inspection"),
                self.env._("Inspected By"),
                self.env._("County"),
            )
        ]
        bureau, names = self.bureau_id.sudo().name, join_names(self.env, inspectors)
        county = self.company_id.sudo().name
        rows = [[label[0], bureau, label[1], day], [label[2], names, label[3], county]]
        return Table(rows, (28, 50, 28, 50), size=12, row_height=9)

    def _document_result(self):
        return self.env._("Result: %s", self.summary or self.env._("none put down"))

    def _document_basis(self):
        """R061: the clause as it is written; what is our own order of things is told as such."""
        policy = self.env["zhaoshang.rule.set"].sudo()._at(self.day, self.company_id).policy_id
        return self.env._(
            "Clause 9 of %(policy)s: “%(clause)s” Who was not at post without leave answers first, "
            "then the management office decides; nothing follows from this record by itself.",
            policy=policy.display_name or "",
            clause=INSPECTION,
        )


class InspectionEntry(models.Model):
    _inherit = "zhaoshang.inspection.entry"

    def _document_row(self):
        officer = self.appointment_id.sudo()
        posts = dict(officer._fields["role"]._description_selection(self.env))
        ways = dict(self._fields["way"]._description_selection(self.env))
        return [
            self._county_moment().strftime("%H:%M"),
            officer.name,
            posts[officer.role],
            ways[self.way],
            self.expected or "",
            Cell(self.words, struck=not self.standing),
            Cell("\n".join(filter(None, self._document_words())), left=True),
        ]

    def _document_words(self):
        yield self.note
        if self.reason:
            yield self.env._("Correction, reason: %s", self.reason)
        if self.evidence_ids:
            names = join_names(self.env, self.evidence_ids.mapped("name"))
            yield self.env._("Evidence: %s", names)
        if not self.standing:
            yield self.env._("Corrected by a further entry")
