from odoo import fields, models


class FindingAbsence(models.TransientModel):
    """The box in which 管理办公室 or 效能办 reports somebody absent without leave (R090)."""

    _name = "zhaoshang.finding.absence"
    _description = "Report of an Absence"
    _inherit = ["zhaoshang.kept.links"]

    appointment_id = fields.Many2one(
        "zhaoshang.appointment", "Officer", required=True, ondelete="cascade"
    )
    date_from = fields.Date("First Day", required=True)
    date_to = fields.Date("Last Day", required=True, help="This day is included.")
    facts = fields.Text("What Was Found", required=True)

    def action_report(self):
        """Raise the finding and open it; the finding checks who may and which days."""
        self.ensure_one()
        finding = self.env["zhaoshang.finding"]._report_absence(
            self.appointment_id, self.date_from, self.date_to, self.facts
        )
        return finding._get_records_action()

    def _zs_kept_links(self):
        """R012: the label of another county's record is not told either."""
        return {"appointment_id"}
