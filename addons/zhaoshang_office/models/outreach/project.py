from odoo import fields, models


class Project(models.Model):
    _inherit = "zhaoshang.project"

    visit_ids = fields.One2many(
        "zhaoshang.visit", "project_id", "Visits", readonly=True, copy=False
    )
