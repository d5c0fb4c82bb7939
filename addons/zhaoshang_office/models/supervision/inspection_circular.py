from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules import inspection_circular as rules
from ...rules.paper import DRAFT, VOID, Paper
from ..clock import county_today

CIRCULAR = "circular"


class Inspection(models.Model):
    """督查通报: what an inspection found, issued under a number by 效能办 (clause 9, R061, R063).

    What it told then stays; what is found out later is told by a further inspection.
    """

    _inherit = "zhaoshang.inspection"

    document_number = fields.Char(readonly=True, copy=False)
    issued_on = fields.Date("Circular Issued On", readonly=True, copy=False)
    issued_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    told = fields.Json(readonly=True, copy=False, exportable=False)
    can_issue = fields.Boolean(compute="_compute_can_issue")

    @api.depends("issued_on", "entry_ids")
    @api.depends_context("uid")
    def _compute_can_issue(self):
        inspector = self._is_inspector()
        for inspection in self:
            inspection.can_issue = inspector and not inspection.issued_on and inspection.entry_ids

    def action_issue(self):
        """Issue the circular: it gets its number, and what it tells stays (R061)."""
        self._check_inspector()
        self.check_access("read")
        today = county_today(self.env)
        for inspection in self.sudo():
            inspection._check_not_issued()
            if not inspection.entry_ids:
                raise UserError(
                    self.env._("Nothing has been put down yet: there is nothing to tell (R061).")
                )
            told = inspection._circular_facts()
            numbers = self.env["zhaoshang.document.number"]
            number = numbers._take(
                inspection.company_id, "inspection", today, inspection,
                inspection._circular_title(told).replace("\n", ""),
            )  # fmt: skip
            inspection._govern(
                {
                    "document_number": number,
                    "issued_on": today,
                    "issued_by_id": self.env.uid,
                    "told": told,
                }
            )
        return True

    def _check_not_issued(self):
        """The row first: of two at once, and of an entry beside the circular, the later one is
        retried and then refused; nothing is put down that the circular does not tell."""
        for inspection in self.sudo():
            self.env.cr.execute(
                "UPDATE zhaoshang_inspection SET day = day WHERE id = %s", [inspection.id]
            )
            if inspection.issued_on:
                raise UserError(
                    self.env._(
                        "%(number)s tells of this inspection and stays as it is (clause 9, R061). "
                        "Begin a further inspection of this day for what else is found.",
                        number=inspection.document_number,
                    )
                )

    def _circular_facts(self):
        lines = [entry._circular_line() for entry in self.standing_entry_ids.sorted("moment")]
        return rules.facts(self.bureau_id.name, self.day, lines)

    @api.model
    def _circular_title(self, told):
        return rules.title(told["bureau"], fields.Date.to_date(told["day"]))

    def _document(self, form=""):
        if form != CIRCULAR:
            return super()._document(form)
        self.ensure_one()
        inspection = self.sudo()
        told = inspection.told or inspection._circular_facts()
        series = self.env["zhaoshang.document.series"]._of(self.company_id, "inspection")
        day = inspection.issued_on or county_today(self.env)
        policy = self.env["zhaoshang.rule.set"].sudo()._at(day, self.company_id).policy_id
        return Paper(
            kind="inspection",
            number=inspection.document_number or "",
            day=inspection.issued_on or None,
            title=self._circular_title(told),
            addressee=series.addressee or told["bureau"],
            copies=series.copies or "",
            blocks=rules.blocks(told, policy.display_name or ""),
            mark=inspection._circular_mark(),
        )

    def _circular_mark(self):
        if self.voided_on:
            return VOID
        return "" if self.document_number else DRAFT

    def _document_name(self, form=""):
        if form != CIRCULAR:
            return super()._document_name(form)
        paper = self.env["zhaoshang.document.paper"]._said(self, form)
        return paper.title.replace("\n", "") + (paper.number or paper.mark)


class InspectionEntry(models.Model):
    _inherit = "zhaoshang.inspection.entry"

    def _circular_line(self):
        officer = self.appointment_id
        posts = dict(officer._fields["role"]._description_selection(self.env))
        return rules.Line(
            name=officer.name,
            post=posts[officer.role],
            way=self.way,
            expected=self.expected or "",
            result=self.result,
            finding=self.finding_id.state or "",
        )
