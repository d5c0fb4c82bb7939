from odoo import api, fields, models

from ..engine import flow as law


class ApprovalParty(models.Model):
    _name = "zhaoshang.approval.party"
    _description = "Party of an Approval Step"
    _order = "step_id, sequence, id"
    _check_company_auto = True

    step_id = fields.Many2one(
        "zhaoshang.approval.step", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="step_id.version_id.company_id")
    res_model = fields.Char(compute="_compute_res_model")
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    source = fields.Selection(
        [("role", "Post"), ("user", "Person"), ("field", "Field of the document"),
         ("manager", "Manager of the requester"), ("requester_choice", "Chosen by the requester")],
        default="role", required=True,
    )  # fmt: skip
    role_id = fields.Many2one("zhaoshang.approval.role", ondelete="restrict", check_company=True)
    user_id = fields.Many2one("res.users", ondelete="restrict")
    field_path = fields.Char(help="Path from the document to users, like bureau_id.head_user_id.")

    _source_is_complete = models.Constraint(
        "CHECK ((source = 'role' AND role_id IS NOT NULL)"
        " OR (source = 'user' AND user_id IS NOT NULL)"
        " OR (source = 'field' AND field_path IS NOT NULL) OR source = 'manager'"
        " OR (source = 'requester_choice' AND role_id IS NOT NULL))",
        "A party names its post, its person or its field.",
    )

    @api.depends("step_id.version_id.res_model")
    @api.depends_context("zs_res_model")
    def _compute_res_model(self):
        """While neither step nor party are saved, the form says which documents it is about: it
        only offers their fields."""
        for party in self:
            version = party.step_id.version_id
            party.res_model = version.res_model or self.env.context.get("zs_res_model")

    @api.model_create_multi
    def create(self, vals_list):
        parties = super().create(vals_list)
        parties.step_id.version_id._zs_check_draft()
        return parties

    def write(self, vals):
        self.check_access("write")
        self.step_id.version_id._zs_check_draft()
        result = super().write(vals)
        self.step_id.version_id._zs_check_draft()
        return result

    def unlink(self):
        self.check_access("unlink")
        self.step_id.version_id._zs_check_draft()
        return super().unlink()

    def _zs_build_definition(self):
        role = self.role_id.id
        ref = {"role": role, "user": self.user_id.id, "field": self.field_path,
               "requester_choice": role}  # fmt: skip
        return law.Party(self.id, self.name, self.source, ref.get(self.source))
