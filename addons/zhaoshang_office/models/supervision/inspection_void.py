from odoo import api, fields, models
from odoo.exceptions import UserError

from ..clock import county_today

READERS = (
    "zhaoshang_office.group_efficiency",
    "zhaoshang_office.group_office",
    "zhaoshang_office.group_bureau_authority",
    "zhaoshang_office.group_organisation_department",
)


class Inspection(models.Model):
    """作废: a circular that should not have gone out stays in the register, void, with the reason.

    Its paper says so on every page. The sheet stays closed: what is right is told by a further
    inspection of that day (clause 9, R061, R138).
    """

    _inherit = "zhaoshang.inspection"
    _zs_audit_fields = (
        "bureau_id",
        "day",
        "number",
        "document_number",
        "issued_on",
        "void_reason",
    )

    voided_on = fields.Date("Circular Void Since", readonly=True, copy=False)
    void_reason = fields.Text("Void Because", readonly=True, copy=False)
    voided_by_id = fields.Many2one(
        "res.users", "Declared Void By", readonly=True, copy=False, ondelete="restrict"
    )
    can_void = fields.Boolean(compute="_compute_can_void")

    _void_has_its_reason = models.Constraint(
        "CHECK ((voided_on IS NULL) = (void_reason IS NULL) "
        "AND (voided_on IS NULL OR issued_on IS NOT NULL))",
        "What is issued is declared void with a reason.",
    )

    @api.depends("issued_on", "voided_on")
    @api.depends_context("uid")
    def _compute_can_void(self):
        inspector = self._is_inspector()
        for inspection in self:
            inspection.can_void = inspector and inspection.issued_on and not inspection.voided_on

    def action_ask_void(self):
        """Open the box for the reason."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Declare the Circular Void"),
            "res_model": "zhaoshang.inspection.void",
            "view_mode": "form",
            "target": "new",
            "context": {"default_inspection_id": self.id},
        }

    def action_void(self, reason):
        """Declare an issued circular void (the efficiency office, R061)."""
        self.ensure_one()
        self._check_inspector()
        self.check_access("read")
        reason = str(reason or "").strip()
        if not reason:
            raise UserError(self.env._("Write why the circular is void (clause 9, R061)."))
        inspection = self.sudo()
        # the row first: of two at once the second is retried and then refused
        self.env.cr.execute(
            "UPDATE zhaoshang_inspection SET day = day WHERE id = %s", [inspection.id]
        )
        if not inspection.issued_on or inspection.voided_on:
            raise UserError(
                self.env._(
                    "Only a circular that was issued and stands is declared void (clause 9, R061)."
                )
            )
        self.env["zhaoshang.document.number"]._of(inspection)._void(reason)
        inspection._govern(
            {
                "voided_on": county_today(self.env),
                "voided_by_id": self.env.uid,
                "void_reason": reason,
            }
        )
        inspection._tell_void()
        return True

    def _tell_void(self):
        """Who was told of the circular learns that it is void: who stands in it, the head of the
        bureau, and the offices that read it."""
        offices = self.env["res.users"].union(
            *(self.env.ref(group).all_user_ids for group in READERS)
        )
        offices = offices.filtered(lambda user: self.company_id in user.company_ids)
        head = self.bureau_id._deciding_head_at(county_today(self.env))
        people = self.entry_ids.appointment_id.user_id | head.user_id | offices
        told = people.filtered("active") - self.env.user
        self.env["mail.thread"].message_notify(
            partner_ids=told.partner_id.ids,
            subject=self.env._("Circular %s is void", self.document_number),
            body=self.env._(
                "The circular %(number)s (%(inspection)s) is void since %(day)s and stays in the "
                "register as such. Reason: %(reason)s",
                number=self.document_number,
                inspection=self.display_name,
                day=self.voided_on,
                reason=self.void_reason,
            ),
        )
