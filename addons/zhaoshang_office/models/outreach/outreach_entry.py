from odoo import fields, models


class OutreachEntry(models.AbstractModel):
    """A record that goes through states by commands and says which officer entered it."""

    _name = "zhaoshang.outreach.entry"
    _description = "Entry of an Officer"
    _inherit = ["zhaoshang.outreach.record"]

    appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "Entered By",
        readonly=True,
        ondelete="restrict",
        check_company=True,
        default=lambda self: self._default_appointment_id(),
    )

    def _govern(self, vals):
        """Write what the commands decide, past what ``write`` refuses; logged like any change."""
        # pylint: disable-next=super-method-mismatch
        return super(OutreachEntry, self.sudo()).write(vals)
