from odoo import api, models
from odoo.fields import Domain


class Contact(models.Model):
    """Who keeps up a contact is replaced with the officer; the book stays in its bureau (R008)."""

    _name = "zhaoshang.contact"
    _inherit = ["zhaoshang.contact", "zhaoshang.handed.over"]
    _zs_handed_over_field = "keeper_appointment_id"
    _zs_handed_over_by_clock = False  # a closing hands it over as a whole: bureau_closing.py

    @api.model
    def _zs_hand_over_label(self):
        return self.env._("Contacts in the address book")

    @api.model
    def _zs_hand_over_domain(self, appointments):
        own = Domain("bureau_id", "in", appointments.sudo().bureau_id.ids)
        return super()._zs_hand_over_domain(appointments) & own

    @api.model
    def _zs_hand_over(self, old, new):
        if new.sudo().bureau_id != old.sudo().bureau_id and self._zs_to_hand_over(old):
            return 0, [self.env._("The address book stays with the bureau that is closed (R012).")]
        return super()._zs_hand_over(old, new)
