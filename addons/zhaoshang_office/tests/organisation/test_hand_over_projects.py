from datetime import date

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..targets.common import TargetCase


@tagged("post_install", "-at_install")
class TestHandOverProjects(TargetCase):
    """What happens to the open projects of who leaves, and of a bureau that is closed."""

    def close(self, **vals):
        return self.as_post(self.env["zhaoshang.bureau.event"], "bureau_authority").create(
            {
                "bureau_id": self.bureau.id,
                "kind": "close",
                "date": "2026-09-30",
                "document": "松测〔2026〕9号",
                **vals,
            }
        )

    def test_open_projects_follow_the_post(self):
        """R008: open ones go to the successor, finished ones stay with whom they were."""
        done = self.make_project("已投产项目", 20000, "producing")
        self.head.with_user(self.first)._propose_end(date(2026, 11, 30), "松组任9号", "另有任用")
        self.head.with_user(self.second).action_confirm_end()
        slip = self.head.with_user(self.first)._hand_over(self.deputy)
        self.assertEqual(slip.total, 1)
        self.assertEqual(self.project.appointment_id, self.deputy)
        self.assertEqual(done.appointment_id, self.head)

    def test_a_closing_names_who_takes_over_the_open_projects(self):
        """R003: refused without a bureau; with one, the projects are there the day after."""
        with self.refused(ValidationError, "R003"):
            self.close()
        self.close(takeover_bureau_id=self.bureau_b.id)
        self.assertEqual(self.project.bureau_id, self.bureau_b)
        self.assertEqual(self.project.appointment_id, self.head_b)
        slip = self.env["zhaoshang.handover"].search([("appointment_id", "=", self.head.id)])
        self.assertEqual((slip.successor_bureau_id, slip.total), (self.bureau_b, 1))

    def test_a_closing_to_come_hands_over_on_its_day(self):
        """R003: until its last day the projects stay; a second night changes nothing."""
        event = self.close(date="2026-12-31", takeover_bureau_id=self.bureau_b.id)
        self.assertEqual(self.project.bureau_id, self.bureau)
        self.assertFalse(event.handed_over)
        self.env["zhaoshang.bureau.event"]._cron_apply_due()
        self.assertEqual(self.project.bureau_id, self.bureau)
