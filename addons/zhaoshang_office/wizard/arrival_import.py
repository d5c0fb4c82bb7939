import base64

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ..models.clock import county_today
from ..rules import arrival_list
from . import spreadsheet

AUTHORITY = "zhaoshang_office.group_bureau_authority"


class ArrivalImport(models.TransientModel):
    """Opening import of arrivals recognised on paper: looked at first, then all or nothing (R023).

    They are reported by the member who imports; a second one recognises them in the inbox.
    """

    _name = "zhaoshang.arrival.import"
    _description = "Import of Past Arrivals"

    file = fields.Binary("Spreadsheet", attachment=False)
    file_name = fields.Char()
    document = fields.Char("Document Number", help="R023: by which they were recognised on paper.")
    evidence = fields.Binary("Signed List", attachment=False, help="R023: kept with each arrival.")
    evidence_name = fields.Char()
    state = fields.Selection(
        [("upload", "Choose"), ("preview", "Check"), ("done", "Imported")], default="upload"
    )
    line_ids = fields.One2many("zhaoshang.arrival.import.line", "import_id", readonly=True)
    error_count = fields.Integer("Errors", readonly=True)
    total = fields.Float("Together (10,000 yuan)", digits=(12, 2), readonly=True)
    error_file = fields.Binary("Error Workbook", readonly=True, attachment=False)
    error_file_name = fields.Char(readonly=True)

    def _compute_display_name(self):
        self.display_name = self.env._("Import Past Arrivals")

    def action_check(self):
        """Show what the file would do; change nothing."""
        self.ensure_one()
        rows, lines = self._read()
        self._show(rows, lines)

    def action_import(self):
        """Report every row, or none and the reasons."""
        self.ensure_one()
        rows, lines = self._read()
        self._show(rows, lines)
        if self.error_count:
            return
        if not (self.document or "").strip() or not self.evidence:
            raise UserError(
                self.env._(
                    "Give the document number and the scan of the signed list by which these "
                    "arrivals were recognised (R023)."
                )
            )
        arrivals = self.env["zhaoshang.arrival"].create([self._values(line) for line in lines])
        arrivals.sudo().write({"opening": True})
        arrivals.action_zs_submit()
        self.state = "done"

    def action_back(self):
        self.ensure_one()
        self.line_ids.unlink()
        self.write({"state": "upload", "file": False, "error_file": False})

    def _values(self, line):
        return {
            "project_id": line.project,
            "amount": float(line.amount),
            "date": line.day,
            "evidence_kind": "other",
            "evidence": self.evidence,
            "evidence_name": self.evidence_name,
            "note": " ".join(filter(None, (self.document, line.note))),
        }

    def _read(self):
        if not self.env.user.has_group(AUTHORITY):
            raise AccessError(
                self.env._("Past arrivals are taken over by the investment bureau (R014, R023).")
            )
        if not self.file:
            raise UserError(self.env._("Choose the list first."))
        try:
            rows = spreadsheet.read_rows(base64.b64decode(self.file))
        except spreadsheet.NotASpreadsheet as broken:
            raise UserError(
                self.env._(
                    "%s is no spreadsheet that can be read. Save the list as an Excel workbook "
                    "and choose it again. Nothing was imported.",
                    self.file_name or self.env._("This file"),
                )
            ) from broken
        projects = self.env["zhaoshang.project"].search(
            [("company_id", "=", self.env.company.id), ("stage", "!=", "draft")]
        )
        known = {arrival_list.plain(project.codename): project.id for project in projects}
        known |= {project.number: project.id for project in projects if project.number}
        lines = arrival_list.read(rows, known, county_today(self.env))
        if lines is None:
            raise UserError(
                self.env._(
                    "No row of headings was found: the columns 项目编号, 到资日期 and "
                    "到资金额（万元） are needed. Nothing was imported."
                )
            )
        return rows, lines

    def _show(self, rows, lines):
        reasons = {line.row: self._reasons(line) for line in lines if line.problems}
        self.write(
            {
                "state": "preview",
                "error_count": len(reasons),
                "total": float(sum(line.amount for line in lines if not line.problems)),
                "line_ids": [
                    Command.clear(),
                    *(Command.create(self._shown(line, reasons)) for line in lines),
                ],
                "error_file": bool(reasons)
                and base64.b64encode(
                    spreadsheet.write_rows(
                        rows, reasons, self.env._("Reason"), arrival_list.header(rows)[0]
                    )
                ),
                "error_file_name": self.env._("Arrivals with reasons.xlsx"),
            }
        )

    def _shown(self, line, reasons):
        return {
            "row": line.row,
            "project": line.label,
            "date": line.day,
            "amount": float(line.amount or 0),
            "message": reasons.get(line.row),
        }

    def _reasons(self, line):
        texts = {
            "project": self.env._("No reported project has this number or codename."),
            "day": self.env._("The day of arrival is missing or cannot be read."),
            "ahead": self.env._("The day of arrival lies ahead."),
            "amount": self.env._("The amount is missing or not a number above zero."),
            "twice": self.env._("The same project, day and amount stand further up already."),
        }
        return " ".join(texts[code] for code in line.problems)
