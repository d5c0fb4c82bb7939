from odoo import api, models
from odoo.exceptions import AccessError


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        self._zs_before_print(report_ref, res_ids)
        return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=res_ids)

    @api.model
    def _render_qweb_html(self, report_ref, docids, data=None):
        self._zs_before_print(report_ref, docids)
        return super()._render_qweb_html(report_ref, docids, data=data)

    @api.model
    def _render_qweb_text(self, report_ref, docids, data=None):
        self._zs_before_print(report_ref, docids)
        return super()._render_qweb_text(report_ref, docids, data=data)

    def _zs_before_print(self, report_ref, docids):
        """R138: refuse a print that is for others, and log it, once in a transaction.

        What was logged is remembered beside the cursor, where no client can put anything.

        :raises AccessError: for who is in none of the report's groups, which Odoo itself asks for
            in the menu alone
        """
        report = self._get_report(report_ref)
        model = self.env.registry.get(report.model)
        if not docids or not hasattr(model, "_zs_audit"):
            return
        self._zs_check_printer(report)
        docids = [docids] if isinstance(docids, int) else docids
        # before the log fills the cache, from which a template would read what it may not
        self.env[report.model].browse(docids).exists().check_access("read")
        logged = self.env.cr.cache.setdefault("zs_printed", set())
        fresh = [res_id for res_id in docids if (report.id, res_id) not in logged]
        logged.update((report.id, res_id) for res_id in fresh)
        records = self.env[report.model].browse(fresh).exists()
        records._zs_audit("print", new_value=report.name)

    def _zs_check_printer(self, report):
        groups = report.sudo().group_ids
        if self.env.su or not groups or self.env.user.all_group_ids & groups:
            return
        raise AccessError(
            self.env._(
                "“%(report)s” is printed by: %(groups)s. Ask one of them for it.",
                report=report.sudo().name,
                groups=", ".join(groups.mapped("name")),
            )
        )
