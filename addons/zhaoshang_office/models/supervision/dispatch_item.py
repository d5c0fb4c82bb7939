from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ...rules import dispatch as rules
from ..clock import county_today

TODO = "mail.mail_activity_data_todo"
OFFICE = "zhaoshang_office.group_office"
STATES = [
    (rules.OPEN, "To Be Done"),
    (rules.ANSWERED, "Fed Back"),
    (rules.DONE, "Settled"),
]
TRANSITIONS = {
    rules.OPEN: {rules.ANSWERED},
    rules.ANSWERED: {rules.ANSWERED, rules.DONE, rules.OPEN},
    rules.DONE: set(),
}


class DispatchItem(models.Model):
    """One item handed over to a bureau with its deadline (交办事项, clause 7, R040).

    The bureau answers, the leader or the management office settles it or sends it back. A deadline
    that goes by is shown and reminds; it is no finding and no sanction.
    """

    _name = "zhaoshang.dispatch.item"
    _description = "Item Handed Over"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "zhaoshang.worked.out",
        "zhaoshang.bureau.kept",
        "zhaoshang.audit.mixin",
    ]
    _order = "deadline, id"
    _rec_name = "task"
    _check_company_auto = True
    _zs_worked_out = frozenset(
        {"bureau_id", "company_id", "leader_id", "state", "feedback", "answered_at",
         "answered_by_id", "settled_at", "settled_by_id", "remark"}
    )  # fmt: skip
    _zs_audit_fields = ("task", "appointment_id", "deadline", "state", "feedback", "remark")

    dispatch_id = fields.Many2one(
        "zhaoshang.dispatch", required=True, index=True, ondelete="cascade"
    )
    bureau_id = fields.Many2one(
        related="dispatch_id.bureau_id", store=True, index=True, string="Bureau"
    )
    company_id = fields.Many2one(
        related="dispatch_id.company_id", store=True, index=True, string="County"
    )
    leader_id = fields.Many2one(related="dispatch_id.leader_id", string="County Leader")
    task = fields.Char("Item", required=True)
    appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "In Charge",
        check_company=True,
        ondelete="restrict",
        domain="[('bureau_id', '=', bureau_id), ('state', '=', 'confirmed')]",
        help="The head, or who acts for him, where nobody is named.",
    )
    deadline = fields.Date(required=True, index=True, help="Clause 7, R040.")
    state = fields.Selection(STATES, "Status", required=True, readonly=True, default=rules.OPEN,
                             index=True, group_expand=True)  # fmt: skip
    overdue = fields.Boolean(compute="_compute_overdue", search="_search_overdue")
    status = fields.Char("Status in Words", compute="_compute_overdue")
    words = fields.Char("Item in Words", compute="_compute_words")
    explanation = fields.Text("Why", compute="_compute_words")
    feedback = fields.Text("Answer of the Bureau", readonly=True)
    answered_at = fields.Datetime("Fed Back At", readonly=True)
    answered_by_id = fields.Many2one("res.users", "Fed Back By", readonly=True, ondelete="restrict")
    remark = fields.Text("Remark of Who Settled It", readonly=True)
    settled_at = fields.Datetime(readonly=True)
    settled_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    can_answer = fields.Boolean(compute="_compute_can")
    can_settle = fields.Boolean(compute="_compute_can")

    @api.depends("state", "deadline")
    @api.depends_context("lang")
    def _compute_overdue(self):
        today = county_today(self.env)
        labels = dict(self._fields["state"]._description_selection(self.env))
        for item in self:
            item.overdue = bool(item.deadline) and rules.is_overdue(
                item.state, item.deadline, today
            )
            if item.overdue:
                item.status = self.env._("▲ Overdue, %s days", (today - item.deadline).days)
            else:
                sign = {rules.DONE: "✔", rules.ANSWERED: "○"}.get(item.state, "◔")
                item.status = f"{sign} {labels.get(item.state, '')}"

    @api.depends("task", "deadline", "state", "leader_id")
    @api.depends_context("lang")
    def _compute_words(self):
        for item in self:
            item.words = self.env._(
                "%(status)s · %(task)s (until %(day)s)",
                status=item.status,
                task=item.task,
                day=item.deadline,
            )
            item.explanation = self.env._(
                "Handed over by %(leader)s on %(day)s, to be done by %(deadline)s (clause 7, "
                "R040). A deadline that goes by is reminded of; nothing follows from it by itself.",
                leader=item.sudo().leader_id.name,
                day=item.dispatch_id.day,
                deadline=item.deadline,
            )

    def _search_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "=", rules.OPEN) & Domain("deadline", "<", county_today(self.env))
        return late if True in value else ~late

    @api.depends("state", "bureau_id")
    @api.depends_context("uid")
    def _compute_can(self):
        own = set(self._own_bureau_ids())
        for item in self:
            item.can_answer = item.state != rules.DONE and item.bureau_id.id in own
            item.can_settle = item.state == rules.ANSWERED and item._may_settle()

    def _may_settle(self):
        user = self.env.user
        return user.has_group(OFFICE) or user in self.bureau_id.sudo().leader_ids

    def _standing_words(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        counts = [(labels[state], len(self.filtered(lambda i, s=state: i.state == s)))
                  for state in labels]  # fmt: skip
        words = [f"{label} {count}" for label, count in counts if count]
        late = len(self.filtered("overdue"))
        return "　".join(words + ([self.env._("▲ Overdue %s", late)] if late else []))

    @api.constrains("deadline", "dispatch_id")
    def _check_deadline(self):
        for item in self:
            if item.deadline < item.dispatch_id.day:
                raise ValidationError(
                    self.env._(
                        "“%(task)s” would be due on %(deadline)s, before the dispatch of %(day)s "
                        "(R040). Choose a later day.",
                        task=item.task,
                        deadline=item.deadline,
                        day=item.dispatch_id.day,
                    )
                )

    @api.constrains("appointment_id", "dispatch_id")
    def _check_in_charge(self):
        for item in self.sudo():
            if item.appointment_id and item.appointment_id.bureau_id != item.bureau_id:
                raise ValidationError(
                    self.env._(
                        "%(name)s does not belong to %(bureau)s (R040). Choose one of its people.",
                        name=item.appointment_id.name,
                        bureau=item.bureau_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        items = super().create(vals_list)
        if not self.env.su:
            items.dispatch_id._check_editable()
        items.sudo()._ask_the_bureau()
        return items

    def write(self, vals):
        chatter = {"activity_ids", "message_follower_ids", "message_ids"}
        if not self.env.su and set(vals) - chatter:
            self.dispatch_id._check_editable()
        result = super().write(vals)
        if "dispatch_id" in vals and not self.env.su:
            self.dispatch_id._check_editable()
        if {"deadline", "appointment_id", "dispatch_id"} & set(vals):
            self.sudo()._ask_anew()
        return result

    def unlink(self):
        if not self.env.su:
            self.dispatch_id._check_editable()
        return super().unlink()

    def _ask_anew(self):
        """What waits goes to who is in charge now, and to nobody who was."""
        waiting = self.filtered(lambda item: item.state == rules.OPEN)
        waiting.activity_unlink([TODO])
        waiting._ask_the_bureau()

    def _ask_the_bureau(self):
        """Put the deadline on the clock of who is in charge; he is reminded and nothing else."""
        today = county_today(self.env)
        for item in self:
            post = item.appointment_id or item.bureau_id._deciding_head_at(today)
            if post.user_id:
                # no mail: the clock and the list are looked at daily
                item.with_context(mail_activity_quick_update=True).activity_schedule(
                    TODO, date_deadline=item.deadline, summary=item.task, user_id=post.user_id.id
                )

    def action_open(self):
        """The item itself, where the button to feed back stands beside what was asked."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_feedback(self, text):
        """The bureau says what was done (R040); it may write again until the item is settled."""
        self.check_access("read")
        own = set(self._own_bureau_ids())
        for item in self:
            if item.bureau_id.id not in own:
                raise AccessError(
                    self.env._("An item is answered by the bureau that it was handed over to.")
                )
        self._require(text, self.env._("Write what was done (R040)."))
        self.sudo()._transition(
            rules.ANSWERED,
            feedback=text.strip(),
            answered_at=fields.Datetime.now(),
            answered_by_id=self.env.uid,
        )
        self.sudo().activity_unlink([TODO])

    def action_settle(self, remark=None):
        """The leader or the management office takes an answered item as done (R040)."""
        self._check_settler()
        self.sudo()._transition(rules.DONE, **self._settled_by(remark))

    def action_send_back(self, remark):
        """The leader or the management office wants more; the bureau is asked again (R040)."""
        self._check_settler()
        self._require(remark, self.env._("Write what is still to be done (R040)."))
        self.sudo()._transition(rules.OPEN, **self._settled_by(remark))
        self.sudo()._ask_the_bureau()

    def _settled_by(self, remark):
        return {
            "remark": str(remark or "").strip(),
            "settled_at": fields.Datetime.now(),
            "settled_by_id": self.env.uid,
        }

    def _check_settler(self):
        self.check_access("read")
        for item in self:
            if not item._may_settle():
                raise AccessError(
                    self.env._(
                        "An item is settled by the leader who keeps contact with the bureau, or by "
                        "the management office (clause 7, R040)."
                    )
                )

    def _require(self, text, message):
        if not str(text or "").strip():
            raise UserError(message)

    def _transition(self, to, **values):
        for item in self:
            if to not in TRANSITIONS[item.state]:
                labels = dict(self._fields["state"]._description_selection(self.env))
                raise UserError(
                    self.env._(
                        "“%(item)s” is %(state)s: this cannot be done now. Reload the page.",
                        item=item.task,
                        state=labels[item.state],
                    )
                )
        self.write({"state": to, **values})

    @api.model
    def _domain_readable_to_officer(self):
        """R041: as the dispatch."""
        return super()._domain_readable_to_officer() | self.env["zhaoshang.dispatch"]._domain_led()
