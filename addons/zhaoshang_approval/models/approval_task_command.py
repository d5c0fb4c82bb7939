from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..engine import progress, states, stored
from ..engine.states import Refused
from ..permit import permitted_write
from ..quiet import quiet

#: ten seconds on the screen, and the way to the server
UNDO_WITHIN = timedelta(seconds=15)
URGE_AGAIN_AFTER = timedelta(hours=1)


class ApprovalTask(models.Model):
    """What a person does with his tasks. All commands take many."""

    _inherit = "zhaoshang.approval.task"

    def action_decide(
        self, decision, comment=None, expected_round=None, expected_digest=None, signature=None
    ):
        """Decide these tasks as their person, in his own session.

        :param decision: ``approve``, ``reject`` (a comment is needed) or ``file``
        :param expected_round: round the person saw; a document sent again since is refused
        :param expected_digest: digest of the content the person saw
        :param signature: handwritten, a PNG in base64; asked for where the step says so
        :returns: True for one task; for many ``{"done": [ids], "refused": [{"id", "title",
            "reason"}, …]}``: the good ones go through, each bad one has its reason
        :raises UserError: for many: of more than one flow, or more than are decided at once
        """
        expected = {"round": expected_round, "digest": expected_digest}
        self._zs_check_texts(comment, expected_digest)
        if decision not in ("approve", "reject", "file"):
            raise UserError(self.env._("A decision is to agree, to refuse or to register."))
        picture = self._zs_picture(signature)
        together = self._zs_check_together()
        return self._zs_command(
            lambda tasks: tasks._zs_decide(decision, comment, expected, picture, together)
        )

    def action_return(self, step_key=None, comment=None, straight_back=False):
        """Send documents back: to the requester, or to the earlier step ``step_key``.

        :param straight_back: once that step has decided, past the steps between
        """
        self._zs_check_texts(comment, step_key)
        self._zs_check_comment("return", comment)
        straight_back, together = bool(straight_back), self._zs_check_together()
        return self._zs_command(
            lambda tasks: tasks._zs_return(step_key or None, comment, straight_back, together)
        )

    def action_acknowledge(self):
        """Mark copies as read (已阅)."""
        return self._zs_command(lambda tasks: tasks._zs_decide("acknowledge", None, {}))

    def action_object(self, comment=None):
        """Object to a filing within its term: the document goes back to its requester."""
        self._zs_check_texts(comment)
        self._zs_check_comment("object", comment)
        together = self._zs_check_together()
        return self._zs_command(lambda tasks: tasks._zs_object(comment, together))

    def action_transfer(self, user_id, comment=None):
        """Hand these tasks to another person, who decides in their place (转办)."""
        self._zs_check_texts(comment)
        user = self._zs_people_named([user_id])
        return self._zs_command(lambda tasks: tasks._zs_transfer(user, comment))

    def action_add_sign(self, user_ids, position, mode="all", comment=None):
        """Have further people sign at this step (加签).

        :param position: ``before`` me (I wait), ``after`` me (I have agreed) or ``parallel``
        :param mode: ``all`` of them, or ``any`` one
        """
        self._zs_check_texts(comment, position, mode)
        users = self._zs_people_named(user_ids)
        together = self._zs_check_together()
        return self._zs_command(
            lambda tasks: tasks._zs_add_sign(users, position, mode, comment, together)
        )

    def action_remove_sign(self):
        """Take away people whom I asked to sign and who have not yet (减签)."""
        return self._zs_command(
            lambda tasks: tasks._zs_carry_out(
                lambda flow, run, task: progress.remove_sign(flow, run, task, self.env.uid),
                "remove_sign",
            ),
            own=False,
        )

    def action_undo(self):
        """Take my last decision back, within ten seconds and before anybody acts on it."""
        return self._zs_command(lambda tasks: tasks._zs_undo())

    def action_urge(self):
        """Remind those whose decision is awaited; not more than once an hour for a task (催办).

        :raises AccessError: unless the current user is the requester
        """
        self._zs_check_number()
        tasks = quiet(self).sudo()
        if any(task.requester_id.id != self.env.uid for task in tasks):
            raise AccessError(self.env._("Only the requester urges a decision."))
        tasks.instance_id._zs_lock()
        tasks = tasks.filtered(lambda task: task.state == "open" and task.kind in states.DECIDING)
        now = fields.Datetime.now()
        due = tasks.filtered(
            lambda task: not task.urged_at or task.urged_at <= now - URGE_AGAIN_AFTER
        )
        if not due:
            raise UserError(
                self.env._("Those concerned have been reminded within the last hour.")
                if tasks
                else self.env._("Nobody's decision is awaited any more.")
            )
        # what was set aside comes back
        permitted_write(due, {"urged_at": now, "later_until": False})
        names = {
            run: self.env._(", ").join(its_tasks.user_id.mapped("name"))
            for run, its_tasks in due.grouped("instance_id").items()
        }
        self.env["zhaoshang.approval.event"]._zs_append(
            [
                run._zs_event_vals("urge", None, None, now, target_name=told)
                for run, told in names.items()
            ]
        )
        due.instance_id._zs_notify(due.user_id.ids, "urged")
        return True

    def _zs_command(self, command, own=True):
        """Carry out a command on these tasks, each once, one by one refusable.

        :param own: they must be the current user's own; otherwise the law says whose
        """
        self._zs_check_number()
        self._zs_check_actor(own)
        if not own:
            self.check_access("read")  # a refusal says the title
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

    def _zs_decide(self, decision, comment, expected, signature=None, together=False):
        self._zs_check_comment(decision, comment)
        if decision != "acknowledge":
            self._zs_check_decidable(decision, comment, signature, together)
        return self._zs_carry_out(
            lambda flow, run, task: progress.decide(flow, run, task, decision),
            decision,
            comment,
            expected,
            signature=signature,
        )

    def _zs_carry_out(self, law, action, comment=None, expected=None, **said):
        """Ask the law about these tasks and carry out what it answers.

        :param law: function ``(flow, run, task id)`` -> effect
        :returns: ids of the users whose open tasks changed
        """
        touched = set()
        self._zs_check_delegated()
        for tasks in self._zs_waves():
            tasks._zs_check_expected(expected or {})
            current = tasks.instance_id._zs_runs()
            effects, marks = tasks._zs_effects(law, current)
            touched |= tasks.instance_id._zs_execute(
                current, effects, action, tasks, comment, marks=marks, **said
            )
        return touched

    def _zs_effects(self, law, current):
        """Ask the law what a command does with each of these tasks' runs.

        :param current: ``{instance id: Run}``
        :returns: ``({instance id: Effect}, {instance id: Footprint})``
        """
        effects, marks, flows = {}, {}, {}
        for task in self:
            run = task.instance_id
            place = run.version_id.id, run.purpose
            if place not in flows:
                flows[place] = run._zs_flow()
            try:
                effects[run.id] = law(flows[place], current[run.id], task.id)
            except Refused as refused:
                raise task._zs_refusal(refused) from refused
            mark = progress.footprint(current[run.id], effects[run.id], task.id, ())
            if mark:
                marks[run.id] = mark
        return effects, marks

    def _zs_return(self, step_key, comment, straight_back, together):
        self._zs_check_decidable("return", together=together)
        return self._zs_carry_out(
            lambda flow, run, task: progress.send_back(
                flow, run, task, step_key, straight_back=straight_back
            ),
            "return",
            comment,
            details={"to": step_key, "straight_back": straight_back},
        )

    def _zs_transfer(self, user, comment):
        self.instance_id._zs_check_may_decide(user.ids)
        return self._zs_carry_out(
            lambda flow, run, task: progress.transfer(run, task, user.id),
            "transfer",
            comment,
            target_name=user.name,
            details={"user": user.id},
        )

    def _zs_add_sign(self, users, position, mode, comment, together):
        self.instance_id._zs_check_may_decide(users.ids)
        if position == "after":
            self._zs_check_decidable("approve", comment, together=together)
        return self._zs_carry_out(
            lambda flow, run, task: progress.add_sign(flow, run, task, users.ids, position, mode),
            "add_sign",
            comment,
            target_name=self.env._(", ").join(users.mapped("name")),
            details={"users": users.ids, "position": position, "mode": mode},
        )

    def _zs_object(self, comment, together):
        self._zs_check_decidable("object", together=together)
        now = fields.Datetime.now()
        for task in self:
            if task.due_at and task.due_at < now:
                raise UserError(
                    self.env._(
                        "The term for an objection to “%(title)s” ended on %(day)s.",
                        title=task.title,
                        day=fields.Datetime.context_timestamp(task, task.due_at).date(),
                    )
                )
        return self._zs_carry_out(
            lambda flow, run, task: progress.object_to(run, task), "object", comment
        )

    def _zs_undo(self):
        """Take back the decisions of these tasks, each the last of its run."""
        touched = set()
        self._zs_check_delegated()
        now = fields.Datetime.now()
        for task in self:
            run = task.instance_id
            values = run.footprint or {}
            if values.get("task") != task.id or task.decided_at < now - UNDO_WITHIN:
                raise UserError(
                    self.env._(
                        "This decision cannot be taken back any more: ten seconds have passed, or "
                        "somebody has acted on it. The requester can withdraw or revoke it."
                    )
                )
            if run.state != states.RUNNING:
                run._zs_check_may_reopen()
            opened = self.search([("opened_by", "=", task.id), ("state", "!=", "closed")])
            mark = stored.read_footprint(values, opened.ids)
            current = run._zs_runs(every_round=True)
            try:
                effect = progress.undo(current[run.id], mark)
            except Refused as refused:
                raise task._zs_refusal(refused) from refused
            touched |= run._zs_execute(current, {run.id: effect}, "undo", task)
        return touched

    def _zs_handed_vals(self, user_id):
        """Values of the task by which another person takes this one's place."""
        names = ("res_model", "res_id", "title", "flow_name", "step_key", "step_name", "party",
                 "party_key", "round", "kind", "due_at")  # fmt: skip
        links = ("instance_id", "company_id", "owner_id", "requester_id")
        vals = (
            {name: self[name] for name in names}
            | {name: self[name].id for name in links}
            | {"user_id": user_id, "state": "open"}
        )
        # handed back to whom it was decided for, it is his own again
        return vals | {"owner_id": False} if vals["owner_id"] == user_id else vals

    def _zs_step(self):
        return self.instance_id._zs_flow().step(self.step_key)

    def _zs_their_steps(self):
        """The steps of these tasks, each once: hundreds of tasks are of few steps."""
        places = {
            (task.instance_id.version_id.id, task.instance_id.purpose, task.step_key): task
            for task in self
        }
        return [task._zs_step() for task in places.values()]

    def _zs_place(self):
        """The task as the history keeps it: its number, step and party, and whom it asks."""
        return [self.id, self.step_key, self.party_key, self.user_id.id]
