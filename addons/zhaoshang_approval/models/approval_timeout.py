from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine import states
from ..permit import permitted_write
from ..portions import in_portions
from ..quiet import quiet

#: what has been done about an overdue task
REMINDED, REMINDED_AGAIN, ESCALATED = 1, 2, 3
SHORTEST_SPAN = timedelta(hours=24)


class ApprovalStep(models.Model):
    _inherit = "zhaoshang.approval.step"

    on_timeout = fields.Selection(
        [("remind", "Remind twice"), ("escalate", "Remind twice, then ask the deputy, too")],
        default="remind", required=True,
        help="The second reminder comes after the same time again, at least a day; the deputy of "
             "the post is asked after that time once more. Nothing is ever agreed to by itself.",
    )  # fmt: skip


class ApprovalTask(models.Model):
    """What happens where nobody decides in time: reminders, then the deputy, never a decision."""

    _inherit = "zhaoshang.approval.task"

    timeout_stage = fields.Integer(
        default=0, aggregator=None, help="1: reminded, 2: reminded again, 3: deputy asked."
    )

    _due = models.Index("(due_at) WHERE state = 'open' AND due_at IS NOT NULL")

    def _zs_span(self):
        """How long the person had, at least a day."""
        return max(self.due_at - self.create_date, SHORTEST_SPAN)

    def _zs_stage_at(self, now, escalates):
        """How far the matter has come by ``now``; stages that were missed are passed over."""
        if not self.due_at or now < self.due_at:
            return 0
        spans = (now - self.due_at) // self._zs_span()
        return min(REMINDED + spans, ESCALATED if escalates else REMINDED_AGAIN)

    @api.model
    def _zs_cron_timeout(self):
        """Remind and escalate what is overdue: the latest stage only, each once."""
        tasks = quiet(self).sudo()
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM zhaoshang_approval_task WHERE state = 'open' AND due_at <= %s"
                " AND kind IN %s AND COALESCE(timeout_stage, 0) < %s ORDER BY id",
                fields.Datetime.now(),
                tuple(states.DECIDING),
                ESCALATED,
            )
        )
        in_portions(tasks.browse([number for (number,) in rows]), type(tasks)._zs_time_out)

    def _zs_time_out(self):
        now, steps = fields.Datetime.now(), self._zs_steps()
        late = {}
        for task in self:
            stage = task._zs_stage_at(now, steps[task].on_timeout == "escalate")
            if stage > task.timeout_stage:
                late[task] = stage
        tasks = self.browse([task.id for task in late])
        tasks.instance_id._zs_lock()
        tasks.invalidate_recordset(["state"])
        tasks = tasks.filtered(lambda task: task.state == "open")
        asked = self.browse([t.id for t in tasks if late[t] == ESCALATED])._zs_ask_deputies(now)
        events = []
        for stage, its_tasks in tasks.grouped(lambda task: late[task]).items():
            permitted_write(its_tasks, {"timeout_stage": stage})
        for task in tasks:
            beside = asked.get(task)
            action = "escalate" if beside else "remind"
            names = (task | beside if beside else task).user_id.mapped("name")
            said = {"asks": [beside._zs_place()]} if beside else None
            events.append(
                task.instance_id._zs_event_vals(action, task, " → ".join(names), now, details=said)
                | {"actor_name": self.env._("The clock")}
            )
        if events:
            self.env["zhaoshang.approval.event"]._zs_append(events)
        tasks._zs_tell_overdue()
        tasks.instance_id._zs_notify(self.union(tasks, *asked.values()).user_id.ids)

    def _zs_steps(self):
        """``{task: its step's record}``, empty where somebody added the step to the run."""
        found = self.env["zhaoshang.approval.step"].search(
            [("version_id", "in", self.instance_id.version_id.ids)]
        )
        steps = {(step.version_id, step.key): step for step in found}
        nothing = found.browse()
        return {
            task: steps.get((task.instance_id.version_id, task.step_key), nothing) for task in self
        }

    def _zs_ask_deputies(self, now):
        """Give the deputy of the post a task beside the person, once for a party.

        Never the requester, nobody whom the document excludes, nobody with a part in the step.

        :returns: ``{task: the deputy's beside it}`` where there is one
        """
        if not self:
            return {}
        parties = self.env["zhaoshang.approval.party"].search(
            [("id", "in", self.mapped("party_key"))]
        )
        deputies = {party.id: party.role_id.deputy_id for party in parties}
        runs = self.instance_id
        excluded = runs._zs_excluded([(run, None, None) for run in runs])
        users = {deputy.id for deputy in deputies.values() if deputy}
        able = {c.id: set(runs._zs_able_users(users, c.id)) for c in runs.company_id}
        able[False] = set(runs._zs_able_users(users, False))
        taken = {
            (task.instance_id, task.round, task.step_key, task.user_id)
            for task in self.search([("instance_id", "in", runs.ids), ("state", "!=", "closed"),
                                     ("kind", "in", list(states.DECIDING))])
        }  # fmt: skip
        beside, vals = [], []
        for task in self:
            run, deputy = task.instance_id, deputies.get(task.party_key)
            place = run, task.round, task.step_key, deputy
            if (
                deputy
                and place not in taken
                and deputy.id not in excluded[run.id]
                and deputy.id in able[run.company_id.id]
            ):
                taken.add(place)
                beside.append(task)
                vals.append(task._zs_deputy_vals(deputy, now))
        return dict(zip(beside, self._zs_open(vals), strict=True))

    def _zs_deputy_vals(self, deputy, now):
        """The task of this one's party, beside its person, for his deputy."""
        return self._zs_handed_vals(deputy.id) | {
            "owner_id": False, "due_at": now + self._zs_span(),
        }  # fmt: skip

    def _zs_tell_overdue(self):
        """A word on the screens of those who are late, after the commit."""
        for task in self:
            task.user_id._bus_send(
                "simple_notification",
                {
                    "type": "warning",
                    "title": task.with_context(lang=task.user_id.lang).env._("Overdue"),
                    "message": task.title,
                },
            )
