from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules.days import DAY
from ..clock import COUNTY_ZONE, county_today

DEPARTMENT = "zhaoshang_office.group_organisation_department"


class Acting(models.Model):
    """Which deputy acts for a bureau without its head, from when to when (clause 4, R015).

    ``acting_appointment_id`` of the bureau is who is named today; who decided or answered on a day
    is asked here (R096). Nobody is named for days that have been: what is past was no duty of his.
    """

    _name = "zhaoshang.acting"
    _description = "Acting Head of a Bureau"
    _inherit = ["mail.thread", "zhaoshang.audit.mixin", "zhaoshang.readable"]
    _order = "date_from desc, id desc"
    _check_company_auto = True
    _zs_audit_fields = ("bureau_id", "appointment_id", "date_from", "date_to", "document")

    bureau_id = fields.Many2one(
        "zhaoshang.bureau", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(
        related="bureau_id.company_id", store=True, index=True, string="County"
    )
    appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "Acting Head",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('bureau_id', '=', bureau_id), ('role', '=', 'deputy'),"
        " ('state', '=', 'confirmed')]",
    )
    date_from = fields.Date("Acts From", required=True, default=lambda self: county_today(self.env))
    date_to = fields.Date("Acts Until", help="This day is included; empty while it goes on.")
    document = fields.Char("Document Number", help="Number of the document that says so.")
    in_force = fields.Boolean(compute="_compute_in_force", search="_search_in_force")

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "Who acts does so until the day he began or later (R015).",
    )
    _one_at_a_time = models.Constraint(
        "EXCLUDE USING gist (int4range(bureau_id, bureau_id, '[]') WITH &&, "
        "daterange(date_from, GREATEST(date_from, date_to), '[]') WITH &&)",
        "Somebody is named to act for this bureau in that time already (R015). End that first.",
    )

    @api.depends("bureau_id", "appointment_id")
    def _compute_display_name(self):
        for acting in self:
            names = [acting.bureau_id.sudo().name, acting.appointment_id.sudo().name]
            acting.display_name = " ".join(filter(None, names))

    @api.depends("date_from", "date_to")
    def _compute_in_force(self):
        standing = self.sudo().filtered_domain(self._domain_in_force(county_today(self.env)))
        for acting in self:
            acting.in_force = acting in standing

    def _search_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._domain_in_force(county_today(self.env))
        return domain if True in value else ~domain

    @api.model
    def _domain_in_force(self, day):
        return Domain("date_from", "<=", day) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        )

    @api.model
    def _domain_readable_to_officer(self):
        """R012: who acts is known in the bureau and to the leaders who keep contact with it."""
        return self.env["zhaoshang.appointment"]._domain_in_sight("appointment_id.")

    @api.constrains("bureau_id", "appointment_id")
    def _check_appointment(self):
        for acting in self:
            acting.bureau_id._check_may_act(acting.appointment_id)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_keeper()
        actings = super().create(vals_list)
        actings._check_not_before_today("date_from")
        actings.bureau_id._apply_acting()
        return actings

    def write(self, vals):
        self._check_keeper()
        if {"bureau_id", "appointment_id", "date_from"} & set(vals) and not self.env.su:
            raise AccessError(
                self.env._("Who acted stays in the record (R015). End it, and name the next one.")
            )
        ended = self.filtered(lambda acting: acting.date_to and acting.date_to < self._yesterday())
        if "date_to" in vals and ended and not self.env.su:
            raise AccessError(self.env._("Who acted stays in the record (R015)."))
        result = super().write(vals)
        if "date_to" in vals:
            self._check_not_before_today("date_to")
            self.bureau_id._apply_acting()
        return result

    def unlink(self):  # pylint: disable=method-required-super
        raise AccessError(
            self.env._("Who acted stays in the record (R015). End it by its last day.")
        )

    def _forget(self):
        """Take away what was named and taken back on the same day; the log keeps both."""
        return super().unlink()  # pylint: disable=super-method-mismatch

    def _check_keeper(self):
        """R013, R015: staffing is the organisation department's."""
        if not self.env.su and not self.env.user.has_group(DEPARTMENT):
            raise AccessError(
                self.env._("Staffing belongs to the organisation department (clause 4, R013).")
            )

    @api.model
    def _yesterday(self):
        return county_today(self.env) - DAY

    def _check_not_before_today(self, name):
        """R096: what is past had its answer; nobody is made to answer for it afterwards."""
        first = self._yesterday() if name == "date_to" else county_today(self.env)
        for acting in self.filtered(lambda acting: acting[name] and acting[name] < first):
            if not self.env.su:
                raise ValidationError(
                    self.env._(
                        "%(name)s: %(day)s is past. Who acts is named from today on and ends "
                        "yesterday at the earliest, so that nobody answers afterwards for what is "
                        "past (R015, R096). Correct the day.",
                        name=acting.display_name,
                        day=acting[name],
                    )
                )

    @api.model
    def _cron_apply(self):
        """Let begin and end what begins and ends today (R015)."""
        bureaus = self.env["zhaoshang.bureau"].sudo().search([("state", "!=", "closed")])
        named = bureaus._acting_to_apply()
        self.env["zhaoshang.job"]._each(
            "acting",
            bureaus.filtered(lambda bureau: bureau in named),
            lambda bureau: bureau._govern({"acting_appointment_id": named[bureau]}),
        )

    def init(self):
        self.pool.post_init(self._keep_who_acts)

    def _keep_who_acts(self):
        """A bureau whose acting head was named before he had dates keeps him from that day on."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO zhaoshang_acting (bureau_id, company_id, appointment_id, date_from,
                                              create_date, write_date)
                SELECT b.id, b.company_id, a.id,
                       COALESCE((SELECT (max(l.logged_at) AT TIME ZONE 'UTC'
                                         AT TIME ZONE %(zone)s)::date
                                   FROM zhaoshang_audit l
                                  WHERE l.res_model = 'zhaoshang.bureau' AND l.res_id = b.id
                                    AND l.field_name = 'acting_appointment_id'), a.date_from),
                       now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
                  FROM zhaoshang_bureau b
                  JOIN zhaoshang_appointment a ON a.id = b.acting_appointment_id
                 WHERE NOT EXISTS (SELECT FROM zhaoshang_acting n WHERE n.bureau_id = b.id)
                """,
                zone=COUNTY_ZONE.key,
            )
        )


