from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import WEEK, ReportsCase

MONDAY = date(2026, 11, 23)


@tagged("post_install", "-at_install")
class TestExplanation(ReportsCase):
    def written(self, login="deputy1.a", kind="monday_call", day="2026-11-23", **values):
        return self.as_user(login, "zhaoshang.explanation").create(
            {"kind": kind, "day": day, "reason": "途中无固定电话", **values}
        )

    def explain(self, *what, **values):
        one = self.written(*what, **values)
        one.action_submit()
        return one

    def test_saving_is_not_sending(self):
        """R046: until it is submitted it is its writer's alone, to be worded or deleted."""
        one = self.written()
        self.assertEqual(one.state, "draft")
        for login in ("head.a", "bangongshi", "zuzhibu"):
            self.assertFalse(self.seen(login, one), login)
        one.reason = "途中无固定电话，附车票"
        with self.refused((AccessError, UserError), ""):
            one.with_user(self.users["head.a"]).write({"reason": "x"})
        with self.refused(AccessError, ""):
            one.with_user(self.users["head.a"]).action_submit()
        with self.refused(UserError, "decided"):
            one.with_user(self.users["bangongshi"]).sudo()._decide({"state": "accepted"})
        one.action_submit()
        self.assertTrue(self.seen("bangongshi", one))
        for attempt in (lambda: one.write({"reason": "x"}), one.unlink, one.action_submit):
            with self.refused(UserError, "R138"):
                attempt()
        self.written(day="2026-11-30").unlink()

    def test_what_is_submitted_too_late_stays_written(self):
        """R046: refused at 提交, and nothing typed is lost."""
        with self.at("2026-11-25 10:00"):
            one = self.written()
        with self.at("2026-11-26 00:10"), self.refused(UserError, "R046.*R063"):
            one.action_submit()
        self.assertEqual((one.state, one.reason), ("draft", "途中无固定电话"))

    def test_an_accepted_explanation_excuses_the_duty(self):
        """R046: accepted → no offence, of this person and this call alone."""
        self.check("2026-11-23 09:00")
        one = self.explain()
        one.with_user(self.users["bangongshi"]).action_accept()
        self.check("2026-11-24 09:00")
        duty = self.duty("monday_call", MONDAY, "deputy1.a")
        self.assertEqual((duty.state, duty.excuse), ("excused", "explained"))
        self.assertFalse(duty.finding_ids)
        other = self.duty("monday_call", MONDAY, "deputy2.a")
        self.assertEqual(other.state, "missed")
        self.assertTrue(other.finding_ids)

    def test_it_drops_the_finding_that_was_raised_meanwhile(self):
        """R046: explained within two working days after, decided later."""
        self.check("2026-11-24 09:00")
        finding = self.duty("monday_call", MONDAY, "deputy1.a").finding_ids
        self.assertEqual(finding.state, "suspected")
        with self.at("2026-11-25 16:00"):
            one = self.explain()
        with self.at("2026-11-30 09:00"):
            one.with_user(self.users["bangongshi"]).action_accept("情况属实")
        self.assertEqual(finding.state, "dropped")

    def test_nobody_speaks_in_anothers_name_while_he_explains(self):
        """R138: only what one types is taken, not lines of the talk below it."""
        line = {
            "body": "forged", "author_id": self.users["bangongshi"].partner_id.id,
            "model": "zhaoshang.explanation", "record_name": "x", "reply_to": "a@b.c",
            "email_from": "a@b.c",
        }  # fmt: skip
        with self.refused(AccessError, "worked out"):
            self.explain(message_ids=[Command.create(line)])

    def test_a_refused_one_changes_nothing(self):
        """R046: the offence candidate stays; the refusal has its reason."""
        self.check("2026-11-23 09:00")
        one = self.explain().with_user(self.users["bangongshi"])
        with self.refused(UserError, "R046"):
            one.action_refuse("  ")
        one.action_refuse("不属于特殊情况")
        self.check("2026-11-24 09:00")
        self.assertEqual(self.duty("monday_call", MONDAY, "deputy1.a").state, "missed")
        with self.refused(UserError, "decided"):
            one.action_accept()

    def test_before_and_two_working_days_after(self):
        """R046: Friday's report until Tuesday; ahead of the day always."""
        self.explain(day="2026-11-30")
        with self.at("2026-11-24 23:00"):
            self.explain("head.a", "friday_report", WEEK.isoformat())
        with self.at("2026-11-25 00:10"), self.refused(UserError, "2026-11-24.*R046.*R063"):
            self.explain("deputy2.a", "friday_report", WEEK.isoformat())

    def test_a_bureaus_report_is_excused_by_whoever_explains_it(self):
        """R046, R096."""
        self.check("2026-11-20 09:00")
        one = self.explain("head.a", "friday_report", WEEK.isoformat())
        one.with_user(self.users["bangongshi"]).action_accept()
        self.assertEqual(self.duty().excuse, "explained")

    def test_only_the_person_explains_and_only_the_office_decides(self):
        """R046: neither for another nor by another, and nothing of it is written by hand."""
        for login in ("bangongshi", "zhaoshangju", "zuzhibu", "xitong"):
            with self.subTest(login), self.refused(AccessError, ""):
                self.explain(login)
        with self.refused(AccessError, ""):
            self.explain("head.a", appointment_id=self.posts["deputy1.a"].id)
        one = self.explain()
        self.assertEqual(one.appointment_id, self.posts["deputy1.a"])
        for login in ("deputy1.a", "head.a", "zhaoshangju", "zuzhibu"):
            for method in ("action_accept", "action_refuse"):
                with self.subTest(login), self.refused(AccessError, ""):
                    getattr(one.with_user(self.users[login]), method)("x")
        for values in ({"state": "accepted"}, {"decided_by_id": 1}):
            with self.refused(AccessError, ""):
                self.explain("deputy2.a", **values)
            with self.refused((AccessError, UserError), ""):
                one.write(values)
        for login in ("deputy2.a", "head.b"):
            self.assertFalse(self.seen(login, one), login)
        self.assertTrue(self.seen("head.a", one))

    def test_nobody_accepts_his_own(self):
        """R084: not even where one person is an officer and of 管理办公室, too."""
        one = self.explain()
        self.users["deputy1.a"].group_ids += self.env.ref("zhaoshang_office.group_office")
        own = one.with_user(self.users["deputy1.a"])
        self.assertFalse(own.can_decide)
        for method in ("action_accept", "action_refuse"):
            with self.subTest(method), self.refused(AccessError, "R084"):
                getattr(own, method)("x")
        self.assertEqual(one.state, "sent")

    def test_a_finding_is_not_confirmed_while_its_explanation_waits(self):
        """R046: accepted afterwards it would leave the count unchanged no more."""
        self.check("2026-11-24 09:00")
        findings = self.env["zhaoshang.finding"].search(
            [("duty_id.period_from", "=", MONDAY), ("kind", "=", "monday_call")]
        )
        mine = findings.filtered(lambda f: f.user_id == self.users["deputy1.a"])
        other = findings.filtered(lambda f: f.user_id == self.users["deputy2.a"])
        with self.at("2026-11-25 16:00"):
            one = self.explain()
        with self.at("2026-11-30 09:00"):
            office = mine.with_user(self.users["bangongshi"])
            with self.refused(UserError, "R046"):
                office.action_confirm("无人应答")
            other.with_user(self.users["bangongshi"]).action_confirm("无人应答")
            one.with_user(self.users["bangongshi"]).action_refuse("不属于特殊情况")
            office.action_confirm("无人应答")
        self.assertEqual(mine.state, "confirmed")

    def test_it_is_taken_back_and_written_anew(self):
        """R046: while nobody has decided."""
        one = self.explain()
        with self.refused(AccessError, ""):
            one.with_user(self.users["head.a"]).action_withdraw()
        one.action_withdraw()
        self.assertEqual(self.explain().state, "sent")
