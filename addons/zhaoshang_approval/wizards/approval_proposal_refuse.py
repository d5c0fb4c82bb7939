from odoo import fields, models


class ApprovalProposalRefuse(models.TransientModel):
    _name = "zhaoshang.approval.proposal.refuse"
    _description = "Reason for Not Agreeing"

    proposal_ids = fields.Many2many(
        "zhaoshang.approval.proposal", "zhaoshang_approval_proposal_refuse_rel", required=True
    )
    reason = fields.Text(required=True)

    def action_refuse(self):
        self.ensure_one()
        return self.proposal_ids.action_refuse(self.reason)
