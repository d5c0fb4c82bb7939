from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestLeaveReturnCorrection(OfficeCase):
    """A return that was reported wrongly is put right by who reported it (R085)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.bureau_a | cls.bureau_b).compliance_start = "2026-11-01"

    def setUp(self):
        super().setUp()
        self.leave = self.granted("deputy1.a", "2026-11-24", "2026-11-28")
        self.enterContext(self.at("2026-11-27 10:00"))
        self.mine().action_report_return("2026-11-26")

    def mine(self, login="deputy1.a"):
        return self.leave.with_user(self.users[login])

    def test_the_right_day_stands_and_the_wrong_one_is_kept(self):
        """R085, R138: in the days, in the talk with the reason, and in the log."""
        self.assertTrue(self.mine().can_correct_return)
        self.mine().action_correct_return("2026-11-27", "Counted the train's day")
        self.assertEqual(str(self.leave.return_date), "2026-11-27")
        self.assertEqual(str(self.leave.last_away), "2026-11-26")
        said = self.leave.message_ids[:1]
        self.assertIn("2026-11-26 to 2026-11-27", said.body)
        self.assertIn("Counted the train", said.body)
        self.assertEqual(said.author_id, self.users["deputy1.a"].partner_id)
        line = self.env["zhaoshang.audit"].search(
            [("res_model", "=", "zhaoshang.leave"), ("field_name", "=", "return_date")], limit=1
        )
        self.assertEqual((line.old_value, line.new_value), ("2026-11-26", "2026-11-27"))
        self.assertEqual(line.user_ref, self.users["deputy1.a"].id)

    def test_the_box_says_what_is_corrected(self):
        """R085: both days and what stands against it, before anything is done."""
        box = self.as_user("deputy1.a", "zhaoshang.leave.step")
        step = box.create({"leave_id": self.leave.id, "purpose": "correct"})
        self.assertIn("reported already", step.effect)
        step.day = "2026-11-25"
        self.assertIn("back on 2026-11-26. Corrected: back on 2026-11-25", step.effect)
        step.text = "Wrong day"
        step.action_do()
        self.assertEqual(str(self.leave.last_away), "2026-11-24")

    def test_only_the_person_and_only_with_a_reason(self):
        """R085: neither head nor offices; no day that cannot be."""
        for login in ("head.a", "deputy2.a", "bangongshi", "zhaoshangju"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.mine(login).action_correct_return("2026-11-27", "x")
        with self.assertRaisesRegex(UserError, "Write why"):
            self.mine().action_correct_return("2026-11-27", " ")
        for day, words in (
            ("2026-11-26", "reported already"), ("2026-11-28", "lies ahead"),
            ("2026-11-23", "begins on"), ("2926-11-27", "Correct the year"),
        ):  # fmt: skip
            with self.subTest(day), self.assertRaisesRegex(UserError, words):
                self.mine().action_correct_return(day, "x")
        other = self.granted("deputy2.a", "2026-12-01", "2026-12-02")
        with self.assertRaisesRegex(ValidationError, "No return is reported"):
            other.with_user(self.users["deputy2.a"]).action_correct_return("2026-11-27", "x")

    def test_what_a_closed_month_rests_on_stands(self):
        """R139: the month was closed on it; it is explained, not changed."""
        months = self.env["zhaoshang.presence.month"]
        months._recompute(self.company)
        with self.at("2026-12-02 09:00"):
            row = months.search(
                [("appointment_id", "=", self.posts["head.a"].id), ("month", "=", "2026-11-01")]
            )
            row.with_user(self.users["bangongshi"]).action_close()
            self.env.invalidate_all()
            self.assertFalse(self.mine().can_correct_return)
            with self.assertRaisesRegex(ValidationError, "2026-11 is closed.*R139"):
                self.mine().action_correct_return("2026-11-25", "x")

    def test_days_taken_anew_are_not_taken_back(self):
        """R086: a day that was freed and asked for again belongs to the other absence."""
        self.ask("deputy1.a", "2026-11-27", "2026-11-27", reason="Wedding")
        with self.at("2026-11-29 09:00"):
            self.mine().action_correct_return("2026-11-27", "One day later")
            with self.assertRaisesRegex(ValidationError, "R086"):
                self.mine().action_correct_return("2026-11-28", "Two days later")

    def test_an_absence_that_is_looked_at_is_explained_not_corrected(self):
        """R063, R085: whoever is under suspicion does not end it by himself."""
        self.leave.sudo().return_date = False
        with self.at("2026-12-03 10:00"):
            self.mine().action_report_return("2026-12-03")
            self.env["zhaoshang.finding"]._raise_overstays(self.company)
            self.env.invalidate_all()
            with self.assertRaisesRegex(ValidationError, "being looked at.*R085"):
                self.mine().action_correct_return("2026-11-29", "x")
