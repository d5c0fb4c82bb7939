from uuid import uuid4

from odoo.tests import tagged

from ..race import RaceCase

TABLES = ("zhaoshang_finding", "zhaoshang_sanction", "zhaoshang_appointment")


@tagged("post_install", "-at_install")
class TestSanctionRace(RaceCase):
    """What two people of the offices do about one officer at the same moment."""

    def setUp(self):
        super().setUp()
        self.post_id, self.users = self.run_in_transaction(self.prepare)
        self.addCleanup(self.run_in_transaction, self.remove)

    def prepare(self, env):
        bureau = env["zhaoshang.bureau"].create(
            {"name": "假局", "code": "ladderrace", "city": "假城", "opened_on": "2024-01-01"}
        )
        employee = env["hr.employee"].create({"name": "假乙"})
        post = env["zhaoshang.appointment"].create(
            {"employee_id": employee.id, "bureau_id": bureau.id, "role": "deputy",
             "date_from": "2025-07-01"}
        )  # fmt: skip
        post._govern({"state": "confirmed"})
        users = []
        for number, groups in enumerate((("office",), ("organisation_department", "office"))):
            values = {"name": f"假{number}", "login": f"race-{uuid4()}"}
            refs = [env.ref(f"zhaoshang_office.group_{group}").id for group in groups]
            users.append(env["res.users"].create(values | {"group_ids": [(6, 0, refs)]}).id)
        return post.id, users

    def remove(self, env):
        post = env["zhaoshang.appointment"].browse(self.post_id)
        employee, bureau = post.employee_id, post.bureau_id
        self.forget_findings(env)
        env.cr.execute("DELETE FROM zhaoshang_presence_month WHERE appointment_id = %s", [post.id])
        env.cr.execute("DELETE FROM zhaoshang_appointment WHERE id = %s", [post.id])
        resource = employee.resource_id
        employee.unlink()
        resource.unlink()
        env.cr.execute("DELETE FROM zhaoshang_bureau_event WHERE bureau_id = %s", [bureau.id])
        bureau.unlink()
        env.cr.execute("UPDATE res_users SET active = false WHERE id IN %s", [tuple(self.users)])

    def forget_findings(self, env):
        env.cr.execute(
            "DELETE FROM zhaoshang_sanction_review WHERE appointment_id = %s;"
            "DELETE FROM zhaoshang_finding WHERE appointment_id = %s;"
            "DELETE FROM zhaoshang_sanction WHERE appointment_id = %s",
            [self.post_id] * 3,
        )

    def finding(self, env, day, state="confirmed"):
        post = env["zhaoshang.appointment"].browse(self.post_id)
        return env["zhaoshang.finding"]._raise(
            {
                "kind": "monday_call", "state": state, "appointment_id": post.id,
                "bureau_id": post.bureau_id.id, "company_id": post.company_id.id,
                "occurred_on": day, "raised_on": day, "answer_until": day,
                "rule_set_id": env["zhaoshang.rule.set"]._at(post.date_from, post.company_id).id,
            }
        )  # fmt: skip

    def decided(self, env, finding, state="decided"):
        sanction = env["zhaoshang.sanction"]._open(
            {"appointment_id": self.post_id, "kind": "criticism", "ground": "ladder"}
        )
        finding.write({"sanction_id": sanction.id})
        sanction._govern({"state": state, "decided_on": "2026-03-05"} | (
            {"served_on": "2026-03-10", "served_way": "post", "review_until": "2030-01-01"}
            if state == "served" else {}
        ))  # fmt: skip
        return sanction.id

    def as_user(self, env, number, model, record):
        return env[model].with_user(self.users[number]).browse(record)

    def assert_one_refused(self, outcomes):
        self.assertEqual(len([each for each in outcomes if each is None]), 1, outcomes)
        self.assertTrue(all(each is None or "UserError" in repr(type(each)) for each in outcomes))

    def test_two_people_who_confirm_and_drop_one_finding_at_once(self):
        """R063: one decision stands, the other is told; nothing is both."""
        number = self.run_in_transaction(lambda env: self.finding(env, "2026-03-02", "answered").id)
        outcomes = self.race(
            lambda env: self.as_user(env, 0, "zhaoshang.finding", number).action_confirm("A"),
            lambda env: self.as_user(env, 1, "zhaoshang.finding", number).action_drop("B"),
        )
        self.assert_one_refused(outcomes)
        state, comment = self.run_in_transaction(
            lambda env: (
                env["zhaoshang.finding"].browse(number).state,
                env["zhaoshang.finding"].browse(number).decision_comment,
            )
        )
        self.assertIn((state, comment), {("confirmed", "A"), ("dropped", "B")})

    def test_two_people_who_draft_at_once_make_one_sanction(self):
        """R094: the later one is told that it is being prepared."""
        self.run_in_transaction(lambda env: self.finding(env, "2026-03-02"))
        draft = {"appointment_id": self.post_id}
        outcomes = self.race(
            *(
                lambda env, n=n: (
                    env["zhaoshang.sanction"].with_user(self.users[n]).create(draft) and None
                )
                for n in (0, 1)
            )
        )
        self.assert_one_refused(outcomes)

    def test_a_service_and_the_draft_of_the_second_act_at_once(self):
        """R095: the second act is drafted as step 2 after the service, or refused before it."""

        def prepare(env):
            first, _second = self.finding(env, "2026-03-02"), self.finding(env, "2026-03-16")
            return self.decided(env, first)

        sanction = self.run_in_transaction(prepare)
        draft = {"appointment_id": self.post_id}
        outcomes = self.race(
            lambda env: (
                self.as_user(env, 1, "zhaoshang.sanction", sanction).action_serve(
                    "2026-03-10", "post", "eA==", "x.pdf"
                )
                and None
            ),
            lambda env: env["zhaoshang.sanction"].with_user(self.users[0]).create(draft) and None,
        )
        self.assertIn(None, outcomes)
        kinds = self.run_in_transaction(
            lambda env: (
                env["zhaoshang.sanction"]
                .search([("appointment_id", "=", self.post_id), ("state", "=", "draft")])
                .mapped("kind")
            )
        )
        refused = [each for each in outcomes if each is not None]
        self.assertEqual(kinds, [] if refused else ["warning"])

    def test_a_review_and_a_withdrawal_at_once(self):
        """R105: withdrawn once; the review is settled or was never possible."""
        sanction = self.run_in_transaction(
            lambda env: self.decided(env, self.finding(env, "2026-03-02"), "served")
        )

        outcomes = self.race(
            lambda env: env["zhaoshang.sanction"].browse(sanction)._ask_review("I called"),
            lambda env: (
                self.as_user(env, 1, "zhaoshang.sanction", sanction).sudo()._withdraw("Wrong")
            ),
        )
        self.assertIn(None, outcomes)
        state, reviews = self.run_in_transaction(
            lambda env: (
                env["zhaoshang.sanction"].browse(sanction).state,
                env["zhaoshang.sanction"].browse(sanction).review_ids.mapped("state"),
            )
        )
        self.assertEqual(state, "withdrawn")
        self.assertNotIn("asked", reviews)
