from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from ..clock import county_today

BUREAU_AUTHORITY = "zhaoshang_office.group_bureau_authority"
ORGANISATION_DEPARTMENT = "zhaoshang_office.group_organisation_department"


class Bureau(models.Model):
    """A county's outpost in a far city (clauses 1 and 2, R002 to R004)."""

    _name = "zhaoshang.bureau"
    _description = "Outpost Bureau"
    _inherit = ["mail.thread", "mail.activity.mixin", "zhaoshang.audit.mixin"]
    _order = "sequence, name"
    _check_company_auto = True
    _zs_audit_fields = (
        "name",
        "code",
        "city",
        "state",
        "opened_on",
        "closed_on",
        "approval_document",
        "headcount_standard",
        "fixed_phone",
        "compliance_start",
        "leader_ids",
        "acting_appointment_id",
    )
    # What happens by a dated event with its document, never by typing into the bureau (R003).
    _by_event = frozenset({"state", "closed_on", "approval_document"})
    # R004, R013, R015: staffing is the organisation department's, the rest of the master data
    # the investment bureau's.
    _staffing = frozenset({"headcount_standard", "acting_appointment_id", "acting_ids"})

    name = fields.Char("Bureau", required=True, tracking=True)
    code = fields.Char(required=True, help="Latin letters; part of the officers' login names.")
    sequence = fields.Integer(default=10)
    city = fields.Char(required=True, tracking=True)
    state = fields.Selection(
        [("active", "Operating"), ("suspended", "Suspended"), ("closed", "Closed")],
        "Status",
        default="active",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    opened_on = fields.Date(required=True, tracking=True)
    closed_on = fields.Date(
        readonly=True,
        copy=False,
        tracking=True,
        help="Clause 1, R003: the last day; nothing is generated for later days.",
    )
    approval_document = fields.Char(
        help="Clause 1, R003: number of the document that set the bureau up."
    )
    event_ids = fields.One2many("zhaoshang.bureau.event", "bureau_id", "History", copy=False)
    headcount_standard = fields.Integer(
        "Staffing Standard",
        default=3,
        required=True,
        tracking=True,
        help="Clause 2, R004: three as a rule; a bureau of two is legal (clause 13).",
    )
    fixed_phone = fields.Char("Fixed Telephone", tracking=True, help="Clause 8, R050.")
    address = fields.Char("Office Address", help="Clause 8.")
    compliance_start = fields.Date(
        "Duties Watched From",
        help="No duty and no finding is generated for earlier days.",
    )
    leader_ids = fields.Many2many(
        "res.users",
        "zhaoshang_bureau_leader_rel",
        "bureau_id",
        "user_id",
        "Liaison Leaders",
        help="Clause 7: the county leaders who keep contact with this bureau.",
    )
    acting_appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "Acting Head",
        check_company=True,
        domain="[('bureau_id', '=', id), ('role', '=', 'deputy'), ('state', '=', 'confirmed')]",
        tracking=True,
        help="Clause 4, R015: decides while the post of head is vacant or the head is away. Named "
        "here, he acts from today; the days stand under “Acting Heads”.",
    )
    appointment_ids = fields.One2many("zhaoshang.appointment", "bureau_id", "Appointments")
    current_appointment_ids = fields.Many2many(
        "zhaoshang.appointment", string="In Post", compute="_compute_current"
    )
    people = fields.Text("Who Is in Post", compute="_compute_current")
    staffing = fields.Char(compute="_compute_current")
    closing_notice = fields.Char("Notice of Closing", compute="_compute_closing_notice")
    current_count = fields.Integer("People in Post", compute="_compute_current")
    is_mine = fields.Boolean(
        "My Bureau",
        compute="_compute_is_mine",
        search="_search_is_mine",
        help="The user holds an appointment here today.",
    )
    company_id = fields.Many2one(
        "res.company", "County", required=True, default=lambda self: self.env.company, index=True
    )

    _unique_code = models.UniqueIndex("(company_id, code)", "This bureau code is in use already.")
    _two_or_three = models.Constraint(
        "CHECK (headcount_standard IN (2, 3))", "A bureau has two or three people (R004)."
    )
    _closing_follows_opening = models.Constraint(
        "CHECK (closed_on IS NULL OR closed_on >= opened_on)",
        "A bureau cannot be closed before it was opened (R003).",
    )

    @api.depends(
        "appointment_ids.state",
        "appointment_ids.date_from",
        "appointment_ids.date_to",
        "headcount_standard",
    )
    def _compute_current(self):
        appointments = self.env["zhaoshang.appointment"]
        in_post = Domain("bureau_id", "in", self.ids) & appointments._domain_active_at(
            county_today(self.env)
        )
        readable = appointments.search(in_post, order="role desc, id")
        counts = dict(appointments.sudo()._read_group(in_post, ["bureau_id"], ["__count"]))
        posts = dict(appointments._fields["role"]._description_selection(self.env))
        for bureau in self:
            bureau.current_appointment_ids = readable.filtered(lambda a, b=bureau: a.bureau_id == b)
            bureau.people = "\n".join(
                f"{posts[appointment.role]} {appointment.name}"
                for appointment in bureau.current_appointment_ids
            )
            bureau.current_count = counts.get(bureau.sudo(), 0)
            bureau.staffing = self.env._(
                "%(count)s in post, standard %(standard)s",
                count=bureau.current_count,
                standard=bureau.headcount_standard,
            )

    @api.depends("closed_on")
    def _compute_closing_notice(self):
        for bureau in self:
            bureau.closing_notice = bureau.closed_on and self.env._(
                "The last day is %s. No duty, allotment or appointment is generated for later "
                "days; the history stays readable.",
                bureau.closed_on,
            )

    @api.depends_context("uid")
    def _compute_is_mine(self):
        mine = self.env["zhaoshang.appointment"]._current(self.env.user).sudo().bureau_id
        for bureau in self:
            bureau.is_mine = bureau in mine

    @api.model
    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = self.env["zhaoshang.appointment"]._current(self.env.user).sudo().bureau_id
        return Domain("id", "in" if True in value else "not in", mine.ids)

    @api.constrains("code")
    def _check_code(self):
        for bureau in self:
            if not (bureau.code.isascii() and bureau.code.isalnum() and bureau.code.islower()):
                raise ValidationError(
                    self.env._("A bureau code has small Latin letters and digits only.")
                )

    @api.constrains("acting_appointment_id")
    def _check_acting(self):
        for bureau in self.filtered("acting_appointment_id"):
            bureau._check_may_act(bureau.acting_appointment_id)

    def _check_may_act(self, appointment):
        """R015: a confirmed officer of this bureau acts for its head, nobody else."""
        post = appointment.sudo()
        if post.bureau_id != self or post.state != "confirmed":
            raise ValidationError(
                self.env._(
                    "%(name)s holds no confirmed appointment in %(bureau)s and cannot act "
                    "for its head (clause 4, R015).",
                    name=post.name,
                    bureau=self.name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        opened = {"state": "active", "closed_on": False}
        bureaus = super().create([vals | opened for vals in vals_list])
        self.env["zhaoshang.bureau.event"].sudo()._record_opening(bureaus)
        return bureaus

    def write(self, vals):
        if self._by_event & set(vals):
            raise AccessError(
                self.env._(
                    "A bureau is opened, suspended, moved or closed by a dated event with its "
                    "document (clause 1, R003), not by editing it."
                )
            )
        if "company_id" in vals and any(b.company_id.id != vals["company_id"] for b in self):
            raise AccessError(self.env._("A bureau stays with the county that set it up (R003)."))
        self._check_owner_of(set(vals))
        return super().write(vals)

    def _check_owner_of(self, names):
        """R013, R014: each department writes its own part of a bureau."""
        if self.env.su:
            return
        user = self.env.user
        if names & self._staffing and not user.has_group(ORGANISATION_DEPARTMENT):
            raise AccessError(
                self.env._("Staffing belongs to the organisation department (clause 4, R013).")
            )
        if names - self._staffing and not user.has_group(BUREAU_AUTHORITY):
            raise AccessError(
                self.env._("Data of a bureau belong to the investment bureau (clause 4, R014).")
            )

    def _govern(self, vals):
        """Write what an event decided; logged like any other change."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    @api.model
    def _domain_active_at(self, date):
        """Return the domain of the bureaus that are open and not suspended on ``date`` (R003)."""
        suspended = self.env["zhaoshang.bureau.event"]._suspended_at(date)
        return (
            Domain("opened_on", "<=", date)
            & (Domain("closed_on", "=", False) | Domain("closed_on", ">=", date))
            & Domain("id", "not in", suspended.ids)
        )

    def _active_at(self, date):
        """Return those of ``self`` that are open and not suspended on ``date`` (R003)."""
        return self.filtered_domain(self._domain_active_at(date))

    def _head_at(self, date):
        """Return the appointment of the head in post on ``date``, or an empty one."""
        self.ensure_one()
        return self._heads_at(date)

    def _heads_at(self, date):
        """Return the appointments of all heads of ``self`` in post on ``date``."""
        appointments = self.env["zhaoshang.appointment"]
        return (
            appointments.sudo()
            .search_fetch(
                Domain("bureau_id", "in", self.ids)
                & Domain("role", "=", "head")
                & appointments._domain_active_at(date),
                ["user_id", "bureau_id"],
            )
            .sudo(self.env.su)
        )

    def _deciding_head_at(self, date):
        """Return who decides for the bureau on ``date`` (clause 4, R015, R077).

        The head; while the post is vacant or the head is away, the acting head who is in post and
        not away himself; else an empty recordset.
        """
        self.ensure_one()
        head = self._head_at(date).sudo()
        if head and not head._absent_at(date):
            return head.sudo(self.env.su)
        acting = self._acting_at(date)
        acting = acting.filtered_domain(acting._domain_active_at(date))
        return (acting - acting._absent_at(date)).sudo(self.env.su)
