from freezegun import freeze_time
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import ApprovalCase


@tagged("post_install", "-at_install")
class TestPeople(ApprovalCase):
    def test_members_serve_within_their_dates(self):
        role = self.new_role("zs_dated")
        role.member_ids = [
            (0, 0, {"user_id": self.ann.id, "date_to": "2026-11-30"}),
            (0, 0, {"user_id": self.abe.id, "date_from": "2026-12-01"}),
        ]
        role.member_ids._zs_take_effect()
        for day, users in (
            ("2026-11-30", self.ann),
            ("2026-12-01", self.abe),
        ):
            with freeze_time(f"{day} 04:00:00"):
                self.assertEqual(role._members_at(role._today()), users)
                self.assertTrue(role._is_member("zs_dated", users))
                self.assertFalse(role._is_member("zs_dated", (self.ann | self.abe) - users))

    def test_the_day_is_the_countys(self):
        with freeze_time("2026-11-30 16:00:00"):
            self.assertEqual(str(self.env["zhaoshang.approval.role"]._today()), "2026-12-01")

    def test_an_acting_member_signs_on_behalf_of_the_one_away(self):
        role = self.new_role("zs_acting")
        role.member_ids = [
            (0, 0, {"user_id": self.ann.id, "date_to": "2026-11-01"}),
            (0, 0, {"user_id": self.abe.id, "acting": True, "acting_for_id": self.ann.id}),
        ]
        role.member_ids._zs_take_effect()
        self.new_flow(self.step("one", role))
        with freeze_time("2026-11-23 04:00:00"):
            document = self.submitted()
            task = self.task(self.abe, document)
            self.assertEqual(task.owner_id, self.ann)
            self.decide(self.abe, document)
        event = document.sudo().zs_approval_instance_id.event_ids[-1]
        self.assertEqual((event.actor_name, event.owner_name), ("Abe", "Ann"))

    def test_the_people_of_a_step_are_those_of_the_day_it_opens(self):
        role = self.new_role("zs_late", self.ann)
        self.new_flow(self.step("one", self.role_b), self.step("two", role))
        document = self.submitted()
        role.member_ids.user_id = self.abe
        role.member_ids._zs_take_effect()
        self.approve(self.ben, document=document)
        self.assertEqual(self.waiting(document), ["zs_abe"])

    def test_a_step_that_lost_its_people_holds_the_one_before(self):
        role = self.new_role("zs_gone", self.ann)
        self.new_flow(self.step("one", self.role_b), self.step("two", role))
        document = self.submitted()
        role.member_ids.date_to = "2020-01-01"
        role.member_ids._zs_take_effect()
        with self.assertRaisesRegex(Exception, "nobody who can act"):
            self.approve(self.ben, document=document)
        self.assertEqual(self.state(document), ["running"])

    def test_a_field_of_the_document_names_its_person(self):
        self.new_flow(self.step("chief", "manager_id"))
        document = self.submitted(manager_id=self.other.id)
        self.assertEqual(self.waiting(document), ["zs_other"])

    def test_an_archived_user_is_nobody(self):
        self.abe.active = False
        self.new_flow(self.step("one", self.role_a))
        self.assertEqual(self.waiting(self.submitted()), ["zs_ann"])

    def test_somebody_of_another_company_is_nobody(self):
        company = self.env["res.company"].create({"name": "Other County"})
        far = self.new_user("zs_far", company_id=company.id, company_ids=[(6, 0, company.ids)])
        self.new_flow(self.step("one", self.role_a, far, mode="any"))
        with self.assertRaisesRegex(Exception, "nobody who can act for “Far”"):
            self.new_document().action_zs_submit()

    def test_nobody_gives_himself_a_post(self):
        keeper = self.new_user("zs_keeper", "zhaoshang_approval.group_flow_manager")
        members = self.env["zhaoshang.approval.role.member"].with_user(keeper)
        with self.assertRaises(AccessError):
            members.create({"role_id": self.role_a.id, "user_id": keeper.id})
        with self.assertRaises(AccessError):
            self.role_a.with_user(keeper).member_ids = [(0, 0, {"user_id": keeper.id})]
        member = members.create({"role_id": self.role_a.id, "user_id": self.other.id})
        with self.assertRaises(AccessError):
            member.user_id = keeper

    def test_who_could_not_read_the_documents_keeps_a_flow_from_being_published(self):
        outsider = self.env["res.users"].create(
            {"name": "Portal", "login": "zs_portal",
             "group_ids": [(6, 0, [self.env.ref("base.group_portal").id])]}
        )  # fmt: skip
        role = self.new_role("zs_outside", outsider)
        with self.assertRaisesRegex(ValidationError, "Portal .* has no right to read"):
            self.new_flow(self.step("one", role))
