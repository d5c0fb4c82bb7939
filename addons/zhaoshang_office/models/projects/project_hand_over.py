from datetime import date

from odoo import api, models
from odoo.fields import Domain

from ...rules import project as rules
from ...rules.days import DAY
from ..clock import county_today

DONE = (rules.PRODUCING, rules.DROPPED)


class Project(models.Model):
    """Open projects go to who takes over the post, or the bureau (clause 1, R003; R008)."""

    _name = "zhaoshang.project"
    _inherit = ["zhaoshang.project", "zhaoshang.handed.over"]

    @api.model
    def _zs_hand_over_domain(self, appointments):
        return super()._zs_hand_over_domain(appointments) & Domain("stage", "not in", DONE)

    @api.model
    def _zs_hand_over_label(self):
        return self.env._("Open projects")

    @api.model
    def _zs_hand_over(self, old, new):
        """Owner and bureau follow a command alone, and are logged like any other change."""
        projects = self._zs_to_hand_over(old)
        yesterday = county_today(self.env) - DAY
        for project in projects:
            held = project.appointment_id
            before = [held.id, str(min(yesterday, held.date_to or yesterday))]
            project._govern(
                {
                    "appointment_id": new.id,
                    "bureau_id": new.bureau_id.id,
                    "holders_before": [*(project.holders_before or ()), before],
                }
            )
        return len(projects), []

    def _held_on(self, day):
        """Return the appointment that held the project on ``day``, as superuser (R101, R023)."""
        self.ensure_one()
        project = self.sudo()
        before = [
            (holder, date.fromisoformat(last)) for holder, last in project.holders_before or ()
        ]
        found = rules.holder_on(day, before, project.appointment_id.id)
        return project.appointment_id.browse(found)
