from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..engine import states, stored


class ApprovalMixin(models.AbstractModel):
    """The document's approval as one JSON answer: where it stands, who is asked, what was said."""

    _inherit = "zhaoshang.approval.mixin"

    @api.readonly
    def zs_approval_panel(self):
        """All that the panel shows, in one call; see the keys below."""
        self.ensure_one()
        self.check_access("read")
        document = self.sudo()
        run = document._zs_current_runs()
        version = run.version_id or document._zs_preview_version()
        whole, skipped = document._zs_panel_flow(run, version)
        flow = whole and whole.without(skipped)
        task = document._zs_my_task()
        labels = dict(self._fields["zs_approval_state"]._description_selection(self.env))
        return {
            "state": document.zs_approval_state,
            "state_label": labels[document.zs_approval_state],
            "flow_name": version.flow_id.name or "",
            "version_number": version.number,
            "instance_id": run.id,
            "round": run.round,
            "digest": run.digest or False,
            "requester": (run.requester_id or document.sudo().create_uid or self.env.user).name,
            "submitted_at": fields.Datetime.to_string(run.submitted_at),
            "filing": run.filing_state not in (False, "none")
            and {"state": run.filing_state, "number": run.filing_number}
            or None,
            "my_task": task._zs_panel_values() if task else None,
            "can": document._zs_panel_rights(run, self.has_access("write")),
            "choose": document._zs_panel_choices(run, flow),
            "revocation": run.purpose == "revoke",
            "added": run._zs_panel_added(),
            "papers": document._zs_papers(),
            "return_steps": [
                {"key": step.key, "name": step.name}
                for step in (
                    flow.approve_steps_before(run.step_key) if task.kind == states.APPROVE else ()
                )
            ],
            "steps": document._zs_panel_steps(run, whole, skipped),
            "trail": run._zs_panel_trail(),
        }

    def _zs_my_task(self):
        """The current user's most urgent open task on this document: deciding before copies."""
        tasks = self.env["zhaoshang.approval.task"].search(
            [("user_id", "=", self.env.uid), ("state", "=", "open"),
             ("res_model", "=", self._name), ("res_id", "=", self.id)], order="id",
        )  # fmt: skip
        return tasks.sorted(lambda task: task.kind == states.CC)[:1]

    def _zs_preview_version(self):
        """Version the draft would take now; empty where none fits."""
        if not self.id:
            return self.env["zhaoshang.approval.version"]
        try:
            picked = self.env["zhaoshang.approval.flow"]._zs_pick(
                self, self._zs_approval_companies()
            )
        except UserError:  # a flow that cannot be looked at; sending the document says which
            picked = {}
        return self.env["zhaoshang.approval.version"].browse(picked.get(self.id))

    def _zs_panel_rights(self, run, writable):
        state = self.zs_approval_state
        mine = run.requester_id.id == self.env.uid
        again = state in states.RESUBMITTABLE and mine and writable
        running = run.state == states.RUNNING and mine
        return {
            "submit": state == states.DRAFT and writable,
            "withdraw": running,
            "resubmit": again,
            # the name of the step to go straight back to
            "straight_back": (again and run._zs_returned_from()) or False,
            "revoke": (
                self._zs_approval_revocable
                and state == states.APPROVED
                and mine
                and run.purpose == "submit"
            ),
            "urge": running,
        }

    def _zs_panel_choices(self, run, flow):
        """Parties whose people the current user chooses before he sends the document."""
        if not flow or self.zs_approval_state not in (states.DRAFT, *states.RESUBMITTABLE):
            return []
        case = run or self._zs_preview_run()
        parties = [
            (step, party)
            for step in flow.steps
            for party in step.parties
            if party.source == "requester_choice"
        ]
        if not parties:
            return []
        pool = _from_post(parties)
        people = case._zs_people([(case, step, party) for step, party in pool])
        users = self.env["res.users"].browse({u for pairs in people.values() for u, _o in pairs})
        names = {user.id: user.name for user in users}
        chosen = stored.chosen(run.course)
        return [
            {
                "party": party.key,
                "name": party.name,
                "step_name": step.name,
                "people": [
                    {"id": user, "name": names[user]}
                    for user, _owner in people[case.id, step.key, party.key]
                ],
                "chosen": list(chosen.get(party.key, ())),
            }
            for step, party in pool
        ]


def _from_post(parties):
    """The same parties with everybody of the post they choose from."""
    return [(step, replace(party, source="role")) for step, party in parties]


class ApprovalTask(models.Model):
    _inherit = "zhaoshang.approval.task"

    def _zs_panel_values(self):
        step = self._zs_step()
        return {
            "id": self.id,
            "kind": self.kind,
            "step_name": self.step_name,
            "comment_required": step.comment_required,
            "signature_required": step.signature_required,
            "assign_only": self.assign_only,
            # whoever was asked himself asks nobody
            "can_ask": self.kind == states.APPROVE and self.party_key > 0 and not self.assign_only,
            "can_object": self.kind == states.FILE
            and (not self.due_at or self.due_at >= fields.Datetime.now()),
            "due_at": fields.Datetime.to_string(self.due_at),
            "on_behalf_of": self.owner_id.name or False,
        }


class ApprovalInstance(models.Model):
    _inherit = "zhaoshang.approval.instance"

    def _zs_returned_from(self):
        """Name of the step that sent the document back, where it may go straight back to it."""
        key = (self.course or {}).get("returned_from")
        steps = {step.key: step.name for step in self._zs_flow().steps} if key else {}
        return steps.get(key)

    def _zs_panel_added(self):
        """People the current user added and who have not signed: he may take them away."""
        mine = {
            party["key"] for _step, party in (self.course or {}).get("added", ())
            if party["by"] == self.env.uid
        }  # fmt: skip
        return [
            {"task": task.id, "name": task.user_id.name}
            for task in self.task_ids
            if task.party_key in mine and task.state == states.OPEN
        ]

    def _zs_panel_trail(self):
        labels = dict(
            self.env["zhaoshang.approval.event"]._fields["action"]._description_selection(self.env)
        )
        return [
            {
                "at": fields.Datetime.to_string(event.at),
                "who": event.actor_name,
                "on_behalf_of": event.owner_name or False,
                "action": event.action,
                "action_label": labels[event.action],
                "to": event.target_name or "",
                "step_name": event.step_name or "",
                "round": event.round,
                "comment": event.comment or "",
                "version": event.version_number,
            }
            for event in (self.revokes_id.event_ids | self.event_ids).sorted(
                lambda event: (event.instance_id.id, event.seq)
            )
        ]
