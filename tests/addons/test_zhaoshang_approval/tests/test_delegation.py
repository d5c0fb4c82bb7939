from unittest.mock import patch

from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .test_second_person import SecondPersonCase

DELEGATION = "zhaoshang.approval.delegation"
TODAY = "2026-11-23"
NOON = "2026-11-23 04:00:00"


class DelegationCase(SecondPersonCase):
    def setUp(self):
        super().setUp()
        clock = freeze_time(NOON)
        clock.start()
        self.addCleanup(clock.stop)

    def delegate(self, who, to, date_from=TODAY, date_to="2026-11-30", by=None, **values):
        values |= {"from_user_id": who.id, "to_user_id": to.id}
        values |= {"date_from": date_from, "date_to": date_to}
        with self.cr.savepoint():
            made = self.env[DELEGATION].with_user(by or who).create(values)
        self.env.invalidate_all()
        return made

    def cron(self):
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=1.0):
            self.env.ref("zhaoshang_approval.cron_delegation").ir_actions_server_id.run()
        self.env.invalidate_all()

    def owners(self, document):
        """``{login: on whose behalf}`` of those who are asked."""
        tasks = self.env["zhaoshang.approval.task"].sudo().search(
            [("res_id", "in", document.ids), ("res_model", "=", document._name),
             ("state", "=", "open")]
        )  # fmt: skip
        return {task.user_id.login: task.owner_id.login for task in tasks}

    def history(self, document):
        run = document.sudo().zs_approval_instance_id
        self.assertFalse(run.event_ids._zs_chain_breaks(run))
        self.assertEqual(run._zs_findings(), [])
        return [(event.action, event.actor_name, event.owner_name or "") for event in run.event_ids]


