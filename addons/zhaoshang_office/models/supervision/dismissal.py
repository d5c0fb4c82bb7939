from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from psycopg2.errors import ExclusionViolation

from ..clock import county_today
from ..words import join_names


class Sanction(models.Model):
    """What a dismissal does once it is decided and its day has come, and how it is undone (R104).

    Nothing but a decision gets here; the scheduled action only waits for the day that it names.
    """

    _inherit = "zhaoshang.sanction"

    successor_id = fields.Many2one(
        "zhaoshang.appointment",
        "Hands Over To",
        copy=False,
        ondelete="restrict",
        domain="[('bureau_id', '=', bureau_id), ('state', '=', 'confirmed'),"
        " ('id', '!=', appointment_id)]",
        help="R104, R008: projects and contacts go to an officer of the same bureau.",
    )
    ended_post_id = fields.Many2one(
        "zhaoshang.appointment", readonly=True, copy=False, ondelete="restrict"
    )
    prior_date_to = fields.Date("Was Appointed Until", readonly=True, copy=False)
    carried_out_on = fields.Date(readonly=True, copy=False)
    effects = fields.Text("What It Did", readonly=True, copy=False)
    settlement_ids = fields.One2many("zhaoshang.settlement", "sanction_id")

    def _zs_kept_links(self):
        return super()._zs_kept_links() | {"successor_id"}

    def _zs_approval_locked_fields(self):
        return super()._zs_approval_locked_fields() | {"successor_id"}

    def _snapshot_names(self):
        return (*super()._snapshot_names(), "successor_id")

    def _in_force_from(self):
        """R104: the day that the decision names, and never before the decision itself."""
        return max(self.effective_on, self.decided_on)

    def _verification_refusal(self, today):
        refusal = super()._verification_refusal(today)
        colleagues = self.bureau_id.appointment_ids._active_at(today) - self.appointment_id
        if refusal or not colleagues:
            return refusal
        if self.successor_id not in colleagues:
            return self.env._(
                "Name who takes over projects and contacts: an officer of %s in post (R104, R008).",
                self.bureau_id.name,
            )
        return None

    def _zs_approval_on_approved(self):
        result = super()._zs_approval_on_approved()
        for case in self.filtered(lambda sanction: sanction.kind == "dismissal"):
            case._end_appointment()
        self._carry_out_due(self)
        return result

    def _end_appointment(self):
        """The appointment ends the day before the dismissal is in force; duties stop with it."""
        first = self._in_force_from()
        post = self.appointment_id
        self._unconfirm_later(post, first)
        posts = post.search(
            [
                ("employee_id", "=", post.employee_id.id),
                ("term_from", "=", post.term_from),
                ("date_from", "<", first),
                ("date_to", ">=", first),
                ("state", "=", "confirmed"),
            ],
            limit=1,
        )
        if not posts:
            return
        self._govern({"ended_post_id": posts.id, "prior_date_to": posts.date_to})
        posts._govern(
            {
                "date_to": first - timedelta(days=1),
                "end_on": False,
                "end_document": self.number,
                "end_reason": self.decision_text,
            }
        )

    def _unconfirm_later(self, post, first):
        """R104, R013: nobody goes on in a post that was confirmed for the time after; whether he
        is appointed again, two members of the department decide anew."""
        later = post.search(
            [
                ("employee_id", "=", post.employee_id.id),
                ("date_from", ">=", first),
                ("state", "=", "confirmed"),
            ]
        )
        if not later:
            return
        later._govern({"state": "draft", "confirmed_by_id": False})
        days = join_names(self.env, [str(each.date_from) for each in later])
        self._add_effects(
            self.env._("A draft again, to be confirmed anew or deleted: appointment from %s.", days)
        )

    def _add_effects(self, *texts):
        self._govern({"effects": "\n".join(filter(None, (self.effects, *texts)))})

    @api.model
    def _due_to_carry_out(self):
        """Return the dismissals that may be waiting for their day."""
        return self.search([("carried_out_on", "=", False), ("ended_post_id", "!=", False)])

    @api.model
    def _carry_out_due(self, cases):
        """Do what follows from decided dismissals whose day has come."""
        today = county_today(self.env)
        for case in cases.filtered(
            lambda case: (
                case.state in ("decided", "served")
                and case.ended_post_id
                and not case.carried_out_on
                and case._in_force_from() <= today
            )
        ):
            case._carry_out(today)

    def _carry_out(self, today):
        """R104: requests cancelled, projects and contacts handed over, settlement opened."""
        post = self.ended_post_id
        withdrawn = self._cancel_requests(post)
        slip = self._hand_over(post)
        post._end_of_term()
        settlement = self.env["zhaoshang.settlement"]._open(self, post, slip)
        self._tell_host_unit(post)
        self._govern({"carried_out_on": today})
        self._add_effects(
            self.env._(
                "In force from %(day)s: the duties have ended. Requests taken back: "
                "%(requests)s. Handed over to %(name)s: %(count)s. Settlement opened with "
                "%(lines)s points. What he has done himself stays readable to him.",
                day=self._in_force_from(),
                requests=withdrawn,
                name=slip.successor_id.name or self.env._("nobody"),
                count=slip.total,
                lines=len(settlement.line_ids),
            )
        )

    def _cancel_requests(self, post):
        """Take back what he had asked for; the history names who decided, not him."""
        runs = self.env["zhaoshang.approval.instance"].search(
            [("requester_id", "=", post.user_id.id), ("state", "=", "running")]
        )
        for model, each in runs.grouped("res_model").items():
            self.env[model].sudo().browse(each.mapped("res_id"))._zs_withdraw_for(
                self.env._("The requester was dismissed: %s.", self.number)
            )
        return len(runs)

    def _hand_over(self, post):
        slips = self.env["zhaoshang.handover"]
        successor = self.successor_id._active_at(county_today(self.env))
        if not successor:
            return slips
        note = self.env._("Dismissal %s", self.number)
        return post._hand_over_now(successor, note, by_clock=True).sudo()

    def _tell_host_unit(self, post):
        for user in post.host_unit_id.user_ids:
            post.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=user.id,
                summary=self.env._(
                    "%(name)s was dismissed from %(day)s on (%(number)s).",
                    name=post.name,
                    day=self._in_force_from(),
                    number=self.number,
                ),
            )

    def _withdraw(self, reason):
        """R105: a dismissal that is withdrawn gives back what can be given back."""
        result = super()._withdraw(reason)
        for case in self.filtered("ended_post_id"):
            case._give_back()
        return result

    def _give_back(self):
        """Restore the appointment where its days are still free; say what cannot be restored."""
        post, today = self.ended_post_id, county_today(self.env)
        state = "confirmed" if self.prior_date_to >= today else "ended"
        ended = post.date_to
        try:
            with self.env.cr.savepoint():
                post._govern(
                    {
                        "date_to": self.prior_date_to,
                        "state": state,
                        "end_document": False,
                        "end_reason": False,
                    }
                )
                post.flush_recordset()
        except ExclusionViolation:
            self.env.invalidate_all(flush=False)
            given = self.env._(
                "The appointment could not be restored: its post or the person's days are taken. "
                "The organisation department appoints him anew."
            )
        else:
            given = self.env._(
                "Restored: the appointment until %(day)s and with it access and duties from today "
                "on.",
                day=self.prior_date_to,
            )
        self.settlement_ids._cancel()
        kept = self.env._(
            "Not restored: what was handed over stays with its new officer until it is handed "
            "back; requests that were taken back are asked for anew; for the days from %(first)s "
            "until yesterday no report is made up for.",
            first=ended + timedelta(days=1),
        )
        self._add_effects(given, kept)

    def action_open_settlement(self):
        """Open the list of what is still to be settled."""
        self.ensure_one()
        self.check_access("read")
        found = self.settlement_ids
        if not found:
            raise UserError(self.env._("No settlement is open: the dismissal is not in force yet."))
        return found[:1]._get_records_action()
