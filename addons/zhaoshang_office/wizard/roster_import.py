from odoo import api, fields, models

from ..models.clock import county_today
from ..rules import roster
from ..rules.sheet import plain
from ..rules.term import term_end
from .roster_texts import TEXTS
from .sheet_texts import SheetTexts

# column of the roster -> field of the appointment, where they differ
FIELD_OF = {"host_unit": "host_unit_id"}


class RosterImport(models.TransientModel):
    """Import of the staff roster (R004 to R009)."""

    _name = "zhaoshang.roster.import"
    _description = "Roster Import"
    _inherit = ["zhaoshang.sheet.import"]
    _zs_columns = roster.COLUMNS

    line_ids = fields.One2many("zhaoshang.roster.import.line", "import_id", readonly=True)
    slip_ids = fields.Many2many("zhaoshang.account.slip", readonly=True)
    slip_count = fields.Integer(compute="_compute_slip_count")

    def _compute_display_name(self):
        self.display_name = self.env._("Import Roster")

    @api.depends("slip_ids")
    def _compute_slip_count(self):
        for wizard in self:
            wizard.slip_count = len(wizard.slip_ids)

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

    def _zs_check_importer(self):
        self.env["zhaoshang.appointment"]._check_department()

    def _zs_texts(self):
        return SheetTexts(self.env, self._zs_columns, TEXTS)

    def _zs_workbook_name(self):
        return self.env._("Roster with reasons.xlsx")

    def _zs_plan(self, rows):
        return roster.plan_import(rows, self._reference())

    def _zs_apply(self, plan):
        slips = self._apply(plan)._open_accounts()
        return {"slip_ids": [fields.Command.set(slips.ids)]}

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
            host_units={plain(unit.name): (unit.for_head, unit.for_deputy) for unit in units},
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
            plain(unit.name): unit.id
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

    def _zs_names(self):
        bureaus = self.env["zhaoshang.bureau"].search([("company_id", "=", self.env.company.id)])
        return {bureau.code: bureau.name for bureau in bureaus}

    def _zs_line_values(self, record, names):
        return {
            "name": record.name,
            "bureau": names[record.bureau],
            "role": record.role,
            "host": " ".join(filter(None, (record.host_unit, record.host_post))),
            "date_from": record.date_from,
            "date_to": record.date_to,
        }


class RosterImportLine(models.TransientModel):
    """One row of the roster as the preview shows it."""

    _name = "zhaoshang.roster.import.line"
    _description = "Roster Row"
    _inherit = ["zhaoshang.sheet.import.line"]

    import_id = fields.Many2one("zhaoshang.roster.import", required=True, ondelete="cascade")
    bureau = fields.Char()
    role = fields.Selection([("head", "Head"), ("deputy", "Deputy head")], "Post")
    host = fields.Char("Host Unit and Post")
    date_from = fields.Date("Appointed From")
    date_to = fields.Date("Appointed Until")
