from odoo import api, fields, models

from .target_progress import COLOURS


class Bureau(models.Model):
    """The target of a bureau at a glance, for who may read it (R018, R024)."""

    _inherit = "zhaoshang.bureau"

    current_target_id = fields.Many2one("zhaoshang.target", compute="_compute_current_target")
    target_standing = fields.Char("Target", compute="_compute_current_target")
    target_colour = fields.Selection(
        COLOURS, "Progress of the Target", compute="_compute_current_target"
    )
    target_percent = fields.Integer("% of Expected", compute="_compute_current_target")

    @api.depends_context("uid", "lang")
    def _compute_current_target(self):
        targets = self.env["zhaoshang.target"]
        found = targets.browse()
        if targets.sudo(False).has_access("read"):
            found = targets.sudo(False).search(
                [("bureau_id", "in", self._origin.ids), ("state", "=", "in_force")]
            )
        by_bureau = {target.bureau_id.id: target for target in found}
        for bureau in self:
            target = by_bureau.get(bureau._origin.id, targets.browse())
            bureau.current_target_id = target.sudo(self.env.su)
            bureau.target_standing = target.standing if target else False
            bureau.target_colour = target.colour if target else False
            bureau.target_percent = target.percent if target else 0

    def action_open_target(self):
        """Open the target behind the figures."""
        self.ensure_one()
        return self.current_target_id._get_records_action()
