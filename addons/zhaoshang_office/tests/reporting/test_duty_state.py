from datetime import date

from odoo.tests import tagged

from .common import ReportingCase


@tagged("post_install", "-at_install")
class TestDutyState(ReportingCase):
    def state(self, login, day="2026-11-23"):
        return self.duties(login, due_on=day).state

    def test_from_due_to_late_to_missed(self):
        """R045: due until 18:00, late until 24:00, missed after."""
        for moment, expected in (
            ("2026-11-23 00:00:00", "due"),
            ("2026-11-23 18:00:00", "due"),
            ("2026-11-23 18:00:01", "late"),
            ("2026-11-23 23:59:59", "late"),
            ("2026-11-24 00:00:00", "missed"),
        ):
            self.check(moment)
            with self.subTest(moment):
                self.assertEqual(self.state("head.a"), expected)

    def test_a_call_marks_those_who_spoke(self):
        """R045, R048: the head called with one of two deputies; the other is still owing."""
        self.check("2026-11-23 08:00")
        with self.at("2026-11-23 09:30"):
            report = self.call("2026-11-23 09:10", "head.a", "deputy1.a", by="head.a")
        self.assertEqual(self.state("head.a"), "done")
        self.assertEqual(self.state("deputy1.a"), "done")
        self.assertEqual(self.state("deputy2.a"), "due")
        self.assertEqual(report.duty_ids, self.duties(due_on="2026-11-23", state="done"))

    def test_a_late_call_is_late_and_raises_nothing(self):
        """R045, R057: reported at 20:00."""
        self.check("2026-11-23 08:00")
        with self.at("2026-11-23 20:10"):
            self.call("2026-11-23 20:00", "head.a", by="head.a")
        self.check("2026-11-24 08:00")
        self.assertEqual(self.state("head.a"), "late")
        self.assertFalse(
            self.findings("head.a").filtered(lambda f: f.occurred_on == date(2026, 11, 23))
        )

    def test_a_call_before_the_first_check_counts(self):
        """R045: the duty is laid out after the call."""
        with self.at("2026-11-23 08:00"):
            self.call("2026-11-23 07:50", "head.a", by="head.a")
        self.check("2026-11-23 08:30")
        self.assertEqual(self.state("head.a"), "done")

    def test_a_call_of_another_day_meets_no_duty(self):
        """R045: Tuesday's call is not Monday's."""
        self.check("2026-11-24 08:00")
        with self.at("2026-11-24 09:00"):
            self.call("2026-11-24 08:50", "head.a", by="head.a")
        self.assertEqual(self.state("head.a"), "missed")

    def test_half_past_midnight_utc_is_monday_morning(self):
        """R045: entered at 00:30 UTC, made at 08:30 in the county."""
        self.check("2026-11-23 08:00")
        with self.at("2026-11-23 08:30"):
            report = self.call("2026-11-23 08:30", "head.a", by="head.a")
        self.assertEqual(report.reported_at.hour, 0)
        self.assertEqual(self.state("head.a"), "done")

    def test_the_head_on_leave_is_excused_and_the_deputies_owe(self):
        """R047: the call is owed by those at post."""
        self.granted("head.a", "2026-11-23", "2026-11-25")
        self.check("2026-11-23 08:00")
        self.assertEqual(self.state("head.a"), "excused")
        self.assertEqual(self.state("deputy1.a"), "due")
        self.assertEqual(self.state("deputy2.a"), "due")
        duty = self.duties("head.a", due_on="2026-11-23")
        self.assertIn("R047", duty.explanation)
        self.assertEqual(duty.leave_id.appointment_id, self.posts["head.a"])

    def test_nobody_at_post_nobody_owes(self):
        """R047: the whole bureau away is excused and noted."""
        self.granted("deputy1.b", "2026-11-23", "2026-11-25")
        self.granted(
            "head.b", "2026-11-23", "2026-11-25", acting_appointment_id=False, reason="Flood"
        )
        self.check("2026-11-24 08:00")
        states = self.duties(due_on="2026-11-23", bureau_id=self.bureau_b.id).mapped("state")
        self.assertEqual(states, ["excused", "excused"])

    def test_a_leave_that_waits_excuses_nobody(self):
        """R047: only an approved one."""
        self.ask("head.a", "2026-11-23", "2026-11-25")
        self.check("2026-11-23 08:00")
        self.assertEqual(self.state("head.a"), "due")

    def test_a_leave_granted_afterwards_excuses_at_once(self):
        """R047, R088: approved on Tuesday for Monday; the finding of Tuesday falls away."""
        self.check("2026-11-24 08:00")
        finding = self.findings("deputy1.a").filtered(lambda f: f.occurred_on == date(2026, 11, 23))
        self.assertEqual(finding.state, "suspected")
        with self.at("2026-11-24 10:00"):
            self.granted("deputy1.a", "2026-11-23", "2026-11-24")
        self.assertEqual(self.state("deputy1.a"), "excused")
        self.assertEqual(finding.state, "dropped")
        self.assertTrue(finding.settled_by_facts)

    def test_an_end_that_becomes_known_later_excuses(self):
        """R007, R045: the appointment had ended before that Monday; the finding falls away."""
        self.check("2026-11-24 08:00")
        self.posts["deputy1.a"]._govern({"date_to": "2026-11-20"})
        self.check("2026-11-24 09:00")
        self.assertEqual(self.state("deputy1.a"), "excused")
        self.assertIn("no longer in post", self.duties("deputy1.a")[-1].explanation)
        self.assertEqual(self.state("deputy1.a", "2026-11-16"), "missed")
        self.assertEqual(
            self.findings("deputy1.a").mapped("state"), ["suspected"] * 3 + ["dropped"]
        )

    def test_the_county_may_decide_that_leave_does_not_excuse(self):
        """R047: the parameter ``leave_excuses_monday``."""
        rule_set = self.env["zhaoshang.rule.set"]._at(date(2026, 11, 23), self.company)
        rule_set._write({"leave_excuses_monday": False})
        rule_set.invalidate_recordset()
        self.granted("head.a", "2026-11-23", "2026-11-25")
        self.check("2026-11-23 08:00")
        self.assertEqual(self.state("head.a"), "due")

    def test_a_call_in_time_counts_though_on_leave(self):
        """R047: done rather than excused."""
        self.granted("head.a", "2026-11-23", "2026-11-25")
        self.check("2026-11-23 08:00")
        with self.at("2026-11-23 09:00"):
            self.call("2026-11-23 08:50", "head.a", by="deputy1.a")
        self.assertEqual(self.state("head.a"), "done")
