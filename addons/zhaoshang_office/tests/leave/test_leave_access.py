from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OfficeCase

SECRET = "My father's operation"
READERS = {
    "deputy1.a", "deputy2.a", "head.a", "zuzhibu", "zhaoshangju", "bangongshi", "xiaonengban",
    "lianxi", "guazhi",
}  # fmt: skip
STRANGERS = {"head.b", "deputy1.b", "fenguan", "xitong"}
REASON_READERS = {"deputy1.a", "head.a", "zuzhibu", "zhaoshangju"}


@tagged("post_install", "-at_install")
class TestLeaveAccess(OfficeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        leave = cls.env["zhaoshang.leave"].with_user(cls.users["deputy1.a"])
        cls.leave = leave.create(
            {"date_from": "2026-12-01", "date_to": "2026-12-03", "reason": SECRET}
        )
        cls.leave.action_zs_submit()

    def seen_by(self, login):
        return bool(self.as_user(login).search([("id", "=", self.leave.id)]))

    def test_who_reads_the_dates(self):
        """R012, R041, R140: by post, and nobody else."""
        for login in READERS:
            with self.subTest(login):
                self.assertTrue(self.seen_by(login))
        for login in STRANGERS:
            with self.subTest(login):
                self.assertFalse(self.has_right(login) and self.seen_by(login))

    def has_right(self, login):
        return self.as_user(login).has_access("read")

    def test_finance_and_administrators_have_no_right_at_all(self):
        """R140: 系统管理员 reads no leave."""
        with self.assertRaises(AccessError):
            self.as_user("xitong").search([])

    def test_a_host_unit_reads_its_own_people_only(self):
        """R012: another unit's officer stays unseen."""
        other = self.env["zhaoshang.host.unit"].create(
            {"name": "另一单位", "for_head": True, "for_deputy": True}
        )
        self._appoint("deputy3.a", "deputy", self.bureau_a, host_unit=other)
        leave = self.ask("deputy3.a", "2026-12-01", "2026-12-02")
        self.assertFalse(self.as_user("guazhi").search([("id", "=", leave.id)]))
        with self.assertRaises(AccessError):
            leave.with_user(self.users["guazhi"]).read(["date_from"])

    def test_a_host_unit_opens_the_leave_of_its_head(self):
        """R012: the whole form, without the deputies who could act but are not its people."""
        other = self.env["zhaoshang.host.unit"].create(
            {"name": "另一单位", "for_head": True, "for_deputy": True}
        )
        self._appoint("deputy3.a", "deputy", self.bureau_a, host_unit=other)
        leave = self.ask("head.a", "2026-12-21", "2026-12-23")
        self.env.invalidate_all()
        for login, told in (("guazhi", False), ("head.a", True)):
            with self.subTest(login):
                reader = leave.with_user(self.users[login])
                (seen,) = reader.web_read(
                    {"acting_candidate_ids": {"fields": {"display_name": {}}}}
                )
                ids = [each["id"] for each in seen["acting_candidate_ids"]]
                self.assertEqual(self.posts["deputy3.a"].id in ids, told)

    def test_a_host_unit_is_not_told_who_else_is_out(self):
        """R012: the forecast on a leave it may read names no colleague."""
        self.granted("deputy2.a", "2026-12-02", "2026-12-02")
        for login, told in (("zuzhibu", True), ("lianxi", True), ("guazhi", False)):
            with self.subTest(login):
                forecast = self.leave.with_user(self.users[login]).forecast
                self.assertEqual("deputy2.a" in forecast, told)

    def test_another_county_sees_nothing(self):
        """R140: one county is one company."""
        county = self.env["res.company"].create({"name": "邻县"})
        neighbour = self._user("linxian", "office")
        neighbour.write({"company_ids": county.ids, "company_id": county.id})
        leaves = self.as_user("linxian").with_context(allowed_company_ids=county.ids)
        self.assertFalse(leaves.search([]))
        with self.assertRaises(AccessError):
            leaves.browse(self.leave.id).read(["date_from"])

    def test_a_draft_is_seen_by_its_writer_only(self):
        """R012: what was not asked for is nobody's business."""
        draft = self.draft("deputy2.a", "2026-12-10", "2026-12-11")
        for login in ("head.a", "deputy1.a", "zuzhibu", "bangongshi"):
            with self.subTest(login):
                self.assertFalse(self.as_user(login).search([("id", "=", draft.id)]))
        self.assertTrue(self.as_user("deputy2.a").search([("id", "=", draft.id)]))

    def test_the_reason_is_for_few(self):
        """R012: the person, who decides, and the two departments; not the colleagues."""
        for login in READERS:
            leave = self.leave.with_user(self.users[login])
            leave.invalidate_recordset()
            with self.subTest(login):
                self.assertEqual(
                    leave.read(["reason"])[0]["reason"],
                    SECRET if login in REASON_READERS else False,
                )

    def test_the_reason_leaks_through_no_other_door(self):
        """R012: search, grouping, export, the panel, the snapshot and its own table."""
        colleague = self.users["deputy2.a"]
        leaves = self.env["zhaoshang.leave"].with_user(colleague)
        with self.assertRaises(ValueError):
            leaves.search([("reason", "ilike", "father")])
        colleague.group_ids += self.env.ref("base.group_allow_export")
        exported = self.leave.with_user(colleague).export_data(["reason", "display_name"])
        self.assertNotIn(SECRET, str(exported))
        self.assertNotIn(SECRET, str(self.leave.with_user(colleague).zs_approval_panel()))
        self.assertNotIn(SECRET, str(self.leave.with_user(colleague).forecast))
        with self.assertRaises(AccessError):
            self.env["zhaoshang.leave.text"].with_user(colleague).search([])
        instance = self.leave.zs_approval_instance_id.with_user(colleague)
        self.assertNotIn(SECRET, str(instance.read()))

    def test_a_decided_matter_stays_known_to_who_decided_it(self):
        """R076: the head still reads the reason he agreed to."""
        self.decide(self.leave, "head.a")
        leave = self.leave.with_user(self.users["head.a"])
        self.assertEqual(leave.reason, SECRET)

    def test_only_the_person_writes_his_reason(self):
        """R012: neither head nor department."""
        leave = self.draft("deputy2.a", "2026-12-10", "2026-12-11")
        for login in ("head.a", "deputy1.a", "zuzhibu"):
            with self.subTest(login), self.assertRaises(AccessError):
                leave.with_user(self.users[login]).write({"reason": "x"})

    def test_a_sent_reason_stands(self):
        """R076: what was agreed to is not rewritten."""
        with self.assertRaises(UserError):
            self.leave.write({"reason": "something else"})

    def test_own_drafts_are_deleted_by_their_person_only(self):
        """R012: and not once they were sent."""
        draft = self.draft("deputy2.a", "2026-12-10", "2026-12-11")
        with self.assertRaises(AccessError):
            draft.with_user(self.users["head.a"]).unlink()
        draft.unlink()
        with self.assertRaises(UserError):
            self.leave.unlink()

    def test_former_officers_see_their_own_leave_only(self):
        """R012: the bureau is closed to who has left it."""
        gone = self._appoint(
            "gone", "deputy", self.bureau_a, date_from="2025-07-01", date_to="2026-03-17"
        )
        with self.at("2026-03-02 09:00"):
            own = self.ask("gone", "2026-03-09", "2026-03-10")
        self.assertEqual(self.as_user("gone").search([]), own)
        self.assertEqual(gone.state, "ended")

    def test_no_default_says_what_the_system_works_out(self):
        """R088: neither a key of the context nor a default that one keeps for oneself."""
        forged = {"asked_on": "2026-09-21", "long_escort_accepted": True, "number": "FORGED"}
        for name, value in forged.items():
            self.as_user("deputy2.a", "ir.default").set("zhaoshang.leave", name, value, True)
        keys = {f"default_{name}": value for name, value in forged.items()}
        leave = self.as_user("deputy2.a").with_context(**keys)
        leave = leave.create({"date_from": "2026-10-12", "date_to": "2026-10-13", "reason": "x"})
        self.assertFalse(leave.asked_on or leave.long_escort_accepted or leave.number)
        with self.assertRaisesRegex(UserError, "R088"):
            leave.action_zs_submit()

    def test_a_leave_is_not_handed_to_a_colleague(self):
        """R012: not even one that is withdrawn and holds no day any more."""
        self.leave.action_zs_withdraw()
        for name in ("deputy2.a", "head.b"):
            with self.subTest(name), self.assertRaises(AccessError):
                self.leave.appointment_id = self.posts[name]

    def test_the_box_of_a_step_tells_nothing_of_another_bureau(self):
        """R012: neither the label of a leave nor what a step would do to it."""
        boxes = self.as_user("head.b", "zhaoshang.leave.step")
        values = {"purpose": "prolong", "day": "2026-12-09"}
        with self.assertRaises(AccessError):
            boxes.create(values | {"leave_id": self.leave.id})
        for link in (self.leave.id, {"id": self.leave.id}):
            with self.subTest(link), self.assertRaises(AccessError):
                boxes.onchange(values | {"leave_id": link}, [], {"effect": {}, "leave_id": {}})
