from odoo import api, fields, models


class Allotment(models.Model):
    """A month that was paid on paper, before the package was kept here (R134)."""

    _inherit = "zhaoshang.allotment"

    opening_id = fields.Many2one(
        "zhaoshang.package.opening",
        "Paid on paper",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Taken over with this opening voucher; the month has no entry of its own.",
    )

    @api.depends("opening_id")
    def _compute_state(self):
        result = super()._compute_state()
        for line in self.filtered("opening_id"):
            line.state = "paid"
        return result

    @api.depends("opening_id")
    def _compute_late(self):
        """What was paid on paper without a day is not called late (R123)."""
        result = super()._compute_late()
        for line in self.filtered("opening_id"):
            line.late = line.late and bool(line.bank_date)
        return result

    def _zs_approval_check(self):
        for line in self.filtered("opening_id"):
            line._zs_refuse_paid()
        return super()._zs_approval_check()
