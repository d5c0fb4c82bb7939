from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class ReportSection(models.Model):
    """What one officer has done in the week: his part of the bureau's Friday report (R052)."""

    _name = "zhaoshang.report.section"
    _description = "Section of a Report"
    _inherit = ["zhaoshang.worked.out", "zhaoshang.kept.links", "zhaoshang.readable"]
    _order = "report_id, sequence, id"
    _check_company_auto = True
    _zs_worked_out = frozenset({"company_id", "bureau_id"})

    report_id = fields.Many2one("zhaoshang.report", required=True, index=True, ondelete="restrict")
    sequence = fields.Integer(default=10)
    appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "Officer",
        required=True,
        check_company=True,
        ondelete="restrict",
    )
    bureau_id = fields.Many2one(related="report_id.bureau_id", store=True)
    company_id = fields.Many2one(related="report_id.company_id", store=True, string="County")
    content = fields.Text("What Was Done")

    _one_each = models.UniqueIndex(
        "(report_id, appointment_id)", "Each officer has one section of a report (R052)."
    )

    @api.depends("appointment_id", "report_id")
    def _compute_display_name(self):
        for section in self:
            section.display_name = section.appointment_id.sudo().name or ""

    @api.model
    def _domain_readable(self):
        """R012, R015: who reads the report reads its sections."""
        reports = self.env["zhaoshang.report"].sudo(False)
        return Domain("report_id", "in", reports.sudo()._search(reports._domain_readable()))

    @api.model_create_multi
    def create(self, vals_list):
        sections = super().create(vals_list)
        sections._check_report()
        return sections

    def write(self, vals):
        self._check_report()
        if {"report_id", "appointment_id"} & set(vals) and not self.env.su:
            raise UserError(self.env._("A section stays with its report and its officer (R052)."))
        return super().write(vals)

    def unlink(self):
        self._check_report()
        return super().unlink()

    def _check_report(self):
        if not self.env.su:
            self.report_id._check_editable()
            strangers = self.sudo().filtered(
                lambda section: section.appointment_id.bureau_id != section.report_id.bureau_id
            )
            if strangers:
                raise UserError(
                    self.env._("A section is of an officer of the reporting bureau (R052).")
                )
