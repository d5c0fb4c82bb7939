from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from ..reporting.common import ReportingCase

DUTY = (
    "kind", "appointment_id", "user_id", "bureau_id", "company_id", "due_on", "period_from",
    "period_to", "opens_at", "due_at", "grace_end", "state", "rule_set_id", "provisional",
)  # fmt: skip


@tagged("post_install", "-at_install")
class TestFindingLadder(ReportingCase):
    """What findings of all kinds come to, and that they say why."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.bureau_a | cls.bureau_b).write({"compliance_start": "2026-11-23"})

    def miss(self, login, kind, day):
        """Lay out one duty that was missed, as the schedule of its kind leaves it."""
        post = self.posts[login]
        moment = f"{day} 16:00:00"
        rule_set = self.env["zhaoshang.rule.set"]._at(date.fromisoformat(day), self.company)
        row = (
            kind, post.id, post.user_id.id, post.bureau_id.id, self.company.id, day, day, day,
            moment, moment, moment, "missed", rule_set.id, False,
        )  # fmt: skip
        self.env.flush_all()
        names = SQL(", ").join(SQL.identifier(name) for name in DUTY)
        self.env.cr.execute(SQL("INSERT INTO zhaoshang_duty (%s) VALUES %s", names, row))

    def raised(self, login):
        self.env["zhaoshang.finding"]._raise_missed_duties(self.company)
        return self.findings(login)

    def confirm(self, findings):
        for finding in findings:
            finding.with_user(finding.user_id).action_answer("I forgot")
            finding.with_user(self.users["bangongshi"]).action_confirm("Admitted")

    def test_every_kind_of_duty_raises_one_finding_of_whom_it_names(self):
        """R089, R096: one statement for all kinds; the month report is the head's alone."""
        kinds = ("friday_report", "month_report", "bimonth_report")
        for kind in kinds:
            self.miss("head.a", kind, "2026-11-20")
        findings = self.raised("head.a")
        self.assertEqual(set(findings.mapped("kind")), set(kinds))
        self.assertFalse(self.findings("deputy1.a"))
        self.assertEqual(self.raised("head.a"), findings)
        self.assertIn("R096", findings[0].explanation)

    def test_missed_reports_of_one_week_are_shown_as_one_offence(self):
        """R094: Monday and Friday of one week; the next week is another."""
        for kind, day in (
            ("monday_call", "2026-11-16"),
            ("friday_report", "2026-11-20"),
        ):
            self.miss("head.a", kind, day)
        findings = self.raised("head.a")
        self.confirm(findings)
        for finding in findings:
            self.assertIn("one offence (R094)", finding.ladder)
            self.assertIn("Step 1", finding.outcome)

    def test_a_finding_says_beforehand_what_it_would_come_to(self):
        """R063, R091: whoever decides sees the step before he confirms."""
        self.miss("head.a", "friday_report", "2026-11-20")
        finding = self.raised("head.a")
        self.assertIn("If confirmed", finding.ladder)
        finding.with_user(self.users["bangongshi"]).action_drop("Fax found")
        self.assertFalse(finding.ladder)

    def test_a_missing_research_report_is_no_finding(self):
        """R034: the bulletin and the assessment, not clause 11."""
        self.miss("head.a", "research_report", "2026-11-20")
        self.assertFalse(self.raised("head.a"))

    def test_the_count_takes_no_more_statements_for_more_findings(self):
        """R094: a list of findings of many officers is counted at once."""
        self.miss("head.a", "friday_report", "2026-11-20")
        self.confirm(self.raised("head.a"))
        self.findings("head.a").mapped("outcome")  # what the server remembers, once
        self.env.invalidate_all()
        with self.assertQueryCount(9):
            self.findings("head.a").mapped("outcome")
        for login in ("head.b", "deputy1.a", "deputy2.a", "deputy1.b"):
            for day in ("2026-11-02", "2026-11-09", "2026-11-16"):
                self.miss(login, "monday_call", day)
        self.env["zhaoshang.finding"]._raise_missed_duties(self.company)
        posts = self.env["zhaoshang.appointment"].union(*self.posts.values())
        found = self.findings().filtered(lambda finding: finding.appointment_id in posts)
        self.assertEqual(len(found), 13)
        self.env.invalidate_all()
        with self.assertQueryCount(9):
            found.mapped("outcome")

    def test_the_reminder_takes_the_answer(self):
        """R063: what is written where the to-do is marked as done is the answer, his own alone."""
        self.miss("head.a", "friday_report", "2026-11-20")
        finding = self.raised("head.a")
        todo = finding.activity_ids
        with self.assertRaises(UserError):
            todo.with_user(self.users["head.a"]).action_done()
        for login in ("deputy1.a", "bangongshi", "xiaonengban"):
            with self.subTest(login), self.assertRaises(AccessError):
                todo.with_user(self.users[login]).action_feedback("I admit it")
        todo.with_user(self.users["head.a"]).action_feedback("The fax was broken")
        self.assertEqual((finding.state, finding.answer), ("answered", "The fax was broken"))
        self.assertFalse(finding.activity_ids)

    def test_everybody_sees_his_own_record_and_the_offices_see_all(self):
        """R012, R094: the term with its findings and why; nobody else's."""
        self.miss("deputy1.a", "monday_call", "2026-11-16")
        self.confirm(self.raised("deputy1.a"))
        own = self.as_user("deputy1.a", "zhaoshang.standing").search([])
        self.assertEqual(own.appointment_id.ids, self.posts["deputy1.a"].ids)
        self.assertEqual((own.confirmed_count, own.open_count), (1, 0))
        self.assertIn("Step 1", own.ladder)
        self.assertEqual(own.finding_ids, self.findings("deputy1.a"))
        for login in ("head.a", "deputy2.a", "head.b"):
            seen = self.as_user(login, "zhaoshang.standing").search([])
            self.assertEqual(seen.appointment_id.ids, self.posts[login].ids)
            self.assertFalse(seen.ladder)
        for login in ("bangongshi", "zuzhibu", "zhaoshangju", "xiaonengban"):
            seen = self.as_user(login, "zhaoshang.standing").search([])
            self.assertLessEqual({p.id for p in self.posts.values()}, set(seen.appointment_id.ids))
        for login in ("lianxi", "guazhi", "xitong"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.as_user(login, "zhaoshang.standing").search([])
        with self.assertRaises(AccessError):
            own.with_user(self.users["head.a"]).read(["ladder"])
