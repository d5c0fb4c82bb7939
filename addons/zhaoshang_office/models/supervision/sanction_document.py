from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules import sanction_paper as rules
from ...rules.paper import DRAFT, WITHDRAWN
from .sanction import LADDER

RECEIPT = "receipt"
DRAFTED, TOLD = "draft", ("decided", "served", "withdrawn")


class Sanction(models.Model):
    """What stands on the printed decision and on the receipt of its service (送达回证)."""

    _inherit = "zhaoshang.sanction"

    printable = fields.Boolean(compute="_compute_printable")

    @api.depends("state", "zs_approval_state")
    def _compute_printable(self):
        for sanction in self:
            told = sanction.state in TOLD and sanction.zs_approval_state == "approved"
            sanction.printable = told or sanction.state == DRAFTED

    def _document(self, form=""):
        """The decision, a draft with its mark; ``receipt``: 送达回证, once it is decided."""
        self.ensure_one()
        self._check_printed(form)
        case = self.sudo()._document_case()
        return rules.receipt(case) if form == RECEIPT else rules.decision(case)

    def _check_printed(self, form):
        if self.state not in (DRAFTED, *TOLD):
            raise UserError(
                self.env._(
                    "“%s” was refused or given up: nothing of it is printed.", self.display_name
                )
            )
        if form == RECEIPT and self.state not in TOLD:
            raise UserError(
                self.env._(
                    "“%s” is not decided yet: the receipt of its service is printed afterwards.",
                    self.display_name,
                )
            )
        if not self.printable:
            raise UserError(
                self.env._(
                    "“%s” was decided on paper before this system was used: that paper is the "
                    "document, and none is printed in its place.",
                    self.display_name,
                )
            )

    def _document_case(self):
        post = self.appointment_id
        series = self.env["zhaoshang.document.series"]._of(self.company_id, self.kind)
        policy = self.rule_set_id.policy_id
        marks = {DRAFTED: DRAFT, "withdrawn": WITHDRAWN}
        return rules.Case(
            kind=self.kind,
            name=post.name or "",
            post=rules.POSTS[post.role],
            bureau=self.bureau_id.name,
            policy=policy.display_name or "",
            home_unit=post.home_unit or "",
            direct=self.ground != LADDER,
            facts=self.facts or "",
            analysis=self.analysis or "",
            statements=self._document_statements(),
            asked=bool(self.statement_asked_on),
            admonition=self.admonition or "",
            effective_on=self.effective_on or None,
            review_days=self.rule_set_id.review_days,
            number=self.number or "",
            decided_on=self.decided_on or None,
            addressee=series.addressee or "",
            copies=series.copies or "",
            mark=marks.get(self.state, ""),
            issuer=series.issuer,
            served_on=self.served_on or None,
            served_way=self.served_way or "",
            served_by=self.served_by_id.name or "",
            note=self.served_note or "",
        )

    def _document_statements(self):
        """What the person said of the case, else of each finding."""
        if self.statement:
            return (self.statement,)
        findings = self.finding_ids.sorted("occurred_on")
        return tuple(
            f"就{finding.occurred_on.month}月{finding.occurred_on.day}日的问题：{finding.answer}"
            for finding in findings
            if finding.answer
        )
