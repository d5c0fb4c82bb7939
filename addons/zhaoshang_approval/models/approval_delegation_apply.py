from odoo import api, fields, models, tools
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..engine import states
from ..permit import permitted_write
from ..portions import in_portions
from ..quiet import quiet


class ApprovalDelegation(models.Model):
    """What a delegation does: new tasks go to the delegate, open ones follow him and come back."""

    _inherit = "zhaoshang.approval.delegation"

    @api.model
    def _domain_at(self, date):
        """Delegations in force on ``date``."""
        return Domain(
            [("state", "=", "effective"), ("date_from", "<=", date), ("date_to", ">=", date)]
        )

    @api.model
    @tools.ormcache(cache="stable")
    def _zs_effective(self):
        """``(id, principal's id, first day, last day)`` of what is in force or to come; kept, since
        every submit asks and few are away."""
        rows = self.sudo().search_read(
            [("state", "=", "effective")], ["from_user_id", "date_from", "date_to"],
            order="id", load=None,
        )  # fmt: skip
        return tuple((r["id"], r["from_user_id"], r["date_from"], r["date_to"]) for r in rows)

    @api.model
    def _zs_of(self, user_ids):
        """``{principal's id: delegations in force today}``"""
        found, today = {}, self.env["zhaoshang.approval.role"]._today()
        for number, principal, first, last in self._zs_effective():
            if principal in user_ids and first <= today <= last:
                found[principal] = found.get(principal, self) | self.browse(number)
        return found

    def _zs_covers(self, run):
        """Whether this delegation is about the matter of a run."""
        if run.company_id and run.company_id != self.company_id:
            return False
        return not self.flow_ids or run.version_id.flow_id in self.flow_ids

    def _zs_take_over(self):
        """Give the open tasks of the principals to their delegates, where that is fair.

        Doing it twice changes nothing: what was taken over is the principal's no more.
        """
        today = self.env["zhaoshang.approval.role"]._today()
        for delegation in self.filtered_domain(self._domain_at(today)):
            tasks = delegation._zs_own_tasks()
            tasks.instance_id._zs_lock()
            tasks.invalidate_recordset(["state"])
            tasks = delegation._zs_fair(tasks.filtered(lambda task: task.state in states.LIVING))
            tasks._zs_move(
                delegation.to_user_id,
                {"owner_id": delegation.from_user_id.id, "delegation_id": delegation.id},
                "delegate",
                delegation.proposed_by,
            )

    def _zs_own_tasks(self):
        tasks = self.env["zhaoshang.approval.task"].search(
            [("user_id", "=", self.from_user_id.id), ("owner_id", "=", False),
             ("assign_only", "=", False), ("state", "in", list(states.LIVING)),
             ("kind", "in", list(states.DECIDING))], order="id",
        )  # fmt: skip
        return tasks.filtered(lambda task: self._zs_covers(task.instance_id))

    def _zs_fair(self, tasks):
        """Without those that the delegate may not decide: his own documents, those about him, and
        steps in which he has a part already."""
        delegate = self.to_user_id
        runs = tasks.instance_id
        if not delegate.active or not runs:
            return tasks.browse()
        excluded = runs._zs_excluded([(run, None, None) for run in runs])
        taken = {
            (task.instance_id.id, task.round, task.step_key)
            for task in self.env["zhaoshang.approval.task"].search(
                [("instance_id", "in", runs.ids), ("user_id", "=", delegate.id),
                 ("kind", "in", list(states.DECIDING)), ("state", "!=", "closed")]
            )
        }  # fmt: skip
        fair = tasks.browse()
        for task in tasks:
            place = task.instance_id.id, task.round, task.step_key
            if delegate.id not in excluded[task.instance_id.id] and place not in taken:
                taken.add(place)
                fair |= task
        return fair

    def _zs_give_back(self, actor=None):
        """Give what is still open back to the principals; of one who has left it stays."""
        tasks = self.env["zhaoshang.approval.task"].search(
            [("delegation_id", "in", self.ids), ("state", "in", list(states.LIVING))], order="id"
        )
        tasks.instance_id._zs_lock()
        tasks.invalidate_recordset(["state"])
        tasks = tasks.filtered(lambda task: task.state in states.LIVING and task.owner_id.active)
        for delegation, its_tasks in tasks.grouped("delegation_id").items():
            its_tasks._zs_move(
                delegation.from_user_id,
                {"owner_id": False, "delegation_id": False},
                "delegate_end",
                actor or delegation.proposed_by,
            )

    @api.model
    def _zs_cron(self):
        """Bring the tasks in line with today's delegations, however long nobody did."""
        delegations = quiet(self).sudo()
        today = self.env["zhaoshang.approval.role"]._today()
        over = Domain("state", "=", "effective") & Domain("date_to", "<", today)
        left = self.env["zhaoshang.approval.task"].sudo().search(
            [("delegation_id.state", "!=", "effective"), ("delegation_id", "!=", False),
             ("state", "in", list(states.LIVING))]
        )  # fmt: skip
        in_portions(delegations.search(over) | left.delegation_id, _end, size=1)
        in_portions(
            delegations.search(self._domain_at(today)), type(delegations)._zs_take_over, size=1
        )


def _end(delegations):
    permitted_write(
        delegations.filtered(lambda delegation: delegation.state == "effective"),
        {"state": "ended"},
    )
    delegations._zs_give_back()


