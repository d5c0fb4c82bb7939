from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import OrganisationCase

TASK = "zhaoshang.approval.task"


@tagged("post_install", "-at_install")
class TestHandOver(OrganisationCase):
    """A head leaves: what waits for him goes to a deputy in one step."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.holds(cls.users["bureau_authority"], "bureau_authority")
        cls.head_user, cls.asker, cls.heir = (
            cls.user("zs-head-out", "head"),
            cls.user("zs-asker", "deputy"),
            cls.user("zs-heir", "deputy"),
        )
        cls.head = cls.confirmed("测甲", "head", cls.head_user)
        cls.asking = cls.confirmed("测乙", "deputy", cls.asker)
        cls.successor = cls.confirmed("测丙", "deputy", cls.heir)
        cls.leave = (
            cls.env["zhaoshang.leave"]
            .with_user(cls.asker)
            .create({"date_from": "2026-12-07", "date_to": "2026-12-08", "reason": "探亲"})
        )
        cls.leave.action_zs_submit()

    def end(self, day=date(2026, 11, 30)):
        self.head.with_user(self.first)._propose_end(day, "松组任〔2026〕9号", "另有任用")
        self.head.with_user(self.second).action_confirm_end()

    def wizard(self, by=None, **vals):
        model = self.env["zhaoshang.appointment.hand.over"].with_user(by or self.first)
        return model.create({"appointment_id": self.head.id, **vals})

    def waiting(self, user):
        return self.env[TASK].search_count(
            [("user_id", "=", user.id), ("state", "=", "open"), ("res_id", "=", self.leave.id)]
        )

    def test_open_approvals_go_to_the_successor_with_a_slip(self):
        """R008: the preview counts, the engine hands on, the slip keeps it; he can decide."""
        self.end()
        wizard = self.wizard(successor_id=self.successor.id, note="当面交接")
        counts = dict(wizard.line_ids.mapped(lambda line: (line.name, line.count)))
        self.assertEqual(sum(counts.values()), 1)
        slip = self.env["zhaoshang.handover"].browse(wizard.action_hand_over()["res_id"])
        self.assertEqual((slip.total, slip.handed_by_id), (1, self.first))
        self.assertEqual((self.waiting(self.head_user), self.waiting(self.heir)), (0, 1))
        task = self.env[TASK].search([("user_id", "=", self.heir.id), ("state", "=", "open")])
        task.with_user(self.heir).action_decide("approve")
        self.assertEqual(self.leave.zs_approval_state, "approved")
        events = self.leave.sudo().zs_approval_instance_id.event_ids
        handed = events.filtered(lambda event: event.action == "transfer")
        self.assertEqual((handed.actor_id, handed.target_name), (self.first.id, self.heir.name))
        self.assertEqual(self.leave.sudo().zs_approval_instance_id._zs_findings(), [])

    def test_nobody_gets_his_own_request_to_decide(self):
        """R008, R140: it stays, and the slip says why."""
        self.end()
        slip = self.head.with_user(self.first)._hand_over(self.asking)
        self.assertEqual(slip.total, 0)
        self.assertTrue(slip.line_ids.stays)
        self.assertEqual(self.waiting(self.head_user), 1)

    def test_nobody_hands_over_to_himself(self):
        """R008: the same person in another appointment is himself."""
        self.end()
        with self.refused(UserError, "R008"):
            self.head.with_user(self.first)._hand_over(self.head)

    def test_nothing_is_handed_over_while_no_end_is_decided(self):
        """R008: a proposed end is not yet an end."""
        with self.refused(UserError, "R008"):
            self.head.with_user(self.first)._hand_over(self.successor)
        self.head.with_user(self.first)._propose_end(date(2026, 11, 30), "松组任9号", "另有任用")
        with self.refused(UserError, "R008"):
            self.head.with_user(self.first)._hand_over(self.successor)

    def test_what_a_bureau_knows_stays_in_it(self):
        """R112: an officer of another bureau does not take over."""
        other = self.bureau.copy({"name": "芜湖驻外招商局", "code": "wuhu"})
        stranger = self.confirmed(
            "测丁", "deputy", self.user("zs-far", "deputy"), bureau_id=other.id
        )
        self.end()
        with self.refused(UserError, "R112"):
            self.head.with_user(self.first)._hand_over(stranger)

    def test_only_the_organisation_department_hands_over(self):
        """R013: no other post, the officers themselves included."""
        self.end()
        for user in (self.head_user, self.heir, *map(self.users.get, ("office", "administrator"))):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.wizard(user)
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.head.with_user(user).action_hand_over()

    def test_a_slip_is_neither_made_nor_changed_by_hand(self):
        """R008: by nobody, and only those concerned and the offices read it."""
        self.end()
        slip = self.head.with_user(self.first)._hand_over(self.successor)
        vals = {
            "appointment_id": self.head.id,
            "successor_id": self.successor.id,
            "date": "2026-01-01",
        }
        with self.assertRaises(AccessError):
            self.env["zhaoshang.handover"].with_user(self.first).create(vals)
        with self.refused(UserError, "R008"):
            slip.sudo().write({"note": "x"})
        with self.refused(UserError, "R008"):
            slip.sudo().unlink()
        slips = self.env["zhaoshang.handover"]
        self.assertIn(slip, slips.with_user(self.heir).search([]))
        self.assertNotIn(slip, slips.with_user(self.asker).search([]))

    def test_a_closing_tells_who_is_to_be_ended(self):
        """R003, R013: 组织部 gets a to-do for the people; the closing ends nobody by itself."""
        self.holds(self.first, "organisation_department")
        event = self.as_post(self.env["zhaoshang.bureau.event"], "bureau_authority")
        close = {"bureau_id": self.bureau.id, "kind": "close", "document": "松测〔2026〕9号"}
        with self.refused(ValidationError, "R003"):
            event.create({**close, "date": "2026-12-31", "takeover_bureau_id": self.bureau.id})
        event.create({**close, "date": "2026-12-31"})
        todo = self.bureau.activity_ids.filtered(lambda a: a.user_id == self.first)
        self.assertEqual(len(todo), 1)
        self.assertEqual(self.head.state, "confirmed")
