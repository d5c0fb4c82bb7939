from datetime import date
from types import SimpleNamespace

from freezegun import freeze_time
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import JANUARY, MOMENT, PHOTO, YEAR, FinanceCase

CATEGORIES = {"travel": 1200, "rent": 60000}


@tagged("post_install", "-at_install")
class TestCharts(FinanceCase):
    """The package funds stand on any chart of accounts; only defaults are of the Chinese ones."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(MOMENT))

    def county(self, chart):
        """A county that keeps its books by this chart, seen by 会计 and 出纳."""
        if self.company.chart_template == chart:
            return self.company
        county = self.env["res.company"].create({"name": chart, "country_id": None})
        self.env["account.chart.template"].try_loading(chart, county)
        for user in self.accountant, self.cashier:
            user.write({"company_ids": [Command.link(county.id)], "company_id": county.id})
        return county

    def choose_accounts(self, county):
        """What the technical administrator chooses in the settings of another chart."""
        accounts = self.env["account.account"].with_company(county)
        journals = self.env["account.journal"].with_company(county)
        kinds = {
            "zs_loan_account_id": "asset_current",
            "zs_prepaid_account_id": "asset_prepayments",
            "zs_advance_account_id": "liability_current",
            "zs_funding_account_id": "liability_current",
        }
        chosen = {
            name: accounts.create(
                {
                    "code": f"9000{place}",
                    "name": name,
                    "account_type": kind,
                    "reconcile": True,
                    "company_ids": county.ids,
                }
            ).id
            for place, (name, kind) in enumerate(kinds.items())
        }
        for name, code, kind in (
            ("zs_bank_journal_id", "PKB", "bank"),
            ("zs_claim_journal_id", "PKG", "general"),
        ):
            values = {"name": code, "code": code, "type": kind, "restrict_mode_hash_table": True}
            chosen[name] = journals.create(values | {"company_id": county.id}).id
        settings = self.env["res.config.settings"].with_company(county)
        settings.create(chosen).execute()

    def test_the_events_of_a_package_are_posted_by_each_chart(self):
        """R119, R120, R125, R128, R134: loan, allotment, claim, advance and reversal."""
        for chart in ("cn", "cn_large_bis", "generic_coa"):
            with self.subTest(chart):
                county = self.county(chart)
                self.assertEqual(county.chart_template, chart)
                if chart == "generic_coa":
                    with self.assertRaisesRegex(UserError, "“Package funds” in the settings"):
                        county._zs_finance_setup()
                    self.choose_accounts(county)
                county._zs_finance_setup()
                self.play(county, self.package(county))

    def package(self, county):
        bureau = self._bureau(county.name, f"chart{county.id}", "3", company_id=county.id)
        packages = self.env["zhaoshang.package"].with_company(county)
        packages.with_user(self.accountant).with_company(county)._zs_open_year(YEAR)
        return packages.search([("bureau_id", "=", bureau.id)])

    def play(self, county, package):
        first, second = self.month(package, 1), self.month(package, 2)
        self.agreed(first | second)
        self.pay(first, JANUARY)
        self.pay(second, date(YEAR, 2, 5))
        claim = self.claim(county, package)
        claim.with_user(self.accountant).action_post()
        self.assertEqual(self.figures(package), (0, 0, 11200, 50000, 61200))
        claim.with_user(self.cashier).action_pay(date(YEAR, 3, 20), "S1")
        self.assertEqual(self.figures(package), (0, 0, 0, 61200, 61200))
        second.with_user(self.accountant).action_reverse("Wrong")
        self.assertEqual(self.figures(package), (0, -20000, 0, 41200, 61200))
        self.assert_sound(county, claim)

    def agreed(self, documents):
        """As the approval leaves them: the ceremony has its own tests."""
        self.env.flush_all()
        self.env.cr.execute(
            f"UPDATE {documents._table} SET zs_approval_state = 'approved', state = 'approved'"
            " WHERE id = ANY(%s)",
            [documents.ids],
        )
        documents.invalidate_recordset()

    def claim(self, county, package):
        """A claim of two categories, each on its own account."""
        categories = self.env["zhaoshang.expense.category"].search([("company_id", "=", county.id)])
        by_code = {category.code: category for category in categories}
        lines = [
            {
                "category_id": by_code[code].id,
                "invoice_number": f"{county.id:05d}{place:015d}",
                "invoice_date": date(YEAR, 3, 3),
                "invoice_amount": amount,
                "file": PHOTO,
            }
            for place, (code, amount) in enumerate(CATEGORIES.items())
        ]
        claims = self.env["zhaoshang.claim"].with_company(county)
        self.patch(
            type(claims), "_posts", lambda own: dict.fromkeys(own, [(date(YEAR, 1, 1), None)])
        )
        claim = claims.create(
            {
                "package_id": package.id,
                "reason": "Rent",
                "line_ids": [Command.create(line) for line in lines],
            }
        )
        claim._govern({"submitted_on": date(YEAR, 3, 20), "number": f"BX-{county.id}"})
        self.agreed(claim)
        return claim

    def figures(self, package):
        package.invalidate_recordset()
        found = SimpleNamespace(**package.read(["loan", "prepaid", "advance", "paid"])[0])
        self.assertEqual(found.loan + found.prepaid - found.advance, found.paid - package.accepted)
        return found.loan, found.prepaid, found.advance, found.paid, package.accepted

    def assert_sound(self, county, claim):
        """Each account is the county's own, every entry hashed, Odoo's own report clean."""
        moves = self.env["account.move"].search(
            [("company_id", "=", county.id), ("zs_event", "!=", False)]
        )
        self.assertEqual(len(moves), 5)
        self.assertTrue(all(move.inalterable_hash for move in moves))
        self.assertEqual(moves.line_ids.account_id.company_ids, county)
        spent = claim.move_id.line_ids.filtered(lambda line: line.balance > 0)
        self.assertEqual(sorted(spent.mapped("balance")), sorted(CATEGORIES.values()))
        self.assertEqual(len(spent.account_id), 2)
        self.assert_integrity(county)

    def test_what_cannot_carry_the_funds_is_not_chosen(self):
        """R117, R134: one account twice, a journal without hash or with other entries."""
        with self.assertRaisesRegex(ValidationError, "twice.*R117"), self.env.cr.savepoint():
            self.company.zs_funding_account_id = self.company.zs_loan_account_id
        journals = self.env["account.journal"]
        plain = journals.create({"name": "Plain", "code": "PLAIN", "type": "general"})
        with self.assertRaisesRegex(ValidationError, "hash.*R134"), self.env.cr.savepoint():
            self.company.zs_claim_journal_id = plain
