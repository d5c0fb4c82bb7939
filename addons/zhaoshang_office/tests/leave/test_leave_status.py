from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestLeaveStatus(OfficeCase):
    def status(self, leave, moment):
        with self.at(moment):
            leave.invalidate_recordset()
            return leave.status

    def test_each_state_has_its_sign_and_words(self):
        """R075: what a person sees in the list, never by colour alone."""
        leave = self.draft("deputy1.a", "2026-12-01", "2026-12-03")
        self.assertEqual(leave.status, "✎ Draft")
        leave.action_zs_submit()
        self.assertEqual(leave.status, "◔ Waits for 局长")
        self.decide(leave, "head.a")
        self.assertEqual(leave.status, "✔ Agreed, to be registered")
        self.decide(leave, "zhaoshangju", "file")
        self.assertEqual(leave.status, "✔ Agreed")
        self.assertEqual(self.status(leave, "2026-12-01 00:00"), "● On leave")
        self.assertEqual(self.status(leave, "2026-12-03 23:59"), "● On leave")
        self.assertEqual(
            self.status(leave, "2026-12-04 00:00"), "◔ Over, report back by 2026-12-04"
        )
        self.assertEqual(self.status(leave, "2026-12-05 00:00"), "▲ Over, not reported back")

    def test_both_departments_are_named_while_both_wait(self):
        """R076: the list says whose word is missing."""
        leave = self.ask("head.a", "2026-12-01", "2026-12-03")
        self.assertEqual(leave.status, "◔ Waits for 组织部, 招商管理局")
        self.decide(leave, "zuzhibu")
        leave.invalidate_recordset()
        self.assertEqual(leave.status, "◔ Waits for 招商管理局")

    def test_the_numbers_run_by_year(self):
        """R077: a number is given when the leave is sent."""
        first = self.ask("deputy1.a", "2026-12-01", "2026-12-03")
        second = self.ask("deputy2.a", "2026-12-01", "2026-12-03")
        self.assertRegex(first.number, r"^QJ-2026-\d{4}$")
        self.assertNotEqual(first.number, second.number)
        self.assertFalse(self.draft("head.a", "2026-12-08", "2026-12-09").number)

    def test_filters_of_the_list(self):
        """R041: on leave today, my bureau, waits for me."""
        leave = self.granted("deputy1.a", "2026-11-23", "2026-11-25")
        mine = self.as_user("deputy2.a").search([("in_my_bureau", "=", True)])
        self.assertIn(leave, mine)
        self.assertFalse(self.as_user("head.b").search([("in_my_bureau", "=", True)]))
        waiting = [
            (
                "zs_approval_task_ids",
                "any",
                [("user_id", "=", self.users["zhaoshangju"].id), ("state", "=", "open")],
            )
        ]
        self.assertEqual(self.as_user("zhaoshangju").search(waiting), leave)
