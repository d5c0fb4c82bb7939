from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...rules.parameters import PARAMETERS
from ..clock import county_today

CONFIRMERS = (
    "zhaoshang_office.group_organisation_department",
    "zhaoshang_office.group_bureau_authority",
)

# Written by confirming only; `write` and `create` refuse them to everybody.
GOVERNED = frozenset(
    {"state", "drafted_by_id", "confirmed_by_id", "confirmed_at", "policy_version"}
)


# Beside the cursor, where Odoo forgets it with the transaction and with a savepoint taken back.
FIRST_DAYS = "zhaoshang.rule.set.first_days"


class RuleSet(models.Model):
    """The parameters of the regulation from one date on (R139).

    A set that has begun is history: a change is a new set with a later date. It takes effect
    once a second person of a managing department has confirmed it. Each domain adds its own
    parameters in its ``rule_set.py``; where they come from stands in ``rules/parameters.py``.
    """

    _name = "zhaoshang.rule.set"
    _description = "Parameter Set"
    _inherit = ["mail.thread", "zhaoshang.seen.mixin", "zhaoshang.audit.mixin"]
    _order = "date_from desc"
    _check_company_auto = True
    _zs_audit_fields = ("name", "date_from", "state", "policy_id", *PARAMETERS)

    name = fields.Char(required=True)
    date_from = fields.Date("In Force From", required=True, tracking=True)
    date_to = fields.Date("In Force To", compute="_compute_date_to")
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Adopted")],
        "Status",
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        tracking=True,
    )
    notice = fields.Char(compute="_compute_notice")
    in_force = fields.Boolean("In Force Today", compute="_compute_in_force")
    policy_id = fields.Many2one(
        "zhaoshang.policy",
        "Basis",
        check_company=True,
        help="R001: the document that these parameters rest on, with its version.",
    )
    policy_version = fields.Integer(
        "Basis Version",
        readonly=True,
        copy=False,
        aggregator=None,
        help="R001: the version of the basis on the day of confirmation.",
    )
    reason = fields.Text("Reason for the Change")
    drafted_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, default=lambda self: self.env.user
    )
    confirmed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    confirmed_at = fields.Datetime(readonly=True, copy=False)
    company_id = fields.Many2one(
        "res.company", "County", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    term_years = fields.Integer(
        "Term (years)", default=2, help="Clause 3, R007: an appointment ends after this many years."
    )
    expiry_alert_first = fields.Integer(
        "First Reminder of Expiry (days)", default=90, help="Clause 3, R007."
    )
    expiry_alert_second = fields.Integer(
        "Second Reminder of Expiry (days)", default=30, help="Clause 3, R007."
    )

    lease_alert_days = fields.Integer(
        "Lease Ends Within (days)", default=30, help="Clause 8, R042."
    )

    package_3 = fields.Monetary(
        "Yearly Package, Three People", default=250000, help="Clause 13, R115."
    )
    package_2 = fields.Monetary(
        "Yearly Package, Two People", default=180000, help="Clause 13, R116."
    )
    first_loan = fields.Monetary("First Month as a Loan", default=30000, help="Clause 13, R119.")
    loan_each_year = fields.Boolean(
        "A Loan Every Year",
        default=True,
        help="Clause 13, R122. Otherwise only with a bureau's first package and in the year in "
        "which a head's term begins; the other years are twelve equal parts.",
    )
    allot_day = fields.Integer("Allotment By (working day)", default=5, help="Clause 13, R123.")
    prorate_months = fields.Boolean(
        "Package Follows the Months in Service",
        default=True,
        help="Clause 13, R124. Otherwise a part of a year is worth the whole standard.",
    )
    claim_leader_limit = fields.Monetary(
        "Claim Needs the Leader Above", default=5000, help="Clause 13, R129."
    )
    suspend_enabled = fields.Boolean(
        "Propose Suspension of Allotments",
        default=False,
        help="Clause 13, R131: the text is cut off here; off, the facts are listed only.",
    )
    suspend_few_days = fields.Boolean(
        "Proposed For Too Few Days at Post",
        default=True,
        help="Clause 13, R131 a: every officer of the bureau was below the days of clause 10 in "
        "both months. The text is cut off here; this is our reading.",
    )
    suspend_no_visit = fields.Boolean(
        "Proposed For No Visit",
        default=True,
        help="Clause 13, R131 b: the bureau visited nobody in both months. The text is cut off "
        "here; this is our reading.",
    )
    suspend_no_report = fields.Boolean(
        "Proposed For No Monthly Report",
        default=True,
        help="Clause 13, R131 c: both monthly reports are missing. The text is cut off here; this "
        "is our reading.",
    )
    suspend_no_claim = fields.Boolean(
        "Proposed For Nothing Claimed",
        default=False,
        help="Clause 13, R131 d: nothing was claimed in both months while the loan is open. The "
        "text is cut off here; this is our reading.",
    )
    suspend_backpay = fields.Boolean(
        "Pay Suspended Months on Resuming", default=False, help="Clause 13, R132."
    )

    _one_from_a_date = models.UniqueIndex(
        "(company_id, date_from) WHERE state = 'confirmed'",
        "A confirmed parameter set starts on this day already (R139).",
    )

    @api.depends("date_from", "state", "company_id")
    def _compute_date_to(self):
        confirmed = self._confirmed(self.company_id)
        for record in self:
            later = confirmed.filtered(
                lambda s, r=record: (
                    s.company_id == r.company_id and r.date_from and s.date_from > r.date_from
                )
            )
            dates = later.mapped("date_from")
            record.date_to = min(dates) - timedelta(days=1) if dates else False

    @api.depends("date_from", "state", "company_id")
    def _compute_in_force(self):
        today = county_today(self.env)
        for record in self:
            record.in_force = (
                record.state == "confirmed"
                and record.date_from <= today
                and (not record.date_to or record.date_to >= today)
            )

    @api.depends("date_from", "date_to", "state")
    @api.depends_context("uid", "lang")
    def _compute_notice(self):
        for record in self:
            record.notice = record.state == "confirmed" and record._notice_text()

    def _notice_text(self):
        """What holds, and what the reader can do about it himself (R139)."""
        if self.date_to:
            return self.env._(
                "Fixed: in force from %(from)s to %(to)s. Closed months keep this set.",
                **{"from": self.date_from, "to": self.date_to},
            )
        if self.has_access("create"):
            return self.env._(
                "Fixed: in force from %s on. To change a parameter, make a new set from a "
                "later date; closed months keep theirs.",
                self.date_from,
            )
        return self.env._(
            "Fixed: in force from %s on. The administrator drafts a new set from a later date; the "
            "organisation department or the investment bureau confirms it. Closed months keep "
            "theirs.",
            self.date_from,
        )

    @api.model
    def _confirmed(self, companies):
        return self.search([("company_id", "in", companies.ids), ("state", "=", "confirmed")])

    @api.model
    def _at(self, date, company=None):
        """Return the set in force on ``date`` in the county ``company`` (R139)."""
        company = company or self.env.company
        for first, number in self._first_days(company):
            if first <= date:
                return self.browse(number)
        raise UserError(
            self.env._(
                "No parameter set is in force on %(date)s for %(county)s (R139). Ask the "
                "system administrator for one.",
                date=date,
                county=company.name,
            )
        )

    @api.model
    def _first_days(self, company):
        """Return ``[(first day, id), …]`` of a county's sets, the last first.

        Each leave, visit and target asks, several times: read once a transaction.
        """
        known = self.env.cr.cache.setdefault(FIRST_DAYS, {})
        if company.id not in known:
            sets = self.sudo().search(
                [("company_id", "=", company.id), ("state", "=", "confirmed")],
                order="date_from desc",
            )
            known[company.id] = [(one.date_from, one.id) for one in sets]
        return known[company.id]

    @api.model_create_multi
    def create(self, vals_list):
        fresh = dict.fromkeys(GOVERNED, False) | {"state": "draft", "drafted_by_id": self.env.uid}
        return super().create([vals | fresh for vals in vals_list])

    def write(self, vals):
        if GOVERNED & set(vals):
            raise AccessError(
                self.env._("A parameter set is confirmed by its button, by a second person (R139).")
            )
        if self._touches_parameters(vals) and any(s.state == "confirmed" for s in self):
            raise UserError(
                self.env._(
                    "A confirmed parameter set is not edited (R139): closed months keep the set "
                    "they were closed with. Duplicate it and give the copy a later date."
                )
            )
        if self._touches_parameters(vals):
            self._govern({"drafted_by_id": self.env.uid})
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _unlink_only_drafts(self):
        if any(record.state == "confirmed" for record in self):
            raise UserError(self.env._("A confirmed parameter set cannot be deleted (R139)."))

    def action_change(self):
        """Open a draft with these parameters, to be changed and given a later date (R139)."""
        self.ensure_one()
        draft = self.copy({"date_from": county_today(self.env), "reason": False})
        return draft._get_records_action()

    def _seen_fields(self):
        return {"name", "date_from", "policy_id", "state", "drafted_by_id", *PARAMETERS}

    def action_confirm(self):
        """Put the set in force from its date: by a managing department, never by its drafter."""
        if not any(self.env.user.has_group(group) for group in CONFIRMERS):
            raise AccessError(
                self.env._(
                    "Parameters are confirmed by the organisation department or the investment "
                    "bureau, never by the one who maintains them (R139, R140)."
                )
            )
        self._check_seen()
        today = county_today(self.env)
        for record in self:
            if record.state == "confirmed":
                raise UserError(self.env._("This parameter set is confirmed already."))
            if record.drafted_by_id == self.env.user:
                raise AccessError(
                    self.env._("Nobody confirms a parameter set that he drafted (R139).")
                )
            if record.date_from < today:
                raise UserError(
                    self.env._(
                        "This set would start on %(date)s, before today: the past keeps its "
                        "parameters (R139). Choose today or a later date.",
                        date=record.date_from,
                    )
                )
        self.sudo()._confirm()

    def _confirm(self):
        for record in self:
            record._govern(
                {
                    "state": "confirmed",
                    "confirmed_by_id": self.env.uid,
                    "confirmed_at": fields.Datetime.now(),
                    "policy_version": record.policy_id.version,
                }
            )

    def _govern(self, vals):
        """Write fields that ``write`` refuses to everybody, logged like any other change."""
        done = super().write(vals)  # pylint: disable=super-method-mismatch
        self.env.cr.cache.pop(FIRST_DAYS, None)
        return done

    def _touches_parameters(self, vals):
        return bool({"name", "date_from", "policy_id", "company_id", *PARAMETERS} & set(vals))

    @api.model
    def _ensure_first_set(self):
        """Give each county that has none the regulation's own parameters (R139)."""
        for company in self.env["res.company"].search([("active", "=", True)]):
            if not self.sudo().search_count([("company_id", "=", company.id)], limit=1):
                policy = self.env["zhaoshang.policy"].search(
                    [("company_id", "=", company.id)], order="id", limit=1
                )
                first = self.with_context(mail_create_nolog=True).create(
                    {
                        "name": "宿松县驻外招商局管理及考核办法",
                        "date_from": "2013-01-01",
                        "company_id": company.id,
                        "policy_id": policy.id,
                    }
                )
                first._confirm()
