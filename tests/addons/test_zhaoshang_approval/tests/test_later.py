from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import ApprovalCase

MONDAY = "2026-11-23 02:00:00"  # ten in the morning in the county


@tagged("post_install", "-at_install")
class TestLater(ApprovalCase):
    """A task put off leaves the inbox and comes back by itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_flow(cls.step("soon", cls.role_a, deadline_hours=4))

    def setUp(self):
        super().setUp()
        frozen = freeze_time(MONDAY)
        self.clock = frozen.start()
        self.addCleanup(frozen.stop)
        self.document = self.submitted()
        self.mine = self.task(self.ann, self.document)

    def waiting_for_ann(self):
        self.env.flush_all()
        return self.mine.browse().zs_inbox_badge()["count"]

    def test_until_eight_in_the_morning_of_the_county(self):
        self.assertEqual(self.waiting_for_ann(), 1)
        self.mine.action_later()
        self.assertEqual(str(self.mine.later_until), "2026-11-24 00:00:00")
        self.assertEqual(self.waiting_for_ann(), 0)
        self.clock.move_to("2026-11-23 23:59:59")
        self.assertEqual(self.waiting_for_ann(), 0)
        self.clock.move_to("2026-11-24 00:00:00")
        self.assertEqual(self.waiting_for_ann(), 1)

    def test_the_evening_before_belongs_to_the_county_not_to_greenwich(self):
        self.clock.move_to("2026-11-23 17:00:00")  # one at night on Tuesday
        self.mine.action_later()
        self.assertEqual(str(self.mine.later_until), "2026-11-25 00:00:00")

    def test_another_day_and_back_today(self):
        self.mine.action_later("2026-12-01")
        self.assertEqual(str(self.mine.later_until), "2026-12-01 00:00:00")
        self.mine.action_later("2026-11-23")
        self.assertFalse(self.mine.later_until)
        self.assertEqual(self.waiting_for_ann(), 1)

    def test_not_for_ever_and_not_backwards(self):
        for day in ("2026-11-22", "2026-12-25", "2027-11-23", "soon", 7, [1]):
            with self.assertRaises(UserError):
                self.mine.action_later(day)

    def test_the_deadline_runs_on_and_the_others_are_not_touched(self):
        due = self.mine.due_at
        self.mine.action_later()
        self.assertEqual(self.mine.due_at, due)
        self.assertEqual(self.waiting(self.document), ["zs_abe", "zs_ann"])
        self.assertFalse(self.task(self.abe, self.document).later_until)

    def test_an_urged_task_comes_back(self):
        self.mine.action_later()
        self.document.action_zs_urge()
        self.assertEqual(self.waiting_for_ann(), 1)

    def test_only_ones_own_open_task(self):
        with self.assertRaises(AccessError):
            self.mine.with_user(self.abe).action_later()
        with self.assertRaises(AccessError):
            self.mine.sudo().action_later()
        with self.assertRaises(AccessError):
            self.mine.write({"later_until": "2026-12-01 00:00:00"})
        with self.assertRaises(AccessError):
            self.mine.sudo().write({"later_until": "2026-12-01 00:00:00"})
        self.mine.action_decide("approve")
        with self.assertRaises(UserError):
            self.mine.action_later()
