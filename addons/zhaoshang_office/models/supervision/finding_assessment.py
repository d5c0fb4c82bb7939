from odoo import api, fields, models

DEPARTMENTS = (
    "zhaoshang_office.group_organisation_department,zhaoshang_office.group_bureau_authority"
)


class Finding(models.Model):
    """「督查情况作为聘用和年终考核的依据」 (clause 9, R062).

    A confirmed finding belongs to the assessment of its year, and to every appointment of the
    person. What it comes to there, people decide.
    """

    _inherit = "zhaoshang.finding"

    basis_for_assessment = fields.Integer(
        "Basis for the Assessment of",
        compute="_compute_basis_for_assessment",
        store=True,
        index="btree_not_null",
        aggregator=None,
        help="Clause 9, R062: the year whose assessment this confirmed finding belongs to; empty "
        "while nobody has confirmed it.",
    )

    @api.depends("state", "occurred_on")
    def _compute_basis_for_assessment(self):
        for finding in self:
            confirmed = finding.state == "confirmed" and finding.occurred_on
            finding.basis_for_assessment = confirmed and finding.occurred_on.year


class Appointment(models.Model):
    _inherit = "zhaoshang.appointment"

    basis_finding_ids = fields.Many2many(
        "zhaoshang.finding",
        string="Confirmed Findings",
        compute="_compute_basis_finding_ids",
        groups=DEPARTMENTS,
        help="Clause 9, R062: of this person, in this appointment and earlier ones.",
    )

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_basis_finding_ids(self):
        findings = self.env["zhaoshang.finding"].search(
            [("user_id", "in", self.user_id.ids), ("basis_for_assessment", ">", 0)]
        )
        by_person = findings.grouped("user_id")
        for appointment in self:
            appointment.basis_finding_ids = by_person.get(appointment.user_id, False)
