from datetime import date

from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_date

from ..rules.schedule import LOAN, entitlement, schedule


class PackageOpen(models.TransientModel):
    """The year of all bureaus in one step, shown before it is done (R115, R116, R121, R124)."""

    _name = "zhaoshang.package.open"
    _description = "Open the Packages of a Year"

    year = fields.Integer(required=True, default=lambda self: county_today(self.env).year)
    company_id = fields.Many2one(
        "res.company", "County", required=True, default=lambda self: self.env.company
    )
    bureau_ids = fields.Many2many(
        "zhaoshang.bureau", string="Bureaus without a package", compute="_compute_bureau_ids"
    )
    line_ids = fields.One2many(
        "zhaoshang.package.open.line", "wizard_id", "Preview", compute="_compute_line_ids"
    )
    opens = fields.Boolean(compute="_compute_line_ids")

    @api.depends("year", "company_id")
    def _compute_bureau_ids(self):
        packages = self.env["zhaoshang.package"]
        for wizard in self:
            county = wizard.company_id & self.env.companies
            wizard.bureau_ids = packages._zs_bureaus_without_package(county, wizard.year)

    @api.depends("year", "company_id")
    @api.depends_context("lang")
    def _compute_line_ids(self):
        """A row for each bureau: what it would receive, or why it receives nothing."""
        for wizard in self:
            county = wizard.company_id & self.env.companies
            bureaus = self.env["zhaoshang.bureau"].search([("company_id", "=", county.id)])
            known = 2000 <= wizard.year <= 2100 and county
            rows = wizard._preview(bureaus, county) if known else []
            wizard.line_ids = [Command.clear(), *map(Command.create, rows)]
            wizard.opens = any(not row["reason"] for row in rows)

    def _preview(self, bureaus, county):
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        rule_set = self.env["zhaoshang.rule.set"]._at(first, county)
        missing = self.env["zhaoshang.package"]._zs_bureaus_without_package(county, self.year)
        lent = missing._zs_with_loan(self.year, rule_set)
        rows = []
        for bureau in bureaus:
            left_out = (bureau.closed_on and bureau.closed_on < first) or (
                bureau.opened_on and bureau.opened_on > last
            )  # of no concern in that year
            if not left_out:
                row = {
                    "bureau_id": bureau.id,
                    "headcount": int(bureau.headcount_standard),
                    "currency_id": county.currency_id.id,
                }
                figures = self._preview_figures(
                    bureau, bureau in missing, rule_set, lends=bureau in lent
                )
                rows.append(row | figures)
        return sorted(rows, key=lambda row: bool(row["reason"]))

    def _preview_figures(self, bureau, is_missing, rule_set, lends):
        if not is_missing:
            return {"reason": self._left_out_text(bureau)}
        try:
            packages = self.env["zhaoshang.package"]
            terms = packages._zs_new_terms(bureau, self.year, rule_set, lends)
        except UserError as refused:
            return {"reason": str(refused)}
        if not terms:
            return {
                "reason": self.env._(
                    "No month of %(year)s counts: opened on %(day)s, after the 15th (R124).",
                    year=self.year,
                    day=format_date(self.env, bureau.opened_on),
                )
            }
        lines = schedule(terms)
        parts = [line.amount for line in lines if line.kind != LOAN]
        return {
            "reason": False,
            "standard": float(terms.standard),
            "months": f"{terms.first_month}–{terms.last_month}",
            "annual": float(entitlement(terms)),
            "loan": float(sum(line.amount for line in lines if line.kind == LOAN)),
            "part": float(parts[0]) if parts else 0,
            "last_part": float(parts[-1]) if parts else 0,
        }

    def _left_out_text(self, bureau):
        if bureau.state != "active":
            states = dict(bureau._fields["state"]._description_selection(self.env))
            return self.env._("Not in service: %s.", states[bureau.state])
        return self.env._("Has its package of %s already.", self.year)

    def action_open(self):
        """Make the missing packages; where there is none missing, nothing changes (R115)."""
        self.ensure_one()
        packages = self.env["zhaoshang.package"].with_company(self.company_id)
        packages._zs_open_year(self.year)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "zhaoshang_finance.zhaoshang_package_action"
        )
        action["domain"] = [("year", "=", self.year)]
        action["target"] = "main"
        return action


class PackageOpenLine(models.TransientModel):
    _name = "zhaoshang.package.open.line"
    _description = "Package of a Bureau before It Is Opened"

    wizard_id = fields.Many2one("zhaoshang.package.open", ondelete="cascade")
    currency_id = fields.Many2one("res.currency")
    bureau_id = fields.Many2one("zhaoshang.bureau")
    headcount = fields.Integer("Approved headcount", aggregator=None)
    standard = fields.Monetary("Annual standard", aggregator=None)
    months = fields.Char("Months counted")
    annual = fields.Monetary("Package")
    loan = fields.Monetary()
    part = fields.Monetary("Each later month")
    last_part = fields.Monetary("In the last month")
    reason = fields.Char("Left out because")
