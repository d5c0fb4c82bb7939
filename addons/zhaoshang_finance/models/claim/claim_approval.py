from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount

from ..arguments import yuan_of
from ..zhaoshang_package import decimal_of
from .claim_access import ACCOUNTANT

PREFIX = "BX"  # 报销
CUT = frozenset({"cut", "cut_reason", "accepted_amount", "in_use"})


class Claim(models.Model):
    """经手人 → 局长 → 招商管理局 → 会计 → 分管领导 above the limit (R129)."""

    _inherit = "zhaoshang.claim"

    head_user_id = fields.Many2one(
        "res.users",
        "Head who decides",
        compute="_compute_route",
        store=True,
        help="R129: the head, or who acts for the head; empty where the head claims himself.",
    )
    needs_leader = fields.Boolean("Above the leader's limit", compute="_compute_route", store=True)
    can_cut = fields.Boolean(compute="_compute_can_cut")

    @api.depends("zs_approval_state", "zs_approval_task_ids.state")
    @api.depends_context("uid")
    def _compute_can_cut(self):
        for claim in self:
            claim.can_cut = claim._may_cut()

    def _may_cut(self):
        """会计, while it is his turn to agree."""
        if not (self.env.user.has_group(ACCOUNTANT) and self.zs_approval_state == "running"):
            return False
        tasks = self.sudo().zs_approval_task_ids
        return any(
            task.state == "open" and task.kind == "approve" and task.user_id == self.env.user
            for task in tasks
        )

    def _zs_approval_check(self):
        """Only the claimant hands in, in time, good invoices within the package (R125–R127)."""
        today = county_today(self.env)
        for claim in self:
            if claim.user_id != self.env.user:
                raise AccessError(
                    self.env._("A claim is handed in by its claimant (clause 13, R129).")
                )
            claim._check_package_open()
            if today > claim._last_day():
                raise UserError(
                    self.env._(
                        "Invoices of %(year)s could be handed in until %(day)s (clause 13, R126): "
                        "the package of that year takes no more.",
                        year=claim.year,
                        day=claim._last_day().isoformat(),
                    )
                )
            claim._check_lines()
        self.line_ids.filtered("cut").sudo()._govern({"cut": 0, "cut_reason": False})
        self._check_room()
        for claim in self:
            claim.sudo()._govern(claim._sent_values(today))
        return super()._zs_approval_check()

    @api.depends("package_id", "user_id", "amount")
    def _compute_route(self):
        """Whom it will go to, shown while it is typed; looked at anew when it is handed in."""
        today = county_today(self.env)
        for claim in self:
            route = claim._route(today) if claim.package_id else {}
            claim.head_user_id = route.get("head_user_id", False)
            claim.needs_leader = route.get("needs_leader", False)

    def _route(self, today):
        """The head in charge today unless he claims himself, and whether the leader is asked."""
        head = self.bureau_id.sudo()._deciding_head_at(today).sudo().user_id
        limit = self.package_id.sudo().rule_set_id._at(today, self.company_id).claim_leader_limit
        return {
            "head_user_id": head.id if head != self.user_id else False,
            "needs_leader": decimal_of(self.amount) > decimal_of(limit),
        }

    def _sent_values(self, today):
        """Number, day and route of a claim that is handed in."""
        return {
            "number": self.number or self._next_number(today.year),
            "submitted_on": self.submitted_on or today,
            **self._route(today),
        }

    def _next_number(self, year):
        """A number without gaps, from the one counter of the county."""
        counter = self.env["zhaoshang.document.counter"].sudo()  # the claimant has been checked
        number = counter._next(self.company_id, PREFIX, year, 0)
        return f"{PREFIX}-{year}-{number:04d}"

    def _zs_approval_locked_fields(self):
        return super()._zs_approval_locked_fields() | {"package_id", "reason", "line_ids"}

    def _zs_approval_snapshot(self):
        return {
            claim.id: {
                "number": claim.number,
                "bureau": claim.bureau_id.name,
                "year": claim.year,
                "claimant": claim.user_id.name,
                "reason": claim.reason,
                "amount": str(decimal_of(claim.amount)),
                "invoices": [line._snapshot_text() for line in claim.line_ids],
            }
            for claim in self.sudo()
        }

    def _zs_approval_snapshot_labels(self):
        labels = {
            "number": self._fields["number"]._description_string(self.env),
            "bureau": self._fields["bureau_id"]._description_string(self.env),
            "year": self._fields["year"]._description_string(self.env),
            "claimant": self._fields["user_id"]._description_string(self.env),
            "reason": self._fields["reason"]._description_string(self.env),
            "amount": self._fields["amount"]._description_string(self.env),
            "invoices": self._fields["line_ids"]._description_string(self.env),
        }
        return {claim.id: labels for claim in self}

    def _zs_approval_title(self):
        return {
            claim.id: self.env._(
                "%(claim)s: %(reason)s, %(amount)s",
                claim=claim.display_name,
                reason=claim.reason or "",
                amount=format_amount(self.env, claim.amount, claim.currency_id),
            )
            for claim in self
        }

    def _zs_approval_excluded_users(self):
        """Nobody agrees to money that he receives himself (R129, R134)."""
        return {claim.id: claim.sudo().user_id for claim in self}

    def _zs_approval_check_revoke(self):
        """What is posted is reversed by the accountant first (R134)."""
        for claim in self:
            if claim.move_id:
                raise UserError(
                    self.env._(
                        "%(claim)s is posted as %(entry)s: the accountant reverses the entry "
                        "first, then the claim can be revoked (clause 13, R134).",
                        claim=claim.display_name,
                        entry=claim.sudo().move_id.name,
                    )
                )
        return super()._zs_approval_check_revoke()

    def _zs_approval_on_revoked(self):
        """Posted since it was asked for: its invoices would be free and its entry stand (R126)."""
        self._zs_approval_check_revoke()
        return super()._zs_approval_on_revoked()


