from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import CheckViolation

from .common import ApprovalCase


@tagged("post_install", "-at_install")
class TestForgery(ApprovalCase):
    """Every way the ORM knows to write a state, tried by everybody up to the superuser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.both_flow()
        cls.manager = cls.new_user("zs_manager", "zhaoshang_approval.group_flow_manager")
        cls.technician = cls.new_user("zs_technician", "base.group_system")

    def everybody(self, record):
        """The record as each of them sees it, uid 1 and sudo last."""
        users = (self.requester, self.ann, self.other, self.manager, self.technician,
                 self.env.ref("base.user_admin"))  # fmt: skip
        return [record.with_user(user) for user in users] + [record.with_user(1), record.sudo()]

    def assert_refused(self, forge, record):
        for forger in self.everybody(record):
            with self.assertRaises(UserError, msg=f"as user {forger.env.uid}"):
                forge(forger)
                self.env.flush_all()

    def test_nobody_writes_the_state_of_a_document(self):
        document = self.submitted()
        for vals in (
            {"zs_approval_state": "approved"},
            {"zs_approval_state": "draft"},
            {"zs_approval_state": False},
            {"zs_approval_instance_id": False},
            {"zs_approval_task_ids": [Command.clear()]},
            {"zs_approval_task_ids": [Command.create({"state": "approved"})]},
        ):
            self.assert_refused(lambda doc, vals=vals: doc.write(vals), document)
            self.assert_refused(lambda doc, vals=vals: doc.web_save(vals, {"name": {}}), document)
        self.assert_refused(lambda doc: doc.update({"zs_approval_state": "approved"}), document)
        self.assertEqual(self.state(document), ["running"])

    def test_nobody_creates_an_approved_document(self):
        run = self.submitted().sudo().zs_approval_instance_id
        for vals in ({"zs_approval_state": "approved"}, {"zs_approval_instance_id": run.id}):
            vals = {"name": "x"} | vals
            self.assert_refused(lambda doc, vals=vals: doc.create(vals), self.new_document())
            self.assert_refused(
                lambda doc, vals=vals: doc.browse().web_save(vals, {"name": {}}),
                self.new_document(),
            )
        self.assert_refused(
            lambda doc: doc.copy({"zs_approval_state": "approved"}), self.submitted()
        )
        self.assert_refused(
            lambda doc: _raise_messages(
                doc.load(["name", "zs_approval_state"], [["x", "approved"]])
            ),
            self.new_document(),
        )

    def test_context_and_defaults_make_nothing_approved(self):
        run = self.submitted().sudo().zs_approval_instance_id
        context = {
            "default_zs_approval_state": "approved",
            "default_zs_approval_instance_id": run.id,
            "zs_permit": True,
            "_force_unlink": True,
            "install_mode": True,
            "tracking_disable": True,
        }
        self.env["ir.default"].set("test.approval.document", "zs_approval_state", "approved")
        for documents in self.everybody(self.env["test.approval.document"]):
            documents = documents.with_context(**context)
            given = documents.default_get(["name", "zs_approval_state", "zs_approval_instance_id"])
            self.assertEqual(given.get("zs_approval_state"), "draft")
            self.assertFalse(given.get("zs_approval_instance_id"))
            for made in (
                documents.create({"name": "x"}),
                documents.browse(documents.name_create("x")[0]),
                documents.create({"name": "x"}).copy(),
                documents.browse(documents.load(["name"], [["x"]])["ids"]),
            ):
                self.assertEqual(made.sudo().mapped("zs_approval_state"), ["draft"])
                self.assertFalse(made.sudo().zs_approval_instance_id)

    def test_a_context_decides_nothing_for_the_engine_either(self):
        document = self.new_document()
        document.with_context(
            default_state="approved", default_round=7, default_title="Forged",
            default_user_id=self.other.id, default_body="Forged", default_company_id=99,
            default_filing_state="filed", default_model="res.users", mail_notrack=True,
        ).action_zs_submit()  # fmt: skip
        run = document.sudo().zs_approval_instance_id
        self.assertEqual((run.state, run.round, run.filing_state), ("running", 1, "none"))
        self.assertEqual(run.task_ids.mapped("title"), ["Document 0"] * 4)
        self.assertEqual(set(run.event_ids.mapped("res_model")), {document._name})

    def test_nobody_touches_the_engines_own_records(self):
        document = self.submitted()
        run = document.sudo().zs_approval_instance_id
        task, event = run.task_ids[:1], run.event_ids[:1]
        for record, vals in (
            (run, {"state": "approved"}),
            (run, {"requester_id": self.other.id}),
            (run, {"task_ids": [Command.clear()]}),
            (task, {"state": "approved"}),
            (task, {"user_id": self.other.id}),
            (event, {"comment": "x"}),
        ):
            self.assert_refused(lambda rec, vals=vals: rec.write(vals), record)
            self.assert_refused(lambda rec: rec.unlink(), record)
            self.assert_refused(lambda rec: rec.copy(), record)
            self.assert_refused(lambda rec, vals=vals: rec.create(vals), record)
            self.assert_refused(lambda rec: rec.name_create("x"), record)
            self.assert_refused(
                lambda rec: _raise_messages(rec.load([".id", "state"], [[rec.id, "approved"]])),
                record,
            )
            self.assert_refused(
                lambda rec: rec.update_field_translations("title", {"en_US": "x"}), record
            )
        self.assertEqual(self.state(document), ["running"])

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_what_the_law_does_not_know(self):
        """Below the ORM, too, nobody decides his own document or another's task."""
        document = self.submitted()
        task = self.task(self.ann, document).sudo()
        for statement in (
            "UPDATE zhaoshang_approval_task SET user_id = requester_id WHERE id = %s",
            "UPDATE zhaoshang_approval_task SET state = 'approved' WHERE id = %s",
            "UPDATE zhaoshang_approval_task SET state = 'approved', decided_by = 1 WHERE id = %s",
            "UPDATE zhaoshang_approval_instance SET state = 'approved' WHERE id IN"
            " (SELECT instance_id FROM zhaoshang_approval_task WHERE id = %s)",
        ):
            with self.assertRaises(CheckViolation), self.cr.savepoint():
                self.cr.execute(statement, [task.id])

    def test_a_flow_manager_approves_nothing(self):
        document = self.submitted()
        with self.assertRaises(AccessError):
            self.task(self.ann, document).with_user(self.manager).action_decide("approve")
        for method in ("action_zs_submit", "action_zs_withdraw", "action_zs_resubmit"):
            with self.assertRaises(UserError):
                getattr(document.with_user(self.manager), method)()

    def test_an_automation_without_code_writes_no_state(self):
        document = self.submitted()
        field = self.env["ir.model.fields"]._get(document._name, "zs_approval_state")
        action = self.env["ir.actions.server"].create(
            {
                "name": "Approve it", "model_id": field.model_id.id, "state": "object_write",
                "update_path": "zs_approval_state",
                "selection_value": field.selection_ids.filtered(lambda s: s.value == "approved").id,
            }
        )  # fmt: skip
        with self.assertRaises(AccessError):
            action.with_context(
                active_model=document._name, active_ids=document.ids, active_id=document.id
            ).run()
        self.assertEqual(self.state(document), ["running"])

    def test_a_manual_field_is_no_back_door(self):
        model = self.env["ir.model"]._get("test.approval.document")
        self.env["ir.model.fields"].create(
            {"name": "x_state", "model_id": model.id, "ttype": "selection", "readonly": False,
             "related": "zs_approval_state", "store": False}
        )  # fmt: skip
        document = self.submitted()
        document.sudo().x_state = "approved"
        self.env.flush_all()
        self.assertEqual(self.state(document), ["running"])


def _raise_messages(result):
    """What an import refuses it says in messages."""
    if not result["ids"]:
        raise UserError(str(result["messages"]))
