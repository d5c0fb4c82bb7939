import psycopg2
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import ApprovalCase


@tagged("post_install", "-at_install")
class TestHistory(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.both_flow()
        cls.document = cls.submitted()
        cls.run_ = cls.document.sudo().zs_approval_instance_id

    def test_each_act_is_one_event_that_names_who_did_what_when(self):
        self.decide(self.ann, self.document, "approve", "Fine.")
        self.task(self.ben, self.document).action_return(comment="Why?")
        self.document.action_zs_resubmit()
        self.document.action_zs_withdraw()
        events = self.run_.event_ids
        self.assertEqual(
            events.mapped("action"), ["submit", "approve", "return", "resubmit", "withdraw"]
        )
        self.assertEqual(events.mapped("seq"), [1, 2, 3, 4, 5])
        self.assertEqual(
            events.mapped("actor_name"), ["Requester", "Ann", "Ben", "Requester", "Requester"]
        )
        self.assertEqual(events.mapped("round"), [1, 1, 1, 2, 2])
        self.assertEqual(
            events.mapped("state"), ["running", "running", "returned", "running", "withdrawn"]
        )
        self.assertFalse(events._zs_chain_breaks(self.run_))

    @mute_logger("odoo.sql_db")
    def test_the_table_refuses_change_and_deletion(self):
        for statement in (
            "UPDATE zhaoshang_approval_event SET comment = 'x'",
            "DELETE FROM zhaoshang_approval_event",
            "TRUNCATE zhaoshang_approval_event",
            "TRUNCATE zhaoshang_approval_instance CASCADE",
        ):
            with self.assertRaisesRegex(psycopg2.Error, "append-only"), self.cr.savepoint():
                self.cr.execute(statement)

    def test_a_change_made_with_the_trigger_off_shows(self):
        self.decide(self.ann, self.document, "approve", "Fine.")
        events = self.run_.event_ids
        for statement, places in (
            (
                SQL(
                    "UPDATE zhaoshang_approval_event SET comment = 'x' WHERE id = %s", events[1].id
                ),
                [2],
            ),
            (
                SQL("UPDATE zhaoshang_approval_event SET actor_id = 1 WHERE id = %s", events[0].id),
                [1],
            ),
            (SQL("DELETE FROM zhaoshang_approval_event WHERE id = %s", events[0].id), [2]),
        ):
            savepoint = self.cr.savepoint()
            self.cr.execute("ALTER TABLE zhaoshang_approval_event DISABLE TRIGGER zs_no_change")
            self.cr.execute(statement)
            self.env.invalidate_all()
            self.assertEqual(events._zs_chain_breaks(self.run_), {self.run_.id: places})
            savepoint.rollback()

    def test_the_history_has_no_link_and_no_default_that_could_change_it(self):
        self.cr.execute(
            """SELECT c.conname, c.confdeltype FROM pg_constraint c
               WHERE c.conrelid = 'zhaoshang_approval_event'::regclass AND c.contype = 'f'"""
        )
        self.assertEqual(self.cr.fetchall(), [("zhaoshang_approval_event_instance_id_fkey", "r")])
        self.cr.execute(
            """SELECT column_name FROM information_schema.columns
               WHERE table_name = 'zhaoshang_approval_event' AND column_default IS NOT NULL
                 AND column_name <> 'id'"""
        )
        self.assertFalse(self.cr.fetchall())

    @mute_logger("odoo.sql_db")
    def test_the_database_keeps_a_document_with_history(self):
        table = self.document._table
        with self.assertRaisesRegex(psycopg2.Error, "cannot be deleted"), self.cr.savepoint():
            self.cr.execute(
                SQL("DELETE FROM %s WHERE id = %s", SQL.identifier(table), self.document.id)
            )
        draft = self.new_document()
        self.cr.execute(SQL("DELETE FROM %s WHERE id = %s", SQL.identifier(table), draft.id))
        self.assertEqual(self.cr.rowcount, 1)
