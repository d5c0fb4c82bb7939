from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..clock import county_today


class Leave(models.Model):
    """What the commands after the approval have in common: whose they are, on what they work."""

    _inherit = "zhaoshang.leave"

    extends_id = fields.Many2one(
        "zhaoshang.leave",
        "Goes On From",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        help="R085: the leave that this one goes on from without a gap.",
    )

    days_before = fields.Integer(
        compute="_compute_days_before",
        store=True,
        recursive=True,
        help="R073, R085: the days of what this one prolongs; an escort goes on counting from "
        "there.",
    )

    @api.depends("extends_id.days_before", "extends_id.calendar_days")
    def _compute_days_before(self):
        for leave in self:
            before = leave.extends_id
            leave.days_before = before.days_before + before.calendar_days

    def action_open_step(self):
        """Open the box that says what a step does before it is done; the button names the step."""
        self.ensure_one()
        steps = self.env["zhaoshang.leave.step"]
        purpose = self.env.context.get("default_purpose")
        names = dict(steps._fields["purpose"]._description_selection(self.env))
        return {
            "type": "ir.actions.act_window",
            "name": names.get(purpose, self.display_name),
            "res_model": steps._name,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_leave_id": self.id, "default_purpose": purpose},
        }

    def _check_own_command(self):
        """R085, R086: only the person himself reports back, prolongs or turns his leave."""
        self.check_access("read")
        if any(leave.user_id != self.env.user for leave in self.sudo()):
            raise AccessError(
                self.env._("Only the person whose leave it is does this (R085, R086).")
            )

    def _hold(self):
        """Hold the bureau's row: of two commands at once the second sees what the first did."""
        self._hold_bureau()
        self.invalidate_recordset()

    def _check_granted(self):
        for leave in self:
            if leave.zs_approval_state != "approved":
                raise UserError(
                    self.env._(
                        "“%s” is not granted, so there is nothing to report back from, to prolong "
                        "or to turn. Change it while it is a draft, or withdraw it.",
                        leave.display_name,
                    )
                )

    def _check_not_over(self):
        for leave in self:
            if leave.return_date:
                raise UserError(
                    self.env._(
                        "“%(leave)s”: the return on %(day)s is reported already (R085). If it is "
                        "wrong, correct it.",
                        leave=leave.display_name,
                        day=leave.return_date,
                    )
                )
            if leave.turned_on:
                raise UserError(
                    self.env._(
                        "“%(leave)s” was turned into an escort on %(day)s (R086). Go on from the "
                        "escort.",
                        leave=leave.display_name,
                        day=leave.turned_on,
                    )
                )

    def _chain(self):
        """Return the granted leave without a gap that this one is part of, by its days (R085)."""
        self.ensure_one()
        first = self.sudo()
        while first.extends_id:
            first = first.extends_id
        found = last = first
        while last:
            last = self.sudo().search(
                [("extends_id", "=", last.id), ("zs_approval_state", "=", "approved")], limit=1
            )
            found |= last
        return found

    def _continues(self):
        """Return the days before this leave that it prolongs."""
        self.ensure_one()
        spans, before = [], self.sudo().extends_id
        while before:
            spans.insert(0, before._span())
            before = before.extends_id
        return spans

    def _prolongations(self, *states):
        """Return those of ``states`` that prolong one of these leaves."""
        return self.sudo().search(
            [("extends_id", "in", self.ids), ("zs_approval_state", "in", states)]
        )

    def _govern(self, vals):
        """Write what a command decides; logged like any other change."""
        return self.sudo().write(vals)

    def _today(self):
        return county_today(self.env)
