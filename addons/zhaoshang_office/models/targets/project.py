from odoo import fields, models


class Project(models.Model):
    """What has arrived for a project; who may not read an arrival sees none here (R023, R041)."""

    _inherit = "zhaoshang.project"

    arrival_ids = fields.One2many("zhaoshang.arrival", "project_id", "Arrivals", readonly=True)
