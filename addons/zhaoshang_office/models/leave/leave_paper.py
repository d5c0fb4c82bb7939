from odoo import api, fields, models
from odoo.fields import Domain


class LeavePaper(models.Model):
    """The written application for a special leave (clause 10, R082).

    It says why somebody cannot go out, so it is read by whom the reason is written for; it is put
    in through ``zhaoshang.leave.paper``, and nobody but the server writes this table.
    """

    _name = "zhaoshang.leave.paper"
    _description = "Written Application"
    _inherit = ["zhaoshang.audit.mixin", "zhaoshang.approval.line.mixin"]
    _rec_name = "name"
    _zs_approval_document = "leave_id"
    _zs_audit_fields = ("name", "content")
    _zs_audit_hidden = frozenset({"name", "content"})  # they may tell an illness

    leave_id = fields.Many2one("zhaoshang.leave", required=True, ondelete="cascade")
    company_id = fields.Many2one(related="leave_id.company_id")
    name = fields.Char("File Name", required=True)
    content = fields.Binary("File", attachment=True, required=True)
    readable = fields.Boolean(compute="_compute_readable", search="_search_readable")

    _one_per_leave = models.UniqueIndex("(leave_id)", "A leave has one written application.")

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_readable(self):
        for paper in self:
            paper.readable = bool(paper.sudo(False).leave_id.sudo(False)._reason_readable())

    def _search_readable(self, operator, value):
        """The papers whose leave the user reads with its reason; asked anew each time."""
        if operator != "in" or list(value) != [True]:
            return NotImplemented
        papers = self.sudo().search_fetch([], ["leave_id"])
        leaves = self.env["zhaoshang.leave"].sudo(False)
        seen = leaves.search([("id", "in", papers.leave_id.ids)])._reason_readable()
        return Domain("leave_id", "in", seen.ids)

    def _zs_audit_name(self):
        return self.leave_id._zs_audit_name()
