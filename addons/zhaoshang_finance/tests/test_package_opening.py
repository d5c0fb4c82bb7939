from datetime import date

from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import MOMENT, YEAR, FinanceCase

PDF = "JVBERi0xLjQK"
DAY = date(YEAR, 3, 15)


@tagged("post_install", "-at_install")
class TestPackageOpening(FinanceCase):
    """A package that was kept on paper until the middle of March."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(MOMENT)
        clock.start()
        cls.addClassCleanup(clock.stop)
        cls.package = cls.open_year()
        cls.other = cls.package_of(cls.two)
        categories = cls.env["zhaoshang.expense.category"].search(
            [("company_id", "=", cls.company.id)]
        )
        cls.categories = {category.code: category for category in categories}

    def opening(self, paid=None, accepted=None, package=None, **values):
        """A draft: January to March paid as planned, 24,000 accepted, 18,000 of the loan open."""
        package = package or self.package
        paid = {1: 30000, 2: 20000, 3: 20000} if paid is None else paid
        accepted = {"rent": 12000, "travel": 12000} if accepted is None else accepted
        return self.env["zhaoshang.package.opening"].with_user(self.accountant).create(
            {
                "package_id": package.id,
                "date": DAY,
                "document": "松财〔2025〕9号",
                "file": PDF,
                "file_name": "paper.pdf",
                "loan_open": 18000,
                "month_ids": [
                    Command.create({"allotment_id": line.id, "amount": paid.get(line.month, 0)})
                    for line in package.allotment_ids.sorted("month")
                ],
                "expense_ids": [
                    Command.create({"category_id": self.categories[code].id, "amount": amount})
                    for code, amount in accepted.items()
                ],
                **values,
            }
        )  # fmt: skip

    def agree(self, openings, user=None):
        tasks = self.env["zhaoshang.approval.task"].with_user(user or self.authority)
        tasks.search(
            [("res_model", "=", openings._name), ("res_id", "in", openings.ids),
             ("state", "=", "open"), ("user_id", "=", tasks.env.uid)]
        ).action_decide("approve")  # fmt: skip
        openings.invalidate_recordset()
        self.package.invalidate_recordset()

    def posted(self, **values):
        opening = self.opening(**values)
        opening.action_zs_submit()
        self.agree(opening)
        return opening.sudo()

    def figures(self, package=None):
        package = package or self.package
        package.invalidate_recordset()
        names = ("paid", "returned", "accepted", "loan", "prepaid", "advance")
        paid, returned, accepted, loan, prepaid, advance = (package[name] for name in names)
        self.assertEqual(loan + prepaid - advance, paid - returned - accepted)
        return paid, accepted, loan, prepaid, advance

    def test_months_are_not_offered_while_it_is_not_known_which_were_paid(self):
        """R123, R134: neither to be submitted nor called late until the voucher is posted."""
        lines = self.package.allotment_ids
        offered = [("taken_over", "=", False), ("package_id", "=", self.package.id)]
        self.assertEqual(self.package.overdue_count, 3)
        opening = self.opening()
        lines.invalidate_recordset()
        self.package.invalidate_recordset()
        self.assertFalse(lines.search(offered))
        self.assertFalse(any(lines.mapped("late")) or self.package.overdue_count)
        with self.assertRaisesRegex(UserError, "taken over from paper"):
            lines.filtered(lambda line: line.month == 4).with_user(
                self.accountant
            ).action_zs_submit()
        opening.action_zs_submit()
        self.agree(opening)
        self.assertEqual(lines.search(offered), lines)

    def test_one_voucher_makes_the_figures_of_the_paper_the_figures_of_the_books(self):
        """R134: paid, settled, loan and paid ahead come out of one entry without a bank line."""
        opening = self.posted()
        self.assertEqual(opening.state, "posted")
        self.assertEqual(self.figures(), (70000, 24000, 18000, 28000, 0))
        move = opening.move_id
        self.assertEqual((move.date, move.zs_event, move.state), (DAY, "opening", "posted"))
        self.assertEqual(move.journal_id, self.company.zs_claim_journal_id)
        self.assertFalse(self.line_of(move, "bank"))
        self.assertEqual(self.line_of(move, "funding").credit, 70000)
        rent = self.categories["rent"].account_id
        self.assertEqual(move.line_ids.filtered(lambda line: line.account_id == rent).debit, 12000)

    def test_printed_it_is_expenses_and_one_enclosure(self):
        """R133, R134: 结算表 lists what was spent, not what was funded; the paper is enclosed."""
        opening = self.posted()
        texts = [str(cell) for row in self.package._statement_categories() for cell in row]
        self.assertEqual(texts.count("12,000.00"), 2)
        self.assertNotIn("-70,000.00", texts)
        self.assertEqual(opening.move_id._voucher_enclosures(), 1)

    def test_months_on_paper_are_paid_without_an_entry_each(self):
        """R118, R134: they are not submitted, paid or called late again; April is the next."""
        self.posted()
        march, april = self.month(self.package, 3), self.month(self.package, 4)
        self.assertEqual((march.state, march.move_id.id, march.late), ("paid", False, False))
        self.assertEqual(self.package.next_allotment_id, april)
        with self.assertRaisesRegex(UserError, "paid already"):
            march.with_user(self.accountant).action_zs_submit()
        with freeze_time(f"{YEAR}-04-03 02:00:00"):
            self.approve_and_pay(april, date(YEAR, 4, 2))
        self.assertEqual(self.figures(), (90000, 24000, 18000, 48000, 0))

    def test_what_is_owed_is_repaid_by_the_next_allotment(self):
        """R128: 应付垫付 of the paper goes on here."""
        self.posted(accepted={"other": 75000}, loan_open=0, advance=5000)
        self.assertEqual(self.figures(), (70000, 75000, 0, 0, 5000))
        with freeze_time(f"{YEAR}-04-03 02:00:00"):
            self.approve_and_pay(self.month(self.package, 4), date(YEAR, 4, 2))
        self.assertEqual(self.figures(), (90000, 75000, 0, 15000, 0))

    def test_other_amounts_on_paper_change_the_plan_and_a_reversal_gives_it_back(self):
        """R121, R134: the rest is shared to the cent; 红冲 leaves everything as it was."""
        before = self.package.allotment_ids.mapped("amount")
        opening = self.posted(paid={1: 30000, 2: 20000, 3: 10000})
        self.assertAlmostEqual(sum(self.package.allotment_ids.mapped("amount")), 250000)
        self.assertEqual(self.month(self.package, 4).amount, 21111.11)
        opening.with_user(self.accountant).action_reverse("Wrong month")
        self.package.invalidate_recordset()
        self.assertEqual(opening.state, "reversed")
        self.assertEqual(self.figures(), (0, 0, 0, 0, 0))
        self.assertEqual(self.package.allotment_ids.mapped("amount"), before)
        self.assertEqual(set(self.package.allotment_ids.mapped("state")), {"planned"})
        self.posted()
        self.assertEqual(self.figures(), (70000, 24000, 18000, 28000, 0))

    def test_nothing_is_reversed_once_something_rests_on_it(self):
        """R134: neither after a later entry nor while a month is under way."""
        opening = self.posted()
        april = self.month(self.package, 4)
        with freeze_time(f"{YEAR}-04-03 02:00:00"):
            self.approve(april)
            with self.assertRaisesRegex(UserError, "under way"):
                opening.with_user(self.accountant).action_reverse("Wrong")
            self.pay(april, date(YEAR, 4, 2))
            with self.assertRaisesRegex(UserError, april.move_id.name):
                opening.with_user(self.accountant).action_reverse("Wrong")

    def test_two_people_and_a_document(self):
        """R134: 会计 enters, 招商管理局 agrees; neither does both, and no figure without paper."""
        opening = self.opening(file=False)
        with self.assertRaisesRegex(UserError, "attach"):
            opening.action_zs_submit()
        opening.file = PDF
        opening.action_zs_submit()
        task = opening.sudo().zs_approval_task_ids
        self.assertEqual(task.user_id, self.authority)
        with self.assertRaises(AccessError):
            task.with_user(self.accountant).action_decide("approve")
        self.assertFalse(opening.sudo().move_id)
        with self.assertRaises(UserError):
            opening.loan_open = 0
        for user in (self.cashier, self.authority):
            with self.assertRaises(AccessError):
                opening.with_user(user).action_zs_submit()
            with self.assertRaises(AccessError):
                opening.with_user(user).action_reverse("Wrong")

    def test_what_cannot_be_is_refused_with_rule_figure_and_way_out(self):
        """R120, R124, R127, R128, R134: nothing that was typed is lost."""
        for values, words in (
            ({"paid": {1: 30000, 4: 20000}}, "R120"),
            ({"paid": {1: 30000, 2: 220001}}, "R124"),
            ({"accepted": {"other": 52000.01}}, "0.01.*R134"),
            ({"loan_open": 30000.01}, "R128"),
            ({"date": date(YEAR, 3, 21)}, "future"),
        ):
            opening = self.opening(**values)
            with self.assertRaisesRegex(UserError, words):
                opening.action_zs_submit()
            self.assertTrue(opening.exists())
            opening.unlink()

    def test_nobody_says_of_a_month_that_it_is_another(self):
        """R118, R134: two lines of one month would be booked as one and both count as paid."""
        opening = self.opening()
        february = opening.month_ids[1]
        for call in (
            lambda: february.write({"month": 3}),
            lambda: opening.write({"month_ids": [Command.update(february.id, {"month": 3})]}),
        ):
            with self.assertRaisesRegex(AccessError, "worked out"):
                call()

    def test_a_package_with_entries_is_not_taken_over(self):
        """R134: figures on paper would count twice."""
        self.approve(self.month(self.package, 1))
        opening = self.opening()
        with self.assertRaisesRegex(UserError, "under way"):
            opening.action_zs_submit()
        self.pay(self.month(self.package, 1), date(YEAR, 1, 6))
        with self.assertRaisesRegex(UserError, "entries here already"):
            opening.action_zs_submit()
        self.approve(self.month(self.package, 2))  # a draft that cannot be posted holds nothing up

    def test_nobody_writes_what_follows_from_the_approval(self):
        """R134: voucher and status; the months of another package are not named."""
        opening = self.opening()
        for vals in ({"move_id": 1}, {"state": "posted"}, {"reversed": True}):
            with self.assertRaises(AccessError):
                opening.write(vals)
            with self.assertRaises(AccessError):
                opening.sudo().write(vals)
        with self.assertRaisesRegex(UserError, "R117"):
            opening.month_ids[0].allotment_id = self.other.allotment_ids[0]
        with self.assertRaises(AccessError):
            opening.month_ids[0].planned = 1
        with self.assertRaisesRegex(UserError, "R010"):
            opening.expense_ids[0].category_id = self.categories["wages"]

    def test_all_bureaus_at_once_from_a_grid(self):
        """R134: a row each; drafts, agreed to together, one voucher a bureau; a list of them is
        read by as many statements as one."""
        wizard = self.env["zhaoshang.package.opening.start"].with_user(self.accountant)
        with Form(wizard) as form:
            form.year = YEAR
            form.date = DAY
            form.document = "松财〔2025〕9号"
            form.file = PDF
        wizard = form.record
        rows = wizard.line_ids.filtered(lambda row: row.package_id in self.package | self.other)
        self.assertEqual(rows.mapped("until"), [3, 3])
        (wizard.line_ids - rows).unlink()
        rows.accepted, rows.loan_open = 20000, 10000
        self.assertEqual(set(rows.mapped("prepaid")), {40000, 27272.72})
        found = wizard.action_create()["domain"][0][2]
        openings = self.env["zhaoshang.package.opening"].with_user(self.accountant).browse(found)
        openings.action_zs_submit()
        self.agree(openings)
        self.assertEqual(self.figures(), (70000, 20000, 10000, 40000, 0))
        self.assertEqual(self.figures(self.other), (57272.72, 20000, 10000, 27272.72, 0))
        self.assertEqual(len(openings.sudo().move_id), 2)
        self.assertFalse(wizard.new({"year": YEAR}).line_ids.package_id & self.package)
        self._statements(openings)  # what is remembered between requests
        self.assertEqual(self._statements(openings), self._statements(openings[:1]))

    def _statements(self, openings):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        openings.read(["display_name", "bureau_id", "paid", "accepted", "prepaid", "state"])
        return self.env.cr.sql_log_count - before
