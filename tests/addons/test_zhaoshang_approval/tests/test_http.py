from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from .common import ApprovalCase


@tagged("post_install", "-at_install")
class TestHttp(HttpCase, ApprovalCase):
    """The same forgeries over the wire, as each kind of user may send them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.both_flow()
        cls.manager = cls.new_user("zs_manager", "zhaoshang_approval.group_flow_manager")
        cls.technician = cls.new_user("zs_technician", "base.group_system")
        cls.env.ref("base.user_admin").password = "zs_admin_password"
        cls.document = cls.submitted()
        cls.env.flush_all()

    def logins(self):
        yield from ((u, u) for u in ("zs_requester", "zs_ann", "zs_manager", "zs_technician"))
        yield self.env.ref("base.user_admin").login, "zs_admin_password"

    def call(self, model, method, *args, **kwargs):
        return self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{model}/{method}",
            {"model": model, "method": method, "args": list(args), "kwargs": kwargs},
        )

    def refused(self, *args, **kwargs):
        with mute_logger("odoo.http"), self.assertRaises(JsonRpcException) as caught:
            self.call(*args, **kwargs)
        name = caught.exception.args[0] if caught.exception.args else ""
        self.assertRegex(str(name), "AccessError|UserError|ValidationError|ValueError")

    def test_forged_writes_are_refused_to_everybody(self):
        run = self.document.sudo().zs_approval_instance_id
        task, event = run.task_ids[0], run.event_ids[0]
        doc, document = self.document.id, "test.approval.document"
        tasks, runs = "zhaoshang.approval.task", "zhaoshang.approval.instance"
        for login, password in self.logins():
            with self.subTest(login=login):
                self.authenticate(login, password)
                self.refused(document, "write", [doc], {"zs_approval_state": "approved"})
                self.refused(document, "create", {"name": "x", "zs_approval_state": "approved"})
                self.refused(document, "copy", [doc], {"zs_approval_state": "approved"})
                self.refused(document, "unlink", [doc], context={"_force_unlink": True})
                self.refused(document, "web_save", [doc], {"zs_approval_state": "approved"},
                             {"name": {}})  # fmt: skip
                self.refused(document, "write", [doc], {"amount": 5},
                             context={"zs_permit": True, "zs_approval_state": "draft"})  # fmt: skip
                self.refused(document, "action_pay", [doc])
                answer = self.call(
                    document, "load", ["name", "zs_approval_state"], [["x", "approved"]]
                )
                self.assertFalse(answer["ids"])
                made = self.call(
                    document, "create", {"name": "x"},
                    context={"default_zs_approval_state": "approved", "zs_permit": {"_open": True}},
                )  # fmt: skip
                self.assertEqual(self.state(self.document.browse(made)), ["draft"])
                self.refused(tasks, "unlink", [task.id])
                self.refused(tasks, "write", [task.id], {"state": "approved"})
                self.refused(tasks, "create", {"state": "open"})
                self.refused(tasks, "load", [".id", "state"], [[task.id, "approved"]])
                self.refused(runs, "write", [run.id], {"state": "approved"})
                self.refused("zhaoshang.approval.event", "unlink", [event.id])
                for private in ("_zs_decide", "_zs_execute", "_write", "_zs_lock"):
                    self.refused(tasks, private, [task.id])
        self.assertEqual(self.state(self.document), ["running"])

    def test_only_its_person_decides_a_task_and_only_what_he_saw(self):
        tasks = "zhaoshang.approval.task"
        task = self.task(self.ben, self.document)
        for login, password in self.logins():
            with self.subTest(login=login):
                self.authenticate(login, password)
                self.refused(tasks, "action_decide", [task.id], "approve")
                self.refused(tasks, "action_return", [task.id], comment="x")
        self.authenticate("zs_ben", "zs_ben")
        self.refused(tasks, "action_decide", [task.id], "approve", expected_round=9)
        self.refused(tasks, "action_decide", [task.id], "approve", expected_digest="x")
        self.assertTrue(self.call(tasks, "action_decide", [task.id], "approve", expected_round=1))
        self.refused(tasks, "action_decide", [task.id], "approve")
        self.env.invalidate_all()
        self.assertEqual(task.sudo().state, "approved")

    def test_a_stranger_reads_nothing_of_it(self):
        self.authenticate("zs_other", "zs_other")
        run = self.document.sudo().zs_approval_instance_id
        self.refused("test.approval.document", "zs_approval_panel", [self.document.id])
        self.refused("zhaoshang.approval.instance", "read", [run.id], ["title"])
        for model in ("instance", "task", "event"):
            found = self.call(f"zhaoshang.approval.{model}", "search_read", [], ["id"])
            self.assertEqual(found, [])
        self.refused("zhaoshang.approval.instance", "read", [run.id], ["snapshot"])
