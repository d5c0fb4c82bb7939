from odoo import models

from ...rules import duty as rules


class Duty(models.Model):
    """One click from a duty to what fulfils it: the answer, the report, or why it stands so."""

    _inherit = "zhaoshang.duty"

    def action_open(self):
        """Open the finding to be answered, the report, or the form in which to report."""
        self.ensure_one()
        self.check_access("read")
        asked = self.sudo().finding_ids.filtered(lambda finding: finding.state == "suspected")
        if asked and asked.user_id == self.env.user:
            return self._form("zhaoshang.finding", asked.id)
        if self.research_id and self.env["zhaoshang.research"].has_access("read"):
            return self._form("zhaoshang.research", self.research_id.id)
        if self.report_id and self.env["zhaoshang.report"].has_access("read"):
            return self._report_form(self.report_id.id)
        if self.state in ("due", "late") and self._may_report():
            return self._new_report()
        return self._form(self._name, self.id)

    def action_why(self):
        """Open the duty itself: why it stands as it does."""
        self.ensure_one()
        return self._form(self._name, self.id)

    def _may_report(self):
        """Officers of the bureau report; 管理办公室 enters what it took in by telephone or fax."""
        user = self.env.user
        if self.bureau_id in self._own_bureaus():
            return True
        return self.kind != rules.RESEARCH_REPORT and user.has_group(
            "zhaoshang_office.group_office"
        )

    def _new_report(self):
        if self.kind == rules.RESEARCH_REPORT:
            return self._form(
                "zhaoshang.research",
                default_bureau_id=self.bureau_id.id,
                default_half_from=str(self.period_from),
            )
        if self.kind == rules.MONDAY_CALL:
            return self._report_form(default_bureau_id=self.bureau_id.id)
        if self.bureau_id in self._own_bureaus():
            return self.env["zhaoshang.report"].action_begin(self.kind, self.period_from)
        return self._report_form(
            default_kind=self.kind,
            default_bureau_id=self.bureau_id.id,
            default_period_from=str(self.period_from),
        )

    def _report_form(self, number=False, **context):
        """A call and a written report have each its own form."""
        action = self._form("zhaoshang.report", number, **context)
        name = "report" if self.kind == rules.MONDAY_CALL else "report_written"
        form = self.env.ref(f"zhaoshang_office.zhaoshang_{name}_view_form")
        return action | {"views": [(form.id, "form")]}

    def _form(self, model, number=False, **context):
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "res_id": number,
            "view_mode": "form",
            "views": [(False, "form")],
            "context": context,
        }
