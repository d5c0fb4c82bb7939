from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..clock import county_today
from .visit import CLEAR


class Visit(models.Model):
    """What is done with a visit: registering, taking back, cancelling, reporting its project."""

    _inherit = "zhaoshang.visit"

    def action_register(self):
        """The visit took place: from now on it counts (R026)."""
        self._zs_check_own()
        today = county_today(self.env)
        if not self:
            return
        for visit in self:
            if visit.state != "planned":
                raise UserError(self.env._("Only a planned visit is registered."))
            if visit.date > today:
                raise UserError(
                    self.env._(
                        "The visit is planned for %(day)s; it can be registered on that day at "
                        "the earliest (clause 6, R026). If it has taken place already, correct "
                        "its date.",
                        day=visit.date,
                    )
                )
            visit._check_complete()
        self._govern({"state": "registered", "registered_at": fields.Datetime.now()})
        self.env["zhaoshang.outreach.need"].sudo()._ensure(self)
        for visit in self.filtered(lambda visit: visit.intention == CLEAR):
            visit._note_intention(visit.date)
        last = {visit.contact_id: visit.date for visit in self.sorted("date")}
        for day in set(last.values()):
            met = [contact.id for contact, when in last.items() if when == day and contact]
            self.env["zhaoshang.contact"].browse(met)._zs_contacted(day)

    def _check_complete(self):
        """R026: a registered visit says whom, in which category, and about what."""
        lacking = [
            self._fields[name]._description_string(self.env)
            for name in ("category_id", "matter")
            if not self[name]
        ]
        if lacking:
            raise UserError(
                self.env._(
                    "To register the visit, fill in: %s (clause 6, R026).", "、".join(lacking)
                )
            )

    def action_unregister(self):
        """Back to planned, to correct what was entered wrongly: by its writer or the head."""
        self._zs_check_own()
        if any(visit.state != "registered" for visit in self):
            raise UserError(self.env._("Only a registered visit can be taken back."))
        if any(visit.appointment_id.sudo().user_id != self.env.user for visit in self):
            self._zs_check_head(self.env._("Taking back what a colleague has registered"))
        self._govern({"state": "planned", "registered_at": False})

    def action_cancel(self):
        """The visit does not, or did not, take place; it stays with its reason."""
        self._zs_check_own()
        if not all((visit.cancel_reason or "").strip() for visit in self):
            raise UserError(self.env._("Write the reason for calling the visit off first."))
        if any(visit.project_id for visit in self):
            raise UserError(
                self.env._("A project was reported from this visit: it is not cancelled.")
            )
        self._govern({"state": "cancelled"})

    def action_plan(self):
        """Take a cancelled visit up again."""
        self._zs_check_own()
        if any(visit.state != "cancelled" for visit in self):
            raise UserError(self.env._("Only a cancelled visit is taken up again."))
        self._govern({"state": "planned", "cancel_reason": False, "registered_at": False})

    def action_report_project(self):
        """Open a project with what this visit knows; prefilled on the server (R106)."""
        self.ensure_one()
        self._zs_check_own()
        if self.project_id:
            self.project_id.check_access("read")
            return self.project_id._get_records_action()
        if self.state != "registered" or self.intention != CLEAR:
            raise UserError(
                self.env._(
                    "A project is reported from a registered visit whose investment intention is "
                    "clear (clause 12, R106)."
                )
            )
        self.project_id = self.env["zhaoshang.project"].create(self._project_values())
        return self.project_id._get_records_action()

    def _project_values(self):
        """Return what a draft of the project takes over."""
        return {
            "codename": self.env._("Project of %s", self.date),
            "bureau_id": self.bureau_id.id,
            "appointment_id": self._default_appointment_id().id,
            "organisation_id": self.organisation_id.id,
            "source": self.env._("Visit on %s", self.date),
            "intention_clear_on": self.intention_clear_on,
        }

    def _note_intention(self, day):
        """R107: the time for reporting runs from the day on which the intention became clear."""
        for visit in self:
            clear = visit.intention == CLEAR and visit.state == "registered"
            if clear and not visit.intention_clear_on:
                visit._govern({"intention_clear_on": day, "report_due_on": visit._report_due(day)})
            elif not clear and visit.intention_clear_on and not visit.project_id:
                visit._govern({"intention_clear_on": False, "report_due_on": False})

    def _report_due(self, day):
        rules = self.env["zhaoshang.rule.set"]._at(day, self.company_id)
        calendar = self.env["zhaoshang.workday"]._calendar(day, day, self.company_id)
        return calendar.add_working(day, rules.project_report_days)

    @api.model
    def _for_log(self, appointment, date_from, date_to):
        """Return the registered visits of one officer in a span, for logs and reports."""
        return self.search(
            Domain("participant_ids", "in", appointment.ids)
            & Domain("state", "=", "registered")
            & Domain("date", ">=", date_from)
            & Domain("date", "<=", date_to),
            order="date, id",
        )

    @api.model
    def zs_start_page(self):
        """Return what the start page shows an officer: this week, what is planned, what is due."""
        mine = self._own_bureaus()
        today = county_today(self.env)
        week = self.env["zhaoshang.visit.week"].search(
            [("bureau_id", "in", mine.ids), ("date_from", "<=", today)], limit=1
        )
        own = Domain("bureau_id", "in", mine.ids)
        return {
            "bureau": mine[:1].name or False,
            "week": week and {"id": week.id, "words": week.words, "state": week.state} or False,
            "planned": self.search_count(own & Domain("state", "=", "planned")),
            "to_report": self.search_count(own & self._domain_to_report()),
        }

    @api.model
    def _domain_to_report(self):
        """R107: registered, the intention clear, and no project yet."""
        return (
            Domain("state", "=", "registered")
            & Domain("intention", "=", CLEAR)
            & Domain("project_id", "=", False)
        )
