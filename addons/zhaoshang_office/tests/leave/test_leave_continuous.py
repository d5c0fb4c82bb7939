from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestLeaveContinuous(OfficeCase):
    """Who decides sees the whole absence (R067, R070)."""

    def test_holiday_and_leave_are_shown_as_one(self):
        """R067: 09-28 … 09-30 counts three days and is away until 10-07, from 09-25 on."""
        with self.at("2026-09-14 09:00"):
            leave = self.ask("deputy1.a", "2026-09-28", "2026-09-30")
            seen = leave.with_user(self.users["head.a"])
            self.assertEqual(seen.counted_days, 3)
            self.assertEqual(seen.continuous_days, 13)
            self.assertTrue(seen.continuous_long)
            self.assertIn("13 days without a break", seen.forecast)
        (run,) = [row for row in self.rows(leave) if row[0] == "Whole Absence"]
        self.assertIn("13 days", run[1])

    def rows(self, leave):
        document = leave.with_user(self.users["head.a"]).sudo()
        return document._zs_snapshot_rows(document._zs_approval_snapshot()[leave.id])

    def test_absences_that_adjoin_are_part_of_it(self):
        """R067: a duty in the county before the leave, as long as it is not freed."""
        self.ask("deputy1.a", "2026-12-01", "2026-12-04", kind="county_duty", notice_number="7")
        leave = self.ask("deputy1.a", "2026-12-05", "2026-12-09")
        self.assertEqual(leave.continuous_days, 9)
        self.assertTrue(leave.continuous_long)
        alone = self.ask("deputy2.a", "2026-12-10", "2026-12-16")
        self.assertEqual(alone.continuous_days, 7)
        self.assertFalse(alone.continuous_long)
        self.assertFalse(alone.continuous_text)
