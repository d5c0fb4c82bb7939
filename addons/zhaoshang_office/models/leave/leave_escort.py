from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...rules import leave as rules
from ..words import join_names

AUTHORITY = "zhaoshang_office.group_bureau_authority"
MADE = ("confirmed", "done")


class Leave(models.Model):
    """Escorting clients: the visit it belongs to and the days that count (R072–R074)."""

    _inherit = "zhaoshang.leave"

    days_beyond = fields.Integer(
        compute="_compute_days_beyond",
        store=True,
        help="Clause 10, R073: days of an escort after the fourth, which count only once the "
        "investment bureau has accepted the reason.",
    )
    link_until = fields.Date(
        compute="_compute_link_until",
        help="R074 (our reading): without a client visit by then the escort does not count as at "
        "post.",
    )
    credit_note = fields.Char("Credit", compute="_compute_credit_note")
    can_link_visit = fields.Boolean(compute="_compute_can_escort")
    can_accept_long = fields.Boolean(compute="_compute_can_escort")
    can_restore_credit = fields.Boolean(compute="_compute_can_escort")

    @api.depends("kind", "calendar_days", "days_before")
    def _compute_days_beyond(self):
        for leave in self:
            days = leave.days_before + leave.calendar_days
            beyond = days - leave._limits().escort_days if leave.kind == "escort" else 0
            leave.days_beyond = max(min(beyond, leave.calendar_days), 0)

    @api.depends("kind", "last_away")
    def _compute_link_until(self):
        for leave in self:
            escort = leave.kind == "escort" and leave.last_away
            leave.link_until = escort and rules.link_until(
                leave.last_away, leave._rule_set().accompany_link_days
            )

    @api.depends(
        "kind", "zs_approval_state", "client_visit_id", "credit_withdrawn", "days_beyond",
        "long_escort_accepted", "link_until",
    )  # fmt: skip
    @api.depends_context("lang")
    def _compute_credit_note(self):
        for leave in self:
            granted = leave.kind == "escort" and leave.zs_approval_state == "approved"
            leave.credit_note = granted and join_names(self.env, leave._credit_texts())

    def _credit_texts(self):
        """R072–R074: what of an escort counts as at post, and what is still missing for it."""
        if self.credit_withdrawn:
            yield self.env._("▲ Not counted as at post: no client visit was linked in time (R074)")
            return
        if not self._rule_set().accompany_credit:
            yield self._no_credit_text()
            return
        if self.client_visit_id and not self._visit_is_made():
            yield self.env._(
                "◔ The linked client visit is to be confirmed by the head by %s", self.link_until
            )
        elif not self._visit_is_made():
            yield self.env._("◔ A confirmed client visit is to be linked by %s", self.link_until)
        else:
            yield self.env._("✔ Counts as at post (clause 10, R072)")
        if self.days_beyond and self.long_escort_accepted:
            yield self.env._("✔ the longer time is accepted (R073)")
        elif self.days_beyond:
            yield self.env._("▲ the last %s days do not count yet (R073)", self.days_beyond)

    def _no_credit_text(self):
        return self.env._(
            "%s days, not counted as at post: this county's parameters credit no escort (R072)",
            self.calendar_days,
        )

    def _visit_is_made(self):
        return self.sudo().client_visit_id.state in MADE

    @api.depends(
        "user_id", "kind", "zs_approval_state", "client_visit_id", "credit_withdrawn",
        "days_beyond", "long_escort_accepted",
    )  # fmt: skip
    @api.depends_context("uid")
    def _compute_can_escort(self):
        authority = self.env.user.has_group(AUTHORITY)
        for leave in self:
            granted = leave.kind == "escort" and leave.zs_approval_state == "approved"
            leave.can_link_visit = (
                granted and leave.user_id == self.env.user and not leave._visit_is_made()
            )
            leave.can_accept_long = bool(
                granted and authority and leave.days_beyond and not leave.long_escort_accepted
            )
            leave.can_restore_credit = bool(
                granted and authority and leave.credit_withdrawn and leave._visit_is_made()
            )

    def action_link_visit(self, client_visit_id):
        """R074: name the visit that an escort belongs to, also after it is granted.

        After the days for it the credit stays withdrawn until 招商管理局 restores it.
        """
        self.ensure_one()
        self._check_own_command()
        self._check_granted_escort()
        self._zs_check_links({"client_visit_id": client_visit_id})
        visit = self.env["zhaoshang.client.visit"].browse(client_visit_id).exists()
        visit.check_access("read")
        self.sudo()._check_fits(visit.sudo())
        self._govern({"client_visit_id": visit.id})
        self.sudo()._drop_reminders()
        return True

    def _check_visit_stands(self, vals):
        """R074: once an escort is sent, its visit is changed by linking another, logged."""
        stands = "client_visit_id" in vals and not self.env.su
        for leave in self.sudo() if stands else ():
            changed = (vals["client_visit_id"] or False) != leave.client_visit_id.id
            if changed and leave.zs_approval_state not in ("draft", "returned", "withdrawn"):
                raise UserError(
                    self.env._(
                        "“%s” is sent: its client visit is linked by the button on the form "
                        "(R074).",
                        leave.display_name,
                    )
                )

    def _check_granted_escort(self):
        if self.sudo().kind != "escort":
            raise UserError(self.env._("Only an escort of clients has a client visit (R074)."))
        self.sudo()._check_granted()

    def _check_fits(self, visit):
        """R074: the visit is of the same bureau, not cancelled, and on days of the escort."""
        fits = (
            visit
            and visit.bureau_id == self.bureau_id
            and visit.state != "cancelled"
            and visit.date_from <= self.date_to
            and visit.date_to >= self.date_from
        )
        if not fits:
            raise UserError(
                self.env._(
                    "Choose a visit of your bureau that is not cancelled and lies on the days of "
                    "the escort, %(first)s to %(last)s (R074).",
                    first=self.date_from,
                    last=self.date_to,
                )
            )

    def action_accept_long_escort(self, comment):
        """R073: 招商管理局 accepts why an escort took more than four days; they then count."""
        self._check_authority(comment)
        for leave in self:
            if not leave.can_accept_long:
                raise UserError(self.env._("There is no longer escort to accept here (R073)."))
        self._govern({"long_escort_accepted": True})
        self._say(self.env._("The longer escort is accepted (R073): %s", comment.strip()))
        return True

    def action_restore_credit(self, comment):
        """R074: 招商管理局 restores the credit once the visit is linked after all."""
        self._check_authority(comment)
        for leave in self:
            if not leave.can_restore_credit:
                raise UserError(
                    self.env._(
                        "The credit is restored where it was withdrawn and a confirmed client "
                        "visit is linked by now (R074)."
                    )
                )
        self._govern({"credit_withdrawn": False})
        self._say(self.env._("The days count as at post again (R074): %s", comment.strip()))
        return True

    def _check_authority(self, comment):
        if not self.env.user.has_group(AUTHORITY):
            raise AccessError(
                self.env._("Only the investment bureau decides what of an escort counts (R073).")
            )
        self.check_access("read")
        if any(leave.user_id == self.env.user for leave in self.sudo()):
            raise AccessError(self.env._("Nobody decides about his own escort (R084)."))
        if not (comment or "").strip():
            raise UserError(self.env._("Write the reason for the decision."))

    def _say(self, text):
        for leave in self.sudo():
            leave.message_post(body=text)

    @api.model
    def _withdraw_credits(self, company):
        """R074: the escorts without a made visit when the days for it are over; told once."""
        today = self._today()
        found = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("kind", "=", "escort"),
                ("zs_approval_state", "=", "approved"),
                ("credit_withdrawn", "=", False),
                ("last_away", "<", today),
                "|",
                ("client_visit_id", "=", False),
                ("client_visit_id.state", "not in", MADE),
            ]
        )
        late = found.filtered(
            lambda leave: leave.link_until < today and leave.last_away >= leave.date_from
        )
        for leave in late:
            self.env["zhaoshang.job"]._apart("leave", type(self)._withdraw_credit, leave)
        return late

    def _withdraw_credit(self):
        self._govern({"credit_withdrawn": True})
        self._remind(
            self.env._("The escort does not count as at post"),
            self.env._(
                "No confirmed client visit was linked until %s (R074, our reading). Link it, "
                "and ask the investment bureau to restore the credit.",
                self.link_until,
            ),
        )
