from odoo import api, models
from odoo.fields import Command, Domain


class Visit(models.Model):
    """Planned visits go to the successor; what took place keeps its names (R008)."""

    _name = "zhaoshang.visit"
    _inherit = ["zhaoshang.visit", "zhaoshang.handed.over"]
    _zs_handed_over_field = "participant_ids"
    _zs_handed_over_by_clock = False  # a closing hands it over as a whole: bureau_closing.py

    @api.model
    def _zs_hand_over_label(self):
        return self.env._("Planned visits")

    @api.model
    def _zs_hand_over_domain(self, appointments):
        return super()._zs_hand_over_domain(appointments) & Domain("state", "=", "planned")

    @api.model
    def _zs_hand_over(self, old, new):
        visits = self._zs_to_hand_over(old)
        if new.sudo().bureau_id != old.sudo().bureau_id:
            stays = self.env._("Visits stay with the bureau whose address book they are in (R012).")
            return 0, [stays] if visits else []
        later = visits.filtered_domain(Domain("date", ">=", new.date_from))
        later.write({"participant_ids": [Command.unlink(old.id), Command.link(new.id)]})
        stay = len(visits - later)
        reason = stay and self.env._(
            "%s planned for a day before the successor's first: register or cancel them.", stay
        )
        return len(later), [reason] if reason else []
