from odoo import fields, models


class ArrivalImportLine(models.TransientModel):
    """One row of the list as the preview shows it."""

    _name = "zhaoshang.arrival.import.line"
    _description = "Row of Past Arrivals"
    _order = "row"

    import_id = fields.Many2one("zhaoshang.arrival.import", required=True, ondelete="cascade")
    row = fields.Integer()
    project = fields.Char()
    date = fields.Date("Arrived On")
    amount = fields.Float("Amount (10,000 yuan)", digits=(12, 2))
    message = fields.Char("Reason")
