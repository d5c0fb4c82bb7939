from odoo import models
from odoo.tools import SQL


class Leave(models.Model):
    _inherit = "zhaoshang.leave"

    def _settle_duties(self):
        """R047, R096: an approved leave excuses its days, those already missed too; of what is
        the bureau's, another answers."""
        result = super()._settle_duties()
        if self.ids:
            self.env["zhaoshang.duty"].sudo()._settle(
                SQL(
                    "EXISTS (SELECT FROM zhaoshang_leave o WHERE o.id IN %s "
                    "AND (o.appointment_id = d.appointment_id "
                    "OR o.bureau_id = d.bureau_id AND d.kind <> 'monday_call') "
                    "AND d.due_on BETWEEN o.date_from AND o.date_to)",
                    tuple(self.ids),
                )
            )
        return result
