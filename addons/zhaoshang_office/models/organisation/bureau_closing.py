from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..clock import county_today
from ..words import join_names


class Bureau(models.Model):
    _inherit = "zhaoshang.bureau"

    def _taken_over_by(self):
        """Return the bureau that takes over from this one where it is closed, or none (R003)."""
        closing = self.sudo().event_ids.filtered(lambda event: event.kind == "close")
        return closing.takeover_bureau_id.sudo(self.env.su)


class BureauEvent(models.Model):
    """What a closing leaves behind (clause 1, R003).

    Open projects and whatever else an officer answers for go to a named bureau once the last day
    is over; 组织部 learns at once that people are to be ended or transferred.
    """

    _inherit = "zhaoshang.bureau.event"

    takeover_bureau_id = fields.Many2one(
        "zhaoshang.bureau",
        "Taken Over By",
        check_company=True,
        ondelete="restrict",
        help="Clause 1, R003: the bureau that gets the open projects of the closed one.",
    )
    handed_over = fields.Boolean(readonly=True, copy=False)
    left_behind = fields.Char(
        "What It Leaves Behind",
        compute="_compute_left_behind",
        groups="zhaoshang_office.group_bureau_authority",
        help="Clause 1, R003: goes to the bureau that takes over, once the last day is past.",
    )

    @api.depends("bureau_id", "kind")
    def _compute_left_behind(self):
        for event in self:
            ours = event.bureau_id.sudo().company_id in self.env.companies
            counts = event._leaves_behind() if ours and event.kind == "close" else []
            event.left_behind = self._counts_text(counts)

    def _leaves_behind(self):
        """Return [(word, number)] of what nobody answers for once the bureau is closed."""
        appointments = self.bureau_id.sudo().appointment_ids
        return appointments._hand_over_counts(appointments, by_clock=True)

    def _counts_text(self, counts):
        return join_names(self.env, [f"{word} {number}" for word, number in counts if number])

    def _check_follows(self):
        result = super()._check_follows()
        if self.kind == "close":
            self._check_takeover()
            self._tell_organisation_department()
        return result

    def _check_takeover(self):
        takeover, bureau = self.takeover_bureau_id, self.bureau_id
        if takeover and (takeover == bureau or not takeover._active_at(self.date)):
            raise ValidationError(
                self.env._(
                    "%(takeover)s cannot take over from %(bureau)s: it must be another bureau that "
                    "is open on %(date)s (clause 1, R003).",
                    takeover=takeover.name,
                    bureau=bureau.name,
                    date=self.date,
                )
            )
        if takeover:
            return
        appointments = bureau.sudo().appointment_ids
        counts = appointments._hand_over_counts(appointments, by_clock=True)
        if left := self._counts_text(counts):
            raise ValidationError(
                self.env._(
                    "%(bureau)s still has open matters (%(what)s). Name the bureau that takes them "
                    "over (clause 1, R003).",
                    bureau=bureau.name,
                    what=left,
                )
            )

    def _tell_organisation_department(self):
        """R013: people are ended or transferred by 组织部, not by the closing itself."""
        bureau = self.bureau_id.sudo()
        staying = bureau.appointment_ids.filtered(
            lambda a: a.state == "confirmed" and a.date_to > self.date
        )
        holders = self.env["zhaoshang.approval.role"]._zs_holders(
            "organisation_department", bureau.company_id
        )[bureau.company_id]
        for user in holders if staying else ():
            bureau.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=self.date,
                summary=self.env._(
                    "Closes on %(date)s: end or transfer %(count)s appointments",
                    date=self.date,
                    count=len(staying),
                ),
                user_id=user.id,
            )

    def _apply_due(self):
        result = super()._apply_due()
        waiting = self.sudo().filtered(
            lambda e: e.applied and e.takeover_bureau_id and not e.handed_over
        )
        waiting._hand_over_bureau()
        return result

    def _hand_over_bureau(self):
        """Give each officer's open matters to the head of the bureau that takes over.

        Where nobody is in post there yet, it waits for the next night.
        """
        today = county_today(self.env)
        for event in self:
            successor = event.takeover_bureau_id._deciding_head_at(today)
            if not successor:
                continue
            for appointment in event.bureau_id.appointment_ids.filtered(
                lambda a: a.state != "draft"
            ):
                counts = self.env["zhaoshang.appointment"]._hand_over_counts(
                    appointment, by_clock=True
                )
                if any(number for _word, number in counts):
                    appointment._hand_over_now(successor.sudo(), event.document, by_clock=True)
            event._mark({"handed_over": True})

    @api.model
    def _cron_apply_due(self):
        result = super()._cron_apply_due()
        waiting = self.sudo().search(
            [
                ("applied", "=", True),
                ("takeover_bureau_id", "!=", False),
                ("handed_over", "=", False),
            ]
        )
        for event in waiting:
            self.env["zhaoshang.job"]._apart("bureau", type(self)._hand_over_bureau, event)
        return result
