from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import AccessError
from stdnum.cn import uscc

from ..models.clock import county_today
from ..models.projects.project import AUTHORITY
from ..rules import project_sheet as sheet
from ..rules.sheet import plain
from .project_texts import TEXTS
from .sheet_texts import SheetTexts

# column of the sheet -> field of the project, where they differ
FIELD_OF = {
    "investor": "investor_name",
    "uscc": "investor_uscc",
    "contact": "investor_contact",
    "phone": "investor_phone",
    "industrial": "is_industrial",
}


class ProjectImport(models.TransientModel):
    """Opening import of past projects, by the investment bureau (R032)."""

    _name = "zhaoshang.project.import"
    _description = "Import of Past Projects"
    _inherit = ["zhaoshang.sheet.import"]
    _zs_columns = sheet.COLUMNS

    line_ids = fields.One2many("zhaoshang.project.import.line", "import_id", readonly=True)

    def _compute_display_name(self):
        self.display_name = self.env._("Import Past Projects")

    def action_show_projects(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "zhaoshang_office.zhaoshang_project_action"
        )

    def _zs_check_importer(self):
        """R108: what stage a project is in is the investment bureau's to say."""
        if not self.env.user.has_group(AUTHORITY):
            raise AccessError(
                self.env._("Past projects are imported by the investment bureau (R032, R108).")
            )

    def _zs_texts(self):
        return SheetTexts(self.env, self._zs_columns, TEXTS)

    def _zs_workbook_name(self):
        return self.env._("Projects with reasons.xlsx")

    def _zs_shown_headings(self):
        return sheet.HEADINGS

    def _zs_plan(self, rows):
        reference = sheet.Reference(
            bureaus=self._owners(),
            stages={w: s for s, w in self._words("stage").items() if s not in ("draft", "paused")},
            industries={word: value for value, word in self._words("industry").items()},
            known=self._known(),
            today=county_today(self.env),
            is_uscc=uscc.is_valid,
        )
        return sheet.plan_import(rows, reference)

    def _words(self, field):
        project = self.env["zhaoshang.project"]
        return dict(project._fields[field]._description_selection(self.env))

    def _owners(self):
        """Return {bureau's name: appointment that takes its past projects over}; the head first."""
        appointments = self.env["zhaoshang.appointment"]
        in_post = appointments.search(
            appointments._domain_active_at(county_today(self.env))
            & fields.Domain("company_id", "=", self.env.company.id),
            order="role, id",
        )
        return {plain(appointment.bureau_id.name): appointment for appointment in in_post}

    def _known(self):
        """Return the county's projects as the sheet would have them."""
        projects = self.env["zhaoshang.project"].search(
            [("company_id", "=", self.env.company.id), ("stage", "!=", "draft")]
        )
        investors = {row.project_id.id: row for row in projects._investor()}
        none = self.env["zhaoshang.project.investor"]
        return [self._known_record(p, investors.get(p.id, none)) for p in projects]

    def _known_record(self, project, investor):
        return sheet.Record(
            handle=project.id,
            codename=project.codename,
            bureau=plain(project.bureau_id.name),
            stage=project.stage,
            investor=investor.name or "",
            uscc=investor.uscc or "",
            contact=investor.contact or "",
            phone=investor.phone or "",
            industry=project.industry or "",
            industrial=project.is_industrial,
            intention_clear_on=project.intention_clear_on or None,
            content=project.content or "",
            source=project.source or "",
            **{name: Decimal(str(project[name])) for name in sheet.AMOUNTS},
        )

    def _zs_apply(self, plan):
        owners = self._owners()
        projects = self.env["zhaoshang.project"]
        new = [line.record for line in plan.lines if line.action == "new"]
        # the importer was checked; a past project gets its bureau's head as owner
        created = projects.sudo()._create_governed(
            [self._values(record, sheet.CONTENT) | {
                "codename": record.codename, "stage": "draft", "fits_plan": True,
                "appointment_id": owners[record.bureau].id,
                "bureau_id": owners[record.bureau].bureau_id.id,
            } for record in new]
        ).sudo(False)  # fmt: skip
        created._hold_reports()
        for project, record in zip(created, new, strict=True):
            project._take_over(record.stage, record.reported_on, record.stage_on)
        self.env["zhaoshang.project.duplicate"]._find(created)
        for line in plan.lines:
            if line.action == "changed":
                projects.browse(line.known.handle).write(self._values(line.record, line.changes))

    def _values(self, record, names):
        values = {FIELD_OF.get(name, name): getattr(record, name) for name in names}
        return {
            name: float(value) if isinstance(value, Decimal) else value
            for name, value in values.items()
            if value not in (None, "")
        }

    def _zs_line_values(self, record, names):
        return {"name": record.codename, "bureau": record.bureau,
                "stage": self._words("stage").get(record.stage)}  # fmt: skip


class ProjectImportLine(models.TransientModel):
    """One row of the sheet as the preview shows it; the investor is not repeated here."""

    _name = "zhaoshang.project.import.line"
    _description = "Row of Past Projects"
    _inherit = ["zhaoshang.sheet.import.line"]

    import_id = fields.Many2one("zhaoshang.project.import", required=True, ondelete="cascade")
    bureau = fields.Char()
    stage = fields.Char()
