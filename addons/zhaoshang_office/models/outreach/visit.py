from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ...rules.visit import monday_of, month_of
from ..clock import county_today
from ..month import Month
from ..words import join_names

INTENTIONS = [("none", "None"), ("weak", "Some"), ("strong", "Strong"), ("clear", "Clear")]
CLEAR = "clear"
# R041: a leader sees the visit, not the address book
NOT_LEADERS = (
    "zhaoshang_office.group_deputy,zhaoshang_office.group_head,"
    "zhaoshang_office.group_office,zhaoshang_office.group_bureau_authority"
)
# Fixed once registered: the week has been counted with them (R026, R027)
COUNTED = frozenset({"bureau_id", "date", "organisation_id", "participant_ids"})


class Visit(models.Model):
    """One call on one organisation (clause 6 ①, R026, R031).

    It counts when it is registered and its day has come. What is typed here makes or updates the
    entry in the address book, so that nothing is entered twice.
    """

    _name = "zhaoshang.visit"
    _description = "Visit"
    _inherit = ["zhaoshang.outreach.entry"]
    _order = "date desc, id desc"
    _rec_names_search = ("organisation_name", "place", "matter")
    _zs_shown_to_leaders = True
    _zs_worked_out = frozenset(
        {
            "company_id",
            "state",
            "appointment_id",
            "organisation_name",
            "week_from",
            "month_from",
            "registered_at",
            "intention_clear_on",
            "report_due_on",
        }
    )
    _zs_audit_fields = (
        "state",
        "bureau_id",
        "date",
        "organisation_id",
        "contact_id",
        "participant_ids",
        "intention",
        "project_id",
        "cancel_reason",
    )
    _zs_audit_hidden = frozenset({"organisation_id", "contact_id"})

    date = fields.Date(required=True, default=lambda self: county_today(self.env), index=True)
    state = fields.Selection(
        [("planned", "Planned"), ("registered", "Registered"), ("cancelled", "Called Off")],
        "Status",
        default="planned",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        help="R026: only a registered visit counts, and only once its day has come.",
    )
    participant_ids = fields.Many2many(
        "zhaoshang.appointment",
        "zhaoshang_visit_participant_rel",
        "visit_id",
        "appointment_id",
        "Participants",
        check_company=True,
        default=lambda self: self._default_appointment_id(),
        domain="[('bureau_id', '=', bureau_id), ('state', '=', 'confirmed')]",
    )
    organisation_id = fields.Many2one(
        "zhaoshang.organisation",
        "Firm or Association",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('bureau_id', '=', bureau_id)]",
    )
    organisation_name = fields.Char(related="organisation_id.name", store=True, string="Visited")
    category_id = fields.Many2one(
        "zhaoshang.organisation.category",
        related="organisation_id.category_id",
        store=True,
        index=True,
        readonly=False,
    )
    contact_id = fields.Many2one(
        "zhaoshang.contact",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('organisation_id', '=', organisation_id)]",
        groups=NOT_LEADERS,
        help="Whom you met; a name typed here is added to the address book.",
    )
    contact_post = fields.Char(related="contact_id.post", readonly=False, groups=NOT_LEADERS)
    contact_phone = fields.Char(related="contact_id.phone", readonly=False, groups=NOT_LEADERS)
    place = fields.Char()
    matter = fields.Text("Matter and Result")
    intention = fields.Selection(
        INTENTIONS,
        "Investment Intention",
        default="none",
        required=True,
        help="Clause 6 ②, R031. “Clear” opens the time for reporting the project (R107).",
    )
    follow_up_on = fields.Date(help="R031.")
    next_step = fields.Char()
    intention_clear_on = fields.Date("Intention Clear Since", readonly=True, copy=False)
    report_due_on = fields.Date("Project to Be Reported By", readonly=True, copy=False)
    project_id = fields.Many2one(
        "zhaoshang.project", copy=False, check_company=True, index="btree_not_null",
        ondelete="restrict",
    )  # fmt: skip
    registered_at = fields.Datetime(readonly=True, copy=False)
    cancel_reason = fields.Char("Reason for Calling Off", copy=False)
    week_from = fields.Date("Week", compute="_compute_week", store=True, index=True)
    month_from = Month(
        "Counted In", compute="_compute_week", store=True, help="R028: the month of the Friday."
    )
    report_notice = fields.Char(compute="_compute_report_notice")
    count_notice = fields.Char(compute="_compute_count_notice")

    _counting = models.Index("(bureau_id, week_from) WHERE state = 'registered'")

    @api.depends("date", "organisation_id.name", "bureau_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_display_name(self):
        """A project points here, and its readers are more: the name is for the visit's own."""
        for visit in self:
            name = visit.organisation_id.sudo().name if visit.readable or not visit.id else ""
            day = str(visit.date or "") if visit.id or name else ""  # a new one is no day yet
            visit.display_name = " ".join(filter(None, [name, day]))

    @api.depends("date")
    def _compute_week(self):
        for visit in self:
            visit.week_from = visit.date and monday_of(visit.date)
            visit.month_from = visit.date and month_of(monday_of(visit.date))

    @api.depends("intention", "intention_clear_on", "report_due_on", "project_id", "state")
    def _compute_report_notice(self):
        today = county_today(self.env)
        for visit in self:
            visit.report_notice = visit._report_notice(today)

    def _report_notice(self, today):
        """R107: until when the project is to be reported, and whether it is late."""
        if self.intention != CLEAR or self.project_id or self.state == "cancelled":
            return False
        if not self.report_due_on:
            return self.env._(
                "A clear intention is a project to report: once the visit is registered, within "
                "the working days of R107 (our reading of “in time”)."
            )
        late = today > self.report_due_on
        text = (
            self.env._(
                "Late: the intention is clear since %(since)s, the project was to be reported by "
                "%(due)s (clause 12, R107, our reading of “in time”). Report it now."
            )
            if late
            else self.env._(
                "The intention is clear since %(since)s: report the project by %(due)s "
                "(clause 12, R107, our reading of “in time”)."
            )
        )
        return text % {"since": self.intention_clear_on, "due": self.report_due_on}

    @api.depends("state", "date")
    def _compute_count_notice(self):
        today = county_today(self.env)
        for visit in self:
            ahead = visit.state == "planned" and visit.date and visit.date > today
            due = visit.state == "planned" and visit.date and visit.date <= today
            visit.count_notice = (
                ahead
                and self.env._("Planned for a day to come: it does not count yet (R026).")
                or due
                and self.env._("Not registered yet: it counts once you press Register (R026).")
                or False
            )

    @api.onchange("bureau_id")
    def _onchange_bureau_id(self):
        if self.organisation_id.bureau_id != self.bureau_id:
            self.organisation_id = False

    @api.onchange("organisation_id")
    def _onchange_organisation_id(self):
        if self.contact_id.organisation_id != self.organisation_id:
            people = self.organisation_id.contact_ids
            self.contact_id = people if len(people) == 1 else False

    @api.constrains("organisation_id", "contact_id", "bureau_id", "participant_ids")
    def _check_own(self):
        for visit in self:
            if visit.organisation_id.sudo().bureau_id != visit.bureau_id:
                raise ValidationError(
                    self.env._(
                        "A bureau visits organisations of its own address book (R012, R030). "
                        "Type the name anew: it is added to yours."
                    )
                )
            contact = visit.sudo().contact_id
            if contact and contact.organisation_id != visit.sudo().organisation_id:
                raise ValidationError(
                    self.env._("The contact belongs to another organisation. Choose another one.")
                )
            visit._check_participants()

    def _check_participants(self):
        """R026: who took part was in post in the bureau on that day."""
        if not self.participant_ids:
            raise ValidationError(self.env._("Name at least one participant (R026)."))
        people = self.sudo().participant_ids
        strangers = people - people.filtered_domain(
            Domain("bureau_id", "=", self.bureau_id.id) & people._domain_active_at(self.date)
        )
        if strangers:
            raise ValidationError(
                self.env._(
                    "%(names)s was not in post in %(bureau)s on %(day)s (R026). Take the name "
                    "away, or correct the date.",
                    names=join_names(self.env, strangers.mapped("name")),
                    bureau=self.bureau_id.sudo().name,
                    day=self.date,
                )
            )

    def write(self, vals):
        if COUNTED & set(vals) and any(visit.state == "registered" for visit in self):
            raise UserError(
                self.env._(
                    "The visit is registered and counted: day, organisation and participants stay "
                    "(R026). Take the registration back first, or cancel the visit with its reason."
                )
            )
        result = super().write(vals)
        if "intention" in vals:
            self._note_intention(county_today(self.env))
        return result

    @api.model
    def _domain_readable_to_leader(self):
        """R112: what would name the investor of a project that is not mature yet is not shown."""
        no_project = Domain("project_id", "=", False)
        unnamed = Domain("organisation_id", "not in", self._immature_investors())
        return (
            Domain("intention", "!=", CLEAR)
            & (no_project | self._domain_mature_project())
            & unnamed
        )

    @api.model
    def _immature_investors(self):
        """R110: organisations of the leader's bureaus that stand behind what is not mature yet.

        An earlier call on one of them names it as well, with or without a link to the project.
        """
        return self.env["zhaoshang.project.investor"]._immature_organisations(
            self.env["zhaoshang.bureau"].sudo()._search([("leader_ids", "in", self.env.user.ids)])
        )
