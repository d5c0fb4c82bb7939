from odoo import models
from odoo.exceptions import AccessError, UserError

from ..engine import progress, states
from ..engine.states import Refused
from ..quiet import quiet


class ApprovalTask(models.Model):
    """What a person does with his tasks. All commands take many."""

    _inherit = "zhaoshang.approval.task"

    def action_decide(self, decision, comment=None, expected_round=None, expected_digest=None):
        """Decide these tasks as their person, in his own session.

        :param decision: ``approve``, ``reject`` (a comment is needed) or ``file``
        :param expected_round: round the person saw; a document sent again since is refused
        :param expected_digest: digest of the content the person saw
        :returns: True for one task; for many ``{"done": [ids], "refused": [{"id", "title",
            "reason"}, …]}``: the good ones go through, each bad one has its reason
        """
        expected = {"round": expected_round, "digest": expected_digest}
        self._zs_check_texts(comment, expected_digest)
        if decision not in ("approve", "reject", "file"):
            raise UserError(self.env._("A decision is to agree, to refuse or to register."))
        return self._zs_command(lambda tasks: tasks._zs_decide(decision, comment, expected))

    def action_return(self, step_key=None, comment=None):
        """Send documents back: to the requester, or to the earlier step ``step_key``."""
        self._zs_check_texts(comment, step_key)
        return self._zs_command(lambda tasks: tasks._zs_return(step_key, comment))

    def action_acknowledge(self):
        """Mark copies as read (已阅)."""
        return self._zs_command(lambda tasks: tasks._zs_decide("acknowledge", None, {}))

    def _zs_check_texts(self, *texts):
        for text in filter(None, texts):
            # what UTF-8 or PostgreSQL cannot hold would else end in a traceback
            if not isinstance(text, str) or "\0" in text or text != _storable(text):
                raise UserError(self.env._("An opinion is a text."))

    def _zs_command(self, command):
        self._zs_check_actor()
        tasks = quiet(self).sudo()
        if not tasks:
            return True
        tasks.instance_id._zs_lock()
        if len(tasks) <= 1:
            touched = command(tasks)
            tasks.instance_id._zs_notify(touched)
            return True
        outcome = {"done": [], "refused": []}
        touched = tasks._zs_attempt(command, outcome)
        tasks.instance_id._zs_notify(touched)
        return outcome

    def _zs_check_actor(self):
        """The session's own user acts on his own tasks, never the system in his name."""
        if self.env.su:
            raise AccessError(
                self.env._("A decision is taken by a person in his own session, not by the system.")
            )
        for task in self.sudo():
            if task.user_id.id != self.env.uid or (
                task.kind in states.DECIDING and task.requester_id.id == self.env.uid
            ):
                raise AccessError(
                    self.env._("This task is not yours to decide: nobody signs for another.")
                )

    def _zs_attempt(self, command, outcome):
        """All in one savepoint; where the business refuses, halves, down to the bad ones.

        Only refusals are caught: a concurrency error must reach Odoo, which retries the whole call.
        """
        if not self:
            return set()
        try:
            with self.env.cr.savepoint():
                touched = command(self)
        except UserError as refusal:
            self.env.invalidate_all(flush=False)
            if len(self) == 1:
                outcome["refused"].append(
                    {"id": self.id, "title": self.title, "reason": str(refusal)}
                )
                return set()
            middle = len(self) // 2
            first = self[:middle]._zs_attempt(command, outcome)
            return first | self[middle:]._zs_attempt(command, outcome)
        outcome["done"] += self.ids
        return touched

    def _zs_waves(self):
        """Tasks in portions that hold at most one task of each run."""
        left = self
        while left:
            wave = left.browse([tasks[0].id for tasks in left.grouped("instance_id").values()])
            yield wave
            left -= wave

    def _zs_decide(self, decision, comment, expected):
        self._zs_check_comment(decision, comment)
        touched = set()
        for tasks in self._zs_waves():
            tasks._zs_check_expected(expected)
            effects = tasks._zs_effects(
                lambda flow, run, task: progress.decide(flow, run, task, decision)
            )
            touched |= tasks.instance_id._zs_execute(effects, decision, tasks, comment)
        return touched

    def _zs_return(self, step_key, comment):
        self._zs_check_comment("return", comment)
        touched = set()
        for tasks in self._zs_waves():
            effects = tasks._zs_effects(
                lambda flow, run, task: progress.send_back(flow, run, task, step_key or None)
            )
            touched |= tasks.instance_id._zs_execute(effects, "return", tasks, comment)
        return touched

    def _zs_effects(self, law):
        """Ask the law what a command does with each of these tasks' runs."""
        runs = self.instance_id
        current = runs._zs_runs()
        effects = {}
        for task in self:
            run = task.instance_id
            try:
                effects[run.id] = law(run._zs_flow(), current[run.id], task.id)
            except Refused as refused:
                raise task._zs_refusal(refused) from refused
        return effects

    def _zs_check_comment(self, decision, comment):
        if (comment or "").strip() or decision in ("acknowledge", "file"):
            return
        if decision != "approve":
            raise UserError(self.env._("Say why: a refusal and a return need a reason."))
        for task in self:
            if task.instance_id._zs_flow().step(task.step_key).comment_required:
                raise UserError(
                    self.env._("The step “%s” needs an opinion, also to agree.", task.step_name)
                )

    def _zs_check_expected(self, expected):
        """Refuse a decision on something that is not any more what its person saw."""
        for task in self:
            run = task.instance_id
            if expected.get("round") not in (None, run.round) or (
                expected.get("digest") and expected["digest"] != run.digest
            ):
                raise UserError(task._zs_stale_text())

    def _zs_value(self):
        return progress.Task(
            id=self.id, step=self.step_key, party=self.party_key, user=self.user_id.id,
            kind=self.kind, state=self.state,
        )  # fmt: skip

    def _zs_refusal(self, refused):
        """The law's refusal as a sentence."""
        if refused.reason == "wrong_decision":
            return UserError(self.env._("This cannot be done with a task of this kind."))
        if refused.reason in ("not_an_earlier_step", "unknown_step"):
            return UserError(self.env._("A document goes back to an earlier approving step only."))
        return UserError(self._zs_stale_text())

    def _zs_stale_text(self):
        """What has happened since, so that the person need not look for it."""
        events = self.env["zhaoshang.approval.event"].search_fetch(
            [("instance_id", "=", self.instance_id.id)], order="seq desc", limit=3
        )
        lines = [event._zs_line() for event in reversed(events)]
        return (
            self.env._("“%s” has moved on since you opened it:", self.title)
            + "\n- " + "\n- ".join(lines) + "\n"
            + self.env._("Open it again to see how it stands.")
        )  # fmt: skip


def _storable(text):
    return text.encode("utf-8", "replace").decode("utf-8")
