from odoo import api, fields, models


class Association(models.Model):
    """An association of people from the county, or for trade, in a bureau's area (R036)."""

    _name = "zhaoshang.association"
    _description = "Association in the Bureau's Area"
    _inherit = ["zhaoshang.outreach.record"]
    _order = "bureau_id, kind, name"
    _rec_names_search = ("name", "president")
    _zs_shown_to_leaders = True
    _zs_worked_out = frozenset({"company_id"})
    _zs_audit_fields = ("name", "kind", "bureau_id", "founded_on", "member_count", "active")

    name = fields.Char("Association", required=True)
    kind = fields.Selection(
        [
            ("home", "Association of people from Susong"),
            ("trade", "Council for promoting trade"),
            ("other", "Other"),
        ],
        required=True,
        default="home",
        help="Clause 6 ④, R036.",
    )
    stage = fields.Selection(
        [("preparing", "In preparation"), ("founded", "Founded")],
        compute="_compute_stage",
        store=True,
    )
    founded_on = fields.Date()
    president = fields.Char()
    member_count = fields.Integer("Members")
    phone = fields.Char("Telephone")
    address = fields.Char()
    note = fields.Text("Recent Activities")
    active = fields.Boolean(default=True)

    _members = models.Constraint("CHECK (member_count >= 0)", "Members are counted from 0 (R036).")

    @api.depends("founded_on")
    def _compute_stage(self):
        for association in self:
            association.stage = "founded" if association.founded_on else "preparing"
