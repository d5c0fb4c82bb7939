from decimal import Decimal

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..models.clock import county_today
from ..models.projects.project import AUTHORITY
from ..rules import arrival_list
from ..rules.sheet import plain
from .arrival_texts import TEXTS
from .sheet_texts import SheetTexts

# an arrival that was refused or revoked may be reported again
ON_RECORD = ("draft", "reported", "recognised")


class ArrivalImport(models.TransientModel):
    """Opening import of arrivals recognised on paper (R023).

    They are reported by the member who imports; a second one recognises them in the inbox.
    """

    _name = "zhaoshang.arrival.import"
    _description = "Import of Past Arrivals"
    _inherit = ["zhaoshang.sheet.import"]
    _zs_columns = arrival_list.COLUMNS

    line_ids = fields.One2many("zhaoshang.arrival.import.line", "import_id", readonly=True)
    document = fields.Char("Document Number", help="R023: by which they were recognised on paper.")
    evidence = fields.Binary("Signed List", attachment=False, help="R023: kept with each arrival.")
    evidence_name = fields.Char()
    total = fields.Float("New Together (10,000 yuan)", digits=(12, 2), readonly=True)

    def _compute_display_name(self):
        self.display_name = self.env._("Import Past Arrivals")

    def action_show_arrivals(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "zhaoshang_office.zhaoshang_arrival_action"
        )

    def _zs_check_importer(self):
        """R014, R023: what was recognised on paper is the investment bureau's to say."""
        if not self.env.user.has_group(AUTHORITY):
            raise AccessError(
                self.env._("Past arrivals are taken over by the investment bureau (R014, R023).")
            )

    def _zs_texts(self):
        return SheetTexts(self.env, self._zs_columns, TEXTS)

    def _zs_workbook_name(self):
        return self.env._("Arrivals with reasons.xlsx")

    def _zs_shown_headings(self):
        return arrival_list.HEADINGS

    def _zs_plan(self, rows):
        reference = arrival_list.Reference(
            projects=self._projects(), known=self._known(), today=county_today(self.env)
        )
        return arrival_list.plan_import(rows, reference)

    def _projects(self):
        """Return {number or codename: id} of the county's reported projects."""
        projects = self.env["zhaoshang.project"].search_fetch(
            [("company_id", "=", self.env.company.id), ("stage", "!=", "draft")],
            ["number", "codename"],
        )
        named = {plain(project.codename): project.id for project in projects}
        return named | {plain(project.number): project.id for project in projects if project.number}

    def _known(self):
        """Return {(project, day, amount): whether it is a draft} of what is on record."""
        arrivals = self.env["zhaoshang.arrival"].search_fetch(
            [("company_id", "=", self.env.company.id), ("state", "in", ON_RECORD)],
            ["project_id", "date", "amount", "state"],
        )
        return {
            (arrival.project_id.id, arrival.date, Decimal(f"{arrival.amount:.2f}")): (
                arrival.state == "draft"
            )
            for arrival in arrivals
        }

    def _zs_apply(self, plan):
        """Report every new row."""
        new = [line.record for line in plan.lines if line.action == "new"]
        if new and not ((self.document or "").strip() and self.evidence):
            raise UserError(
                self.env._(
                    "Give the document number and the scan of the signed list by which these "
                    "arrivals were recognised (R023)."
                )
            )
        arrivals = self.env["zhaoshang.arrival"].create([self._values(record) for record in new])
        # the importer was checked
        arrivals.sudo().write({"opening": True})
        arrivals.action_zs_submit()

    def _values(self, record):
        return {
            "project_id": record.project,
            "amount": float(record.amount),
            "date": record.day,
            "evidence_kind": "other",
            "evidence": self.evidence,
            "evidence_name": self.evidence_name,
            "note": " ".join(filter(None, (self.document, record.note))),
        }

    def _zs_preview_values(self, plan):
        new = [line.record.amount for line in plan.lines if line.action == "new"]
        return {"total": float(sum(new))}

    def _zs_line_values(self, record, names):
        return {"name": record.label, "date": record.day, "amount": float(record.amount or 0)}


class ArrivalImportLine(models.TransientModel):
    """One row of the list as the preview shows it."""

    _name = "zhaoshang.arrival.import.line"
    _description = "Row of Past Arrivals"
    _inherit = ["zhaoshang.sheet.import.line"]

    import_id = fields.Many2one("zhaoshang.arrival.import", required=True, ondelete="cascade")
    date = fields.Date("Arrived On")
    amount = fields.Float("Amount (10,000 yuan)", digits=(12, 2))
