from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..clock import county_today
from .sanction_draft import ORGANISATION

STATES = [("asked", "Waits for the Decision"), ("upheld", "Upheld"), ("granted", "Granted")]
TRANSITIONS = {"asked": {"upheld", "granted"}, "upheld": set(), "granted": set()}


class SanctionReview(models.Model):
    """复核: the person asks in time, somebody else than who drafted decides (R105).

    The regulation is silent; it is the county's own fairness.
    """

    _name = "zhaoshang.sanction.review"
    _description = "Review of a Sanction"
    _inherit = ["mail.thread", "zhaoshang.audit.mixin", "zhaoshang.readable"]
    _order = "id desc"
    _rec_name = "sanction_id"
    _zs_audit_fields = ("state", "reason", "comment", "decided_by_id")

    sanction_id = fields.Many2one(
        "zhaoshang.sanction", required=True, readonly=True, ondelete="restrict", index=True
    )
    user_id = fields.Many2one(related="sanction_id.user_id", store=True, index=True)
    appointment_id = fields.Many2one(related="sanction_id.appointment_id", store=True)
    bureau_id = fields.Many2one(related="sanction_id.bureau_id", store=True)
    company_id = fields.Many2one(related="sanction_id.company_id", store=True)
    state = fields.Selection(STATES, "Status", required=True, readonly=True, default="asked")
    reason = fields.Text("Asked For Because", required=True, readonly=True)
    asked_on = fields.Date(required=True, readonly=True)
    comment = fields.Text("Reason for the Decision", readonly=True)
    decided_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    decided_on = fields.Date(readonly=True)
    can_decide = fields.Boolean(compute="_compute_can_decide")

    _once = models.UniqueIndex("(sanction_id)", "A review of this sanction was asked for already.")

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        for review in self:
            review.can_decide = review.state == "asked" and review._may_decide()

    def _may_decide(self):
        """R105: a member of 组织部 who neither drafted nor signed it, nor is concerned."""
        user, sanction = self.env.user, self.sudo().sanction_id
        signed = self.env["zhaoshang.approval.task"].sudo().search_count(
            [
                ("res_model", "=", sanction._name),
                ("res_id", "=", sanction.id),
                ("kind", "=", "approve"),
                ("state", "=", "approved"),
                ("user_id", "=", user.id),
            ],
            limit=1,
        )  # fmt: skip
        others = user not in (sanction.user_id | sanction.drafted_by_id)
        return others and not signed and user.has_group(ORGANISATION)

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise self._by_its_buttons()

    def _ask(self, sanction, reason):
        """Insert what ``create`` refuses to everybody; the sanction has checked who may."""
        values = {
            "sanction_id": sanction.id,
            "state": "asked",
            "reason": reason,
            "asked_on": county_today(self.env),
            "comment": False,
            "decided_by_id": False,
            "decided_on": False,
        }
        return super().create([values])  # pylint: disable=super-method-mismatch

    def write(self, vals):
        if not self.env.su and vals.keys() - {"message_follower_ids", "message_ids"}:
            raise self._by_its_buttons()
        return super().write(vals)

    def unlink(self):  # pylint: disable=method-required-super
        raise self._by_its_buttons()

    def _by_its_buttons(self):
        return AccessError(
            self.env._(
                "A review is asked for by the person on his sanction and decided by a member of "
                "the organisation department who neither drafted nor signed it (R105)."
            )
        )

    def action_uphold(self, comment):
        """The sanction stands, with the reason."""
        self._check_decider(comment)
        self.sudo()._transition("upheld", comment)

    def action_grant(self, comment):
        """The sanction is withdrawn, with the reason."""
        self._check_decider(comment)
        for review in self.sudo():
            review._transition("granted", comment)
            review.sanction_id._withdraw(comment.strip())

    def _check_decider(self, comment):
        for review in self:
            review.check_access("read")
            if not review._may_decide():
                raise self._by_its_buttons()
        if not (comment or "").strip():
            raise UserError(self.env._("Write the reason for the decision."))

    def _transition(self, to, comment):
        for review in self:
            if to not in TRANSITIONS[review.state]:
                raise UserError(
                    self.env._("This review is decided already. Reload the page to see how.")
                )
        self.write(
            {
                "state": to,
                "comment": comment.strip(),
                "decided_by_id": self.env.uid,
                "decided_on": county_today(self.env),
            }
        )

    def _settle(self, reason):
        """What was asked for is done: the sanction has been withdrawn meanwhile."""
        self.filtered(lambda review: review.state == "asked")._transition("granted", reason)


class Sanction(models.Model):
    _inherit = "zhaoshang.sanction"

    can_ask_review = fields.Boolean(compute="_compute_can_ask_review")

    @api.depends("state", "review_until", "review_ids")
    @api.depends_context("uid")
    def _compute_can_ask_review(self):
        today = county_today(self.env)
        for sanction in self:
            sanction.can_ask_review = (
                sanction.state == "served"
                and sanction.user_id == self.env.user
                and not sanction.sudo().review_ids
                and today <= sanction._review_end()
            )

    def action_ask_review(self, reason):
        """Ask for a review; the person alone, within the days for it (R105)."""
        self.ensure_one()
        if self.sudo().user_id != self.env.user:
            raise AccessError(self.env._("Only the person concerned asks for a review (R105)."))
        self.check_access("read")
        if not (reason or "").strip():
            raise UserError(self.env._("Write why it should be reviewed."))
        self.sudo()._ask_review(reason.strip())
        return True

    def _ask_review(self, reason):
        """One command at a time: a withdrawal at the same moment is seen, or sees the review."""
        self._hold(self.appointment_id)
        self._check_review_in_time()
        self.env["zhaoshang.sanction.review"].sudo()._ask(self, reason)

    def _check_review_in_time(self):
        if self.state != "served" or self.review_ids:
            raise UserError(
                self.env._(
                    "A review is asked for once, after the sanction was served and while it "
                    "stands (R105)."
                )
            )
        if county_today(self.env) > self._review_end():
            raise UserError(
                self.env._(
                    "A review could be asked for until %(until)s, %(days)s working days after the "
                    "service (R105). The organisation department may still withdraw the sanction "
                    "itself.",
                    until=self._review_end(),
                    days=self.rule_set_id.review_days,
                )
            )
