from odoo import api, fields, models

KINDS = [("first", "First responsible"), ("direct", "Directly responsible")]


class TargetPerson(models.Model):
    """Who answers for a target, and in which way (clause 5, R022)."""

    _name = "zhaoshang.target.person"
    _description = "Person Responsible for a Target"
    _inherit = ["zhaoshang.approval.line.mixin", "zhaoshang.worked.out"]
    _zs_worked_out = frozenset({"company_id", "name", "kind"})
    _order = "target_id, kind desc, id"
    _zs_approval_document = "target_id"

    target_id = fields.Many2one(
        "zhaoshang.target", required=True, ondelete="cascade", index=True, copy=False
    )
    company_id = fields.Many2one(related="target_id.company_id", store=True)
    appointment_id = fields.Many2one(
        "zhaoshang.appointment", "Officer", required=True, ondelete="restrict"
    )
    name = fields.Char(
        compute="_compute_from_appointment", store=True, help="As it stands on the letter."
    )
    kind = fields.Selection(
        KINDS,
        "Responsibility",
        compute="_compute_from_appointment",
        store=True,
        help="Clause 5, R022: the head first, deputies directly.",
    )

    _once = models.UniqueIndex(
        "(target_id, appointment_id)", "This officer stands on the letter already (R022)."
    )

    @api.depends("appointment_id")
    def _compute_from_appointment(self):
        for person in self:
            appointment = person.appointment_id.sudo()
            person.name = appointment.name
            person.kind = "first" if appointment.role == "head" else "direct"
