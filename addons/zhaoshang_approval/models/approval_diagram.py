from dataclasses import replace

from odoo import fields, models
from odoo.exceptions import UserError

from .. import condition
from ..engine import states, stored
from ..engine.run import Run


class ApprovalMixin(models.AbstractModel):
    """The steps of a document's approval as they are drawn: done, current, coming, left out."""

    _inherit = "zhaoshang.approval.mixin"

    def _zs_panel_flow(self, run, version):
        """The flow of a document, and the keys of its steps that do not apply to it.

        :returns: ``(flow, skipped keys)``; None without a version
        """
        if not version:
            return None, frozenset()
        if run:
            kept = stored.with_course(Run(), run.course)
            return replace(kept, skipped=frozenset()).way(run._zs_flow()), kept.skipped
        flow = version._zs_definition()
        try:
            return flow, run._zs_skipped(self, {self.id: flow})[self.id]
        except UserError:  # a condition that cannot be looked at; sending the document says which
            return flow, frozenset()

    def _zs_panel_steps(self, run, flow, skipped):
        if not flow:
            return []
        case = run or self._zs_preview_run()
        way = flow.without(skipped)
        wanted = [(case, step, party) for step in way.steps for party in step.parties]
        asked = (
            case._zs_people(wanted) if case.state in ("running", "returned", "withdrawn") else {}
        )
        tasks = run.task_ids.sorted("id")
        users = tasks.user_id | tasks.owner_id | tasks.user_id.browse(users_of(asked.values()))
        names = {user.id: user.name for user in users}
        names["for"] = self.env._("%(user)s (for %(owner)s)")
        here = len(way.steps) if run.state == states.APPROVED else way.index(run.step_key)
        result = []
        for step in flow.steps:
            left_out = step.key in skipped
            position = None if left_out else way.index(step.key)
            coming = not left_out and run.state == states.RUNNING and position > here
            its_tasks = _last_round(tasks, step, still_coming=coming)
            parties = [
                _panel_party(
                    party,
                    its_tasks.filtered(lambda task, party=party: task.party_key == party.key),
                    asked.get((case.id, step.key, party.key), ()),
                    names,
                )
                for party in step.parties
            ]
            status = "skipped" if left_out else _step_status(its_tasks, position, here, run.state)
            result.append(
                drawn_step(self.sudo(False), step) | {"status": status, "parties": parties}
            )
        return result

    def _zs_preview_run(self, requester=None):
        """A run that is not stored, to ask who would be asked.

        :param requester: who would send the document; without it, the current user
        """
        return self.env["zhaoshang.approval.instance"].new(
            {
                "res_model": self._name,
                "res_id": self.id,
                "requester_id": (requester or self.env.user).id,
                "company_id": self._zs_approval_companies()[self.id],
                "state": "running",
            }
        )


def drawn_step(model, step):
    """What is drawn of a step whatever its state.

    :param model: the documents' model, in whose user's language and rights the condition is said
    """
    return {
        "key": step.key,
        "name": step.name,
        "kind": step.kind,
        "mode": step.mode,
        "ratio": step.ratio,
        "condition": condition.words(model, step.condition),
        "deadline_hours": step.deadline_hours,
    }


def person_name(names, user, owner):
    """Who it is; who acts for somebody is named with him."""
    return names["for"] % {"user": names[user], "owner": names[owner]} if owner else names[user]


def users_of(people):
    """Ids of all users in lists of ``(user id, on whose behalf)``."""
    return {user for pairs in people for pair in pairs for user in pair if user}


def _last_round(tasks, step, *, still_coming):
    """Tasks of a step as they count now: those of its last round, none where it is asked anew."""
    its_tasks = tasks.filtered(lambda task: task.step_key == step.key)
    if still_coming and step.kind == states.APPROVE:
        return its_tasks.browse()
    last = max(its_tasks.mapped("round"), default=0)
    return its_tasks.filtered(lambda task: task.round == last)


def _panel_party(party, tasks, asked, names):
    """A party with the people asked; before it is asked, with those who would be."""
    people = [
        {
            "name": person_name(names, task.user_id.id, task.owner_id.id),
            "status": task.state,
            "at": fields.Datetime.to_string(task.decided_at),
            "comment": task.comment or "",
        }
        for task in tasks
        if task.state != states.TRANSFERRED
    ] or [
        {"name": person_name(names, *pair), "status": "coming", "at": False, "comment": ""}
        for pair in asked
    ]
    found = set(tasks.mapped("state"))
    order = (states.REJECTED, states.RETURNED, states.OPEN, states.WAITING, states.APPROVED,
             states.FILED, states.READ)  # fmt: skip
    status = next((state for state in order if state in found), "closed" if found else "coming")
    name = party.name or tasks[:1].party or ""
    return {"name": name, "status": status, "people": people, "added": party.is_added}


def _step_status(tasks, position, here, run_state):
    """One word for a step: done, current, coming, rejected, returned or skipped."""
    found = set(tasks.mapped("state"))
    if states.REJECTED in found:
        return "rejected"
    if states.RETURNED in found:
        return "returned"
    if found & states.LIVING:
        return "current"
    if found & {states.APPROVED, states.FILED, states.READ}:
        return "done" if position < here or run_state != "running" else "current"
    if run_state in ("rejected", "withdrawn", "approved"):
        return "skipped"
    return "coming"
