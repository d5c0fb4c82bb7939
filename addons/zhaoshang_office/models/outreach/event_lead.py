from odoo import api, fields, models
from odoo.exceptions import ValidationError


class EventLead(models.Model):
    """Somebody met at an event who may invest; linked to the project that came of it (R038)."""

    _name = "zhaoshang.event.lead"
    _description = "Lead From an Event"
    _inherit = ["zhaoshang.outreach.record"]
    _order = "event_id, id"
    _zs_worked_out = frozenset({"company_id", "bureau_id"})
    _zs_audit_fields = ("event_id", "organisation_id", "project_id")
    _zs_audit_hidden = frozenset({"organisation_id"})

    event_id = fields.Many2one("zhaoshang.event", required=True, index=True, ondelete="restrict")
    bureau_id = fields.Many2one(
        related="event_id.bureau_id", store=True, index=True, precompute=True, default=None
    )
    organisation_id = fields.Many2one(
        "zhaoshang.organisation",
        "Firm or Association",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('bureau_id', '=', bureau_id)]",
    )
    note = fields.Char("What It Is About")
    project_id = fields.Many2one(
        "zhaoshang.project",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('bureau_id', '=', bureau_id)]",
    )

    @api.depends("event_id")
    def _compute_display_name(self):
        for lead in self:
            lead.display_name = lead.event_id.sudo().name

    @api.constrains("organisation_id", "project_id", "event_id")
    def _check_own(self):
        for lead in self.sudo():
            for record in (lead.organisation_id, lead.project_id):
                if record and record.bureau_id != lead.bureau_id:
                    raise ValidationError(
                        self.env._(
                            "A lead links to an organisation and a project of the event's own "
                            "bureau (R012, R038)."
                        )
                    )
