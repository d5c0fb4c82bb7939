from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..permit import permitted_write
from ..quiet import quiet

CONFIRMER = "zhaoshang_approval.group_flow_confirmer"
KEEPER = "zhaoshang_approval.group_flow_manager"


class ApprovalProposal(models.Model):
    """What somebody wants to put in force, until a second person has looked at it; then the record
    of who proposed it, who decided and when."""

    _name = "zhaoshang.approval.proposal"
    _inherit = ["zhaoshang.approval.guarded"]
    _description = "Proposal to a Second Person"
    _order = "id desc"
    _rec_name = "title"

    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True)
    matter = fields.Char(compute="_compute_matter")
    kind = fields.Selection(
        [("create", "New"), ("change", "Change"), ("publish", "Put in Force")], required=True
    )
    title = fields.Char(required=True)
    changes = fields.Text(help="What is different afterwards: old → new.")
    vals = fields.Json()
    company_id = fields.Many2one("res.company", ondelete="restrict", index=True)
    state = fields.Selection(
        [
            ("pending", "Waiting for a Second Person"),
            ("confirmed", "In Force"),
            ("refused", "Not Agreed"),
            ("taken_back", "Taken Back"),
        ],
        required=True,
    )
    proposed_by = fields.Many2one("res.users", required=True, ondelete="restrict")
    proposed_at = fields.Datetime(required=True)
    decided_by = fields.Many2one("res.users", ondelete="restrict")
    decided_at = fields.Datetime()
    reason = fields.Text()
    can_confirm = fields.Boolean(compute="_compute_can")
    can_take_back = fields.Boolean(compute="_compute_can")

    _one_pending = models.UniqueIndex(
        "(res_model, res_id) WHERE state = 'pending'",
        "This waits for a second person already.",
    )
    _decided_is_decided = models.Constraint(
        "CHECK ((state = 'pending') = (decided_at IS NULL))", "A decision has its time."
    )
    _two_persons = models.Constraint(
        "CHECK (state NOT IN ('confirmed', 'refused') OR decided_by IS NULL"
        " OR decided_by <> proposed_by)",
        "Nobody decides on what he proposed.",
    )

    @api.depends("res_model")
    def _compute_matter(self):
        for proposal in self:
            proposal.matter = self.env["ir.model"]._get(proposal.res_model).name

    @api.depends("state", "proposed_by")
    @api.depends_context("uid")
    def _compute_can(self):
        confirmer = self._zs_of_another_role()
        for proposal in self:
            pending, mine = proposal.state == "pending", proposal.proposed_by == self.env.user
            proposal.can_take_back = pending and mine
            proposal.can_confirm = (
                pending and confirmer and not mine
                and self.env.user not in proposal.sudo()._zs_concerned()
            )  # fmt: skip

    def action_confirm(self):
        """Agree, as the second person: what is proposed is in force from now on."""
        self._zs_check_second_person()
        quiet(self).sudo()._zs_settle("confirmed", self.env.user)
        return True

    def action_refuse(self, reason=None):
        """Do not agree; without a reason, ask for one."""
        self._zs_check_second_person()
        if not isinstance(reason, str) or not reason.strip():
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("Not Agreed"),
                "res_model": "zhaoshang.approval.proposal.refuse",
                "view_mode": "form",
                "views": [(False, "form")],
                "target": "new",
                "context": {"default_proposal_ids": self.ids},
            }
        quiet(self).sudo()._zs_settle("refused", self.env.user, reason)
        return True

    def action_take_back(self):
        """Take back what one proposed oneself."""
        if not self.env.su:
            self.check_access("read")
        for proposal in self.sudo():
            if proposal.proposed_by.id != self.env.uid:
                raise AccessError(
                    self.env._("Only %s, who proposed it, takes it back.",
                               proposal.proposed_by.name)
                )  # fmt: skip
        quiet(self).sudo()._zs_settle("taken_back", self.env.user)
        return True

    def action_open(self):
        """What the proposal is about, in its own form."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _zs_of_another_role(self):
        """Whether the current user may be a second person; who keeps flows and posts may not."""
        user = self.env.user
        return user.has_group(CONFIRMER) and not user.has_group(KEEPER)

    def _zs_check_second_person(self):
        """Refuse everybody but a second person, in his own session."""
        if self.env.su or not self.env.user.has_group(CONFIRMER):
            raise AccessError(
                self.env._("A person with the right to confirm decides, in his own session.")
            )
        self.check_access("read")
        for proposal in self.sudo():
            if proposal.proposed_by.id == self.env.uid:
                raise AccessError(
                    self.env._("You proposed “%s” yourself: a second person decides.",
                               proposal.title)
                )  # fmt: skip
            if self.env.user in proposal._zs_concerned():
                raise AccessError(
                    self.env._("“%s” is about yourself: somebody else decides.", proposal.title)
                )
            proposal._zs_record().sudo(False)._zs_check_may_confirm()
        if not self._zs_of_another_role():
            raise AccessError(
                self.env._("You keep flows and posts yourself: a person of another role decides.")
            )

    def _zs_concerned(self):
        """Users named by what is proposed, before or after."""
        record = self._zs_record()
        users = record._zs_beneficiaries()
        for name, value in (self.vals or {}).items():
            field = record._fields[name]
            if field.comodel_name == "res.users":
                cached = field.convert_to_cache(value, record, validate=False)
                users |= field.convert_to_record(cached, record)
        return users

    def _zs_record(self):
        return self.env[self.res_model].browse(self.res_id).exists()

    def _zs_settle(self, state, user=None, reason=None):
        """Decide pending proposals and carry the decision out.

        Two who decide at once write the same row: PostgreSQL refuses the second one, Odoo retries
        him, and he is told who was first.
        """
        for proposal in self:
            if proposal.state != "pending":
                raise UserError(proposal._zs_decided_text())
            permitted_write(
                proposal,
                {
                    "state": state,
                    "decided_by": user and user.id,
                    "decided_at": fields.Datetime.now(),
                    "reason": reason,
                },
            )
            proposal.flush_recordset()
            record = proposal._zs_record()
            if state == "confirmed":
                if not record:
                    raise UserError(self.env._("“%s” is not there any more.", proposal.title))
                record._zs_apply(proposal)
            elif record:
                record._zs_drop(proposal)
            if user and user != proposal.proposed_by:
                proposal._zs_tell(proposal.proposed_by)

    def _zs_decided_text(self):
        labels = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "“%(what)s” has been decided already: %(state)s, by %(who)s.",
            what=self.title,
            state=labels[self.state],
            who=self.decided_by.name or "",
        )

    def _zs_tell(self, user):
        """A word on the screen of the person, after the commit."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        user.sudo()._bus_send(
            "simple_notification",
            {"type": "info", "title": labels[self.state], "message": self.title},
        )
