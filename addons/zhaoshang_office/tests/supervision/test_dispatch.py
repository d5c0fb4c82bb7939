import io

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError
from pypdf import PdfReader

from ..presence.common import PresenceCase


@tagged("post_install", "-at_install")
class TestDispatch(PresenceCase):
    """The leader of bureau a is ``lianxi``; the clock stands on Monday 2026-11-23."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._user("lianxi2", "leader")
        cls.bureau_a.liaison_ids.date_from = "2026-01-01"

    def liaisons(self, login="zhaoshangju"):
        return self.as_user(login, "zhaoshang.liaison")

    def dispatch(self, login="lianxi", day="2026-11-20", items=("visit the firm",), **values):
        return self.as_user(login, "zhaoshang.dispatch").create(
            {
                "bureau_id": self.bureau_a.id,
                "day": day,
                "matters": "progress of the year",
                "item_ids": [
                    (0, 0, {"task": task, "deadline": "2026-11-30"}) for task in items
                ],
                **values,
            }
        )  # fmt: skip

    def test_a_leader_keeps_contact_from_day_to_day(self):
        """R039: what the dated rows say decides who reads, at once and every night."""
        row = self.liaisons().create(
            {
                "bureau_id": self.bureau_b.id,
                "leader_id": self.users["lianxi2"].id,
                "date_from": "2026-11-24",
                "date_to": "2026-11-25",
            }
        )
        seen = []
        for day in ("2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"):
            with self.at(f"{day} 00:10"):
                row._cron_apply()
                seen.append(self.users["lianxi2"] in self.bureau_b.leader_ids)
        self.assertEqual(seen, [False, True, True, False])

    def test_a_leader_named_on_the_bureau_has_his_dates(self):
        """R039: and taking him away there ends the row, which stays in the record."""
        row = self.bureau_a.liaison_ids
        self.assertEqual((row.leader_id, str(row.date_from)), (self.users["lianxi"], "2026-01-01"))
        with self.at("2026-11-24 09:00"):
            self.bureau_a.leader_ids = self.users["lianxi2"]
        self.assertEqual(str(row.date_to), "2026-11-23")
        self.assertEqual(self.bureau_a.leader_ids, self.users["lianxi2"])
        self.assertEqual(len(self.bureau_a.liaison_ids), 2)

    def test_only_the_investment_bureau_enters_who_keeps_contact(self):
        """R039, R014: a county leader, named once at a time, never removed."""
        values = {"bureau_id": self.bureau_b.id, "leader_id": self.users["lianxi"].id}
        for login in ("bangongshi", "lianxi", "head.b", "xitong", "zuzhibu"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.liaisons(login).create(values)
        with self.assertRaisesRegex(ValidationError, "R039"):
            self.liaisons().create([values | {"leader_id": self.users["head.b"].id}])
        row = self.liaisons().create(values)
        for attempt in (row.unlink, lambda: row.write({"leader_id": self.users["lianxi2"].id})):
            with self.assertRaises(AccessError):
                attempt()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.liaisons().create(values)

    def test_a_bureau_without_leader_is_told_to_the_management_office(self):
        """R039: on the bureau, in the filter, and once on the clock."""
        self.assertIn("R039", self.bureau_b.office_alert)
        self.assertNotIn("R039", self.bureau_a.office_alert)
        found = self.env["zhaoshang.bureau"].search([("has_office_alert", "=", True)])
        self.assertIn(self.bureau_b, found)
        for _night in range(2):
            self.bureau_b._cron_office_alert()
        asked = self.bureau_b.activity_ids.filtered(
            lambda each: each.user_id == self.users["bangongshi"]
        )
        self.assertEqual(len(asked), 1)
        self.assertIn("R039", asked.note)

    def test_an_item_goes_from_the_leader_to_the_bureau_and_back(self):
        """R040: handed over with a deadline, answered by the bureau, settled by the leader."""
        item = self.dispatch().item_ids
        self.assertEqual(item.sudo().activity_ids.user_id, self.users["head.a"])
        self.assertEqual(str(item.sudo().activity_ids.date_deadline), "2026-11-30")
        with self.assertRaises(UserError):
            item.action_settle()
        item.with_user(self.users["deputy1.a"]).action_feedback("visited on Monday")
        self.assertFalse(item.sudo().activity_ids)
        item.action_send_back("and the second firm?")
        self.assertEqual(item.sudo().activity_ids.user_id, self.users["head.a"])
        item.with_user(self.users["head.a"]).action_feedback("both visited")
        item.with_user(self.users["bangongshi"]).action_settle("good")
        self.assertEqual((item.state, item.feedback), ("done", "both visited"))
        with self.assertRaises(UserError):
            item.with_user(self.users["head.a"]).action_feedback("more")

    def test_an_overdue_item_is_shown_and_raises_nothing(self):
        """R040: never a finding, never a sanction."""
        item = self.dispatch().item_ids
        before = self.env["zhaoshang.finding"].search_count([])
        with self.at("2026-12-05 10:00"):
            item.invalidate_recordset()
            self.assertTrue(item.overdue)
            self.assertIn("5", item.status)
            late = self.as_user("head.a", "zhaoshang.dispatch.item").search(
                [("overdue", "=", True)]
            )
            self.assertEqual(late, item)
            self.bureau_a.liaison_ids._cron_remind()
        self.assertEqual(self.env["zhaoshang.finding"].search_count([]), before)

    def test_a_quarter_without_dispatch_reminds_the_leaders_contact_once(self):
        """R040: whom the row names, else the management office; the leader is left alone."""
        row = self.bureau_a.liaison_ids
        row.assistant_id = self.users["zhaoshangju"]
        before = self.env["zhaoshang.finding"].search_count([])
        for _night in range(2):
            row._cron_remind()
        self.assertEqual(row.activity_ids.mapped("user_id"), self.users["zhaoshangju"])
        self.assertEqual(len(row.activity_ids), 1)
        self.assertIn("2026-07-01", row.activity_ids.note)
        self.dispatch()
        self.assertFalse(row.activity_ids)
        self.assertEqual(self.env["zhaoshang.finding"].search_count([]), before)

    def refuse(self, table, condition, *values):
        """Let the database refuse one record, whatever the reason may be."""
        self.env.flush_all()
        self.env.cr.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT out_of_order CHECK ({condition}) NOT VALID", values
        )

    def test_what_goes_wrong_with_one_bureau_stops_no_night_of_another(self):
        """R015, R039, R040, R042: reminder, acting head, leader and office alert, each apart."""
        self.bureau_b._govern({"compliance_start": "2026-01-01"})
        bureaus = self.bureau_a | self.bureau_b
        other = self.liaisons().create(
            {"bureau_id": self.bureau_b.id, "leader_id": self.users["lianxi2"].id}
        )
        other.sudo().date_from = "2026-01-01"
        acting = self.env["zhaoshang.acting"].create(
            [
                {"bureau_id": self.bureau_a.id, "appointment_id": self.posts["deputy1.a"].id},
                {"bureau_id": self.bureau_b.id, "appointment_id": self.posts["deputy1.b"].id},
            ]
        )
        bureaus._govern({"acting_appointment_id": False, "leader_ids": [(5,)]})
        bureaus._govern({"office_alert_key": False})
        first = self.bureau_a.liaison_ids
        self.refuse(
            "zhaoshang_bureau",
            "id <> %s OR (acting_appointment_id IS NULL AND office_alert_key IS NULL)",
            self.bureau_a.id,
        )
        self.refuse("zhaoshang_liaison", "id <> %s OR reminded_for IS NULL", first.id)
        with mute_logger("odoo.addons.zhaoshang_office.models.organisation.job", "odoo.sql_db"):
            acting._cron_apply()
            first._cron_remind()
            bureaus._cron_office_alert()
            first._cron_apply()
        self.env.invalidate_all()
        self.assertFalse(self.bureau_a.acting_appointment_id)
        self.assertEqual(self.bureau_b.acting_appointment_id, self.posts["deputy1.b"])
        self.assertFalse(first.reminded_for)
        self.assertTrue(other.reminded_for)
        self.assertTrue(self.bureau_b.office_alert_key)
        self.assertEqual(self.bureau_b.leader_ids, self.users["lianxi2"])
        scan = self.env["zhaoshang.duty.scan"].search([("company_id", "=", self.company.id)])
        told = scan.other_failures
        self.assertEqual([told.count(name) for name in ("Acting", "Offices", "Dispatch")], [1] * 3)
        self.assertNotIn("Failing row", told)

    def test_a_quarter_with_dispatch_or_not_watched_whole_reminds_nobody(self):
        """R040, the floor of going live."""
        row = self.bureau_a.liaison_ids
        self.bureau_a._govern({"compliance_start": "2026-07-02"})
        row._cron_remind()
        self.assertFalse(row.activity_ids)
        self.bureau_a._govern({"compliance_start": "2026-01-01"})
        self.dispatch(day="2026-09-30")
        row._cron_remind()
        self.assertFalse(row.activity_ids)

    def test_who_reads_a_dispatch(self):
        """R041, R012: the bureau, its leaders and the two offices; it may speak of projects."""
        dispatch = self.dispatch()
        for login in ("head.a", "deputy2.a", "lianxi", "bangongshi", "zhaoshangju"):
            with self.subTest(login):
                self.assertTrue(dispatch.with_user(self.users[login]).matters)
        for login in ("head.b", "lianxi2", "xiaonengban", "zuzhibu", "guazhi", "xitong"):
            with self.subTest(login), self.assertRaises(AccessError):
                dispatch.with_user(self.users[login]).read(["matters"])

    def test_who_enters_a_dispatch(self):
        """R040: the leader of the bureau on that day, or the management office for him."""
        self.assertEqual(self.dispatch("bangongshi").leader_id, self.users["lianxi"])
        for login in ("head.a", "zhaoshangju", "xiaonengban"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.dispatch(login)
        with self.assertRaises(UserError):
            self.dispatch("lianxi2")
        with self.assertRaisesRegex(ValidationError, "R039"):
            self.dispatch(leader_id=self.users["lianxi2"].id)
        with self.assertRaisesRegex(ValidationError, "R040"):
            self.dispatch(day="2026-11-24")

    def test_a_dispatch_stands_once_the_bureau_has_answered(self):
        """R040: neither text nor deadline is moved afterwards, nor an answer written by hand."""
        dispatch = self.dispatch()
        item = dispatch.item_ids
        item.write({"deadline": "2026-12-01"})
        with self.assertRaises(AccessError):
            item.write({"state": "done"})
        for login in ("bangongshi", "head.a"):
            with self.assertRaises(AccessError):
                item.with_user(self.users[login]).write({"deadline": "2027-01-01"})
        item.with_user(self.users["head.a"]).action_feedback("done")
        for attempt in (
            lambda: item.write({"deadline": "2027-01-01"}),
            lambda: dispatch.write({"matters": "other"}),
            dispatch.unlink,
            item.unlink,
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_a_dispatch_that_moves_takes_its_items_along(self):
        """R041: who was asked before is not told any more what another bureau is to do."""
        values = {"bureau_id": self.bureau_b.id, "leader_id": self.users["lianxi"].id}
        self.liaisons().create(values | {"date_from": "2026-01-01"})
        dispatch = self.dispatch("bangongshi", **values)
        item = dispatch.item_ids
        self.assertEqual(item.sudo().activity_ids.user_id, self.users["head.b"])
        dispatch.write({"bureau_id": self.bureau_a.id})
        self.assertEqual(item.sudo().activity_ids.user_id, self.users["head.a"])

    def test_strangers_neither_answer_nor_settle(self):
        """R040."""
        item = self.dispatch().item_ids
        for login in ("head.b", "lianxi2", "xiaonengban", "lianxi"):
            with self.subTest(login), self.assertRaises(AccessError):
                item.with_user(self.users[login]).action_feedback("x")
        item.with_user(self.users["head.a"]).action_feedback("x")
        for login in ("head.a", "deputy1.a", "zhaoshangju", "lianxi2"):
            with self.subTest(login), self.assertRaises(AccessError):
                item.with_user(self.users[login]).action_settle()

    def test_the_leaders_page_shows_his_bureaus_alone(self):
        """R041: who is where today, what is open; an instruction is one line and a day."""
        self.away("deputy1.a", "2026-11-23", "2026-11-24")
        pages = self.as_user("lianxi", "zhaoshang.dispatch")
        (bureau,) = pages.zs_leader_page()["bureaus"]
        where = {person["name"]: person["expected"] for person in bureau["people"]}
        self.assertEqual(where, {"head.a": "at_post", "deputy1.a": "away", "deputy2.a": "at_post"})
        pages.action_instruct(self.bureau_a.id, "see the firm", "2026-11-27")
        (bureau,) = pages.zs_leader_page()["bureaus"]
        self.assertEqual([item["task"] for item in bureau["items"]], ["see the firm"])
        with self.assertRaises(AccessError):
            pages.action_instruct(self.bureau_b.id, "x", "2026-11-27")
        self.assertFalse(self.as_user("lianxi2", "zhaoshang.dispatch").zs_leader_page()["bureaus"])
        with self.assertRaises(AccessError):
            self.as_user("bangongshi", "zhaoshang.dispatch").zs_leader_page()

    def test_the_leaders_page_costs_the_same_for_two_bureaus(self):
        """R041: but for the last report of each."""
        pages = self.as_user("lianxi", "zhaoshang.dispatch")
        counts = []
        for _turn in range(2):
            pages.zs_leader_page()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            pages.zs_leader_page()
            counts.append(self.env.cr.sql_log_count - before)
            self.bureau_b.leader_ids = self.users["lianxi"]
            self.dispatch("lianxi", day="2026-11-23", bureau_id=self.bureau_b.id)
        self.assertLessEqual(counts[1], counts[0] + 2)
        self.assertLessEqual(counts[0], 40)

    def test_the_record_of_a_dispatch_is_printed(self):
        """R040: 调度记录, with items, deadlines and answers."""
        dispatch = self.dispatch(place="county hall")
        dispatch.item_ids.with_user(self.users["head.a"]).action_feedback("visited")
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        pdf, _kind = reports.with_user(self.users["lianxi"])._render_qweb_pdf(
            "zhaoshang_office.action_report_dispatch", dispatch.ids
        )
        (page,) = PdfReader(io.BytesIO(pdf)).pages
        text = "".join(page.extract_text().split())
        for word in ("测试a局", "lianxi", "progressoftheyear", "visitthefirm", "2026-11-30",
                     "visited", "countyhall"):  # fmt: skip
            self.assertIn(word, text)
