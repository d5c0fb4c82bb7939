from unittest.mock import patch

from freezegun import freeze_time
from odoo.fields import Datetime
from odoo.tests import tagged

from .common import ApprovalCase


@tagged("post_install", "-at_install")
class TestTimeout(ApprovalCase):
    """Sent at noon, due after 48 hours: reminded on the 3rd and the 5th, the deputy on the 7th."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.role_a.member_ids = [(0, 0, {"user_id": cls.other.id, "deputy": True})]
        cls.role_a.member_ids._zs_take_effect()
        cls.step_a = cls.step("one", cls.role_a, deadline_hours=48, on_timeout="escalate")

    def sent(self, at="2026-12-01 04:00:00", **values):
        with freeze_time(at), patch.object(self.env.cr, "now", lambda: Datetime.to_datetime(at)):
            return self.submitted(**values)

    def cron(self, at):
        with (
            freeze_time(at),
            patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=1.0),
        ):
            self.env.ref("zhaoshang_approval.cron_timeout").ir_actions_server_id.run()
        self.env.invalidate_all()

    def history(self, document):
        run = document.sudo().zs_approval_instance_id
        self.assertFalse(run.event_ids._zs_chain_breaks(run))
        self.assertEqual(run._zs_findings(), [])
        return [(event.action, event.comment) for event in run.event_ids[1:]]

    def test_each_stage_is_done_once_and_nothing_is_decided(self):
        self.new_flow(self.step_a)
        document = self.sent()
        both = [("remind", "Ann"), ("remind", "Abe")]
        for at, expected in (
            ("2026-12-03 03:59:00", []),
            ("2026-12-03 04:01:00", both),
            ("2026-12-05 03:59:00", both),
            ("2026-12-05 04:01:00", both * 2),
            ("2026-12-07 04:01:00", [*both * 2, ("escalate", "Ann → Other"), ("remind", "Abe")]),
        ):
            self.cron(at)
            self.cron(at)
            self.assertCountEqual(self.history(document), expected, at)
        self.assertEqual(self.waiting(document), ["zs_abe", "zs_ann", "zs_other"])
        self.assertEqual(self.state(document), ["running"])
        with freeze_time("2026-12-07 05:00:00"):
            self.decide(self.other, document)
        self.assertEqual(self.state(document), ["approved"])

    def test_after_a_long_stop_only_the_latest_stage_is_done(self):
        self.new_flow(self.step_a)
        document = self.sent()
        self.cron("2027-01-20 04:00:00")
        self.cron("2027-01-21 04:00:00")
        self.assertCountEqual(
            self.history(document), [("escalate", "Ann → Other"), ("remind", "Abe")]
        )
        self.assertEqual(self.waiting(document), ["zs_abe", "zs_ann", "zs_other"])

    def test_a_step_that_only_reminds_asks_no_deputy(self):
        self.new_flow(self.step("one", self.role_a, deadline_hours=48))
        document = self.sent()
        self.cron("2027-01-20 04:00:00")
        self.assertEqual(self.waiting(document), ["zs_abe", "zs_ann"])
        self.assertEqual({action for action, _who in self.history(document)}, {"remind"})

    def test_a_short_deadline_waits_a_day_for_the_second_reminder(self):
        self.new_flow(self.step("one", self.role_c, deadline_hours=2))
        document = self.sent()
        self.cron("2026-12-01 06:01:00")
        self.cron("2026-12-02 05:59:00")
        self.assertEqual(len(self.history(document)), 1)
        self.cron("2026-12-02 06:01:00")
        self.assertEqual(len(self.history(document)), 2)

    def test_the_deputy_decides_neither_his_own_nor_twice(self):
        self.new_flow(
            self.step("one", self.role_a, self.other, deadline_hours=48, on_timeout="escalate"),
            condition_domain="[('amount', '=', 1)]",
        )
        self.new_flow(self.step_a, code="zs_own", sequence=20)
        own, part = self.sent(user=self.other), self.sent(amount=1)
        self.cron("2026-12-20 04:00:00")
        self.assertEqual(self.waiting(own), ["zs_abe", "zs_ann"])
        self.assertEqual(self.waiting(part), ["zs_abe", "zs_ann", "zs_other"])
        for document in (own, part):
            self.assertEqual({action for action, _who in self.history(document)}, {"remind"})

    def test_what_was_decided_in_time_and_copies_are_left_alone(self):
        self.new_flow(
            self.step("copy", self.role_d, kind="cc", deadline_hours=1), self.step_a,
        )  # fmt: skip
        document = self.sent()
        with freeze_time("2026-12-02 04:00:00"):
            self.decide(self.ann, document)
        self.cron("2026-12-20 04:00:00")
        self.assertEqual(self.history(document), [("approve", False)])

    def test_many_cost_no_more_than_few(self):
        self.new_flow(self.step_a)
        costs = []
        for count in (2, 30):
            documents = self.sent(count=count)
            self.env.flush_all()
            before = self.cr.sql_log_count
            self.cron("2026-12-20 04:00:00")
            costs.append(self.cr.sql_log_count - before)
            self.assertEqual(len(self.task(self.other, documents)), count)
        self.assertLess(costs[1], costs[0] + 10)
