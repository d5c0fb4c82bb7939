from odoo import api, fields, models


class TargetChange(models.TransientModel):
    """The slip from which a new version of a target is drafted (clause 5, R018)."""

    _name = "zhaoshang.target.change"
    _description = "New Version of a Target"

    target_id = fields.Many2one("zhaoshang.target", required=True, readonly=True)
    amount = fields.Float("Arrivals (10,000 yuan)", digits=(12, 2), required=True)
    big_projects = fields.Integer("Large Industrial Projects")
    document = fields.Char("Document Number", required=True)
    reason = fields.Text("Reason for the Change", required=True)

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        target = self.env["zhaoshang.target"].browse(values.get("target_id"))
        kept = {"amount": target.amount, "big_projects": target.big_projects}
        return {name: value for name, value in kept.items() if name in fields} | values

    def action_draft(self):
        self.ensure_one()
        new = self.target_id._change(self.reason, self.document, self.amount, self.big_projects)
        return new._get_records_action()
