from datetime import date

from odoo import fields, models
from odoo.exceptions import AccessError

from ..models.clock import county_today
from ..rules import opening
from ..rules.opening_month import Figures
from ..rules.sheet import plain
from .opening_texts import TEXTS
from .sheet_texts import SheetTexts

IMPORTER = "zhaoshang_office.group_organisation_department"


class OpeningImport(models.TransientModel):
    """What was before the first day: starts of watching, sanctions, months and results on paper.

    Taken over by the organisation department, whole or not at all; a second import changes nothing
    (R095, R101, R139).
    """

    _name = "zhaoshang.opening.import"
    _description = "Opening Import"
    _inherit = ["zhaoshang.sheet.import"]
    _zs_columns = opening.COLUMNS

    line_ids = fields.One2many("zhaoshang.opening.import.line", "import_id", readonly=True)

    def _compute_display_name(self):
        self.display_name = self.env._("Opening Import")

    def _zs_check_importer(self):
        """R013: officers, their sanctions and the start of their duties are 组织部's to say."""
        if not self.env.user.has_group(IMPORTER):
            raise AccessError(
                self.env._("The opening is imported by the organisation department (R013).")
            )

    def _zs_texts(self):
        return SheetTexts(self.env, self._zs_columns, TEXTS)

    def _zs_workbook_name(self):
        return self.env._("Opening with reasons.xlsx")

    def _zs_shown_headings(self):
        return opening.HEADINGS

    def _zs_plan(self, rows):
        county = self.env.company
        bureaus = self.env["zhaoshang.bureau"].search([("company_id", "=", county.id)])
        officers = self.env["zhaoshang.appointment"].search_fetch(
            [("company_id", "=", county.id), ("state", "=", "confirmed")],
            ["name", "bureau_id", "date_from", "date_to"],
            order="date_from",
        )
        named = {}
        for post in officers:
            named.setdefault((post.bureau_id.id, plain(post.name)), []).append(
                opening.Officer(post.id, post.date_from, post.date_to)
            )
        today = county_today(self.env)
        reference = opening.Reference(
            bureaus={plain(b.city): b.id for b in bureaus} | {plain(b.name): b.id for b in bureaus},
            officers=named,
            known=self._known(bureaus, officers),
            today=today,
            months=self._known_months(officers),
            results={
                post.id: post.paper_result_on for post in officers.sudo() if post.paper_result_on
            },
            without=frozenset(officers.sudo().filtered("paper_no_result").ids),
            back_days=self.env["zhaoshang.rule.set"].sudo()._at(today, county).start_back_days,
        )
        return opening.plan_import(rows, reference)

    def _known(self, bureaus, officers):
        """Return {key: (day, number)} of what is on record; the importer was checked."""
        known = {
            (opening.START, bureau.id): (bureau.compliance_start, "")
            for bureau in bureaus
            if bureau.compliance_start
        }
        sanctions = self.env["zhaoshang.sanction"].sudo().search(
            [("appointment_id", "in", officers.ids), ("state", "=", "served")]
        )  # fmt: skip
        return known | {
            (sanction.kind, sanction.appointment_id.id): (sanction.served_on, sanction.number or "")
            for sanction in sanctions
        }

    def _known_months(self, officers):
        """Return the closed months: figures and number of those on paper, None of the others."""
        rows = self.env["zhaoshang.presence.month"].sudo().search_fetch(
            [("appointment_id", "in", officers.ids), ("state", "=", "closed")]
        )  # fmt: skip
        return {(row.appointment_id.id, row.month): self._on_paper(row) for row in rows}

    def _on_paper(self, row):
        """Return what the office signed of a closed month; None where it was closed here."""
        if not row.paper_number:
            return None
        figures = Figures(
            row.at_post_days, row.service_days, row.leave_days, row.special_days, row.absent_days
        )
        return figures, row.paper_number

    def _zs_apply(self, plan):
        """Write every new row, in the order of its day, so that the steps follow each other."""
        new = [line.record for line in plan.lines if line.action == "new"]
        new.sort(key=lambda record: record.day or date.min)
        for record in new:
            if record.kind == opening.START:
                bureau = self.env["zhaoshang.bureau"].sudo().browse(record.bureau)
                bureau._govern({"compliance_start": record.day})
            elif record.kind == opening.RESULT:
                self._take_over_result(record)
            elif record.kind != opening.MONTH:
                self._take_over(record)
        months = self.env["zhaoshang.presence.month"].sudo()
        months._take_over_paper(self._paper_entries(new, opening.MONTH))
        changed = [line.record for line in plan.lines if line.action == "changed"]
        months._correct_paper(self._paper_entries(changed, opening.CORRECTION))

    def _paper_entries(self, records, kind):
        posts = self.env["zhaoshang.appointment"].sudo()
        return [
            (posts.browse(record.officer), record.day, record.figures, record.number, record.note)
            for record in records
            if record.kind == kind
        ]

    def _take_over_result(self, record):
        """R101: of several results of an officer the last one counts; or there was none."""
        posts = self.env["zhaoshang.appointment"].sudo().browse(record.officers)
        if record.none:
            posts._govern({"paper_no_result": True, "paper_result": record.note or False})
            return
        text = " ".join(filter(None, (record.note, record.number)))
        posts.filtered(
            lambda post: not post.paper_result_on or post.paper_result_on < record.day
        )._govern({"paper_result_on": record.day, "paper_result": text})

    def _take_over(self, record):
        """A sanction as it was served on paper; it never went through this system's approval."""
        sanctions = self.env["zhaoshang.sanction"].sudo()
        sanction = sanctions._open(
            {
                "appointment_id": record.officer,
                "ground": "ladder",
                "kind": record.kind,
                "state": "served",
                "number": record.number,
                "facts": record.note or self.env._("Served before this system was used."),
                "decided_on": record.day,
                "served_on": record.day,
                "served_way": "handed",
                "served_note": self.env._("Taken over by the opening import."),
                "served_by_id": self.env.uid,
            }
        )
        sanction._govern({"review_until": sanction._review_day(record.day)})

    def _zs_names(self):
        return self.env["zhaoshang.sanction"]._fields["kind"]._description_selection(self.env)

    def _zs_line_values(self, record, names):
        kinds = dict(names) | {
            opening.START: self.env._("Duties watched from"),
            opening.MONTH: self.env._("Month closed on paper"),
            opening.CORRECTION: self.env._("Correction of a month on paper"),
            opening.RESULT: self.env._("Last result"),
        }
        return {
            "name": record.label,
            "kind": kinds.get(record.kind),
            "date": record.day,
            "days": record.figures and str(record.figures.at_post),
        }


class OpeningImportLine(models.TransientModel):
    """One row of the opening as the preview shows it."""

    _name = "zhaoshang.opening.import.line"
    _description = "Row of the Opening"
    _inherit = ["zhaoshang.sheet.import.line"]

    import_id = fields.Many2one("zhaoshang.opening.import", required=True, ondelete="cascade")
    kind = fields.Char()
    date = fields.Date("Day")
    days = fields.Char("Days at Post")
