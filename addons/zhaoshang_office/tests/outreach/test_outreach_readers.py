from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import OutreachCase

BUREAU = {"head.a", "deputy1.a", "deputy2.a"}
OFFICES = {"zhaoshangju", "bangongshi"}
LEADER = {"lianxi"}
COUNTS = {"zuzhibu", "xiaonengban"}
EVERYBODY = BUREAU | OFFICES | LEADER | COUNTS | {
    "head.b", "deputy1.b", "fenguan", "guazhi", "xitong",
}  # fmt: skip


OFFICERS = {"head.a", "deputy1.a"}
READERS = {  # model -> who has the right to read any of it, beside the officers
    "zhaoshang.organisation": OFFICES,
    "zhaoshang.contact": OFFICES,
    "zhaoshang.contact.statement": OFFICES,
    "zhaoshang.visit": OFFICES | LEADER,
    "zhaoshang.client.visit": OFFICES | LEADER,
    "zhaoshang.event": OFFICES | LEADER,
    "zhaoshang.event.lead": OFFICES,
    "zhaoshang.association": OFFICES | LEADER,
    "zhaoshang.party.help": OFFICES,
    "zhaoshang.research": OFFICES | LEADER,
    "zhaoshang.research.half": OFFICES | LEADER,
    "zhaoshang.visit.week": OFFICES | LEADER | COUNTS,
    "zhaoshang.contact.month": OFFICES | LEADER | COUNTS,
}
CLOSED = ("zhaoshang.contact.touch", "zhaoshang.outreach.need")
READ_ONLY = ("zhaoshang.research.half", "zhaoshang.visit.week", "zhaoshang.contact.month",
             "zhaoshang.contact.statement")  # fmt: skip
POSTS = OFFICERS | OFFICES | LEADER | COUNTS | {"guazhi", "xitong"}


