from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import YEAR, ClaimCase


@tagged("post_install", "-at_install")
class TestClaimWay(ClaimCase):
    """Who decides of a claim, who changes it, who reads it (clause 13, R126, R129, R140)."""

    def test_it_goes_by_head_authority_and_accountant_and_clears_the_loan(self):
        """R128, R129: claims of 12,000 leave 18,000 of the loan open."""
        claim = self.claim(4000, 1000)
        self.assertEqual((claim.head_user_id, claim.needs_leader), (self.head, False))
        claim.action_zs_submit()
        self.assertEqual((claim.state, claim.needs_leader), ("submitted", False))
        self.assertRegex(claim.number, rf"BX-{YEAR}-\d{{4}}")
        self.agree(claim, self.head, self.authority, self.accountant)
        self.assertEqual(claim.state, "approved")
        self.assertEqual(self.balances(), (30000, 20000, 0))
        claim.with_user(self.accountant).action_post()
        self.assertEqual((claim.state, claim.sudo().owed), ("posted", 0))
        self.assertEqual(self.balances(), (25000, 20000, 0))
        self.posted(7000, first=10)
        self.assertEqual(self.balances(), (18000, 20000, 0))
        self.assertEqual(self.package.accepted, 12000)

    def test_above_the_limit_the_leader_agrees_too(self):
        """R129: above 5,000, not at it."""
        at = self.claim(5000)
        at.action_zs_submit()
        above = self.claim(5000.01, first=5)
        above.action_zs_submit()
        self.assertEqual((at.needs_leader, above.needs_leader), (False, True))
        self.agree(above, self.head, self.authority, self.accountant)
        self.assertEqual(above.state, "submitted")
        self.agree(above, self.leader)
        self.assertEqual(above.state, "approved")

    def test_the_head_skips_himself(self):
        """R129: 局长's own claim begins with 招商管理局, and he cannot agree to it."""
        claim = self.claim(100, user=self.head)
        claim.action_zs_submit()
        self.assertFalse(claim.head_user_id)
        people = claim.sudo().zs_approval_task_ids.user_id
        self.assertEqual(people, self.authority)
        self.agree(claim, self.authority, self.accountant)
        self.assertEqual(claim.state, "approved")

    def test_a_refused_invoice_can_be_claimed_again(self):
        """R126: unique among lines not refused, whole claims and single lines."""
        claim = self.claim(100, 50)
        claim.action_zs_submit()
        self.agree(claim, self.head, self.authority)
        line = claim.line_ids[1].with_user(self.accountant)
        line.action_cut(50, "Private")
        self.assertEqual(claim.sudo().accepted_amount, 100)
        again = self.claim(50, first=2)
        with self.assertRaisesRegex(UserError, "claimed already"):
            line.action_cut(0, "")
        again.unlink()
        self.agree(claim, self.accountant)
        claim.with_user(self.accountant).action_post()
        self.assertEqual(self.balances(), (29900, 20000, 0))

    def test_a_claim_refused_as_a_whole_frees_its_invoices(self):
        """R126: the same invoice can be claimed again, by whoever it belongs to."""
        claim = self.claim(100)
        claim.action_zs_submit()
        self.tasks_of(claim, self.head).action_decide("reject", "Not of this bureau")
        self.assertEqual(claim.state, "refused")
        with self.assertRaisesRegex(AccessError, "begins anew"):
            claim.with_user(self.head).action_copy_refused()
        again = self.claim(100, user=self.head)
        again.action_zs_submit()
        self.assertEqual(again.state, "submitted")
        with self.assertRaisesRegex(UserError, "claimed already"):
            claim.action_copy_refused()

    def test_what_is_posted_is_not_revoked(self):
        """R126, R134: its invoices would be free while its entry stands."""
        claim = self.approved(100)
        claim.action_zs_revoke("Twice")
        with self.assertRaisesRegex(UserError, "asked to revoke"):
            claim.with_user(self.accountant).action_post()
        self.agree(claim, self.head, self.authority)
        # as if it had been posted at the moment in which it was asked for
        move = self.month(self.package, 1).move_id
        claim.sudo()._govern({"move_id": move.id})
        with self.assertRaises(UserError) as refused:
            self.agree(claim, self.accountant)
        self.assertIn(f"posted as {move.name}", str(refused.exception))
        claim.sudo()._govern({"move_id": False})
        self.agree(claim, self.accountant)
        self.assertEqual(claim.state, "revoked")
        self.assertFalse(claim.line_ids.in_use)

    def test_lines_are_cut_by_the_accountant_in_his_turn_alone(self):
        """R129: with a reason, between nothing and the line, and not the whole claim."""
        claim = self.claim(100, 50)
        claim.action_zs_submit()
        line = claim.line_ids[0]
        for user in (self.deputy, self.head, self.authority, self.accountant, self.cashier):
            with self.subTest(user.login), self.assertRaises(AccessError):
                line.with_user(user).action_cut(10, "No")
        self.agree(claim, self.head, self.authority)
        own = line.with_user(self.accountant)
        for cut, reason, text in ((101, "x", "101.00"), (-1, "x", "-1.00|1.00"), (10, " ", "why")):
            with self.subTest(cut), self.assertRaisesRegex(UserError, text):
                own.action_cut(cut, reason)
        claim.line_ids[1].with_user(self.accountant).action_cut(50, "No")
        with self.assertRaisesRegex(UserError, "Nothing would be left"):
            own.action_cut(100, "No")
        with self.assertRaises(AccessError):
            own.write({"cut": 5})

    def test_a_claim_in_use_is_neither_edited_nor_deleted(self):
        """R134: only reversed."""
        claim = self.posted(10)
        own = claim.with_user(self.deputy).sudo(False)
        with self.assertRaises(UserError):
            own.unlink()
        with self.assertRaises(UserError):
            own.line_ids.write({"amount": 9})
        with self.assertRaises(UserError):
            own.write({"reason": "Other"})
        draft = self.claim(10, first=30)
        draft.unlink()
        self.assertFalse(draft.exists())

    def test_claims_are_read_by_those_who_have_to_do_with_them(self):
        """R140: drafts by the claimant alone; handed in, also by his bureau and finance."""
        draft, sent = self.claim(10), self.claim(10, first=5)
        sent.action_zs_submit()
        both = draft | sent
        outsider = new_test_user(self.env, "t_other", "zhaoshang_office.group_deputy")
        for user, seen in (
            (self.deputy, both),
            (self.head, sent),
            (self.accountant, sent),
            (self.cashier, sent),
            (self.authority, sent),
            (self.leader, both.browse()),
            (outsider, both.browse()),
        ):
            with self.subTest(user.login):
                found = both.with_user(user).search([("id", "in", both.ids)])
                self.assertEqual(found, seen)
                lines = self.env["zhaoshang.claim.line"].with_user(user)
                self.assertEqual(lines.search([("claim_id", "in", both.ids)]).claim_id, seen)

    def test_handing_in_thirty_invoices_takes_as_few_statements_as_one(self):
        """A claim of 30 lines: none grows with its lines; a dozen of these are the engine's."""
        self.claim(10, first=60).action_zs_submit()
        counts = []
        for claim in (self.claim(*[10] * 30), self.claim(10, first=50)):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            claim.action_zs_submit()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0] - counts[1], 0)
        self.assertLessEqual(counts[0], 30)

    def test_a_travel_claim_adds_up_each_trip_on_paper(self):
        """R126: days, place and kinds of a trip in one row; three parts, amount in capitals."""
        trip = {"trip_from": date(YEAR, 3, 2), "trip_to": date(YEAR, 3, 3), "trip_place": "嘉兴"}
        lines = [
            self.invoice(900 + n, amount, "travel", trip_kind=kind, **trip)
            for n, (amount, kind) in enumerate(((292.5, "transport"), (380, "lodging")))
        ]
        claim = self.claim_of([*lines, self.invoice(902, 100)])
        paper = claim._document("trip")
        self.assertEqual(len(paper.parts), 3)
        (table,) = [it for kind, it in paper.blocks if kind == "table" and len(it.head) == 8]
        row, total = table.lines()[1:]
        self.assertIn("嘉兴\t2\t292.50\t380.00", row)
        self.assertIn("672.50", row)
        self.assertIn("陆佰柒拾贰元伍角整", total)
        with self.assertRaisesRegex(UserError, "R126"):
            self.claim(50, first=950)._document("trip")
