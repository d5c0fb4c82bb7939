import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.clock import county_today
from ..rules import roster
from ..rules.term import term_end
from . import spreadsheet
from .roster_texts import RosterTexts

# column of the roster -> field of the appointment, where they differ
FIELD_OF = {"host_unit": "host_unit_id"}


class RosterImport(models.TransientModel):
    """Import of the staff roster: looked at first, then all of it or nothing (R004 to R009).

    The preview is only shown; importing reads the file again, so that nothing between the two can
    slip in.
    """

    _name = "zhaoshang.roster.import"
    _description = "Roster Import"

    file = fields.Binary("Spreadsheet", attachment=False)
    file_name = fields.Char()
    headings = fields.Char(compute="_compute_headings")
    state = fields.Selection(
        [("upload", "Choose"), ("preview", "Check"), ("done", "Imported")], default="upload"
    )
    line_ids = fields.One2many("zhaoshang.roster.import.line", "import_id", readonly=True)
    new_count = fields.Integer("New", readonly=True)
    changed_count = fields.Integer("Changed", readonly=True)
    unchanged_count = fields.Integer("Unchanged", readonly=True)
    error_count = fields.Integer("Errors", readonly=True)
    summary = fields.Char(compute="_compute_summary")
    problem = fields.Text(readonly=True)
    error_file = fields.Binary("Error Workbook", readonly=True, attachment=False)
    error_file_name = fields.Char(readonly=True)
    slip_ids = fields.Many2many("zhaoshang.account.slip", readonly=True)
    slip_count = fields.Integer(compute="_compute_slip_count")

    def _compute_display_name(self):
        self.display_name = self.env._("Import Roster")

    def _compute_headings(self):
        for wizard in self:
            wizard.headings = roster.headings()

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

    @api.depends("slip_ids")
    def _compute_slip_count(self):
        for wizard in self:
            wizard.slip_count = len(wizard.slip_ids)

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
        appointments = self._apply(plan)
        slips = appointments._open_accounts()
        self._show(rows, plan)
        return self.write({"state": "done", "slip_ids": [fields.Command.set(slips.ids)]})

    def action_back(self):
        self.ensure_one()
        self.line_ids.unlink()
        self.write({"state": "upload", "file": False, "problem": False, "error_file": False})

    def action_print_slips(self):
        self.ensure_one()
        return self.env.ref("zhaoshang_office.report_account_slip").report_action(self.slip_ids)

    def action_show_drafts(self):
        """Open the drafts that a second member of the department still confirms."""
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "zhaoshang_office.zhaoshang_appointment_action"
            ),
            "context": {"search_default_draft": 1},
        }

    def _plan(self):
        self.env["zhaoshang.appointment"]._check_department()
        if not self.file:
            raise UserError(self.env._("Choose the roster first."))
        try:
            rows = spreadsheet.read_rows(base64.b64decode(self.file))
        except spreadsheet.NotASpreadsheet as broken:
            raise UserError(
                self.env._(
                    "%s is no spreadsheet that can be read. Save the roster as an Excel workbook "
                    "(.xls or .xlsx, 5 MB at most) and choose it again. Nothing was imported.",
                    self.file_name or self.env._("This file"),
                )
            ) from broken
        return rows, roster.plan_import(rows, self._reference())

    def _reference(self):
        """Collect what the rows are checked against."""
        company = self.env.company
        bureaus = self.env["zhaoshang.bureau"].search([("company_id", "=", company.id)])
        units = self.env["zhaoshang.host.unit"].search([("company_id", "=", company.id)])
        appointments = self.env["zhaoshang.appointment"].search([("company_id", "=", company.id)])
        rule_sets = self.env["zhaoshang.rule.set"]
        return roster.Reference(
            bureaus=[
                roster.BureauFacts(
                    bureau.code,
                    (bureau.name, bureau.city),
                    bureau.opened_on,
                    bureau.headcount_standard,
                    bureau.closed_on or None,
                )
                for bureau in bureaus
            ],
            host_units={
                roster.plain(unit.name): (unit.for_head, unit.for_deputy) for unit in units
            },
            known=[
                roster.Known(
                    appointment.id,
                    appointment.name,
                    appointment.home_unit or "",
                    appointment.bureau_id.code,
                    appointment.role,
                    appointment.host_unit or "",
                    appointment.host_post or "",
                    appointment.date_from,
                    appointment.date_to,
                    appointment.state == "draft",
                )
                for appointment in appointments
            ],
            longest_end=lambda day: term_end(day, rule_sets._at(day, company).term_years),
        )

    def _apply(self, plan):
        """Create and change appointments; return those whose officers are to have accounts."""
        appointments = self.env["zhaoshang.appointment"]
        company_domain = [("company_id", "=", self.env.company.id)]
        bureaus = {b.code: b.id for b in self.env["zhaoshang.bureau"].search(company_domain)}
        units = {
            roster.plain(unit.name): unit.id
            for unit in self.env["zhaoshang.host.unit"].search(company_domain)
        }
        officers = [
            (known, appointments.browse(known.key).employee_id.id)
            for known in self._reference().known
        ]
        for line in plan.lines:
            vals = self._values(line.record, bureaus, units)
            if line.action == "new":
                employee_id = next((e for k, e in officers if line.record.same_person(k)), None)
                created = appointments.create(vals | {"employee_id": employee_id})
                officers.append((line.record, created.employee_id.id))
                appointments |= created
            elif line.action == "changed":
                known = appointments.browse(line.known.key)
                known.write(
                    {
                        FIELD_OF.get(name, name): vals[FIELD_OF.get(name, name)]
                        for name in line.changes
                    }
                )
        today = county_today(self.env)
        return appointments.filtered(lambda a: a.date_to >= today)

    def _values(self, record, bureaus, units):
        return {
            "name": record.name,
            "bureau_id": bureaus[record.bureau],
            "role": record.role,
            "host_unit_id": units.get(record.host_unit),
            "host_post": record.host_post,
            "host_reason": record.reason,
            "home_unit": record.home_unit,
            "date_from": record.date_from,
            "date_to": record.date_to,
        }

    def _show(self, rows, plan):
        """Store what a person is to see of ``plan``: counts, rows, the error workbook."""
        texts = RosterTexts(self.env)
        company_domain = [("company_id", "=", self.env.company.id)]
        bureaus = {b.code: b.name for b in self.env["zhaoshang.bureau"].search(company_domain)}
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
            "line_ids": [
                fields.Command.clear(),
                *(
                    fields.Command.create(self._line_values(line, texts, bureaus))
                    for line in plan.lines
                ),
            ],
        }
        if reasons:
            workbook = spreadsheet.write_rows(rows, reasons, self.env._("Reason"), plan.header_row)
            vals["error_file"] = base64.b64encode(workbook)
            vals["error_file_name"] = self.env._("Roster with reasons.xlsx")
        self.write(vals)

    def _line_values(self, line, texts, bureaus):
        record = line.record
        vals = {
            "row": line.row,
            "action": line.action,
            "message": "；".join(map(texts.of, line.violations + line.warnings))
            or texts.changes(line.changes),
            "name": record.name if record else texts.first_text(line.cells),
        }
        if record:
            vals |= {
                "bureau": bureaus[record.bureau],
                "role": record.role,
                "host": " ".join(filter(None, (record.host_unit, record.host_post))),
                "date_from": record.date_from,
                "date_to": record.date_to,
            }
        return vals


class RosterImportLine(models.TransientModel):
    """One row of the roster as the preview shows it."""

    _name = "zhaoshang.roster.import.line"
    _description = "Roster Row"
    _order = "row"

    import_id = fields.Many2one("zhaoshang.roster.import", required=True, ondelete="cascade")
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
    bureau = fields.Char()
    role = fields.Selection([("head", "Head"), ("deputy", "Deputy head")], "Post")
    host = fields.Char("Host Unit and Post")
    date_from = fields.Date("Appointed From")
    date_to = fields.Date("Appointed Until")
