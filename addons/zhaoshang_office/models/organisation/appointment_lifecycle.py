from odoo import api, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..clock import county_today
from ..words import join_names

ORGANISATION_DEPARTMENT = "zhaoshang_office.group_organisation_department"
TRANSITIONS = {"draft": {"confirmed"}, "confirmed": {"ended"}, "ended": set()}
# Written by a button only, after its checks; `write` and `create` refuse them to everybody.
GOVERNED = frozenset(
    {
        "state",
        "drafted_by_id",
        "confirmed_by_id",
        "end_on",
        "end_document",
        "end_reason",
        "end_proposed_by_id",
        "transfer_bureau_id",
        "transfer_role",
        "transfer_host_unit_id",
        "transfer_host_post",
        "transfer_host_reason",
        "renewal_of_id",
        "reminded_stage",
        "paper_result_on",
        "paper_result",
    }
)
NO_TRANSFER = {
    "transfer_bureau_id": False,
    "transfer_role": False,
    "transfer_host_unit_id": False,
    "transfer_host_post": False,
    "transfer_host_reason": False,
}
# What two members agreed on: fixed once confirmed.
FROZEN = frozenset(
    {
        "name",
        "employee_id",
        "bureau_id",
        "role",
        "rank",
        "rank_reason",
        "date_from",
        "date_to",
        "previous_id",
        "document",
    }
)
DRAFTED = FROZEN | {"host_unit_id", "host_post", "host_reason", "home_unit"}


class Appointment(models.Model):
    """Who may draft, confirm and end an appointment (clause 4, R013)."""

    _inherit = "zhaoshang.appointment"

    @api.model_create_multi
    def create(self, vals_list):
        self._check_department()
        prepared = []
        for vals in vals_list:
            officer = self._officer_of(vals)
            prepared.append(
                vals
                | dict.fromkeys(GOVERNED, False)
                | {
                    "employee_id": officer.id,
                    "name": vals.get("name") or officer.name,
                    "state": "draft",
                    "drafted_by_id": self.env.uid,
                }
            )
        self.flush_model(["date_to"])  # days that this transaction has freed are free
        return super().create(prepared)

    def write(self, vals):
        self._check_department()
        if GOVERNED & set(vals):
            raise AccessError(
                self.env._(
                    "An appointment is confirmed and ended by its own buttons, by two members of "
                    "the organisation department (clause 4, R013)."
                )
            )
        if FROZEN & set(vals) and any(appointment.state != "draft" for appointment in self):
            raise UserError(
                self.env._(
                    "A confirmed appointment is not edited (clause 3, R008). End it on a date and "
                    "draft a new one."
                )
            )
        if DRAFTED & set(vals):
            self.filtered(lambda a: a.state == "draft")._govern({"drafted_by_id": self.env.uid})
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _unlink_only_drafts(self):
        if any(appointment.state != "draft" for appointment in self):
            raise UserError(
                self.env._("A confirmed appointment is history and is not deleted (R008).")
            )

    def _seen_fields(self):
        return DRAFTED | (GOVERNED - {"reminded_stage"})

    def action_confirm(self):
        """Put drafted appointments in force: by a second member of the department (R013)."""
        self._check_department()
        self._check_seen()
        self._check_second_member(
            self.filtered(lambda a: a.drafted_by_id == self.env.user).mapped("name")
        )
        self._confirm()

    def _confirm(self):
        for appointment in self:
            appointment._check_complete()
        self._transition("confirmed", {"confirmed_by_id": self.env.uid})
        self.sudo()._grant_post()
        self._end_of_term()

    def action_propose_end(self):
        """Open the slip on which a member proposes an earlier end."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("End Appointment"),
            "res_model": "zhaoshang.appointment.end",
            "view_mode": "form",
            "target": "new",
            "context": {"default_appointment_id": self.id},
        }

    def _propose_end(self, date, document, reason):
        self.ensure_one()
        self._check_department()
        self._check_end(date, document)
        self._govern(
            {
                "end_on": date,
                "end_document": document,
                "end_reason": reason,
                "end_proposed_by_id": self.env.uid,
            }
        )

    def action_confirm_end(self):
        """Let a proposed end take effect: by a second member of the department (R008, R013)."""
        self._check_department()
        self._check_seen()
        self._check_second_member(
            self.filtered(lambda a: a.end_proposed_by_id == self.env.user).mapped("name")
        )
        for appointment in self:
            appointment._check_end(appointment.end_on, appointment.end_document)
            appointment._carry_out_end()
        self._end_of_term()

    def _carry_out_end(self):
        self._govern({"date_to": self.end_on, "end_on": False})

    def action_drop_end(self):
        """Withdraw a proposed end."""
        self._check_department()
        self._govern(
            {
                "end_on": False,
                "end_document": False,
                "end_reason": False,
                "end_proposed_by_id": False,
                **NO_TRANSFER,
            }
        )

    def _end_of_term(self):
        """Mark as ended what is past its last day."""
        today = county_today(self.env)
        self.filtered(lambda a: a.state == "confirmed" and a.date_to < today)._transition("ended")

    @api.model
    def _cron_end_of_term(self):
        over = self.sudo().search(
            [("state", "=", "confirmed"), ("date_to", "<", county_today(self.env))]
        )
        self.env["zhaoshang.job"]._each("term", over, type(self)._end_of_term)

    def _transition(self, to, vals=None):
        for appointment in self:
            if to not in TRANSITIONS[appointment.state]:
                raise UserError(
                    self.env._(
                        "The appointment of %(name)s is not in a state in which this can happen.",
                        name=appointment.name,
                    )
                )
        self._govern({"state": to, **(vals or {})})

    def _govern(self, vals):
        """Write fields that ``write`` refuses to everybody; logged like any other change."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def _check_department(self):
        """R013: only the organisation department drafts, confirms and ends appointments."""
        if not self.env.su and not self.env.user.has_group(ORGANISATION_DEPARTMENT):
            raise AccessError(
                self.env._(
                    "Appointments are drafted and confirmed by the organisation department "
                    "(clause 4, R013)."
                )
            )

    def _check_second_member(self, own):
        if own:
            raise AccessError(
                self.env._(
                    "Drafted or proposed by yourself: %s. A second member of the organisation "
                    "department confirms it (R013).",
                    join_names(self.env, own),
                )
            )

    def _check_complete(self):
        """Refuse to confirm what clauses 1 and 2 leave no room for."""
        if not self.host_unit_id:
            raise ValidationError(
                self.env._(
                    "%(name)s has no host unit: nobody is confirmed without one (clause 2, "
                    "%(rule)s).",
                    name=self.name,
                    rule="R005" if self.role == "head" else "R006",
                )
            )
        if self.date_from < self.bureau_id.opened_on or self.bureau_id.state == "closed":
            raise ValidationError(
                self.env._(
                    "%(bureau)s is not open on %(date)s (clause 1, R003).",
                    bureau=self.bureau_id.name,
                    date=self.date_from,
                )
            )

    def _check_end(self, date, document):
        if self.state != "confirmed":
            raise UserError(self.env._("Only a confirmed appointment can be ended."))
        if not date or not (document or "").strip():
            raise UserError(
                self.env._("An early end needs its date and its document (clause 3, R008).")
            )
        if not self.date_from <= date <= self.date_to:
            raise UserError(
                self.env._(
                    "The end must lie between %(from)s and %(to)s (clause 3, R007); a longer "
                    "term is a new appointment.",
                    **{"from": self.date_from, "to": self.date_to},
                )
            )