@tagged("post_install", "-at_install")
class TestDelegation(DelegationCase):
    def test_the_delegate_gets_the_task_and_signs_with_both_names(self):
        self.both_flow()
        self.delegate(self.ann, self.other)
        document = self.submitted()
        self.assertEqual(self.owners(document), {"zs_abe": False, "zs_other": "zs_ann",
                                                 "zs_ben": False, "zs_bea": False})  # fmt: skip
        self.assertEqual(self.task(self.other, document).read(["title"])[0]["title"], "Document 0")
        self.decide(self.other, document)
        self.assertEqual(self.history(document)[-1], ("approve", "Other", "Ann"))
        panel = document.zs_approval_panel()
        self.assertIn(
            "Other (for Ann)", [p["name"] for p in panel["steps"][0]["parties"][0]["people"]]
        )

    def test_open_tasks_are_taken_over_at_the_start_and_go_back_at_the_end(self):
        self.both_flow()
        document, other = self.submitted(count=2)
        self.decide(self.abe, other)
        self.delegate(self.ann, self.other, "2026-11-24", "2026-11-25")
        self.assertNotIn("zs_other", self.waiting(document))
        self.cron()
        self.assertNotIn("zs_other", self.waiting(document))
        with freeze_time("2026-11-23 16:30:00"):  # the 24th in the county
            self.cron()
            self.cron()
            self.assertEqual(self.owners(document)["zs_other"], "zs_ann")
            self.assertNotIn("zs_ann", self.waiting(document))
            self.assertEqual(self.waiting(other), ["zs_bea", "zs_ben"])
        with freeze_time("2026-12-20 04:00:00"):  # nobody was there for weeks
            self.cron()
            self.cron()
        self.assertEqual(self.waiting(document), ["zs_abe", "zs_ann", "zs_bea", "zs_ben"])
        self.assertEqual(
            self.history(document),
            [("submit", "Requester", ""), ("delegate", "Ann", ""), ("delegate_end", "Ann", "")],
        )
        self.assertFalse(self.task(self.ann, document).owner_id)
        self.approve(self.ann, self.ben, document=document)
        self.assertEqual(self.state(document), ["approved"])

    def test_ones_own_delegation_takes_over_at_once_and_is_ended_by_a_button(self):
        self.both_flow()
        document = self.submitted()
        delegation = self.delegate(self.ann, self.other)
        self.assertEqual(delegation.state, "effective")
        self.assertEqual(self.owners(document)["zs_other"], "zs_ann")
        with self.assertRaises(AccessError):
            delegation.with_user(self.other).action_end()
        with self.assertRaises(AccessError):
            delegation.with_user(self.clerk).action_end()
        delegation.action_end()
        self.assertEqual(delegation.state, "ended")
        self.assertIn("zs_ann", self.waiting(document))
        self.assertNotIn("zs_other", self.waiting(document))
        with self.assertRaisesRegex(UserError, "not in force"):
            delegation.action_end()
        self.assertEqual(self.owners(self.submitted())["zs_ann"], False)

    def test_nobody_acts_by_a_delegation_that_is_over(self):
        """Though nobody was there to hand its tasks back."""
        self.both_flow()
        documents = self.submitted(count=2)
        self.delegate(self.ann, self.other, TODAY, TODAY)
        first = self.task(self.other, documents)[0]
        with freeze_time("2026-11-23 16:30:00"):  # the 24th in the county
            for command in (
                lambda: first.action_decide("approve"),
                lambda: first.action_return(comment="x"),
                lambda: first.action_transfer(self.clerk.id),
                lambda: first.action_add_sign([self.clerk.id], "after"),
            ):
                with self.assertRaisesRegex(UserError, "goes back to Ann"):
                    command()
            self.cron()
        self.assertEqual(first.sudo().user_id, self.ann)

    def test_a_decision_is_not_taken_back_once_its_delegation_is_over(self):
        self.both_flow()
        document = self.submitted()
        delegation = self.delegate(self.ann, self.other)
        task = self.task(self.other, document)
        task.action_decide("approve")
        delegation.action_end()
        with self.assertRaisesRegex(UserError, "is over"):
            task.action_undo()
        self.assertEqual(task.state, "approved")

    def test_what_a_delegate_hands_back_to_his_principal_is_his_own(self):
        self.both_flow()
        document = self.submitted()
        self.delegate(self.ann, self.other)
        self.task(self.other, document).action_transfer(self.ann.id)
        self.assertEqual(self.owners(document)["zs_ann"], False)
        self.cron()
        self.assertIn("zs_ann", self.waiting(document))

    def test_what_the_delegate_has_decided_stays_decided(self):
        self.both_flow()
        document = self.submitted()
        delegation = self.delegate(self.ann, self.other)
        self.decide(self.other, document)
        delegation.action_end()
        self.assertEqual(self.waiting(document), ["zs_bea", "zs_ben"])

    def test_one_made_for_another_counts_once_a_second_person_has_agreed(self):
        self.both_flow()
        document = self.submitted()
        delegation = self.delegate(self.ann, self.other, by=self.manager)
        self.assertEqual(delegation.state, "proposed")
        self.cron()
        self.assertNotIn("zs_other", self.waiting(document))
        with self.assertRaises(AccessError):
            self.confirm(delegation, self.manager)
        self.confirm(delegation)
        self.assertEqual(self.owners(document)["zs_other"], "zs_ann")
        self.assertIn("Delegate: Other", self.proposal(delegation).changes)
        delegation.with_user(self.ann).action_end()
        self.assertIn("zs_ann", self.waiting(document))

    def test_nobody_confirms_a_delegation_to_himself_nor_lets_one_be_made_to_himself(self):
        delegation = self.delegate(self.ann, self.confirmer, by=self.manager)
        with self.assertRaisesRegex(AccessError, "about yourself"):
            self.confirm(delegation)
        with self.assertRaisesRegex(AccessError, "delegate to you"):
            self.delegate(self.ben, self.manager, by=self.manager)
        with self.assertRaises(AccessError):
            self.delegate(self.ann, self.other, by=self.other)

    def test_only_the_matters_that_are_named(self):
        flow = self.both_flow(condition_domain="[('amount', '<', 10)]")
        self.new_flow(self.step("one", self.role_a), code="zs_other", sequence=20)
        self.delegate(self.ann, self.other, flow_ids=[(6, 0, flow.ids)])
        self.assertIn("zs_other", self.waiting(self.submitted(amount=1)))
        self.assertEqual(self.waiting(self.submitted(amount=11)), ["zs_abe", "zs_ann"])

    def test_a_delegate_never_decides_his_own_document_nor_one_about_him(self):
        self.both_flow()
        before = self.submitted(self.other), self.submitted(subject_id=self.other.id)
        self.delegate(self.ann, self.other)
        after = self.submitted(self.other), self.submitted(subject_id=self.other.id)
        for document in (*before, *after):
            self.assertEqual(self.waiting(document), ["zs_abe", "zs_ann", "zs_bea", "zs_ben"])

    def test_four_eyes_hold_also_through_a_delegate(self):
        """Who has a part in a step, or has signed it, takes no second part in it."""
        self.both_flow()
        before = self.submitted()
        self.decide(self.ben, before)
        self.delegate(self.ann, self.ben)
        self.assertEqual(self.waiting(before), ["zs_abe", "zs_ann"])
        self.assertEqual(self.waiting(self.submitted()), ["zs_abe", "zs_ann", "zs_bea", "zs_ben"])

    def test_one_delegate_of_two_signs_for_one_of_them(self):
        self.both_flow()
        before = self.submitted()
        self.delegate(self.ann, self.other)
        self.delegate(self.ben, self.other)
        for document in (before, self.submitted()):
            self.assertEqual(
                self.owners(document),
                {"zs_abe": False, "zs_bea": False, "zs_other": "zs_ann", "zs_ben": False},
            )

    def test_who_acts_for_another_hands_nothing_on(self):
        role = self.new_role("zs_acting")
        role.member_ids = [(0, 0, {"user_id": self.abe.id, "acting": True,
                                   "acting_for_id": self.ann.id})]  # fmt: skip
        role.member_ids._zs_take_effect()
        self.new_flow(self.step("one", role))
        self.delegate(self.abe, self.other)
        self.assertEqual(self.owners(self.submitted()), {"zs_abe": "zs_ann"})

    def test_lines_circles_and_doubles_are_refused_with_the_way_out(self):
        self.delegate(self.ann, self.other)
        for who, to, text in (
            (self.other, self.clerk, "hands nothing on: “Ann → Other"),
            (self.clerk, self.ann, "hands nothing on: “Ann → Other"),
            (self.other, self.ann, "to and fro"),
            (self.ann, self.clerk, "another delegation for the same matters"),
        ):
            with self.assertRaisesRegex(UserError, text):
                self.delegate(who, to)
        self.delegate(self.other, self.clerk, "2026-12-01", "2026-12-02")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.delegate(self.ann, self.ann, "2027-01-01", "2027-01-02")

    def test_people_and_days_that_cannot_be(self):
        company = self.env["res.company"].create({"name": "Other County"})
        far = self.new_user("zs_far", company_id=company.id, company_ids=[(6, 0, company.ids)])
        portal = self.new_user("zs_port")
        portal.group_ids = self.env.ref("base.group_portal")
        gone = self.new_user("zs_gone", active=False)
        for to in (far, portal, gone):
            with self.assertRaisesRegex(UserError, "cannot work in"):
                self.delegate(self.ann, to)
        with self.assertRaisesRegex(UserError, "has passed"):
            self.delegate(self.ann, self.other, "2026-11-01", "2026-11-22")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.delegate(self.ann, self.other, "2026-11-30", "2026-11-29")

    def test_a_delegate_who_left_gets_nothing(self):
        self.both_flow()
        self.delegate(self.ann, self.other)
        self.other.active = False
        self.assertIn("zs_ann", self.waiting(self.submitted()))

    def test_a_delegation_stands_as_it_was_made(self):
        delegation = self.delegate(self.ann, self.other)
        keys = {"zs_permit": True, "default_state": "effective"}
        for who in (self.ann, self.other, self.manager, self.env.user):
            mine = delegation.with_user(who).with_context(**keys)
            for vals in ({"to_user_id": self.clerk.id}, {"state": "proposed"},
                         {"date_to": "2030-01-01"}, {"proposed_by": self.clerk.id}):  # fmt: skip
                with self.assertRaises(UserError):
                    mine.write(vals)
            with self.assertRaises(UserError):
                mine.unlink()
        for values in ({"state": "effective"}, {"confirmed_by": self.clerk.id}):
            with self.assertRaises(AccessError):
                self.delegate(self.ben, self.other, by=self.manager, **values)
        waits = (
            self.env[DELEGATION]
            .with_user(self.manager)
            .with_context(**keys)
            .create(
                {"from_user_id": self.ben.id, "to_user_id": self.other.id, "date_to": "2026-11-30"}
            )
        )
        self.assertEqual(waits.state, "proposed")

    def test_a_stranger_sees_no_delegation_of_others(self):
        delegation = self.delegate(self.ann, self.other)
        found = self.env[DELEGATION].with_user(self.clerk).search([])
        self.assertFalse(found)
        with self.assertRaises(AccessError):
            delegation.with_user(self.clerk).read(["to_user_id"])
        self.assertEqual(self.env[DELEGATION].with_user(self.other).search([]), delegation)

    def test_the_principal_goes_on_reading_what_was_taken_over(self):
        self.both_flow()
        document = self.submitted()
        self.delegate(self.ann, self.other)
        run = document.sudo().zs_approval_instance_id.with_user(self.ann)
        self.assertEqual(run.read(["title"])[0]["title"], "Document 0")
        with self.assertRaisesRegex(AccessError, "not yours"):
            run.sudo().task_ids.filtered("owner_id").with_user(self.ann).action_decide("approve")

    def test_one_that_cannot_go_on_does_not_hold_up_the_others(self):
        self.both_flow()
        document = self.submitted()
        self.delegate(self.ann, self.other, "2026-11-24", "2026-11-25")
        self.delegate(self.ben, self.clerk, "2026-11-24", "2026-11-25")
        cls = type(self.env["zhaoshang.approval.delegation"])
        origin = cls._zs_fair

        def refuse(delegation, tasks):
            if delegation.from_user_id == self.ann:
                raise UserError(self.env._("Not this one."))
            return origin(delegation, tasks)

        with (
            freeze_time("2026-11-24 04:00:00"),
            patch.object(cls, "_zs_fair", refuse),
            patch.object(self.env.cr, "rollback"),
            mute_logger("odoo.addons.zhaoshang_approval.portions"),
        ):
            self.cron()
        self.assertEqual(self.waiting(document), ["zs_abe", "zs_ann", "zs_bea", "zs_clerk"])