class Bureau(models.Model):
    _inherit = "zhaoshang.bureau"

    acting_ids = fields.One2many("zhaoshang.acting", "bureau_id", "Acting Heads")

    def _acting_at(self, date):
        """Return the appointment of who is named to act on ``date``, as superuser (R015)."""
        rows = self.env["zhaoshang.acting"].sudo()
        return rows.search(
            Domain("bureau_id", "in", self.ids) & rows._domain_in_force(date), limit=1
        ).appointment_id

    @api.model_create_multi
    def create(self, vals_list):
        bureaus = super().create(vals_list)
        bureaus.filtered("acting_appointment_id")._note_acting()
        return bureaus

    def write(self, vals):
        result = super().write(vals)
        if "acting_appointment_id" in vals:
            self._note_acting()
        return result

    def _note_acting(self):
        """Who is named on the bureau itself gets his row from today; who was, until yesterday.

        Who is named for later stays: the row from today ends the day before (R015).
        """
        today = county_today(self.env)
        rows = self.env["zhaoshang.acting"].sudo()
        for bureau in self.sudo():
            standing = rows.search(
                Domain("bureau_id", "=", bureau.id)
                & (Domain("date_to", "=", False) | Domain("date_to", ">=", today))
            )
            named = bureau.acting_appointment_id
            if standing.filtered_domain(rows._domain_in_force(today)).appointment_id == named:
                continue
            later = standing.filtered(lambda row: row.date_from > today).sorted("date_from")
            standing -= later
            standing.filtered(lambda row: row.date_from == today)._forget()
            standing.exists().write({"date_to": today - DAY})
            if named:
                rows.create(
                    {
                        "bureau_id": bureau.id,
                        "appointment_id": named.id,
                        "date_from": today,
                        "date_to": later[:1].date_from - DAY if later else False,
                    }
                )

    def _apply_acting(self):
        """Set who is named today, as the rows say."""
        for bureau, named in self._acting_to_apply().items():
            bureau._govern({"acting_appointment_id": named})

    def _acting_to_apply(self):
        """Return {bureau: id of who is named today, or False}, of those that say otherwise."""
        today = county_today(self.env)
        rows = self.env["zhaoshang.acting"].sudo()
        standing = rows.search(Domain("bureau_id", "in", self.ids) & rows._domain_in_force(today))
        named = {row.bureau_id: row.appointment_id.id for row in standing}
        return {
            bureau: named.get(bureau, False)
            for bureau in self.sudo()
            if (bureau.acting_appointment_id.id or False) != named.get(bureau, False)
        }
