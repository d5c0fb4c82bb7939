from odoo import models

from ...rules import duty as rules
from ..clock import county_moment
from .report_written import SENT

NUMERALS = "一二三四五六七八九"


class Report(models.Model):
    """What a printed report says: 周动态, 月汇报, 两月汇报."""

    _inherit = "zhaoshang.report"

    def _document(self):
        """Return plain values for the printed form; whoever may print it has read it."""
        self.ensure_one()
        report = self.sudo()
        bureau = report.bureau_id
        names = {
            rules.FRIDAY_REPORT: self.env._("Week in Review"),
            rules.MONTH_REPORT: self.env._("Monthly Report"),
            rules.BIMONTH_REPORT: self.env._("Two-monthly Report"),
        }
        name = names.get(self.kind, self.env._("Telephone Report"))
        sent = report.state == SENT
        return {
            "title": f"{bureau.name}{name}（{self.period_name}）",
            "to": self._document_to(),
            "correction": self.correction_reason
            and self.env._(
                "Version %(number)s, corrected because: %(reason)s",
                number=self.version,
                reason=self.correction_reason,
            ),
            "parts": [
                {"head": f"{NUMERALS[place]}、{head}", "text": text}
                for place, (head, text) in enumerate(self._document_parts())
            ],
            "bureau": bureau.name,
            "signed": report.submitted_by_id.name if sent else self.env._("Draft, not submitted"),
            "date": f"{county_moment(report.reported_at):%Y-%m-%d}" if sent else "",
            "read": self.reading_words,
        }

    def _document_to(self):
        return {
            rules.MONTH_REPORT: self.env._("Organisation department, investment bureau"),
            rules.BIMONTH_REPORT: self.sudo().leader_id.name,
        }.get(self.kind, self.env._("Management office"))

    def _document_parts(self):
        """Return [(heading, text)] of what is there, in the order of the form."""
        sections = "\n".join(
            f"{section.sudo().appointment_id.name}：{section.content.strip()}"
            for section in self.section_ids
            if (section.content or "").strip()
        )
        done = "\n".join(filter(None, [self.content, sections]))
        parts = [
            (self.env._("What Was Done"), done),
            (self.env._("Visits and Guests"), self.visit_text),
            (self.env._("Projects"), self.project_text),
            (self.env._("What Comes Next"), self.next_step),
            (self.env._("Problems and Requests"), self.problem),
            (self.env._("Instructions Given"), self.instructions),
        ]
        return [(head, text) for head, text in parts if (text or "").strip()]
