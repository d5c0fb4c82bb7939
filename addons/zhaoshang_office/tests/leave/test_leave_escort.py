from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OfficeCase


class EscortCase(OfficeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.organisation = (
            cls.env["zhaoshang.organisation"]
            .with_user(cls.users["deputy1.a"])
            .create({"name": "Client Company"})
        )

    def visit(self, first="2026-12-01", last="2026-12-03", confirmed=True):
        visit = self.as_user("deputy1.a", "zhaoshang.client.visit").create(
            {
                "guests": "Mr Wang",
                "date_from": first,
                "date_to": last,
                "organisation_id": self.organisation.id,
            }
        )
        if confirmed:
            visit.with_user(self.users["head.a"]).action_confirm()
        return visit

    def escort(self, first="2026-12-01", last="2026-12-03", **values):
        client = {"kind": "escort", "organisation_id": self.organisation.id}
        return self.granted("deputy1.a", first, last, **client | values)

    def mine(self, leave):
        return leave.with_user(self.users["deputy1.a"])

    def nightly(self):
        self.env["zhaoshang.leave"]._withdraw_credits(self.company)
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestLeaveEscort(EscortCase):
    """What of an escort counts (R072–R074)."""

    def setUp(self):
        super().setUp()
        self.bureau_a.compliance_start = "2026-11-01"

    def test_the_number_of_a_notice_saves_no_credit(self):
        """R074, R081: a number that is kept behind the form of an escort is not sent."""
        leave = self.escort(notice_number="假文号1")
        self.assertFalse(leave.notice_number)
        with self.at("2026-12-20 01:00"):
            self.nightly()
        self.assertTrue(leave.credit_withdrawn)
        self.assertFalse(leave._away().with_notice)

    def test_without_a_visit_the_credit_is_withdrawn_after_three_days(self):
        """R074: on the third day not yet, on the fourth once, however often it runs; told."""
        leave = self.escort()
        for moment, withdrawn in (("2026-12-06 23:00", False), ("2026-12-07 01:00", True)):
            with self.at(moment):
                self.nightly()
                self.assertEqual(leave.credit_withdrawn, withdrawn)
        with self.at("2026-12-20 01:00"):  # after downtime as well
            self.nightly()
            self.nightly()
        self.assertEqual(leave.activity_ids.user_id, self.users["deputy1.a"])
        self.assertEqual(len(leave.activity_ids), 1)
        self.assertIn("no client visit was linked in time", leave.credit_note)

    def test_downtime_of_the_check_changes_nothing(self):
        """R074: what was missed for weeks is caught up by one run."""
        leave = self.escort()
        with self.at("2027-02-01 01:00"):
            self.nightly()
        self.assertTrue(leave.credit_withdrawn)

    def test_a_confirmed_visit_keeps_the_credit(self):
        """R072: linked by the person himself after the leave was granted."""
        leave, visit = self.escort(), self.visit()
        self.mine(leave).action_link_visit(visit.id)
        with self.at("2026-12-20 01:00"):
            self.nightly()
        self.assertFalse(leave.credit_withdrawn)
        self.assertIn("Counts as at post", leave.credit_note)

    def test_a_visit_that_was_only_planned_does_not_count(self):
        """R074: the visit has to be made; a cancelled one is none either."""
        leave, visit = self.escort(), self.visit(confirmed=False)
        self.mine(leave).action_link_visit(visit.id)
        with self.at("2026-12-20 01:00"):
            self.nightly()
        self.assertTrue(leave.credit_withdrawn)

    def test_a_visit_linked_later_counts_once_the_authority_says_so(self):
        """R074: neither the officer nor the head restores the credit."""
        leave, visit = self.escort(), self.visit()
        with self.at("2026-12-20 01:00"):
            self.nightly()
            authority = leave.with_user(self.users["zhaoshangju"])
            with self.assertRaisesRegex(UserError, "linked by now"):
                authority.action_restore_credit("The visit was made")
            self.mine(leave).action_link_visit(visit.id)
            self.assertTrue(leave.credit_withdrawn)
            for login in ("deputy1.a", "head.a", "bangongshi", "zuzhibu"):
                with self.subTest(login), self.assertRaises(AccessError):
                    leave.with_user(self.users[login]).action_restore_credit("x")
            authority.action_restore_credit("The visit was made")
            self.assertFalse(leave.credit_withdrawn)
            self.nightly()
        self.assertFalse(leave.credit_withdrawn)

    def test_a_visit_of_other_days_or_of_nobody_is_not_linked(self):
        """R074: on days of the escort, not cancelled; by the person alone."""
        leave = self.escort()
        others = self.visit("2026-12-10", "2026-12-11")
        cancelled = self.visit(confirmed=False)
        cancelled.action_cancel()
        for visit in (others, cancelled):
            with self.assertRaisesRegex(UserError, "R074"):
                self.mine(leave).action_link_visit(visit.id)
        good = self.visit()
        with self.assertRaises(AccessError):
            leave.with_user(self.users["head.a"]).action_link_visit(good.id)
        with self.assertRaises(UserError):
            self.mine(leave).write({"client_visit_id": good.id})
        with self.assertRaises(UserError):
            self.mine(leave).action_link_visit(0)

    def test_the_authority_accepts_a_longer_escort(self):
        """R073: five days, the fifth counts once its reason is accepted; logged."""
        leave = self.escort(last="2026-12-05", reason="Two sites")
        self.assertEqual(leave.days_beyond, 1)
        self.assertIn("the last 1 days do not count yet", leave.credit_note)
        for login in ("deputy1.a", "head.a", "bangongshi"):
            with self.subTest(login), self.assertRaises(AccessError):
                leave.with_user(self.users[login]).action_accept_long_escort("x")
        authority = leave.with_user(self.users["zhaoshangju"])
        with self.assertRaises(UserError):
            authority.action_accept_long_escort("  ")
        authority.action_accept_long_escort("Two sites were seen")
        self.assertTrue(leave.long_escort_accepted)
        logged = self.env["zhaoshang.audit"].search(
            [
                ("res_model", "=", leave._name),
                ("res_id", "=", leave.id),
                ("field_name", "=", "long_escort_accepted"),
            ]
        )
        self.assertEqual(logged.user_ref, self.users["zhaoshangju"].id)
        with self.assertRaises(UserError):
            authority.action_accept_long_escort("Again")

    def test_a_prolonged_escort_goes_on_counting(self):
        """R073, R085: three days and three more are six; the fifth and the sixth count nowhere,
        neither in the forecast nor on paper nor in the month, until they are accepted."""
        leave = self.escort()
        self.mine(leave).action_prolong("2026-12-06", "One more site")
        more = self.grant(leave.search([("extends_id", "=", leave.id)]))
        self.assertEqual(more.days_beyond, 2)
        self.assertIn("3 days: the first 1 count as at post", more._counted_text())
        self.assertIn("1 of 3 days", more._zs_form_credit())
        self.assertEqual(self.december()[:6], "EEEEXX")
        more.with_user(self.users["zhaoshangju"]).action_accept_long_escort("All were seen")
        self.assertEqual(self.december()[:6], "EEEEEE")
        self.assertIn("3 of 3 days", more._zs_form_credit())

    def december(self):
        months = self.env["zhaoshang.presence.month"]
        mine = [("appointment_id", "=", self.posts["deputy1.a"].id), ("month", "=", "2026-12-01")]
        return months.search(mine).days

    def test_a_county_that_credits_no_escort_says_so(self):
        """R072: before sending, once granted, and on paper."""
        parameters = self.env["zhaoshang.rule.set"]._at(fields.Date.to_date("2026-12-01"))
        parameters._govern({"accompany_credit": False})
        leave = self.escort()
        self.mine(leave).action_link_visit(self.visit().id)
        for text in (leave._counted_text(), leave.credit_note):
            self.assertIn("not counted as at post", text)
            self.assertNotIn("✔", text)
        self.assertIn("0 of 3 days", leave._zs_form_credit())

    def test_four_days_have_nothing_to_accept(self):
        """R073: and no other kind of leave has."""
        leave = self.escort(last="2026-12-04")
        self.assertFalse(leave.days_beyond)
        with self.assertRaises(UserError):
            leave.with_user(self.users["zhaoshangju"]).action_accept_long_escort("x")

    def test_no_client_writes_what_is_credited(self):
        """R073, R074: neither field is written by anybody."""
        leave = self.escort()
        for values in ({"long_escort_accepted": True}, {"credit_withdrawn": True}):
            for login in ("deputy1.a", "zhaoshangju"):
                with self.subTest(login), self.assertRaises(AccessError):
                    leave.with_user(self.users[login]).write(values)


@tagged("post_install", "-at_install")
class TestLeaveTurned(EscortCase):
    """休假转陪商 (R086)."""

    def setUp(self):
        super().setUp()
        self.leave = self.granted("deputy1.a", "2026-12-07", "2026-12-13")

    def turn(self, day=None, login="deputy1.a", **values):
        client = {"organisation_id": self.organisation.id}
        self.leave.with_user(self.users[login]).action_turn_into_escort(day, **client | values)
        self.env.invalidate_all()
        return self.env["zhaoshang.leave"].search([("turned_from_id", "=", self.leave.id)])

    def test_the_leave_ends_the_day_before_and_the_escort_takes_the_rest(self):
        """R086, V9: 12-07 … 12-13 on 12-11 becomes leave until 12-10 and escort from 12-11."""
        with self.at("2026-12-09 09:00"):
            escort = self.turn("2026-12-11")
        self.assertEqual(str(self.leave.last_away), "2026-12-10")
        self.assertEqual((str(escort.date_from), str(escort.date_to)), ("2026-12-11", "2026-12-13"))
        self.assertEqual(
            len(self.leave._span_away().days) + escort.calendar_days, self.leave.calendar_days
        )
        self.assertEqual(self.waiting_for(escort), ["head.a"])
        self.assertEqual(escort.kind, "escort")

    def test_the_calendars_follow_soon(self):
        """R086: the days that are no leave any more leave Odoo's calendars without the night."""
        triggers = self.env["ir.cron.trigger"]
        domain = [("cron_id", "=", self.env.ref("zhaoshang_office.cron_publish_absences").id)]
        before = triggers.search_count(domain)
        self.turn("2026-12-11")
        self.assertGreater(triggers.search_count(domain), before)

    def test_before_it_begins_all_of_it_becomes_an_escort(self):
        """R086: nothing of the leave is left, and it does not use the month."""
        escort = self.turn(reason="They see all sites")
        self.assertEqual(str(escort.date_from), "2026-12-07")
        self.assertFalse(self.leave._span_away())
        again = self.ask("deputy1.a", "2026-12-21", "2026-12-22")
        self.assertFalse(again.second_in_month)

    def test_without_client_nothing_happens(self):
        """R074, R086: all or nothing."""
        with self.assertRaises(UserError) as refusal:
            self.turn("2026-12-11", organisation_id=False)
        self.assertIn("R074", str(refusal.exception))
        self.env.invalidate_all()
        self.assertFalse(self.leave.turned_on)
        self.assertEqual(str(self.leave.last_away), "2026-12-13")

    def test_a_refused_escort_leaves_the_leave_as_it_was(self):
        """R086: refused, or withdrawn by the person; sent again, it takes the days again."""
        escort = self.turn("2026-12-11")
        mine = escort.with_user(self.users["deputy1.a"])
        mine.action_zs_withdraw()
        self.assertEqual(str(self.leave.last_away), "2026-12-13")
        mine.action_zs_resubmit()
        self.assertEqual(str(self.leave.last_away), "2026-12-10")
        self.decide(escort, "head.a", "reject", comment="Somebody else brings them")
        self.assertEqual(str(self.leave.last_away), "2026-12-13")
        self.assertFalse(self.leave.turned_on)

    def test_only_days_of_the_leave_and_from_today_on(self):
        """R074, R086: neither before nor after it, nor afterwards."""
        with self.at("2026-12-09 09:00"):
            for day in ("2026-12-06", "2026-12-14", "2026-12-08"):
                with self.subTest(day), self.assertRaises(UserError):
                    self.turn(day)

    def test_only_the_person_turns_his_leave_and_once(self):
        """R086: neither head nor colleague; a second time there is nothing left to turn."""
        for login in ("head.a", "deputy2.a", "zhaoshangju"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.turn("2026-12-11", login)
        self.turn("2026-12-11")
        with self.assertRaisesRegex(UserError, "was turned into an escort"):
            self.turn("2026-12-12")

    def test_the_client_of_another_bureau_is_not_taken(self):
        """R012, R112: the command checks what it links."""
        leave = self.granted("deputy1.b", "2026-12-07", "2026-12-09", reason="Wedding")
        with self.assertRaises(AccessError):
            leave.with_user(self.users["deputy1.b"]).action_turn_into_escort(
                organisation_id=self.organisation.id
            )

    def test_an_escort_that_took_the_place_of_a_leave_is_not_returned(self):
        """R086: its days would be neither; refused, the leave stands as before."""
        escort = self.turn("2026-12-11")
        task = self.tasks(escort, "head.a").with_user(self.users["head.a"])
        refusal = self.assertRaisesRegex(UserError, "agree or refuse.*R086")
        with refusal, self.env.cr.savepoint():
            task.action_return(comment="Which clients?")
        self.env.invalidate_all()
        task.action_decide("reject", comment="Which clients?")
        self.assertEqual(str(self.leave.last_away), "2026-12-13")

    def test_the_box_says_what_turning_does(self):
        """R086: both parts with their days, before anything is done."""
        box = self.env["zhaoshang.leave.step"].with_user(self.users["deputy1.a"])
        with self.at("2026-12-09 09:00"):
            step = box.create({"leave_id": self.leave.id, "purpose": "turn"})
            self.assertEqual(str(step.day), "2026-12-09")
            self.assertIn("The leave ends on 2026-12-08 (2 days)", step.effect)
            self.assertIn("2026-12-09 to 2026-12-13 (5 days)", step.effect)
            step.organisation_id, step.text = self.organisation, "They see two sites"
            action = step.action_do()
        escort = self.env["zhaoshang.leave"].browse(action["res_id"])
        self.assertEqual(escort.turned_from_id, self.leave)