class ClaimLine(models.Model):
    _inherit = "zhaoshang.claim.line"
    _zs_approval_free_fields = CUT

    can_cut = fields.Boolean(related="claim_id.can_cut")

    def action_cut(self, amount, reason):
        """Accept less of a line, or nothing, with the reason (R129); 0 takes it back.

        :param amount: yuan that are not accepted
        :param reason: why, which the claimant reads
        :raise UserError: more than the line claims, no reason, nothing left of the whole claim
        """
        self.ensure_one()
        self.check_access("read")
        claim = self.claim_id
        if not claim._may_cut():
            raise AccessError(
                self.env._(
                    "Lines are cut by the accountant while the claim lies with him (clause 13, "
                    "R129)."
                )
            )
        cut = yuan_of(self.env, amount)
        reason = reason.strip() if isinstance(reason, str) else ""
        self._check_cut(cut, reason)
        if not self.in_use and cut < decimal_of(self.amount):
            self._check_unused([(self.invoice_code or "", self.invoice_number)])
        self.sudo()._govern({"cut": float(cut), "cut_reason": reason if cut else False})
        claim.sudo().message_post(body=self._cut_text(cut, reason))
        return True

    def _check_cut(self, cut, reason):
        """Between nothing and all of the line, with a reason, and not all of the claim (R129)."""
        claimed = decimal_of(self.amount)
        if not 0 <= cut <= claimed:
            raise UserError(
                self.env._(
                    "%(cut)s cannot be taken off a line of %(claimed)s: between nothing and all "
                    "of it (clause 13, R125).",
                    cut=self._yuan(cut),
                    claimed=self._yuan(claimed),
                )
            )
        if cut and not reason:
            raise UserError(self.env._("Say why it is not accepted: the claimant reads it (R129)."))
        if cut and cut >= decimal_of(self.claim_id.accepted_amount) + decimal_of(self.cut):
            raise UserError(
                self.env._(
                    "Nothing would be left of the claim. Refuse or return it as a whole instead "
                    "(R129)."
                )
            )

    def _cut_text(self, cut, reason):
        if not cut:
            return self.env._("%(line)s is accepted in full again.", line=self.display_name)
        return self.env._(
            "%(line)s: %(cut)s not accepted: %(reason)s",
            line=self.display_name,
            cut=self._yuan(cut),
            reason=reason,
        )

    def _snapshot_text(self):
        """What is signed of a line; its files are signed by the engine."""
        return " ".join(
            (
                self.category_id.name,
                f"{self.invoice_code or ''} {self.invoice_number}".strip(),
                self.invoice_date.isoformat(),
                self.seller or "",
                f"{decimal_of(self.amount)}/{decimal_of(self.invoice_amount)}",
            )
        )
