from odoo import api, fields, models
from odoo.fields import Domain

from ..leave.leave_access import SEE_ALL


class Readable(models.AbstractModel):
    """Rows of officers, read by themselves, by their superiors and by the offices of the county.

    A record rule reads ``readable`` and so asks anew each time: a rule's own domain is cached and
    would not notice that a post changed hands at midnight.
    """

    _name = "zhaoshang.readable"
    _description = "Record of an Officer"
    _zs_kept_in_bureau = True
    _zs_read_by_head = False  # whether a head reads what belongs to his people, too

    readable = fields.Boolean(compute="_compute_readable", search="_search_readable")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_readable(self):
        visible = self.sudo().filtered_domain(self._domain_readable())
        for record in self:
            record.readable = record in visible

    def _search_readable(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._domain_readable()

    @api.model
    def _domain_readable(self):
        """R012, R013, R041: by post, inside the counties the user works in."""
        counties = Domain("company_id", "in", self.env.companies.ids)
        if any(self.env.user.has_group(group) for group in SEE_ALL):
            return counties
        return counties & self._domain_readable_to_officer()

    @api.model
    def _domain_readable_to_officer(self):
        """What an officer reads: his own rows; models add what heads and colleagues see."""
        seen = Domain("user_id", "=", self.env.uid)
        if self._zs_read_by_head and self.env.user.has_group("zhaoshang_office.group_head"):
            seen |= Domain("bureau_id", "in", self._own_bureaus().ids)
        return seen

    @api.model
    def _own_bureaus(self):
        return self.env["zhaoshang.appointment"]._own_bureaus(self.env.user)
