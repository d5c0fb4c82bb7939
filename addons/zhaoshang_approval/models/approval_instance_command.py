from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.misc import groupby

from ..engine import chain, progress, replay, states, stored
from ..engine.run import Run, Task
from ..permit import permitted_write
from ..quiet import quiet

RUN_CHANGES = [
    "state", "step_key", "round", "version_id", "title", "digest", "submitted_at", "finished_at",
    "filing_state", "filing_number", "lock_version", "course", "footprint",
]  # fmt: skip
TASK_CHANGES = [
    "state", "read_at", "decided_by", "decided_at", "comment", "signature", "urged_at",
]  # fmt: skip


class ApprovalInstance(models.Model):
    """How commands reach the rows: lock, ask the law, write what it answered, tell the document.

    Everything is set-based: the number of statements does not depend on how many are decided.
    """

    _inherit = "zhaoshang.approval.instance"

    def _zs_lock(self):
        """Hold these runs until the transaction ends.

        Odoo's transactions read one snapshot, so a lock alone would let us decide on what was true
        before we waited. The UPDATE makes PostgreSQL refuse an older snapshot; Odoo then retries
        the whole call. Ordered, so that two batches cannot wait for each other.
        """
        if not self:
            return
        self.flush_model()
        self.env["zhaoshang.approval.task"].flush_model()
        self.env.cr.execute(
            SQL(
                "WITH locked AS (SELECT id FROM %(table)s WHERE id IN %(ids)s"
                " ORDER BY id FOR NO KEY UPDATE)"
                " UPDATE %(table)s AS i SET lock_version = lock_version + 1"
                " FROM locked WHERE i.id = locked.id",
                table=SQL.identifier(self._table),
                ids=tuple(self.ids),
            )
        )
        # the rest never changes, so what was read before we waited still holds
        self.invalidate_recordset(RUN_CHANGES)
        self.env["zhaoshang.approval.task"].invalidate_model(TASK_CHANGES)

    def _zs_runs(self, every_round=False):
        """``{instance id: Run}`` as the rows stand.

        :param every_round: with the tasks of earlier rounds, decided ones too
        """
        tasks = self._zs_task_values(every_round)
        return {
            instance.id: stored.with_course(
                Run(
                    state=instance.state,
                    step=instance.step_key or None,
                    filing=instance.filing_state,
                    round=instance.round,
                    tasks=tuple(tasks[instance.id]),
                ),
                instance.course,
            )
            for instance in self
        }

    def _zs_task_values(self, every_round):
        """``{instance id: [Task, …]}``, read past the record cache: the law asks for
        values, and a batch for hundreds of them."""
        task = self.env["zhaoshang.approval.task"]
        task.flush_model()
        rows = self.env.execute_query(
            SQL(
                "SELECT instance_id, round, id, step_key, party_key, user_id, kind, state"
                " FROM %s WHERE instance_id IN %s ORDER BY id",
                SQL.identifier(task._table),
                tuple(self.ids) or (0,),
            )
        )
        this_round = {instance.id: instance.round for instance in self}
        values = defaultdict(list)
        for instance, its_round, *columns in rows:
            found = Task(*columns)
            if every_round or its_round == this_round[instance] or found.state in states.LIVING:
                values[instance].append(found)
        return values

    def _zs_flow(self):
        """The version as it was published; for a revocation, the way back through it."""
        flow = self.version_id._zs_definition()
        return flow.to_revoke() if self.purpose == "revoke" else flow

    def _zs_way(self):
        """The flow as it holds for this run: without steps left out, with parties added."""
        return stored.with_course(Run(), self.course).way(self._zs_flow())

    def _zs_execute(self, current, effects, action, tasks=None, comment=None, **said):
        """Carry out what the law answered for these runs.

        :param current: ``{instance id: Run}``, what the law was asked about
        :param effects: ``{instance id: Effect}``
        :param action: what the acting user did, a value of the events' ``action``
        :param tasks: the tasks he did it with, one a run; empty for commands of the requester
        :param said: what else the history shall keep: ``target_name``, ``signature`` and
            ``details`` (a dict); and ``marks``, ``{instance id: Footprint}`` of decisions that may
            be taken back
        :returns: ids of the users whose pages show these runs as their task or request
        """
        now = fields.Datetime.now()
        before = {run.id: run.state for run in self}
        by_run = {task.instance_id.id: task for task in tasks or ()}
        touched = self._zs_watchers(current)
        self._zs_know_users({*touched, self.env.uid})
        reopened = self._zs_write_tasks(effects, comment, now, said.get("signature"))
        self._zs_write_runs(effects, now, said.pop("marks", {}))
        opened = self._zs_hand_on(effects, now) + self._zs_open_tasks(effects, now, by_run=by_run)
        touched |= {*reopened.user_id.ids, *opened.user_id.ids}
        self._zs_record(action, by_run, comment, now, opened, **said)
        self._zs_tell_documents(effects, before)
        return touched

    def _zs_watchers(self, current):
        """Ids of the users whose pages show these runs: those who are asked, the requesters."""
        asked = {task.user for run in current.values() for task in run.living_tasks()}
        return asked | set(self.requester_id.ids)

    def _zs_write_tasks(self, effects, comment, now, signature=None):
        """Write what becomes of tasks; those that live (again), whose people shall be told."""
        by_state = defaultdict(list)
        for effect in effects.values():
            for task_id, state in effect.task_states:
                by_state[state].append(task_id)
            by_state[states.CLOSED] += effect.closes
        tasks = self.env["zhaoshang.approval.task"]
        for state, ids in by_state.items():
            if not ids:
                continue
            vals = {"state": state}
            if state in states.DECIDED:
                vals |= {
                    "decided_by": self.env.uid, "decided_at": now, "comment": comment or False,
                    "signature": signature or False,
                }  # fmt: skip
            elif state in states.LIVING:
                vals |= dict.fromkeys(("decided_by", "decided_at", "comment", "signature"), False)
            tasks._zs_update(dict.fromkeys(ids, vals))
        return tasks.browse([number for state in states.LIVING for number in by_state[state]])

    def _zs_write_runs(self, effects, now, marks):
        numbers = self._zs_filing_numbers(effects, now)
        rows = {}
        for run in self:
            effect, mark = effects[run.id], marks.get(run.id)
            over = effect.state in (states.APPROVED, states.REJECTED)
            vals = {
                "state": effect.state,
                "step_key": effect.step or False,
                "round": run.round + effect.new_round if effect.round is None else effect.round,
                "filing_state": effect.filing,
                "filing_number": numbers.get(run.id, run.filing_number),
                "finished_at": over and (run.finished_at or now),
                "course": run._zs_course_after(effect),
                "footprint": mark and stored.footprint(mark) or False,
            }
            if any(run[name] != value for name, value in vals.items()):
                rows[run.id] = vals
        self._zs_update(rows)

    def _zs_course_after(self, effect):
        """What is particular to this run once an effect holds."""
        if not (self.course or effect.added or effect.resume or effect.returned_from):
            return False
        kept = {name: value for name, value in (self.course or {}).items() if name == "chosen"}
        run = Run(
            skipped=stored.with_course(Run(), self.course).skipped,
            added=() if effect.new_round else effect.added,
            resume=effect.resume,
            returned_from=effect.returned_from,
        )
        return kept | stored.course(run) or False

    def _zs_filing_numbers(self, effects, now):
        """Number of each filing registered by these effects; a number once given stays."""
        filed = self.filtered(
            lambda run: effects[run.id].filing == states.FILED and not run.filing_number
        )
        register = self.env["zhaoshang.approval.register"]
        numbers = {}
        for company, runs in filed.grouped("company_id").items():
            taken = register._zs_take(company.id, now.year, len(runs))
            numbers.update(zip(runs.ids, taken, strict=True))
        return numbers

    def _zs_open_tasks(self, effects, now, people=None, by_run=None):
        """Create the tasks of the parties whose turn it is, with the people they have today.

        :param people: what ``_zs_asked`` answered, where it was asked before
        :param by_run: ``{instance id: the task whose decision opens them}``
        """
        wanted = [
            (run, flow.step(key), flow.step(key).party(party))
            for run, flow in ((run, run._zs_way()) for run in self if effects[run.id].opens)
            for key, party in effects[run.id].opens
        ]
        people = people or self._zs_asked(wanted)
        due = self._zs_due(wanted, now)
        return self.env["zhaoshang.approval.task"]._zs_open(
            [
                run._zs_task_vals(step, party, user, owner, due[run.id, step.key])
                | {"assign_only": (run.id, step.key, party.key) in people.stray,
                   "opened_by": by_run and run.id in by_run and by_run[run.id].id}
                for run, step, party in wanted
                for user, owner in people[run.id, step.key, party.key]
            ],
        )  # fmt: skip

    def _zs_hand_on(self, effects, now):
        """Create the tasks of those to whom others handed theirs."""
        tasks = self.env["zhaoshang.approval.task"]
        given = [(tasks.browse(t), user) for run in self for t, user in effects[run.id].gives]
        if not given:
            return tasks
        return tasks._zs_open([task._zs_handed_vals(user) for task, user in given])

    def _zs_task_vals(self, step, party, user, owner, due):
        return {
            "instance_id": self.id,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "title": self.title,
            "flow_name": self.flow_name,
            "company_id": self.company_id.id,
            "user_id": user,
            "owner_id": owner,
            "requester_id": self.requester_id.id,
            "step_key": step.key,
            "step_name": step.name,
            "party": party.name or self._zs_added_name(party),
            "party_key": party.key,
            "round": self.round,
            "kind": step.kind,
            "state": "open",
            "due_at": due,
        }

    def _zs_due(self, wanted, now):
        """``{(run id, step key): moment}`` by which tasks opened now are due: as the documents
        know, else by the hours of the step."""
        due = {}
        for (model, kind), places in groupby(
            wanted, lambda place: (place[0].res_model, place[1].kind)
        ):
            # whoever decides may read less
            documents = self._zs_documents(model, [run for run, _step, _party in places])
            by_law = documents._zs_approval_due_at(kind, now)
            for run, step, _party in places:
                hours = timedelta(hours=step.deadline_hours)
                moment = by_law.get(run.res_id) or (hours and now + hours)
                due[run.id, step.key] = moment
        return due

    def _zs_added_name(self, party):
        """What a party is called that somebody added."""
        by = self.env["res.users"].sudo().browse(party.by)
        return self.env._("Asked by %s", by.name)

    def _zs_record(self, action, by_run, comment, now, opened, details=None, **said):
        """Write what was commanded, and all that is needed to tell the state from it again.

        :param opened: the tasks that it made
        """
        asked = opened.grouped("instance_id")
        numbers = {version: version._zs_definition().number for version in self.version_id}
        rows = []
        for run in self:
            known = (details or {}) | run._zs_told(action, asked.get(run, ()))
            said["number"] = numbers[run.version_id]
            task = by_run.get(run.id)
            rows.append(run._zs_event_vals(action, task, comment, now, details=known, **said))
        self.env["zhaoshang.approval.event"]._zs_append(
            rows, first=action in ("submit", "request_revoke")
        )

    def _zs_told(self, action, opened):
        """What the history could not tell otherwise: see :mod:`engine.replay`."""
        course = self.course or {}
        told = {"asks": [task._zs_place() for task in opened]} if opened else {}
        if action in replay.STARTS:
            told |= {name: course[name] for name in ("skipped", "chosen") if course.get(name)}
        if action == "file" and self.filing_number:
            told["number"] = self.filing_number
        return told

    def _zs_event_vals(
        self,
        action,
        task,
        comment,
        now,
        target_name=None,
        signature=None,
        details=None,
        number=None,
    ):
        owner = task.owner_id if task else self.env["res.users"]
        return {
            "instance_id": self.id,
            "at": now,
            "action": action,
            "actor_id": self.env.uid,
            "actor_name": self.env.user.name,
            "owner_id": owner.id,
            "owner_name": owner.name,
            "task_id": task and task.id,
            "step_key": task and task.step_key,
            "step_name": task and task.step_name,
            "party_name": task and task.party,
            "round": task.round if task else self.round,
            "comment": comment,
            "target_name": task.user_id.name if action == "remove_sign" else target_name,
            "details": chain.canonical(details) if details else None,
            "signature_digest": signature and chain.bytes_digest(signature),
            "version_id": self.version_id.id,
            "version_number": number or self._zs_flow().number,
            "res_model": self.res_model,
            "res_id": self.res_id,
            "state": self.state,
            "digest": self.digest,
        }

    def _zs_tell_documents(self, effects, before):
        """Write the new state on the documents, then call their hooks, each once."""
        revocations = self.filtered(lambda run: run.purpose == "revoke")
        for (model, state, was_over), runs in groupby(
            (self - revocations).filtered(lambda run: run.state != before[run.id]),
            lambda run: (run.res_model, run.state, bool(before[run.id])),
        ):
            documents = self._zs_documents(model, runs)
            permitted_write(documents, {"zs_approval_state": state})
            undone = was_over and state == states.RUNNING
            hook = f"_zs_approval_on_{'undone' if undone else state}"
            if hasattr(documents, hook):
                getattr(documents, hook)()
        revocations.filtered(lambda run: run.state == states.APPROVED)._zs_carry_out_revocation()
        filed = self.filtered(
            lambda run: effects[run.id].filing == states.FILED and effects[run.id].step_done
            and any(state == states.FILED for _id, state in effects[run.id].task_states)
        )  # fmt: skip
        for model, runs in groupby(filed, lambda run: run.res_model):
            self._zs_documents(model, runs)._zs_approval_on_filed()
        for model in set(self.mapped("res_model")):
            self.env[model].invalidate_model(["zs_approval_readable", "zs_approval_can_decide"])

    def _zs_check_may_reopen(self):
        """A run that has ended is taken back only where its document can take back its hooks."""
        for run in self:
            document = self._zs_documents(run.res_model, run)
            if run.purpose == "revoke" or not hasattr(document, "_zs_approval_on_undone"):
                raise UserError(
                    self.env._(
                        "“%s” is decided and what follows from it has been done, so it cannot be "
                        "taken back. The requester can ask to revoke it.",
                        run.title,
                    )
                )

    def _zs_carry_out_revocation(self):
        """End what these revocations were about: their documents are revoked now."""
        runs = self.revokes_id
        if not runs:
            return
        runs._zs_lock()
        current = runs._zs_runs()
        effects = {number: progress.revoke(run) for number, run in current.items()}
        runs._zs_execute(current, effects, "revoke")

    def _zs_documents(self, model, runs):
        return quiet(self.env[model].sudo()).browse([run.res_id for run in runs])

    @api.model
    def _zs_notify(self, user_ids, why="changed"):
        """Tell the browsers of these users, after the commit, that their inbox changed."""
        for user in self.env["res.users"].sudo().browse(user_ids):
            user._bus_send("zhaoshang_approval/inbox", {"why": why})
