import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from . import spreadsheet

MOST_SHOWN = 500


class SheetImport(models.AbstractModel):
    """An import that is looked at first, then all of it or nothing.

    The preview is only shown; importing reads the file again, so that nothing between the two can
    slip in. A kind of sheet says who may import it, plans its rows by a pure rule and applies them.
    """

    _name = "zhaoshang.sheet.import"
    _description = "Import of a Sheet"

    _zs_columns = None  # rules.sheet.Columns
    _zs_reads_csv = False

    file = fields.Binary("Spreadsheet", attachment=False)
    file_name = fields.Char()
    headings = fields.Char(compute="_compute_headings")
    state = fields.Selection(
        [("upload", "Choose"), ("preview", "Check"), ("done", "Imported")], default="upload"
    )
    new_count = fields.Integer("New", readonly=True)
    changed_count = fields.Integer("Changed", readonly=True)
    unchanged_count = fields.Integer("Unchanged", readonly=True)
    error_count = fields.Integer("Errors", readonly=True)
    summary = fields.Char(compute="_compute_summary")
    cut_notice = fields.Char(compute="_compute_cut_notice")
    problem = fields.Text(readonly=True)
    error_file = fields.Binary("Error Workbook", readonly=True, attachment=False)
    error_file_name = fields.Char(readonly=True)

    def _compute_headings(self):
        for wizard in self:
            wizard.headings = self._zs_columns.titles(self._zs_shown_headings())

    @api.depends("new_count", "changed_count", "unchanged_count", "error_count")
    def _compute_cut_notice(self):
        for wizard in self:
            rows = (
                wizard.new_count
                + wizard.changed_count
                + wizard.unchanged_count
                + wizard.error_count
            )
            wizard.cut_notice = rows > MOST_SHOWN and self.env._(
                "Of %(rows)s rows %(shown)s are shown here, those with errors first; all of them "
                "are checked.",
                rows=rows,
                shown=MOST_SHOWN,
            )

    @api.depends("new_count", "changed_count", "unchanged_count", "error_count")
    def _compute_summary(self):
        for wizard in self:
            wizard.summary = self.env._(
                "%(new)s new, %(changed)s changed, %(unchanged)s unchanged, %(wrong)s with errors",
                new=wizard.new_count,
                changed=wizard.changed_count,
                unchanged=wizard.unchanged_count,
                wrong=wizard.error_count,
            )

    def action_check(self):
        """Show what the file would do; change nothing."""
        self.ensure_one()
        rows, plan = self._plan()
        self._show(rows, plan)

    def action_import(self):
        """Import the whole file, or nothing and the reasons."""
        self.ensure_one()
        rows, plan = self._plan()
        if not plan.ok:
            return self._show(rows, plan)
        outcome = self._zs_apply(plan)
        self._show(rows, plan)
        return self.write({"state": "done", **(outcome or {})})

    def action_back(self):
        self.ensure_one()
        self.line_ids.unlink()
        self.write({"state": "upload", "file": False, "problem": False, "error_file": False})

    # What a kind of sheet says

    def _zs_check_importer(self):
        """Raise where the user may not import."""
        raise NotImplementedError

    def _zs_plan(self, rows):
        """Return the ``Plan`` of the rows, by a pure rule."""
        raise NotImplementedError

    def _zs_apply(self, plan):
        """Write what the plan says; return further values of the wizard, if any."""
        raise NotImplementedError

    def _zs_texts(self):
        """Return the ``SheetTexts`` of this kind."""
        raise NotImplementedError

    def _zs_line_values(self, record, names):
        """Return what the preview shows of a row that could be read."""
        raise NotImplementedError

    def _zs_names(self):
        """Return what ``_zs_line_values`` needs of every row, looked up once."""
        return {}

    def _zs_preview_values(self, plan):
        """Return further values of the wizard that the preview shows."""
        return {}

    def _zs_workbook_name(self):
        raise NotImplementedError

    def _zs_shown_headings(self):
        return self._zs_columns.required

    def _plan(self):
        self._zs_check_importer()
        if not self.file:
            raise UserError(self.env._("Choose the file first."))
        name = self.file_name or self.env._("This file")
        try:
            rows = spreadsheet.read_rows(
                base64.b64decode(self.file), text=self._zs_reads_csv and _is_text(self.file_name)
            )
        except spreadsheet.HasMacros as found:
            raise UserError(
                self.env._(
                    "%s carries macros, which are never opened here, whatever the file is called. "
                    "Save it as a workbook without macros (.xlsx) and choose it again. Nothing "
                    "was imported.",
                    name,
                )
            ) from found
        except spreadsheet.NotASpreadsheet as broken:
            raise UserError(
                self.env._(
                    "%s is no spreadsheet that can be read. Save it as an Excel workbook "
                    "(.xls or .xlsx, 5 MB at most) and choose it again. Nothing was imported.",
                    name,
                )
            ) from broken
        return rows, self._zs_plan(rows)

    def _show(self, rows, plan):
        """Store what a person is to see of ``plan``: counts, rows, the error workbook."""
        texts, names = self._zs_texts(), self._zs_names()
        reasons = {
            line.row: "；".join(map(texts.of, line.violations))
            for line in plan.lines
            if line.violations
        }
        vals = {
            "state": "preview",
            "problem": "\n".join(map(texts.of, plan.violations)),
            "new_count": plan.count("new"),
            "changed_count": plan.count("changed"),
            "unchanged_count": plan.count("unchanged"),
            "error_count": plan.count("error"),
            "error_file": False,
            **self._zs_preview_values(plan),
            "line_ids": [
                fields.Command.clear(),
                *(
                    fields.Command.create(self._line_values(line, texts, names))
                    for line in _most_telling(plan.lines)
                ),
            ],
        }
        if reasons:
            workbook = spreadsheet.write_rows(rows, reasons, self.env._("Reason"), plan.header_row)
            vals["error_file"] = base64.b64encode(workbook)
            vals["error_file_name"] = self._zs_workbook_name()
        self.write(vals)

    def _line_values(self, line, texts, names):
        vals = {
            "row": line.row,
            "action": line.action,
            "message": "；".join(map(texts.of, line.violations + line.warnings))
            or texts.changes(line.changes),
        }
        if line.record:
            return vals | self._zs_line_values(line.record, names)
        return vals | {"name": texts.first_text(line.cells)}


class SheetImportLine(models.AbstractModel):
    """One row of the sheet as the preview shows it."""

    _name = "zhaoshang.sheet.import.line"
    _description = "Row of an Imported Sheet"
    _order = "row"

    row = fields.Integer()
    action = fields.Selection(
        [
            ("new", "New"),
            ("changed", "Changed"),
            ("unchanged", "Unchanged"),
            ("error", "Error"),
        ],
        "Result",
    )
    message = fields.Text("Reason")
    name = fields.Char("Full Name")


def _most_telling(lines):
    """Return what a person looks at: rows with errors first, then changes, then the rest."""
    order = ("error", "changed", "new", "unchanged")
    chosen = sorted(lines, key=lambda line: (order.index(line.action), line.row))[:MOST_SHOWN]
    return sorted(chosen, key=lambda line: line.row)


def _is_text(file_name):
    return (file_name or "").lower().endswith((".csv", ".txt"))
