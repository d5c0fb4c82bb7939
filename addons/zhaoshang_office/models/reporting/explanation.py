from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules import duty as rules
from ...rules.explanation import explain_until, may_explain
from ..clock import county_today
from ..worked_out import refuse_others
from .duty import KINDS

OFFICE = "zhaoshang_office.group_office"
DRAFT, SENT, ACCEPTED, REFUSED, WITHDRAWN = "draft", "sent", "accepted", "refused", "withdrawn"
TYPED = frozenset({"kind", "day", "reason", "file", "file_name"})
SIGNS = {DRAFT: "○", SENT: "◔", ACCEPTED: "✔", REFUSED: "✗", WITHDRAWN: "○"}


class Explanation(models.Model):
    """Why a report could not be made: 「特殊情况作出说明」 (clause 8, R046).

    Written by the person who owes it, before or shortly after, and his alone until he submits it;
    the management office accepts it, and the duty is excused, or refuses it with a reason, and the
    duty stays as it is.
    """

    _name = "zhaoshang.explanation"
    _description = "Explanation for a Report Not Made"
    _inherit = [
        "mail.thread",
        "zhaoshang.worked.out",
        "zhaoshang.audit.mixin",
        "zhaoshang.kept.links",
        "zhaoshang.readable",
    ]
    _order = "id desc"
    _rec_names_search = ("reason", "appointment_id.name")
    _zs_read_by_head = True
    _check_company_auto = True
    _zs_worked_out = frozenset(
        {
            "appointment_id", "user_id", "bureau_id", "company_id", "state", "decided_by_id",
            "decided_at", "decision_comment", "due_on",
        }
    )  # fmt: skip
    _zs_audit_fields = ("kind", "period_from", "state", "decided_by_id", "decision_comment")

    kind = fields.Selection(
        [(kind, label) for kind, label in KINDS if kind in rules.ON_THE_LADDER],
        "Which Report",
        required=True,
        default=rules.MONDAY_CALL,
        help="Clause 8: the report that was not, or will not be, made in time.",
    )
    appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "Officer",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        default=lambda self: self.env["zhaoshang.appointment"]._current(self.env.user),
    )
    user_id = fields.Many2one(related="appointment_id.user_id", store=True, index=True)
    bureau_id = fields.Many2one(related="appointment_id.bureau_id", store=True, index=True)
    company_id = fields.Many2one(related="appointment_id.company_id", store=True, string="County")
    day = fields.Date(
        "Day of the Report",
        required=True,
        default=lambda self: county_today(self.env),
        help="Any day of the week or month that is to be reported on.",
    )
    period_from = fields.Date(compute="_compute_period_from", store=True, precompute=True)
    due_on = fields.Date("Report Due On", compute="_compute_due_on", store=True)
    until = fields.Date("May Be Explained Until", compute="_compute_until")
    reason = fields.Text(required=True, help="R046: what happened, and what shows it.")
    file = fields.Binary("Evidence", attachment=True, copy=False)
    file_name = fields.Char(copy=False)
    state = fields.Selection(
        [
            (DRAFT, "Not Submitted Yet"),
            (SENT, "Waits for the Management Office"),
            (ACCEPTED, "Explanation Accepted"),
            (REFUSED, "Not accepted"),
            (WITHDRAWN, "Withdrawn"),
        ],
        "Status",
        default=DRAFT,
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    decided_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    decided_at = fields.Datetime(readonly=True, copy=False)
    decision_comment = fields.Text("Opinion of the Office", readonly=True, copy=False)
    can_decide = fields.Boolean(compute="_compute_can_decide")
    is_mine = fields.Boolean(compute="_compute_can_decide")

    _once = models.UniqueIndex(
        "(appointment_id, kind, period_from) WHERE state IN ('sent', 'accepted')",
        "You have explained this report already. Wait for the answer, or withdraw it and write it "
        "anew (clause 8, R046).",
    )
    _excuses = models.Index("(bureau_id, kind, period_from) WHERE state = 'accepted'")

    @api.depends("kind", "appointment_id", "period_from", "state")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for one in self:
            parts = [SIGNS.get(one.state, ""), one.appointment_id.sudo().name, kinds.get(one.kind)]
            one.display_name = " ".join(filter(None, [*parts, str(one.due_on or "")]))

    @api.depends("kind", "day")
    def _compute_period_from(self):
        for one in self:
            one.period_from = one.kind and one.day and rules.period_of(one.kind, one.day)

    @api.depends("kind", "period_from", "company_id")
    def _compute_due_on(self):
        for one in self:
            one.due_on, _calendar, _days = one._due()

    @api.depends("kind", "period_from", "company_id")
    def _compute_until(self):
        for one in self:
            due_on, calendar, days = one._due()
            one.until = due_on and explain_until(due_on, calendar, days)

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        office = self.env.user.has_group(OFFICE)
        for one in self:
            one.is_mine = one.user_id == self.env.user
            one.can_decide = office and one.state == SENT and not one.is_mine

    def _due(self):
        """Return (day on which the report is due, calendar, days for explaining it)."""
        self.ensure_one()
        if not self.period_from:
            return False, None, 0
        county = self.company_id or self.env.company
        duties = self.env["zhaoshang.duty"]
        due_on, _limit, calendar, rule_set = duties._due_of(self.kind, self.period_from, county)
        return due_on or False, calendar, rule_set.explain_days

    @api.model_create_multi
    def create(self, vals_list):
        """Written by the person himself, in post; nobody reads it before he submits it (R046)."""
        post = self.env["zhaoshang.appointment"]._current(self.env.user)
        if not self.env.su and not post:
            raise AccessError(
                self.env._("An explanation is written by the officer who owes the report (R046).")
            )
        own = {} if self.env.su else {"appointment_id": post.id}
        if not self.env.su:
            refuse_others(self, vals_list, TYPED)
        found = super(Explanation, self.sudo()).create([vals | own for vals in vals_list])
        return found.sudo(self.env.su)

    @api.model
    def _domain_readable(self):
        """R046: what is not submitted yet is its writer's alone."""
        mine = Domain("user_id", "=", self.env.uid)
        return super()._domain_readable() & (mine | Domain("state", "!=", DRAFT))

    def _check_time(self):
        due_on, calendar, days = self._due()
        if not due_on:
            raise UserError(
                self.env._(
                    "No report is owed for this period (clause 8, R049). Choose another day."
                )
            )
        if not may_explain(due_on, county_today(self.env), calendar, days):
            raise UserError(
                self.env._(
                    "The report was due on %(day)s; it could be explained until %(until)s, "
                    "%(days)s working days after (clause 8, R046; the number is our proposal). If "
                    "a finding has been raised, answer it there (R063).",
                    day=due_on,
                    until=explain_until(due_on, calendar, days),
                    days=days,
                )
            )

    @api.constrains("reason")
    def _check_reason(self):
        if any(not (one.reason or "").strip() for one in self):
            raise ValidationError(self.env._("Write what happened (clause 8, R046)."))

    def write(self, vals):
        if not self.env.su:
            self._check_own_draft()
            refuse_others(self, [vals], TYPED)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        self._check_own_draft()

    def _check_own_draft(self):
        """Only its writer changes or deletes it, and only what he has not submitted (R138)."""
        rows = self.sudo()
        if any(one.user_id != self.env.user for one in rows):
            raise AccessError(
                self.env._("An explanation is worded by who owes the report, and by nobody else.")
            )
        if any(one.state != DRAFT for one in rows):
            raise UserError(
                self.env._(
                    "An explanation stays as it was submitted (R138). Withdraw it and write it "
                    "anew."
                )
            )

    def action_submit(self):
        """Send what one has written to the management office, while it is time (R046)."""
        self.check_access("read")
        self._check_own_draft()
        for one in self.sudo():
            one._check_time()
        self._decide({"state": SENT}, DRAFT)

    def action_withdraw(self):
        """Take back what has not been decided (the person himself)."""
        self.check_access("read")
        if any(one.user_id != self.env.user for one in self):
            raise AccessError(self.env._("Only who wrote an explanation withdraws it (R046)."))
        self._decide({"state": WITHDRAWN})

    def action_accept(self, comment=None):
        """Accept: the duty is excused, and an open finding of it is dropped (管理办公室)."""
        self._check_office()
        self._decide(self._opinion(ACCEPTED, comment))
        self._settle()

    def action_refuse(self, comment=None):
        """Refuse with the reason: the duty stays as it is (管理办公室)."""
        self._check_office()
        if not str(comment or "").strip():
            raise UserError(self.env._("Write why it is not accepted (clause 8, R046)."))
        self._decide(self._opinion(REFUSED, comment))

    def action_ask(self):
        """Open the box for the opinion; what it is for stands in the button's context."""
        self.ensure_one()
        purpose = "refuse" if self.env.context.get("zs_purpose") == "refuse" else "accept"
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Opinion of the Office"),
            "res_model": "zhaoshang.report.say",
            "view_mode": "form",
            "target": "new",
            "context": {"default_explanation_id": self.id, "default_purpose": purpose},
        }

    def _opinion(self, state, comment):
        return {
            "state": state,
            "decision_comment": str(comment or "").strip() or False,
            "decided_by_id": self.env.uid,
            "decided_at": fields.Datetime.now(),
        }

    def _check_office(self):
        self.check_access("read")
        if not self.env.user.has_group(OFFICE):
            raise AccessError(
                self.env._(
                    "Explanations are accepted or refused by the management office alone (clause "
                    "8, R046)."
                )
            )
        if any(one.user_id == self.env.user for one in self.sudo()):
            raise AccessError(
                self.env._(
                    "Nobody decides his own explanation (R084, a rule of our own). Let another "
                    "member of the management office do it."
                )
            )

    def _decide(self, vals, state=SENT):
        """Decide once: of two who press at the same time the second one learns of the first."""
        if not self:
            return
        rows = self.env.execute_query(
            SQL(
                "UPDATE zhaoshang_explanation SET state = state WHERE id IN %s AND state = %s"
                " RETURNING id",
                tuple(self.ids),
                state,
            )
        )
        if len(rows) != len(self):
            raise UserError(self.env._("This explanation has been decided or withdrawn already."))
        self.sudo().write(vals)
        self.flush_recordset(["state"])

    def _settle(self):
        duties = self.env["zhaoshang.duty"].sudo()
        for one in self.sudo():
            duties._settle(
                SQL(
                    "d.bureau_id = %s AND d.kind = %s AND %s BETWEEN d.period_from AND d.period_to",
                    one.bureau_id.id,
                    one.kind,
                    one.period_from,
                )
            )

    @api.model
    def _waiting_for(self, duties):
        """Return what was sent about these duties and nobody has decided, as superuser (R046)."""
        duties = duties.sudo()
        sent = self.sudo().search(
            [
                ("state", "=", SENT),
                ("bureau_id", "in", duties.bureau_id.ids),
                ("kind", "in", duties.mapped("kind")),
            ]
        )
        return sent.filtered(lambda one: any(one._is_about(duty) for duty in duties))

    def _is_about(self, duty):
        """R048: an explanation of a call is the person's, that of a report the bureau's."""
        own = self.kind != rules.MONDAY_CALL or self.appointment_id == duty.appointment_id
        return (
            own
            and (self.kind, self.bureau_id) == (duty.kind, duty.bureau_id)
            and duty.period_from <= self.period_from <= duty.period_to
        )

    def _zs_audit_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return f"{self.appointment_id.name} {kinds[self.kind]} {self.period_from}"
