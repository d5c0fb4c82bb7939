from datetime import timedelta

import psycopg2
from freezegun import freeze_time
from odoo import fields
from odoo.addons.zhaoshang_approval.engine import chain
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ApprovalCase

EVENTS = "zhaoshang_approval_event"
GUARDED = (EVENTS, "zhaoshang_approval_anchor", "zhaoshang_approval_anchor_head")


@tagged("post_install", "-at_install")
class TestHistoryCheck(ApprovalCase):
    """What somebody with the tables' owner's rights did shows the next night."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.both_flow()
        (cls.ann | cls.abe | cls.ben | cls.bea).lang = "en_US"
        for role in cls.role_a | cls.role_b:
            role.keeps_watch = True
            role._zs_take_effect()
        cls.document = cls.submitted()
        cls.run_ = cls.document.sudo().zs_approval_instance_id
        cls.anchors = cls.env["zhaoshang.approval.anchor"]
        cls.checks = cls.env["zhaoshang.approval.check"]

    def setUp(self):
        super().setUp()
        self.decide(self.ann, self.document, "approve", "Fine.")
        self.decide(self.ben, self.document, "approve", "Fine, too.")
        self.anchors._zs_make()

    def check_(self, steps=None):
        check = self.checks._zs_begin(self.env["res.users"])
        while check.state == "running":
            check._zs_step(*([steps] if steps else []))
        return check

    def found(self):
        """``{kind: place}`` of what a check finds of our run, and of nothing in particular."""
        self.env.flush_all()
        self.env.invalidate_all()
        findings = self.check_().finding_ids
        ours = findings.filtered(lambda finding: finding.instance_id in (0, self.run_.id))
        self.assertTrue(all(ours.mapped("sentence")))
        return {finding.kind: finding.place for finding in ours}

    def tamper(self, *statements):
        """As the owner of the tables: the guards off, the statements, the guards on again."""
        self.env.flush_all()
        for table in GUARDED:
            self.cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            self.cr.execute(statement, {"run": self.run_.id})
        for table in GUARDED:
            self.cr.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    def test_an_untouched_history_is_whole(self):
        check = self.check_()
        self.assertEqual(check.state, "whole", check.finding_ids.mapped("sentence"))
        self.assertGreaterEqual(check.entries, 3)
        self.assertGreaterEqual(check.anchors, 1)
        self.assertIn("whole", check.result)

    def test_a_county_without_two_watching_posts_is_told_to_name_them(self):
        check = self.check_()
        self.assertNotIn("Name two posts", check.result)
        self.cr.execute(
            "UPDATE zhaoshang_approval_role SET keeps_watch = id = %s", [self.role_a.id]
        )
        self.env.invalidate_all()
        self.assertIn("Name two posts", check.result)

    def test_steps_of_any_length_come_to_the_same(self):
        self.submitted(count=5)
        whole = self.check_()
        for entries in (1, 2, 3):
            stepped = self.check_(entries)
            self.assertEqual(
                (stepped.runs, stepped.entries, stepped.state),
                (whole.runs, whole.entries, "whole"),
            )

    def test_a_changed_entry_is_found(self):
        self.tamper(f"UPDATE {EVENTS} SET comment = 'No!' WHERE instance_id = %(run)s AND seq = 2")
        self.assertEqual(self.found(), {"broken": 2})

    def test_a_deleted_entry_is_found(self):
        self.tamper(f"DELETE FROM {EVENTS} WHERE instance_id = %(run)s AND seq = 2")
        self.assertEqual(self.found()["broken"], 3)

    def test_an_inserted_entry_is_found(self):
        columns = ", ".join((*chain.EVENT_FIELDS, *chain.FURTHER_FIELDS, "prev_hash", "hash"))
        moved = columns.replace("seq", "4")
        self.tamper(
            f"INSERT INTO {EVENTS} ({columns}) SELECT {moved} FROM {EVENTS}"
            " WHERE instance_id = %(run)s AND seq = 2"
        )
        self.assertEqual(self.found()["broken"], 4)

    def test_reordered_entries_are_found(self):
        self.tamper(
            f"UPDATE {EVENTS} SET seq = -seq WHERE instance_id = %(run)s AND seq IN (2, 3)",
            f"UPDATE {EVENTS} SET seq = 5 + seq WHERE instance_id = %(run)s AND seq < 0",
        )
        self.assertEqual(self.found()["broken"], 2)

    def test_a_cut_end_is_found(self):
        self.tamper(
            f"DELETE FROM {EVENTS} WHERE instance_id = %(run)s AND seq = 3",
            "UPDATE zhaoshang_approval_instance SET state = 'running', step_key = 'both'"
            " WHERE id = %(run)s",
            "UPDATE test_approval_document SET zs_approval_state = 'running'"
            " WHERE zs_approval_instance_id = %(run)s",
        )
        self.assertEqual(self.found(), {"cut": 3})

    def test_a_run_that_is_gone_is_found(self):
        self.tamper(
            f"DELETE FROM {EVENTS} WHERE instance_id = %(run)s",
            "DELETE FROM zhaoshang_approval_task WHERE instance_id = %(run)s",
            "UPDATE test_approval_document SET zs_approval_state = 'draft',"
            " zs_approval_instance_id = NULL WHERE zs_approval_instance_id = %(run)s",
            "DELETE FROM zhaoshang_approval_instance WHERE id = %(run)s",
        )
        self.assertEqual(self.found(), {"vanished": 3})

    def rewritten(self):
        """The attacker knows the algorithm: he changes an entry and links all of it anew."""
        history = self.run_._zs_history()
        history[1]["comment"] = "Never."
        rows = chain.link(
            [
                {name: e[name] for name in (*chain.EVENT_FIELDS, *chain.FURTHER_FIELDS)}
                for e in history
            ]
        )
        self.tamper(f"DELETE FROM {EVENTS} WHERE instance_id = %(run)s")
        self.env["zhaoshang.approval.event"]._zs_append(rows, first=True)

    def test_a_history_written_anew_with_right_hashes_is_found(self):
        self.rewritten()
        self.assertFalse(self.run_.event_ids._zs_chain_breaks(self.run_))
        self.assertEqual(self.found(), {"rewritten": 3})

    def test_anchors_made_to_fit_are_found(self):
        self.rewritten()
        self.tamper(
            "UPDATE zhaoshang_approval_anchor_head h SET hash = e.hash FROM"
            f" {EVENTS} e WHERE e.instance_id = h.instance_id AND e.seq = h.seq"
        )
        self.assertEqual(self.found().keys(), {"anchor"})

    def test_an_anchor_that_is_gone_is_found(self):
        number = self.anchors.search([], limit=1).number
        with freeze_time(fields.Datetime.now() + timedelta(days=1)):
            self.anchors._zs_make()
        self.tamper(
            "DELETE FROM zhaoshang_approval_anchor_head WHERE anchor_id IN"
            f" (SELECT id FROM zhaoshang_approval_anchor WHERE number = {number})",
            f"DELETE FROM zhaoshang_approval_anchor WHERE number = {number}",
        )
        self.assertEqual(self.found(), {"anchor": number + 1})

    def test_the_last_anchors_cannot_be_cut_off_unseen(self):
        self.tamper(
            "DELETE FROM zhaoshang_approval_anchor_head", "DELETE FROM zhaoshang_approval_anchor"
        )
        with freeze_time(fields.Datetime.now() + timedelta(days=4)):
            self.assertEqual(self.found().keys(), {"unanchored"})

    def test_a_state_changed_past_the_approval_is_found(self):
        self.cr.execute(
            "UPDATE zhaoshang_approval_instance SET state = 'rejected' WHERE id = %s",
            [self.run_.id],
        )
        self.assertEqual(self.found(), {"state": 3, "document": 0})

    def test_who_is_asked_changed_past_the_approval_is_found(self):
        """… though state, document and history say the same as before."""
        task = "UPDATE zhaoshang_approval_task SET"
        run = "UPDATE zhaoshang_approval_instance SET"
        for statement in (
            f"{task} state = 'closed', decided_by = NULL WHERE instance_id = %(run)s AND"
            " state = 'approved'",
            f"{task} user_id = {self.clerk.id}, decided_by = {self.clerk.id} WHERE"
            " instance_id = %(run)s AND state = 'approved'",
            f"{task} step_key = 'x' WHERE instance_id = %(run)s",
            "DELETE FROM zhaoshang_approval_task WHERE instance_id = %(run)s AND state = 'closed'",
            f"{run} round = 2 WHERE id = %(run)s",
            f"{run} requester_id = {self.clerk.id} WHERE id = %(run)s",
            f"{run} filing_state = 'filed', filing_number = '9' WHERE id = %(run)s",
            f"""{run} course = '{{"returned_from": "both"}}' WHERE id = %(run)s""",
        ):
            with self.subTest(statement), self.env.cr.savepoint() as around:
                self.cr.execute(statement, {"run": self.run_.id})
                self.assertEqual(self.found(), {"course": 3})
                around.rollback()

    def test_an_entry_that_the_law_would_have_refused_is_found(self):
        """… also where the chain was made to fit and no anchor kept it yet."""
        document = self.submitted()
        run = document.sudo().zs_approval_instance_id
        self.env["zhaoshang.approval.event"]._zs_append(
            [run._zs_event_vals("withdraw", None, None, fields.Datetime.now())]
        )
        self.assertEqual(run._zs_findings(), [("course", 2)])

    def test_content_changed_past_the_approval_is_found(self):
        self.cr.execute(
            """UPDATE zhaoshang_approval_instance SET snapshot = '{"amount": 1}' WHERE id = %s""",
            [self.run_.id],
        )
        self.assertEqual(self.found(), {"content": 3})

    def test_a_document_called_approved_without_a_run_is_found(self):
        draft = self.new_document()
        self.cr.execute(
            "UPDATE test_approval_document SET zs_approval_state = 'approved' WHERE id = %s",
            [draft.id],
        )
        self.assertEqual(self.found(), {"document": 0})

    def test_a_guard_switched_off_dropped_or_emptied_is_found(self):
        for statements in (
            *((f"ALTER TABLE {table} DISABLE TRIGGER zs_no_change",) for table in GUARDED),
            (f"ALTER TABLE {EVENTS} DISABLE TRIGGER zs_no_truncate",),
            (f"ALTER TABLE {EVENTS} ENABLE REPLICA TRIGGER zs_no_change",),
            (f"DROP TRIGGER zs_no_change ON {EVENTS}",),
            (
                f"DROP TRIGGER zs_no_change ON {EVENTS}",
                f"CREATE TRIGGER zs_no_change BEFORE UPDATE ON {EVENTS} FOR EACH ROW"
                " EXECUTE FUNCTION zhaoshang_approval_is_history()",
            ),
            ("ALTER TABLE test_approval_document DISABLE TRIGGER zs_keep_document",),
            (
                "CREATE OR REPLACE FUNCTION zhaoshang_approval_is_history() RETURNS trigger"
                " AS $$ BEGIN RETURN NEW; END $$ LANGUAGE plpgsql",
            ),
        ):
            with self.subTest(statements[-1]):
                savepoint = self.cr.savepoint()
                for statement in statements:
                    self.cr.execute(statement)
                self.assertEqual(self.found().keys(), {"trigger"})
                savepoint.rollback()

    @mute_logger("odoo.sql_db")
    def test_the_application_changes_no_history_and_no_anchor(self):
        for table in GUARDED:
            for statement in (f"UPDATE {table} SET hash = 'x'", f"DELETE FROM {table}",
                              f"TRUNCATE {table} CASCADE"):  # fmt: skip
                with (
                    self.subTest(statement),
                    self.assertRaisesRegex(psycopg2.Error, "append-only"),
                    self.cr.savepoint(),
                ):
                    self.cr.execute(statement)
        anchor = self.anchors.search([], limit=1)
        for command in (
            lambda: anchor.write({"hash": "x"}),
            lambda: anchor.unlink(),
            lambda: self.anchors.create({"number": 1}),
            lambda: self.check_().write({"state": "whole"}),
            lambda: self.checks.create({"state": "whole"}),
        ):
            with self.assertRaises(AccessError):
                command()

    # -- the nightly job --

    def test_a_second_run_of_the_night_changes_nothing(self):
        anchors = self.anchors.search_count([])
        self.assertFalse(self.anchors._zs_make())
        self.assertEqual(self.anchors.search_count([]), anchors)

    def test_one_night_catches_up_what_downtime_left(self):
        before = self.anchors.search([], limit=1)
        self.submitted(count=3)
        with freeze_time(fields.Datetime.now() + timedelta(days=9)):
            anchor = self.anchors._zs_make()
            self.assertEqual((anchor.number, anchor.runs), (before.number + 1, 3))
            self.assertEqual(anchor.prev_hash, before.hash)
            self.assertFalse(self.anchors._zs_make())
            self.assertEqual(self.check_().state, "whole")
        with freeze_time(fields.Datetime.now() + timedelta(days=10)):
            self.assertEqual(self.anchors._zs_make().runs, 0)

    def mails(self):
        return self.env["mail.mail"].sudo().search([("id", ">", self.last_mail)])

    def night(self, days):
        self.last_mail = self.env["mail.mail"].sudo().search([], order="id desc", limit=1).id or 0
        self.env.flush_all()
        self.env.invalidate_all()
        self.patch(type(self.env["ir.cron"]), "_commit_progress", lambda *args, **kwargs: 1.0)
        with freeze_time(fields.Datetime.now() + timedelta(days=days)):
            self.checks._cron_nightly()

    def test_the_anchor_leaves_the_server_by_mail(self):
        self.submitted()
        self.night(1)
        mail = self.mails()
        self.assertEqual(len(mail), 1)
        watchers = (self.role_a | self.role_b).member_ids.user_id
        self.assertEqual(mail.recipient_ids, watchers.partner_id)
        anchor = self.anchors.search([], limit=1)
        self.assertIn(anchor.hash[:4], mail.body_html)
        self.night(2)
        self.assertFalse(self.mails(), "a night without approvals is no news")

    def test_a_break_is_told_to_the_posts_that_keep_watch(self):
        self.tamper(f"UPDATE {EVENTS} SET comment = 'No!' WHERE instance_id = %(run)s AND seq = 2")
        self.night(1)
        mail = self.mails()
        self.assertEqual(
            mail.recipient_ids, (self.role_a | self.role_b).member_ids.user_id.partner_id
        )
        self.assertIn("not whole", mail.subject)
        self.assertIn("entry 2 does not fit", mail.body_html)
        self.assertNotIn("Document 0", mail.body_html)

    def test_nobody_sends_the_watch_away_alone(self):
        manager = self.new_user("zs_manager", "zhaoshang_approval.group_flow_manager")
        self.role_a.with_user(manager).keeps_watch = False
        self.assertTrue(self.role_a.keeps_watch)
        self.assertEqual(self.role_a._zs_pending().state, "pending")

    # -- the page --

    def test_who_keeps_the_flows_checks_at_once_and_reads_no_title(self):
        manager = self.new_user("zs_manager", "zhaoshang_approval.group_flow_manager")
        checks = self.checks.with_user(manager)
        self.tamper(f"UPDATE {EVENTS} SET comment = 'No!' WHERE instance_id = %(run)s AND seq = 2")
        self.env.invalidate_all()
        check = checks.browse(checks.action_check_now()["res_id"])
        self.assertIn("so far", check.result)
        self.assertEqual(checks.action_check_now()["res_id"], check.id, "one at a time")
        while check.zs_step():
            pass
        self.assertEqual(check.state, "broken")
        self.assertIn("entry 2 does not fit", " ".join(check.finding_ids.mapped("sentence")))
        self.assertNotIn("Document 0", str(check.finding_ids.read()))

    def test_nobody_else_checks_or_reads_checks(self):
        check = self.checks._zs_begin(self.env.user)
        confirmer = self.new_user("zs_confirmer", "zhaoshang_approval.group_flow_confirmer")
        self.assertTrue(check.with_user(confirmer).read(["result"]))
        for user in (self.other, self.requester, self.ann):
            with self.assertRaises(AccessError):
                self.checks.with_user(user).action_check_now()
            with self.assertRaises(AccessError):
                check.with_user(user).zs_step()
            with self.assertRaises(AccessError):
                check.with_user(user).read(["state"])
            with self.assertRaises(AccessError):
                self.anchors.with_user(user).search([])
        manager = self.new_user("zs_manager", "zhaoshang_approval.group_flow_manager")
        with self.assertRaisesRegex(AccessError, "who started it"):
            check.with_user(manager).zs_step()

    def test_findings_of_another_company_are_not_shown(self):
        there = self.env["res.company"].create({"name": "Another County"})
        manager = self.new_user(
            "zs_far", "zhaoshang_approval.group_flow_manager",
            company_id=there.id, company_ids=[(6, 0, there.ids)],
        )  # fmt: skip
        self.tamper(f"UPDATE {EVENTS} SET comment = 'No!' WHERE instance_id = %(run)s AND seq = 2")
        self.env.invalidate_all()
        check = self.check_().with_user(manager)
        self.env.invalidate_all()
        self.assertFalse(check.finding_ids)
        self.assertIn("another company", check.result)
