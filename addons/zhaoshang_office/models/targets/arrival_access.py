from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..organisation.bureau_kept import OFFICES


class Arrival(models.Model):
    """Who reads and who writes an arrival (R012, R014, R041, R112).

    Its evidence names the investor, so that another bureau with a part of it reads its part alone
    (``zhaoshang.arrival.share``), and 组织部 and 分管领导 the totals.
    """

    _inherit = "zhaoshang.arrival"

    writable = fields.Boolean(compute="_compute_writable", search="_search_writable")

    @api.model
    def _zs_approval_own_query(self):
        return self.sudo()._search(self._own_domain(), active_test=False)

    @api.model
    def _own_domain(self):
        user = self.env.user
        companies = Domain("company_id", "in", self.env.companies.ids)
        if any(user.has_group(group) for group in OFFICES):
            return companies
        own = self.env["zhaoshang.appointment"]._own_bureaus(user)
        seen = Domain("bureau_id", "in", own.ids)
        if user.has_group("zhaoshang_office.group_leader"):
            seen |= (
                Domain("bureau_id.leader_ids", "in", user.ids)
                & Domain("project_id.mature", "=", True)
                & Domain("state", "!=", "draft")
            )
        return companies & seen

    @api.model
    def _domain_writable(self):
        """R023: the bureau of the project reports, 招商管理局 and 管理办公室 may enter for it."""
        user = self.env.user
        companies = Domain("company_id", "in", self.env.companies.ids)
        if any(user.has_group(group) for group in OFFICES):
            return companies
        own = self.env["zhaoshang.appointment"]._own_bureaus(user)
        return companies & Domain("bureau_id", "in", own.ids)

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_writable(self):
        may = self.sudo().filtered_domain(self.sudo(False)._domain_writable())
        for arrival in self:
            arrival.writable = arrival in may

    def _search_writable(self, operator, value):
        if operator != "in" or list(value) != [True]:
            return NotImplemented
        return self.sudo(False)._domain_writable()

    @api.model_create_multi
    def create(self, vals_list):
        arrivals = super().create(vals_list)
        if not self.env.su and (arrivals.sudo() - arrivals.sudo().filtered("writable")):
            raise AccessError(self._refuse_stranger())
        return arrivals

    def write(self, vals):
        """R012: nor is one put down for a project of another bureau afterwards."""
        result = super().write(vals)
        if "project_id" in vals and not self.env.su:
            self.invalidate_recordset(["writable"])
            if not all(self.sudo(False).mapped("writable")):
                raise AccessError(self._refuse_stranger())
        return result

    def _refuse_stranger(self):
        return self.env._(
            "An arrival is reported by the bureau of its project, or entered by the investment "
            "bureau and the management office (R014, R023)."
        )
