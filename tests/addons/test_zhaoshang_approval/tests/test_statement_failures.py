from unittest.mock import patch

from odoo import api
from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.sql_db import Cursor
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger
from psycopg2 import OperationalError

from .test_races import RaceCase

DOCUMENT = "test.approval.document"
#: what a command may write
TABLES = (
    *(f"zhaoshang_approval_{name}" for name in ("instance", "task", "event", "register")),
    *("test_approval_document", "mail_message", "mail_followers", "mail_mail", "mail_activity"),
    *("bus_bus", "ir_attachment"),
)
#: as PostgreSQL says it: the statement fails and the transaction is lost
DISK_FULL, LOST_RACE = "53100", "40001"
RAISE = "DO $$ BEGIN RAISE EXCEPTION 'as the test wants it' USING ERRCODE = '%s'; END $$"
EFFECT = """
    SELECT d.id, d.zs_approval_state, d.hooks, i.state, i.step_key, i.round, i.lock_version,
           (SELECT array_agg((t.step_key, t.user_id, t.state, t.comment, t.round)::text
                             ORDER BY t.id)
              FROM zhaoshang_approval_task t WHERE t.instance_id = i.id),
           (SELECT array_agg((e.seq, e.action, e.state)::text ORDER BY e.seq)
              FROM zhaoshang_approval_event e WHERE e.instance_id = i.id),
           (SELECT count(*) FROM mail_message m
             WHERE m.model = 'test.approval.document' AND m.res_id = d.id)
      FROM test_approval_document d
      LEFT JOIN zhaoshang_approval_instance i ON i.id = d.zs_approval_instance_id
     WHERE d.id IN %s ORDER BY d.id
"""


@tagged("post_install", "-at_install")
class TestStatementFailures(RaceCase):
    """Each statement of a command fails once: in the database, by a lost race, by a refusal.

    As in a request, Odoo's own ``retrying`` calls it; what it would commit is looked at and rolled
    back, so that each attempt finds the same documents.
    """

    def attempt(self, uid, command, fail_at=0, how=None):
        """Carry out a command whose statement ``fail_at`` fails.

        :returns: ``(error, effect it would have committed, statements)``
        """
        seen = []

        class Failing(Cursor):
            statements = 0

            def execute(self, query, params=None, log_exceptions=True):
                self.statements += 1
                if self.statements == fail_at:
                    if how is UserError:
                        raise UserError("No.")  # pylint: disable=translation-required
                    query, params = RAISE % how, None
                return super().execute(query, params, log_exceptions)

            def commit(self):
                Cursor.execute(self, EFFECT, [tuple(documents)])
                seen.append(self.fetchall())
                self.rollback()

        documents = command.documents
        with self.registry.cursor() as cr, patch("odoo.service.model.time.sleep"):
            cr.__class__, ordinary = Failing, cr.__class__
            env = api.Environment(cr, uid, {"lang": "en_US"})
            error = None
            try:
                retrying(lambda: command(env), env)
            except (OperationalError, UserError) as failure:
                error = failure
                cr.rollback()
            statements = cr.statements
            cr.__class__ = ordinary
        return error, seen and seen[-1], statements

    def fingerprint(self):
        tables = SQL(", ").join(
            SQL("(SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM %s t)",
                SQL.identifier(table))
            for table in TABLES
        )  # fmt: skip
        with self.registry.cursor() as cr:
            cr.execute(SQL("SELECT %s", tables))
            return cr.fetchone()

    def commands(self):
        """``{name: (who, command)}``, each on a document of its own that is ready for it."""
        req, ann, ben, bea = self.people
        last, transfer, one, two, urged = self.decide_all(ben, self.documents(5))
        (draft,) = self.documents(1, submit=False)
        running, returned, refused = self.documents(3)
        return {
            "submit": (req, self.on_document([draft], "action_zs_submit")),
            "withdraw": (req, self.on_document([running], "action_zs_withdraw")),
            "agree to the end": (ann, self.on_task([last], "action_decide", "approve", "Yes.")),
            "refuse": (ann, self.on_task([refused], "action_decide", "reject", "No.")),
            "return": (ann, self.on_task([returned], "action_return", None, "Why?")),
            "urge": (req, self.on_document([urged], "action_zs_urge")),
            "hand on": (ann, self.on_task([transfer], "action_transfer", bea)),
            "agree to two": (ann, self.on_task([one, two], "action_decide", "approve", "Yes.")),
        }

    def on_document(self, documents, name):
        def command(env):
            getattr(env[DOCUMENT].browse(documents), name)()

        command.documents = documents
        return command

    def on_task(self, documents, name, *arguments):
        def command(env):
            domain = [("user_id", "=", env.uid), ("res_model", "=", DOCUMENT),
                      ("res_id", "in", documents)]  # fmt: skip
            getattr(env["zhaoshang.approval.task"].search(domain), name)(*arguments)

        command.documents = documents
        return command

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_a_command_whose_statement_fails_has_its_whole_effect_or_none(self):
        """… at every statement there is, and nothing of it is left where it has none."""
        commands = self.commands()
        before = self.fingerprint()
        failed = 0
        for name, (uid, command) in commands.items():
            self.attempt(uid, command)  # fills the caches
            error, whole, statements = self.attempt(uid, command)
            self.assertIsNone(error)
            self.assertGreater(statements, 5, name)
            for place in range(1, statements + 1):
                for how in (DISK_FULL, LOST_RACE, UserError):
                    failed += 1
                    with self.subTest(command=name, statement=place, how=how):
                        error, effect, _count = self.attempt(uid, command, place, how)
                        if how == LOST_RACE:
                            self.assertIsNone(error)
                        if error is None:
                            self.assertEqual(effect, whole)
                        else:
                            self.assertEqual(effect, [])
            self.assertEqual(self.fingerprint(), before, name)
        self.assertGreater(failed, 350)
