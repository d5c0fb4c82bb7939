from odoo import fields, models


class ResUsersSettings(models.Model):
    _inherit = "res.users.settings"

    zs_type_size = fields.Selection(
        [("100", "Normal"), ("125", "Large"), ("150", "Largest")],
        "Type Size",
        default="100",
        required=True,
        help="Of all pages of this user, in every browser.",
    )
