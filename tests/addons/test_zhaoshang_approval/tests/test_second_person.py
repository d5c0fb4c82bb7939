from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .common import ApprovalCase

MEMBER = "zhaoshang.approval.role.member"
PROPOSAL = "zhaoshang.approval.proposal"


class SecondPersonCase(ApprovalCase):
    """Two who keep the posts, two who confirm, and one who holds both rights."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        manager = "zhaoshang_approval.group_flow_manager"
        confirmer = "zhaoshang_approval.group_flow_confirmer"
        cls.manager = cls.new_user("zs_manager", manager)
        cls.confirmer = cls.new_user("zs_confirmer", confirmer)
        cls.second = cls.new_user("zs_second", confirmer)
        cls.double = cls.new_user("zs_double", manager, confirmer)

    def propose_member(self, user=None, who=None, **values):
        members = self.env[MEMBER].with_user(who or self.manager)
        user = user or self.other
        return members.create({"role_id": self.role_a.id, "user_id": user.id, **values})

    def proposal(self, record):
        """The last proposal about a record, as superuser."""
        found = [("res_model", "=", record._name), ("res_id", "=", record.id)]
        return self.env[PROPOSAL].search(found, limit=1)

    def confirm(self, record, who=None):
        self.proposal(record).with_user(who or self.confirmer).action_confirm()
        self.env.invalidate_all()

    def members(self):
        self.env.invalidate_all()
        return self.role_a._members_at(self.role_a._today())


@tagged("post_install", "-at_install")
class TestMember(SecondPersonCase):
    def test_a_member_counts_once_a_second_person_has_agreed(self):
        member = self.propose_member()
        self.assertEqual(member.state, "proposed")
        self.assertEqual(self.members(), self.ann | self.abe)
        self.assertFalse(self.role_a._is_member("zs_a", self.other))
        self.confirm(member)
        self.assertEqual(self.members(), self.ann | self.abe | self.other)
        self.assertEqual((member.state, member.proposed_by, member.confirmed_by),
                         ("effective", self.manager, self.confirmer))  # fmt: skip
        proposal = self.proposal(member)
        self.assertEqual(
            (proposal.state, proposal.proposed_by, proposal.decided_by),
            ("confirmed", self.manager, self.confirmer),
        )
        self.assertTrue(proposal.proposed_at and proposal.decided_at)

    def test_a_change_is_told_in_words_and_waits_beside_what_is(self):
        member = self.propose_member()
        self.confirm(member)
        member.with_user(self.manager).write({"user_id": self.clerk.id, "date_to": "2099-12-31"})
        self.assertEqual((member.user_id, member.date_to), (self.other, False))
        self.assertIn(self.other, self.members())
        changes = self.proposal(member).changes
        self.assertIn("Other → Clerk", changes)
        self.assertIn("— → 2099-12-31", changes)
        self.confirm(member)
        self.assertEqual((member.user_id, str(member.date_to)), (self.clerk, "2099-12-31"))
        self.assertNotIn(self.other, self.members())

    def test_what_stays_the_same_is_not_proposed(self):
        member = self.role_a.member_ids[0]
        member.with_user(self.manager).write({"user_id": member.user_id.id, "date_to": False})
        self.assertFalse(member._zs_pending())

    def test_what_waits_already_is_not_proposed_twice(self):
        member = self.role_a.member_ids[0].with_user(self.manager)
        member.date_to = "2099-01-01"
        with self.assertRaisesRegex(UserError, "waits for a second person already"):
            member.date_to = "2099-01-02"
        with self.assertRaisesRegex(UserError, "waits for a second person"):
            self.propose_member().user_id = self.clerk

    def test_nobody_confirms_what_he_proposed_nor_what_is_about_himself(self):
        own = self.propose_member(who=self.double)
        with self.assertRaisesRegex(AccessError, "yourself: a second person"):
            self.confirm(own, self.double)
        about = self.propose_member(self.confirmer)
        with self.assertRaisesRegex(AccessError, "about yourself"):
            self.confirm(about)
        acting = self.propose_member(acting=True, acting_for_id=self.confirmer.id)
        with self.assertRaisesRegex(AccessError, "about yourself"):
            self.confirm(acting)
        changed = self.role_a.member_ids[0].with_user(self.manager)
        changed.user_id = self.confirmer
        with self.assertRaisesRegex(AccessError, "about yourself"):
            self.confirm(changed)
        for record in (own, about, acting, changed):
            self.confirm(record, self.second)
        self.assertIn(self.confirmer, self.members())

    def test_the_second_person_is_of_another_role(self):
        member = self.propose_member()
        self.assertFalse(self.proposal(member).with_user(self.double).can_confirm)
        with self.assertRaisesRegex(AccessError, "of another role"):
            self.confirm(member, self.double)
        self.assertEqual(member.state, "proposed")

    def test_who_may_not_confirm_does_not(self):
        member = self.propose_member()
        proposal = self.proposal(member)
        for user in (self.manager, self.ann, self.other, self.new_user("t", "base.group_system")):
            with self.assertRaises(AccessError):
                proposal.with_user(user).action_confirm()
            with self.assertRaises(AccessError):
                proposal.with_user(user).action_refuse("No.")
        for record in (proposal, proposal.with_user(self.confirmer).sudo()):
            with self.assertRaisesRegex(AccessError, "in his own session"):
                record.action_confirm()
        self.assertEqual(member.state, "proposed")

    def test_a_refusal_has_its_reason_and_changes_nothing(self):
        member = self.propose_member()
        proposal = self.proposal(member).with_user(self.confirmer)
        action = proposal.action_refuse()
        self.assertEqual(action["res_model"], "zhaoshang.approval.proposal.refuse")
        self.assertEqual(proposal.state, "pending")
        self.env[action["res_model"]].with_user(self.confirmer).create(
            {"proposal_ids": [(6, 0, proposal.ids)], "reason": "Not yet."}
        ).action_refuse()
        self.assertEqual((proposal.state, proposal.reason), ("refused", "Not yet."))
        self.assertEqual(member.state, "refused")
        self.assertNotIn(self.other, self.members())
        with self.assertRaisesRegex(UserError, "decided already: Not Agreed, by Confirmer"):
            proposal.with_user(self.second).action_confirm()

    def test_who_proposed_takes_back_and_nobody_else(self):
        member = self.propose_member()
        with self.assertRaisesRegex(AccessError, "Only Manager"):
            member.with_user(self.double).unlink()
        proposal = self.proposal(member)
        member.unlink()
        self.assertFalse(member.exists())
        self.assertEqual(proposal.state, "taken_back")
        with self.assertRaisesRegex(UserError, "Taken Back"):
            proposal.with_user(self.confirmer).action_confirm()

    def test_what_was_in_force_stays(self):
        member = self.role_a.member_ids[0]
        for who in (self.env.user, self.manager):
            with self.assertRaisesRegex(UserError, "last day"):
                member.with_user(who).with_context(_force_unlink=True).unlink()
            with self.assertRaisesRegex(UserError, "stays"):
                self.role_a.with_user(who).with_context(_force_unlink=True).unlink()

    def test_a_post_that_is_known_keeps_its_name_until_a_second_person_agrees(self):
        """Else a member agreed to for one post would serve in another."""
        role = self.role_a.with_user(self.manager)
        role.write({"name": "Poets", "code": "poets", "active": False})
        self.env.invalidate_all()
        self.assertEqual((role.name, role.code, role.active), ("zs_a", "zs_a", True))
        self.assertIn("zs_a → poets", self.proposal(role).changes)
        self.confirm(role)
        self.assertEqual((role.name, role.code, role.active), ("Poets", "poets", False))
        new = role.create({"name": "New", "code": "new"})
        new.name = "Newer"
        self.assertEqual(new.name, "Newer")

    def test_a_post_keeps_its_name_while_its_first_member_waits(self):
        """Else the second person reads one post and agrees to another."""
        role = self.env["zhaoshang.approval.role"].with_user(self.manager)
        club = role.create(
            {"name": "Club", "code": "club", "member_ids": [(0, 0, {"user_id": self.other.id})]}
        )
        club.write({"name": "Leader", "code": "zs_leader", "keeps_watch": True})
        self.confirm(club.member_ids)
        self.assertEqual((club.name, club.code, club.keeps_watch), ("Club", "club", False))
        self.confirm(club)
        self.assertEqual((club.name, club.code, club.keeps_watch), ("Leader", "zs_leader", True))

    def test_a_deputy_does_not_sign_day_by_day(self):
        member = self.propose_member(deputy=True)
        self.confirm(member)
        self.assertNotIn(self.other, self.members())
        self.assertFalse(self.role_a._is_member("zs_a", self.other))
        self.assertEqual(self.role_a.deputy_id, self.other)

    def test_nothing_that_a_client_sends_puts_a_row_in_force(self):
        """The state by value, by default key, by import, by a command of the post."""
        member = self.propose_member()
        keys = {"zs_permit": True, "install_mode": True, "module": "x", "zs_installing": True,
                "default_state": "effective", "_init": True, "su": True}  # fmt: skip
        for who in (self.manager, self.confirmer, self.double, self.env.user):
            mine = member.with_user(who).with_context(**keys)
            role = self.role_a.with_user(who).with_context(**keys)
            for attempt in (
                lambda mine=mine: mine.write({"state": "effective"}),
                lambda mine=mine: mine.write({"confirmed_by": self.clerk.id}),
                lambda mine=mine: mine.write({"user_id": self.clerk.id}),
                lambda mine=mine: mine.create(
                    {"role_id": self.role_a.id, "user_id": self.clerk.id, "state": "effective"}
                ),
                lambda role=role: role.write(
                    {"member_ids": [(1, member.id, {"state": "effective"})]}
                ),
                lambda mine=mine: mine.browse(self.role_b.member_ids[0].id).write(
                    {"role_id": self.role_a.id, "state": "effective"}
                ),
                lambda mine=mine: (
                    self.proposal(mine)
                    .with_user(mine.env.user)
                    .with_context(**keys)
                    .write({"state": "confirmed"})
                ),
                lambda mine=mine: (
                    self.proposal(mine)
                    .with_user(mine.env.user)
                    .create(
                        {"res_model": MEMBER, "res_id": member.id, "kind": "create", "title": "x"}
                    )
                ),
                lambda mine=mine: self.proposal(mine).with_user(mine.env.user).unlink(),
            ):
                with self.assertRaises(UserError):
                    attempt()
        made = (
            self.env[MEMBER]
            .with_user(self.manager)
            .with_context(**keys)
            .create({"role_id": self.role_a.id, "user_id": self.clerk.id})
        )
        self.assertEqual(made.state, "proposed")
        loaded = (
            self.env[MEMBER]
            .with_user(self.manager)
            .with_context(**keys)
            .load([".id", "state"], [[str(member.id), "effective"]])
        )
        self.assertFalse(loaded["ids"])
        self.env.invalidate_all()
        self.assertEqual(member.state, "proposed")
        self.assertEqual(self.members(), self.ann | self.abe)

    def test_the_database_knows_of_two_persons(self):
        proposal = self.proposal(self.propose_member())
        self.env.flush_all()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self.cr.execute(
                "UPDATE zhaoshang_approval_proposal SET state = 'confirmed', decided_at = now(),"
                " decided_by = proposed_by WHERE id = %s", [proposal.id],
            )  # fmt: skip

    def test_another_county_neither_sees_nor_confirms(self):
        company = self.env["res.company"].create({"name": "Other County"})
        far = self.new_user(
            "zs_far", "zhaoshang_approval.group_flow_confirmer",
            company_id=company.id, company_ids=[(6, 0, company.ids)],
        )  # fmt: skip
        proposal = self.proposal(self.propose_member()).with_user(far)
        self.assertFalse(proposal.search([]))
        with self.assertRaises(AccessError):
            proposal.action_confirm()
        with self.assertRaises(AccessError):
            proposal.action_open()


@tagged("post_install", "-at_install")
class TestVersion(SecondPersonCase):
    def propose_version(self, *steps, flow=None):
        steps = steps or (self.step("one", self.role_a),)
        flow = flow or self.new_flow(*steps, publish=False)
        version = flow.version_ids[0].with_user(self.manager)
        version.action_publish()
        return version

    def test_a_version_is_in_force_once_a_second_person_has_agreed(self):
        version = self.propose_version()
        self.assertEqual(version.state, "proposed")
        with self.assertRaisesRegex(UserError, "No approval flow in force"):
            self.new_document().action_zs_submit()
        self.confirm(version)
        self.assertEqual((version.state, version.proposed_by, version.published_by),
                         ("published", self.manager, self.confirmer))  # fmt: skip
        self.assertEqual(self.waiting(self.submitted()), ["zs_abe", "zs_ann"])

    def test_a_flow_that_an_upgrade_brings_waits_for_one_person_and_says_so(self):
        """Nobody finds other deciders in force overnight; what is refused is not proposed anew."""
        flow = self.new_flow(self.step("one", self.role_a), publish=False)
        version = flow.version_ids
        document = self.new_document()
        with self.assertRaisesRegex(UserError, f"{flow.name}” is only a draft"):
            document.action_zs_submit()
        names = {"module": "zhaoshang_approval", "name": "zs_brought", "noupdate": True}
        self.env["ir.model.data"].create(names | {"model": version._name, "res_id": version.id})
        version._zs_propose_brought()
        self.assertEqual(version.state, "proposed")
        with self.assertRaisesRegex(UserError, f"{flow.name}” waits for a second person"):
            document.action_zs_submit()
        self.proposal(version).with_user(self.confirmer).action_refuse("not so")
        self.assertEqual(version.state, "draft")
        self.assertFalse(version._zs_propose_brought())
        version.with_user(self.manager).action_publish()
        self.confirm(version)
        document.action_zs_submit()

    def test_what_changes_is_told_step_by_step(self):
        flow = self.new_flow(
            self.step("one", self.role_a, self.role_b), self.step("two", self.role_b)
        )
        draft = flow.version_ids.browse(flow.with_user(self.manager).action_new_version()["res_id"])
        draft.step_ids[0].mode = "any"
        draft.step_ids[0].party_ids[1].role_id = self.role_c
        draft.step_ids[1].unlink()
        draft.step_ids[0].condition_domain = "[('name', '=', 'Big')]"
        self.propose_version(flow=flow)
        changes = self.proposal(draft).changes.splitlines()
        self.assertIn("One (one) · Mode: All parties → Any party", changes)
        self.assertIn("One (one) · zs_b · Role: zs_b → zs_c", changes)
        self.assertIn("Two (two) · Kind: Approve → —", changes)
        self.assertIn(
            "One (one) · Only If: — → Name is Big 〔[('name', '=', 'Big')]〕",
            changes,
        )
        self.assertFalse([line for line in changes if "zs_a" in line])

    def test_what_is_proposed_stands_until_it_is_decided(self):
        version = self.propose_version()
        for change in (
            lambda: version.write({"condition_domain": "[('id', '=', 1)]"}),
            lambda: version.step_ids.write({"mode": "any"}),
            lambda: version.step_ids.party_ids.write({"role_id": self.role_b.id}),
            lambda: version.step_ids.party_ids.unlink(),
            lambda: version.write({"state": "published"}),
            lambda: version.write({"proposed_by": self.double.id}),
            lambda: version.unlink(),
        ):
            with self.assertRaises(AccessError):
                change()
        version.action_take_back()
        self.assertEqual((version.state, self.proposal(version).state), ("draft", "taken_back"))
        version.step_ids.mode = "any"
        version.action_publish()
        self.proposal(version).with_user(self.confirmer).action_refuse("Why any?")
        self.assertEqual((version.state, version.proposed_by.id), ("draft", False))

    def test_who_is_named_in_a_flow_does_not_confirm_it(self):
        version = self.propose_version(self.step("one", self.confirmer))
        with self.assertRaisesRegex(AccessError, "about yourself"):
            self.confirm(version)
        self.confirm(version, self.second)
        self.assertEqual(version.state, "published")

    def test_the_place_of_a_flow_in_force_waits_too(self):
        """The first flow that fits is taken: its place decides as much as its steps."""
        flow = self.both_flow().with_user(self.manager)
        flow.write({"sequence": -5, "active": False})
        self.env.invalidate_all()
        self.assertEqual((flow.sequence, flow.active), (10, True))
        self.confirm(flow)
        self.assertEqual((flow.sequence, flow.active), (-5, False))

    def test_what_a_flow_is_for_is_agreed_to_with_its_first_version(self):
        """For which documents and in which place; it stands while somebody reads it."""
        version = self.propose_version()
        changes = self.proposal(version).changes.splitlines()
        for line in ("Document: Test Document", "Sequence: 10", "Name: zs_test"):
            self.assertIn(f"Flow · {line}", changes)
        flow = version.flow_id
        flow.write({"sequence": -99, "name": "Harmless"})
        self.confirm(version)
        self.assertEqual((flow.sequence, flow.name), (10, "zs_test"))

    def test_what_follows_from_another_field_is_not_written(self):
        """The kind of document that a flow takes is the one that was read, and no other."""
        flow = self.both_flow().with_user(self.manager)
        with self.assertRaises(AccessError):
            flow.write({"res_model": "test.purchase"})
        member = self.role_a.member_ids[0].with_user(self.manager)
        with self.assertRaises(AccessError):
            member.company_id = self.env["res.company"].sudo().create({"name": "Far"})
        document = flow.model_id.id
        for values, context in (
            ({"res_model": "test.purchase"}, {}),
            ({}, {"default_res_model": "test.purchase"}),
        ):
            made = flow.with_context(**context).create(
                {"name": "x", "code": f"x{len(context)}", "model_id": document} | values
            )
            self.env.flush_all()
            self.env.invalidate_all()
            self.assertEqual(made.res_model, "test.approval.document")

    def test_no_party_hides_behind_the_name_of_another(self):
        friend = self.new_role("zs_friend", self.other)
        both = self.step("one", friend, self.role_a, mode="any")
        both["party_ids"][0][2]["name"] = "zs_a"
        changes = self.proposal(self.propose_version(both)).changes
        self.assertIn("zs_a · Role: zs_friend", changes)
        self.assertIn("zs_a (2) · Role: zs_a", changes)

    def test_a_flow_for_every_county_is_made_by_who_works_in_all(self):
        steps = (self.step("one", self.ann),)
        flow = self.new_flow(*steps, code="zs_everywhere", company_id=False)
        draft = flow.version_ids.browse(flow.with_user(self.manager).action_new_version()["res_id"])
        draft.with_user(self.manager).action_publish()
        draft.with_user(self.manager).action_take_back()
        far = self.env["res.company"].create({"name": "Far County"})
        values = {"name": "x", "code": "x", "company_id": False, "model_id": flow.model_id.id}
        mine = flow.with_user(self.manager)
        for attempt in (
            lambda: mine.create(values),
            lambda: mine.write({"sequence": -1}),
            lambda: mine.create(values | {"company_id": self.env.company.id}).write(
                {"company_id": False}
            ),
            lambda: draft.with_user(self.manager).action_publish(),
        ):
            with self.assertRaisesRegex(AccessError, "every company"), self.cr.savepoint():
                attempt()
        self.manager.company_ids += far
        self.manager.invalidate_recordset()
        draft.with_user(self.manager).action_publish()
        with self.assertRaisesRegex(AccessError, "every company"):
            self.confirm(draft)
        self.confirmer.company_ids += far
        self.confirm(draft)
        self.assertEqual(draft.state, "published")

    def test_a_version_that_cannot_work_any_more_is_not_put_in_force(self):
        version = self.propose_version(self.step("one", self.other))
        self.other.group_ids = self.env.ref("base.group_portal")
        with self.assertRaisesRegex(UserError, "no right to read"):
            self.confirm(version)
        self.env.invalidate_all()
        self.assertEqual(version.state, "proposed")
