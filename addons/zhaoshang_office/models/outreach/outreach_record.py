from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain

from ..clock import county_today

LEADER = "zhaoshang_office.group_leader"
HEAD = "zhaoshang_office.group_head"


class OutreachRecord(models.AbstractModel):
    """What a bureau writes down of its work outside: kept in the bureau, written by its officers.

    Nothing of it is deleted: a visit is cancelled, an entry is archived (R138).
    """

    _name = "zhaoshang.outreach.record"
    _description = "Record of a Bureau's Outreach"
    _inherit = ["zhaoshang.worked.out", "zhaoshang.audit.mixin", "zhaoshang.bureau.kept"]
    _check_company_auto = True
    _zs_shown_to_leaders = False  # R041: to the linked leaders of the bureau

    def _default_bureau_id(self):
        return self._own_bureaus()[:1]

    def _default_appointment_id(self):
        return self.env["zhaoshang.appointment"]._current(self.env.user)

    bureau_id = fields.Many2one(
        "zhaoshang.bureau",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        default=lambda self: self._default_bureau_id(),
    )
    company_id = fields.Many2one(
        related="bureau_id.company_id", store=True, index=True, string="County"
    )
    in_my_bureau = fields.Boolean(compute="_compute_in_my_bureau")

    @api.depends("bureau_id")
    @api.depends_context("uid")
    def _compute_in_my_bureau(self):
        mine = self._own_bureaus()
        for record in self:
            record.in_my_bureau = record.bureau_id in mine

    @api.model_create_multi
    def create(self, vals_list):
        """Without a bureau of one's own there is nothing to write down (R008, R012)."""
        chosen = "bureau_id" in self._zs_worked_out
        if not self.env.su and not chosen and not self._own_bureaus():
            raise AccessError(
                self.env._("Only the officers of the bureau do this, and today you are none.")
            )
        return super().create(vals_list)

    def write(self, vals):
        """What a bureau has written down is not put into the book of another one (R012)."""
        result = super().write(vals)
        if "bureau_id" in vals and not self.env.su and self.sudo().bureau_id - self._own_bureaus():
            raise AccessError(
                self.env._("Only the officers of the bureau do this, and today you are none.")
            )
        return result

    def _prepare_create_values(self, vals_list):
        """Look up once, for however many records, who writes and for which bureau."""
        own = self._zs_own_values()
        return super()._prepare_create_values([own | vals for vals in vals_list])

    def _zs_own_values(self):
        """Return the values that follow from the post of who writes."""
        post = self._default_appointment_id()
        values = {
            "bureau_id": post.sudo().bureau_id.id,
            "appointment_id": post.id,
            "keeper_appointment_id": post.id,
            "participant_ids": [Command.set(post.ids)],
            "escort_ids": [Command.set(post.ids)],
        }
        taken = {
            name
            for name, field in self._fields.items()
            if field.default and name in values and not field.compute
        }
        return {name: values[name] for name in taken} if post else {}

    def unlink(self):  # pylint: disable=method-required-super
        raise UserError(
            self.env._(
                "What a bureau has written down is kept (R138). Cancel or archive it instead."
            )
        )

    @api.model
    def _domain_readable_to_officer(self):
        seen = super()._domain_readable_to_officer()
        if self._zs_shown_to_leaders and self.env.user.has_group(LEADER):
            linked = Domain("bureau_id.leader_ids", "in", self.env.user.ids)
            seen |= linked & self._domain_readable_to_leader()
        return seen

    @api.model
    def _domain_readable_to_leader(self):
        """Of the bureaus a leader is linked to, what he is shown (R041)."""
        return Domain.TRUE

    @api.model
    def _domain_mature_project(self):
        """R111: linked to a project that leaders see; told by the project, not by its readers."""
        mature = self.env["zhaoshang.project"].sudo()._search([("mature", "=", True)])
        return Domain("project_id", "in", mature)

    def _zs_check_own(self):
        """Commands are for the officers of the bureau, whoever may read the record (R012)."""
        self.check_access("write")
        if not self.env.su and self.bureau_id - self._own_bureaus():
            raise AccessError(
                self.env._("Only the officers of the bureau do this, and today you are none.")
            )

    def _zs_check_head(self, what):
        """What the head answers for; the acting head while the head is away (R015)."""
        self._zs_check_own()
        today = county_today(self.env)
        for bureau in self.bureau_id:
            if bureau._deciding_head_at(today).sudo().user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(what)s is for the head of %(bureau)s, or who acts for the head "
                        "(clause 4, R015).",
                        what=what,
                        bureau=bureau.name,
                    )
                )

    def _zs_audit_name(self):
        """The log is read by who does not read the address book: bureau and number (R138)."""
        return f"{self.bureau_id.name} #{self.id}"
