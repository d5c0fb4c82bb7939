from datetime import date, timedelta

from markupsafe import Markup
from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ...rules.duty import ON_THE_LADDER
from .common import ReportingCase


@tagged("post_install", "-at_install")
class TestDutyCalendar(ReportingCase):
    """The calendar of everything to be done, the page of today, who is named for a report."""

    def rows(self, login, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        return self.as_user(login, "zhaoshang.duty.calendar").search(domain)

    def friday(self, day="2026-11-27"):
        return self.duties(kind="friday_report", bureau_id=self.bureau_a.id, due_on=day)

    def test_everything_that_is_to_be_done_stands_in_one_calendar(self):
        """R027, R030, R043, R045, R051, UX 22: duties, logs, visits, contacts, each with why."""
        with self.at("2026-11-25 08:00"):
            self.env["zhaoshang.outreach.need"]._lay_out_all(self.company)
            self.check("2026-11-25 08:00")
            rows = self.rows("head.a")
            kinds = {"monday_call", "friday_report", "month_report", "worklog", "contacts"}
            self.assertLessEqual(kinds, set(rows.mapped("kind")))
            self.assertEqual(rows.bureau_id, self.bureau_a)
            for row in rows:
                with self.subTest(row.kind):
                    self.assertIn(row.status[0], "◔✔▲⊗○")
                    self.assertTrue(row.explanation)
                    self.assertEqual(row.steps, row.kind in ON_THE_LADDER)
            logs = self.rows("deputy1.a", kind="worklog", due_on="2026-11-25")
            self.assertEqual((logs.state, logs.user_id), ("due", self.users["deputy1.a"]))

    def test_who_has_nothing_to_decide_is_shown_the_way_to_today(self):
        """UX 21: the empty list is the first page of who has reports to make; others have none."""
        for login, shown in (("deputy1.a", True), ("guazhi", False)):
            with self.subTest(login):
                tasks = self.as_user(login, "zhaoshang.approval.task").sudo()
                told = tasks.get_empty_list_help(Markup("<p>Nothing</p>"))
                self.assertEqual('<a href="/odoo/today">' in told, shown)
                self.assertIn("<p>Nothing</p>", told)

    def test_who_sees_what_in_the_calendar(self):
        """R012, R041: a deputy his own and his bureau's reports; nothing of another bureau."""
        with self.at("2026-11-25 08:00"):
            self.check("2026-11-25 08:00")
            deputy = self.rows("deputy1.a")
            self.assertEqual(deputy.bureau_id, self.bureau_a)
            personal = deputy.filtered(lambda row: row.kind in ("monday_call", "worklog"))
            self.assertEqual(personal.user_id, self.users["deputy1.a"])
            self.assertIn("friday_report", deputy.mapped("kind"))
            calls = self.rows("head.a", kind="monday_call", due_on="2026-11-23")
            self.assertEqual(len(calls), 3)
            offices = self.rows("bangongshi", kind="friday_report")
            self.assertLessEqual(self.bureau_a | self.bureau_b, offices.bureau_id)
            for login in ("xitong", "guazhi"):
                with self.subTest(login), self.assertRaises(AccessError):
                    self.rows(login)

    def test_items_of_a_leader_stand_with_who_is_in_charge(self):
        """R040, R041: on the calendar and the page of today; away, with who acts for him."""
        self.bureau_a.liaison_ids.date_from = "2026-01-01"
        leader = self.as_user("lianxi", "zhaoshang.dispatch")
        with self.at("2026-11-20 10:00"):
            items = leader.create(
                {
                    "bureau_id": self.bureau_a.id, "leader_id": self.users["lianxi"].id,
                    "day": "2026-11-20", "matters": "x",
                    "item_ids": [
                        (0, 0, {"task": "for the head", "deadline": "2026-11-22"}),
                        (0, 0, {"task": "named", "deadline": "2026-11-23",
                                "appointment_id": self.posts["deputy2.a"].id}),
                    ],
                }
            ).item_ids.sorted("id")  # fmt: skip
        with self.at("2026-11-23 08:00"):
            rows = self.rows("head.a", kind="dispatch").sorted("due_on")
            owners = [(row.state, row.user_id) for row in rows]
            self.assertEqual(
                owners,
                [("late", self.users["head.a"]), ("due", self.users["deputy2.a"])],
            )
            self.assertIn("for the head", rows[0].status)
            self.assertEqual(rows[0].action_open()["res_id"], items[0].id)
            things = self.as_user("deputy2.a", "zhaoshang.duty.calendar").zs_today()["things"]
            self.assertIn("named", " ".join(thing["words"] for thing in things))
            self.granted("head.a", "2026-11-23", "2026-11-25")
            self.assertEqual(
                self.rows("head.a", kind="dispatch", due_on="2026-11-22").user_id,
                self.users["deputy1.a"],
            )
            self.assertEqual(len(self.rows("lianxi", kind="dispatch")), 2)
            self.assertEqual(len(self.rows("bangongshi", kind="dispatch")), 2)
            for login in ("head.b", "zuzhibu", "xiaonengban"):
                with self.subTest(login):
                    self.assertFalse(self.rows(login, kind="dispatch"))
            items[0].with_user(self.users["deputy1.a"]).action_feedback("done")
            answered = self.rows("head.a", kind="dispatch", due_on="2026-11-22")
            self.assertEqual((answered.state, answered.user_id),
                             ("done", self.users["deputy1.a"]))  # fmt: skip

    def test_nobody_is_ranked_by_what_he_wrote(self):
        """R137: no count by person."""
        with self.assertRaises(UserError):
            self.as_user("bangongshi", "zhaoshang.duty.calendar").formatted_read_group(
                [], ["user_id"], ["__count"]
            )

    def test_one_click_opens_what_fulfils_it(self):
        """R051, R063, UX 22: the new report, the one that is there, the finding to be answered."""
        self.check("2026-11-27 08:00")
        duty = self.friday().with_user(self.users["deputy1.a"])
        with self.at("2026-11-27 08:00"):
            action = duty.action_open()
            self.assertEqual(action["res_model"], "zhaoshang.report")
            begun = self.env["zhaoshang.report"].browse(action["res_id"])
            self.assertEqual((begun.kind, str(begun.period_from)), ("friday_report", "2026-11-23"))
            missed = self.friday("2026-11-13").with_user(self.users["head.a"])
            self.assertEqual(missed.action_open()["res_model"], "zhaoshang.finding")
            other = self.friday().with_user(self.users["zuzhibu"])
            self.assertEqual(other.action_open()["res_model"], "zhaoshang.duty")
            with self.assertRaises(AccessError):
                self.friday().with_user(self.users["head.b"]).action_open()

    def test_the_page_of_today_tells_three_things_and_counts_what_its_lists_show(self):
        """R045, R051, UX 21: each number is the length of the list behind it, for every role."""
        self.check("2026-11-27 08:00")
        with self.at("2026-11-27 08:00"):
            finding = self.findings("deputy1.a")[:1]
            finding.with_user(self.users["deputy1.a"]).action_answer("on the train")
            self.as_user("deputy1.a", "zhaoshang.suggestion").action_send("on the kitchen", "x")
            pages = {}
            for login in ("head.a", "deputy1.a", "bangongshi", "zuzhibu", "zhaoshangju", "lianxi",
                          "xiaonengban", "guazhi"):  # fmt: skip
                pages[login] = self.as_user(login, "zhaoshang.duty.calendar").zs_today()
                self.assertLessEqual(len(pages[login]["cards"]), 5)
                for card in pages[login]["cards"]:
                    shown = self.as_user(login, card["model"]).search_count(card["domain"])
                    self.assertEqual(card["count"], shown, (login, card["title"]))
            self.assertEqual(len(pages["head.a"]["things"]), 3)
            self.assertEqual(pages["head.a"]["things"][0]["model"], "zhaoshang.finding")
            first = {login: page["things"][:1] for login, page in pages.items()}
            self.assertEqual(first["bangongshi"][0]["id"], finding.id)
            self.assertEqual(first["zuzhibu"][0]["model"], "zhaoshang.suggestion")
            for login in ("zhaoshangju", "xiaonengban", "guazhi"):
                self.assertFalse(first[login])

    def test_the_administrator_sees_whether_the_check_runs(self):
        """R045: overdue, switched off, failed, or running."""
        scan = self.env["zhaoshang.duty.scan"].sudo()
        admin = self.as_user("xitong", "zhaoshang.duty.calendar")
        self.assertTrue(admin.zs_today()["scan"]["alarm"])  # never checked
        scan._finished(self.company, [])
        self.assertFalse(admin.zs_today()["scan"]["alarm"])
        scan._finished(self.company, [(self.company, "out of order")])
        self.assertIn("out of order", admin.zs_today()["scan"]["words"])
        scan._finished(self.company, [])
        row = scan._of_county()
        row.finished_at = fields.Datetime.now() - timedelta(hours=4)
        self.assertEqual(row.state, "late")
        job = self.env.ref("zhaoshang_office.cron_duties")
        job.active = False
        row.invalidate_recordset()
        self.assertEqual(row.state, "off")
        for login in ("head.a", "zuzhibu"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.as_user(login, "zhaoshang.duty.scan").search([])

    def test_the_office_is_told_what_could_not_be_done(self):
        """R057: one piece stops no other, and does not fail unseen."""
        office = self.as_user("bangongshi", "zhaoshang.duty.calendar")
        self.assertFalse(office.zs_today()["failed"])
        self.env["zhaoshang.job"]._tell("leave", self.bureau_a, ValueError("out of order"))
        self.assertIn(f"{self.bureau_a.name}: out of order", office.zs_today()["failed"])
        self.assertNotIn("failed", self.as_user("head.a", office._name).zs_today())

    def test_the_head_gives_a_report_to_a_deputy_by_name(self):
        """R096: the deputy answers for it, away he does not; only the head, only in time."""
        self.check("2026-11-23 08:00")
        deputy = self.posts["deputy1.a"]
        with self.at("2026-11-23 09:00"):
            mine = self.friday().with_user(self.users["head.a"])
            mine.action_assign(deputy.id)
            self.assertEqual(self.friday().appointment_id, deputy)
            self.assertIn("by name", self.friday().explanation)
            with self.assertRaises(ValidationError):
                mine.action_assign(self.posts["deputy1.b"].id)
            for login in ("deputy1.a", "bangongshi"):
                with self.subTest(login), self.assertRaises(AccessError):
                    self.friday().with_user(self.users[login]).action_assign(deputy.id)
            self.granted("deputy1.a", "2026-11-26", "2026-11-28")
            self.assertEqual(self.friday().appointment_id, self.posts["head.a"])
        with self.at("2026-11-27 18:01"), self.assertRaises(UserError):
            mine.action_assign(False)

    def test_a_named_deputy_is_the_one_suspected(self):
        """R096: missed, the finding is his and nobody else's."""
        self.check("2026-11-16 08:00")
        with self.at("2026-11-16 09:00"):
            friday = self.friday("2026-11-20").with_user(self.users["head.a"])
            friday.action_assign(self.posts["deputy2.a"].id)
        self.check("2026-11-24 08:00")
        finding = self.friday("2026-11-20").finding_ids
        self.assertEqual(finding.appointment_id, self.posts["deputy2.a"])
        self.assertEqual(finding.occurred_on, date(2026, 11, 20))
