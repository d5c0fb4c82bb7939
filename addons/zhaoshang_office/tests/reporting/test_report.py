from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import ReportingCase


@tagged("post_install", "-at_install")
class TestReport(ReportingCase):
    def test_a_bureau_registers_its_call_of_the_day(self):
        """R045: the form is filled in but for who spoke and what was said."""
        form = Form(self.as_user("deputy1.a", "zhaoshang.report"))
        self.assertEqual(form.bureau_id, self.bureau_a)
        self.assertEqual(form.calling_number, self.bureau_a.fixed_phone)
        self.assertTrue(form.from_fixed_phone)
        form.speaker_ids.add(self.posts["deputy1.a"])
        form.content = "Two firms"
        report = form.save()
        self.assertEqual(report.state, "registered")

    def test_a_bureau_registers_no_call_of_another_day(self):
        """R045: a missed call is not made good by the person himself."""
        with self.at("2026-11-24 08:00"), self.assertRaises(UserError) as refusal:
            self.call("2026-11-23 09:00", "head.a", by="head.a")
        self.assertIn("R045", str(refusal.exception))

    def test_the_office_registers_what_it_took_the_day_before(self):
        """R045: the duty is met by the time of the call, and its finding falls away."""
        self.check("2026-11-24 08:00")
        self.assertIn("missed", self.duties("head.a", due_on="2026-11-23").mapped("state"))
        with self.at("2026-11-24 08:30"):
            self.call("2026-11-23 09:00", "head.a")
        self.assertEqual(self.duties("head.a", due_on="2026-11-23").state, "done")
        self.assertEqual(self.findings("head.a")[-1].state, "dropped")

    def test_no_call_lies_in_the_future(self):
        """R045: a call of this evening cannot be registered in the morning."""
        with self.assertRaises(ValidationError):
            self.call("2026-11-23 15:00", "head.a")

    def test_another_number_needs_its_explanation(self):
        """R050: refused without, counted with."""
        self.check("2026-11-23 08:00")
        with self.assertRaises(ValidationError) as refusal:
            self.call("2026-11-23 09:00", "head.a", calling_number="000-1234")
        for part in ("R050", "000-1234", self.bureau_a.fixed_phone):
            self.assertIn(part, str(refusal.exception))
        report = self.call(
            "2026-11-23 09:00", "head.a", calling_number="000-1234", remark="Line is dead"
        )
        self.assertFalse(report.from_fixed_phone)
        self.assertEqual(self.duties("head.a", due_on="2026-11-23").state, "done")

    def test_a_mobile_is_not_passed_off_as_the_fixed_telephone(self):
        """R050: neither by value nor by a context key."""
        with self.assertRaises(AccessError):
            self.call("2026-11-23 09:00", "head.a", calling_number="1", from_fixed_phone=True)
        with self.assertRaisesRegex(ValidationError, "R050"):
            self.as_user("head.a", "zhaoshang.report").with_context(
                default_from_fixed_phone=True
            ).create(
                {
                    "reported_at": self.utc("2026-11-23 09:00"),
                    "calling_number": "1",
                    "speaker_ids": self.posts["head.a"].ids,
                    "content": "x",
                }
            )

    def test_the_number_is_compared_by_its_digits(self):
        """R050: blanks and dashes make no other telephone."""
        report = self.call("2026-11-23 09:00", "head.a", calling_number=" 0571 0000 0001 ")
        self.assertTrue(report.from_fixed_phone)

    def test_only_people_of_the_bureau_speak(self):
        """R048: somebody else's officer cannot be ticked, nor nobody."""
        with self.assertRaisesRegex(ValidationError, "R048"):
            self.call("2026-11-23 09:00", "head.a", speaker_ids=self.posts["head.b"].ids)
        with self.assertRaisesRegex(ValidationError, "R048"):
            self.call("2026-11-23 09:00", "head.a", speaker_ids=[])

    def test_a_cancelled_call_takes_its_duties_back(self):
        """R045: by 管理办公室 and with a reason; the duty is owed again."""
        self.check("2026-11-23 08:00")
        report = self.call("2026-11-23 09:00", "head.a")
        with self.assertRaises(UserError):
            report.action_cancel()
        report.cancel_reason = "Entered twice"
        report.action_cancel()
        self.assertEqual(report.state, "cancelled")
        self.assertEqual(self.duties("head.a", due_on="2026-11-23").state, "due")
        with self.assertRaises(AccessError):
            report.with_user(self.users["head.a"]).action_cancel()

    def test_a_call_moved_to_its_right_day_moves_the_duty(self):
        """R045: the office mends a wrong date."""
        self.check("2026-11-23 10:00")
        with self.at("2026-11-23 10:00"):
            report = self.call("2026-11-23 09:00", "head.a")
            report.reported_at = self.utc("2026-11-16 09:00")
        self.assertEqual(self.duties("head.a", due_on="2026-11-23").state, "due")
        self.assertEqual(self.duties("head.a", due_on="2026-11-16").state, "done")

    def test_a_registered_call_is_not_deleted_or_rewritten_by_the_bureau(self):
        """R045: it is part of the record."""
        report = self.call("2026-11-23 09:00", "head.a", by="head.a")
        with self.assertRaises(AccessError):
            report.write({"content": "Ten firms"})
        with self.assertRaises(UserError):
            report.sudo().unlink()
        with self.assertRaises(AccessError):
            report.with_user(self.users["bangongshi"]).write({"state": "cancelled"})

    def test_who_reads_and_writes_a_call(self):
        """R012: own bureau and the offices; another bureau cannot register for this one."""
        report = self.call("2026-11-23 09:00", "head.a")
        for login, expected in {"deputy2.a": True, "head.b": False, "zuzhibu": True}.items():
            found = self.as_user(login, "zhaoshang.report").search([("id", "=", report.id)])
            with self.subTest(login):
                self.assertEqual(bool(found), expected)
        with self.assertRaises(AccessError):
            self.call("2026-11-23 09:00", "head.a", by="head.b")
        with self.assertRaises(AccessError):
            self.call("2026-11-23 09:00", "head.a", by="zuzhibu")
