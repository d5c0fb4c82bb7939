from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError

from .. import condition
from ..engine import flow as law
from ..engine import progress, states
from ..engine.run import Run
from ..engine.states import Refused
from .approval_diagram import drawn_step, person_name, users_of


class ApprovalVersion(models.Model):
    """A version tried on a document, without any effect."""

    _inherit = "zhaoshang.approval.version"

    can_try = fields.Boolean(
        compute="_compute_can_try", help="Whether you may read documents of this kind."
    )

    @api.depends("flow_id.res_model")
    @api.depends_context("uid")
    def _compute_can_try(self):
        for version in self:
            model = self.env.get(version.res_model)
            version.can_try = model is not None and model.has_access("read")

    @api.readonly
    def zs_try(self, document_id):
        """Who would be asked today, in which order, if a document took this version.

        Nothing is written, nobody is told. For who may read both the version and the document;
        its conditions are looked at with his rights, since he may have written them himself.

        :returns: ``{"title", "requester", "notes": [sentence, …], "steps": drawing}``
        :raises AccessError: for everybody else
        """
        self.ensure_one()
        self.check_access("read")
        known = isinstance(document_id, int) and self.res_model in self.env
        document = known and self.env[self.res_model].browse(document_id).exists()
        if not document:
            raise UserError(self.env._("This document is not there any more. Choose another one."))
        document.check_access("read")
        return self.sudo()._zs_tried(document.sudo())

    def _zs_tried(self, document):
        requester = document.zs_approval_instance_id.requester_id or document.create_uid
        case = document._zs_preview_run(requester)
        flow = self._zs_build_definition()
        skipped = case._zs_skipped(document, {document.id: flow}, condition.found)[document.id]
        return {
            "title": document.display_name,
            "requester": requester.name,
            "notes": [*self._zs_taken_notes(document), *self._zs_course_notes(flow, skipped)],
            "steps": self._zs_tried_steps(case, flow, skipped),
        }

    def _zs_taken_notes(self, document):
        """Whether the document would take this version at all."""
        version = condition.found(document, self.condition_domain, self.display_name)
        picked = self.env["zhaoshang.approval.flow"]._zs_pick(
            document, document._zs_approval_companies()
        )
        flow = self.browse(picked.get(document.id)).flow_id
        if not version and flow:
            return [
                self.env._(
                    "It does not meet the condition of this version; today it takes “%s”.",
                    flow.name,
                )
            ]
        if not version:
            return [
                self.env._("It does not meet the condition of this version, nor of any in force.")
            ]
        mine = self.flow_id
        if flow and flow != mine and (flow.sequence, flow.id) < (mine.sequence, mine.id):
            return [
                self.env._(
                    "It meets the condition of this version, but “%s” stands above it in the "
                    "list of flows and is taken first.",
                    flow.name,
                )
            ]
        return []

    def _zs_course_notes(self, flow, skipped):
        try:
            progress.start(flow, Run(skipped=skipped))
        except Refused:
            return [
                self.env._(
                    "No step that decides applies to it, so the document would not be accepted."
                )
            ]
        return []

    def _zs_tried_steps(self, case, flow, skipped):
        wanted = [
            (case, step, replace(party, source="role") if _is_chosen(party) else party)
            for step in flow.without(skipped).steps
            for party in step.parties
        ]
        people = case._zs_people(wanted)
        keepers = self._zs_keepers(case, flow)
        users = self.env["res.users"].browse(users_of([*people.values(), keepers]))
        names = {user.id: user.name for user in users}
        names["for"] = self.env._("%(user)s (for %(owner)s)")
        steps = []
        for step in flow.steps:
            status = "skipped" if step.key in skipped else "coming"
            parties = []
            for party in step.parties:
                pairs = people.get((case.id, step.key, party.key), ())
                drawn = {
                    "name": party.name,
                    "status": status,
                    "added": False,
                    "people": [
                        {"name": person_name(names, *pair), "status": status, "at": False,
                         "comment": ""}
                        for pair in pairs
                    ],
                }  # fmt: skip
                if status == "coming":
                    others = [person_name(names, *pair) for pair in keepers]
                    drawn["note"] = self._zs_tried_note(step, party, pairs, others)
                parties.append(drawn)
            model = self.env[self.res_model].sudo(False)
            steps.append(drawn_step(model, step) | {"status": status, "parties": parties})
        return steps

    def _zs_keepers(self, case, flow):
        """Who says who shall decide where a step has nobody."""
        if not flow.fallback:
            return []
        step, party = law.Step(""), law.Party(0, "", "role", flow.fallback)
        return case._zs_people([(case, step, party)])[case.id, "", 0]

    def _zs_tried_note(self, step, party, pairs, keepers):
        if pairs:
            return self.env._("The requester chooses among them.") if _is_chosen(party) else ""
        if step.kind not in states.DECIDING:
            return self.env._("Nobody gets the copy.")
        if keepers:
            return self.env._(
                "Nobody can decide here: %s is asked to say who shall.", "、".join(keepers)
            )
        return self.env._(
            "Nobody can decide here, nor is there anybody under “If There Is Nobody”: the "
            "document would not be accepted."
        )


def _is_chosen(party):
    return party.source == "requester_choice"
