from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import INVESTOR, ProjectCase

BUREAU = {"deputy1.a", "deputy2.a", "head.a"}
OFFICES = {"zhaoshangju", "bangongshi"}
OTHERS = {
    "head.b", "deputy1.b", "zuzhibu", "xiaonengban", "lianxi", "fenguan", "guazhi", "xitong",
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestProject(ProjectCase):
    def readers(self):
        return {login for login in BUREAU | OFFICES | OTHERS if self.seen(login)}

    def test_a_draft_is_read_in_its_bureau_alone(self):
        """R014, R106: the two offices read it once it is reported, or returned."""
        self.assertEqual(self.readers(), BUREAU)
        for stage in ("reported", "returned"):
            self.project._govern({"stage": stage})
            self.assertEqual(self.readers(), BUREAU | OFFICES, stage)

    def test_a_reported_project_is_read_in_its_bureau_and_by_the_two_offices(self):
        """R012, R112: nobody else finds it, not even the own leader before it is mature."""
        self.project._govern({"stage": "accepted"})
        self.assertEqual(self.readers(), BUREAU | OFFICES)

    def test_the_leader_reads_it_once_it_is_mature(self):
        """R041, R111: the own leader; another leader never."""
        self.project._govern({"mature": True, "stage": "inspection"})
        self.assertTrue(self.seen("lianxi"))
        self.assertFalse(self.seen("fenguan"))

    def test_before_that_he_sees_the_brief_alone(self):
        """R110, R112: number, codename, stage and bureau, for him and for 组织部."""
        self.assertFalse(self.seen("zuzhibu", model="zhaoshang.project.brief"))  # a draft
        self.project._govern({"stage": "accepted"})
        self.env.flush_all()
        for login in ("lianxi", "zuzhibu"):
            self.assertTrue(self.seen(login, model="zhaoshang.project.brief"))
        for login in ("head.b", "fenguan", "xiaonengban", "guazhi", "xitong"):
            self.assertFalse(self.seen(login, model="zhaoshang.project.brief"))

    def test_the_investor_is_in_a_table_without_rights(self):
        """R112: not even the bureau reads the table itself."""
        for login in BUREAU | OFFICES | OTHERS:
            records = self.as_user(login, "zhaoshang.project.investor")
            self.assertFalse(records.has_access("read"), login)

    def test_one_project_at_a_time_shows_its_investor_and_leaves_a_line(self):
        """R112: one row a user, project and hour."""
        other = self.draft_project("deputy1.a", codename="第二个项目")
        both = (self.project | other).with_user(self.users["head.a"])
        both.invalidate_recordset()
        self.assertEqual(both.read(["investor_name"])[0]["investor_name"], False)
        readings = self.env["zhaoshang.project.access"].search(
            [("user_id", "=", self.users["head.a"].id)]
        )
        self.assertFalse(readings)
        for _turn in range(2):
            one = self.project.with_user(self.users["head.a"])
            one.invalidate_recordset()
            self.assertEqual(one.read(["investor_name"])[0]["investor_name"],
                             INVESTOR["investor_name"])  # fmt: skip
        readings = self.as_user("deputy1.a", "zhaoshang.project.access").search(
            [("user_id", "=", self.users["head.a"].id)]
        )
        self.assertEqual(readings.mapped("kind"), ["read"])

    def test_nobody_types_in_what_follows_from_moves(self):
        """R108: stage, owner, maturity and dates, the superuser included."""
        for values in (
            {"stage": "screened"}, {"mature": True}, {"reported_on": "2026-11-20"},
            {"appointment_id": self.posts["head.b"].id}, {"number": "X"},
        ):  # fmt: skip
            with self.subTest(values):
                with self.refused(AccessError, "R108"):
                    self.project.with_user(self.users["head.a"]).write(values)
                with self.refused(AccessError, "R108"):
                    self.project.sudo().write(values)
        forged = self.as_user("deputy1.a", "zhaoshang.project").with_context(
            default_stage="signed", default_mature=True
        )
        project = forged.create({"codename": "伪造", "stage": "signed", "mature": True})
        self.assertEqual((project.stage, project.mature), ("draft", False))

    def test_who_has_no_appointment_reports_none(self):
        with self.refused(AccessError, "R106"):
            self.env["zhaoshang.project"].with_user(self.users["zhaoshangju"]).sudo().create(
                {"codename": "x"}
            )

    def test_a_wrong_credit_code_is_refused(self):
        with self.refused(ValidationError, "R113"):
            self.project.with_user(self.users["deputy1.a"]).write(
                {"investor_uscc": "91110000600037341X"}
            )

    def test_a_codename_does_not_name_the_investor(self):
        """R110."""
        with self.refused(ValidationError, "R110"):
            self.draft_project("deputy1.a", codename="苍南试金演示项目")

    def test_a_reported_project_stays(self):
        self.project._govern({"stage": "reported"})
        with self.refused(UserError, "R032"):
            self.project.with_user(self.users["deputy1.a"]).unlink()

    def test_the_log_tells_that_the_investor_changed_and_not_to_what(self):
        """R112, R138."""
        self.project.with_user(self.users["deputy1.a"]).write({"investor_name": "另一演示公司"})
        lines = self.env["zhaoshang.audit"].search(
            [("res_model", "=", "zhaoshang.project"), ("res_id", "=", self.project.id)]
        )
        self.assertIn("investor_name", lines.mapped("field_name"))
        told = " ".join(filter(None, lines.mapped("old_value") + lines.mapped("new_value")))
        self.assertNotIn("演示公司", told)
