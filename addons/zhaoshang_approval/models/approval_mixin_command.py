from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..engine import progress, states
from ..engine.states import Refused
from ..quiet import quiet


class ApprovalMixin(models.AbstractModel):
    """What the requester does, and the hooks a document fills in."""

    _inherit = "zhaoshang.approval.mixin"

    def action_zs_submit(self):
        """Send documents into approval; the current user is the requester."""
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
        runs._zs_notify(runs._zs_submit(documents, documents._zs_versions()))
        return True

    def action_zs_resubmit(self):
        """Send returned or withdrawn documents again; a new round begins."""
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
        runs._zs_notify(runs._zs_resubmit(documents, documents._zs_versions()))
        return True

    def action_zs_withdraw(self):
        """Take running documents back; only their requester may."""
        documents = quiet(self).sudo()
        if not documents:
            return True
        runs = documents._zs_own_runs()
        effects = {}
        for run, current in runs._zs_runs().items():
            try:
                effects[run] = progress.withdraw(current)
            except Refused as refused:
                raise documents[:1]._zs_state_refusal() from refused
        runs._zs_notify(runs._zs_execute(effects, "withdraw"))
        return True

    def _zs_own_runs(self):
        """The runs of these documents, locked, if the current user is their requester."""
        runs = self.zs_approval_instance_id
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

    def _zs_versions(self):
        picked = self.env["zhaoshang.approval.flow"]._zs_pick(self, self._zs_approval_companies())
        for document in self:
            if document.id not in picked:
                raise UserError(
                    self.env._(
                        "No approval flow in force fits “%s”. Ask the administrator to publish "
                        "one for documents like this.",
                        document.display_name,
                    )
                )
        return picked

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

    def _zs_approval_on_approved(self):
        """Called once when documents become approved."""

    def _zs_approval_on_rejected(self):
        """Called once when documents become refused."""

    def _zs_approval_on_returned(self):
        """Called once when documents go back to their requester."""

    def _zs_approval_on_withdrawn(self):
        """Called once when documents are withdrawn."""

    def _zs_approval_on_filed(self):
        """Called once when documents are registered."""
