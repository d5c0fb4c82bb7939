from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from .common import YEAR, FinanceCase


@tagged("post_install", "-at_install")
class TestPackage(FinanceCase):
    def test_three_people_have_250000(self):
        """R115: a bureau of three people has 250,000.00 a year."""
        package = self.open_year()
        self.assertEqual(package.annual, 250000)
        self.assertEqual(package.headcount_standard, 3)

    def test_two_people_have_180000(self):
        """R116: a bureau of two people has 180,000.00 a year."""
        self.open_year()
        self.assertEqual(self.package_of(self.two).annual, 180000)

    def test_a_vacancy_changes_nothing(self):
        """R116: the approved headcount decides, not how many are in post."""
        self.assertFalse(self.three.appointment_ids)
        self.assertEqual(self.open_year().annual, 250000)

    def test_the_standard_is_frozen_with_its_parameters(self):
        """R115, R139: a later change of the headcount does not touch the opened year."""
        package = self.open_year()
        self.three.headcount_standard = "2"
        self.assertEqual(package.annual, 250000)
        self.assertTrue(package.rule_set_id)

    def test_twelve_lines_loan_first(self):
        """R118, R119: twelve lines; January is a loan of 30,000.00, the others allotments."""
        lines = self.open_year().allotment_ids.sorted("month")
        self.assertEqual(lines.mapped("month"), list(range(1, 13)))
        self.assertEqual(lines.mapped("kind"), ["loan"] + ["allotment"] * 11)
        self.assertEqual(lines[0].amount, 30000)

    def test_equal_parts_to_the_cent(self):
        """R120, R121: 11 × 20,000.00; for two people 10 × 13,636.36 and 13,636.40."""
        lines = self.open_year().allotment_ids.sorted("month")
        self.assertEqual(lines.mapped("amount"), [30000] + [20000] * 11)
        two = self.package_of(self.two)
        lines = two.allotment_ids.sorted("month")
        self.assertEqual(lines.mapped("amount"), [30000] + [13636.36] * 10 + [13636.40])
        self.assertEqual(f"{sum(lines.mapped('amount')):.2f}", "180000.00")

    def test_a_bureau_opened_in_july_has_half_a_year(self):
        """R124: 125,000.00 = 30,000.00 + 5 × 19,000.00."""
        july = self._bureau("测试丙", "testbing", "3", opened_on=f"{YEAR}-07-01")
        self.open_year()
        package = self.package_of(july)
        self.assertEqual((package.annual, package.standard), (125000, 250000))
        lines = package.allotment_ids.sorted("month")
        self.assertEqual(lines.mapped("amount"), [30000] + [19000] * 5)

    def rule(self, **values):
        """Other parameters for this county, as if they had been in force all along."""
        rule_set = self.env["zhaoshang.rule.set"]._at(date(YEAR, 1, 1), self.company)
        for name, value in values.items():
            self.patch(type(rule_set), name, value)

    def test_a_loan_in_the_first_year_of_a_term_alone(self):
        """R122: where the county reads it so, later years are twelve equal parts."""
        self.open_year()
        self.rule(loan_each_year=False)
        following = self.open_year(YEAR + 1)
        self.assertEqual(following.first_loan, 0)
        lines = following.allotment_ids.sorted("month")
        self.assertEqual(set(lines.mapped("kind")), {"allotment"})
        self.assertEqual(lines.mapped("amount"), [20833.33] * 11 + [20833.37])
        new = self._bureau("测试丁", "testding", "3", opened_on=f"{YEAR + 1}-01-01")
        self.open_year(YEAR + 1)
        self.assertEqual(self.package_of(new, YEAR + 1).first_loan, 30000)

    def test_a_part_of_a_year_is_worth_the_whole(self):
        """R124: where the county does not count months in service, nor those after a closing."""
        july = self._bureau("测试丙", "testbing", "3", opened_on=f"{YEAR}-07-01")
        self.rule(prorate_months=False)
        self.open_year()
        package = self.package_of(july)
        self.assertEqual((package.annual, package.entitlement), (250000, 250000))
        self.assertEqual(
            package.allotment_ids.sorted("month").mapped("amount"), [30000] + [44000] * 5
        )
        paper = {"document": "松编〔2026〕9号", "file": b"JVBERi0xLjQK", "file_name": "撤销.pdf"}
        closing = date(YEAR, 9, 30)
        package.with_user(self.accountant).action_zs_change("closed", closing, None, **paper)
        self.assertEqual(package.entitlement, 250000)
        lines = package._zs_lines().sorted("month")
        self.assertEqual(lines.mapped("amount"), [30000, 110000, 110000, 0, 0, 0])

    def test_opening_a_year_again_changes_nothing(self):
        """R115: one action for all active bureaus, and a second run adds nothing."""
        self.open_year()
        before = self.env["zhaoshang.package"].search([])
        lines = self.env["zhaoshang.allotment"].search([])
        self.open_year()
        self.assertEqual(self.env["zhaoshang.package"].search([]), before)
        self.assertEqual(self.env["zhaoshang.allotment"].search([]), lines)

    def test_a_new_bureau_joins_an_opened_year(self):
        """R115: a later run adds only the bureau that was missing."""
        self.open_year()
        late = self._bureau("测试丁", "testding", "2")
        opened = self.env["zhaoshang.package"].with_user(self.accountant)._zs_open_year(YEAR)
        self.assertEqual(opened.bureau_id, late)

    def test_only_the_accountant_opens_a_year(self):
        """R115, R140: neither 出纳 nor 招商管理局 opens a year."""
        for user in (self.cashier, self.authority):
            with self.assertRaisesRegex(AccessError, "accountant"):
                self.env["zhaoshang.package"].with_user(user)._zs_open_year(YEAR)

    def test_the_wizard_opens_the_year_for_the_accountant(self):
        """R115: what the button does."""
        wizard = self.env["zhaoshang.package.open"].with_user(self.accountant)
        wizard = wizard.create({"year": YEAR})
        self.assertIn(self.three, wizard.bureau_ids)
        wizard.action_open()
        self.assertTrue(self.package_of(self.three))

    def test_the_year_is_shown_before_it_is_opened(self):
        """R115, R116, R121, R124: headcount, standard, months, package, loan and the equal parts
        of each bureau, sums, and why one is left out; nothing is made by looking."""
        july = self._bureau("测试丙", "testbing", "3", opened_on=f"{YEAR}-07-01")
        late = self._bureau("测试丁", "testding", "2", opened_on=f"{YEAR}-12-16")
        wizard = self.env["zhaoshang.package.open"].with_user(self.accountant)
        wizard = wizard.create({"year": YEAR})
        rows = {row.bureau_id: row for row in wizard.line_ids}
        names = ("headcount", "standard", "months", "annual", "loan", "part", "last_part")
        shown = {
            bureau: [rows[bureau][name] for name in names]
            for bureau in (self.three, self.two, july)
        }
        self.assertEqual(
            shown,
            {
                self.three: [3, 250000, "1–12", 250000, 30000, 20000, 20000],
                self.two: [2, 180000, "1–12", 180000, 30000, 13636.36, 13636.40],
                july: [3, 250000, "7–12", 125000, 30000, 19000, 19000],
            },
        )
        self.assertIn("R124", rows[late].reason)
        self.assertFalse(self.package_of(self.three))
        opened = self.open_year()
        self.assertEqual(
            (opened.annual, opened.allotment_ids.sorted("month")[1].amount), (250000, 20000)
        )
        again = wizard.create({"year": YEAR})
        self.assertFalse(again.opens)
        self.assertIn(str(YEAR), {row.bureau_id: row for row in again.line_ids}[self.two].reason)

    def test_packages_and_lines_are_not_edited_or_deleted(self):
        """R134: not by 会计, and not by the superuser."""
        package = self.open_year()
        for records in (package, package.allotment_ids[0]):
            for user in (self.accountant, self.cashier, self.authority, self.env.user):
                with self.assertRaises(AccessError):
                    records.with_user(user).write({"year": 2030})
                with self.assertRaises(AccessError):
                    records.with_user(user).unlink()
        with self.assertRaises(AccessError):
            package.allotment_ids[0].with_user(self.accountant).write({"amount": 1})
        with self.assertRaises(AccessError):
            package.sudo().allotment_ids[0].amount = 1

    def test_no_package_is_made_by_hand(self):
        """R134: create is refused to everybody, context keys do not help."""
        package = self.open_year()
        values = package.copy_data()[0] | {"year": YEAR + 1}
        for key in (True, "permit", {"_open": 1}):
            model = self.env["zhaoshang.package"].with_context(zs_permit=key)
            with self.assertRaisesRegex(AccessError, "R134"):
                model.create(values)

    def test_a_bureau_has_its_own_partner_and_analytic_account(self):
        """R117: a separate ledger for each bureau; also for bureaus made later."""
        self.assertTrue(self.three.partner_id)
        self.assertNotEqual(self.three.partner_id, self.two.partner_id)
        self.assertNotEqual(self.three.analytic_account_id, self.two.analytic_account_id)
        with self.assertRaisesRegex(AccessError, "R117"):
            self.three.partner_id = self.two.partner_id

    def test_bureau_partners_cannot_be_merged(self):
        """R117: merging contacts rewrites postings by SQL, so it is refused here."""
        merge = self.env["base.partner.merge.automatic.wizard"]
        with self.assertRaisesRegex(UserError, "R117"):
            merge._merge((self.three.partner_id | self.two.partner_id).ids)

    def test_a_company_without_chart_is_told_so(self):
        """R115: the message says what to do."""
        county = self.env["res.company"].create({"name": "无账县"})
        with self.assertRaisesRegex(UserError, "Chinese chart of accounts"):
            county._zs_finance_setup()

    def test_the_set_up_is_made_once(self):
        """R134: the accounts lie beside the chart's parents and a second run makes none."""
        names = [
            "zs_loan_account_id",
            "zs_prepaid_account_id",
            "zs_advance_account_id",
            "zs_funding_account_id",
        ]
        accounts = [self.company[name] for name in names]
        self.assertTrue(all(account.reconcile for account in accounts))
        self.assertEqual(
            [account.code[:4] for account in accounts], ["1221", "1123", "2241", "2401"]
        )
        self.assertTrue(self.company.zs_bank_journal_id.restrict_mode_hash_table)
        self.company._zs_finance_setup()
        self.assertEqual([self.company[name] for name in names], accounts)

    @mute_logger("odoo.sql_db")
    def test_one_package_for_each_bureau_and_year(self):
        """R115: the database refuses a second one."""
        package = self.open_year()
        data = package.copy_data()[0]
        with self.assertRaises(UniqueViolation), self.env.cr.savepoint():
            package._zs_command_create([data])

    def test_a_month_that_is_not_paid_by_its_fifth_working_day_is_late(self):
        """R123: shown to 招商管理局, found by a filter, and still told when it was paid late."""
        package = self.open_year()
        january, march = self.month(package, 1), self.month(package, 3)
        self.assertEqual(march.due_on, date(YEAR, 3, 7))
        domain = [("due_on", "<", f"{YEAR}-03-08"), ("state", "!=", "paid")]
        late = self.env["zhaoshang.allotment"].with_user(self.authority).search(domain)
        self.assertIn(march, late)
        self.approve_and_pay(january, january.due_on)
        self.assertFalse(january.late)
        february = self.month(package, 2)
        self.approve_and_pay(february, date(YEAR, 2, 28))
        self.assertTrue(february.late)
