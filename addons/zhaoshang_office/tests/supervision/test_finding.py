from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..reporting.common import ReportingCase


@tagged("post_install", "-at_install")
class TestFinding(ReportingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.bureau_a | cls.bureau_b).write({"compliance_start": "2026-11-23"})

    def raised(self, login="head.a"):
        self.check("2026-11-24 00:10")
        return self.findings(login)

    def test_a_missed_call_becomes_suspected_on_tuesday(self):
        """R045: Monday 23:59 nothing yet, on Tuesday a candidate."""
        self.check("2026-11-23 23:59")
        self.assertFalse(self.findings())
        finding = self.raised()
        self.assertEqual(finding.state, "suspected")
        self.assertEqual(finding.occurred_on, date(2026, 11, 23))
        self.assertEqual(finding.raised_on, date(2026, 11, 24))

    def test_the_person_is_asked_until_he_has_answered(self):
        """R063: a to-do with the last day for the answer; gone once answered or settled."""
        finding = self.raised()
        activity = finding.with_user(self.users["head.a"]).activity_ids
        self.assertEqual(activity.user_id, self.users["head.a"])
        self.assertEqual(activity.date_deadline, finding.answer_until)
        groups = self.users["head.a"].with_user(self.users["head.a"])._get_activity_groups()
        counts = {group["model"]: group["total_count"] for group in groups}
        self.assertEqual(counts["zhaoshang.finding"], 1)
        finding.with_user(self.users["head.a"]).action_answer("The line was cut")
        self.assertFalse(finding.activity_ids)
        with self.at("2026-11-24 09:00"):
            self.call("2026-11-23 09:00", "deputy1.a")
        self.assertFalse(self.findings("deputy1.a").activity_ids)

    def test_nobody_reads_or_changes_the_answer_of_another(self):
        """R063: what a person is writing down, before it is sent."""
        finding = self.raised()
        opinion = self.env["zhaoshang.finding.opinion"]
        vals = {"finding_id": finding.id, "purpose": "answer", "text": "the line was cut"}
        own = opinion.with_user(self.users["head.a"]).create(vals)
        for login in ("deputy1.a", "head.b", "bangongshi"):
            foreign = own.with_user(self.users[login])
            self.assertFalse(foreign.search([("id", "=", own.id)]))
            with self.assertRaises(AccessError):
                foreign.write({"text": "forged"})
        with self.assertRaises(AccessError):
            opinion.with_user(self.users["head.b"]).create(vals)
        self.assertEqual(own.text, "the line was cut")

    def test_it_is_raised_once(self):
        """R045: however often it is checked."""
        self.raised()
        self.assertEqual(self.check("2026-11-24 01:10"), {})
        self.assertTrue(self.check("2026-12-20 01:10"))
        self.assertEqual(len(self.findings("head.a", "monday_call")), 4)

    def test_it_explains_itself(self):
        """R045: clause, rule, limit, parameters and the records looked at."""
        text = self.raised().explanation
        for part in (
            "Clause 8",
            "R045",
            "18:00",
            "2026-11-23 24:00",
            "Calls of the bureau",
            "none",
        ):
            self.assertIn(part, text)
        self.assertIn(self.findings("head.a").rule_set_id.name, text)

    def test_the_person_answers_and_the_office_drops(self):
        """R046: an accepted explanation."""
        finding = self.raised()
        finding.with_user(self.users["head.a"]).action_answer("The line was cut that day")
        self.assertEqual((finding.state, finding.answer), ("answered", "The line was cut that day"))
        finding.with_user(self.users["bangongshi"]).action_drop("Confirmed by the telephone firm")
        self.assertEqual(finding.state, "dropped")
        self.assertEqual(finding.decided_by_id, self.users["bangongshi"])

    def test_without_answer_it_is_confirmed_after_three_working_days(self):
        """R063: on the third day still refused, on the day after allowed."""
        finding = self.raised().with_user(self.users["bangongshi"])
        self.assertEqual(finding.answer_until, date(2026, 11, 27))
        with self.at("2026-11-27 17:00"), self.assertRaisesRegex(UserError, "R063"):
            finding.action_confirm("No answer")
        with self.at("2026-11-28 08:00"):
            finding.action_confirm("No answer")
        self.assertEqual(finding.state, "confirmed")

    def test_with_an_answer_it_may_be_confirmed_at_once(self):
        """R063: the person has been heard."""
        finding = self.raised()
        finding.with_user(self.users["head.a"]).action_answer("I forgot")
        with self.at("2026-11-24 09:00"):
            finding.with_user(self.users["bangongshi"]).action_confirm("Admitted")
        self.assertEqual(finding.state, "confirmed")

    def test_confirming_has_no_consequence(self):
        """R057: the appointment stands, nothing else is written."""
        finding = self.raised()
        finding.with_user(self.users["head.a"]).action_answer("I forgot")
        finding.with_user(self.users["bangongshi"]).action_confirm("Admitted")
        self.assertEqual(self.posts["head.a"].state, "confirmed")
        self.assertIn("No consequence", finding.next_step)

    def test_only_the_person_answers(self):
        """R063: nobody speaks for him."""
        finding = self.raised()
        for login in ("deputy1.a", "head.b", "bangongshi", "zuzhibu"):
            with self.subTest(login), self.assertRaises(AccessError):
                finding.with_user(self.users[login]).action_answer("x")

    def test_only_the_office_decides_and_not_about_itself(self):
        """R063, R084: 管理办公室, and never the person concerned."""
        finding = self.raised()
        for login in ("head.a", "zuzhibu", "zhaoshangju", "xiaonengban"):
            with self.subTest(login), self.assertRaises(AccessError):
                finding.with_user(self.users[login]).action_drop("x")
        self.users["head.a"].group_ids += self.env.ref("zhaoshang_office.group_office")
        with self.assertRaisesRegex(AccessError, "R084"):
            finding.with_user(self.users["head.a"]).action_drop("x")

    def test_what_comes_to_light_after_the_decision_is_looked_at_by_a_person(self):
        """R063, R138: a call entered later asks the office; only a person takes it back."""
        finding = self.raised()
        finding.with_user(self.users["head.a"]).action_answer("I called")
        finding.with_user(self.users["bangongshi"]).action_confirm("No call in the book")
        with self.at("2026-11-24 09:00"):
            self.call("2026-11-23 09:00", "head.a")
        self.assertEqual(finding.state, "confirmed")
        self.assertIn(self.users["bangongshi"], finding.activity_ids.user_id)
        box = self.as_user("bangongshi", "zhaoshang.finding.opinion").create(
            {"finding_id": finding.id, "purpose": "take_back", "because": "error",
             "text": "The call stood in the other book"}
        )  # fmt: skip
        box.action_send()
        self.assertEqual(finding.state, "taken_back")
        self.assertEqual(finding.taken_back_by_id, self.users["bangongshi"])

    def test_a_decided_finding_is_closed(self):
        """R063: neither answered nor decided again."""
        finding = self.raised()
        finding.with_user(self.users["bangongshi"]).action_drop("Line was down")
        with self.assertRaises(UserError):
            finding.with_user(self.users["head.a"]).action_answer("Thanks")
        with self.assertRaises(UserError):
            finding.with_user(self.users["bangongshi"]).action_confirm("After all")

    def test_every_decision_has_its_words(self):
        """R063: no empty answer, no silent decision."""
        finding = self.raised()
        with self.assertRaises(UserError):
            finding.with_user(self.users["head.a"]).action_answer(" ")
        with self.assertRaises(UserError):
            finding.with_user(self.users["bangongshi"]).action_drop("")

    def test_a_finding_is_edited_by_nobody(self):
        """R057: not by the office, not by the person, not over the wizard."""
        finding = self.raised()
        for login in ("head.a", "bangongshi", "zuzhibu"):
            own = finding.with_user(self.users[login])
            with self.subTest(login), self.assertRaises(AccessError):
                own.write({"state": "dropped"})
            with self.subTest(login), self.assertRaises(AccessError):
                own.unlink()
            with self.subTest(login), self.assertRaises(AccessError):
                own.create({"kind": "monday_call"})

    def test_who_reads_a_finding(self):
        """R012: the person and the offices; neither the head nor the colleagues."""
        finding = self.raised("deputy1.a")
        for login, expected in {
            "deputy1.a": True,
            "head.a": False,
            "deputy2.a": False,
            "head.b": False,
            "bangongshi": True,
            "zuzhibu": True,
            "zhaoshangju": True,
            "xiaonengban": True,
        }.items():
            with self.subTest(login):
                found = self.as_user(login, "zhaoshang.finding").search([("id", "=", finding.id)])
                self.assertEqual(bool(found), expected)

    def test_the_box_shows_nothing_to_strangers(self):
        """R012: the wizard reads the finding as its user."""
        finding = self.raised("deputy1.a")
        box = self.as_user("head.b", "zhaoshang.finding.opinion")
        with self.assertRaises(AccessError):
            box.create({"finding_id": finding.id, "purpose": "answer", "text": "x"}).read(
                ["explanation"]
            )

    def test_the_box_does_what_it_was_opened_for(self):
        """R063: answer, then drop."""
        finding = self.raised()
        for login, purpose in (("head.a", "answer"), ("bangongshi", "drop")):
            self.as_user(login, "zhaoshang.finding.opinion").create(
                {"finding_id": finding.id, "purpose": purpose, "text": "Line was down"}
            ).action_send()
        self.assertEqual(finding.state, "dropped")

    def test_facts_that_fall_away_raise_it_again(self):
        """R045: the call that settled it was cancelled."""
        finding = self.raised()
        with self.at("2026-11-24 09:00"):
            report = self.call("2026-11-23 09:00", "head.a")
            self.assertEqual(finding.state, "dropped")
            report.cancel_reason = "Other bureau"
            report.action_cancel()
        self.check("2026-11-24 10:00")
        self.assertEqual(finding.state, "suspected")

    def test_who_reports_says_nothing_for_the_person(self):
        """R063: neither by a default that he keeps for himself nor by a key of the context."""
        forged = {"answer": "I admit it", "decision_comment": "So it is", "settled_by_facts": True}
        for name, value in forged.items():
            self.as_user("xiaonengban", "ir.default").set("zhaoshang.finding", name, value, True)
        box = self.as_user("xiaonengban", "zhaoshang.finding.absence").with_context(
            **{f"default_{name}": value for name, value in forged.items()}
        )
        box = box.create(
            {
                "appointment_id": self.posts["deputy1.a"].id,
                "date_from": "2026-11-19",
                "date_to": "2026-11-19",
                "facts": "Nobody there",
            }
        )
        with self.at("2026-11-24 09:00"):
            found = self.env["zhaoshang.finding"].browse(box.action_report()["res_id"])
        self.assertEqual([found[name] for name in forged], [False] * 3)

    def test_files_go_with_the_answer_and_are_the_persons_own(self):
        """R063: read by who reads the finding; another's file cannot be carried along."""
        finding = self.raised()
        office = self.users["bangongshi"]

        def box(name, owner="head.a", **place):
            file = self.as_user(owner, "ir.attachment").create(
                {"name": name, "raw": b"cut line", "res_model": "zhaoshang.finding.opinion"} | place
            )
            return self.as_user("head.a", "zhaoshang.finding.opinion").create(
                {"finding_id": finding.id, "purpose": "answer", "text": "the line was cut",
                 "attachment_ids": [(4, file.id)]}
            ), file  # fmt: skip

        letter, file = box("letter.pdf")
        letter.action_send()
        self.assertEqual((file.res_model, file.res_id), (finding._name, finding.id))
        self.assertEqual(file.with_user(office).raw, b"cut line")
        with self.assertRaises(AccessError):
            file.with_user(self.users["head.b"]).read(["raw"])
        self.assertIn(file, finding.message_ids.attachment_ids)
        elsewhere = {"res_model": "res.partner", "res_id": self.users["head.a"].partner_id.id}
        for forged in ({"res_model": False}, elsewhere):
            with self.subTest(forged), self.assertRaises(AccessError):
                box("other.pdf", **forged)[0].action_send()
