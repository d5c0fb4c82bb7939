from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..permit import permitted_write
from ..quiet import quiet
from ..remembered import forget


class ApprovalDelegation(models.Model):
    """Somebody decides in another's place from one day to another (委托代理). One hop: a delegate
    hands nothing on."""

    _name = "zhaoshang.approval.delegation"
    _inherit = ["zhaoshang.approval.confirmed"]
    _description = "Delegation"
    _order = "date_from desc, id desc"
    _check_company_auto = True

    from_user_id = fields.Many2one(
        "res.users", string="Principal", required=True, ondelete="restrict", index=True,
        default=lambda self: self.env.user, help="Whose tasks they are.",
    )  # fmt: skip
    to_user_id = fields.Many2one(
        "res.users", string="Delegate", required=True, ondelete="restrict", index=True,
        help="Who decides in his place and signs with both names.",
    )  # fmt: skip
    date_from = fields.Date(
        string="From", required=True, help="First day.",
        default=lambda self: self.env["zhaoshang.approval.role"]._today(),
    )  # fmt: skip
    date_to = fields.Date(string="To", required=True, help="Last day; the tasks then go back.")
    flow_ids = fields.Many2many(
        "zhaoshang.approval.flow", "zhaoshang_approval_delegation_flow_rel",
        "delegation_id", "flow_id", string="Matters", help="Empty: all of them.",
    )  # fmt: skip
    reason = fields.Char()
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    can_end = fields.Boolean(compute="_compute_can_end")

    _dates_in_order = models.Constraint(
        "CHECK (date_from <= date_to)", "A delegation ends on or after the day it begins."
    )
    _two_users = models.Constraint(
        "CHECK (from_user_id <> to_user_id)", "Nobody delegates to himself."
    )

    @api.depends("from_user_id", "to_user_id", "date_from", "date_to")
    def _compute_display_name(self):
        for delegation in self:
            if not delegation.to_user_id:
                delegation.display_name = self.env._("New delegation")
                continue
            people = f"{delegation.from_user_id.name or ''} → {delegation.to_user_id.name or ''}"
            days = f"{delegation.date_from or ''} – {delegation.date_to or ''}"
            delegation.display_name = f"{people}, {days}"

    @api.depends("state", "from_user_id", "proposed_by")
    @api.depends_context("uid")
    def _compute_can_end(self):
        for delegation in self:
            delegation.can_end = delegation.state == "effective" and delegation._zs_may_end()

    @api.model_create_multi
    def create(self, vals_list):
        forget(self.env)
        delegations = super().create(vals_list)
        for delegation in delegations:
            if not self.env.su and delegation.to_user_id == self.env.user:
                raise AccessError(
                    self.env._("You cannot have somebody delegate to you: he does it himself.")
                )
            delegation.sudo()._zs_check_sound()
        quiet(delegations).sudo()._zs_take_over()
        return delegations

    def write(self, vals):
        forget(self.env)
        return super().write(vals)

    def _zs_alone(self):
        """One's own tasks are one's own to delegate."""
        return self.from_user_id.id == self.env.uid

    def _zs_check_held(self, vals):
        raise UserError(
            self.env._("A delegation stands as it was made: end it, or take it back, and make "
                       "another one.")
        )  # fmt: skip

    def _zs_apply(self, proposal):
        self._zs_check_sound()
        result = super()._zs_apply(proposal)
        self._zs_take_over()
        return result

    def _zs_beneficiaries(self):
        return self.from_user_id | self.to_user_id

    def action_end(self):
        """End delegations now: what is still open goes back."""
        self.check_access("read")
        for delegation in self.sudo().with_user(self.env.user):
            if not delegation._zs_may_end():
                raise AccessError(
                    self.env._("Only %s, or who made the delegation for him, ends it.",
                               delegation.sudo().from_user_id.name)
                )  # fmt: skip
            if delegation.sudo().state != "effective":
                raise UserError(self.env._("This delegation is not in force."))
        delegations = quiet(self).sudo()
        permitted_write(delegations, {"state": "ended"})
        delegations._zs_give_back(self.env.user)
        return True

    def _zs_may_end(self):
        return self.env.user in (self.sudo().from_user_id | self.sudo().proposed_by)

    # what keeps a delegation from being made

    def _zs_check_sound(self):
        """Refuse what could not work, and lines of delegates; of two that are made at the same
        moment for the same person, one is retried and sees the other."""
        self.ensure_one()
        self.flush_recordset()
        people = self.from_user_id | self.to_user_id
        self.env.cr.execute(
            SQL("UPDATE res_users SET write_date = write_date WHERE id IN %s", tuple(people.ids))
        )
        if self.date_to < self.env["zhaoshang.approval.role"]._today():
            raise UserError(self.env._("The last day of the delegation has passed already."))
        for user in people:
            if not user.active or user.share or self.company_id not in user.company_ids:
                raise UserError(
                    self.env._(
                        "%(user)s cannot work in %(company)s (archived, not of the staff, or of "
                        "another company). Choose somebody else.",
                        user=user.name,
                        company=self.company_id.name,
                    )
                )
        others = self._zs_at_the_same_time()
        back = others.filtered(
            lambda other: (
                other.from_user_id == self.to_user_id and other.to_user_id == self.from_user_id
            )
        )
        if back:
            raise UserError(
                self.env._(
                    "%(delegate)s has delegated to %(principal)s for these days: the two would "
                    "hand everything to and fro. End that delegation first, or choose others.",
                    delegate=self.to_user_id.name,
                    principal=self.from_user_id.name,
                )
            )
        for other in others:
            if other.from_user_id == self.to_user_id or other.to_user_id == self.from_user_id:
                raise UserError(
                    self.env._(
                        "A delegate hands nothing on: “%s” is in force for some of these days. "
                        "End it first, or choose other people or days.",
                        other.display_name,
                    )
                )
            if not self.flow_ids or not other.flow_ids or self.flow_ids & other.flow_ids:
                raise UserError(
                    self.env._(
                        "There is another delegation for the same matters and days: “%s”. End it "
                        "first, or choose other matters or days.",
                        other.display_name,
                    )
                )

    def _zs_at_the_same_time(self):
        """Other living delegations of these days that share a person with this one so that they
        would come in each other's way."""
        mine, whose = Domain("from_user_id", "=", self.from_user_id.id), self.to_user_id.id
        return self.search(
            Domain("id", "!=", self.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("state", "in", ("proposed", "effective"))
            & Domain("date_from", "<=", self.date_to)
            & Domain("date_to", ">=", self.date_from)
            & (mine | Domain("to_user_id", "=", self.from_user_id.id)
               | Domain("from_user_id", "=", whose))
        )  # fmt: skip
