from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...rules import duty as rules
from ..clock import county_today
from ..words import join_names
from .finding_kinds import KINDS

OFFICE = "zhaoshang_office.group_office"
STATES = [
    ("suspected", "Suspected"),
    ("answered", "Answered"),
    ("confirmed", "Confirmed"),
    ("dropped", "Dropped"),
    ("taken_back", "Confirmation Taken Back"),
]
FALLEN = ("dropped", "taken_back")  # holds nothing against anybody
TRANSITIONS = {
    "suspected": {"answered", "confirmed", "dropped"},
    "answered": {"answered", "confirmed", "dropped"},
    "confirmed": {"taken_back"},
    "dropped": set(),
    "taken_back": set(),
}


class Finding(models.Model):
    """Something that looks like a breach: the person answers, a person decides (R057, R063).

    A finding is raised by the system and never punishes. It changes by its buttons alone.
    """

    _name = "zhaoshang.finding"
    _description = "Suspected Finding"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "zhaoshang.audit.mixin",
        "zhaoshang.readable",
    ]
    _order = "occurred_on desc, id desc"
    _rec_names_search = ("appointment_id.name",)
    _check_company_auto = True
    _zs_audit_fields = ("state", "answer", "decision_comment", "decided_by_id")

    kind = fields.Selection(KINDS, required=True, readonly=True)
    state = fields.Selection(
        STATES, "Status", required=True, readonly=True, index=True, group_expand=True
    )
    appointment_id = fields.Many2one(
        "zhaoshang.appointment", "Officer", required=True, readonly=True, ondelete="restrict"
    )
    user_id = fields.Many2one("res.users", readonly=True, index=True)
    bureau_id = fields.Many2one(
        "zhaoshang.bureau", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", "County", required=True, readonly=True)
    duty_id = fields.Many2one("zhaoshang.duty", readonly=True, ondelete="restrict")
    occurred_on = fields.Date("Day", required=True, readonly=True)
    last_on = fields.Date(
        "Last Day of Absence", readonly=True, help="Clause 11, R090: an absence may last for days."
    )
    facts = fields.Text("What Was Found", readonly=True)
    reported_by_id = fields.Many2one("res.users", "Recorded By", readonly=True, ondelete="restrict")
    raised_on = fields.Date(required=True, readonly=True)
    answer_until = fields.Date(required=True, readonly=True, help="Clause 9, R063 (our reading).")
    rule_set_id = fields.Many2one(
        "zhaoshang.rule.set", "Parameters", required=True, readonly=True, ondelete="restrict"
    )
    answer = fields.Text("Answer of the Person", readonly=True)
    answered_at = fields.Datetime(readonly=True)
    decision_comment = fields.Text("Reason for the Decision", readonly=True)
    decided_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    decided_at = fields.Datetime(readonly=True)
    settled_by_facts = fields.Boolean(
        "Settled by Facts",
        readonly=True,
        help="A call or a leave that came to light afterwards settled it.",
    )
    can_answer = fields.Boolean(compute="_compute_can")
    can_decide = fields.Boolean(compute="_compute_can")

    _once = models.UniqueIndex("(duty_id)", "This duty has its finding already.")
    _absence_days = models.Constraint(
        "CHECK (kind <> 'absence' OR occurred_on <= last_on)",
        "An absence ends on or after the day it began.",
    )
    _one_absence_a_day = models.Constraint(
        "EXCLUDE USING gist (int4range(appointment_id, appointment_id, '[]') WITH &&, "
        "daterange(LEAST(occurred_on, last_on), last_on, '[]') WITH &&) "
        "WHERE (kind = 'absence' AND state NOT IN ('dropped', 'taken_back'))",
        "A finding of absence on these days is there already. Open the list of findings first.",
    )

    @api.depends("kind", "appointment_id", "occurred_on")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for finding in self:
            finding.display_name = self.env._(
                "%(person)s, %(day)s: %(kind)s",
                person=finding.appointment_id.sudo().name,
                day=finding.occurred_on,
                kind=kinds.get(finding.kind),
            )

    @api.depends("state", "user_id")
    @api.depends_context("uid")
    def _compute_can(self):
        office = self.env.user.has_group(OFFICE)
        for finding in self:
            still_open = finding.state in ("suspected", "answered")
            mine = finding.user_id == self.env.user
            finding.can_answer = still_open and mine
            finding.can_decide = still_open and office and not mine

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise self._changed_by_its_buttons()

    def _raise(self, vals):
        """Insert what ``create`` refuses to everybody; whoever calls has checked who may."""
        return super().create(vals)  # pylint: disable=super-method-mismatch

    def write(self, vals):
        fields_of_chatter = {"message_follower_ids", "message_ids", "activity_ids"}
        if not self.env.su and set(vals) - fields_of_chatter:
            raise self._changed_by_its_buttons()
        return super().write(vals)

    def unlink(self):  # pylint: disable=method-required-super
        raise self._changed_by_its_buttons()

    def _changed_by_its_buttons(self):
        return AccessError(
            self.env._(
                "A finding is raised by the system, answered by the person and decided by "
                "the management office, each by a button; it is not edited."
            )
        )

    def action_answer(self, answer):
        """Write the person's answer; it can be written again until somebody decides (R063)."""
        for finding in self:
            if finding.sudo().user_id != self.env.user:
                raise AccessError(self.env._("Only the person concerned answers a finding (R063)."))
        self._require_text(answer, self.env._("Write your answer."))
        self.sudo()._transition(
            "answered", answer=answer.strip(), answered_at=fields.Datetime.now()
        )
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])

    def action_confirm(self, comment):
        """管理办公室 confirms, after the answer or once the days for it are over (R063)."""
        self._check_decider()
        today = county_today(self.env)
        for finding in self:
            if finding.state == "suspected" and today <= finding.answer_until:
                raise UserError(
                    self.env._(
                        "%(finding)s: the person may answer until %(day)s and has not answered "
                        "yet (clause 9, R063). Wait for the answer, or confirm after that day.",
                        finding=finding.display_name,
                        day=finding.answer_until,
                    )
                )
        self._check_explanations()
        self._decide("confirmed", comment)

    def action_drop(self, comment):
        """管理办公室 drops a finding with its reason; the explanation was accepted (R046)."""
        self._check_decider()
        self._decide("dropped", comment)

    def _check_explanations(self):
        """R046: what is accepted leaves the count unchanged, so that it is decided first."""
        waiting = self.env["zhaoshang.explanation"]._waiting_for(self.sudo().duty_id)
        if waiting:
            raise UserError(
                self.env._(
                    "“%s” waits for the management office. Decide the explanation first: accepted, "
                    "it excuses the report and settles the finding (clause 8, R046).",
                    join_names(self.env, waiting.mapped("display_name")),
                )
            )

    def _check_decider(self):
        user = self.env.user
        if not user.has_group(OFFICE):
            raise AccessError(
                self.env._("Only the management office decides a finding (clause 9).")
            )
        self.check_access("read")
        if any(finding.user_id == user for finding in self.sudo()):
            raise AccessError(self.env._("Nobody decides a finding about himself (R084)."))

    def _decide(self, state, comment):
        self._require_text(comment, self.env._("Write the reason for the decision."))
        self.sudo()._transition(
            state,
            decision_comment=comment.strip(),
            decided_by_id=self.env.uid,
            decided_at=fields.Datetime.now(),
        )
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])

    def _require_text(self, text, message):
        if not (text or "").strip():
            raise UserError(message)

    def _transition(self, to, **values):
        """Move to another state if the table knows the way."""
        for finding in self:
            if to not in TRANSITIONS[finding.state]:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "%(finding)s is %(state)s already. Reload the page to see how it stands.",
                        finding=finding.display_name,
                        state=labels[finding.state],
                    )
                )
        self.write({"state": to, **values})

    @api.model
    def _raise_missed_duties(self, counties):
        """Insert a finding for every missed duty that has none; the next day at the earliest.

        One statement for all reports of clause 8 (R089); it is the finding of whom the duty names
        (R096). A missing research report (R034) is none. One whose facts had settled it and no
        longer do is suspected again.
        """
        today = county_today(self.env)
        limits = self._answer_limits(counties, today)
        if not limits:
            return self.browse()
        self.env.flush_all()
        raised = self.env.execute_query(
            SQL(
                """
                INSERT INTO zhaoshang_finding AS f (
                    kind, state, appointment_id, user_id, bureau_id, company_id, duty_id,
                    occurred_on, raised_on, answer_until, rule_set_id, settled_by_facts,
                    create_uid, create_date, write_uid, write_date)
                SELECT d.kind, 'suspected', d.appointment_id, d.user_id, d.bureau_id,
                       d.company_id, d.id, d.due_on, %(today)s, c.answer_until, d.rule_set_id,
                       FALSE, %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM (VALUES %(limits)s) c (company_id, answer_until)
                  JOIN zhaoshang_duty d ON d.company_id = c.company_id
             LEFT JOIN zhaoshang_finding o ON o.duty_id = d.id
                 WHERE d.state = 'missed' AND NOT d.provisional
                   AND d.kind IN %(kinds)s AND (o.id IS NULL OR o.settled_by_facts)
                ON CONFLICT (duty_id) DO UPDATE
                   SET state = 'suspected', settled_by_facts = FALSE, decision_comment = NULL,
                       decided_at = NULL, raised_on = EXCLUDED.raised_on,
                       answer_until = EXCLUDED.answer_until
                 WHERE f.settled_by_facts
             RETURNING f.id
                """,
                today=today,
                limits=SQL(", ").join(limits),
                kinds=rules.ON_THE_LADDER,
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        self.env.invalidate_all(flush=False)
        findings = self.browse(row[0] for row in raised)
        findings._ask_the_person()
        return findings

    @api.model
    def _answer_limits(self, counties, today):
        """Return ``[(county id, last day for an answer), …]`` by each county's own days (R063)."""
        rule_sets = self.env["zhaoshang.rule.set"].sudo()._of_counties(counties)
        calendars = self.env["zhaoshang.workday"]._calendars(counties, today, today)
        known, limits = {}, []
        for county in counties.sudo():
            if county not in rule_sets:
                continue
            calendar = calendars[county.id]
            key = id(calendar), rule_sets[county]._in_force_first(today).answer_days
            if key not in known:
                known[key] = rules.answer_until(today, calendar, key[1])
            limits.append((county.id, known[key]))
        return limits

    def _ask_the_person(self):
        """Put a to-do on the clock of each person concerned: one statement, however many."""
        if not self:
            return
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO mail_activity (
                    res_model_id, res_model, res_id, res_name, activity_type_id, user_id,
                    date_deadline, summary, automated, active,
                    create_uid, create_date, write_uid, write_date)
                SELECT %(model)s, %(name)s, f.id, a.name || ' ' || f.occurred_on, %(todo)s,
                       f.user_id, f.answer_until, %(summary)s, TRUE, TRUE,
                       %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM zhaoshang_finding f JOIN zhaoshang_appointment a ON a.id = f.appointment_id
                 WHERE f.id IN %(ids)s AND f.user_id IS NOT NULL
                """,
                model=self.env["ir.model"]._get_id(self._name),
                name=self._name,
                todo=self.env.ref("mail.mail_activity_data_todo").id,
                summary=self.env._("Answer to a suspected finding"),
                uid=self.env.uid,
                now=self.env.cr.now(),
                ids=tuple(self.ids),
            )
        )
        self.env["mail.activity"].invalidate_model()

    @api.model
    def _drop_settled(self, duties):
        """Drop the open findings of duties that are met or excused after all.

        What a person has confirmed only a person takes back: the office is asked to look again.
        """
        settled = self.sudo().search(
            [
                ("duty_id", "in", duties.ids),
                ("duty_id.state", "!=", "missed"),
                ("state", "in", ("suspected", "answered", "confirmed")),
            ]
        )
        confirmed = settled.filtered(lambda finding: finding.state == "confirmed")
        confirmed._ask_to_look_again()
        findings = settled - confirmed
        if findings:
            findings.activity_unlink(["mail.mail_activity_data_todo"])
            findings._transition(
                "dropped",
                settled_by_facts=True,
                decided_at=fields.Datetime.now(),
                decision_comment=self.env._(
                    "Settled by the facts: a report in time or an approved leave came to light."
                ),
            )
