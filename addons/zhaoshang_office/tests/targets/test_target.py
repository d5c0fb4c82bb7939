from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import ExclusionViolation, UniqueViolation

from .common import SCAN, TargetCase


@tagged("post_install", "-at_install")
class TestTarget(TargetCase):
    def test_a_target_is_issued_for_two_years_with_the_usual_figures(self):
        """R018, R019, R020, R025: 6000 and one project; two people owe the same."""
        self.as_post(self.bureau, "organisation_department").headcount_standard = 2
        target = self.issue()
        self.assertEqual(target.date_to, date(2027, 6, 30))
        self.assertEqual((target.amount, target.big_projects, target.factor), (6000, 1, 1))
        self.assertEqual(target.rule_set_id.date_from, date(2013, 1, 1))

    def test_a_second_target_of_the_term_is_refused_by_the_name_of_the_first(self):
        """R018: one for each bureau and term; the way out is a new version."""
        first = self.issue()
        with (
            self.assertRaises(ExclusionViolation) as caught,
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.issue(date_from="2026-07-01")
        message = self.env["zhaoshang.target"]._sql_error_to_message(caught.exception)
        self.assertIn(first.display_name, message)
        self.assertIn("R018", message)
        self.assertTrue(self.issue(date_from="2027-07-01"))
        self.assertTrue(self.issue(self.bureau_b))

    def test_other_figures_rest_on_a_document(self):
        """R025: factor, amount and projects alike; with the document they stand."""
        for vals in ({"factor": 0.5}, {"amount": 5999.99}, {"big_projects": 0}):
            with self.subTest(vals), self.refused(ValidationError, "R025"):
                self.issue(**vals)
        half = self.issue(factor=0.5, document="松政办〔2025〕3号")
        self.assertEqual(half.amount, 3000)

    def test_the_letter_names_both_kinds_of_people(self):
        """R022: the head first responsible, the deputy directly, by name."""
        target = self.issue()
        people = {person.name: person.kind for person in target.person_ids}
        self.assertEqual(people, {"测甲": "first", "测乙": "direct"})
        letter = target._zs_letter()
        self.assertEqual([row["name"] for row in letter["people"]], ["测甲", "测乙"])
        html = self.env["ir.qweb"]._render(
            "zhaoshang_office.target_letter", {"docs": target, "env": self.env}
        )
        for word in ("测甲", "测乙", "6000", "合肥驻外招商局"):
            self.assertIn(word, html)

    def test_a_letter_without_a_head_is_not_printed(self):
        """R022: who answers first stands on it."""
        target = self.issue()
        target.person_ids.filtered(lambda person: person.kind == "first").unlink()
        with self.refused(UserError, "R022"):
            target.action_print()

    def test_it_is_in_force_only_with_the_signed_copy(self):
        """R021: without print, without scan or day it is not submitted; state is not written."""
        target = self.issue()
        with self.refused(UserError, "R021"):
            target.action_zs_submit()
        target.action_print()
        for vals in ({"signed_on": "2026-11-20"}, {"signed_on": False, "signed_scan": SCAN}):
            target.write(vals)
            with self.subTest(vals), self.refused(UserError, "R021"):
                target.action_zs_submit()
        for record in (target, target.sudo()):
            with self.refused(AccessError, "R021"):
                record.write({"state": "in_force"})
        self.assertEqual(target.state, "printed")

    def test_a_second_member_puts_it_in_force(self):
        """R021, R140: who submitted it is not asked."""
        target = self.issue()
        self.sign(target)
        target.action_zs_submit()
        self.assertEqual(target.zs_approval_task_ids.user_id, self.other_member)
        self.decide(target, self.other_member)
        self.assertEqual((target.state, target.in_force_from), ("in_force", date(2026, 11, 23)))

    def test_what_was_printed_stands(self):
        """R021: what is signed is what was printed; back to a draft takes the signature off."""
        target = self.issue()
        self.sign(target)
        with self.refused(UserError, "R021"):
            target.write({"document": "松政办1号"})
        target.action_back_to_draft()
        self.assertFalse(target.signed_scan)
        target.write({"document": "松政办1号"})

    def test_a_change_is_a_new_version_with_reason_and_document(self):
        """R018: the old one counts until the new one is in force, then it is replaced."""
        first = self.put_in_force(self.issue())
        for reason, document in (("", "松政办1号"), ("会议纪要", "")):
            with self.refused(ValidationError, "R018"):
                first._change(reason, document, 4800, 1)
        second = first._change("会议纪要", "松政办〔2026〕31号", 4800, 1)
        self.assertEqual((first.state, second.version, second.amount), ("in_force", 2, 4800))
        with (
            self.assertRaises(UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            first._change("又改", "松政办〔2026〕32号", 4000, 1)
        self.put_in_force(second)
        self.assertEqual((first.state, second.state), ("replaced", "in_force"))

    def test_only_the_investment_bureau_issues(self):
        """R014, R018: no other post drafts, prints or changes a target."""
        target = self.put_in_force(self.issue())
        for post in self.users.keys() - {"bureau_authority"}:
            with self.subTest(post), self.assertRaises(AccessError):
                self.as_post(self.env["zhaoshang.target"], post).create(
                    {"bureau_id": self.bureau_b.id, "date_from": "2025-07-01"}
                )
            with self.subTest(post), self.assertRaises(AccessError):
                self.as_post(target, post)._change("x", "y", 1, 1)

    def test_who_reads_a_target(self):
        """R012, R041: offices all, officers and liaison leaders their own, 挂任单位 none."""
        targets = self.put_in_force(self.issue()) | self.put_in_force(self.issue(self.bureau_b))
        self.bureau.leader_ids = self.users["leader"]
        free = self.user("zs-fenguan", "leader")
        for user, expected in (
            (self.users["office"], targets),
            (self.users["organisation_department"], targets),
            (self.users["efficiency"], targets),
            (free, targets),
            (self.users["head"], targets[:1]),
            (self.users["deputy"], targets[:1]),
            (self.users["leader"], targets[:1]),
            (self.head_b_user, targets[1:]),
        ):
            seen = (
                self.env["zhaoshang.target"]
                .with_user(user)
                .search([("id", "in", targets.ids)], order="id")
            )
            with self.subTest(user.login):
                self.assertEqual(seen.ids, expected.ids)
        for post in ("host_unit", "administrator"):
            with self.subTest(post), self.assertRaises(AccessError):
                self.as_post(self.env["zhaoshang.target"], post).search([])
