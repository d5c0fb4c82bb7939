from odoo import api, models
from odoo.fields import Domain


class HandedOver(models.AbstractModel):
    """What an officer leaves to his successor (clause 3, R008; clause 1, R003).

    A model that inherits this is part of every hand-over: of an appointment that ends or goes
    elsewhere, and of a bureau that is closed. It says which of its rows are still to be done.
    """

    _name = "zhaoshang.handed.over"
    _description = "Record That Is Handed Over"

    # many2one to the appointment that answers for the record
    _zs_handed_over_field = "appointment_id"
    # whether the clock may hand it over when a bureau closes; approvals are handed by persons alone
    _zs_handed_over_by_clock = True

    @api.model
    def _zs_hand_over_domain(self, appointments):
        """Return the domain of what is open; models narrow it."""
        return Domain(self._zs_handed_over_field, "in", appointments.ids)

    @api.model
    def _zs_hand_over_label(self):
        """Return the word for these records on the slip."""
        return self.env._(self._description)

    @api.model
    def _zs_hand_over_values(self, new):
        """Return what is written; a model with a bureau of its own adds it."""
        return {self._zs_handed_over_field: new.id}

    @api.model
    def _zs_to_hand_over(self, old):
        return self.sudo().search(self._zs_hand_over_domain(old))

    @api.model
    def _zs_hand_over(self, old, new):
        """Hand what is open from ``old`` to ``new``; the caller has checked who may.

        :returns: ``(number handed over, [why something stays])``
        """
        records = self._zs_to_hand_over(old)
        if records:
            records.write(self._zs_hand_over_values(new))
        return len(records), []

    @api.model
    def _zs_hand_over_models(self):
        """Return the models that take part, in the order of their names."""
        names = self.env.registry.descendants(["zhaoshang.handed.over"], "_inherit")
        return [self.env[name] for name in sorted(names) if not self.env[name]._abstract]
