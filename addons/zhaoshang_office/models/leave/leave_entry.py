from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..words import days_words, join_names

OFFICE = "zhaoshang_office.group_office"
# what is told by telephone; the person adds the rest himself
TOLD = (
    "appointment_id",
    "kind",
    "date_from",
    "date_to",
    "acting_appointment_id",
    "notice_number",
    "reason",
)
# what the office can put right on the telephone; the rest is completed by the person
REFUSED_AT_ONCE = {"R007", "R066", "R067", "R088"}


class Leave(models.Model):
    """A leave told by telephone: entered by 管理办公室, sent by the person alone (代录, R088)."""

    _inherit = "zhaoshang.leave"

    entered_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        help="R088: who of the management office took the telephone call down.",
    )
    awaits_person = fields.Boolean(compute="_compute_awaits_person")
    days_stand = fields.Boolean(compute="_compute_awaits_person")

    @api.depends("entered_by_id", "zs_approval_state", "extends_id", "can_edit")
    def _compute_awaits_person(self):
        for leave in self:
            leave.awaits_person = bool(leave.entered_by_id) and leave.zs_approval_state == "draft"
            leave.days_stand = not leave.can_edit or leave.awaits_person

    @api.model
    def action_enter_for(self, values):
        """R088: 管理办公室 takes down what somebody told by telephone; he confirms it himself.

        :param values: of the fields in ``TOLD``; anything else is left out
        :returns: the id of the leave that waits for its person
        """
        if not self.env.user.has_group(OFFICE):
            raise AccessError(
                self.env._("Only the management office enters a leave told by telephone (R088).")
            )
        values = values if isinstance(values, dict) else {}
        told = {name: value for name, value in values.items() if name in TOLD}
        number = told.get("appointment_id")
        number = number if type(number) is int else None
        person = self.env["zhaoshang.appointment"].browse(number).exists()
        person.check_access("read")
        self._check_may_be_entered_for(person.sudo())
        leave = self.sudo().create(
            told | {"entered_by_id": self.env.uid, "asked_on": self._today()}
        )
        texts = leave._refusal_texts(only=REFUSED_AT_ONCE)
        if texts:
            raise UserError("\n".join(texts))
        leave._remind(
            self.env._("Confirm the leave you told by telephone"),
            self.env._(
                "%s of the management office took it down. Check it and send it yourself; only "
                "then it goes on (R088).",
                self.env.user.name,
            ),
        )
        return leave.id

    def _check_may_be_entered_for(self, person):
        if not person or person.state != "confirmed":
            raise UserError(self.env._("Choose an officer in post."))
        if not person.user_id.active:
            raise UserError(
                self.env._(
                    "%s has no login and could not confirm the leave (R088). Ask the system "
                    "administrator for one first.",
                    person.name,
                )
            )
        if person.user_id == self.env.user:
            raise AccessError(self.env._("Your own leave you ask for yourself (R084)."))

    def action_decline_entry(self):
        """R088: the person says that it is not what he told; nothing of it goes on."""
        self._check_own_command()
        if not all(leave.awaits_person for leave in self):
            raise UserError(
                self.env._(
                    "Only a leave that the office entered and that waits is declined (R088)."
                )
            )
        self.unlink()
        return self.env["ir.actions.actions"]._for_xml_id(
            "zhaoshang_office.zhaoshang_leave_mine_action"
        )

    def unlink(self):
        for leave in self.sudo().filtered("awaits_person"):
            leave._tell_declined()
        return super().unlink()

    def _tell_declined(self):
        """Whoever took the call down learns that it does not go on."""
        body = self.env._(
            "%(person)s does not confirm the leave of %(days)s that you entered. "
            "Call back to settle it (R088).",
            person=self.appointment_id.name,
            days=days_words(self.env, self.date_from, self.date_to),
        )
        self.env["mail.thread"].sudo().message_notify(
            partner_ids=self.entered_by_id.partner_id.ids,
            subject=self.env._("A leave you entered was declined"),
            body=body,
        )

    def _check_days_stand(self, vals):
        """R085, R088: what was told, and where a prolongation begins, is not changed by hand."""
        if self.env.su:
            return
        for leave in self.sudo():
            fixed = set()
            if leave.awaits_person:
                fixed = {"kind", "date_from", "date_to"}
            elif leave.extends_id:
                fixed = {"kind", "date_from"}
            elif leave.turned_from_id:
                fixed = {"kind"}
            changed = [n for n in fixed & vals.keys() if leave._zs_would_change(n, vals[n])]
            if changed:
                raise UserError(leave._refuse_fixed(changed))

    def _refuse_fixed(self, names):
        labels = [self._fields[name]._description_string(self.env) for name in sorted(names)]
        fields_text = join_names(self.env, labels)
        if self.awaits_person:
            return self.env._(
                "“%(fields)s” stands as it was told by telephone and entered (R088). If it is "
                "wrong, decline this leave and ask for your own.",
                fields=fields_text,
            )
        return self.env._(
            "“%(fields)s” stands: this request goes on from another leave (R085, R086). Withdraw "
            "it and ask anew.",
            fields=fields_text,
        )
