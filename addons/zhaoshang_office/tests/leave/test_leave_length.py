import psycopg2
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestLeaveLength(OfficeCase):
    def test_eight_counted_days_are_refused_with_figure_and_way_out(self):
        """R066: the refusal names the days, the limit, the clause and what to do."""
        leave = self.draft("deputy1.a", "2026-12-01", "2026-12-08")
        with self.assertRaises(UserError) as refusal:
            leave.action_zs_submit()
        for part in ("8 days", "7 days", "clause 10, R066", "special leave"):
            self.assertIn(part, str(refusal.exception))
        self.assertEqual(leave.zs_approval_state, "draft")

    def test_a_mistyped_year_is_refused_before_anything_is_worked_out(self):
        """R007: the days of nine centuries would hold the server for half a minute."""
        leaves = self.as_user("deputy1.a")
        spec = {"forecast": {}, "calendar_days": {}}
        for first, last in (
            ("2026-12-01", "2926-12-02"), ("0001-01-01", "2026-12-02"),
            ("9999-12-31", "9999-12-31"), ("2026-02-30", "2026-12-02"), ("x", "x"), (1, True),
        ):  # fmt: skip
            days = {"date_from": first, "date_to": last}
            with self.subTest(days):
                with self.assertRaisesRegex(UserError, "Correct the year|no day like"):
                    leaves.create(days)
                with self.assertRaisesRegex(UserError, "Correct the year|no day like"):
                    leaves.onchange(days, [], spec)
        leave = self.granted("deputy1.a", "2026-12-01", "2026-12-03").with_user(leaves.env.user)
        with self.assertRaisesRegex(UserError, "Correct the year"):
            leave.action_prolong("2926-12-05")
        with self.assertRaisesRegex(UserError, "Correct the year"):
            self.as_user("deputy1.a", "zhaoshang.leave.step").onchange(
                {"leave_id": leave.id, "purpose": "prolong", "day": "2926-12-05"},
                ["day"],
                {"effect": {}},
            )

    def test_seven_days_with_their_weekend_are_sent(self):
        """R066, R067: Monday to Sunday counts seven."""
        leave = self.ask("deputy1.a", "2026-11-30", "2026-12-06")
        self.assertEqual((leave.calendar_days, leave.counted_days), (7, 7))
        self.assertEqual(leave.zs_approval_state, "running")

    def test_statutory_holidays_are_left_out(self):
        """R067: 2026-09-30 to 10-08 is nine days and counts two."""
        with self.at("2026-09-21 09:00"):
            leave = self.ask("deputy1.a", "2026-09-30", "2026-10-08")
        self.assertEqual((leave.calendar_days, leave.counted_days), (9, 2))

    def test_eight_days_after_the_holiday_are_refused(self):
        """R066: 2026-10-08 to 10-15 counts eight."""
        with self.at("2026-09-21 09:00"):
            leave = self.draft("deputy1.a", "2026-10-08", "2026-10-15")
            self.assertEqual(leave.counted_days, 8)
            with self.assertRaisesRegex(UserError, "R066"):
                leave.action_zs_submit()

    def test_the_limit_is_the_one_of_the_first_day(self):
        """R066, R139: a parameter set from December binds a leave of December."""
        sets = self.env["zhaoshang.rule.set"]
        later = sets._at(self.env.cr.now().date(), self.company).copy(
            {"date_from": "2026-12-01", "leave_max_days": 5}
        )
        later._govern({"state": "confirmed"})
        self.assertEqual(
            self.ask("deputy1.a", "2026-11-24", "2026-11-29").zs_approval_state, "running"
        )
        with self.assertRaisesRegex(UserError, "exceeds the 5 days"):
            self.ask("deputy2.a", "2026-12-07", "2026-12-12")

    def test_the_last_day_before_the_first_is_refused(self):
        """R067: dates are in order, in the database too."""
        with self.assertRaises(psycopg2.errors.CheckViolation), mute_logger("odoo.sql_db"):
            self.draft("deputy1.a", "2026-12-08", "2026-12-01")

    def test_a_leave_beyond_the_term_is_refused(self):
        """R007: the appointment ends on 2027-06-30."""
        with self.assertRaisesRegex(ValidationError, "R007"):
            self.draft("deputy1.a", "2027-06-28", "2027-07-01")

    def test_a_leave_begun_long_ago_is_refused(self):
        """R088: five days ago is too late, the last working day is not."""
        with self.assertRaisesRegex(UserError, "R088"):
            self.ask("deputy1.a", "2026-11-18", "2026-11-24")
        self.assertEqual(
            self.ask("deputy2.a", "2026-11-20", "2026-11-24").zs_approval_state, "running"
        )

    def test_a_second_leave_of_the_month_needs_its_reason(self):
        """R065: refused without one, sent with one."""
        self.granted("deputy1.a", "2026-12-01", "2026-12-02")
        again = self.draft("deputy1.a", "2026-12-14", "2026-12-15")
        with self.assertRaisesRegex(UserError, "R065"):
            again.action_zs_submit()
        again.reason = "A parent is ill"
        again.action_zs_submit()
        self.assertEqual(again.zs_approval_state, "running")

    def test_default_keys_fill_no_computed_figure(self):
        """R066, R078: what a client puts into the context is not believed."""
        leaves = self.as_user("deputy1.a").with_context(
            default_counted_days=1,
            default_filed_on="2026-11-01",
            default_number="X",
            default_bureau_id=self.bureau_b.id,
        )
        leave = leaves.create({"date_from": "2026-12-01", "date_to": "2026-12-04"})
        self.assertEqual((leave.counted_days, leave.bureau_id), (4, self.bureau_a))
        self.assertFalse(leave.filed_on or leave.number)

    def test_computed_figures_cannot_be_set(self):
        """R066: neither the days nor who decides can be forged over the API."""
        leave = self.draft("deputy1.a", "2026-12-01", "2026-12-08")
        for name, value in (
            ("counted_days", 1),
            ("route", "deputy"),
            ("deciding_head_user_id", self.users["deputy2.a"].id),
            ("number", "X"),
            ("filed_on", "2026-11-01"),
            ("return_date", "2026-12-02"),
            ("second_in_month", False),
            ("bureau_id", self.bureau_b.id),
            ("company_id", 1),
        ):
            with self.subTest(name), self.assertRaises(AccessError):
                leave.write({name: value})
            with self.subTest(name), self.assertRaises(AccessError):
                self.draft("deputy1.a", "2026-12-20", "2026-12-21", **{name: value})
