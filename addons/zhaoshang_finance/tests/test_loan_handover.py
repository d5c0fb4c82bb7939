from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import YEAR, ClaimCase

PDF = "JVBERi0xLjQK"
CHANGE = date(YEAR, 3, 10)


@tagged("post_install", "-at_install")
class TestLoanHandover(ClaimCase):
    """测试甲 was lent 30,000 in January under one head and has another since 10 March."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        posts = cls.env["zhaoshang.appointment"]
        cls.old_post = posts.search([("user_id", "=", cls.head.id)])
        cls.old_post._govern({"date_to": date(YEAR, 3, 9)})
        cls.new_head = cls._officer("t_xinjuzhang", "head", CHANGE)
        cls.new_post = posts.search([("user_id", "=", cls.new_head.id)])
        cls.old_head, cls.head = cls.head, cls.new_head  # who decides on claims now
        cls.stranger = cls._user("t_waisheng", "zhaoshang_office.group_head")

    def slip(self, **values):
        model = self.env["zhaoshang.loan.handover"].with_user(self.accountant)
        return model.create({"package_id": self.package.id, "date": CHANGE, **values})

    def test_the_change_of_head_is_told_and_nothing_happens_by_itself(self):
        """R128: a to-do for 会计 and the new head; the old one answers until a slip says else."""
        todos = self.package.activity_ids
        self.assertFalse((self.accountant | self.new_head) - todos.user_id)
        self.assertIn("t_xinjuzhang", todos[0].summary)
        self.assertEqual(self.package.loan_holder_id, self.old_post)
        self.assertIn("R128", self.package.loan_notice)
        self.assertFalse(self.package.loan_handover_ids)

    def test_a_head_of_former_years_takes_nothing_over(self):
        """R128: entered for the record, when his term is over already."""
        todos = self.package.activity_ids
        self._officer("t_lijuzhang", "head", date(YEAR - 2, 1, 1), date(YEAR - 1, 6, 30))
        self.assertEqual(self.package.activity_ids, todos)

    def test_both_heads_confirm_what_the_books_say_on_that_day(self):
        """R128: amount and people follow from books and appointments; no entry is posted."""
        self.posted(12000)  # in the books after the day of the slip
        moves = self.env["account.move"].search_count([])
        slip = self.slip()
        self.assertEqual(
            (slip.amount, slip.old_appointment_id, slip.new_appointment_id),
            (30000, self.old_post, self.new_post),
        )
        slip.action_zs_submit()
        self.agree(slip, self.old_head)
        self.assertEqual((slip.state, self.package.loan_holder_id), ("submitted", self.old_post))
        self.agree(slip, self.new_head)
        self.package.invalidate_recordset()
        self.assertEqual((slip.state, self.package.loan_holder_id), ("confirmed", self.new_post))
        self.assertFalse(self.package.loan_notice)
        self.assertFalse(self.package.activity_ids)
        self.assertEqual(self.env["account.move"].search_count([]), moves)
        self.assertIn("叁万元整", str(slip.with_user(self.new_head)._document().blocks))

    def test_who_leads_another_bureau_now_opens_and_confirms_his_slip(self):
        """R128, R140: he reads the slip that he signs, and nothing else of the bureau he left."""
        there = {"bureau_id": self.two.id, "date_from": CHANGE, "role": "head"}
        names = ("employee_id", "host_unit_id")
        there |= {name: self.old_post[name].id for name in names}
        self.env["zhaoshang.appointment"].create(there)._confirm()
        slip = self.slip()
        slip.action_zs_submit()
        self.env.invalidate_all()
        own = slip.with_user(self.old_head)
        self.assertFalse(own.package_id.has_access("read"))
        self.assertIn(str(YEAR), own.read(["display_name", "amount"])[0]["display_name"])
        self.agree(slip, self.old_head, self.new_head)
        self.assertEqual(slip.state, "confirmed")

    def test_the_authority_confirms_for_who_is_gone_with_a_document(self):
        """R128: without account no confirmation; the paper stands in, and 招商管理局 signs."""
        self.old_head.active = False
        slip = self.slip()
        with self.assertRaisesRegex(UserError, "no account"):
            slip.action_zs_submit()
        slip.old_gone = True
        with self.assertRaisesRegex(UserError, "document"):
            slip.action_zs_submit()
        slip.write({"document": "松招〔2025〕3号", "file": PDF})
        slip.action_zs_submit()
        self.agree(slip, self.authority, self.new_head)
        self.assertEqual(slip.state, "confirmed")

    def test_a_slip_without_reason_is_refused(self):
        """R128: before the change nobody takes over; a settled loan is not handed over."""
        for values, words in (
            ({"date": date(YEAR, 3, 9)}, "already"),
            ({"date": date(YEAR, 3, 21)}, "has come"),
        ):
            slip = self.slip(**values)
            with self.assertRaisesRegex(UserError, words):
                slip.action_zs_submit()
        self.posted(30000)
        self.package.invalidate_recordset()
        self.assertIs(self.package.loan_notice, False)
        slip = self.slip(date=date(YEAR, 3, 20))
        with self.assertRaisesRegex(UserError, "Nothing of the loan"):
            slip.action_zs_submit()

    def test_nobody_writes_people_or_amount(self):
        """R128, R134: not 会计, not the superuser; others make no slip; strangers read none."""
        slip = self.slip()
        for vals in ({"amount": 1}, {"new_appointment_id": self.old_post.id}, {"state": "x"}):
            for record in (slip, slip.sudo()):
                with self.assertRaises(AccessError):
                    record.write(vals)
        for user in (self.new_head, self.authority, self.cashier):
            with self.assertRaises(AccessError):
                slip.with_user(user).action_zs_submit()
            with self.assertRaises(AccessError):
                slip.with_user(user).create({"package_id": self.package.id})
        model = self.env["zhaoshang.loan.handover"]
        self.assertFalse(model.with_user(self.stranger).search([]))
        self.assertEqual(model.with_user(self.new_head).search([]), slip)
