from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from ...rules import worklog as rules
from .common import WorklogCase

FIRST, LAST = date(2026, 11, 2), date(2026, 11, 23)


@tagged("post_install", "-at_install")
class TestWorklogDay(WorklogCase):
    def rows(self, login, by="bangongshi"):
        self.env.flush_all()
        days = self.as_user(by, "zhaoshang.worklog.day")
        days.invalidate_model()
        found = days.search([("appointment_id", "=", self.posts[login].id)])
        return {str(row.day): row for row in found}

    def missing(self, login, last=LAST):
        days = self.env["zhaoshang.worklog.day"]
        return days._missing(self.company, FIRST, last).get(self.posts[login].id, [])

    def test_working_days_at_post_need_a_log(self):
        """R044: from the watched start on; weekends and the days of a leave need none."""
        self.granted("deputy1.a", "2026-11-24", "2026-11-25")
        with self.at("2026-11-30 10:00"):
            rows = self.rows("deputy1.a")
            missing = self.missing("deputy1.a", date(2026, 11, 30))
        self.assertNotIn("2026-11-01", rows)
        self.assertNotIn("2026-11-22", rows)
        self.assertEqual(rows["2026-11-24"].state, "exempt")
        self.assertEqual(rows["2026-11-26"].state, "missing")
        self.assertEqual(rows["2026-11-27"].state, "open")
        self.assertNotIn(date(2026, 11, 24), missing)
        self.assertIn(date(2026, 11, 26), missing)
        self.assertNotIn(date(2026, 11, 27), missing)

    def test_a_written_and_an_opened_day_are_not_missing(self):
        """R043, R044."""
        self.assertIn(date(2026, 11, 19), self.missing("deputy1.a"))
        self.open_days("deputy1.a", "2026-11-19")
        self.assertNotIn(date(2026, 11, 19), self.missing("deputy1.a"))
        self.log(day="2026-11-19")
        row = self.rows("deputy1.a")["2026-11-19"]
        self.assertEqual(row.state, "written")
        self.assertIn("✔", row.words)

    def test_a_missing_log_raises_no_finding(self):
        """R044: it is told and makes no ladder step."""
        self.env["zhaoshang.duty"]._check_duties(self.company)
        kinds = self.env["zhaoshang.finding"].search([]).mapped("kind")
        self.assertFalse([kind for kind in kinds if "log" in kind])

    def test_the_statement_says_what_the_rule_says(self):
        """R044, R069: for every officer and day, by the codes of the presence statement."""
        self.granted("deputy1.a", "2026-11-24", "2026-11-25")
        self.granted("deputy1.b", "2026-11-26", "2026-11-29")
        self.log("head.a")
        last = date(2026, 12, 4)
        with self.at("2026-12-04 10:00"):
            expected = self.expected(last)
            self.env.flush_all()
            found = {
                (row.appointment_id.id, row.day): row.state
                for row in self.env["zhaoshang.worklog.day"].search([])
                if row.appointment_id.id in {post.id for post in self.posts.values()}
            }
        self.assertEqual(found, expected)
        self.assertIn("exempt", expected.values())

    def expected(self, last):
        months = self.env["zhaoshang.presence.month"].sudo()
        facts = months._months(self.company, FIRST, last)
        posts = list(self.posts.values())
        ids = tuple(post.id for post in posts)
        strings = months._find_days(facts, SQL("a.id IN %s", ids))
        calendar = self.env["zhaoshang.workday"]._calendar(FIRST, last, self.company)
        logs = {
            (log.appointment_id.id, log.day) for log in self.env["zhaoshang.worklog"].search([])
        }
        expected = {}
        for day in calendar.working_days(FIRST, last):
            for post in posts:
                code = strings[post.id, day.replace(day=1)][day.day - 1]
                key = post.id, day
                expected[key] = rules.state(
                    key in logs, rules.needs_log(True, code), last <= rules.write_until(day)
                )
        return expected

    def test_who_sees_which_days(self):
        """R012: an officer his own, a head those of his bureau, the offices all."""
        self.assertTrue(self.rows("deputy1.a", by="deputy1.a"))
        self.assertTrue(self.rows("deputy1.a", by="head.a"))
        for login in ("zuzhibu", "xiaonengban", "zhaoshangju"):
            self.assertTrue(self.rows("deputy1.a", by=login), login)
        for login in ("deputy2.a", "head.b", "deputy1.b"):
            self.assertFalse(self.rows("deputy1.a", by=login), login)

    def test_the_officer_begins_the_log_of_the_day(self):
        """R043: by one button; for another's day it says whose it is."""
        row = self.rows("deputy1.a", by="deputy1.a")["2026-11-20"]
        self.assertEqual(row.action_open()["context"], {"default_day": "2026-11-20"})
        log = self.log(day="2026-11-20")
        row = self.rows("deputy1.a", by="head.a")["2026-11-20"]
        self.assertEqual(row.action_open()["res_id"], log.id)
        with self.assertRaisesRegex(UserError, "R043"):
            self.rows("deputy1.a", by="head.a")["2026-11-19"].action_open()

    def test_one_statement_whatever_the_number(self):
        """R044: officers and days cost no further query."""
        self.missing("deputy1.a")
        days = self.env["zhaoshang.worklog.day"]
        self.env.flush_all()
        for last in (FIRST, LAST):
            before = self.env.cr.sql_log_count
            days._missing(self.company, FIRST, last)
            self.assertLessEqual(self.env.cr.sql_log_count - before, 2)
