from odoo import fields, models


class OutreachNeedPeriod(models.AbstractModel):
    """A period that a parameter asks something of: ``zhaoshang.outreach.need`` says what."""

    _name = "zhaoshang.outreach.need.period"
    _description = "Period That Asks for Something"
    _inherit = ["zhaoshang.outreach.period"]

    required = fields.Integer("Asked For", readonly=True)
    provisional = fields.Boolean(readonly=True)
    rule_set_id = fields.Many2one("zhaoshang.rule.set", "Parameters", readonly=True)

    def _reservation_texts(self):
        yield from super()._reservation_texts()
        if self.provisional:
            yield self.env._("Provisional: the holiday table of this year is not published yet.")