class ApprovalTask(models.Model):
    _inherit = "zhaoshang.approval.task"

    delegation_id = fields.Many2one(
        "zhaoshang.approval.delegation", ondelete="restrict", index="btree_not_null",
        compute="_compute_delegation_id", store=True, precompute=True, readonly=False,
        help="By which its person acts for somebody else; the task goes back when it ends.",
    )  # fmt: skip

    @api.depends("owner_id")
    def _compute_delegation_id(self):
        """An acting member acts for somebody, too, but by his post."""
        delegations = self.env["zhaoshang.approval.delegation"].sudo()
        tasks = self.filtered("owner_id")
        found = delegations._zs_of(set(tasks.owner_id.ids)) if tasks else {}
        for task in self:
            task.delegation_id = found.get(task.owner_id.id, delegations.browse()).filtered(
                lambda d, task=task: d.to_user_id == task.user_id and d._zs_covers(task.instance_id)
            )[:1]

    def _zs_check_delegated(self):
        """Nobody acts for another by a delegation that is over, though its tasks have not gone
        back yet; of a principal who has left they stay."""
        today = self.env["zhaoshang.approval.role"]._today()
        mine = self.filtered(lambda task: task.user_id == self.env.user and task.delegation_id)
        for task in mine:
            delegation = task.delegation_id
            over = not delegation.filtered_domain(delegation._domain_at(today))
            if over and task.owner_id.active:
                raise UserError(
                    self.env._(
                        "The delegation by which “%(title)s” came to you is over: it goes back to "
                        "%(principal)s within the hour. Nothing is left for you to do.",
                        title=task.title,
                        principal=delegation.from_user_id.name,
                    )
                )

    def _zs_move(self, user, vals, action, actor):
        """Let these tasks be another's, with a line in the history and a word to both."""
        if not self:
            return
        before = self.user_id
        events = [task._zs_move_event(user, action, actor) for task in self]
        permitted_write(self, vals | {"user_id": user.id, "read_at": False})
        self.flush_recordset()
        self.env["zhaoshang.approval.event"]._zs_append(events)
        for model in set(self.mapped("res_model")):
            self.env[model].invalidate_model(["zs_approval_readable", "zs_approval_can_decide"])
        self.instance_id._zs_notify((before | user).ids)
        self._zs_mail_at_once()

    def _zs_move_event(self, user, action, actor):
        owner = self.owner_id or self.user_id
        return self.instance_id._zs_event_vals(
            action, self, f"{self.user_id.name} → {user.name}", fields.Datetime.now(),
            details={"user": user.id},
        ) | {
            "actor_id": actor.id,
            "actor_name": actor.name,
            "owner_id": owner.id if owner != actor else None,
            "owner_name": owner.name if owner != actor else None,
        }  # fmt: skip


class ApprovalInstance(models.Model):
    _inherit = "zhaoshang.approval.instance"

    def _zs_task_vals(self, step, party, user, owner, due):
        """Who acts for nobody acts by no delegation: said outright, none is looked for."""
        vals = super()._zs_task_vals(step, party, user, owner, due)
        return vals if owner else vals | {"delegation_id": False}

    def _zs_through_delegates(self, wanted, found, able):
        """Put delegates in the place of those who have delegated.

        Never the requester and nobody whom the document excludes; nobody twice in a step: what a
        delegate could not fairly decide stays with the principal. One hop: who acts for another
        already hands nothing on.
        """
        principals = {user for pairs in found.values() for user, owner in pairs if not owner}
        delegations = self.env["zhaoshang.approval.delegation"].sudo()._zs_of(principals)
        if not delegations:
            return found
        delegates = {d.to_user_id.id for its in delegations.values() for d in its}
        fit = {company: set(self._zs_able_users(delegates, company)) for company in able}
        excluded = self._zs_excluded(wanted)
        taken = self._zs_parts_taken(wanted, found, delegates)
        for run, step, party in wanted:
            if step.kind not in states.DECIDING:
                continue
            key, place = (run.id, step.key, party.key), (run.id, step.key)
            pairs = []
            for user, owner in found[key]:
                its = delegations.get(user, ()) if not owner else ()
                for delegate in (d.to_user_id.id for d in its if d._zs_covers(run)):
                    if (
                        delegate in fit[run.company_id.id]
                        and delegate not in excluded[run.id]
                        and delegate not in taken[place]
                    ):
                        taken[place].add(delegate)
                        user, owner = delegate, user  # noqa: PLW2901
                        break
                pairs.append((user, owner))
            found[key] = sorted(pairs)
        return found

    def _zs_parts_taken(self, wanted, found, delegates):
        """``{(instance id, step key): delegates with a part of their own in the step}``"""
        taken = {(run.id, step.key): set() for run, step, _party in wanted}
        for (run, step, _party), pairs in found.items():
            taken[run, step] |= delegates & {user for user, _owner in pairs}
        runs = self.browse([run.id for run, _step, _party in wanted if run.id])
        if runs:
            rows = self.env.execute_query(
                SQL(
                    "SELECT t.instance_id, t.step_key, t.user_id FROM zhaoshang_approval_task t"
                    " JOIN zhaoshang_approval_instance i ON i.id = t.instance_id"
                    " AND i.round = t.round WHERE t.instance_id IN %s AND t.user_id IN %s"
                    " AND t.state <> 'closed' AND t.kind <> 'cc'",
                    tuple(runs.ids),
                    tuple(delegates),
                )
            )
            for run, step, user in rows:
                taken.setdefault((run, step), set()).add(user)
        return taken
