from odoo import models
from odoo.fields import Domain


class Bureau(models.Model):
    _inherit = "zhaoshang.bureau"

    def _deciding_head_at(self, date):
        """R015, R077: while the head is on leave, the deputy named in it decides for him; where
        that one is away himself, who is named for the bureau (``duty_facts.ANSWERS`` says it)."""
        self.ensure_one()
        head = self._head_at(date)
        leave = head and self.env["zhaoshang.leave"].sudo().search(
            Domain("appointment_id", "=", head.id) & head._domain_absent_at(date), limit=1
        )
        if head and not leave:
            return head
        acting = leave and leave.acting_appointment_id
        if acting and acting._active_at(date) and not acting._absent_at(date):
            return acting.sudo(self.env.su)
        return super()._deciding_head_at(date)
