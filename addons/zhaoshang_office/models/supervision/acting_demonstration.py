from odoo import api, models

from ..clock import county_today


class Acting(models.Model):
    _inherit = "zhaoshang.acting"

    @api.model
    def _load_demonstration(self):
        """组织部 has named who acts for the smallest bureau whenever its head is away (R015)."""
        department = self.env.ref("zhaoshang_office.user_zuzhibu")
        self.with_user(department).create(
            {
                "bureau_id": self.env.ref("zhaoshang_office.bureau_quanzhou").id,
                "appointment_id": self.env.ref("zhaoshang_office.appointment_deputy1_quanzhou").id,
                "document": f"松组通〔{county_today(self.env).year}〕21号",
            }
        )
