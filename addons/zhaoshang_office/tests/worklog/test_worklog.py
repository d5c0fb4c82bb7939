import psycopg2
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import WorklogCase

OTHERS = ("head.a", "deputy2.a", "head.b", "bangongshi", "zhaoshangju", "zuzhibu", "xitong")


@tagged("post_install", "-at_install")
class TestWorklog(WorklogCase):
    def test_nobody_writes_the_log_of_another(self):
        """R043: neither his head nor any office, by create, write or a context key."""
        log = self.log()
        mine = {"appointment_id": self.posts["deputy1.a"].id, "day": "2026-11-20", "content": "x"}
        for login in OTHERS:
            logs = self.as_user(login, "zhaoshang.worklog")
            with self.subTest(login), self.refused(AccessError, ""):
                logs.create(mine)
            with self.subTest(login), self.refused(AccessError, ""):
                log.with_user(self.users[login]).write({"content": "x"})
            forged = logs.with_context(default_appointment_id=mine["appointment_id"])
            if login in ("head.a", "deputy2.a", "head.b"):
                own = forged.create({"content": "x"})
                self.assertEqual(own.appointment_id, self.posts[login])
        self.assertEqual(log.content, "走访两家企业")

    def test_one_log_a_day(self):
        """R043: the database refuses a second one; the officer opens the one he has begun."""
        log = self.log()
        with (
            mute_logger("odoo.sql_db"),
            self.refused(psycopg2.errors.UniqueViolation, "once_a_day"),
        ):
            self.log()
        self.assertEqual(log.action_today()["res_id"], log.id)
        self.assertFalse(self.as_user("deputy2.a", log._name).action_today()["res_id"])

    def test_four_days_back_is_refused_until_the_office_opens_the_day(self):
        """R044: three days are allowed, the refusal names the way out."""
        self.log(day="2026-11-20")
        with self.refused(UserError, "2026-11-19.*2026-11-22.*R044.*management office"):
            self.log(day="2026-11-19")
        self.open_days("deputy1.a", "2026-11-18", "2026-11-19")
        self.assertTrue(self.log(day="2026-11-19"))
        with self.refused(UserError, "R044"):
            self.log("deputy2.a", day="2026-11-19")
        with self.at("2026-11-27 09:00"), self.refused(UserError, "R044"):
            self.log(day="2026-11-18")

    def test_only_the_office_opens_days(self):
        """R044: the officer and his head ask for it."""
        for login in ("deputy1.a", "head.a", "zhaoshangju", "zuzhibu", "xitong"):
            with self.subTest(login), self.refused(AccessError, ""):
                self.open_days("deputy1.a", "2026-11-18", by=login)
        with self.refused(ValidationError, "ahead"):
            self.open_days("deputy1.a", "2026-11-24")
        opening = self.open_days("deputy1.a", "2026-11-18")
        self.assertEqual(str(opening.open_until), "2026-11-26")
        for values in ({"open_until": "2030-01-01"}, {"date_to": "2026-11-20"}):
            with self.refused((AccessError, UserError), ""):
                opening.write(values)
        with self.refused(AccessError, "worked out"):
            opening.create(
                {
                    "appointment_id": self.posts["deputy1.a"].id,
                    "date_from": "2026-11-02",
                    "date_to": "2026-11-02",
                    "reason": "x",
                    "open_until": "2030-01-01",
                }
            )

    def test_a_log_is_fixed_once_its_days_are_over(self):
        """R044: corrected as long as it may be written; never moved, copied or deleted."""
        log = self.log()
        log.content = "补充：下午走访一家"
        for values in ({"day": "2026-11-22"}, {"appointment_id": self.posts["head.a"].id}):
            with self.refused(UserError, "R043"):
                log.write(values)
        for forbidden in (log.copy, log.unlink):
            with self.refused((AccessError, UserError), ""):
                forbidden()
        with self.at("2026-11-27 09:00"), self.refused(UserError, "R044"):
            log.content = "later"
        with self.at("2026-11-27 09:00"):
            log.invalidate_recordset()
            self.assertFalse(log.can_write)

    def test_neither_ahead_nor_outside_the_term(self):
        """R007, R043: a log says what was done, by somebody in post."""
        with self.refused(UserError, "lies ahead"):
            self.log(day="2026-11-24")
        form = Form(self.as_user("deputy1.a", "zhaoshang.worklog"))
        form.content = "走访两家企业"
        form.day = "2026-11-24"
        with self.refused(UserError, "lies ahead"):
            form.save()  # what was typed is kept and the reason told
        self._appoint("gone", "deputy", self.bureau_b, date_to="2026-11-22")
        with self.at("2026-11-22 09:00"):
            self.assertTrue(self.log("gone", day="2026-11-21"))
        with self.refused(AccessError, "in no bureau"):
            self.log("gone", day="2026-11-23")
        for day in ("x", "0001-01-01", "9999-12-31"):
            with self.subTest(day), self.refused(UserError, "no day like|Correct the"):
                self.log(day=day)

    def test_the_day_proposes_its_own_records(self):
        """R043: nothing is typed twice; colleagues' visits and other days stay out."""
        mine = self.registered("2026-11-23", matter="谈厂房租赁")
        self.registered("2026-11-23", organisation=self.organisation("乙公司"), login="head.a")
        self.registered("2026-11-20")
        event = self.as_user("deputy1.a", "zhaoshang.event").create(
            {"name": "推介会", "date_from": "2026-11-22", "date_to": "2026-11-24"}
        )
        project = self.as_user("deputy1.a", "zhaoshang.project").create({"codename": "云梯"})
        mine.project_id = project
        form = Form(self.as_user("deputy1.a", "zhaoshang.worklog"))
        self.assertIn("甲演示有限公司", form.content)
        self.assertIn("谈厂房租赁", form.content)
        self.assertIn("推介会", form.content)
        log = form.save()
        self.assertEqual(log.visit_ids, mine)
        self.assertEqual((log.event_ids, log.project_ids), (event, project))

    def test_what_was_recorded_later_is_fetched(self):
        """R043: and what was typed stays."""
        log = self.log()
        self.env.flush_all()  # as at the end of the request
        visit = self.registered("2026-11-23")
        self.assertFalse(log.visit_ids)
        log.action_take_facts()
        self.assertEqual(log.visit_ids, visit)
        self.assertEqual(log.content, "走访两家企业")
        with self.refused(AccessError, ""):
            log.with_user(self.users["head.a"]).action_take_facts()

    def test_a_log_names_records_of_its_own_day_and_bureau(self):
        """R012, R043: whatever numbers a client sends."""
        other = self.registered("2026-11-20")
        theirs = self.organisation("丙公司", login="head.b")
        strange = self.registered("2026-11-23", organisation=theirs, login="head.b")
        log = self.log()
        for visit in (other, strange):
            with self.refused((ValidationError, AccessError), ""):
                log.visit_ids = [Command.set(visit.ids)]

    def test_who_reads_a_log(self):
        """R012, R014, R041: its bureau and both offices; it may name what leaders may not know."""
        log = self.log()
        for login in ("head.a", "deputy2.a", "bangongshi", "zhaoshangju"):
            self.assertTrue(self.seen(login, log), login)
        for login in (
            "head.b",
            "deputy1.b",
            "zuzhibu",
            "xiaonengban",
            "lianxi",
            "fenguan",
            "xitong",
        ):
            self.assertFalse(self.seen(login, log), login)

    def test_people_are_not_ranked_by_their_entries(self):
        """R137: no call groups logs or their days by person; by bureau they may be counted."""
        self.log()
        for model in ("zhaoshang.worklog", "zhaoshang.worklog.day"):
            rows = self.as_user("bangongshi", model)
            for name in ("appointment_id", "user_id", "create_uid"):
                if name in rows._fields:
                    with self.subTest(name), self.refused(UserError, "R137"):
                        rows.formatted_read_group([], [name], ["__count"])
            self.assertTrue(rows.formatted_read_group([], ["bureau_id"], ["__count"]))
            told = rows.fields_get(["appointment_id"], ["groupable"])
            self.assertFalse(told["appointment_id"]["groupable"])

    def test_a_log_costs_the_same_however_many_there_are(self):
        """R043: with visits of the day proposed and checked."""
        self.cost("2026-11-20")
        few = self.cost("2026-11-21")
        for login in ("deputy1.a", "deputy2.a", "head.a", "head.b"):
            self.log(login)
        many = self.cost("2026-11-22")
        self.assertEqual(many, few)
        self.assertLessEqual(few, 30)

    def cost(self, day):
        self.registered(day)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.log(day=day)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
