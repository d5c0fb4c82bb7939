from datetime import date
from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..rules.schedule import PackageTerms, active_months, annual_standard, entitlement, schedule

OPEN = ("loan", "prepaid", "advance")
FIGURES = ("paid", "returned", "accepted", "loan", "prepaid", "advance")
#: states of allotments of which nothing more is paid
SETTLED = ("paid", "refused", "replaced")


class Package(models.Model):
    """The funds of one bureau for one year (clause 13, R115–R117).

    Standard and months are frozen with the parameter set of the day it was opened; what has been
    paid is never stored here but read from the posted entries.
    """

    _name = "zhaoshang.package"
    _description = "Package of Funds"
    _inherit = [
        "zhaoshang.finance.commanded",
        "zhaoshang.bureau.money",
        "mail.thread",
        "zhaoshang.audit.mixin",
    ]
    _order = "year desc, bureau_id"
    _rec_names_search = ("bureau_id.name",)
    _check_company_auto = True
    _zs_kept_in_bureau = True
    _zs_audit_fields = ("annual", "state")

    bureau_id = fields.Many2one(required=True, ondelete="restrict", check_company=True)
    year = fields.Integer(required=True, aggregator=None)
    company_id = fields.Many2one(required=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    rule_set_id = fields.Many2one(
        "zhaoshang.rule.set", "Parameters", required=True, ondelete="restrict", check_company=True
    )
    headcount_standard = fields.Integer(
        "Approved headcount",
        required=True,
        aggregator=None,
        help="R116: the approved headcount decides, not how many are in post.",
    )
    standard = fields.Monetary(
        "Annual standard", required=True, help="R115, R116: a full year at this headcount."
    )
    first_month = fields.Integer("First month", required=True, aggregator=None)
    last_month = fields.Integer("Last month", required=True, aggregator=None)
    first_loan = fields.Monetary(
        "First month as a loan", readonly=True, help="R119, R122: as the year was opened."
    )
    annual = fields.Monetary(
        "Package", required=True, help="R124: the standard for the months in service."
    )
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")], "Status", required=True, default="open"
    )
    lock_version = fields.Integer("Lock version", aggregator=None)
    allotment_ids = fields.One2many("zhaoshang.allotment", "package_id", "Allotments")
    ledger_ids = fields.One2many("zhaoshang.package.ledger", "package_id")

    paid = fields.Monetary(compute="_compute_figures")
    returned = fields.Monetary("Money returned", compute="_compute_figures")
    accepted = fields.Monetary("Settled", compute="_compute_figures")
    loan = fields.Monetary("Open loan", compute="_compute_figures")
    prepaid = fields.Monetary("Paid ahead", compute="_compute_figures")
    advance = fields.Monetary("Owed for advances", compute="_compute_figures")
    remaining = fields.Monetary("Still to be paid", compute="_compute_figures")
    progress = fields.Float("Paid part (%)", compute="_compute_figures")
    curve = fields.Json("Progress", compute="_compute_curve")
    next_allotment_id = fields.Many2one(
        "zhaoshang.allotment", "Next", compute="_compute_next_allotment"
    )

    _one_a_year = models.UniqueIndex(
        "(bureau_id, year)", "This bureau already has its package for this year (clause 13, R115)."
    )
    _month_order = models.Constraint(
        "CHECK (first_month BETWEEN 1 AND 12 AND last_month BETWEEN first_month AND 12)",
        "The months of a package lie in one year, the first before the last.",
    )
    _amounts = models.Constraint(
        "CHECK (annual >= 0 AND annual <= standard)",
        "A package is at most its annual standard (clause 13, R124).",
    )

    @api.depends("bureau_id.name", "year")
    def _compute_display_name(self):
        for package in self:
            package.display_name = self.env._(
                "%(bureau)s %(year)s", bureau=package.bureau_id.name or "", year=package.year or ""
            )

    @api.depends(
        "entitlement",
        "allotment_ids.move_id",
        "claim_ids.move_id",
        "claim_ids.payment_move_id",
        "refund_ids.state",
    )
    def _compute_figures(self):
        sums = self.env["zhaoshang.package.ledger"]._zs_sums(self.ids, FIGURES)
        for package in self:
            for name, value in sums[package.id].items():
                package[name] = float(value)
            net = package.paid - package.returned
            package.remaining = max(package.entitlement - net, 0)
            package.progress = 100 * net / package.entitlement if package.entitlement else 0

    @api.depends("allotment_ids.amount", "allotment_ids.state", "entitlement")
    def _compute_curve(self):
        """Give the planned and the paid sum at the end of each month, for the drawing."""
        for package in self:
            planned, paid, points = 0, 0, []
            for line in package._zs_lines():
                planned += line.amount
                paid += line.amount if line.state == "paid" else 0
                points.append(
                    {"month": line.month, "planned": planned, "paid": paid, "state": line.state}
                )
            today = county_today(self.env)
            package.curve = {
                "points": points,
                "total": package.entitlement,
                "current": today.month if today.year == package.year else None,
            }

    @api.depends("allotment_ids.state", "allotment_ids.amount")
    def _compute_next_allotment(self):
        for package in self:
            open_lines = package.allotment_ids.filtered(
                lambda line: line.state not in SETTLED and line.amount
            )
            package.next_allotment_id = open_lines.sorted("month")[:1]

    # Opening a year

    @api.model
    def _zs_open_year(self, year):
        """Make the packages of the year that are missing, and return them (clause 13, R115).

        :raise UserError: nothing may be opened by this user, or the chart is missing
        """
        if not (self.env.su or self.env.user.has_group("zhaoshang_finance.group_accountant")):
            raise AccessError(
                self.env._("Only the accountant opens the packages of a year (clause 13, R115).")
            )
        if not 2000 <= year <= 2100:
            raise UserError(self.env._("%(year)s is no budget year.", year=year))
        company = self.env.company
        company._zs_finance_setup()
        missing = self._zs_bureaus_without_package(company, year)
        missing._zs_finance_ensure_accounts()
        rule_set = self.env["zhaoshang.rule.set"]._at(date(year, 1, 1), company)
        lent = missing._zs_with_loan(year, rule_set)
        vals_list = [
            self._zs_package_vals(bureau, year, rule_set, lends=bureau in lent)
            for bureau in missing
        ]
        packages = self._zs_command_create([vals for vals in vals_list if vals])
        packages._zs_create_allotments()
        return packages

    @api.model
    def _zs_bureaus_without_package(self, company, year):
        bureaus = self.env["zhaoshang.bureau"].sudo()
        active = bureaus.search([("company_id", "=", company.id), ("state", "=", "active")])
        done = self.sudo().search([("year", "=", year), ("bureau_id", "in", active.ids)]).bureau_id
        return active - done

    @api.model
    def _zs_new_terms(self, bureau, year, rule_set, lends=True):
        """Return the ``PackageTerms`` of a package that is to be opened (R115, R116, R122, R124).

        :param lends: whether its first month is a loan (R122), see ``_zs_with_loan``
        :return: None where the bureau has no month in the year
        :raise UserError: no package is set for its approved headcount
        """
        months = active_months(year, bureau.opened_on or None, bureau.closed_on or None)
        if not months:
            return None
        standards = {3: decimal_of(rule_set.package_3), 2: decimal_of(rule_set.package_2)}
        headcount = int(bureau.headcount_standard)
        if headcount not in standards:
            raise UserError(
                self.env._(
                    "%(bureau)s has an approved headcount of %(headcount)s; a package is set for "
                    "three or two people (clause 13, R115, R116). Correct the headcount first.",
                    bureau=bureau.name,
                    headcount=headcount,
                )
            )
        return PackageTerms(
            annual_standard(headcount, standards),
            *months,
            decimal_of(rule_set.first_loan if lends else 0),
            prorate=rule_set.prorate_months,
        )

    @api.model
    def _zs_package_vals(self, bureau, year, rule_set, lends=True):
        """Return the values of one package, or None where ``_zs_new_terms`` gives none."""
        terms = self._zs_new_terms(bureau, year, rule_set, lends)
        return terms and {
            "bureau_id": bureau.id,
            "year": year,
            "company_id": bureau.company_id.id,
            "rule_set_id": rule_set.id,
            "headcount_standard": int(bureau.headcount_standard),
            "standard": float(terms.standard),
            "first_month": terms.first_month,
            "last_month": terms.last_month,
            "first_loan": float(terms.loan),
            "annual": float(entitlement(terms)),
        }

    def _zs_create_allotments(self):
        """Make the lines of new packages, to the cent (clause 13, R118–R121)."""
        vals_list = [
            {
                "package_id": package.id,
                "month": line.month,
                "kind": line.kind,
                "amount": float(line.amount),
            }
            for package in self
            for line in schedule(package._zs_terms())
        ]
        self.env["zhaoshang.allotment"]._zs_command_create(vals_list)

    def _zs_terms(self):
        self.ensure_one()
        return PackageTerms(
            decimal_of(self.standard),
            self.first_month,
            self.last_month,
            decimal_of(self.first_loan),
            prorate=self.sudo().rule_set_id.prorate_months,
        )

    # Posting

    def _zs_lock(self):
        """Serialise whatever reads sums of these packages before it posts.

        Under REPEATABLE READ a SELECT … FOR UPDATE still reads the old snapshot; an UPDATE of the
        row makes the loser fail and be retried on a new one.
        """
        if not self:
            return
        self.env.flush_all()
        ids = tuple(sorted(self.ids))
        table = SQL.identifier(self._table)
        if len(ids) > 1:  # in one order, so that two batches do not wait for each other
            self.env.cr.execute(
                SQL("SELECT id FROM %s WHERE id IN %s ORDER BY id FOR NO KEY UPDATE", table, ids)
            )
        self.env.cr.execute(
            SQL("UPDATE %s SET lock_version = lock_version + 1 WHERE id IN %s", table, ids)
        )
        self.invalidate_recordset(["lock_version"])  # all else is of the same snapshot as before

    def _zs_open_balances(self):
        """Return what is open of each package, ``{package id: {account: yuan}}`` (R134).

        ``loan``: not yet cleared; ``prepaid``: paid ahead and not yet settled; ``advance``: what
        the county owes the bureau.
        """
        self.env.flush_all()
        return self.env["zhaoshang.package.ledger"].sudo()._zs_sums(self.ids, OPEN)

    # Buttons

    def action_zs_ledger(self):
        """Open the posted entries behind the figures."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "zhaoshang_finance.zhaoshang_package_ledger_action"
        )
        action["domain"] = [("package_id", "=", self.id)]
        action["context"] = {}
        return action


def decimal_of(amount):
    """Return a monetary value of Odoo (a float of whole cents) as ``Decimal``."""
    return Decimal(f"{amount or 0:.2f}")
