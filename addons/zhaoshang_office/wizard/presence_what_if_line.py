from odoo import api, fields, models

from ..models.presence.presence_month import RESULTS


class PresenceWhatIfLine(models.TransientModel):
    """One officer's month, as kept and as it would be."""

    _name = "zhaoshang.presence.what.if.line"
    _description = "Officer's Month Under Other Parameters"

    what_if_id = fields.Many2one("zhaoshang.presence.what.if", required=True, ondelete="cascade")
    month_id = fields.Many2one("zhaoshang.presence.month", "Officer", ondelete="cascade")
    bureau_id = fields.Many2one(related="month_id.bureau_id", related_sudo=False)
    kept_days = fields.Integer(
        "Kept: Days at Post", related="month_id.at_post_days", related_sudo=False
    )
    kept_limit = fields.Integer("Kept: At Least", related="month_id.limit_days", related_sudo=False)
    kept_result = fields.Selection(
        related="month_id.result", string="Kept: Result", related_sudo=False
    )
    at_post_days = fields.Integer("Would Be: Days at Post", readonly=True)
    limit_days = fields.Integer("Would Be: At Least", readonly=True)
    result = fields.Selection(RESULTS, "Would Be: Result", readonly=True)
    differs = fields.Boolean(compute="_compute_differs")

    @api.depends("result", "kept_result")
    def _compute_differs(self):
        for line in self:
            line.differs = line.result != line.kept_result
