from contextlib import contextmanager

from odoo.tests import tagged

from .common import ApprovalCase

SUBMIT, DECIDE, RESUBMIT, BATCH = 15, 19, 20, 30


@tagged("post_install", "-at_install")
class TestStatements(ApprovalCase):
    """What each command costs in SQL statements, and that many cost no more than one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.whole_flow()
        cls.env["ir.config_parameter"].set_param("zhaoshang_approval.batch_limit", "200")

    def setUp(self):
        """Warm the caches of the registry, which every test begins without."""
        super().setUp()
        self.env.cr.precommit.run()
        document = self.submitted()
        self.env.cr.precommit.run()
        for user, decision in self.decisions():
            self.decide(user, document, decision)
            self.env.cr.precommit.run()

    def decisions(self):
        yield from ((user, "approve") for user in (self.ann, self.ben, self.bea))
        yield self.clerk, "file"

    @contextmanager
    def counted(self, at_most):
        self.env.flush_all()
        self.env.invalidate_all()
        self.env.cr.precommit.run()
        before = self.cr.sql_log_count
        yield
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.count = self.cr.sql_log_count - before
        self.assertLessEqual(self.count, at_most)

    def test_submit(self):
        document = self.new_document()
        with self.counted(SUBMIT):
            document.action_zs_submit()

    def test_submit_many(self):
        """The ORM inserts a hundred rows a statement; up to there the cost is that of one."""
        one, some, many = (self.new_document(count=count) for count in (1, 25, 200))
        with self.counted(SUBMIT):
            one.action_zs_submit()
        cost = self.count
        with self.counted(cost):
            some.action_zs_submit()
        with self.counted(BATCH):
            many.action_zs_submit()

    def test_decide(self):
        """Each decision of the flow, the one that opens the next step and the last one too."""
        document = self.submitted()
        for user, decision in self.decisions():
            task = self.task(user, document)
            with self.counted(DECIDE):
                task.action_decide(decision)

    def test_return_withdraw_and_send_again(self):
        document = self.submitted()
        task = self.task(self.ann, document)
        with self.counted(DECIDE):
            task.action_return(comment="Why?")
        with self.counted(RESUBMIT):
            document.action_zs_resubmit()
        with self.counted(DECIDE):
            document.action_zs_withdraw()

    def test_two_hundred_in_one_batch(self):
        few, some, many = (self.submitted(count=count) for count in (2, 30, 200))
        for user in (self.ann, self.ben, self.bea):
            tasks = self.task(user, few)
            with self.counted(BATCH):
                tasks.action_decide("approve")
            cost = self.count
            tasks = self.task(user, some)
            with self.counted(cost):
                self.assertEqual(len(tasks.action_decide("approve")["done"]), 30)
            tasks = self.task(user, many)
            with self.counted(BATCH):
                self.assertEqual(len(tasks.action_decide("approve")["done"]), 200)

    def test_the_panel(self):
        document = self.submitted()
        self.approve(self.ann, document=document)
        document.zs_approval_panel()
        with self.counted(20):
            document.zs_approval_panel()

    def test_the_search_of_readable_documents_is_one_subselect(self):
        documents = self.env["test.approval.document"].with_user(self.ann)
        code = documents._search([]).select().code
        self.assertEqual(code.count("UNION ALL"), 1)
        self.assertNotIn(" OR ", code.split("UNION ALL")[0].split("WHERE", 1)[1].split("IN")[0])
        self.submitted(count=3)
        with self.counted(1):
            self.assertGreaterEqual(len(documents.search_fetch([], ["name"])), 3)

    def test_the_inbox_as_the_screen_asks_for_it(self):
        """One statement for the tasks and two for the names of people, however many they are."""
        self.submitted(count=60)
        tasks = self.env["zhaoshang.approval.task"].with_user(self.ann)
        names = dict.fromkeys(("flow_name", "title", "step_name", "create_date", "due_at"), {})
        names |= dict.fromkeys(("requester_id", "owner_id"), {"fields": {"display_name": {}}})
        mine = [("user_id", "=", self.ann.id), ("state", "=", "open")]
        tasks.web_search_read(mine, names, limit=80)
        with self.counted(3):
            found = tasks.web_search_read(mine, names, limit=80)
        self.assertEqual(found["length"], 60)
