from odoo import fields, models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    zs_cause = fields.Char("Cause", readonly=True, help="By what the system finds it again.")
