from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

SEE_ALL = (
    "zhaoshang_office.group_organisation_department",
    "zhaoshang_office.group_bureau_authority",
    "zhaoshang_office.group_office",
    "zhaoshang_office.group_efficiency",
)
SEE_REASONS = (
    "zhaoshang_office.group_organisation_department",
    "zhaoshang_office.group_bureau_authority",
)


class Leave(models.Model):
    """Who reads a leave, and who reads its reason."""

    _inherit = "zhaoshang.leave"

    in_my_bureau = fields.Boolean(compute="_compute_in_my_bureau", search="_search_in_my_bureau")

    can_edit = fields.Boolean(compute="_compute_can_edit")

    @api.depends("user_id", "zs_approval_state")
    @api.depends_context("uid")
    def _compute_can_edit(self):
        for leave in self:
            leave.can_edit = leave.user_id == self.env.user and leave.zs_approval_state in (
                "draft",
                "returned",
                "withdrawn",
            )

    @api.depends("bureau_id")
    @api.depends_context("uid")
    def _compute_in_my_bureau(self):
        mine = self.env["zhaoshang.appointment"]._own_bureaus(self.env.user)
        for leave in self:
            leave.in_my_bureau = leave.bureau_id in mine

    def _search_in_my_bureau(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = self.env["zhaoshang.appointment"]._own_bureaus(self.env.user)
        return Domain("bureau_id", "in", mine.ids)

    @api.model
    def _zs_approval_own_query(self):
        return self.sudo()._search(self._own_domain(), active_test=False)

    @api.model
    def _own_domain(self):
        """R012, R041: what the current user reads by his post, apart from what he decides.

        A draft is nobody's business but its writer's.
        """
        user = self.env.user
        companies = Domain("company_id", "in", self.env.companies.ids)
        sent = Domain("zs_approval_state", "!=", "draft")
        if user.has_group("zhaoshang_office.group_office"):
            sent |= Domain("entered_by_id", "!=", False)  # R088: what it took down itself
        if any(user.has_group(group) for group in SEE_ALL):
            return companies & (sent | Domain("user_id", "=", user.id))
        seen = self.env["zhaoshang.appointment"]._domain_in_sight("appointment_id.")
        return companies & ((sent & seen) | Domain("user_id", "=", user.id))

    @api.depends_context("uid")
    def _compute_reason(self):
        texts = (
            self.env["zhaoshang.leave.text"]
            .sudo()
            .search([("leave_id", "in", self._reason_readable()._origin.ids)])
        )
        reasons = {text.leave_id.id: text.reason for text in texts}
        for leave in self:
            leave.reason = reasons.get(leave._origin.id, False)

    def _inverse_reason(self):
        texts = self.env["zhaoshang.leave.text"].sudo()
        for leave in self:
            if not self.env.su and leave.sudo().user_id != self.env.user:
                raise AccessError(
                    self.env._("The reason of a leave is written by the person who asks for it.")
                )
            text = texts.search([("leave_id", "=", leave.id)])
            if text:
                text.reason = leave.reason
            elif leave.reason:
                texts.create({"leave_id": leave.id, "reason": leave.reason})
        self.invalidate_recordset(["reason"], flush=False)

    def _reason_readable(self):
        """Return the leaves whose reason the current user may read."""
        user = self.env.user
        if self.env.su or any(user.has_group(group) for group in SEE_REASONS):
            return self
        tasks = (
            self.env["zhaoshang.approval.task"]
            .sudo()
            .search_fetch(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self._origin.ids),
                    ("user_id", "=", user.id),
                    ("kind", "in", ("approve", "file")),
                ],
                ["res_id"],
            )
        )
        decided = set(tasks.mapped("res_id"))
        return self.filtered(
            lambda leave: leave.sudo().user_id == user or leave._origin.id in decided
        )
