from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestLeaveActing(OfficeCase):
    def test_a_head_names_who_acts_for_him(self):
        """R015, R077: refused without, and the refusal says whom he may name."""
        leave = self.draft("head.a", "2026-12-01", "2026-12-03", acting_appointment_id=False)
        with self.assertRaises(UserError) as refusal:
            leave.action_zs_submit()
        self.assertIn("R015", str(refusal.exception))
        self.assertIn("deputy1.a, deputy2.a", str(refusal.exception))

    def test_the_named_deputy_must_be_at_post(self):
        """R015: a deputy on leave on one of these days cannot act."""
        self.granted("deputy1.a", "2026-12-03", "2026-12-04")
        leave = self.draft("head.a", "2026-12-01", "2026-12-03")
        self.assertEqual(leave.acting_candidate_ids, self.posts["deputy2.a"])
        with self.assertRaisesRegex(UserError, "Name deputy2.a"):
            leave.action_zs_submit()

    def test_a_deputy_of_another_bureau_cannot_act(self):
        """R012, R015: bureaus do not lend each other their deputies, nor tell their names."""
        stranger = self.posts["deputy1.b"].id
        with self.assertRaisesRegex(AccessError, "R012"):
            self.draft("head.a", "2026-12-01", "2026-12-03", acting_appointment_id=stranger)
        by_default = self.as_user("head.a").with_context(default_acting_appointment_id=stranger)
        with self.assertRaisesRegex(AccessError, "R012"):
            by_default.create({"date_from": "2026-12-01", "date_to": "2026-12-03"})
        spec = {"forecast": {}, "acting_appointment_id": {"fields": {"display_name": {}}}}
        for value in (stranger, {"id": stranger}):
            with self.assertRaisesRegex(AccessError, "R012"):
                self.as_user("head.a").onchange({"acting_appointment_id": value}, [], spec)

    def test_where_no_deputy_is_at_post_nobody_is_named(self):
        """R015: the head of two people goes while the deputy is away, with a reason (R087)."""
        self.granted("deputy1.b", "2026-12-01", "2026-12-03")
        leave = self.draft("head.b", "2026-12-02", "2026-12-03", acting_appointment_id=False)
        with self.assertRaisesRegex(UserError, "R087"):
            leave.action_zs_submit()
        leave.reason = "Funeral"
        leave.action_zs_submit()
        self.assertEqual(leave.zs_approval_state, "running")

    def test_who_decides_follows_the_leave_of_the_head(self):
        """R015: the named deputy decides from the first to the last day, the head afterwards."""
        self.granted("head.a", "2026-12-01", "2026-12-03")
        for day, decider in (
            ("2026-11-30", "head.a"),
            ("2026-12-01", "deputy1.a"),
            ("2026-12-03", "deputy1.a"),
            ("2026-12-04", "head.a"),
        ):
            with self.subTest(day):
                self.assertEqual(
                    self.bureau_a._deciding_head_at(
                        self.env["zhaoshang.leave"]._fields["date_from"].to_date(day)
                    ),
                    self.posts[decider],
                )

    def test_a_leave_that_waits_changes_nothing(self):
        """R015: only an approved absence makes somebody act."""
        self.ask("head.a", "2026-11-23", "2026-11-25")
        leave = self.ask("deputy2.a", "2026-12-01", "2026-12-02")
        self.assertEqual(self.waiting_for(leave), ["head.a"])
