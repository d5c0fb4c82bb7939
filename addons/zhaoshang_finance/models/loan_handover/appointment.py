from odoo import models


class Appointment(models.Model):
    """A new head of a bureau whose loan is open (R128)."""

    _inherit = "zhaoshang.appointment"

    def _confirm(self):
        result = super()._confirm()
        # one whose term is over already was entered for the record, and takes nothing over
        heads = self.sudo().filtered(lambda its: its.role == "head" and its.state == "confirmed")
        packages = self.env["zhaoshang.package"].sudo().search(
            [("bureau_id", "in", heads.bureau_id.ids), ("state", "=", "open")]
        )  # fmt: skip
        for head in heads:
            packages.filtered(lambda its, own=head: its.bureau_id == own.bureau_id)._zs_tell_loan(
                head
            )
        return result
