from odoo import fields, models


class HostUnit(models.Model):
    """A unit where officers hold a post while they are away (clause 2, R005, R006)."""

    _name = "zhaoshang.host.unit"
    _description = "Host Unit"
    _order = "sequence, name"
    _check_company_auto = True

    name = fields.Char("Host Unit", required=True)
    sequence = fields.Integer(default=10)
    for_head = fields.Boolean("Heads", help="Clause 2, R005: heads may hold a post here.")
    for_deputy = fields.Boolean("Deputies", help="Clause 2, R006: deputies may hold a post here.")
    user_ids = fields.Many2many(
        "res.users",
        string="Contact Users",
        help="R012: they read the appointments of this unit's own people, and no others.",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", "County", required=True, default=lambda self: self.env.company, index=True
    )

    _unique_name = models.UniqueIndex("(company_id, name)", "This host unit exists already.")
