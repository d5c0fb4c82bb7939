from markupsafe import Markup
from odoo import api, fields, models

from ...rules import bulletin as rules
from ...rules.paper import DRAFT, Paper


class Bulletin(models.Model):
    """The bulletin as an official document, and as what the screen shows of it."""

    _inherit = "zhaoshang.bulletin"

    attendance_html = fields.Html(
        "Attendance", compute="_compute_html", sanitize=False, exportable=False
    )
    work_html = fields.Html("Work", compute="_compute_html", sanitize=False, exportable=False)
    problems_html = fields.Html(
        "What Has Been Confirmed", compute="_compute_html", sanitize=False, exportable=False
    )
    changes_html = fields.Html(
        "What Changes", compute="_compute_html", sanitize=False, exportable=False
    )

    @api.depends("figures", "changes")
    def _compute_html(self):
        for bulletin in self:
            figures = bulletin.figures or {}
            if not figures:
                bulletin.update(
                    dict.fromkeys(
                        ("attendance_html", "work_html", "problems_html", "changes_html"), False
                    )
                )
                continue
            bulletin.attendance_html = self._as_html(rules.attendance(figures))
            projects = Markup("").join(
                Markup("<p>%s：%s</p>") % (rules.short(line["bureau"]), "；".join(line["projects"]))
                for line in figures["bureaus"]
                if line["projects"]
            )
            bulletin.work_html = self._as_html(rules.work(figures)) + projects
            bulletin.problems_html = Markup("<ol>%s</ol>") % Markup("").join(
                Markup("<li>%s</li>") % text for text in rules.problems(figures)
            )
            changes = bulletin.changes or []
            bulletin.changes_html = changes and self._as_html(rules.changes_table(changes))

    @api.model
    def _as_html(self, table):
        """A ``Table`` of texts; every cell is escaped."""
        head = Markup("").join(Markup("<th>%s</th>") % cell for cell in table.head)
        rows = Markup("").join(
            Markup("<tr%s>%s</tr>")
            % (
                Markup(' class="fw-bold"') if number in table.sums else "",
                Markup("").join(Markup("<td>%s</td>") % cell for cell in row),
            )
            for number, row in enumerate(table.rows)
        )
        return Markup(
            '<div class="table-responsive"><table class="table table-sm table-bordered '
            'o_zs_figures" style="table-layout: auto"><thead><tr>%s</tr></thead>'
            "<tbody>%s</tbody></table></div>"
        ) % (head, rows)

    def _document(self, form=""):
        self.ensure_one()
        self.check_access("read")
        bulletin = self.sudo()
        correction = bulletin.kind == "correction"
        return Paper(
            kind="bulletin",
            number=bulletin.number or "",
            day=bulletin.issued_on or None,
            title=(rules.correction_title if correction else rules.title)(bulletin.month),
            addressee=bulletin.to or "",
            copies=bulletin.copies or "",
            blocks=bulletin._correction_blocks() if correction else bulletin._blocks(),
            mark="" if bulletin.number else DRAFT,
        )

    def _blocks(self):
        if not self.figures:
            return []
        texts = {
            "work": self.work_text,
            "problems": self.problems_text,
            "requirements": self.requirements_text,
        }
        return rules.blocks(self.figures, texts)

    def _correction_blocks(self):
        first = self.corrects_id
        told = {"title": rules.title(first.month), "number": first.number}
        return rules.correction_blocks(told, self.changes or [], self.correction_text)

    def action_text(self):
        """The document as a text file."""
        self.check_access("read")
        return self.env.ref("zhaoshang_office.action_report_bulletin_text").report_action(self)
