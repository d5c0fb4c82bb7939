from odoo import api, models
from odoo.exceptions import AccessError

from ..clock import county_today, read_days

DAYS = ("month_from", "date_from", "date_to")


class RotationKept(models.AbstractModel):
    """Parts of a rotation plan: read in its bureau and by the two offices, written by its head.

    The acting head writes it while the head is away (R015).
    """

    _name = "zhaoshang.rotation.kept"
    _description = "Part of a Rotation Plan"
    _inherit = ["zhaoshang.audit.mixin", "zhaoshang.bureau.kept"]

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            read_days(self.env, vals, DAYS)
        rows = super().create(vals_list)
        rows._check_planner()
        return rows

    def write(self, vals):
        read_days(self.env, vals, DAYS)
        self._check_planner()
        result = super().write(vals)
        self._check_planner()
        return result

    def unlink(self):
        self._check_planner()
        return super().unlink()

    def onchange(self, values, field_names, fields_spec):
        read_days(self.env, values, DAYS)
        return super().onchange(values, field_names, fields_spec)

    def _is_shown(self):
        """R012: who rests and who is away is told to readers of the plan, an unsaved one too."""
        return self.env.su or bool(self.sudo().filtered_domain(self._domain_readable()))

    def _check_planner(self):
        """R015, R064: the head of the bureau plans, or who acts for the head; checked each time."""
        if self.env.su:
            return
        today = county_today(self.env)
        for bureau in self.bureau_id:
            if bureau._deciding_head_at(today).sudo().user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "The rotation plan of %s is made by its head, or who acts for the head "
                        "(clause 10, R015, R064). Tell the head what you would like.",
                        bureau.sudo().name,
                    )
                )
