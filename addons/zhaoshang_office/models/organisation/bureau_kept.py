from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..clock import county_today

OFFICES = (
    "zhaoshang_office.group_bureau_authority",
    "zhaoshang_office.group_office",
)


class BureauKept(models.AbstractModel):
    """Rows that stay in their bureau: read there, and by the two offices that run the bureaus.

    The global record rule of each such model is ``[("readable", "=", True)]`` and so asks anew each
    time: a rule's own domain is cached and would not notice that a post changed hands at midnight.
    """

    _name = "zhaoshang.bureau.kept"
    _description = "Record Kept in Its Bureau"
    _zs_kept_in_bureau = True
    _inherit = ["zhaoshang.kept.links"]

    readable = fields.Boolean(compute="_compute_readable", search="_search_readable")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_readable(self):
        visible = set()
        if self.ids:
            domain = Domain("id", "in", self.ids) & self.sudo(False)._domain_readable()
            rows = self.sudo().with_context(active_test=False)._search(domain)
            visible = set(rows.get_result_ids())
        for record in self:
            record.readable = record._origin.id in visible

    def _search_readable(self, operator, value):
        if operator != "in" or list(value) != [True]:
            return NotImplemented
        return self.sudo(False)._domain_readable()

    @api.model
    def _domain_readable(self):
        """R012, R014: inside the counties the user works in; models add whom else they show."""
        counties = Domain("company_id", "in", self.env.companies.ids)
        if any(self.env.user.has_group(group) for group in OFFICES):
            return counties & self._domain_readable_to_offices()
        return counties & self._domain_readable_to_officer()

    @api.model
    def _domain_readable_to_offices(self):
        """R014: what the offices that run the bureaus read of them."""
        return Domain.TRUE

    @api.model
    def _domain_readable_to_officer(self):
        return Domain("bureau_id", "in", self._own_bureau_ids())

    @api.model
    def _own_bureau_ids(self):
        """Ids of ``_own_bureaus`` by one plain statement: every list asks for them, and often."""
        return [bureau for (bureau,) in self.env.execute_query(self._own_bureaus_sql())]

    @api.model
    def _own_bureaus_sql(self):
        appointment = self.env["zhaoshang.appointment"]
        names = ("bureau_id", "state", "user_id", "date_from", "date_to")
        flushed = [appointment._fields[name] for name in names]
        flushed.append(self.env["zhaoshang.bureau"]._fields["closed_on"])
        return SQL(
            """
            SELECT post.bureau_id
              FROM zhaoshang_appointment post
              JOIN zhaoshang_bureau bureau ON bureau.id = post.bureau_id
             WHERE post.user_id = %(user)s AND post.state IN ('confirmed', 'ended')
               AND %(today)s BETWEEN post.date_from AND post.date_to
               AND (bureau.closed_on IS NULL OR bureau.closed_on >= %(today)s)
            """,
            user=self.env.uid,
            today=county_today(self.env),
            to_flush=flushed,
        )

    @api.model
    def _own_bureaus(self):
        return self.env["zhaoshang.appointment"]._own_bureaus(self.env.user)
