from datetime import date

from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import YEAR, FinanceCase

PAPER = {"document": "松招发〔2025〕3号", "file": b"JVBERi0xLjQK", "file_name": "停拨决定.pdf"}


@tagged("post_install", "-at_install")
class TestSuspension(FinanceCase):
    """Allotments are held back and paid again by people with a document, never by themselves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls._user("t_office", "zhaoshang_office.group_office")
        cls.package = cls.open_year()
        for month in range(1, 8):
            cls.approve_and_pay(cls.month(cls.package, month), date(YEAR, month, 5))

    def suspension(self, month_from=8, **values):
        model = self.env["zhaoshang.suspension"].with_user(self.office)
        return model.create(
            {"bureau_id": self.three.id, "year": YEAR, "month_from": month_from, **PAPER, **values}
        )

    def decide(self, record):
        record.action_zs_submit()
        tasks = self.env["zhaoshang.approval.task"].with_user(self.authority)
        tasks.search(
            [("res_model", "=", record._name), ("res_id", "=", record.id), ("state", "=", "open")]
        ).action_decide("approve")
        self.env.invalidate_all()
        return record

    def resumption(self, of, month_from=10, **values):
        return self.suspension(month_from, kind="resume", suspension_id=of.id, **values)

    def test_a_suspended_month_is_neither_submitted_nor_paid(self):
        """R131: also one that was approved before; the month before it is paid."""
        august = self.month(self.package, 8)
        self.approve(august)
        september = self.month(self.package, 9).with_user(self.accountant)
        self.assertFalse(september.obstacle)
        self.assertFalse(self.package.held_notice)
        self.assertEqual(self.decide(self.suspension()).state, "decided")
        self.assertIn("R131", september.obstacle)
        self.assertIn("8, 9, 10, 11, 12", self.package.with_user(self.cashier).held_notice)
        with self.assertRaisesRegex(UserError, "R131"):
            self.pay(august, date(YEAR, 8, 5))
        with self.assertRaisesRegex(UserError, "R131"):
            self.approve(self.month(self.package, 9))

    def test_a_resumption_proposes_a_month_in_which_it_may_begin(self):
        """R132: the present month, or the second one held back where none has begun yet."""
        held = self.suspension(8)
        for day, month in ((date(YEAR, 7, 20), 9), (date(YEAR, 10, 20), 10)):
            with freeze_time(day):
                proposed = held.action_resume()["context"]
            self.assertEqual(proposed["default_month_from"], month)

    def test_more_suspensions_are_checked_with_no_more_statements(self):
        """R131: one month, or four that are handed in together."""
        self.decide(self.suspension(8, month_to=8))
        months = [self.suspension(month, month_to=month) for month in (9, 10, 11, 12)]
        few, every = months[0], self.env["zhaoshang.suspension"].union(*months)
        check = type(every)._zs_approval_check
        self.statements(check, every.with_user(self.office))  # what is remembered is so from here
        self.assertGreaterEqual(
            self.statements(check, few.with_user(self.office)),
            self.statements(check, every.with_user(self.office)),
        )

    def test_more_months_behind_a_suspended_one_are_checked_with_no_more_statements(self):
        """R118, R132: one month, or four, that do not wait for the one held back before them."""
        self.decide(self.suspension(8, month_to=8))
        months = self.package.allotment_ids.filtered(lambda line: line.month > 8)
        self.approve(months)
        every = months.with_user(self.cashier)
        few = every.filtered(lambda line: line.month == 9)
        day = date(YEAR, 12, 31)
        self.statements(every._zs_check_payable, day)  # as above
        self.assertGreaterEqual(
            self.statements(few._zs_check_payable, day),
            self.statements(every._zs_check_payable, day),
        )

    def test_nothing_is_suspended_before_it_is_decided(self):
        """R131: not confirmed, the month is paid."""
        self.suspension().action_zs_submit()
        self.approve_and_pay(self.month(self.package, 8), date(YEAR, 8, 5))
        self.assertEqual(self.month(self.package, 8).state, "paid")

    def test_back_pay_pays_three_parts_in_october(self):
        """R132: suspended August and September, resumed in October with back pay."""
        held = self.decide(self.suspension())
        self.decide(self.resumption(held, back_pay=True))
        lines = self.package._zs_lines().filtered(lambda line: line.month in (8, 9, 10))
        self.approve_and_pay(lines, date(YEAR, 10, 9))
        self.assertEqual(sum(lines.mapped("amount")), 60000)
        self.assertEqual(self.package.entitlement, 250000)
        self.assert_balanced(self.package)

    def test_without_back_pay_the_months_lapse(self):
        """R132, R124: the entitlement falls by them, with the decision; October is paid."""
        held = self.decide(self.suspension())
        self.decide(self.resumption(held))
        self.assertEqual(self.package.entitlement, 210000)
        changes = self.package.change_ids.sorted("month")
        self.assertEqual(changes.mapped("amount"), [-20000, -20000])
        self.assertEqual(set(changes.mapped(lambda row: (row.kind, row.document))),
                         {("suspended", PAPER["document"])})  # fmt: skip
        self.approve_and_pay(self.month(self.package, 10), date(YEAR, 10, 9))
        self.assertEqual(sum(self.package._zs_lines().mapped("amount")), 210000)
        self.assert_balanced(self.package)

    def test_a_month_paid_between_two_lapsed_ones_has_not_lapsed(self):
        """R132, R134: August and October lapse; September, reversed for its slip, is paid anew."""
        for month in (8, 9):
            self.approve_and_pay(self.month(self.package, month), date(YEAR, month, 5))
        august, september = self.month(self.package, 8), self.month(self.package, 9)
        august.with_user(self.accountant).action_reverse("入错")
        self.decide(self.resumption(self.decide(self.suspension()), 11))
        self.assertEqual(self.package.change_ids.sorted("month").mapped("month"), [8, 10])
        september.with_user(self.accountant).action_reverse("回单号错")
        self.resize(12)
        self.assertEqual((september.amount, self.month(self.package, 8).amount), (20000, 0))

    def resize(self, month, kind="resized", headcount=2):
        day = date(YEAR, month, 1)
        package = self.package.with_user(self.accountant)
        package.action_zs_change(kind, day, headcount if kind == "resized" else None, **PAPER)
        self.env.invalidate_all()

    def test_what_has_lapsed_is_taken_off_once(self):
        """R124, R132: two people from September leave October to December what they leave without
        the lapse; a bureau that then closes in August gets September's 20,000 back."""
        self.decide(self.resumption(self.decide(self.suspension())))
        self.resize(9)
        rest = [f"{line.amount:.2f}" for line in self.package._zs_lines() if line.month > 7]
        self.assertEqual(rest, ["0.00"] * 2 + ["14166.66", "14166.66", "14166.68"])
        self.assertEqual(self.package.entitlement, 192500)
        self.resize(8, "closed")
        self.assertEqual(f"{self.package.entitlement:.2f}", "146666.67")
        self.assertEqual(f"{self.package.return_due:.2f}", "3333.33")

    def test_months_after_a_dated_suspension_do_not_wait(self):
        """R132: until September; October is paid while August and September are held back."""
        self.decide(self.suspension(month_to=9))
        self.approve_and_pay(self.month(self.package, 10), date(YEAR, 10, 9))

    def test_it_needs_a_document_and_its_people(self):
        """R130, R131: the text is cut off; 会计 does not begin it, nobody decides his own."""
        with self.assertRaisesRegex(UserError, "R130"):
            self.suspension(file=False).action_zs_submit()
        model = self.env["zhaoshang.suspension"]
        values = {"bureau_id": self.three.id, "year": YEAR, "month_from": 8}
        for user in (self.accountant, self.cashier):
            with self.assertRaises(AccessError):
                model.with_user(user).create(values)
        with self.assertRaises(AccessError):
            model.with_user(self.office).create(values | {"proposed": True})
        record = self.suspension()
        self.assertIn("missing", record.text_missing)
        with self.assertRaises(AccessError):
            record.zs_approval_state = "approved"

    def test_months_are_suspended_once_and_resumed_once(self):
        """R132: no second decision over the same months; a resumption names its suspension."""
        held = self.decide(self.suspension())
        with self.assertRaisesRegex(UserError, "already"):
            self.suspension(9).action_zs_submit()
        with self.assertRaises(ValidationError):
            self.resumption(held, 8)
        self.decide(self.resumption(held))
        with self.assertRaisesRegex(UserError, "resumed already"):
            self.resumption(held, 11).action_zs_submit()

    def test_officers_see_what_is_decided_of_their_own_bureau(self):
        """R140: not drafts, not another bureau's."""
        record = self.suspension()
        leader = self._user("t_lead", "zhaoshang_office.group_leader")
        self.three.leader_ids = leader
        model = self.env["zhaoshang.suspension"].with_user(leader)
        self.assertFalse(model.search([("id", "=", record.id)]))
        self.decide(record)
        self.assertTrue(model.search([("id", "=", record.id)]))
        self.three.leader_ids = False
        self.env.invalidate_all()
        self.assertFalse(model.search([("id", "=", record.id)]))

    # -- facts

    def facts(self, kind):
        self.env.flush_all()
        self.env.invalidate_all()
        facts = self.env["zhaoshang.suspension.fact"].with_user(self.office)
        return facts.search([("bureau_id", "=", self.three.id), ("kind", "=", kind)])

    def months(self, at_post, special=0, state="closed"):
        """Two months of one officer as they were closed."""
        unit = self.env["zhaoshang.host.unit"].search([], limit=1)
        post = self.env["zhaoshang.appointment"].create(
            {"name": "周", "bureau_id": self.three.id, "role": "head", "host_unit_id": unit.id,
             "date_from": date(YEAR, 1, 1), "host_reason": "x",
             "employee_id": self.env["hr.employee"].create({"name": "周"}).id}
        )  # fmt: skip
        rule_set = self.package.rule_set_id
        for month in (8, 9):
            self.env.cr.execute(
                """INSERT INTO zhaoshang_presence_month (appointment_id, bureau_id, company_id,
                       month, state, days, service_days, at_post_days, limit_days, special_days,
                       rule_set_id, result)
                   VALUES (%s, %s, %s, %s, %s, '', 30, %s, 20, %s, %s, 'met')""",
                [post.id, self.three.id, self.company.id, date(YEAR, month, 1), state, at_post,
                 special, rule_set.id],
            )  # fmt: skip

    def test_facts_come_from_closed_months_alone(self):
        """R130, R131: too few days, no visit; while a month is open nothing is told."""
        self.months(19, state="open")
        self.assertFalse(self.facts("few_days") | self.facts("no_visit"))
        self.env.cr.execute("UPDATE zhaoshang_presence_month SET state = 'closed'")
        fact = self.facts("few_days")
        self.assertEqual((fact.month_before, fact.month), (date(YEAR, 8, 1), date(YEAR, 9, 1)))
        self.assertTrue(self.facts("no_visit"))
        self.assertFalse(self.facts("no_report"))

    def test_what_is_found_in_december_is_suspended_from_january(self):
        """R131: the next allotments, not December's that was paid."""
        self.months(19)
        for today, expected in (("12-20", (YEAR + 1, 1)), ("10-20", (YEAR, 11))):
            with freeze_time(f"{YEAR}-{today} 02:00:00"):
                context = self.facts("few_days").action_suspend()["context"]
            found = (context["default_year"], context["default_month_from"])
            self.assertEqual(found, expected)

    def test_twenty_days_are_no_fact(self):
        """R131: only below the days of clause 10."""
        self.months(20)
        self.assertFalse(self.facts("few_days"))

    def test_nothing_claimed_while_the_loan_is_open_is_a_fact(self):
        """R131 d: read from claims and entries."""
        self.months(25)
        self.assertTrue(self.facts("no_claim"))
        refunds = self.env["zhaoshang.package.refund"].with_user(self.cashier)
        refunds.create(
            {"package_id": self.package.id, "amount": 30000, "slip_number": "S",
             "date": date(YEAR, 8, 1)}
        ).with_user(self.accountant).action_post()  # fmt: skip
        self.assertFalse(self.facts("no_claim"))

    def test_a_suspension_is_proposed_only_where_it_is_switched_on(self):
        """R131: off, or for another condition, nothing is proposed; on, one draft that does
        nothing: October is paid."""
        self.months(19)
        model = self.env["zhaoshang.suspension"]
        domain = [("bureau_id", "=", self.three.id)]
        with freeze_time(f"{YEAR}-10-20 02:00:00"):
            model._cron_propose()
            self.assertFalse(model.search(domain))
            for chosen in ("NOT suspend_few_days", "true"):
                self.assertFalse(model.search(domain))
                self.env.cr.execute(
                    f"UPDATE zhaoshang_rule_set SET suspend_enabled = true, suspend_no_visit ="
                    f" false, suspend_few_days = {chosen}"
                )
                self.env.invalidate_all()
                model._cron_propose()
            model._cron_propose()
            proposal = model.search(domain)
            self.assertEqual((len(proposal), proposal.state, proposal.month_from), (1, "draft", 10))
            self.assertTrue(proposal.proposed)
            lines = self.package._zs_lines().filtered(lambda line: line.month in (8, 9, 10))
            self.approve_and_pay(lines, date(YEAR, 10, 13))
