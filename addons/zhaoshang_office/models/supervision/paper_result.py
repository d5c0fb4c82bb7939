from odoo import fields, models

OFFICES = ",".join(
    f"zhaoshang_office.group_{group}"
    for group in ("office", "bureau_authority", "organisation_department", "efficiency")
)


class Appointment(models.Model):
    """The last result before this software was used: the nine months go on from it (R100, R101).

    Written by the opening import alone.
    """

    _inherit = "zhaoshang.appointment"

    paper_result_on = fields.Date(
        "Last Result on Paper",
        readonly=True,
        copy=False,
        groups=OFFICES,
        help="Clause 11, R101: the nine months are counted from here or from a later result.",
    )
    paper_no_result = fields.Boolean(
        "No Result in the Term Before",
        readonly=True,
        copy=False,
        groups=OFFICES,
        help="Clause 11, R101: the offices have said that there was none; the nine months are "
        "counted from the beginning of the term.",
    )
    paper_result = fields.Char("Which Result", readonly=True, copy=False, groups=OFFICES)
