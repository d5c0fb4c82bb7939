from odoo import api, models
from odoo.fields import Domain

from ...rules import project as rules

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
        if projects:
            projects._govern({"appointment_id": new.id, "bureau_id": new.bureau_id.id})
        return len(projects), []
