from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import TargetCase


@tagged("post_install", "-at_install")
class TestArrival(TargetCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.target = cls.put_in_force(cls.issue())
        cls.target_b = cls.put_in_force(cls.issue(cls.bureau_b))

    def recognised(self):
        self.env.invalidate_all()
        return (self.target.recognised, self.target_b.recognised)

    def test_only_recognised_arrivals_count(self):
        """R023: reported, refused and returned ones leave the progress as it is."""
        self.arrive(1000)
        waiting = self.arrive(500)
        waiting.action_zs_submit()
        self.arrive(300, decision="reject")
        self.assertEqual(self.recognised(), (0, 0))
        self.assertEqual(self.target.pending, 500)
        self.decide(waiting, self.authority)
        self.assertEqual(self.recognised(), (500, 0))
        self.assertEqual(waiting.state, "recognised")

    def test_a_new_one_is_nobodys_until_its_project_is_chosen(self):
        """R023: an empty form opens."""
        self.assertFalse(self.env["zhaoshang.arrival"].new({"date": "2025-07-01"}).credited_id)

    def test_an_arrival_counts_by_its_day_inside_the_term(self):
        """R023: the day of arrival decides, not the day of recognition."""
        self.arrive(100, "2025-06-30", decision="approve")
        self.arrive(200, "2025-07-01", decision="approve")
        self.assertEqual(self.recognised(), (200, 0))

    def test_a_split_counts_for_each_bureau(self):
        """R023: 60/40 of 1000: 600 and 400."""
        self.arrive(1000, split=((self.bureau, 60), (self.bureau_b, 40)), decision="approve")
        self.assertEqual(self.recognised(), (600, 400))

    def test_a_split_that_is_not_whole_is_refused_with_its_sum(self):
        """R023: 90 % is refused by that figure, on entering and on changing."""
        with self.refused(ValidationError, "90 %.*R023"):
            self.arrive(1000, split=((self.bureau, 60), (self.bureau_b, 30)))
        arrival = self.arrive(1000, split=((self.bureau, 60), (self.bureau_b, 40)))
        with self.refused(ValidationError, "95 %.*R023"):
            arrival.share_ids[1].percent = 35
        with self.refused(ValidationError, "60 %.*R023"):
            arrival.share_ids[1].unlink()

    def test_no_arrival_without_evidence(self):
        """R023: refused on reporting, and the draft is kept; the parameter can waive it."""
        arrival = self.arrive(1000, evidence=False)
        with self.refused(UserError, "R023"):
            arrival.action_zs_submit()
        self.assertEqual((arrival.state, arrival.amount), ("draft", 1000))
        change = self.as_post(self.env["zhaoshang.rule.set"], "administrator").create(
            {"name": "x", "date_from": "2026-11-23", "arrival_evidence_required": False}
        )
        self.as_post(change, "organisation_department").action_confirm()
        late = self.arrive(1000, "2026-11-23", evidence=False)
        late.action_zs_submit()
        self.assertEqual(late.state, "reported")

    def test_nothing_arrives_tomorrow(self):
        """R023: a day that lies ahead is refused."""
        with self.refused(ValidationError, "R023"):
            self.arrive(1000, "2026-11-24")

    def test_the_state_is_decided_not_written(self):
        """R023: neither state, bureau nor a part's amount is set by anybody."""
        arrival = self.arrive(1000)
        arrival.action_zs_submit()
        head = self.users["head"]
        for vals in ({"state": "recognised"}, {"zs_approval_state": "approved"}):
            for record in (arrival.with_user(head), arrival.sudo()):
                with self.subTest(vals), self.assertRaises(AccessError):
                    record.write(vals)
        for vals in ({"amount": 9000}, {"evidence": False}, {"share_ids": [(5,)]}):
            with self.subTest(vals), self.assertRaises(UserError):
                arrival.with_user(head).write(vals)
        with self.assertRaises(UserError):
            arrival.share_ids.with_user(head).write({"amount": 9000})
        with self.assertRaises(UserError):
            arrival.share_ids.with_user(head).write({"percent": 50})

    def test_who_entered_it_does_not_recognise_it(self):
        """R140: where 招商管理局 enters one, its other member recognises it."""
        arrival = self.arrive(1000, by=self.authority)
        arrival.action_zs_submit()
        self.assertEqual(arrival.zs_approval_task_ids.user_id, self.other_member)

    def test_a_bureau_reports_for_its_own_projects_alone(self):
        """R012, R023: another bureau neither reports nor reads it, but sees its part."""
        with self.assertRaises(AccessError):
            self.arrive(1000, by=self.head_b_user)
        shared = self.arrive(
            1000, split=((self.bureau, 60), (self.bureau_b, 40)), decision="approve"
        )
        alone = self.arrive(500, decision="approve")
        arrivals = self.env["zhaoshang.arrival"].with_user(self.head_b_user)
        self.assertFalse(arrivals.search([("id", "in", (shared | alone).ids)]))
        parts = self.env["zhaoshang.arrival.share"].with_user(self.head_b_user).search([])
        self.assertEqual(parts.mapped("amount"), [400])
        self.assertEqual(parts.project_label, self.project.display_name)

    def test_who_reads_an_arrival(self):
        """R012, R014, R041, R112: evidence names the investor: no totals' readers, no 挂任单位."""
        arrival = self.arrive(500, decision="approve")
        self.bureau.leader_ids = self.users["leader"]
        model = self.env["zhaoshang.arrival"]
        for post in ("head", "deputy", "office", "bureau_authority", "leader"):
            with self.subTest(post):
                self.assertEqual(
                    self.as_post(model, post).search([("id", "=", arrival.id)]), arrival
                )
        for user in (self.user("zs-fenguan", "leader"), self.head_b_user):
            self.assertFalse(model.with_user(user).search([]))
        for post in ("organisation_department", "efficiency", "host_unit", "administrator"):
            with self.subTest(post), self.assertRaises(AccessError):
                self.as_post(model, post).search([])

    def test_a_leader_sees_it_once_the_project_is_mature(self):
        """R111: an immature project's arrival stays hidden from the liaison leader."""
        self.bureau.leader_ids = self.users["leader"]
        self.project._govern({"mature": False})
        self.arrive(500, decision="approve")
        self.assertFalse(self.as_post(self.env["zhaoshang.arrival"], "leader").search([]))

    def test_nothing_arrives_for_a_draft(self):
        """R023, R106: who recognises it could not read the project."""
        self.project._govern({"stage": "draft"})
        arrival = self.arrive(500)
        with self.refused(UserError, "R106"):
            arrival.action_zs_submit()

    def test_a_revoked_recognition_does_not_count(self):
        """R023: taken back the way it was recognised, the progress follows."""
        arrival = self.arrive(500, decision="approve")
        self.assertEqual(self.recognised(), (500, 0))
        arrival.with_user(self.users["head"]).action_zs_revoke(reason="回单作废")
        self.decide(arrival, self.authority)
        self.assertEqual(self.recognised(), (0, 0))
        self.assertEqual(arrival.state, "revoked")
