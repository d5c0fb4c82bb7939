from odoo import fields, models
from odoo.orm.models import NO_ACCESS


class CalendarEvent(models.Model):
    """The officer's own calendar shows his granted absence, as private."""

    _inherit = "calendar.event"

    zs_leave_ref = fields.Integer(
        "Number of the Absence",
        index="btree_not_null",
        groups=NO_ACCESS,
        copy=False,
        help="A plain number: a link would tell its label to whoever reads the calendar.",
    )
