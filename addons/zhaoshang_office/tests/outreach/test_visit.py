from ast import literal_eval
from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import OutreachCase


@tagged("post_install", "-at_install")
class TestVisit(OutreachCase):
    def week(self, bureau, monday):
        self.env.flush_all()
        weeks = self.env["zhaoshang.visit.week"]
        weeks.invalidate_model()
        return weeks.search([("bureau_id", "=", bureau.id), ("date_from", "=", monday)])

    def test_a_visit_dated_tomorrow_stays_planned(self):
        """R026: it cannot be registered, whoever asks, and so it never counts."""
        visit = self.visit("2026-11-24")
        with self.refused(UserError, "R026"):
            visit.action_register()
        self.assertEqual(visit.state, "planned")
        self.assertIn("R026", visit.count_notice)
        with self.at("2026-11-24 09:00"):
            visit.action_register()
        self.assertEqual(visit.state, "registered")

    def test_a_visit_ahead_of_the_day_is_not_counted_even_if_it_were_registered(self):
        """R026: the count itself looks at the day."""
        self.env.cr.execute("SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date + 1")
        (tomorrow,) = self.env.cr.fetchone()
        monday = tomorrow - timedelta(tomorrow.weekday())
        visit = self.visit("2026-11-20")
        visit._govern({"date": tomorrow, "state": "registered"})
        with self.at(f"{tomorrow} 10:00"):
            self.env["zhaoshang.outreach.need"]._lay_out_all(self.company)
        counts = self.week(self.bureau_a, monday)
        self.assertFalse(counts.visit_count)

    def test_nobody_types_in_that_it_took_place(self):
        """R026: registering is a command; state, writer and dates are no input."""
        for values in (
            {"state": "registered"},
            {"registered_at": "2026-11-20 00:00:00"},
            {"report_due_on": "2030-01-01"},
            {"appointment_id": self.posts["head.a"].id},
        ):
            with self.subTest(values), self.refused(AccessError, "worked out"):
                self.visit().write(values)
        forged = self.env["zhaoshang.visit"].with_user(self.users["deputy1.a"])
        forged = forged.with_context(default_state="registered")
        visit = forged.create({"organisation_id": self.firm.id, "date": "2026-11-20"})
        self.assertEqual((visit.state, visit.appointment_id), ("planned", self.posts["deputy1.a"]))

    def test_one_organisation_twice_is_a_shortfall_two_are_enough(self):
        """R027, R028: counted by different organisations, however their names are written."""
        monday = "2026-11-16"
        self.registered("2026-11-17")
        self.registered("2026-11-19", login="head.a")
        twin = self.organisation("甲演示（有限）公司 ".replace("（有限）", ""))
        self.registered("2026-11-20", twin)
        week = self.week(self.bureau_a, monday)
        self.assertEqual((week.visit_count, week.organisation_count), (3, 1))
        self.assertEqual((week.required, week.state), (2, "short"))
        self.registered("2026-11-18", self.organisation("乙演示公司"))
        week = self.week(self.bureau_a, monday)
        self.assertEqual((week.organisation_count, week.state), (2, "met"))

    def test_a_week_belongs_to_the_month_of_its_friday_and_holidays_waive_it(self):
        """R028, R029: 2026-09-28 belongs to October; the figure shows why."""
        self.registered("2026-02-10")
        october = self.week(self.bureau_a, "2026-09-28")
        self.assertEqual(str(october.month_from), "2026-10-01")
        festival = self.week(self.bureau_a, "2026-02-16")
        self.assertEqual((festival.required, festival.state), (0, "waived"))
        self.assertIn("R029", festival.explanation)
        national = self.week(self.bureau_a, "2026-10-05")
        self.assertEqual((national.working_days, national.required), (3, 1))
        self.assertIn("R027", national.explanation)

    def test_a_corrected_working_day_changes_what_its_week_asks_for(self):
        """R029, R067: two more days off leave a week of three working days."""
        self.registered("2026-11-10")
        self.assertEqual(self.week(self.bureau_a, "2026-11-09").required, 2)
        self.env["zhaoshang.workday"].create(
            [{"date": day, "kind": "rest"} for day in ("2026-11-12", "2026-11-13")]
        )
        self.assertEqual(self.week(self.bureau_a, "2026-11-09").required, 1)

    def test_laying_out_weeks_twice_changes_nothing(self):
        """R028: and costs one statement for all bureaus and weeks."""
        self.registered("2026-02-10")
        needs = self.env["zhaoshang.outreach.need"]
        query = "SELECT id, kind, required, xmin::text FROM zhaoshang_outreach_need ORDER BY id"
        self.env.cr.execute(query)
        before = self.env.cr.fetchall()
        needs._lay_out_all(self.company)
        self.env.cr.execute(query)
        self.assertEqual(self.env.cr.fetchall(), before)

    def test_one_entry_feeds_the_address_book(self):
        """R026, R030: names typed into the visit, details and category go to the book."""
        with Form(self.as_user("deputy1.a", "zhaoshang.visit")) as form:
            form.visited = "丙演示有限公司"
            form.category_id = self.listed
            form.met = "孙 二"
            form.contact_phone = "000-1234-5678"
            form.matter = "谈扩产"
        visit = form.record
        self.assertEqual(visit.organisation_id.category_id, self.listed)
        self.assertEqual((visit.contact_id.name, visit.contact_id.phone), ("孙二", "000-1234-5678"))
        visit.action_register()
        self.assertEqual(str(visit.contact_id.last_contact_on), "2026-11-23")
        with self.assertRaisesRegex(UserError, "R030"), Form(visit.browse()) as form:
            form.visited = "丁演示有限公司"
            form.contact_phone = "000-1234-5679"  # of nobody: it would be lost

    def test_a_name_typed_into_a_visit_is_the_entry_of_that_name(self):
        """R030: the form shows at once what is on record of it, and whom one meets there."""
        with Form(self.as_user("deputy2.a", "zhaoshang.visit")) as form:
            form.visited = "甲 演示公司"
            self.assertEqual((form.visited, form.met), ("甲演示有限公司", "钱一"))
            self.assertEqual(form.category_id, self.listed)
        visit = form.record
        self.assertEqual((visit.organisation_id, visit.contact_id), (self.firm, self.person))
        with Form(visit) as form:
            form.met = "李三"
        self.assertEqual(visit.contact_id.organisation_id, self.firm)
        self.assertEqual(set(self.firm.contact_ids.mapped("name")), {"钱一", "李三"})

    def test_a_name_typed_tells_nothing_of_another_bureau(self):
        """R012, R112: what a neighbour knows is a new firm here, and the neighbour's stays its."""
        other = self.organisation("邻局演示公司", "deputy1.b", uscc="91110000600037341L")
        with Form(self.as_user("deputy1.a", "zhaoshang.visit")) as form:
            form.visited = other.name
            self.assertFalse(form.organisation_id or form.category_id or form.met)
        firm = form.record.organisation_id
        self.assertEqual((firm.name, firm.bureau_id, firm.uscc), (other.name, self.bureau_a, False))
        self.assertFalse(other.visit_ids)

    def test_a_name_that_is_known_is_found_again(self):
        """R030: no second entry for the same firm or person."""
        organisations = self.as_user("deputy2.a", "zhaoshang.organisation")
        self.assertEqual(organisations.name_create("甲演示 公司")[0], self.firm.id)
        people = self.as_user("deputy2.a", "zhaoshang.contact")
        people = people.with_context(default_organisation_id=self.firm.id)
        self.assertEqual(people.name_create("钱 一")[0], self.person.id)

    def test_a_bureau_visits_its_own_address_book_with_its_own_people(self):
        """R012, R026: neither another bureau's organisation nor its officers."""
        other = self.organisation("邻局演示公司", "deputy1.b")
        with self.refused(AccessError, "R012"):
            self.visit(organisation=other.sudo())
        with self.refused(ValidationError, "R012"):
            self.visit().sudo().organisation_id = other.sudo()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.visit(participant_ids=[(6, 0, self.posts["head.b"].ids)])
        with self.refused(ValidationError, "R026"):
            self.visit(participant_ids=[(5, 0, 0)])
        with self.refused(ValidationError, "R026"):
            self.visit("2025-06-30")

    def test_what_was_counted_stays_unless_taken_back(self):
        """R026, R138: day and organisation of a registered visit are fixed."""
        visit = self.registered()
        with self.refused(UserError, "R026"):
            visit.date = "2026-11-19"
        visit.next_step = "寄材料"
        with self.refused(AccessError, "R015"):
            visit.with_user(self.users["deputy2.a"]).action_unregister()
        visit.with_user(self.users["head.a"]).action_unregister()
        visit.date = "2026-11-19"
        with self.refused(UserError, "reason"):
            visit.action_cancel()
        visit.cancel_reason = "客商改期"
        visit.action_cancel()
        with self.refused(UserError, "R138"):
            visit.unlink()

    def test_to_be_registered_it_says_what_it_was_about(self):
        """R026: category and matter."""
        with self.refused(UserError, "Matter"):
            self.visit(matter=False).action_register()
        bare = self.organisation("丁演示公司", category_id=False)
        with self.refused(UserError, "Category"):
            self.visit(organisation=bare).action_register()

    def test_a_clear_intention_opens_the_time_for_reporting(self):
        """R031, R107: three working days; on Monday, late from Friday on."""
        visit = self.registered("2026-11-16", intention="clear")
        self.assertEqual(str(visit.intention_clear_on), "2026-11-16")
        self.assertEqual(str(visit.report_due_on), "2026-11-19")
        self.assertIn("Late", visit.report_notice)
        later = self.registered("2026-11-20", intention="strong")
        self.assertFalse(later.report_due_on)
        later.intention = "clear"
        self.assertEqual(str(later.intention_clear_on), "2026-11-23")
        self.assertNotIn("Late", later.report_notice)
        later.intention = "weak"
        self.assertFalse(later.intention_clear_on)

    def test_a_project_is_prefilled_on_the_server(self):
        """R106: the button makes a draft with what the visit knows, once."""
        visit = self.registered("2026-11-20", intention="clear")
        action = visit.action_report_project()
        project = visit.project_id
        self.assertEqual((action["res_model"], action["res_id"]), (project._name, project.id))
        self.assertEqual(str(project.intention_clear_on), "2026-11-20")
        self.assertEqual(project.organisation_id, self.firm)
        self.assertEqual(project.appointment_id, self.posts["deputy1.a"])
        self.assertNotIn("甲演示", project.display_name)
        self.assertEqual(visit.action_report_project()["res_id"], project.id)
        self.assertFalse(visit.report_notice)
        with self.refused(UserError, "R106"):
            self.registered("2026-11-19").action_report_project()

    def test_what_a_log_draws_on(self):
        """R043: the registered visits of one officer in a span."""
        visits = self.registered("2026-11-19") | self.registered("2026-11-20")
        self.visit("2026-11-20")
        found = self.as_user("deputy1.a", "zhaoshang.visit")._for_log(
            self.posts["deputy1.a"], "2026-11-16", "2026-11-22"
        )
        self.assertEqual(found, visits)

    def test_registering_many_costs_no_more_statements_each(self):
        """R026: the statements do not grow with the visits."""
        counts = []
        for number in (2, 12):
            visits = self.env["zhaoshang.visit"]
            for _turn in range(number):
                visits |= self.visit(contact_id=self.person.id)
            self.env.flush_all()
            visits.invalidate_recordset()
            before = self.env.cr.sql_log_count
            visits.action_register()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)
        self.assertLessEqual(counts[1], 40)

    def test_the_start_page_counts_what_its_list_shows(self):
        """R026: a registered visit is no longer planned, in the number and in the list alike."""
        self.visit("2026-11-26")
        self.registered("2026-11-19")
        visits = self.as_user("deputy1.a", "zhaoshang.visit")
        action = self.env.ref("zhaoshang_office.zhaoshang_visit_planned_action")
        shown = visits.search(literal_eval(action.domain) + [("bureau_id", "=", self.bureau_a.id)])
        self.assertEqual(set(shown.mapped("state")), {"planned"})
        self.assertEqual(visits.zs_start_page()["planned"], len(shown))

    def test_periods_are_named_as_chinese_writes_them(self):
        """R028: 2026年12月, not 十二月 2026; other languages keep their own order."""
        visit = self.visit("2026-12-31")

        def label(granularity, lang="zh_CN"):
            spec = f"date:{granularity}"
            records = self.env["zhaoshang.visit"].with_context(lang=lang)
            [group] = records.formatted_read_group([("id", "=", visit.id)], [spec], ["__count"])
            return group[spec][1]

        names = {
            "day": "2026-12-31",
            "week": "2026年第53周",
            "month": "2026年12月",
            "quarter": "2026年第4季度",
            "year": "2026年",
        }
        self.assertEqual({granularity: label(granularity) for granularity in names}, names)
        self.assertEqual(label("month", "en_US"), "December 2026")
