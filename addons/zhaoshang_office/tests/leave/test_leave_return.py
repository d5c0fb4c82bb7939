from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestLeaveReturn(OfficeCase):
    """Reporting back, earlier and later than granted (R085)."""

    def setUp(self):
        super().setUp()
        self.leave = self.granted("deputy1.a", "2026-12-01", "2026-12-05")

    def report(self, day=None, login="deputy1.a"):
        return self.leave.with_user(self.users[login]).action_report_return(day)

    def test_an_early_return_frees_the_days_after_it(self):
        """R085: at post again from that day on; the days can be asked for anew."""
        with self.at("2026-12-03 10:00"):
            self.report()
            self.assertEqual(str(self.leave.return_date), "2026-12-03")
            self.assertEqual(str(self.leave.last_away), "2026-12-02")
            mine = self.posts["deputy1.a"]
            self.assertTrue(mine._absent_at(self.leave.date_from))
            self.assertFalse(mine._absent_at(self.leave.return_date))
            again = self.ask("deputy1.a", "2026-12-04", "2026-12-05", reason="Wedding")
        self.assertTrue(again.second_in_month)

    def test_a_return_in_time_leaves_the_days_as_they_were(self):
        """R085: back the day after the last one, reported that day."""
        with self.at("2026-12-06 10:00"):
            self.report("2026-12-06")
        self.assertEqual(str(self.leave.last_away), "2026-12-05")
        self.assertEqual(self.leave.status, "✔ Over, back on 2026-12-06")

    def test_nobody_is_back_before_leaving_or_tomorrow(self):
        """R085: each with the day that is wrong."""
        with self.at("2026-12-03 10:00"):
            with self.assertRaisesRegex(ValidationError, "begins on 2026-12-01"):
                self.report("2026-11-30")
            with self.assertRaisesRegex(ValidationError, "lies ahead of today, 2026-12-03"):
                self.report("2026-12-04")
            with self.assertRaisesRegex(UserError, "no day like"):
                self.report("the day after")
        self.assertFalse(self.leave.return_date)

    def test_only_the_person_reports_back_and_once(self):
        """R085: neither head nor office; a second report says that it is done."""
        with self.at("2026-12-03 10:00"):
            for login in ("head.a", "deputy2.a", "bangongshi", "zhaoshangju"):
                with self.subTest(login), self.assertRaises(AccessError):
                    self.report(login=login)
            self.report()
            with self.assertRaisesRegex(UserError, "reported already"):
                self.report()

    def test_what_is_not_granted_has_no_return(self):
        """R085: a draft or a waiting request."""
        waiting = self.ask("deputy2.a", "2026-11-23", "2026-11-24")
        with self.assertRaisesRegex(UserError, "not granted"):
            waiting.with_user(self.users["deputy2.a"]).action_report_return()

    def test_the_day_of_return_is_written_by_no_client(self):
        """R085: neither by writing nor with a new leave."""
        for values in ({"return_date": "2026-12-02"}, {"turned_on": "2026-12-02"},
                       {"last_away": "2026-12-02"}, {"extends_id": self.leave.id}):  # fmt: skip
            with self.subTest(values), self.assertRaises(AccessError):
                self.leave.with_user(self.users["deputy1.a"]).write(values)
            with self.subTest(values), self.assertRaises(AccessError):
                self.draft("deputy1.a", "2026-12-20", "2026-12-21", **values)

    def test_an_early_return_brings_the_duties_back(self):
        """R047, R085: the call of the Monday after the return is due again."""
        self.bureau_a.compliance_start = "2026-11-30"
        leave = self.granted("deputy2.a", "2026-12-06", "2026-12-09")
        duties = self.env["zhaoshang.duty"]
        with self.at("2026-12-07 07:00"):
            duties._check_duties(self.company)
            duty = duties.search(
                [
                    ("appointment_id", "=", self.posts["deputy2.a"].id),
                    ("due_on", "=", "2026-12-07"),
                ]
            )
            self.assertEqual(duty.state, "excused")
            leave.with_user(self.users["deputy2.a"]).action_report_return()
            duty.invalidate_recordset()
            self.assertNotEqual(duty.state, "excused")

    def test_the_box_says_what_follows(self):
        """R085: days freed, days over, before anything is done."""
        box = self.env["zhaoshang.leave.step"].with_user(self.users["deputy1.a"])
        with self.at("2026-12-08 10:00"):
            step = box.create({"leave_id": self.leave.id, "purpose": "return"})
            step.day = "2026-12-04"
            self.assertIn("2 days of the leave are freed", step.effect)
            step.day = "2026-12-08"
            self.assertIn("2 days beyond the granted leave", step.effect)
            step.day = "2026-12-09"
            self.assertIn("lies ahead", step.effect)
            step.day = "2026-12-06"
            self.assertIn("as it was granted", step.effect)
            step.action_do()
        self.assertEqual(str(self.leave.return_date), "2026-12-06")

    def test_the_box_tells_nothing_of_a_leave_that_one_may_not_read(self):
        """R012: neither its effect nor its bureau."""
        box = self.env["zhaoshang.leave.step"].with_user(self.users["deputy1.b"])
        with self.assertRaises(AccessError):
            box.create({"leave_id": self.leave.id, "purpose": "return"}).read(["effect"])
