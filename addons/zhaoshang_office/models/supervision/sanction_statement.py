from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...rules import duty, grounds, ladder
from ..clock import county_today
from .sanction import LADDER


class Sanction(models.Model):
    """经查实: the person is heard, the evidence is there, before a dismissal is decided (R103)."""

    _inherit = "zhaoshang.sanction"

    can_ask_statement = fields.Boolean(compute="_compute_can_state")
    can_state = fields.Boolean(compute="_compute_can_state")

    @api.depends("state", "zs_approval_state", "kind", "statement_asked_on", "statement")
    @api.depends_context("uid")
    def _compute_can_state(self):
        for case in self:
            still_open = case._is_prepared() and case.kind == "dismissal"
            mine = case.sudo().user_id == self.env.user
            case.can_state = still_open and mine and bool(case.statement_asked_on)
            case.can_ask_statement = case.can_draft and still_open and not case.statement_asked_on

    def _is_prepared(self):
        return self.state == "draft" and self.zs_approval_state in (
            "draft",
            "returned",
            "withdrawn",
        )

    def action_ask_statement(self):
        """Show the case to the person and ask him to state his side (R103)."""
        today = county_today(self.env)
        for case in self:
            case._check_open_draft()
            if case.kind != "dismissal" or case.statement_asked_on:
                raise UserError(
                    self.env._("The person has been asked already, or it is no case of dismissal.")
                )
            if not (case.facts or "").strip():
                raise UserError(
                    self.env._("Write the facts first: the person states his side of them (R103).")
                )
            calendar = self.env["zhaoshang.workday"]._calendar(today, today, case.company_id)
            days = case.sudo().rule_set_id.answer_days
            case.sudo()._govern(
                {
                    "statement_asked_on": today,
                    "statement_until": duty.answer_until(today, calendar, days),
                }
            )
            if case.user_id:
                case.sudo().activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=case.user_id.id,
                    date_deadline=case.sudo().statement_until,
                    summary=self.env._("State your side of the case"),
                )
        return True

    def action_state(self, text):
        """Keep what the person says; it can be written again until the case is sent."""
        self.ensure_one()
        if self.sudo().user_id != self.env.user:
            raise AccessError(self.env._("Only the person concerned states his side (R103)."))
        self.check_access("read")
        if not self.can_state:
            raise UserError(
                self.env._("The case is with those who decide; nothing can be added now (R103).")
            )
        if not (text or "").strip():
            raise UserError(self.env._("Write your statement."))
        self.sudo()._govern({"statement": text.strip(), "statement_on": county_today(self.env)})
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"], user_id=self.env.uid)
        return True

    def _check_words(self):
        result = super()._check_words()
        if self.kind == "dismissal":
            refusal = self._verification_refusal(county_today(self.env))
            if refusal:
                raise UserError(refusal)
        return result

    def _verification_refusal(self, today):
        """R103: what is lacking before a dismissal can be decided, or None."""
        if not self._has_evidence():
            return self.env._(
                "“%s” has no evidence: only what is verified is decided (clause 11, R102, R103). "
                "Attach it, then send the case again.",
                self.display_name,
            )
        if not self.statement_asked_on:
            return self.env._(
                "The person has not been heard (R103). Press “Ask for His Statement” first."
            )
        calendar = self.env["zhaoshang.workday"]._calendar(today, today, self.company_id)
        days = self.rule_set_id.answer_days
        if not self.statement and not ladder.answer_closed(
            self.statement_asked_on, today, calendar, days
        ):
            return self.env._(
                "The person may state his side until %s and has not done so yet (R103). Wait for "
                "the statement, or send the case after that day.",
                self.statement_until,
            )
        if not self.effective_on or self.effective_on < today:
            return self.env._(
                "Name the day from which the dismissal is in force, today or later (R104)."
            )
        return None

    def _has_evidence(self):
        """R102: grave influence needs a file; what the records say is evidence for the others."""
        if self.ground == LADDER:
            return bool(self.finding_ids)
        if self.evidence:
            return True
        return self.ground != grounds.GRAVE and bool((self.evidence_text or "").strip())
