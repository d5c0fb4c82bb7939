from datetime import UTC, date, datetime
from unittest.mock import patch

import psycopg2
from lxml import etree
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...rules import duty as rules
from .common import ReportingCase


@tagged("post_install", "-at_install")
class TestDutySchedule(ReportingCase):
    def test_everybody_in_post_owes_a_call_every_monday(self):
        """R045: five people, four Mondays."""
        self.check("2026-11-23 08:00")
        self.assertEqual(len(self.duties()), 5 * 4)
        duty = self.duties("head.a")[-1]
        self.assertEqual(duty.due_on, date(2026, 11, 23))
        self.assertEqual(duty.due_at, self.utc("2026-11-23 18:00"))
        self.assertEqual(duty.grace_end, self.utc("2026-11-24 00:00"))
        self.assertEqual(duty.state, "due")

    def test_a_second_run_changes_nothing(self):
        """R045: not one column of one row, neither at once nor an hour later."""
        self.assertTrue(self.check("2026-11-23 08:00"))
        self.assertEqual(self.check("2026-11-23 08:00"), {})
        self.assertEqual(self.check("2026-11-23 09:00"), {})

    def test_three_weeks_of_downtime_are_caught_up(self):
        """R045: the same duties and states as if it had run every hour."""
        self.check("2026-11-02 08:00")
        self.assertEqual(len(self.duties()), 5)
        self.check("2026-11-24 08:00")
        self.assertEqual(
            sorted(set(self.duties().mapped("due_on"))),
            [date(2026, 11, day) for day in (2, 9, 16, 23)],
        )
        self.assertEqual(set(self.duties().mapped("state")), {"missed"})
        self.assertEqual(len(self.findings(kind="monday_call")), 20)

    def test_nothing_is_owed_before_the_bureau_is_watched(self):
        """R045: compliance_start is the floor, whatever the term."""
        self.bureau_b.compliance_start = "2026-11-16"
        self.check("2026-11-23 08:00")
        self.assertEqual(len(self.duties("head.b")), 2)
        self.assertEqual(len(self.duties("head.a")), 4)

    def test_a_bureau_that_is_not_watched_owes_nothing(self):
        """R045: no compliance_start, no duty."""
        self.bureau_b.compliance_start = False
        self.check("2026-11-23 08:00")
        self.assertFalse(self.duties("head.b"))

    def test_somebody_entered_late_owes_nothing_for_the_past(self):
        """R045: the watermark has passed those days."""
        self.check("2026-11-23 08:00")
        self._appoint("new", "deputy", self.bureau_b)
        self.check("2026-11-30 08:00")
        self.assertEqual(self.duties("new").mapped("due_on"), [date(2026, 11, 30)])

    def test_the_term_bounds_the_duties(self):
        """R007, R045: the last call is that of the last Monday of the term."""
        self._appoint("gone", "deputy", self.bureau_a, date_to="2026-11-16")
        self.check("2026-11-23 08:00")
        self.assertEqual(
            self.duties("gone").mapped("due_on"),
            [date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)],
        )

    def test_a_closed_bureau_owes_no_more_calls(self):
        """R003, R045: closed on Sunday, the last call is that of the Monday before; it stays."""
        self.check("2026-11-09 08:00")
        self.env["zhaoshang.bureau.event"].create(
            {
                "bureau_id": self.bureau_a.id,
                "kind": "close",
                "date": "2026-11-15",
                "document": "松测〔2026〕9号",
            }
        )
        self.check("2026-11-23 08:00")
        days = [date(2026, 11, 2), date(2026, 11, 9)]
        self.assertEqual(self.duties("head.a").mapped("due_on"), days)
        self.assertEqual(len(self.duties("head.b")), 4)

    def test_the_mondays_of_the_spring_festival_make_one_duty(self):
        """R049: 2026-02-16 and 02-23 become one call on 02-24, open from the first."""
        self.bureau_a.compliance_start = "2026-02-09"
        self.bureau_b.compliance_start = False
        self.check("2026-02-25 08:00")
        duties = self.duties("head.a")
        self.assertEqual(duties.mapped("due_on"), [date(2026, 2, 9), date(2026, 2, 24)])
        merged = duties[-1]
        self.assertEqual(
            (merged.period_from, merged.period_to), (date(2026, 2, 16), date(2026, 2, 23))
        )
        self.assertIn("2026-02-16", merged.explanation)
        self.assertIn("R049", merged.explanation)

    def test_a_merged_duty_is_there_from_its_first_monday_on(self):
        """R049: whoever calls on the holiday itself has reported."""
        self.bureau_a.compliance_start = "2026-02-16"
        self.bureau_b.compliance_start = False
        self.check("2026-02-15 12:00")
        self.assertFalse(self.duties())
        self.check("2026-02-16 08:00")
        self.call("2026-02-16 07:00", "head.a")
        self.assertEqual(self.duties("head.a").state, "done")

    def test_the_monday_of_the_national_day_week(self):
        """R049: called on 2026-10-08."""
        self.bureau_a.compliance_start = "2026-10-01"
        self.check("2026-10-09 08:00")
        self.assertEqual(self.duties("head.a").mapped("due_on"), [date(2026, 10, 8)])

    def test_the_queries_do_not_grow_with_the_people(self):
        """R045: as many statements for 5 people as for 45."""
        self.check("2026-11-02 08:00")
        few = self._queries("2026-11-10 08:00")
        extra = {"role": "deputy", "bureau_id": self.bureau_a.id}
        self._appoint_all({f"extra{number}": extra for number in range(40)})
        self.check("2026-11-16 08:00")
        many = self._queries("2026-11-24 08:00")
        self.assertEqual(many, few)

    def _queries(self, moment):
        """Count the statements of one run that lays out one Monday and raises its findings."""
        self.env.flush_all()
        self.env.invalidate_all()
        with self.at(moment):
            before = self.env.cr.sql_log_count
            self.env["zhaoshang.duty"]._check_duties(self.company)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

    def test_a_year_without_table_makes_duties_but_no_findings(self):
        """R045: provisional until the table of the year is published."""
        later = self._appoint("later", "head", self._bureau_of_2029(), date_from="2028-06-01")
        self.check("2029-01-16 08:00")
        duties = self.duties_of(later)
        self.assertTrue(duties)
        self.assertEqual(set(duties.mapped("state")), {"missed"})
        self.assertTrue(all(duties.mapped("provisional")))
        self.assertFalse(self.findings("later"))
        self.assertIn("Provisional", duties[0].explanation)

    def test_a_published_table_makes_provisional_duties_count(self):
        """R045, R049: those on a new holiday move, the others stand; then findings are raised."""
        later = self._appoint("later", "head", self._bureau_of_2029(), date_from="2028-06-01")
        self.check("2029-01-16 08:00")
        self.assertEqual(
            self.duties_of(later).mapped("due_on"), [date(2029, 1, 8), date(2029, 1, 15)]
        )
        for day in ("2029-01-08", "2029-01-01"):
            self.env["zhaoshang.workday"].create(
                {"date": day, "kind": "statutory", "source": "table", "company_id": self.company.id}
            )
        self.check("2029-01-17 08:00")
        duties = self.duties_of(later)
        self.assertEqual(duties.mapped("due_on"), [date(2029, 1, 9), date(2029, 1, 15)])
        self.assertFalse(any(duties.mapped("provisional")))
        self.assertEqual(len(self.findings("later", "monday_call")), 2)

    def duties_of(self, appointment):
        return self.env["zhaoshang.duty"].search(
            [("appointment_id", "=", appointment.id), ("kind", "=", "monday_call")],
            order="due_on",
        )

    def _bureau_of_2029(self):
        return self.env["zhaoshang.bureau"].create(
            {
                "name": "L",
                "code": "testl",
                "city": "L",
                "opened_on": "2020-01-01",
                "compliance_start": "2029-01-03",
            }
        )

    def test_a_concurrent_change_starts_the_chunk_again(self):
        """R045: the scheduled action retries three times, with a fresh snapshot each."""
        duty = self.env["zhaoshang.duty"]
        tries = []

        def chunk():
            tries.append(1)
            if len(tries) < 3:
                raise psycopg2.errors.SerializationFailure

        with (
            patch.object(self.env.cr, "rollback"),
            patch.object(type(self.env["ir.cron"]), "_commit_progress") as commit,
        ):
            duty._retried(chunk)
        self.assertEqual((len(tries), commit.call_count), (3, 1))

    def test_a_duty_is_edited_by_nobody(self):
        """R045: not by officers, not by the office, not by the superuser."""
        self.check("2026-11-23 08:00")
        duty = self.duties("head.a")[0]
        for actor in (self.env.user, self.users["head.a"], self.users["bangongshi"]):
            for operation in (
                lambda d: d.write({"state": "done"}),
                lambda d: d.unlink(),
                lambda d: d.create({"kind": "monday_call"}),
                lambda d: d.copy(),
            ):
                with self.subTest(actor.login), self.assertRaises(AccessError):
                    operation(duty.with_user(actor))

    def test_the_button_is_for_the_office(self):
        """R045: 管理办公室 checks at once, with the same code; nobody else does."""
        with self.at("2026-11-23 08:00"):
            self.as_user("bangongshi", "zhaoshang.duty").action_check_now()
            self.assertEqual(len(self.duties()), 20)
            with self.assertRaises(AccessError):
                self.as_user("head.a", "zhaoshang.duty").action_check_now()

    def test_the_scheduled_action_does_it_all(self):
        """R045: through the job itself, committing step by step."""
        job = self.env.ref("zhaoshang_office.cron_duties")
        self.assertEqual((job.interval_number, job.interval_type), (1, "hours"))
        commits = []
        with (
            self.at("2026-11-24 08:00"),
            patch.object(
                type(self.env["ir.cron"]), "_commit_progress", lambda *_args: commits.append(1)
            ),
        ):
            job.ir_actions_server_id.run()
        self.assertEqual(len(self.duties()), 20)
        self.assertEqual(len(self.findings(kind="monday_call")), 20)
        self.assertEqual(len(commits), 3)  # duties, findings, heartbeat

    def test_who_reads_a_duty(self):
        """R012: own, the bureau's for its head, all for the offices."""
        self.check("2026-11-23 08:00")
        duty = self.duties("deputy1.a")[0]
        for login, expected in {
            "deputy1.a": True,
            "head.a": True,
            "deputy2.a": False,
            "head.b": False,
            "zuzhibu": True,
            "zhaoshangju": True,
            "bangongshi": True,
            "xiaonengban": True,
        }.items():
            with self.subTest(login):
                found = self.as_user(login, "zhaoshang.duty").search([("id", "=", duty.id)])
                self.assertEqual(bool(found), expected)
        for login in ("xitong", "guazhi"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.as_user(login, "zhaoshang.duty").search([])

    def test_a_leader_reads_the_reports_of_the_bureaus_linked_to_him(self):
        """R041: the bureau's reports, nobody's calls; nothing of a bureau he is not linked to."""
        self.check("2026-11-23 08:00")
        seen = self.as_user("fenguan", "zhaoshang.duty").search([])
        self.assertFalse(seen)
        self.env.invalidate_all()
        self.bureau_a.leader_ids = self.users["fenguan"]
        self.env.invalidate_all()
        seen = self.as_user("fenguan", "zhaoshang.duty").search([])
        self.assertEqual(seen.sudo().bureau_id, self.bureau_a)
        self.assertEqual(set(seen.mapped("kind")), set(rules.OF_THE_BUREAU))
        with self.subTest("the form asks for nothing that he may not read"):
            form = etree.fromstring(seen.get_view(view_type="form")["arch"])
            names = form.xpath("//field[not(ancestor::field)]/@name")
            self.assertTrue(seen[0].web_read({name: {} for name in names}))


@tagged("post_install", "-at_install")
class TestDutyScheduleAgainstTheRule(ReportingCase):
    def test_the_statement_says_what_the_rule_says(self):
        """R045, R047: the set-based state of every duty equals that of the pure rule."""
        self.granted("deputy1.a", "2026-11-23", "2026-11-24")
        for moment in ("2026-11-23 17:59", "2026-11-23 18:00", "2026-11-23 18:01"):
            speaker = {"59": "head.a", "00": "deputy1.a", "01": "deputy2.a"}[moment[-2:]]
            with self.at("2026-11-23 23:00"):
                self.call(moment, speaker)
        for now in ("2026-11-23 12:00", "2026-11-23 18:01", "2026-11-24 00:00"):
            self.check(now)
            for duty in self.duties(due_on="2026-11-23"):
                call = duty.report_id.reported_at
                expected = rules.state(
                    rules.deadline(duty.due_on),
                    self._aware(now),
                    call.replace(tzinfo=UTC) if call else None,
                    excused=bool(duty.appointment_id._absent_at(duty.due_on)),
                )
                with self.subTest(f"{now} {duty.appointment_id.name}"):
                    self.assertEqual(duty.state, expected)

    def _aware(self, moment):
        return datetime.fromisoformat(f"{moment}+08:00")
