from odoo import models

from ..clock import county_now
from ..words import join_names


class Inspection(models.Model):
    """What stands on the printed record of an inspection (督查记录, clause 9, R061)."""

    _inherit = "zhaoshang.inspection"

    def _document(self):
        """Return the plain values of one record: every entry, also those that were corrected."""
        self.ensure_one()
        self.check_access("read")
        entries = self.entry_ids.sorted(lambda entry: (entry.moment, entry.id))
        return {
            "county": self.company_id.sudo().name,
            "day": self.env._(
                "%(year)s-%(month)s-%(day)s",
                year=self.day.year,
                month=self.day.month,
                day=self.day.day,
            ),
            "bureau": self.bureau_id.sudo().name,
            "inspectors": join_names(self.env, (self.inspector_id | entries.inspector_id)
                                     .sudo().mapped("name")),
            "lines": [entry._document_line() for entry in entries],
            "summary": self.env._("Result: %s", self.summary or self.env._("none put down")),
            "basis": self.env._(
                "Basis: clause 9. Who was not at post without leave answers first, then the "
                "management office decides; nothing follows from this record by itself."
            ),
            "printed": self.env._(
                "Printed on %(moment)s by %(person)s",
                moment=f"{county_now(self.env):%Y-%m-%d %H:%M}",
                person=self.env.user.name,
            ),
        }  # fmt: skip


class InspectionEntry(models.Model):
    _inherit = "zhaoshang.inspection.entry"

    def _document_line(self):
        officer = self.appointment_id.sudo()
        posts = dict(officer._fields["role"]._description_selection(self.env))
        ways = dict(self._fields["way"]._description_selection(self.env))
        return {
            "time": self._county_moment().strftime("%H:%M"),
            "name": officer.name,
            "post": posts[officer.role],
            "way": ways[self.way],
            "expected": self.expected or "",
            "result": self.words,
            "stands": self.standing,
            "found": list(filter(None, self._document_words())),
        }

    def _document_words(self):
        yield self.note
        if self.reason:
            yield self.env._("Correction, reason: %s", self.reason)
        if self.evidence_ids:
            names = join_names(self.env, self.evidence_ids.mapped("name"))
            yield self.env._("Evidence: %s", names)
        if not self.standing:
            yield self.env._("Corrected by a further entry")
