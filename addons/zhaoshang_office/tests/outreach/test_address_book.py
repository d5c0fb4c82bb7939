from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import OutreachCase


@tagged("post_install", "-at_install")
class TestAddressBook(OutreachCase):
    def month(self):
        self.env.flush_all()
        months = self.env["zhaoshang.contact.month"]
        months.invalidate_model()
        return months.search([("bureau_id", "=", self.bureau_a.id)], order="month_from desc")

    def forget_touches(self):
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM zhaoshang_contact_touch")
        self.bureau_a.compliance_start = "2026-10-01"

    def test_one_entry_made_or_changed_updates_the_month(self):
        """R030: what is not changed by writing it again does not."""
        self.forget_touches()
        november = self.month().filtered(lambda m: str(m.month_from) == "2026-11-01")
        self.assertIn(november.state, ("open", "missing"))
        self.person.write({"name": self.person.name})
        self.person.write({"phone": "000-7654-3210"})
        november = self.month().filtered(lambda m: str(m.month_from) == "2026-11-01")
        self.assertEqual((november.state, november.changed_count), ("updated", 1))
        october = self.month().filtered(lambda m: str(m.month_from) == "2026-10-01")
        self.assertEqual((october.state, october.watched), ("missing", True))
        self.assertIn("R030", october.explanation)

    def test_writing_the_same_again_is_no_update(self):
        """R030: the form writes what was there; that is no change."""
        self.forget_touches()
        self.person.write({"name": self.person.name, "post": False})
        self.env.cr.execute("SELECT count(*) FROM zhaoshang_contact_touch")
        self.assertEqual(self.env.cr.fetchone(), (0,))

    def test_a_contact_is_cleaned_and_checked(self):
        """R030: full width and spaces go; what cannot be dialled or mailed is refused."""
        self.person.write({"phone": "０００－1234　5678", "name": " 钱　一 "})
        self.assertEqual((self.person.phone, self.person.name), ("000-1234 5678", "钱一"))
        for values in (
            {"phone": "手机关机"},
            {"phone": "123"},
            {"email": "没有"},
            {"last_contact_on": "2026-11-24"},
        ):
            with self.subTest(values), self.refused(ValidationError, "R030"):
                self.person.write(values)
        with self.refused(ValidationError, "R113"):
            self.firm.uscc = "91110000600037341X"

    def test_two_entries_become_one_and_what_pointed_there_follows(self):
        """R030: visits, contacts, projects; kept in the log; the oldest stays."""
        twin = self.organisation("甲演示公司", uscc="91110000600037341L")
        self.assertTrue(self.firm.is_duplicate and twin.is_duplicate)
        self.env["zhaoshang.contact"].with_user(self.users["deputy1.a"]).create(
            [
                {"name": "钱一", "organisation_id": twin.id, "phone": "000-1111-2222"},
                {"name": "李四", "organisation_id": twin.id},
            ]
        )
        visit = self.registered("2026-11-20", twin, intention="clear")
        visit.action_report_project()
        (self.firm | twin).with_user(self.users["deputy2.a"]).action_merge()
        self.assertEqual((twin.active, twin.merged_into_id), (False, self.firm))
        self.assertEqual(visit.organisation_id, self.firm)
        self.assertEqual(visit.organisation_name, self.firm.name)
        self.assertEqual(self.firm.uscc, "91110000600037341L")
        self.assertEqual(sorted(self.firm.contact_ids.mapped("name")), ["李四", "钱一"])
        self.assertEqual(self.person.phone, "000-1111-2222")
        self.env.cr.execute("SELECT organisation_id FROM zhaoshang_project_investor"
                            " WHERE project_id = %s", [visit.project_id.id])  # fmt: skip
        self.assertEqual(self.env.cr.fetchone(), (self.firm.id,))
        line = self.env["zhaoshang.audit"].search(
            [("res_model", "=", "zhaoshang.organisation"), ("res_id", "=", twin.id),
             ("field_name", "=", "merged_into_id")]
        )  # fmt: skip
        self.assertEqual(line.user_name, "deputy2.a")
        self.assertFalse(self.firm.is_duplicate)

    def test_only_entries_of_ones_own_bureau_are_merged(self):
        """R012, R030: not two bureaus' entries, not by the offices, not a single one."""
        other = self.organisation("甲演示公司", "deputy1.b")
        twin = self.organisation("甲演示公司")
        self.assertFalse(other.is_duplicate)
        with self.assertRaises(AccessError):
            (self.firm | other).with_user(self.users["deputy1.a"]).action_merge()
        with self.assertRaises(AccessError):
            (self.firm | twin).with_user(self.users["zhaoshangju"]).action_merge()
        with self.refused(UserError, "R012"):
            (self.firm | other).sudo().action_merge()
        with self.refused(UserError, "R030"):
            self.firm.action_merge()

    def test_the_list_of_categories_is_open(self):
        """R026: 招商管理局 adds to the seven; nobody else."""
        categories = self.env["zhaoshang.organisation.category"]
        self.assertGreaterEqual(categories.search_count([]), 8)
        self.as_user("zhaoshangju", categories._name).create({"name": "科研院所"})
        with self.assertRaises(AccessError):
            self.as_user("head.a", categories._name).create({"name": "x"})


@tagged("post_install", "-at_install")
class TestStatement(OutreachCase):
    """That nothing changed is stated for the month that runs on the database's own clock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.cr.execute("SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date")
        (cls.real_day,) = cls.env.cr.fetchone()
        cls.bureau_c = cls.bureau_b.copy(
            {"name": "测试c局", "code": "testc", "compliance_start": cls.real_day.replace(day=1)}
        )
        for login, role in (("head.c", "head"), ("deputy1.c", "deputy")):
            cls._appoint(login, role, cls.bureau_c, date_from=cls.real_day)
        cls.env.flush_all()
        months = cls.env["zhaoshang.contact.month"]
        cls.month = months.search([("bureau_id", "=", cls.bureau_c.id)])

    def state(self, login):
        with self.at(f"{self.real_day} 10:00"):
            month = self.month.with_user(self.users[login])
            month.invalidate_recordset()
            month.action_state_unchanged()

    def test_the_head_states_that_nothing_changed(self):
        """R030: with his name, once, and only he."""
        self.assertEqual(self.month.state, "open")
        for login in ("deputy1.c", "head.b", "zhaoshangju"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.state(login)
        self.state("head.c")
        self.month.invalidate_recordset()
        self.assertEqual(self.month.state, "unchanged")
        self.assertIn("head.c", self.month.words)
        with self.refused(UserError, "already"):
            self.state("head.c")
        values = {"bureau_id": self.bureau_c.id, "month_from": "2026-10-01"}
        with self.assertRaises(AccessError):
            self.as_user("head.c", "zhaoshang.contact.statement").create(values)
