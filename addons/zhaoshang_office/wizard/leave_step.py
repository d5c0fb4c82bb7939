from odoo import api, fields, models

from ..models.clock import read_day
from ..rules import leave as rules

OFFERED = "[('bureau_id', '=', bureau_id), ('state', '!=', 'cancelled')]"


class LeaveStep(models.TransientModel):
    """The box for what is done about a granted leave; it says what follows before it is done."""

    _name = "zhaoshang.leave.step"
    _description = "Step After a Leave Is Granted"
    _inherit = ["zhaoshang.kept.links"]

    leave_id = fields.Many2one("zhaoshang.leave", required=True, readonly=True, ondelete="cascade")
    purpose = fields.Selection(
        [
            ("return", "Report Back"),
            ("correct", "Correct the Return"),
            ("prolong", "Prolong"),
            ("turn", "Turn Into an Escort"),
            ("link", "Link the Client Visit"),
            ("accept", "Accept the Longer Escort"),
            ("restore", "Restore the Credit"),
        ],
        required=True,
    )
    bureau_id = fields.Many2one(related="leave_id.bureau_id")
    day = fields.Date(compute="_compute_day", store=True, readonly=False)
    client_visit_id = fields.Many2one("zhaoshang.client.visit", domain=OFFERED)
    organisation_id = fields.Many2one(
        "zhaoshang.organisation", "Client", domain="[('bureau_id', '=', bureau_id)]"
    )
    project_id = fields.Many2one(
        "zhaoshang.project", domain="[('bureau_id', '=', bureau_id), ('stage', '!=', 'dropped')]"
    )
    text = fields.Text("Reason")
    effect = fields.Text("What Follows", compute="_compute_effect")

    @api.depends("leave_id", "purpose")
    def _compute_day(self):
        """Today, or what comes nearest to it."""
        for step in self:
            leave, today = step._leave(), step.leave_id._today()
            step.day = leave and {
                "return": today,
                "correct": leave.return_date,
                "turn": max(today, leave.date_from),
            }.get(step.purpose, False)

    @api.depends("leave_id", "purpose", "day", "text", "client_visit_id")
    @api.depends_context("lang")
    def _compute_effect(self):
        for step in self:
            if step.day:
                read_day(self.env, step.day)
            leave = step._leave()
            tell = getattr(step, f"_effect_of_{step.purpose}", None)
            step.effect = "\n".join(tell(leave)) if leave and tell else False

    def _leave(self):
        """Return the leave as superuser, for whoever may read it."""
        self.leave_id.check_access("read")
        return self.leave_id.sudo()

    def _effect_of_return(self, leave):
        if not self.day:
            return [self.env._("Choose the first day on which you were at post again.")]
        first = leave._chain()[0].date_from
        broken = rules.return_violations(first, self.day, leave._today())
        if broken:
            return [leave._refuse_return(violation) for violation in broken]
        freed, over = leave._freed_days(self.day)
        if over:
            return [
                self.env._(
                    "▲ %(over)s days beyond the granted leave. They were not asked for before its "
                    "end and may be looked at as absence without leave (R085); you will be heard.",
                    over=over,
                )
            ]
        if freed:
            return [
                self.env._("%s days of the leave are freed and count as at post again.", freed),
                self.env._("What is reported stays. The other days stay granted."),
            ]
        return [self.env._("The leave ends as it was granted; no day is freed.")]

    def _effect_of_correct(self, leave):
        chain = leave._chain()
        texts = self.day and chain._correction_texts(self.day)
        if texts:
            return texts
        return [
            self.env._(
                "Reported: back on %(before)s. Corrected: back on %(back)s. Both stay in the "
                "record, with your reason.",
                before=leave.return_date,
                back=self.day or "",
            )
        ]

    def _effect_of_prolong(self, leave):
        if not self.day or self.day <= leave.date_to:
            return [self.env._("Choose the new last day, after %s.", leave.date_to)]
        more = leave.new(leave._prolonged_values(self.day) | {"reason": self.text})
        return [
            self.env._(
                "Asks for %(days)s days more, from %(first)s to %(last)s. Until that is granted "
                "you are to be back after %(end)s.",
                days=more.calendar_days,
                first=more.date_from,
                last=more.date_to,
                end=leave.date_to,
            ),
            *filter(None, [more._decides_text()]),
            *(f"✖ {text}" for text in more._refusal_texts()),
        ]

    def _effect_of_turn(self, leave):
        if not self.day or not leave.date_from <= self.day <= leave.date_to:
            return [
                self.env._(
                    "Choose a day of the leave, %(first)s to %(last)s.",
                    first=leave.date_from,
                    last=leave.date_to,
                )
            ]
        end = leave._chain()[-1:].date_to
        rest, escort = rules.turned_into_escort(rules.Span(leave.date_from, end), self.day)
        kept = (
            self.env._(
                "The leave ends on %(last)s (%(days)s days).", last=rest.last, days=len(rest.days)
            )
            if rest
            else self.env._("Nothing is left of the leave.")
        )
        return [
            kept,
            self.env._(
                "An escort from %(first)s to %(last)s (%(days)s days) is sent at once. If it is "
                "refused or withdrawn, the leave stands as before.",
                first=escort.first,
                last=escort.last,
                days=len(escort.days),
            ),
        ]

    def _effect_of_link(self, leave):
        return [
            self.env._(
                "The escort counts as at post with its visit, once the head has confirmed that "
                "visit; linked until %s (R074).",
                leave.link_until,
            )
        ]

    def _effect_of_accept(self, leave):
        reason = leave.sudo(False).reason
        return [
            self.env._("%s days beyond the fourth will count as at post.", leave.days_beyond),
            *([self.env._("Reason given: %s", reason)] if reason else []),
        ]

    def _effect_of_restore(self, leave):
        return [self.env._("The days of this escort count as at post again.")]

    def action_do(self):
        """Do what the box was opened for; the leave checks who may."""
        self.ensure_one()
        leave = self.leave_id
        links = {
            name: self[name].id for name in ("client_visit_id", "organisation_id", "project_id")
        }
        done = {
            "return": lambda: leave.action_report_return(self.day),
            "correct": lambda: leave.action_correct_return(self.day, self.text),
            "prolong": lambda: leave.action_prolong(self.day, self.text),
            "turn": lambda: leave.action_turn_into_escort(self.day, **links, reason=self.text),
            "link": lambda: leave.action_link_visit(self.client_visit_id.id),
            "accept": lambda: leave.action_accept_long_escort(self.text),
            "restore": lambda: leave.action_restore_credit(self.text),
        }[self.purpose]()
        return done if isinstance(done, dict) else {"type": "ir.actions.act_window_close"}
