from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestLeaveRoute(OfficeCase):
    def test_head_leave_needs_both_departments(self):
        """R075: one of the two is not enough; both are asked at once (R076)."""
        leave = self.ask("head.a", "2026-12-01", "2026-12-03")
        self.assertEqual(self.waiting_for(leave), ["zhaoshangju", "zuzhibu"])
        self.decide(leave, "zuzhibu")
        self.assertEqual(leave.zs_approval_state, "running")
        self.assertEqual(self.waiting_for(leave), ["zhaoshangju"])
        self.decide(leave, "zhaoshangju")
        self.assertEqual(leave.zs_approval_state, "approved")

    def test_either_department_may_be_first(self):
        """R076: the two decide in parallel."""
        leave = self.ask("head.a", "2026-12-01", "2026-12-03")
        self.decide(leave, "zhaoshangju")
        self.decide(leave, "zuzhibu")
        self.assertEqual(leave.zs_approval_state, "approved")

    def test_one_refusal_ends_it_and_both_opinions_are_shown(self):
        """R076: 招商管理局 refuses after 组织部 agreed."""
        leave = self.ask("head.a", "2026-12-01", "2026-12-03")
        self.decide(leave, "zuzhibu", comment="Agreed, take care")
        self.decide(leave, "zhaoshangju", "reject", comment="Clients come that week")
        self.assertEqual(leave.zs_approval_state, "rejected")
        self.assertFalse(self.tasks(leave))
        panel = leave.with_user(self.users["head.a"]).zs_approval_panel()
        opinions = [entry["comment"] for entry in panel["trail"]]
        self.assertIn("Agreed, take care", opinions)
        self.assertIn("Clients come that week", opinions)

    def test_away_before_both_agreed_is_shown_as_not_granted(self):
        """R075: only 组织部 agreed and the first day has come."""
        leave = self.ask("head.a", "2026-12-01", "2026-12-03")
        self.decide(leave, "zuzhibu")
        with self.at("2026-12-01 08:00"):
            leave.invalidate_recordset()
            self.assertIn("Not granted", leave.status)
            self.assertIn("招商管理局", leave.status)
            self.assertFalse(self.posts["head.a"]._absent_at(leave.date_from))

    def test_deputy_asks_his_head_and_the_leave_is_filed(self):
        """R077: the head agrees, 招商管理局 gives it a number."""
        leave = self.ask("deputy1.a", "2026-12-01", "2026-12-03")
        self.assertEqual(self.waiting_for(leave), ["head.a"])
        self.decide(leave, "head.a")
        self.assertEqual(leave.zs_approval_state, "approved")
        self.assertEqual(self.waiting_for(leave), ["zhaoshangju"])
        self.decide(leave, "zhaoshangju", "file")
        self.assertTrue(leave.zs_approval_instance_id.sudo().filing_number)
        self.assertIn("✔ Registered", leave.filing_note)

    def test_a_returned_leave_goes_straight_back_to_the_step_that_returned_it(self):
        """R077: the head agreed already; the departments that returned it decide again."""
        self.granted("deputy1.a", "2026-12-01", "2026-12-03")
        leave = self.ask("deputy1.a", "2026-12-20", "2026-12-22", reason="Wedding")
        self.decide(leave, "head.a")
        self.tasks(leave, "zuzhibu").with_user(self.users["zuzhibu"]).action_return(comment="Why?")
        leave.action_zs_resubmit(straight_back=True)
        self.assertEqual(self.waiting_for(leave), ["zhaoshangju", "zuzhibu"])

    def test_a_leave_is_revoked_only_before_it_begins(self):
        """R075: what has begun is history; before that it is revoked the way it was granted."""
        leave = self.granted("head.a", "2026-12-01", "2026-12-03")
        with self.at("2026-12-01 08:00"), self.assertRaisesRegex(UserError, "has begun"):
            leave.action_zs_revoke("Not needed.")
        leave.action_zs_revoke("Not needed.")
        self.decide(leave, "zuzhibu")
        last = self.tasks(leave, "zhaoshangju").with_user(self.users["zhaoshangju"])
        with self.at("2026-12-01 08:00"), self.assertRaises(UserError) as refusal:
            last.action_decide("approve")
        self.assertIn("has begun", str(refusal.exception))
        last.action_decide("approve")
        self.env.invalidate_all()
        self.assertEqual(leave.zs_approval_state, "revoked")
        self.assertFalse(self.posts["head.a"]._absent_at(leave.date_from))

    def test_registering_never_blocks_the_leave(self):
        """R078: granted though not registered yet, and shown so before departure."""
        leave = self.granted("deputy1.a", "2026-12-01", "2026-12-03")
        self.assertIn("Not registered yet", leave.filing_note)
        self.assertEqual(
            self.posts["deputy1.a"]._absent_at(leave.date_from), self.posts["deputy1.a"]
        )
        with self.at("2026-12-01 08:00"):
            leave.invalidate_recordset()
            self.assertIn("Not registered before departure", leave.filing_note)

    def test_an_objection_is_made_within_the_working_days_of_the_county(self):
        """R078: agreed on a Friday, objected to until Monday night, later no more."""
        with self.at("2026-11-27 10:00"):
            leave = self.granted("deputy1.a", "2026-12-08", "2026-12-10")
            other = self.granted("deputy2.a", "2026-12-15", "2026-12-17")
        with self.at("2026-11-30 23:30"):
            self.object_to(leave, "Clients come on these days")
        self.assertEqual(leave.zs_approval_state, "returned")
        late = self.assertRaisesRegex(UserError, "term for an objection")
        with self.at("2026-12-01 00:30"), late:
            self.object_to(other, "Too late")
        self.assertEqual(other.zs_approval_state, "approved")

    def object_to(self, leave, comment):
        task = self.tasks(leave, "zhaoshangju").with_user(self.users["zhaoshangju"])
        task.action_object(comment)
        self.env.invalidate_all()

    def test_registering_after_the_first_day_is_flagged(self):
        """R078: registered late is shown, without any other consequence."""
        leave = self.granted("deputy1.a", "2026-12-01", "2026-12-03")
        with self.at("2026-12-02 09:00"):
            self.decide(leave, "zhaoshangju", "file")
            self.assertIn("Registered late", leave.filing_note)
            self.assertTrue(leave.filed_late)
            self.assertEqual(leave.zs_approval_state, "approved")

    def test_a_deputy_asks_the_acting_head_while_the_head_is_away(self):
        """R015, R077: the deputy named in the head's leave decides."""
        self.granted("head.a", "2026-11-23", "2026-11-25")
        leave = self.ask("deputy2.a", "2026-12-01", "2026-12-03")
        self.assertEqual(self.waiting_for(leave), ["deputy1.a"])

    def test_acting_heads_own_leave_goes_to_both_departments(self):
        """R077: while he acts, and also for the days on which he will act."""
        self.granted("head.a", "2026-11-23", "2026-11-25")
        now = self.ask("deputy1.a", "2026-12-01", "2026-12-02")
        self.assertEqual(now.route, "acting_head")
        self.assertEqual(self.waiting_for(now), ["zhaoshangju", "zuzhibu"])

    def test_leave_on_days_of_acting_goes_to_both_departments(self):
        """R077: the head is still at post, but the days are those on which he is replaced."""
        self.granted("head.a", "2026-12-07", "2026-12-09")
        leave = self.ask("deputy1.a", "2026-12-08", "2026-12-08")
        self.assertEqual(leave.route, "acting_head")

    def test_without_head_and_acting_head_nobody_could_decide(self):
        """R077: refused with the way out, and accepted once an acting head is named."""
        lonely = self._appoint("deputy.c", "deputy", self._bureau_without_head())
        leave = self.draft("deputy.c", "2026-12-01", "2026-12-02", reason="Alone here")
        with self.assertRaisesRegex(UserError, "R077"):
            leave.action_zs_submit()
        other = self._appoint("deputy2.c", "deputy", lonely.bureau_id)
        lonely.bureau_id.acting_appointment_id = other
        leave.action_zs_submit()
        self.assertEqual(self.waiting_for(leave), ["deputy2.c"])

    def _bureau_without_head(self):
        return self.env["zhaoshang.bureau"].create(
            {"name": "C", "code": "testc", "city": "C", "opened_on": "2020-01-01"}
        )

    def test_another_leave_of_the_month_goes_to_head_and_both_departments(self):
        """R065: the longer way."""
        self.granted("deputy1.a", "2026-12-01", "2026-12-02")
        again = self.ask("deputy1.a", "2026-12-14", "2026-12-15", reason="A parent is ill")
        self.assertEqual(self.waiting_for(again), ["head.a"])
        self.decide(again, "head.a")
        self.assertEqual(again.zs_approval_state, "running")
        self.assertEqual(self.waiting_for(again), ["zhaoshangju", "zuzhibu"])

    def test_a_returned_leave_is_mended_and_sent_again(self):
        """R077: the head sends it back, other days are chosen."""
        leave = self.ask("deputy1.a", "2026-12-01", "2026-12-03")
        task = self.tasks(leave, "head.a").with_user(self.users["head.a"])
        task.action_return(comment="Clients come on the third")
        self.env.invalidate_all()
        self.assertEqual(leave.zs_approval_state, "returned")
        leave.date_to = "2026-12-02"
        leave.action_zs_resubmit()
        self.assertEqual(self.waiting_for(leave), ["head.a"])
        self.assertEqual(leave.counted_days, 2)

    def test_dates_stand_while_it_is_decided(self):
        """R066: nobody makes a leave longer after it was sent."""
        leave = self.granted("deputy1.a", "2026-12-01", "2026-12-03")
        with self.assertRaises(UserError):
            leave.date_to = "2026-12-20"

    def test_nobody_asks_for_somebody_else(self):
        """R077: a deputy cannot enter or change a leave of another."""
        with self.assertRaises(AccessError):
            self.as_user("deputy1.a").create(
                {
                    "appointment_id": self.posts["deputy2.a"].id,
                    "date_from": "2026-12-01",
                    "date_to": "2026-12-02",
                }
            )
        with self.assertRaises(AccessError):
            self.as_user("deputy1.a").create(
                {
                    "appointment_id": self.posts["deputy2.a"].id,
                    "user_id": self.users["deputy1.a"].id,
                    "date_from": "2026-12-01",
                    "date_to": "2026-12-02",
                }
            )
        with self.assertRaises(AccessError):
            self.as_user("deputy1.a").with_context(
                default_user_id=self.users["deputy1.a"].id
            ).create(
                {
                    "appointment_id": self.posts["deputy2.a"].id,
                    "date_from": "2026-12-01",
                    "date_to": "2026-12-02",
                }
            )
        other = self.draft("deputy2.a", "2026-12-01", "2026-12-02")
        with self.assertRaises(AccessError):
            other.with_user(self.users["head.a"]).date_to = "2026-12-05"
        with self.assertRaises(AccessError):
            other.with_user(self.users["deputy1.a"]).action_zs_submit()
