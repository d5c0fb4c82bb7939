from odoo.addons.mail.tools.discuss import Store
from odoo.tests import tagged

from .common import OfficeCase

LIMIT = 20


@tagged("post_install", "-at_install")
class TestLeaveCost(OfficeCase):
    """How many statements typing in a leave takes."""

    def cost(self, first):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        values = {"date_from": first, "date_to": first, "reason": "x"}
        self.as_user("deputy1.a").create(values)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_a_leave_is_typed_in_with_few_queries_however_many_there_are(self):
        """R086: twenty at most, and no more with five other leaves of the officer than with one."""
        self.cost("2026-12-01")
        few = self.cost("2026-12-03")
        for month in (1, 2, 3, 4, 5):
            self.ask("deputy1.a", f"2027-{month:02}-04", f"2027-{month:02}-05")
        many = self.cost("2026-12-05")
        self.assertLessEqual(few, LIMIT)
        self.assertEqual(many, few)

    def decided(self, login, months):
        """Return how many statements the head needs to agree to several leaves at once."""
        leaves = self.env["zhaoshang.leave"]
        for month in months:
            leaves |= self.ask(login, f"2027-{month:02}-04", f"2027-{month:02}-05", reason="x")
        tasks = self.env["zhaoshang.approval.task"].union(*map(self.tasks, leaves))
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        tasks.with_user(self.users["head.a"]).action_decide("approve")
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_three_leaves_are_agreed_to_with_as_few_statements_as_two(self):
        """R077, R078: who decides, when it is due and what it does to months, for all at once."""
        self.decided("deputy2.a", (1,))
        two = self.decided("deputy1.a", (1, 2))
        self.assertLessEqual(self.decided("deputy1.a", (3, 4, 5)), two)

    def followed(self, leave):
        """Return how many statements the client's question beside an open form takes."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        store = Store()
        store.add(leave, request_list=["followers", "suggestedRecipients"], as_thread=True)
        self.assertTrue(store.get_result()["mail.followers"])
        return self.env.cr.sql_log_count - before

    def test_who_follows_a_leave_asks_nothing_of_other_models(self):
        """R140: what may be read of each model takes some hundred statements, with every form."""
        leave = self.ask("deputy1.a", "2026-12-01", "2026-12-03")
        leave.sudo().message_subscribe(self.users["deputy1.a"].partner_id.ids)
        leave = leave.with_user(self.users["head.a"])
        self.followed(leave)  # once learnt, rules and groups are known
        self.assertLessEqual(self.followed(leave), 30)
