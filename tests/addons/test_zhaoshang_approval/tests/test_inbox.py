import json

from odoo.tests import tagged
from odoo.tools import SQL

from .common import ApprovalCase

MANY = 20_000


@tagged("post_install", "-at_install")
class TestInbox(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.both_flow()
        cls.env["ir.config_parameter"].set_param("zhaoshang_approval.batch_limit", "100")

    def test_the_badge_counts_what_waits_up_to_ninety_nine(self):
        tasks = self.env["zhaoshang.approval.task"].with_user(self.ann)
        self.assertEqual(tasks.zs_inbox_badge(), {"count": 0, "more": False})
        documents = self.submitted(count=100)
        self.env.flush_all()
        tasks.env.user.has_group("base.group_user")
        with self.assertQueryCount(1):
            self.assertEqual(tasks.zs_inbox_badge(), {"count": 99, "more": True})
        self.decide(self.ann, documents)
        self.assertEqual(tasks.zs_inbox_badge(), {"count": 0, "more": False})

    def test_the_list_is_one_query(self):
        self.submitted(count=30)
        tasks = self.env["zhaoshang.approval.task"].with_user(self.ann)
        domain = [("user_id", "=", self.ann.id), ("state", "=", "open")]
        names = {"title": {}, "due_at": {}, "kind": {}, "step_name": {}, "create_date": {}}
        tasks.web_search_read(domain, names, limit=80)
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            found = tasks.web_search_read(domain, names, limit=80)
        self.assertEqual(found["length"], 30)

    def test_the_inbox_tells_browsers_after_the_commit(self):
        sent = []

        def note(users, kind, payload, **_options):
            sent.append((users.mapped("login"), kind))

        self.patch(self.env.registry["res.users"], "_bus_send", note)
        document = self.submitted()
        self.assertEqual(
            sorted(login for logins, _kind in sent for login in logins),
            ["zs_abe", "zs_ann", "zs_bea", "zs_ben"],
        )
        self.assertEqual({kind for _logins, kind in sent}, {"zhaoshang_approval/inbox"})
        sent.clear()
        self.approve(self.ann, document=document)
        told = {login for logins, _kind in sent for login in logins}
        self.assertEqual(told - {self.requester.login}, {"zs_abe", "zs_ann", "zs_bea", "zs_ben"})
        self.assertIn(self.requester.login, told, "his page shows how it goes on")

    def test_opening_a_task_marks_it_read_and_leads_to_the_document(self):
        document = self.submitted()
        task = self.task(self.ann, document)
        action = task.action_open_document()
        self.assertEqual((action["res_model"], action["res_id"]), (document._name, document.id))
        self.assertTrue(task.read_at)
        self.task(self.abe, document).with_user(self.requester).action_open_document()
        self.assertFalse(self.task(self.abe, document).read_at)

    def test_a_large_database_does_not_slow_the_inbox(self):
        """The plans use the inbox index and read no more rows than they show."""
        document = self.submitted()
        task = self.env["zhaoshang.approval.task"]
        self.fill(document, "open", self.other)
        self.fill(document, "approved", self.ann)
        self.env.cr.execute("ANALYZE zhaoshang_approval_task")
        mine = task.with_user(self.ann)
        open_mine = [("user_id", "=", self.ann.id), ("state", "=", "open")]
        for code in (
            mine._search(open_mine, limit=80, order="create_date desc, id desc").select(),
            mine._search(open_mine, limit=80, order="create_date, id").select(),
            self.code_of(mine.zs_inbox_badge),
        ):
            plan = self.plan(code)
            self.assertLessEqual(
                plan["indexes"] - {None},
                {"zhaoshang_approval_task_inbox", "zhaoshang_approval_task_documents"},
            )
            self.assertLess(plan["rows"], 200, plan["text"])
        decided = mine._search(
            [("user_id", "=", self.ann.id), ("decided_at", "!=", False)], limit=80,
            order="decided_at desc, id desc",
        )  # fmt: skip
        self.assertLess(self.plan(decided.select())["rows"], 400)

    def code_of(self, command):
        """The one statement a command sends."""
        sent = []
        execute = self.cr.execute

        def note(query, params=None, log_exceptions=True):
            sent.append(query)
            return execute(query, params, log_exceptions)

        self.patch(self.cr, "execute", note)
        command()
        [query] = sent
        return query

    def fill(self, document, state, user):
        """Many tasks of a user, made below the ORM as a benchmark does."""
        self.env.cr.execute(
            SQL(
                """INSERT INTO zhaoshang_approval_task (instance_id, res_model, res_id, title,
                       user_id, requester_id, step_key, party_key, round, kind, state, decided_by,
                       decided_at)
                   SELECT %s, %s, %s, 'T', %s, %s, 'k', n, 1, 'approve', %s, %s::int,
                       now() - n * interval '1 minute' FROM generate_series(1, %s) n""",
                document.sudo().zs_approval_instance_id.id, document._name, document.id, user.id,
                self.requester.id, state, None if state == "open" else user.id, MANY,
            )
        )  # fmt: skip

    def plan(self, select):
        code = SQL("EXPLAIN (ANALYZE, FORMAT JSON) %s", select)
        self.env.cr.execute(code)
        [[answer]] = self.env.cr.fetchall()
        tree = (json.loads(answer) if isinstance(answer, str) else answer)[0]["Plan"]
        nodes, found = [tree], {"indexes": set(), "rows": 0, "text": answer}
        while nodes:
            node = nodes.pop()
            nodes += node.get("Plans", [])
            found["rows"] += (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node[
                "Actual Loops"
            ]
            found["indexes"].add(node.get("Index Name"))
        return found
