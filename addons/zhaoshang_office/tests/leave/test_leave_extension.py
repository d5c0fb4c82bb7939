from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestLeaveExtension(OfficeCase):
    """Prolonging a leave before it ends (R085)."""

    def setUp(self):
        super().setUp()
        self.leave = self.granted("deputy1.a", "2026-12-01", "2026-12-03")

    def prolong(self, last, login="deputy1.a", reason="Ill", **values):
        self.leave.with_user(self.users[login]).action_prolong(last, reason, **values)
        return self.env["zhaoshang.leave"].search([("extends_id", "=", self.leave.id)], limit=1)

    def test_it_goes_the_way_of_the_leave_and_counts_only_once_granted(self):
        """R085: head, then filed; until then the person is to be back."""
        with self.at("2026-12-03 20:00"):
            more = self.prolong("2026-12-05")
            self.assertEqual((str(more.date_from), str(more.date_to)), ("2026-12-04", "2026-12-05"))
            self.assertEqual(self.waiting_for(more), ["head.a"])
            self.assertFalse(self.posts["deputy1.a"]._absent_at(more.date_from))
            self.assertEqual(str(self.leave.granted_until), "2026-12-03")
            self.decide(more, "head.a")
            self.assertTrue(self.posts["deputy1.a"]._absent_at(more.date_from))
            self.assertEqual(str(self.leave.granted_until), "2026-12-05")
        self.assertIn("prolongs a leave", more.zs_approval_instance_id.sudo().title)
        self.assertFalse(more.second_in_month)

    def test_the_whole_counts_against_the_seven_days(self):
        """R066, R085: three days and five more are eight; nothing is left of the attempt."""
        with self.assertRaises(UserError) as refusal:
            self.prolong("2026-12-08")
        self.assertRegex(str(refusal.exception), r"counts 8 days.*R066")
        self.assertTrue(self.prolong("2026-12-07"))

    def test_not_after_its_end(self):
        """R085: on the last day still."""
        with self.at("2026-12-04 00:10"), self.assertRaisesRegex(UserError, "R085"):
            self.prolong("2026-12-05")

    def test_only_the_person_prolongs_and_one_at_a_time(self):
        """R085: a second one goes on from the first."""
        for login in ("head.a", "deputy2.a", "zuzhibu"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.prolong("2026-12-05", login)
        more = self.prolong("2026-12-04")
        with self.assertRaisesRegex(UserError, "prolonged already"):
            self.prolong("2026-12-05")
        self.grant(more)
        again = self.grant_again(more)
        self.assertEqual(self.leave._chain(), self.leave | more | again)

    def grant_again(self, more):
        more.with_user(self.users["deputy1.a"]).action_prolong("2026-12-05", "Still ill")
        return self.grant(more.search([("extends_id", "=", more.id)]))

    def test_a_day_that_prolongs_nothing_is_refused(self):
        """R085: the last day or an earlier one, or no day."""
        for day in ("2026-12-03", "2026-12-01", "nonsense", None):
            with self.subTest(day), self.assertRaises(UserError):
                self.prolong(day)

    def test_the_return_ends_all_of_it(self):
        """R085: back during the first part, the prolonged days are freed as well."""
        more = self.grant(self.prolong("2026-12-05"))
        with self.at("2026-12-03 10:00"):
            more.with_user(self.users["deputy1.a"]).action_report_return()
        self.assertEqual(self.leave.mapped("return_date"), more.mapped("return_date"))
        self.assertFalse(more._span_away())
        self.assertEqual(str(self.leave.last_away), "2026-12-02")

    def test_who_asks_to_prolong_does_not_report_back_meanwhile(self):
        """R085: either the one or the other."""
        more = self.prolong("2026-12-05")
        mine = self.leave.with_user(self.users["deputy1.a"])
        with self.at("2026-12-03 10:00"):
            with self.assertRaisesRegex(UserError, "waits. Withdraw it first"):
                mine.action_report_return()
            more.with_user(self.users["deputy1.a"]).action_zs_withdraw()
            mine.action_report_return()
            with self.assertRaisesRegex(UserError, "reported already"):
                mine.action_prolong("2026-12-05")

    def test_special_leave_is_prolonged_on_its_paper(self):
        """R082, R085: all three again; the paper of the first holds."""
        values = {"kind": "special", "paper": "eA==", "paper_name": "x.pdf"}
        self.leave = self.granted("deputy2.a", "2026-12-10", "2026-12-20", **values)
        more = self.prolong("2026-12-31", "deputy2.a")
        self.assertEqual(self.waiting_for(more), ["zhaoshangju", "zuzhibu"])

    def test_a_leave_is_not_revoked_behind_what_prolongs_it(self):
        """R085: first the further days, then the leave."""
        self.prolong("2026-12-05")
        with self.assertRaisesRegex(UserError, "prolongs this leave"):
            self.leave.with_user(self.users["deputy1.a"]).action_zs_revoke("Not needed.")

    def test_the_box_says_what_prolonging_asks_for(self):
        """R066, R085: days, way and what stands against it."""
        box = self.env["zhaoshang.leave.step"].with_user(self.users["deputy1.a"])
        step = box.create({"leave_id": self.leave.id, "purpose": "prolong"})
        step.day = "2026-12-05"
        self.assertIn("2 days more, from 2026-12-04 to 2026-12-05", step.effect)
        step.day = "2026-12-09"
        self.assertIn("R066", step.effect)

    def test_sent_again_it_goes_on_only_from_what_is_still_granted(self):
        """R065, R085: a leave that is revoked, or over, is prolonged by no withdrawn request."""
        more = self.prolong("2026-12-05").with_user(self.users["deputy1.a"])
        more.action_zs_withdraw()
        self.leave.sudo().return_date = "2026-12-02"
        with self.assertRaisesRegex(UserError, "reported already.*R085"):
            more.action_zs_resubmit()
        self.leave.sudo().return_date = False
        self.leave.with_user(self.users["deputy1.a"]).action_zs_revoke("not needed")
        self.decide(self.leave, "head.a")
        self.assertEqual(self.leave.zs_approval_state, "revoked")
        with self.assertRaisesRegex(UserError, "not granted"):
            more.action_zs_resubmit()
