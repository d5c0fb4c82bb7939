from odoo import fields, models
from odoo.orm.models import NO_ACCESS


class ResourceCalendarLeaves(models.Model):
    """What other programs read of a granted absence: from when to when, and no more."""

    _inherit = "resource.calendar.leaves"

    zs_leave_ref = fields.Integer(
        "Number of the Absence",
        index="btree_not_null",
        groups=NO_ACCESS,
        copy=False,
        help="A plain number: a link would tell its label to whoever reads the calendar.",
    )
