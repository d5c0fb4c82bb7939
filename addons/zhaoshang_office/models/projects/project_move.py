from datetime import datetime, time

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...rules import project as rules
from ..clock import county_today
from .project import AUTHORITY
from .project_stage_event import STAGES


class Project(models.Model):
    """How a project goes from stage to stage (R106 to R111): one table, one private move."""

    _inherit = "zhaoshang.project"

    next_stage = fields.Selection(STAGES, compute="_compute_doors")
    can_report = fields.Boolean(compute="_compute_doors")
    can_move = fields.Boolean("May Be Moved by Me", compute="_compute_doors")
    can_edit = fields.Boolean(compute="_compute_doors")
    stage_days = fields.Integer(
        "Days in This Stage", compute="_compute_stage_days", aggregator=None
    )
    last_reason = fields.Text("Reason Given Last", compute="_compute_last_reason")

    @api.depends("stage", "bureau_id", "paused_from")
    @api.depends_context("uid")
    def _compute_doors(self):
        own = self._own_bureaus()
        authority = self.env.user.has_group(AUTHORITY)
        for project in self:
            editing = project.stage in rules.BUREAU_EDITS
            mine = project.bureau_id in own or not project._origin
            project.can_report = editing and mine
            project.can_edit = (editing and mine) or (authority and project.stage != rules.DRAFT)
            project.can_move = authority and bool(
                rules.allowed(project.stage, project.paused_from) - {rules.REPORTED}
            )
            project.next_stage = project.can_move and (
                project.paused_from
                if project.stage == rules.PAUSED
                else rules.following(project.stage)
            )

    @api.depends("stage_on")
    def _compute_stage_days(self):
        today = county_today(self.env)
        for project in self:
            project.stage_days = (today - project.stage_on).days if project.stage_on else 0

    @api.depends("stage_event_ids")
    def _compute_last_reason(self):
        """What the bureau has to answer to: why it was returned, paused or dropped."""
        aside = self.filtered(lambda project: project.stage in rules.ASIDE)
        (self - aside).last_reason = False
        events = self.env["zhaoshang.project.stage.event"].search(
            [("project_id", "in", aside.ids)], order="id"
        )
        reasons = {event.project_id.id: event.reason for event in events}
        for project in aside:
            project.last_reason = reasons.get(project._origin.id, False)

    def action_report(self):
        """R106, R107: report to the management office; late ones are taken, and marked."""
        self.check_access("write")
        return self._report(county_today(self.env))

    def _report(self, today):
        """Check and carry out a report made on ``today``."""
        self._hold()
        self._hold_reports()
        for project in self:
            texts = project._report_refusals(today)
            if texts:
                raise UserError("\n".join(texts))
            # checked above: who writes it, and what it says
            values = {} if project.number else {"number": project.sudo()._next_number(today)}
            if not project.reported_on:
                values |= {"reported_on": today}
                project._investor()._keep_as_reported()
            project._transition(rules.REPORTED, extra=values, on=today)
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])
        self.env["zhaoshang.project.duplicate"]._find(self)
        return True

    def action_advance(self):
        """Move on to the next stage, or back to where it was paused: the investment bureau."""
        for project in self:
            to = (
                project.paused_from
                if project.stage == rules.PAUSED
                else rules.following(project.stage)
            )
            project.action_move(to or rules.PRODUCING)
        return True

    def action_move(self, to, reason=None):
        """Move projects to ``to``; R109: to the leading group by its list of issues alone.

        :param to: a stage
        :param reason: why; needed to return, pause or drop
        """
        self.check_access("read")
        self._hold()
        for project in self:
            project._check_move(to, reason)
            if to == rules.LEADING_GROUP and project.stage != rules.PAUSED:
                raise UserError(project._refuse_without_agenda())
            project._transition(to, reason)
        return True

    def action_open_move(self):
        """Open the slip that asks why; the button says where to."""
        self.ensure_one()
        to = self.env.context.get("zs_to")
        titles = self._stage_labels()
        return {
            "type": "ir.actions.act_window",
            "name": titles.get(to, self.env._("Move")),
            "res_model": "zhaoshang.project.move",
            "view_mode": "form",
            "target": "new",
            "context": {"default_project_id": self.id, "default_to": to},
        }

    def _hold(self):
        """Of two moves at the same moment one is retried and sees the other."""
        self.flush_recordset()
        if self.ids:
            query = "UPDATE zhaoshang_project SET write_date = write_date WHERE id IN %s"
            self.env.cr.execute(SQL(query, tuple(sorted(self.ids))))

    def _hold_reports(self):
        """R109, R113: the reports of a county come one by one, and the second sees the first."""
        self.flush_recordset()
        if self.ids:
            query = "UPDATE res_company SET write_date = write_date WHERE id IN %s"
            self.env.cr.execute(SQL(query, tuple(sorted(self.sudo().company_id.ids))))

    def _check_move(self, to, reason):
        """R108, R109: refuse what the table of moves does not allow this user."""
        self.ensure_one()
        if to not in dict(STAGES):
            raise UserError(self.env._("“%s” is no stage of a project.", to))
        move = rules.Move(
            stage=self.stage,
            to=to,
            movers=self._movers(),
            reason=reason or "",
            paused_from=self.paused_from or None,
        )
        for violation in rules.move_violations(move):
            error = AccessError if violation.code.startswith("not_") else UserError
            raise error(self._move_refusal(violation))

    def _movers(self):
        """What the current user is to this project."""
        mine = self.sudo().bureau_id in self._own_bureaus()
        authority = self.env.user.has_group(AUTHORITY)
        return frozenset(
            name for name, held in ((rules.BUREAU, mine), (rules.AUTHORITY, authority)) if held
        )

    def _transition(self, to, reason=None, extra=None, on=None):
        """Carry out a move that the caller has checked, and keep who, when and why (R032).

        :param on: the day of the move where it is not today: history that is brought in
        """
        today = on or county_today(self.env)
        moment = datetime.combine(on, time(2)) if on and on != county_today(self.env) else None
        events = []
        for project in self.sudo():
            rule_set = self.env["zhaoshang.rule.set"].sudo()._at(today, project.company_id)
            limit = rule_set[f"stuck_{to}"] if f"stuck_{to}" in rule_set._fields else 0
            values = {
                "stage": to,
                "stage_on": today,
                "stage_due_on": rules.stage_due(today, limit),
                "paused_from": project.stage if to == rules.PAUSED else False,
                "mature": rules.is_mature(project.mature, to, rule_set.mature_stage),
            }
            events.append((project, project.stage, to, reason, moment))
            project._govern(values | (extra or {}))
            project._tell_owner(to, reason)
        self.env["zhaoshang.project.stage.event"]._record(events)

    def _take_over(self, stage, reported_on, stage_on=None):
        """Bring a past project to where it stands, with its report and this import as history.

        Whoever imports holds the reports before and looks for duplicates after.
        """
        self.ensure_one()
        values = {"number": self.sudo()._next_number(reported_on), "reported_on": reported_on}
        self._investor()._keep_as_reported()
        self._transition(rules.REPORTED, extra=values, on=reported_on)
        if stage != rules.REPORTED:
            reason = self.env._("Taken over from the record on paper")
            self._transition(stage, reason, on=stage_on or reported_on)

    def _tell_owner(self, to, reason):
        """Give the officer in charge something to do where his project came back."""
        owner = self.appointment_id.user_id
        if to == rules.RETURNED and owner:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=owner.id,
                summary=self.env._("Returned: correct it and report it again"),
                note=reason,
            )

    def _next_number(self, today):
        """The next number of the county and year, without gaps; the reports are held."""
        self.ensure_one()
        sequence = self.env["ir.sequence"]
        county = self.company_id
        domain = [("code", "=", "zhaoshang.project"), ("company_id", "=", county.id)]
        if not sequence.search_count(domain, limit=1):
            sequence.create(
                {
                    "name": "项目编号",
                    "code": "zhaoshang.project",
                    "prefix": "XM-%(range_year)s-",
                    "padding": 4,
                    "use_date_range": True,
                    "implementation": "no_gap",
                    "company_id": county.id,
                }
            )
        return sequence.with_company(county).next_by_code("zhaoshang.project", sequence_date=today)
