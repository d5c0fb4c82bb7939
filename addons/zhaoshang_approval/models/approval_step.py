from uuid import uuid4

from odoo import api, fields, models


class ApprovalStep(models.Model):
    _name = "zhaoshang.approval.step"
    _description = "Step of an Approval Flow"
    _order = "version_id, sequence, id"

    version_id = fields.Many2one(
        "zhaoshang.approval.version", required=True, ondelete="cascade", index=True
    )
    res_model = fields.Char(related="version_id.res_model")
    key = fields.Char(
        required=True, default=lambda self: f"s{uuid4().hex[:8]}",
        help="Name of the step for the programme; never shown. It tells a step that was renamed "
             "from another one.",
    )  # fmt: skip
    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [("approve", "Approve"), ("file", "Register (filing)"), ("cc", "Copy")],
        default="approve", required=True,
    )  # fmt: skip
    mode = fields.Selection(
        [("all", "All parties"), ("any", "Any party"), ("sequential", "One party after another"),
         ("vote", "Vote of the parties")],
        default="all", required=True,
        help="Holds between the parties of the step; inside a party any one member signs.",
    )  # fmt: skip
    party_ids = fields.One2many("zhaoshang.approval.party", "step_id", copy=True)
    ratio = fields.Float(
        string="Share to Agree (%)", default=100, digits=(5, 2),
        help="Of the parties of a vote, how many percent must agree; 66.67 for two thirds.",
    )  # fmt: skip
    condition_domain = fields.Char(
        string="Only If", default="[]",
        help="Documents for which the step applies, as a domain; empty: all. It is looked at when "
             "a document is sent.",
    )  # fmt: skip
    signature_required = fields.Boolean(help="Agreeing needs a handwritten signature.")
    comment_required = fields.Boolean(help="Agreeing, too, needs an opinion.")
    batch_allowed = fields.Boolean(
        string="Several at Once", default=True,
        help="Several documents may be decided together, with one opinion. Without it, each is "
             "opened and decided by itself; so it is anyway where a signature is needed.",
    )  # fmt: skip
    deadline_hours = fields.Float(help="Hours within which the step should be done; 0: none.")
    reject_policy = fields.Selection(
        [("refuse", "Refuse the document"), ("return", "Return it to the requester")],
        default="refuse", required=True, help="What a refusal in this step does.",
    )  # fmt: skip

    _key_uniq = models.UniqueIndex(
        "(version_id, key)", "The steps of a version have different keys."
    )
    _deadline_in_time = models.Constraint(
        "CHECK (deadline_hours BETWEEN 0 AND 8784)",
        "A step is done within a year at most: 8784 hours; 0 for no deadline.",
    )

    def _zs_condition(self):
        """The condition where it says anything."""
        condition = (self.condition_domain or "").strip()
        return "" if condition in ("", "[]") else condition

    @api.model_create_multi
    def create(self, vals_list):
        steps = super().create(vals_list)
        steps.version_id._zs_check_draft()
        return steps

    def write(self, vals):
        self.check_access("write")
        self.version_id._zs_check_draft()
        result = super().write(vals)
        self.version_id._zs_check_draft()
        return result

    def unlink(self):
        self.check_access("unlink")
        self.version_id._zs_check_draft()
        return super().unlink()
