from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command

from ...rules import target as rules
from ..clock import county_today

STATES = [
    ("draft", "Draft"),
    ("reported", "Waiting for Recognition"),
    ("recognised", "Recognised"),
    ("refused", "Not Recognised"),
    ("revoked", "Revoked"),
]
# what the approval says -> what is said of the arrival
STATE_OF = {
    "running": "reported",
    "approved": "recognised",
    "rejected": "refused",
    "revoked": "revoked",
}


class Arrival(models.Model):
    """Money in fixed assets that has arrived for a project (clause 5, R019, R023).

    Reported with its evidence by the bureau, recognised by 招商管理局; only then it counts, by its
    day, for each bureau with its part.
    """

    _name = "zhaoshang.arrival"
    _description = "Arrival"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "zhaoshang.approval.mixin",
        "zhaoshang.kept.links",
        "zhaoshang.worked.out",
        "zhaoshang.audit.mixin",
    ]
    _zs_kept_in_bureau = True
    _order = "date desc, id desc"
    _rec_names_search = ("project_id.number", "project_id.codename")
    _check_company_auto = True
    _zs_worked_out_for_all = True
    _zs_worked_out = frozenset({"state", "bureau_id", "company_id", "credited_id"})
    _zs_audit_fields = ("project_id", "amount", "date", "zs_approval_state")

    project_id = fields.Many2one(
        "zhaoshang.project",
        required=True,
        index=True,
        ondelete="restrict",
        # no check_company: the county is the project's own, and a form that does not know it yet
        # would offer nothing
        domain="[('stage', '!=', 'dropped')]",
    )
    bureau_id = fields.Many2one(
        related="project_id.bureau_id", store=True, index=True, string="Bureau", precompute=True
    )
    company_id = fields.Many2one(
        related="project_id.company_id", store=True, index=True, string="County", precompute=True
    )
    credited_id = fields.Many2one(
        "zhaoshang.appointment",
        "Credited To",
        compute="_compute_credited_id",
        store=True,
        index=True,
        ondelete="restrict",
        help="R101, R023 (our reading): who held the project on the day on which the money "
        "arrived; a hand-over later changes nothing.",
    )
    amount = fields.Float(
        "Amount (10,000 yuan)",
        digits=(12, 2),
        required=True,
        tracking=True,
        help="Clause 5, R019: money in fixed assets.",
    )
    date = fields.Date(
        "Arrived On", required=True, tracking=True, help="R023: decides for which term it counts."
    )
    evidence_kind = fields.Selection(
        [
            ("bank", "Bank slip"),
            ("invoice", "Invoice"),
            ("audit", "Audit report"),
            ("other", "Other proof"),
        ],
        "Kind of Evidence",
        default="bank",
        required=True,
        help="R023 (our reading): bank slip, invoice or audit.",
    )
    evidence = fields.Binary(attachment=True, copy=False, help="R023 (our reading).")
    evidence_name = fields.Char(copy=False)
    share_ids = fields.One2many(
        "zhaoshang.arrival.share",
        "arrival_id",
        "Split Between Bureaus",
        help="R023: what several bureaus brought in together, in per cent that make 100.",
    )
    note = fields.Text("Remark")
    opening = fields.Boolean(
        "From Before the Start",
        readonly=True,
        copy=False,
        help="Taken over by the opening import; recognised on paper before.",
    )
    state = fields.Selection(STATES, "Status", compute="_compute_state", store=True, index=True)
    can_edit = fields.Boolean(compute="_compute_can_edit")

    _positive = models.Constraint(
        "CHECK (amount > 0)", "An arrival is more than nothing: enter the amount (R019)."
    )

    @api.depends("project_id", "date", "amount")
    def _compute_display_name(self):
        for arrival in self:
            project = arrival.project_id.sudo().display_name
            arrival.display_name = (
                self.env._(
                    "%(project)s %(date)s %(amount)s (10,000 yuan)",
                    project=project,
                    date=arrival.date or "",
                    amount=f"{arrival.amount:g}",
                )
                if project
                else self.env._("New arrival")
            )

    @api.depends("project_id", "date")
    def _compute_credited_id(self):
        """Of the day, not of today: what is handed over later does not ask this again."""
        for arrival in self:
            project = arrival.project_id._origin
            asked = project and arrival.date
            arrival.credited_id = project._held_on(arrival.date) if asked else False

    @api.depends("zs_approval_state")
    def _compute_state(self):
        for arrival in self:
            arrival.state = STATE_OF.get(arrival.zs_approval_state, "draft")

    @api.depends("zs_approval_state", "bureau_id")
    @api.depends_context("uid")
    def _compute_can_edit(self):
        for arrival in self:
            arrival.can_edit = arrival.state == "draft" and (
                not arrival._origin or arrival.writable
            )

    @api.onchange("project_id")
    def _onchange_project_id(self):
        """One bureau alone is the usual case; the split is changed only where there are more."""
        if self.project_id and not self.share_ids:
            self.share_ids = [
                Command.create({"bureau_id": self.project_id.bureau_id.id, "percent": 100})
            ]

    @api.constrains("share_ids")
    def _check_split(self):
        for arrival in self:
            percents = arrival.share_ids.mapped("percent")
            if percents and not rules.split_is_whole(percents):
                raise ValidationError(
                    self.env._(
                        "The split of %(arrival)s makes %(total)s %%, not 100 %% (R023). Change "
                        "the parts so that nothing is left over.",
                        arrival=arrival.display_name,
                        total=f"{float(rules.split_total(percents)):g}",
                    )
                )

    @api.constrains("date")
    def _check_date(self):
        today = county_today(self.env)
        for arrival in self:
            if arrival.date > today:
                raise ValidationError(
                    self.env._(
                        "The money arrived on %(day)s, which lies ahead (R023). Report it once it "
                        "is there.",
                        day=arrival.date,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        arrivals = super().create([vals | {"opening": False} for vals in vals_list])
        arrivals._complete_split()
        return arrivals

    def _complete_split(self):
        for arrival in self.filtered(lambda arrival: not arrival.share_ids):
            arrival.share_ids = [
                Command.create({"bureau_id": arrival.bureau_id.id, "percent": 100})
            ]

    def write(self, vals):
        if "opening" in vals and not self.env.su:
            vals = {name: value for name, value in vals.items() if name != "opening"}
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(arrival.state != "draft" for arrival in self):
            raise UserError(
                self.env._("A reported arrival is part of the record and stays (R023).")
            )
