from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..engine import progress, states
from ..engine.states import Refused
from ..quiet import quiet
from ..texts import one_line


class ApprovalMixin(models.AbstractModel):
    """What the requester does, and the hooks a document fills in."""

    _inherit = "zhaoshang.approval.mixin"

    def action_zs_submit(self, choices=None):
        """Send documents into approval; the current user is the requester.

        :param choices: ``{party id: [user ids]}`` for the parties that the requester chooses
        """
        choices = self._zs_read_choices(choices)
        self.check_access("write")
        documents = quiet(self).sudo()
        if not documents:
            return True
        documents._zs_lock_rows()
        for document in documents:
            if document.zs_approval_state != states.DRAFT:
                raise document._zs_state_refusal()
        documents._zs_approval_check()
        runs = self.env["zhaoshang.approval.instance"]
        runs = quiet(runs).sudo()
        runs._zs_notify(runs._zs_submit(documents, documents._zs_versions(), choices))
        return True

    def action_zs_resubmit(self, choices=None, straight_back=False):
        """Send returned or withdrawn documents again; a new round begins.

        :param choices: as for :meth:`action_zs_submit`; those made before stand otherwise
        :param straight_back: to the step that returned them, past those before it
        """
        choices = self._zs_read_choices(choices)
        self.check_access("write")
        documents = quiet(self).sudo()
        if not documents:
            return True
        runs = documents._zs_own_runs()
        for document in documents:
            if document.zs_approval_state not in states.RESUBMITTABLE:
                raise document._zs_state_refusal()
        documents._zs_lock_rows()
        documents._zs_approval_check()
        touched = runs._zs_resubmit(
            documents, documents._zs_versions(), choices, bool(straight_back)
        )
        runs._zs_notify(touched)
        return True

    def action_zs_withdraw(self):
        """Take running documents back; only their requester may."""
        documents = quiet(self).sudo()
        if not documents:
            return True
        runs = documents._zs_own_runs(documents._zs_current_runs())
        current, effects = runs._zs_runs(), {}
        for number, run in current.items():
            try:
                effects[number] = progress.withdraw(run)
            except Refused as refused:
                raise documents[:1]._zs_state_refusal() from refused
        runs._zs_notify(runs._zs_execute(current, effects, "withdraw"))
        return True

    def _zs_withdraw_for(self, reason):
        """Take running documents back of whom cannot do it himself any more.

        Whoever calls has checked who may. The history names the acting person and the reason.
        """
        documents = quiet(self).sudo()
        runs = documents._zs_current_runs()
        runs._zs_lock()
        current, effects = runs._zs_runs(), {}
        for number, run in current.items():
            try:
                effects[number] = progress.withdraw(run)
            except Refused as refused:
                raise documents[:1]._zs_state_refusal() from refused
        runs._zs_notify(runs._zs_execute(current, effects, "withdraw", comment=reason))

    def action_zs_revoke(self, reason=None):
        """Ask to revoke approved documents; that goes the way of their approval (撤销).

        :param reason: why; the history keeps it and those who decide read it
        """
        self.env["zhaoshang.approval.task"]._zs_check_texts(reason)
        if not (reason or "").strip():
            raise UserError(self.env._("Say why it shall be revoked."))
        documents = quiet(self).sudo()
        if not documents:
            return True
        runs = documents._zs_own_runs()
        if not self._zs_approval_revocable:
            raise UserError(self.env._("Documents of this kind are not revoked once approved."))
        for document in documents:
            if document.zs_approval_state != states.APPROVED:
                raise document._zs_state_refusal()
        documents._zs_lock_rows()
        if documents._zs_revocations():
            raise UserError(self.env._("It has been asked to revoke this document already."))
        documents._zs_approval_check_revoke()
        versions = {run.res_id: run.version_id.id for run in runs}
        runs._zs_notify(
            runs.browse()._zs_submit(documents, versions, purpose="revoke", comment=reason)
        )
        return True

    def action_zs_urge(self):
        """Remind those whose decision on these documents is awaited (催办)."""
        tasks = self.env["zhaoshang.approval.task"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids),
             ("requester_id", "=", self.env.uid), ("state", "=", "open")]
        )  # fmt: skip
        return tasks.action_urge()

    def _zs_read_choices(self, choices):
        """Choices as a client sends them: its JSON makes texts of the party ids."""
        try:
            return {int(key): [int(user) for user in users] for key, users in choices.items()}
        except AttributeError:
            return None
        except (TypeError, ValueError, OverflowError) as error:
            raise UserError(self.env._("Choose a person.")) from error

    def _zs_revocations(self):
        """Running revocations of these documents."""
        return self.env["zhaoshang.approval.instance"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids),
             ("purpose", "=", "revoke"), ("state", "=", "running")]
        )  # fmt: skip

    def _zs_current_runs(self):
        """The run of each document that goes on: its revocation, or its approval."""
        revocations = self._zs_revocations()
        revoked = set(revocations.mapped("res_id"))
        others = self.filtered(lambda document: document.id not in revoked)
        return revocations | others.zs_approval_instance_id

    def _zs_own_runs(self, runs=None):
        """The runs of these documents, locked, if the current user is their requester."""
        runs = self.zs_approval_instance_id if runs is None else runs
        if len(runs) != len(self):
            raise UserError(self.env._("This document has not been submitted."))
        runs._zs_lock()
        self.invalidate_recordset(["zs_approval_state"])
        if any(run.requester_id.id != self.env.uid for run in runs):
            raise AccessError(
                self.env._("Only the requester withdraws a document or sends it again.")
            )
        return runs

    def _zs_lock_rows(self):
        """Hold the documents, so that two submits of one cannot pass each other."""
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                "SELECT id FROM %s WHERE id IN %s ORDER BY id FOR NO KEY UPDATE",
                SQL.identifier(self._table),
                tuple(self.ids),
            )
        )

    def _zs_touch(self):
        """Make a submit of these documents that goes on at this moment fail and be retried.

        It would else take the lines and files of before: a transaction reads one snapshot.
        """
        if self:
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET write_date = write_date WHERE id IN %s",
                    SQL.identifier(self._table),
                    tuple(self.ids),
                )
            )

    def _zs_versions(self):
        companies = self._zs_approval_companies()
        picked = self.env["zhaoshang.approval.flow"]._zs_pick(self, companies)
        for document in self:
            if document.id not in picked:
                raise document._zs_no_flow_refusal(companies[document.id])
        return picked

    def _zs_no_flow_refusal(self, company):
        """Who has to do what, so that documents like this one can be sent."""
        version = self.env["zhaoshang.approval.version"]._zs_not_yet(self, company)
        names = {"document": self.display_name, "flow": version.flow_id.name}
        if version.state == "proposed":
            return UserError(
                self.env._(
                    "No approval flow in force fits “%(document)s” yet: the flow “%(flow)s” waits "
                    "for a second person, who agrees to it under Approvals › Configuration › To "
                    "Confirm. Send it again then; what you entered is kept.",
                    **names,
                )
            )
        if version:
            return UserError(
                self.env._(
                    "No approval flow in force fits “%(document)s” yet: the flow “%(flow)s” is "
                    "only a draft. Ask the administrator to propose it under Approvals › "
                    "Configuration › Flows. Send it again then; what you entered is kept.",
                    **names,
                )
            )
        return UserError(
            self.env._(
                "No approval flow in force fits “%s”. Ask the administrator to publish one for "
                "documents like this.",
                self.display_name,
            )
        )

    def _zs_titles(self):
        """The titles as lists, mails and the history bear them: one line each."""
        return {number: one_line(title) for number, title in self._zs_approval_title().items()}

    def _zs_state_refusal(self):
        labels = dict(self._fields["zs_approval_state"]._description_selection(self.env))
        return UserError(
            self.env._(
                "“%(document)s” is now “%(state)s”, so this cannot be done any more. "
                "Reload the page to see how it stands.",
                document=self.display_name,
                state=labels[self.zs_approval_state],
            )
        )

    # hooks

    def _zs_approval_check(self):
        """Raise UserError or ValidationError to refuse a submit."""

    def _zs_approval_check_revoke(self):
        """Raise UserError or ValidationError to refuse that a revocation is asked for."""

    def _zs_approval_snapshot(self):
        """``{id: dict}`` of what is submitted, JSON-able; its digest is what approvers sign."""
        return {document.id: {} for document in self}

    def _zs_approval_title(self):
        """``{id: str}``: who, what, days or ¥ in one line."""
        return {document.id: document.display_name for document in self}

    def _zs_approval_locked_fields(self):
        """Names of the fields that stand while a document runs and once it is decided."""
        return set()

    def _zs_approval_excluded_users(self):
        """``{id: users}`` who never decide a document beside its requester: those it concerns."""
        return {}

    def _zs_approval_companies(self):
        """``{id: company id}``"""
        if "company_id" in self._fields:
            return {document.id: document.company_id.id for document in self}
        # sudo would take any company a client names
        return dict.fromkeys(self.ids, self.sudo(False).env.company.id)

    def _zs_approval_own_query(self):
        """Query or SQL of the ids the current user may read by the document's own logic."""
        return self.sudo()._search([("create_uid", "=", self.env.uid)], active_test=False)

    def _zs_approval_due_at(self, kind, now):
        """``{id: moment}`` by which a task of ``kind`` (``approve``, ``file``) opened now is due,
        of documents for which a law says so; for the others the hours of the step hold.

        :param now: naive, in UTC, as the moments are
        """
        return {}

    def _zs_approval_on_approved(self):
        """Called once when documents become approved."""

    def _zs_approval_on_rejected(self):
        """Called once when documents become refused."""

    def _zs_approval_on_returned(self):
        """Called once when documents go back to their requester."""

    def _zs_approval_on_withdrawn(self):
        """Called once when documents are withdrawn."""

    def _zs_approval_on_revoked(self):
        """Called once when approved documents are revoked."""

    # Not defined here: ``_zs_approval_on_undone``, called when a decision that ended a run is
    # taken back. Only a document that can take back its hooks defines it, and allows it thereby.

    def _zs_approval_on_filed(self):
        """Called once when documents are registered."""
