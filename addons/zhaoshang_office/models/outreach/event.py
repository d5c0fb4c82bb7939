from odoo import api, fields, models

from ..clock import county_today


class Event(models.Model):
    """A promotion of the county in a bureau's area that the bureau helped to prepare (R038)."""

    _name = "zhaoshang.event"
    _description = "Investment Promotion Event"
    _inherit = ["zhaoshang.outreach.record"]
    _order = "date_from desc, id desc"
    _zs_shown_to_leaders = True
    _zs_worked_out = frozenset({"company_id", "lead_count", "project_count"})
    _zs_audit_fields = ("name", "kind", "bureau_id", "date_from", "date_to", "guest_count")

    name = fields.Char("Name of the Event", required=True)
    kind = fields.Selection(
        [
            ("promotion", "Promotion meeting"),
            ("talks", "Investment talks"),
            ("other", "Other"),
        ],
        required=True,
        default="promotion",
        help="Clause 6 ④, R038.",
    )
    date_from = fields.Date("First Day", required=True, default=lambda self: county_today(self.env))
    date_to = fields.Date("Last Day", required=True, default=lambda self: county_today(self.env))
    place = fields.Char()
    part = fields.Char("What the Bureau Did", help="Its part in the preparation.")
    guests = fields.Text("Guests of Note")
    guest_count = fields.Integer("Number of Guests")
    lead_ids = fields.One2many(
        "zhaoshang.event.lead",
        "event_id",
        "Leads",
        groups="zhaoshang_office.group_deputy,zhaoshang_office.group_head,"
        "zhaoshang_office.group_office,zhaoshang_office.group_bureau_authority",
    )
    lead_count = fields.Integer("Leads Found", compute="_compute_lead_count", store=True)
    project_count = fields.Integer(
        "Leads With a Project", compute="_compute_lead_count", store=True
    )
    result = fields.Text()

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "An event ends on or after its first day (R038)."
    )
    _guests_counted = models.Constraint(
        "CHECK (guest_count >= 0)", "Guests are counted from 0 (R038)."
    )

    @api.depends("lead_ids", "lead_ids.project_id")
    def _compute_lead_count(self):
        for event in self:
            leads = event.sudo().lead_ids
            event.lead_count = len(leads)
            event.project_count = len(leads.filtered("project_id"))
