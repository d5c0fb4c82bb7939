from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command, Domain

from ...rules.days import DAY
from ..clock import county_today

AUTHORITY = "zhaoshang_office.group_bureau_authority"
LEADER = "zhaoshang_office.group_leader"


class Liaison(models.Model):
    """Which county leader keeps contact with which bureau, from when to when (clause 7, R039).

    ``leader_ids`` of the bureau, by which everything else asks who may read, is what is in force
    today: the rows here decide it, at once and every night.
    """

    _name = "zhaoshang.liaison"
    _description = "Liaison of a County Leader"
    _inherit = ["mail.thread", "mail.activity.mixin", "zhaoshang.audit.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True
    _zs_audit_fields = ("bureau_id", "leader_id", "date_from", "date_to", "assistant_id")

    bureau_id = fields.Many2one(
        "zhaoshang.bureau", required=True, index=True, ondelete="restrict", check_company=True
    )
    company_id = fields.Many2one(
        related="bureau_id.company_id", store=True, index=True, string="County"
    )
    leader_id = fields.Many2one(
        "res.users",
        "County Leader",
        required=True,
        index=True,
        ondelete="restrict",
        domain=lambda self: [("all_group_ids", "in", self.env.ref(LEADER).ids)],
    )
    date_from = fields.Date(
        "Contact From", required=True, default=lambda self: county_today(self.env)
    )
    date_to = fields.Date("Contact Until", help="This day is included; empty while it goes on.")
    assistant_id = fields.Many2one(
        "res.users",
        "Contact of the Leader",
        ondelete="restrict",
        domain=[("share", "=", False)],
        help="R040: who is reminded when a quarter goes by without a dispatch; the management "
        "office where nobody is named.",
    )
    document = fields.Char("Document Number", help="Number of the document that says so.")
    in_force = fields.Boolean(compute="_compute_in_force", search="_search_in_force")
    reminded_for = fields.Date(
        "Reminded for the Period From", readonly=True, copy=False, help="R040: once a period."
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A liaison ends on or after the day it began (R039).",
    )
    _once_at_a_time = models.Constraint(
        "EXCLUDE USING gist (int4range(bureau_id, bureau_id, '[]') WITH &&, "
        "int4range(leader_id, leader_id, '[]') WITH &&, "
        "daterange(date_from, GREATEST(date_from, date_to), '[]') WITH &&)",
        "This leader keeps contact with this bureau in that time already (R039). Change the dates.",
    )

    @api.depends("bureau_id", "leader_id")
    def _compute_display_name(self):
        for liaison in self:
            liaison.display_name = " ".join(
                filter(None, [liaison.bureau_id.sudo().name, liaison.leader_id.sudo().name])
            )

    @api.depends("date_from", "date_to")
    def _compute_in_force(self):
        standing = self.sudo().filtered_domain(self._domain_in_force())
        for liaison in self:
            liaison.in_force = liaison in standing

    def _search_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        domain = self._domain_in_force()
        return domain if True in value else ~domain

    @api.model
    def _domain_in_force(self, day=None):
        day = day or county_today(self.env)
        return Domain("date_from", "<=", day) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        )

    @api.constrains("leader_id")
    def _check_leader(self):
        for liaison in self:
            if not liaison.leader_id.has_group(LEADER):
                raise ValidationError(
                    self.env._(
                        "%s holds no post of a county leader, who alone keeps contact with a "
                        "bureau (clause 7, R039). Choose a leader.",
                        liaison.leader_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_keeper()
        if not self.env.su:  # whom he was reminded of, nobody sets
            vals_list = [vals | {"reminded_for": False} for vals in vals_list]
        liaisons = super().create(vals_list)
        liaisons.bureau_id._apply_liaisons()
        return liaisons

    def write(self, vals):
        self._check_keeper()
        if {"bureau_id", "leader_id", "reminded_for"} & set(vals) and not self.env.su:
            raise AccessError(
                self.env._(
                    "A liaison that was stays in the record (R039). End it, and add the new one."
                )
            )
        result = super().write(vals)
        if {"date_from", "date_to"} & set(vals):
            self.bureau_id._apply_liaisons()
        return result

    def unlink(self):  # pylint: disable=method-required-super
        raise AccessError(
            self.env._("A liaison that was stays in the record (R039). End it by its last day.")
        )

    def _forget(self):
        """Take away what was named and taken back on the same day; the log keeps both."""
        return super().unlink()  # pylint: disable=super-method-mismatch

    def _check_keeper(self):
        if not self.env.su and not self.env.user.has_group(AUTHORITY):
            raise AccessError(
                self.env._(
                    "Who keeps contact is entered by the investment bureau (clause 4, R014)."
                )
            )

    @api.model
    def _cron_apply(self):
        """Let begin and end what begins and ends today (R039)."""
        bureaus = self.env["zhaoshang.bureau"].sudo().search([("state", "!=", "closed")])
        job = self.env["zhaoshang.job"]
        job._begin("liaison", bureaus)
        bureaus._note_unknown_liaisons()
        leaders = bureaus._liaisons_to_apply()
        for bureau, values in leaders.items():
            job._apart("liaison", lambda one, values=values: one._govern(values), bureau)
        bureaus._refresh_office_alert()


class Bureau(models.Model):
    _inherit = "zhaoshang.bureau"

    liaison_ids = fields.One2many("zhaoshang.liaison", "bureau_id", "Liaisons of County Leaders")

    @api.depends("leader_ids")
    def _compute_office_alert(self):
        return super()._compute_office_alert()

    def _office_alerts(self):
        """R039: an operating bureau with whom no county leader keeps contact is told of, too."""
        found = super()._office_alerts()
        for bureau in self.filtered(lambda bureau: bureau.state == "active")._origin:
            if not bureau.sudo().leader_ids:
                text = self.env._(
                    "No county leader keeps contact with this bureau today (clause 7, R039)."
                )
                found.setdefault(bureau.id, []).append(("leader", text))
        return found

    @api.model_create_multi
    def create(self, vals_list):
        bureaus = super().create(vals_list)
        bureaus.filtered("leader_ids")._note_liaisons()
        return bureaus

    def write(self, vals):
        result = super().write(vals)
        if "leader_ids" in vals:
            self._note_liaisons()
        return result

    def _note_liaisons(self):
        """Leaders named on the bureau itself get their row: from today, or until yesterday."""
        today = county_today(self.env)
        rows = self.env["zhaoshang.liaison"].sudo()
        for bureau in self.sudo():
            standing = rows.search(
                Domain("bureau_id", "=", bureau.id) & rows._domain_in_force(today)
            )
            named = bureau.leader_ids
            gone = standing.filtered(lambda row, kept=named: row.leader_id not in kept)
            gone.filtered(lambda row: row.date_from == today)._forget()
            gone.exists().write({"date_to": today - DAY})
            rows.create(
                [
                    {"bureau_id": bureau.id, "leader_id": leader.id, "date_from": today}
                    for leader in named - standing.exists().leader_id
                ]
            )
        self._refresh_office_alert()

    def _apply_liaisons(self):
        """Set the leaders of today."""
        self._note_unknown_liaisons()
        for bureau, values in self._liaisons_to_apply().items():
            bureau._govern(values)
        self._refresh_office_alert()

    def _note_unknown_liaisons(self):
        """A bureau that had leaders before they had dates keeps them."""
        self.sudo().filtered(lambda b: b.leader_ids and not b.liaison_ids)._note_liaisons()

    def _liaisons_to_apply(self):
        """Return {bureau: what is written}, of those whose leaders are others than the rows say."""
        rows = self.env["zhaoshang.liaison"].sudo()
        standing = rows.search(Domain("bureau_id", "in", self.ids) & rows._domain_in_force())
        by_bureau = standing.grouped("bureau_id")
        leaders = {bureau: by_bureau.get(bureau, rows).leader_id for bureau in self.sudo()}
        return {
            bureau: {"leader_ids": [Command.set(named.ids)]}
            for bureau, named in leaders.items()
            if named != bureau.leader_ids
        }
