import random
import threading
import time
from contextlib import contextmanager
from unittest.mock import patch

from odoo import api
from odoo.exceptions import ConcurrencyError, UserError
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import (
    MAX_TRIES_ON_CONCURRENCY_FAILURE,
    PG_CONCURRENCY_EXCEPTIONS_TO_RETRY,
)
from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name
from odoo.tools import SQL, mute_logger
from psycopg2 import IntegrityError

from .common import ApprovalCase

ROUNDS = 40


class RaceCase(BaseCase):
    """Real threads on real connections, committed, and retried as Odoo's RPC does it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())
        cls.clean_up()  # what a killed run left behind
        cls.addClassCleanup(cls.clean_up)
        with cls.registry.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {"no_reset_password": True})
            ApprovalCase.env = env
            people = [
                ApprovalCase.new_user(f"zs_race_{name}") for name in ("req", "ann", "ben", "bea")
            ]
            posts = [
                ApprovalCase.new_role("zs_race_a", people[1]),
                ApprovalCase.new_role("zs_race_b", *people[2:]),
            ]
            ApprovalCase.new_flow(
                ApprovalCase.step("both", *posts), code="zs_race", sequence=-1,
                condition_domain="[('name', '=', 'Race')]",
            )  # fmt: skip
            ApprovalCase.env = None
            cls.people = [user.id for user in people]

    @classmethod
    def clean_up(cls):
        """Take out what was committed, the history with its trigger off: tests only."""
        documents = "SELECT id FROM test_approval_document WHERE name = 'Race'"
        runs = (
            "SELECT id FROM zhaoshang_approval_instance"
            f" WHERE res_model = 'test.approval.document' AND res_id IN ({documents})"
        )
        flows = "SELECT id FROM zhaoshang_approval_flow WHERE code = 'zs_race'"
        guarded = ("zhaoshang_approval_event", "test_approval_document")
        with cls.registry.cursor() as cr:
            for table in guarded:
                cr.execute(SQL("ALTER TABLE %s DISABLE TRIGGER USER", SQL.identifier(table)))
            cr.execute(f"CREATE TEMPORARY TABLE race_run ON COMMIT DROP AS {runs}")
            for statement in (
                "DELETE FROM zhaoshang_approval_event WHERE instance_id IN (TABLE race_run)",
                "DELETE FROM zhaoshang_approval_task WHERE instance_id IN (TABLE race_run)",
                "DELETE FROM mail_message WHERE model = 'test.approval.document'"
                f" AND res_id IN ({documents})",
                "DELETE FROM ir_attachment WHERE res_model = 'test.approval.document'"
                f" AND res_id IN ({documents})",
                "DELETE FROM mail_followers WHERE res_model = 'test.approval.document'"
                f" AND res_id IN ({documents})",
                "DELETE FROM test_approval_document WHERE name = 'Race'",
                "DELETE FROM zhaoshang_approval_instance WHERE id IN (TABLE race_run)",
                f"DELETE FROM zhaoshang_approval_version WHERE flow_id IN ({flows})",
                "DELETE FROM zhaoshang_approval_flow WHERE code = 'zs_race'",
                "DELETE FROM zhaoshang_approval_role WHERE code LIKE 'zs\\_race\\_%'",
            ):
                cr.execute(statement)
            for table in guarded:
                cr.execute(SQL("ALTER TABLE %s ENABLE TRIGGER USER", SQL.identifier(table)))
            env = api.Environment(cr, api.SUPERUSER_ID, {"active_test": False})
            users = env["res.users"].search([("login", "=like", "zs\\_race\\_%")])
            partners = users.partner_id
            users.unlink()
            partners.unlink()
            cls.registry.clear_cache("stable")

    def in_transaction(self, uid, command):
        """Run ``command(env)`` as the user would over RPC; what it was refused with, if it was.

        Tries again as ``odoo.service.model.retrying`` does, without its long pauses.
        """
        for left in reversed(range(MAX_TRIES_ON_CONCURRENCY_FAILURE)):
            with self.registry.cursor() as cr:
                env = api.Environment(cr, uid, {"lang": "en_US"})
                try:
                    command(env)
                    cr.commit()  # pylint: disable=invalid-commit
                except UserError as refusal:
                    cr.rollback()
                    return str(refusal)
                except IntegrityError as error:
                    cr.rollback()
                    return f"constraint {error.diag.constraint_name}"
                except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, ConcurrencyError):
                    cr.rollback()
                    if not left:
                        raise
                    time.sleep(random.uniform(0, 0.01))
                else:
                    return None
        return "never"

    @mute_logger("odoo.sql_db")
    def race(self, *commands):
        """Commands at the same moment; what each was refused with, or None."""
        barrier = threading.Barrier(len(commands))
        answers = [RuntimeError("did not end")] * len(commands)

        def run(number, uid, command):
            def together(env):
                env.cr.execute("SELECT 1")  # the snapshot of this transaction begins here
                if not waited.get(number):
                    waited[number] = True
                    barrier.wait(10)
                return command(env)

            answers[number] = self.in_transaction(uid, together)

        waited = {}
        # Odoo's runner holds the registry's lock while it tests; its own test mode does the same
        with patch.object(Registry, "_lock", DummyRLock()):
            self.run_threads(run, commands)
        return answers

    def run_threads(self, run, commands):
        threads = [
            threading.Thread(target=run, args=(number, uid, command))
            for number, (uid, command) in enumerate(commands)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)

    def documents(self, count=ROUNDS, *, submit=True):
        """Ids of that many documents, made in one transaction: a round is the race alone."""
        made = []

        def make(env):
            documents = env["test.approval.document"].create([{"name": "Race"}] * count)
            if submit:
                documents.action_zs_submit()
            made[:] = documents.ids

        self.assertIsNone(self.in_transaction(self.people[0], make))
        return made

    def document(self, *, submit=True):
        (made,) = self.documents(1, submit=submit)
        return made

    def decide_all(self, uid, documents):
        """One person agrees to all of them beforehand."""

        def command(env):
            domain = [("user_id", "=", env.uid), ("res_model", "=", "test.approval.document"),
                      ("res_id", "in", documents)]  # fmt: skip
            env["zhaoshang.approval.task"].search(domain).action_decide("approve")

        self.assertIsNone(self.in_transaction(uid, command))
        return documents

    def decide(self, document, decision):
        def command(env):
            task = env["zhaoshang.approval.task"].search(
                [("user_id", "=", env.uid), ("res_model", "=", "test.approval.document"),
                 ("res_id", "=", document)], order="id desc", limit=1
            )  # fmt: skip
            task.action_decide(decision, "Race.")

        return command

    def browse(self, env, document):
        return env["test.approval.document"].browse(document)

    @contextmanager
    def looking(self):
        """A look from outside."""
        with self.registry.cursor() as cr:
            yield api.Environment(cr, api.SUPERUSER_ID, {})

    def look(self, document):
        """State, states of the tasks, hooks called and actions recorded; the history is whole and
        the state follows from it."""
        with self.looking() as env:
            record = env["test.approval.document"].browse(document)
            runs = env["zhaoshang.approval.instance"].search(
                [("res_model", "=", record._name), ("res_id", "=", document)]
            )
            self.assertLessEqual(len(runs), 1)
            self.assertEqual([run._zs_findings() for run in runs], [[]] * len(runs))
            self.assertEqual(runs.state, record.zs_approval_state)
            return (
                record.zs_approval_state,
                sorted(runs.task_ids.mapped("state")),
                record.hooks or "",
                runs.event_ids.sorted("seq").mapped("action"),
            )


@tagged("post_install", "-at_install")
class TestRaces(RaceCase):
    """Commands on one document at the same moment."""

    def test_two_parties_agree_at_once(self):
        """R075: both agree, and the document is approved exactly once."""
        _req, ann, ben, _bea = self.people
        for document in self.documents():
            answers = self.race(
                (ann, self.decide(document, "approve")), (ben, self.decide(document, "approve"))
            )
            self.assertEqual(answers, [None, None])
            self.assertEqual(
                self.look(document),
                (
                    "approved",
                    ["approved", "approved", "closed"],
                    "approved",
                    ["submit", "approve", "approve"],
                ),
            )

    def test_one_agrees_while_the_other_refuses(self):
        _req, ann, ben, _bea = self.people
        for document in self.documents():
            agreed, refused = self.race(
                (ann, self.decide(document, "approve")), (ben, self.decide(document, "reject"))
            )
            self.assertIsNone(refused)
            state, tasks, hooks, actions = self.look(document)
            self.assertEqual((state, hooks), ("rejected", "rejected"))
            if agreed is None:
                self.assertEqual(tasks, ["approved", "closed", "rejected"])
                self.assertEqual(actions, ["submit", "approve", "reject"])
            else:
                self.assertIn("moved on", agreed)
                self.assertEqual(tasks, ["closed", "closed", "rejected"])
                self.assertEqual(actions, ["submit", "reject"])

    def test_the_requester_withdraws_while_the_last_one_agrees(self):
        req, ann, ben, _bea = self.people
        for document in self.decide_all(ann, self.documents()):
            withdrawn, agreed = self.race(
                (
                    req,
                    lambda env, d=document: (
                        env["test.approval.document"].browse(d).action_zs_withdraw()
                    ),
                ),
                (ben, self.decide(document, "approve")),
            )
            self.assertEqual([withdrawn, agreed].count(None), 1, (withdrawn, agreed))
            state, tasks, hooks, actions = self.look(document)
            if agreed is None:
                self.assertEqual(
                    (state, tasks, hooks),
                    ("approved", ["approved", "approved", "closed"], "approved"),
                )
                self.assertEqual(actions, ["submit", "approve", "approve"])
            else:
                self.assertEqual((state, tasks), ("withdrawn", ["approved", "closed", "closed"]))
                self.assertEqual((hooks, actions), ("withdrawn", ["submit", "approve", "withdraw"]))

    def test_a_document_is_submitted_twice_at_once(self):
        req = self.people[0]
        for document in self.documents(submit=False):

            def submit(env, document=document):
                env["test.approval.document"].browse(document).action_zs_submit()

            answers = self.race((req, submit), (req, submit))
            self.assertEqual(answers.count(None), 1, answers)
            self.assertEqual(self.look(document), ("running", ["open"] * 3, "", ["submit"]))

    def test_a_locked_field_is_written_while_the_document_is_submitted(self):
        """Either the change is part of what was submitted, or it is refused."""
        req = self.people[0]
        for document in self.documents(ROUNDS // 2, submit=False):
            submitted, written = self.race(
                (
                    req,
                    lambda env, d=document: (
                        env["test.approval.document"].browse(d).action_zs_submit()
                    ),
                ),
                (
                    req,
                    lambda env, d=document: (
                        env["test.approval.document"].browse(d).write({"amount": 9})
                    ),
                ),
            )
            self.assertIsNone(submitted)
            with self.registry.cursor() as cr:
                env = api.Environment(cr, api.SUPERUSER_ID, {})
                record = env["test.approval.document"].browse(document)
                run = record.zs_approval_instance_id
                self.assertEqual(run._zs_snapshots()[run.id]["amount"], record.amount)
                self.assertEqual(record.amount, 9 if written is None else 0)

    def test_two_members_of_one_party_sign_at_once(self):
        """One signs for the party; the other is told who was first."""
        _req, _ann, ben, bea = self.people
        for document in self.documents():
            answers = self.race(
                (ben, self.decide(document, "approve")), (bea, self.decide(document, "approve"))
            )
            self.assertEqual(answers.count(None), 1, answers)
            self.assertIn("moved on", next(answer for answer in answers if answer))
            self.assertEqual(
                self.look(document),
                ("running", ["approved", "closed", "open"], "", ["submit", "approve"]),
            )

    def test_a_file_is_added_while_the_document_is_submitted(self):
        """It is part of what is decided on, from the first moment or by an entry of its own."""
        req = self.people[0]
        for document in self.documents(ROUNDS // 2, submit=False):

            def attach(env, document=document):
                values = {"name": "x", "raw": b"x", "res_model": "test.approval.document"}
                env["ir.attachment"].create(values | {"res_id": document})

            answers = self.race(
                (req, lambda env, d=document: self.browse(env, d).action_zs_submit()),
                (req, attach),
            )
            self.assertEqual(answers, [None, None])
            with self.looking() as env:
                run = self.browse(env, document).zs_approval_instance_id
                content = run._zs_snapshots()[run.id]
                self.assertEqual([f["name"] for f in content["zs_files"]], ["x"])
            self.assertIn(self.look(document)[3], (["submit"], ["submit", "add_file"]))

    def test_a_line_is_added_while_the_document_is_submitted(self):
        """A line is part of what was submitted, or it is refused."""
        req = self.people[0]
        for document in self.documents(ROUNDS // 2, submit=False):
            submitted, added = self.race(
                (req, lambda env, d=document: self.browse(env, d).action_zs_submit()),
                (req, lambda env, d=document: env["test.approval.line"].create({"document_id": d})),
            )
            self.assertIsNone(submitted)
            with self.registry.cursor() as cr:
                record = self.browse(api.Environment(cr, api.SUPERUSER_ID, {}), document)
                run = record.zs_approval_instance_id
                self.assertEqual(run._zs_snapshots()[run.id]["lines"], len(record.line_ids))
                self.assertEqual(len(record.line_ids), added is None)
