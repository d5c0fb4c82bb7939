from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from ..clock import county_today

OFFICE = "zhaoshang_office.group_office"
LEADER = "zhaoshang_office.group_leader"
WAYS = [
    ("on_site", "On Site"),
    ("meeting", "Meeting"),
    ("phone", "By Telephone"),
    ("video", "Video"),
    ("instruction", "Written Instruction"),
]


class Dispatch(models.Model):
    """A county leader supervises and dispatches a bureau: matters, items, deadlines (R040).

    「定期对驻外招商局进行督查和调度」. Entered by the leader himself, or by the management office
    that keeps the minutes; read by the bureau, its leaders and the two offices that run the
    bureaus, for it may speak of projects.
    """

    _name = "zhaoshang.dispatch"
    _description = "Dispatch by a County Leader"
    _inherit = [
        "zhaoshang.worked.out",
        "zhaoshang.bureau.kept",
        "zhaoshang.audit.mixin",
        "zhaoshang.document.mixin",
    ]
    _order = "day desc, id desc"
    _check_company_auto = True
    _zs_worked_out = frozenset({"company_id", "entered_by_id"})
    _zs_audit_fields = ("bureau_id", "leader_id", "day", "way", "matters")

    bureau_id = fields.Many2one(
        "zhaoshang.bureau", required=True, index=True, ondelete="restrict",
        domain="[('state', '!=', 'closed')]",
        default=lambda self: self._default_bureau_id(),
    )  # fmt: skip
    company_id = fields.Many2one(
        related="bureau_id.company_id", store=True, index=True, string="County"
    )
    leader_id = fields.Many2one(
        "res.users",
        "County Leader",
        required=True,
        ondelete="restrict",
        compute="_compute_leader_id",
        store=True,
        precompute=True,
        readonly=False,
        help="Clause 7, R039: who keeps contact with the bureau.",
    )
    possible_leader_ids = fields.Many2many("res.users", compute="_compute_possible_leader_ids")
    day = fields.Date(required=True, default=lambda self: county_today(self.env))
    way = fields.Selection(WAYS, required=True, default="on_site")
    place = fields.Char()
    attendees = fields.Char(help="Who was there, besides the leader and the bureau.")
    matters = fields.Text("Matters Dealt With", required=True, help="Clause 7, R040.")
    item_ids = fields.One2many("zhaoshang.dispatch.item", "dispatch_id", "Items Handed Over")
    entered_by_id = fields.Many2one(
        "res.users", readonly=True, ondelete="restrict", default=lambda self: self.env.user
    )
    standing = fields.Char("How the Items Stand", compute="_compute_standing")
    can_edit = fields.Boolean(compute="_compute_can_edit")

    @api.model
    def _default_bureau_id(self):
        return self.env["zhaoshang.bureau"].search(
            [("leader_ids", "in", self.env.user.ids), ("state", "!=", "closed")], limit=1
        )

    @api.depends("bureau_id", "day")
    def _compute_possible_leader_ids(self):
        rows = self.env["zhaoshang.liaison"].sudo()
        for dispatch in self:
            day = dispatch.day or county_today(self.env)
            dispatch.possible_leader_ids = rows.search(
                Domain("bureau_id", "=", dispatch.bureau_id.id) & rows._domain_in_force(day)
            ).leader_id

    @api.depends("bureau_id")
    def _compute_leader_id(self):
        for dispatch in self:
            # where nobody kept contact on that day, the constraint says so
            leaders = dispatch.possible_leader_ids._origin or dispatch.bureau_id.sudo().leader_ids
            mine = self.env.user in leaders
            dispatch.leader_id = self.env.user if mine else leaders[:1]

    @api.depends("bureau_id", "day", "leader_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for dispatch in self:
            dispatch.display_name = self.env._(
                "%(bureau)s, dispatch by %(leader)s of %(day)s",
                bureau=dispatch.bureau_id.sudo().name or "",
                leader=dispatch.leader_id.sudo().name or "",
                day=dispatch.day or "",
            )

    @api.depends("item_ids.state", "item_ids.overdue")
    @api.depends_context("lang")
    def _compute_standing(self):
        for dispatch in self:
            dispatch.standing = dispatch.item_ids._standing_words()

    @api.depends("entered_by_id", "item_ids.state")
    @api.depends_context("uid")
    def _compute_can_edit(self):
        for dispatch in self:
            dispatch.can_edit = not dispatch._origin or dispatch._refusal_to_edit() is None

    @api.constrains("leader_id", "bureau_id", "day")
    def _check_leader(self):
        for dispatch in self.sudo():
            if dispatch.leader_id not in dispatch.possible_leader_ids:
                raise ValidationError(
                    self.env._(
                        "%(leader)s did not keep contact with %(bureau)s on %(day)s (clause 7, "
                        "R039). Choose its leader, or let the investment bureau enter since when.",
                        leader=dispatch.leader_id.name,
                        bureau=dispatch.bureau_id.name,
                        day=dispatch.day,
                    )
                )

    @api.constrains("day")
    def _check_day(self):
        today = county_today(self.env)
        for dispatch in self:
            if dispatch.day > today:
                raise ValidationError(
                    self.env._(
                        "%s has not come yet: a dispatch is entered once it was held (R040).",
                        dispatch.day,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        dispatches = super().create(vals_list)
        for dispatch in dispatches:
            dispatch._check_enterer()
        self.env["zhaoshang.liaison"]._settle_reminders(dispatches.sudo().bureau_id)
        return dispatches

    def write(self, vals):
        self._check_editable()
        result = super().write(vals)
        for dispatch in self:
            dispatch._check_enterer()
        if "bureau_id" in vals:
            items = self.sudo().item_ids
            items._check_in_charge()
            items._ask_anew()
        return result

    def unlink(self):
        self._check_editable()
        return super().unlink()

    def _check_enterer(self):
        """R040: the leader himself, or the management office that keeps the minutes."""
        user = self.env.user
        if self.env.su or user.has_group(OFFICE):
            return
        if not user.has_group(LEADER) or self.sudo().leader_id != user:
            raise AccessError(
                self.env._(
                    "A dispatch is entered by its leader himself or by the management office "
                    "(clause 7, R040)."
                )
            )

    def _check_editable(self):
        if self.env.su:
            return
        for dispatch in self:
            refusal = dispatch._refusal_to_edit()
            if refusal:
                raise AccessError(refusal)

    def _refusal_to_edit(self):
        """Say why the current user may not change the dispatch, or nothing where he may."""
        mine = self.sudo()
        if self.env.user not in (mine.entered_by_id, mine.leader_id):
            return self.env._("A dispatch is changed by who entered it, or by its leader (R040).")
        if any(item.state != "open" for item in mine.item_ids):
            return self.env._(
                "The bureau has answered already: this dispatch stands as it is (R040). Enter a "
                "further one."
            )
        return None

    @api.model
    def _domain_readable_to_officer(self):
        """R041: the bureau's own people, and the leaders who keep contact with it."""
        return super()._domain_readable_to_officer() | self._domain_led()

    @api.model
    def _domain_led(self):
        if not self.env.user.has_group(LEADER):
            return Domain.FALSE
        return Domain("bureau_id.leader_ids", "in", self.env.user.ids)
