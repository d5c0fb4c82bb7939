from odoo import models
from odoo.exceptions import UserError

from ...rules import duty as rules
from ...rules.paper import DRAFT, Paper, paragraphs
from ..clock import county_moment
from ..words import join_names
from .report_written import CANCELLED, SENT


class Report(models.Model):
    """What a printed report says: 周动态, 月汇报, 两月汇报, and the record of a call."""

    _inherit = "zhaoshang.report"

    def _document(self, form=""):
        self.ensure_one()
        if self.state == CANCELLED:
            raise UserError(self.env._("“%s” was cancelled and is not printed.", self.display_name))
        report = self.sudo()
        bureau = report.bureau_id
        sent = report.state == SENT
        return Paper(
            title=f"{bureau.name}{self._document_kind()}\n（{self.period_name}）",
            addressee=self._document_to() or "",
            blocks=[*self._document_version(), *self._document_blocks()],
            signatory=self.env._("Submitted by: %s", self._document_signatory() or "")
            if sent
            else "",
            issuer=bureau.name,
            day=county_moment(report.reported_at).date() if sent else None,
            mark="" if sent else DRAFT,
            printed="　".join(filter(None, (self.reading_words, self._printed_by()))),
        )

    def _document_kind(self):
        names = {
            rules.FRIDAY_REPORT: self.env._("Week in Review"),
            rules.MONTH_REPORT: self.env._("Monthly Report"),
            rules.BIMONTH_REPORT: self.env._("Two-monthly Report"),
        }
        return names.get(self.kind, self.env._("Telephone Report"))

    def _document_signatory(self):
        """Who submitted it; of a call those who spoke."""
        report = self.sudo()
        people = report.submitted_by_id or report.speaker_ids
        return join_names(self.env, people.mapped("name"))

    def _document_version(self):
        """In small type: that this is a further version, and why."""
        if self.correction_reason:
            told = self.env._(
                "Version %(number)s, corrected because: %(reason)s",
                number=self.version,
                reason=self.correction_reason,
            )
            yield ("note", told)

    def _document_to(self):
        return {
            rules.MONTH_REPORT: self.env._("Organisation department, investment bureau"),
            rules.BIMONTH_REPORT: self.sudo().leader_id.name,
        }.get(self.kind, self.env._("Management office"))

    def _document_blocks(self):
        """Yield what is there, in the order of the form."""
        parts = (
            (self.env._("What Was Done"), "\n".join(filter(None, self._document_done()))),
            (self.env._("Visits and Guests"), self.visit_text),
            (self.env._("Projects"), self.project_text),
            (self.env._("What Comes Next"), self.next_step),
            (self.env._("Problems and Requests"), self.problem),
            (self.env._("Instructions Given"), self.instructions),
        )
        for head, text in parts:
            if (text or "").strip():
                yield ("h1", head)
                yield from paragraphs(text)

    def _document_done(self):
        yield self.content
        for section in self.section_ids:
            if (section.content or "").strip():
                yield f"{section.sudo().appointment_id.name}：{section.content.strip()}"
