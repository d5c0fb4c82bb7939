from odoo import api, models
from odoo.addons.zhaoshang_approval.engine import states
from odoo.exceptions import UserError
from odoo.fields import Domain


class ApprovalTask(models.Model):
    """Open approvals go to the successor by the engine's own hand-on (转办).

    The history says who handed them on; whoever must not decide a document does not get it.
    """

    _name = "zhaoshang.approval.task"
    _inherit = ["zhaoshang.approval.task", "zhaoshang.handed.over"]

    _zs_handed_over_by_clock = False

    @api.model
    def _zs_hand_over_domain(self, appointments):
        return (
            Domain("user_id", "in", appointments.sudo().user_id.ids)
            & Domain("state", "=", states.OPEN)
            & Domain("kind", "in", list(states.DECIDING))
        )

    @api.model
    def _zs_hand_over_label(self):
        return self.env._("Approvals waiting")

    @api.model
    def _zs_hand_over(self, old, new):
        tasks = self._zs_to_hand_over(old).sudo(False)
        user = new.sudo().user_id
        handed, stay = 0, []
        comment = self.env._("Handed over from %(old)s.", old=old.name)
        for task in tasks:
            try:
                with self.env.cr.savepoint():
                    task._zs_command(lambda mine: mine._zs_transfer(user, comment), own=False)
            except UserError as refusal:
                self.env.invalidate_all(flush=False)
                stay.append(f"{task.sudo().title}: {refusal}")
            else:
                handed += 1
        return handed, stay