@tagged("post_install", "-at_install")
class TestOutreachReaders(OutreachCase):
    def records(self):
        """Return what the bureau has written, and who reads it."""
        officer = self.users["deputy1.a"]

        def make(model, **values):
            return self.env[model].with_user(officer).create(values)

        visit = self.registered()
        self.env.flush_all()
        event = make("zhaoshang.event", name="推介会")
        week = self.env["zhaoshang.visit.week"].search([("bureau_id", "=", self.bureau_a.id)])[:1]
        own = BUREAU | OFFICES
        month = [("bureau_id", "=", self.bureau_a.id)]
        return [
            (self.firm, own),
            (self.person, own),
            (visit, own | LEADER),
            (event, own | LEADER),
            (make("zhaoshang.event.lead", event_id=event.id, organisation_id=self.firm.id), own),
            (make("zhaoshang.association", name="同乡会"), own | LEADER),
            (make("zhaoshang.party.help", activity="学习", people_count=3), own),
            (make("zhaoshang.research", title="调研"), own | LEADER),
            (make("zhaoshang.client.visit", guests="单总", organisation_id=self.firm.id), own),
            (week, own | LEADER | COUNTS),
            (self.env["zhaoshang.contact.month"].search(month)[:1], own | LEADER | COUNTS),
            (
                self.env["zhaoshang.research.half"].search(month)[:1],
                own | LEADER,
            ),
        ]

    def test_who_reads_what(self):
        """R012, R014, R015, R041: every record of a bureau against every post."""
        for record, readers in self.records():
            self.assertTrue(record, record._name)
            for login in EVERYBODY:
                with self.subTest(model=record._name, login=login):
                    self.assertEqual(self.seen(login, record), login in readers)

    def test_an_earlier_call_names_no_investor_to_the_leader(self):
        """R110: of an organisation behind a project that is not mature, by link or by name."""
        visit, other = self.registered(), self.visit(organisation=self.organisation("乙演示厂"))
        self.assertTrue(self.seen("lianxi", visit))
        projects = self.env["zhaoshang.project"].with_user(self.users["deputy1.a"])
        for values in (
            {"organisation_id": self.firm.id},
            {"investor_name": "甲演示（有限公司）"},
        ):
            with self.subTest(values), self.env.cr.savepoint() as point:
                project = projects.create({"codename": "某项目", **values})
                self.assertFalse(self.seen("lianxi", visit))
                self.assertTrue(self.seen("lianxi", other))
                self.assertTrue(self.seen("zhaoshangju", visit))
                project.sudo()._govern({"mature": True})
                self.assertTrue(self.seen("lianxi", visit))
                point.rollback()

    def test_every_cell_of_post_by_right(self):
        """R012, R140: each post has exactly the rights of the table; nobody deletes."""
        for model in (*READERS, *CLOSED):
            readers = OFFICERS | READERS[model] if model in READERS else set()
            writers = OFFICERS if model in READERS and model not in READ_ONLY else set()
            allowed = {"read": readers, "write": writers, "create": writers, "unlink": set()}
            for login in POSTS:
                for operation, posts in allowed.items():
                    with self.subTest(model=model, login=login, operation=operation):
                        found = (
                            self.env["ir.model.access"]
                            .with_user(self.users[login])
                            .check(model, operation, raise_exception=False)
                        )
                        self.assertEqual(bool(found), login in posts)

    def test_who_reads_does_not_write(self):
        """R012: an entry is changed in its bureau alone."""
        for record, readers in self.records():
            if record._name in ("zhaoshang.visit.week", "zhaoshang.contact.month",
                                "zhaoshang.research.half"):  # fmt: skip
                continue
            for login in (OFFICES | LEADER | {"head.b"}) & EVERYBODY:
                with self.subTest(model=record._name, login=login), self.assertRaises(AccessError):
                    record.with_user(self.users[login]).write({"create_uid": 1})
            self.assertTrue(readers)

    def test_a_leader_sees_no_visit_that_would_name_an_investor(self):
        """R112: a clear intention, or the link to a project that is not mature."""
        visit = self.registered("2026-11-20", intention="clear")
        self.assertFalse(self.seen("lianxi", visit))
        visit.action_report_project()
        visit.intention = "strong"
        self.assertFalse(self.seen("lianxi", visit))
        visit.project_id._govern({"mature": True, "stage": "inspection"})
        self.assertTrue(self.seen("lianxi", visit))

    def test_a_leader_sees_visits_without_the_address_book(self):
        """R041: the organisation's name in the visit, neither its entry nor the contact."""
        visit = self.registered(contact_id=self.person.id).with_user(self.users["lianxi"])
        self.assertEqual(visit.read(["organisation_name"])[0]["organisation_name"], self.firm.name)
        for name in ("contact_id", "contact_phone", "contact_post"):
            with self.assertRaises(AccessError):
                visit.read([name])
        self.assertNotIn("contact_id", self.as_user("lianxi", "zhaoshang.visit").fields_get())

    def test_a_label_is_told_to_readers_alone(self):
        """R112: labels are read as superuser, so they look at who asks."""
        visit = self.registered("2026-11-20", intention="clear")
        for record, word in ((visit, "甲演示"), (self.firm, "甲演示"), (self.person, "钱一")):
            shown = record.with_user(self.users["deputy2.a"]).sudo()
            hidden = record.with_user(self.users["lianxi"]).sudo()
            self.assertIn(word, shown.display_name)
            self.assertNotIn(word, hidden.display_name)

    def test_the_log_names_no_organisation_and_no_person(self):
        """R112, R138: 系统管理员 and 效能办 read the log, not the address book."""
        self.person.write({"phone": "000-1234-5678", "name": "钱一一"})
        self.firm.name = "甲演示控股公司"
        self.registered(contact_id=self.person.id, intention="clear")
        self.env.flush_all()
        lines = self.env["zhaoshang.audit"].search([("res_model", "like", "zhaoshang.")])
        told = " ".join(
            filter(None, [*lines.mapped("old_value"), *lines.mapped("new_value"),
                          *lines.mapped("res_name")])
        )  # fmt: skip
        for word in ("甲演示", "钱一", "000-1234"):
            self.assertNotIn(word, told)
        changed = lines.filtered(lambda line: line.res_model == "zhaoshang.contact")
        self.assertIn("phone", changed.mapped("field_name"))

    def test_an_export_leaves_a_line(self):
        """R138."""
        (self.person | self.person).with_user(self.users["bangongshi"]).export_data(["name"])
        line = self.env["zhaoshang.audit"].search(
            [("res_model", "=", "zhaoshang.contact"), ("kind", "=", "export")], limit=1
        )
        self.assertEqual((line.res_id, line.user_name), (self.person.id, "bangongshi"))

    def test_a_former_officer_reads_nothing_more(self):
        """R008, R012."""
        self.posts["deputy1.a"]._govern({"date_to": "2026-11-22"})
        self.assertFalse(self.seen("deputy1.a", self.firm))
        with self.assertRaises(AccessError):
            self.visit("2026-11-20")

    def test_another_county_sees_nothing(self):
        """R012."""
        other = self.env["res.company"].create({"name": "邻县"})
        for login in ("zhaoshangju", "bangongshi"):
            self.users[login].write({"company_id": other.id, "company_ids": [(6, 0, other.ids)]})
            self.assertFalse(self.seen(login, self.firm), login)

    def test_a_list_of_visits_costs_no_more_with_more_rows(self):
        """R012: the wall is one condition, not one query a row."""
        counts = []
        for number in (1, 3, 30):
            for _turn in range(number):
                self.visit()
            self.env.flush_all()
            self.env.invalidate_all()
            visits = self.as_user("lianxi", "zhaoshang.visit")
            before = self.env.cr.sql_log_count
            visits.web_search_read(
                [], {"organisation_name": {}, "bureau_id": {"fields": {"display_name": {}}}}
            )
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts[1:])  # the first has filled the caches
