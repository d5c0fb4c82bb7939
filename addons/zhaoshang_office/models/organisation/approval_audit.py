from odoo import models


class ApprovalInstance(models.Model):
    """Runs are written by the engine alone; what goes out of them is logged (R138)."""

    _inherit = "zhaoshang.approval.instance"

    def export_data(self, fields_to_export):
        self._zs_audit("export", new_value=", ".join(fields_to_export))
        return super().export_data(fields_to_export)

    def _zs_audit(self, kind, **values):
        """Log one line of ``kind`` for the document of each run."""
        self.check_access("read")
        lines = []
        for run in self.sudo():
            document = self.env[run.res_model].sudo().browse(run.res_id)
            lines.append(
                {
                    "kind": kind,
                    "res_model": run.res_model,
                    "res_id": run.res_id,
                    "res_name": document.display_name,
                    "company_id": run.company_id.id,
                }
                | values
            )
        self.env["zhaoshang.audit"]._log(lines)


class ApprovalTask(models.Model):
    _inherit = "zhaoshang.approval.task"

    def export_data(self, fields_to_export):
        self.instance_id._zs_audit("export", new_value=", ".join(fields_to_export))
        return super().export_data(fields_to_export)


class ApprovalEvent(models.Model):
    _inherit = "zhaoshang.approval.event"

    def export_data(self, fields_to_export):
        self.instance_id._zs_audit("export", new_value=", ".join(fields_to_export))
        return super().export_data(fields_to_export)
