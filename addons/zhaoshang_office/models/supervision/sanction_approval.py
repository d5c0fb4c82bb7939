from odoo import models
from odoo.exceptions import UserError

from ...rules import sanction_paper
from ..clock import county_today
from .sanction import LADDER, STEP_OF_KIND


class Sanction(models.Model):
    """How a sanction is decided, by the flow that its kind has (clause 11, R091 to R093, R103)."""

    _inherit = "zhaoshang.sanction"

    def _zs_approval_check(self):
        for sanction in self:
            if not sanction.sudo(False)._may_draft():
                raise sanction._changed_by_its_buttons()
            sanction._check_words()
            sanction._check_count()
        for sanction in self:
            sanction._govern({"basis": sanction._basis_text()})
        return super()._zs_approval_check()

    def _check_words(self):
        """The usual four parts: facts, nature, decision with its clause, admonition."""
        for name in ("facts", "analysis"):
            if not (self[name] or "").strip():
                raise UserError(
                    self.env._(
                        "“%(document)s” lacks “%(part)s”. Write it, then send it again.",
                        document=self.display_name,
                        part=self._fields[name]._description_string(self.env),
                    )
                )

    def _check_count(self):
        """R094, R095: what is decided is what the count says at that moment."""
        if self.ground != LADDER:
            return
        self._hold(self.appointment_id)
        standing = self._standing(self.appointment_id)
        raising = {act.key for act in standing.ladder.raising}
        step = standing.ladder.step
        if raising != set(self.finding_ids.ids) or STEP_OF_KIND[self.kind] != step:
            raise UserError(
                self.env._(
                    "The count has changed since “%(document)s” was drafted: it says step %(step)s "
                    "now, from %(count)s findings (R094, R095). Return it to be counted again; "
                    "what was written is kept.",
                    document=self.display_name,
                    step=step,
                    count=len(raising),
                )
            )

    def _basis_text(self):
        """The count in words, as it is kept with the decision."""
        if self.ground != LADDER:
            return self.evidence_text or self.facts
        standing = self._standing(self.appointment_id)
        facts = standing.findings._ladder_facts(standing)
        rows = [f"{row['day']} {row['kind']}：{row['outcome']}" for row in facts["rows"]]
        return "\n".join([facts["rule"], *rows])

    def _zs_approval_locked_fields(self):
        return super()._zs_approval_locked_fields() | {
            "kind",
            "ground",
            "appointment_id",
            "facts",
            "analysis",
            "admonition",
            "evidence",
            "evidence_name",
            "basis",
            "effective_on",
            "statement",
        }

    def _zs_approval_snapshot(self):
        names = self._snapshot_names()
        return {
            sanction.id: {name: sanction._zs_audit_text(name) for name in names}
            for sanction in self.sudo()
        }

    def _snapshot_names(self):
        return (
            "appointment_id",
            "bureau_id",
            "kind",
            "ground",
            "facts",
            "analysis",
            "admonition",
            "basis",
            "evidence_name",
            "effective_on",
            "statement",
            "statement_asked_on",
            "rule_set_id",
        )

    def _zs_approval_snapshot_labels(self):
        labels = {
            name: self._fields[name]._description_string(self.env)
            for name in self._snapshot_names()
        }
        return {sanction.id: labels for sanction in self}

    def _zs_approval_title(self):
        return {sanction.id: sanction.display_name for sanction in self}

    def _zs_approval_excluded_users(self):
        """R084: the person concerned decides nothing of it, by whatever post."""
        return {sanction.id: sanction.sudo().user_id for sanction in self}

    def _zs_approval_on_approved(self):
        """Number and day are given in the transaction of the last decision, after a last count."""
        today = county_today(self.env)
        for sanction in self:
            sanction._check_count()
            sanction._transition("decided", decided_on=today)
            sanction._take_number(today)
            sanction._tell_person()
        return super()._zs_approval_on_approved()

    def _take_number(self, day):
        """From the register of official documents."""
        register = self.env["zhaoshang.document.number"].sudo()  # what is decided is numbered
        title = sanction_paper.title(self._document_case()).replace("\n", "")
        self._govern({"number": register._take(self.company_id, self.kind, day, self, title)})

    def _tell_person(self):
        """The person finds it among his to-dos; what it means stands on it."""
        if self.user_id:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=self.user_id.id,
                summary=self.env._("A decision about you: read it"),
            )

    def _zs_approval_on_rejected(self):
        """Refused: it does not count, and its findings are free again."""
        self.finding_ids.sudo().write({"sanction_id": False})
        self._transition("refused")
        return super()._zs_approval_on_rejected()
