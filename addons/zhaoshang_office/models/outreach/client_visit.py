from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..clock import county_today

DONE = frozenset({"confirmed", "done"})


class ClientVisit(models.Model):
    """Clients who come to the county to look around (clause 6 ②, R033)."""

    _name = "zhaoshang.client.visit"
    _description = "Client Visit to the County"
    _inherit = ["zhaoshang.outreach.entry"]
    _order = "date_from desc, id desc"
    _rec_names_search = ("guests",)
    _zs_shown_to_leaders = True
    _zs_worked_out = frozenset({"company_id", "state", "appointment_id"})
    _zs_audit_fields = (
        "state",
        "bureau_id",
        "date_from",
        "date_to",
        "project_id",
        "organisation_id",
        "escort_ids",
        "guest_count",
    )
    _zs_audit_hidden = frozenset({"organisation_id"})

    guests = fields.Char(required=True, help="R033: who comes, with post.")
    guest_count = fields.Integer("Number of Guests", default=1, required=True)
    date_from = fields.Date(
        "Guests Arrive", required=True, default=lambda self: county_today(self.env)
    )
    date_to = fields.Date(
        "Guests Leave", required=True, default=lambda self: county_today(self.env)
    )
    organisation_id = fields.Many2one(
        "zhaoshang.organisation",
        "Firm or Association",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('bureau_id', '=', bureau_id)]",
    )
    project_id = fields.Many2one(
        "zhaoshang.project",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('bureau_id', '=', bureau_id)]",
    )
    escort_ids = fields.Many2many(
        "zhaoshang.appointment",
        "zhaoshang_client_visit_escort_rel",
        "client_visit_id",
        "appointment_id",
        "Escorted By",
        check_company=True,
        default=lambda self: self._default_appointment_id(),
        domain="[('bureau_id', '=', bureau_id), ('state', '=', 'confirmed')]",
    )
    leaders_met = fields.Char("County Leaders Met")
    programme = fields.Text(help="What is looked at, day by day.")
    result = fields.Text()
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("confirmed", "Visit Confirmed"),
            ("done", "Took place"),
            ("cancelled", "Called Off"),
        ],
        "Status",
        default="planned",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "The guests leave on or after the day they arrive (R033)."
    )
    _some_guest = models.Constraint("CHECK (guest_count > 0)", "At least one guest comes (R033).")

    @api.depends("date_from", "guests", "bureau_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_display_name(self):
        for visit in self:
            guests = visit.guests if visit.readable or not visit.id else ""
            day = str(visit.date_from or "") if visit.id or guests else ""
            visit.display_name = " ".join(filter(None, [guests, day]))

    @api.constrains("organisation_id", "project_id", "bureau_id", "escort_ids")
    def _check_own(self):
        for visit in self:
            own = visit.sudo()
            for record in (own.organisation_id, own.project_id, own.escort_ids):
                if record and record.bureau_id != own.bureau_id:
                    raise ValidationError(
                        self.env._(
                            "Organisation, project and escort belong to the bureau that brings "
                            "the guests (R012, R033)."
                        )
                    )

    @api.constrains("state", "organisation_id", "project_id")
    def _check_basis(self):
        """R033: whatever writes it, a confirmed visit says whom it is for."""
        for visit in self:
            if visit.state in DONE and not (visit.project_id or visit.organisation_id):
                raise ValidationError(visit._refuse_r033())

    def _refuse_r033(self):
        return self.env._(
            "A client visit is confirmed only with its project or its organisation (clause 6 ②, "
            "R033): it is the basis for counting the escort. Choose one of the two."
        )

    def write(self, vals):
        if {"bureau_id", "date_from", "date_to", "escort_ids"} & set(vals) and any(
            visit.state == "done" for visit in self
        ):
            raise UserError(
                self.env._("The visit took place: its days, escort and bureau stay (R033).")
            )
        return super().write(vals)

    def action_confirm(self):
        """The head confirms that these guests come (R033)."""
        self._zs_check_head(self.env._("Confirming a client visit"))
        for visit in self:
            visit._check_state("planned")
            if not (visit.project_id or visit.organisation_id):
                raise UserError(visit._refuse_r033())
        self._govern({"state": "confirmed"})

    def action_done(self):
        """The visit took place; its result is written down (R033)."""
        self._zs_check_own()
        today = county_today(self.env)
        for visit in self:
            visit._check_state("confirmed")
            if visit.date_from > today:
                raise UserError(self.env._("The guests arrive on %s only (R033).", visit.date_from))
            if not (visit.result or "").strip():
                raise UserError(self.env._("Write down the result of the visit first (R033)."))
        self._govern({"state": "done"})

    def action_cancel(self):
        self._zs_check_own()
        for visit in self:
            visit._check_state("planned", "confirmed")
        self._govern({"state": "cancelled"})

    def action_plan(self):
        """Back to planned: the visit is changed, and confirmed anew."""
        self._zs_check_own()
        for visit in self:
            visit._check_state("confirmed", "cancelled")
        self._govern({"state": "planned"})

    def _check_state(self, *states):
        if self.state not in states:
            raise UserError(self.env._("The visit is not in a state in which this can happen."))

    @api.model
    def _domain_readable_to_leader(self):
        """R112: guests name the investor; a leader is shown them once the project is mature."""
        return self._domain_mature_project()
