from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...rules import ladder as rules
from ..clock import county_today, read_day
from .sanction_draft import OFFICE, ORGANISATION

#: of the talk of a warning: its day, who held it, what was said (R092)
TALK = ("talk_on", "talk_with", "talk_note")


class Sanction(models.Model):
    """送达 and 撤销: what makes the next step possible, and what takes one back (R095, R105)."""

    _inherit = "zhaoshang.sanction"

    can_serve = fields.Boolean(compute="_compute_can_serve")
    can_withdraw = fields.Boolean(compute="_compute_can_serve")

    @api.depends("state", "kind", "user_id", "finding_ids.state")
    @api.depends_context("uid")
    def _compute_can_serve(self):
        for sanction in self:
            sanction.can_serve = (
                sanction.state == "decided"
                and sanction._may_serve()
                and not sanction.sudo()._no_longer_rests()
            )
            sanction.can_withdraw = (
                sanction.state in ("decided", "served") and sanction._may_withdraw()
            )

    def _may_serve(self):
        """R091 to R093: a criticism by the office, too; the other two by 组织部 alone."""
        user = self.env.user
        return self.sudo().user_id != user and (
            user.has_group(ORGANISATION) or (self.kind == "criticism" and user.has_group(OFFICE))
        )

    def _may_withdraw(self):
        """R013, R105: a member of 组织部 who did not draft it, and never one's own."""
        user = self.env.user
        concerned = self.sudo().user_id | self.sudo().drafted_by_id
        return user.has_group(ORGANISATION) and user not in concerned

    def action_serve(self, served_on, way, receipt, receipt_name, note=None, talk=None):
        """Keep day, way and receipt of the service; from then on further acts raise the step.

        :param talk: ``(day, held by, record)``, which a warning has (R092)
        """
        self.ensure_one()
        self.check_access("read")
        if not self._may_serve():
            raise AccessError(
                self.env._(
                    "A public criticism is served by the management office or the organisation "
                    "department, a warning and a dismissal by the organisation department; nobody "
                    "serves his own (clause 11, R013, R084)."
                )
            )
        self._hold(self.appointment_id)
        sanction = self.sudo()
        sanction._check_basis_before_service()
        served_on = read_day(self.env, served_on or "")
        if not (isinstance(talk, (list, tuple)) and len(talk) == len(TALK) and all(talk)):
            talk = None
        sanction._check_service(served_on, way, receipt, talk)
        sanction._transition(
            "served",
            served_on=served_on,
            served_way=way,
            served_note=(note or "").strip() or False,
            served_by_id=self.env.uid,
            receipt=receipt,
            receipt_name=receipt_name,
            review_until=sanction._review_day(served_on),
            **(sanction._talk_values(*talk) if talk else {}),
        )
        return True

    def _check_service(self, served_on, way, receipt, talk):
        today = county_today(self.env)
        if self.state == "decided" and not (served_on and self.decided_on <= served_on <= today):
            raise UserError(
                self.env._(
                    "It was decided on %(decided)s and today is %(today)s: the day of service lies "
                    "between them, both included (R095).",
                    decided=self.decided_on,
                    today=today,
                )
            )
        if not way or not receipt:
            raise UserError(
                self.env._(
                    "A service is proved by its receipt: choose the way and attach the scan "
                    "(R095). A receipt that was not signed says who was the witness."
                )
            )
        if self.kind == "warning" and not talk:
            raise UserError(
                self.env._(
                    "A warning has its talk: write the day, who held it and what was said "
                    "(clause 11, R092)."
                )
            )
        if self.kind == "warning":
            self._check_talk(read_day(self.env, talk[0]), today)

    def _check_talk(self, day, today):
        """R092: one talks about what was decided, and notes what was said afterwards."""
        if self.state == "decided" and not self.decided_on <= day <= today:
            raise UserError(
                self.env._(
                    "The warning was decided on %(decided)s and today is %(today)s: the day of the "
                    "talk lies between them, both included (clause 11, R092). Correct the day.",
                    decided=self.decided_on,
                    today=today,
                )
            )

    def _talk_values(self, day, held_by, record):
        return dict(zip(TALK, (day, held_by, record), strict=True))

    def _review_day(self, served_on):
        calendar = self.env["zhaoshang.workday"]._calendar(served_on, served_on, self.company_id)
        return rules.review_until(served_on, calendar, self.rule_set_id.review_days)

    def _review_end(self):
        """The last day for asking; one taken over from paper long ago may have none on record."""
        return self.review_until or self.sudo()._review_day(self.served_on)

    def action_withdraw_sanction(self, reason):
        """撤销: it stays readable and does not count any more; what it did is undone."""
        for sanction in self:
            sanction.check_access("read")
            if not sanction._may_withdraw():
                raise AccessError(
                    self.env._(
                        "A sanction is withdrawn by a member of the organisation department who "
                        "did not draft it, and by nobody whom it concerns (R013, R105)."
                    )
                )
        if not (reason or "").strip():
            raise UserError(self.env._("Write why it is withdrawn."))
        self.sudo()._withdraw(reason.strip())
        return True

    def _withdraw(self, reason):
        self._hold(self.appointment_id)
        self._transition(
            "withdrawn",
            withdrawn_reason=reason,
            withdrawn_on=county_today(self.env),
            withdrawn_by_id=self.env.uid,
        )
        self._free_what_stands()
        # the register tells what no longer stands, in its place and with the reason
        self.env["zhaoshang.document.number"]._of(self)._void(reason)
        self.review_ids._settle(reason)
