from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import AccessError
from odoo.fields import Command

from ...rules.capital import capital_amount
from ...rules.claim import last_day_to_claim
from ..zhaoshang_package import decimal_of

STATES = {
    "draft": "draft",
    "withdrawn": "draft",
    "running": "submitted",
    "returned": "returned",
    "rejected": "refused",
    "revoked": "revoked",
    "approved": "approved",
}
#: what holds its part of the package though it is not posted yet (R127)
PENDING = ("submitted", "approved")


class Claim(models.Model):
    """What an officer has spent and claims from the package (clause 13, R125–R129).

    One line for each original invoice. 经手人 → 局长 → 招商管理局 → 会计 → 分管领导 above the
    limit; then 会计 posts it, and what exceeds the advance is owed to the claimant.
    """

    _name = "zhaoshang.claim"
    _description = "Claim"
    _inherit = [
        "zhaoshang.finance.typed",
        "zhaoshang.finance.posted",
        "zhaoshang.package.part",
        "zhaoshang.kept.links",
        "mail.thread",
        "mail.activity.mixin",
        "zhaoshang.approval.mixin",
        "zhaoshang.audit.mixin",
    ]
    _order = "id desc"
    _zs_kept_in_bureau = True
    _zs_approval_gates = ("action_post",)
    _zs_audit_fields = ("zs_approval_state", "amount", "accepted_amount", "move_id")

    def _default_package_id(self):
        """In January the year before is still open to be claimed; the present one comes first."""
        bureau = self.env["zhaoshang.appointment"]._current(self.env.user).sudo().bureau_id
        domain = [("bureau_id", "=", bureau.id), ("state", "=", "open")]
        year = ("year", "=", county_today(self.env).year)
        return bureau and self.env["zhaoshang.package"].search([*domain, year], limit=1)

    number = fields.Char(readonly=True, copy=False, index="trigram")
    package_id = fields.Many2one(
        default=lambda self: self._default_package_id(),
        help="The year whose package pays; invoices of a year are claimed until 31 January of "
        "the next (R126).",
    )
    user_id = fields.Many2one(
        "res.users",
        "Claimant",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")
    reason = fields.Char("For what", help="What the money was spent for, in one line.")
    line_ids = fields.One2many("zhaoshang.claim.line", "claim_id", "Invoices", copy=False)
    invoice_count = fields.Integer("Original invoices", compute="_compute_amount", store=True)
    amount = fields.Monetary("Claimed", compute="_compute_amount", store=True)
    amount_capital = fields.Char("Amount in capitals", compute="_compute_amount_capital")
    accepted_amount = fields.Monetary("Accepted", compute="_compute_amount", store=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Awaiting approval"),
            ("returned", "Returned"),
            ("refused", "Refused"),
            ("revoked", "Revoked"),
            ("approved", "To be posted"),
            ("posted", "Settled"),
        ],
        "Status",
        compute="_compute_state",
        store=True,
        index=True,
    )
    submitted_on = fields.Date("Handed in on", readonly=True, copy=False)
    move_id = fields.Many2one(index=True)

    @api.depends("number", "user_id.name", "bureau_id.name")
    def _compute_display_name(self):
        for claim in self:
            name = claim.number or self.env._("New claim")
            claim.display_name = f"{name} {claim.user_id.name or ''}".strip()

    @api.depends_context("uid")
    @api.depends("user_id")
    def _compute_is_mine(self):
        for claim in self:
            claim.is_mine = claim.user_id == self.env.user

    @api.depends("line_ids.amount", "line_ids.accepted_amount")
    def _compute_amount(self):
        for claim in self:
            claim.invoice_count = len(claim.line_ids)
            claim.amount = sum(claim.line_ids.mapped("amount"))
            claim.accepted_amount = sum(claim.line_ids.mapped("accepted_amount"))

    @api.depends("accepted_amount")
    def _compute_amount_capital(self):
        for claim in self:
            claim.amount_capital = capital_amount(decimal_of(claim.accepted_amount))

    @api.depends("zs_approval_state", "move_id")
    def _compute_state(self):
        for claim in self:
            claim.state = "posted" if claim.move_id else STATES[claim.zs_approval_state or "draft"]

    def _last_day(self):
        """The last day on which this claim can be handed in (R126)."""
        return last_day_to_claim(self.year)

    def _posts(self):
        """Return ``{claim: [(first, last day), …]}`` of the claimant's posts at the bureau (R126).

        Whatever their state is today: an invoice is judged by its own day.
        """
        # sudo: who claims, or decides, need not read the appointments; only days are told
        posts = self.env["zhaoshang.appointment"].sudo()
        found = posts.search_fetch(
            [
                ("user_id", "in", self.user_id.ids),
                ("bureau_id", "in", self.bureau_id.ids),
                ("state", "in", ("confirmed", "ended")),
            ],
            ["user_id", "bureau_id", "date_from", "date_to"],
        ).grouped(lambda post: (post.user_id, post.bureau_id))
        return {
            claim: [
                (post.date_from, post.date_to)
                for post in found.get((claim.user_id._origin, claim.bureau_id._origin), posts)
            ]
            for claim in self
        }

    def action_copy_refused(self):
        """Begin a new claim with the invoices of one that was refused or revoked."""
        self.ensure_one()
        self.check_access("read")
        if not self.is_mine:
            raise AccessError(
                self.env._("Only who claimed begins anew with the same invoices (clause 13, R125).")
            )
        lines = [
            Command.create(
                {
                    name: line._fields[name].convert_to_write(line[name], line)
                    for name in line._zs_typed_names()
                }
            )
            for line in self.line_ids
        ]
        values = {"package_id": self.package_id.id, "reason": self.reason, "line_ids": lines}
        return self.create(values)._get_records_action()
