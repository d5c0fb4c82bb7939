from datetime import date

from odoo import api, fields, models
from odoo.addons.zhaoshang_approval.permit import permitted, spend
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..rules.schedule import lends

OURS = {"partner_id", "analytic_account_id"}

ALL_BUREAUS = (
    "zhaoshang_finance.group_accountant",
    "zhaoshang_finance.group_cashier",
    "zhaoshang_office.group_bureau_authority",
)


class Bureau(models.Model):
    _inherit = "zhaoshang.bureau"

    partner_id = fields.Many2one(
        "res.partner",
        "Account holder",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="Whom the postings of this bureau name (clause 13, R117).",
    )
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        "Analytic account",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="Where the expenses of this bureau are counted.",
    )
    package_ids = fields.One2many("zhaoshang.package", "bureau_id", "Packages")

    def _zs_with_loan(self, year, rule_set):
        """Return those whose package of ``year`` begins with a loan (R122)."""
        # sudo: earlier packages and the terms of heads decide, whoever opens or previews the year
        bureaus = self.sudo()
        packages = self.env["zhaoshang.package"].sudo()
        earlier = packages.search([("bureau_id", "in", self.ids), ("year", "<", year)]).bureau_id
        first, last = date(year, 1, 1), date(year, 12, 31)
        heads = self.env["zhaoshang.appointment"].sudo().search(
            [
                ("bureau_id", "in", self.ids), ("role", "=", "head"),
                ("state", "in", ("confirmed", "ended")),
                ("date_from", ">=", first), ("date_from", "<=", last),
            ]
        )  # fmt: skip
        began = heads.bureau_id
        return bureaus.filtered(
            lambda bureau: lends(
                year,
                each_year=rule_set.loan_each_year,
                has_earlier=bureau in earlier,
                terms_began={year} if bureau in began else (),
            )
        )

    @api.model_create_multi
    def create(self, vals_list):
        if any(vals.get(name) for vals in vals_list for name in OURS):
            self._zs_refuse_own_accounts()
        # said outright, so that no ``default_*`` of a client's context says otherwise
        bureaus = super().create([vals | dict.fromkeys(OURS, False) for vals in vals_list])
        bureaus._zs_finance_ensure_accounts()
        return bureaus

    def write(self, vals):
        operations = [("write", id_, name) for id_ in self.ids for name in OURS & vals.keys()]
        if operations and not spend(self.env, operations):
            self._zs_refuse_own_accounts()
        result = super().write(vals)
        if "name" in vals:
            for bureau in self.sudo():
                bureau.partner_id.name = bureau.name
                bureau.analytic_account_id.name = bureau.name
        return result

    def _zs_refuse_own_accounts(self):
        raise AccessError(
            self.env._(
                "A bureau receives its account holder and analytic account when it is made; they "
                "are not chosen by hand (clause 13, R117)."
            )
        )

    def _zs_finance_ensure_accounts(self):
        """Give each bureau its own partner and analytic account (clause 13, R117)."""
        plan = self.env.ref("zhaoshang_finance.analytic_plan_bureau", raise_if_not_found=False)
        for bureau in self.sudo():
            vals = {}
            if not bureau.partner_id:
                vals["partner_id"] = bureau._zs_create_partner().id
            if plan and not bureau.analytic_account_id:
                vals["analytic_account_id"] = bureau._zs_create_analytic_account(plan).id
            if vals:
                operations = [("write", bureau.id, name) for name in vals]
                with permitted(bureau, operations) as allowed:
                    allowed.write(vals)

    def _zs_create_partner(self):
        values = {"name": self.name, "is_company": True, "company_id": self.company_id.id}
        return self.env["res.partner"].create(values)

    def _zs_create_analytic_account(self, plan):
        values = {
            "name": self.name,
            "code": self.code,
            "plan_id": plan.id,
            "company_id": self.company_id.id,
        }
        return self.env["account.analytic.account"].create(values)

    @api.model
    def _zs_finance_readable(self):
        """Return the domain of the bureaus whose money the current user may see.

        会计, 出纳 and 招商管理局 see all; heads and deputies their own; leaders those they are
        linked to; nobody else any (R140). Record rules ask this in a superuser's environment, so
        only the user counts here.
        """
        if any(self.env.user.has_group(group) for group in ALL_BUREAUS):
            return Domain.TRUE
        own = self.env["zhaoshang.appointment"].sudo()
        own = own._domain_active_at(county_today(self.env)) & Domain("user_id", "=", self.env.uid)
        return Domain("appointment_ids", "any!", own) | Domain("leader_ids", "in", self.env.uid)
