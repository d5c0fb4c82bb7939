from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..leave.common import OfficeCase

RECEIPT = "JVBERi0xLjQK"
OFFICES = ("zuzhibu", "zhaoshangju", "bangongshi", "xiaonengban")


class SanctionCase(OfficeCase):
    """Confirmed findings of test officers, and the offices that decide about them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._user("zuzhibu2", "organisation_department")

    def found(self, login, day, kind="monday_call", state="confirmed"):
        post = self.posts[login]
        first = date.fromisoformat(day)
        return self.env["zhaoshang.finding"]._raise(
            {
                "kind": kind,
                "state": state,
                "appointment_id": post.id,
                "user_id": post.user_id.id,
                "bureau_id": post.bureau_id.id,
                "company_id": self.company.id,
                "occurred_on": first,
                "last_on": first if kind == "absence" else False,
                "raised_on": first,
                "answer_until": first,
                "rule_set_id": self.env["zhaoshang.rule.set"]._at(first, self.company).id,
            }
        )

    def drafted(self, finding, by="bangongshi"):
        action = finding.with_user(self.users[by]).action_draft_sanction()
        draft = self.env["zhaoshang.sanction"].browse(action["res_id"]).with_user(self.users[by])
        draft.write({"analysis": "Against clause 8", "admonition": "Report in time"})
        return draft

    def agree(self, document):
        """Let everybody who is asked agree, in the order of the flow; return who was asked."""
        asked = []
        for _turn in range(5):
            tasks = self.tasks(document)
            if not tasks:
                break
            asked.append(sorted(set(tasks.mapped("user_id.name"))))
            for task in tasks:
                task.with_user(task.user_id).action_decide("approve", comment="Agreed")
            self.env.invalidate_all()
        return asked

    def decided(self, finding, by="bangongshi"):
        draft = self.drafted(finding, by)
        draft.action_zs_submit()
        self.agree(draft)
        self.assertEqual(draft.state, "decided")
        return draft

    def serve(self, sanction, day, by="zuzhibu", talk=None):
        server = sanction.with_user(self.users[by])
        server.action_serve(day, "handed", RECEIPT, "回证.pdf", talk=talk)
        return sanction

    def criticised(self, login="deputy1.a", act="2026-03-02", served="2026-03-10"):
        with self.at(f"{served} 09:00"):
            return self.serve(self.decided(self.found(login, act)), served)


@tagged("post_install", "-at_install")
class TestSanction(SanctionCase):
    def test_the_golden_ladder_goes_its_way_through_the_approvals(self):
        """R091, R092, R093, R095: the vectors of the rules as the offices go through them."""
        first = self.criticised()
        self.assertEqual((first.kind, first.status), ("criticism", "served"))
        self.assertTrue(first.number)
        friday = self.found("deputy1.a", "2026-03-06", "friday_report")
        self.assertIn("No further step", friday.outcome)
        with self.assertRaisesRegex(UserError, "R095"):
            friday.with_user(self.users["bangongshi"]).action_draft_sanction()
        third = self.found("deputy1.a", "2026-03-16")
        self.assertIn("Step 2", third.outcome)
        talk = ("2026-03-23", "Member of the department", "He promised to report")
        with self.at("2026-03-23 09:00"):
            warning = self.decided(third)
            with self.assertRaisesRegex(UserError, "R092"):
                self.serve(warning, "2026-03-23")
            self.serve(warning, "2026-03-23", talk=talk)
        self.assertEqual((warning.kind, warning.talk_note), ("warning", talk[2]))
        absent = self.found("deputy1.a", "2026-04-08", "absence")
        self.assertIn("Step 3", absent.outcome)
        with self.at("2026-04-10 09:00"):
            case = self.drafted(absent)
        self.assertEqual((case.kind, case.state), ("dismissal", "draft"))
        self.assertEqual(self.posts["deputy1.a"].state, "confirmed")
        for part in ("2026-03-02", "2026-03-10", "2026-03-16", "2026-03-23", "2026-04-08"):
            self.assertIn(part, case.ladder)

    def test_another_term_begins_at_the_first_step(self):
        """R094, R008: the same person renewed; what was before is another term's."""
        self.criticised()
        post = self.posts["deputy1.a"]
        post.with_context(tracking_disable=True)._govern({"date_to": "2026-06-30"})
        self._appoint("deputy1.x", "deputy", self.bureau_a, "2026-07-01")
        renewed = self.posts["deputy1.x"]
        renewed.sudo()._govern({"employee_id": post.employee_id.id})
        act = self.found("deputy1.x", "2026-07-06")
        self.assertIn("Step 1", act.outcome)

    def test_confirming_a_finding_drafts_nothing(self):
        """R057: a person drafts, or nobody."""
        before = self.env["zhaoshang.sanction"].search_count([])
        finding = self.found("deputy1.a", "2026-03-02", state="answered")
        finding.with_user(self.users["bangongshi"]).action_confirm("Admitted")
        self.assertEqual(self.env["zhaoshang.sanction"].search_count([]), before)
        self.assertTrue(finding.with_user(self.users["bangongshi"]).can_draft_sanction)

    def test_both_departments_agree_to_a_criticism(self):
        """R091: 组织部 and 招商管理局 at once; one refusal ends it and frees the finding."""
        draft = self.drafted(self.found("deputy1.a", "2026-03-02"))
        draft.action_zs_submit()
        self.assertEqual(self.agree(draft), [["zhaoshangju", "zuzhibu"]])
        self.assertEqual(draft.status, "decided")
        other = self.drafted(self.found("head.b", "2026-03-02"))
        finding = other.finding_ids
        other.action_zs_submit()
        self.decide(other, "zuzhibu", "reject", "Not enough")
        self.assertEqual((other.status, finding.sanction_id.id), ("refused", False))
        self.assertIn("2026-03-02", other.basis)

    def test_a_warning_has_the_opinion_of_one_and_the_decision_of_the_other(self):
        """R092, R013: 招商管理局, then 组织部."""
        self.criticised()
        draft = self.drafted(self.found("deputy1.a", "2026-03-16"))
        draft.action_zs_submit()
        self.assertEqual(self.agree(draft), [["zhaoshangju"], ["zuzhibu"]])

    def test_nobody_but_the_two_offices_drafts(self):
        """R013, R084: neither the others nor the person concerned."""
        finding = self.found("deputy1.a", "2026-03-02")
        values = {"appointment_id": finding.appointment_id.id}
        for login in ("head.a", "deputy2.a", "zhaoshangju", "xiaonengban", "fenguan", "xitong"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.as_user(login, "zhaoshang.sanction").create(values)
        self.users["deputy1.a"].group_ids += self.env.ref("zhaoshang_office.group_office")
        with self.assertRaisesRegex(AccessError, "R084"):
            self.as_user("deputy1.a", "zhaoshang.sanction").create(values)

    def test_a_sanction_is_edited_by_nobody(self):
        """R013: state, step, number, service are of its buttons; not by default keys either."""
        draft = self.drafted(self.found("deputy1.a", "2026-03-02"))
        for name, value in {
            "state": "served",
            "kind": "dismissal",
            "number": "x",
            "served_on": "2026-03-02",
            "statement": "x",
        }.items():
            for login in ("bangongshi", "zuzhibu"):
                with self.subTest(name), self.assertRaises(AccessError):
                    draft.with_user(self.users[login]).write({name: value})
        for command in ("unlink", "copy"):
            with self.assertRaises(AccessError):
                getattr(draft, command)()
        other = self.found("head.b", "2026-03-02").appointment_id
        forged = {
            "default_state": "served",
            "default_served_on": "2026-01-01",
            "default_number": "x",
            "default_statement": "I admit it",
        }
        made = (
            self.as_user("bangongshi", "zhaoshang.sanction")
            .with_context(**forged)
            .create({"appointment_id": other.id})
        )
        self.assertEqual(
            (made.state, made.served_on, made.number, made.statement),
            ("draft", False, False, False),
        )

    def test_who_reads_a_sanction(self):
        """R012: a draft those who draft; what is decided the person and the offices, no other."""
        draft = self.drafted(self.found("deputy1.a", "2026-03-02"))
        self.assert_read_by(draft, "zuzhibu", "bangongshi")
        draft.action_zs_submit()
        self.assert_read_by(draft, *OFFICES)
        self.agree(draft)
        self.assert_read_by(draft, "deputy1.a", *OFFICES)

    def assert_read_by(self, sanction, *readers):
        self.env.invalidate_all()
        everybody = (*self.posts, *OFFICES, "fenguan", "lianxi")
        for login in everybody:
            found = self.as_user(login, "zhaoshang.sanction").search([("id", "=", sanction.id)])
            self.assertEqual(bool(found), login in readers, login)

    def test_the_count_is_looked_at_again_with_the_last_decision(self):
        """R105: the sanction before was withdrawn while this one was being decided."""
        first = self.criticised()
        draft = self.drafted(self.found("deputy1.a", "2026-03-16"))
        draft.action_zs_submit()
        self.decide(draft, "zhaoshangju")
        first.with_user(self.users["zuzhibu2"]).action_withdraw_sanction("Wrong person")
        with self.assertRaisesRegex(UserError, "step 1"):
            self.decide(draft, "zuzhibu")

    def test_the_service_has_its_day_way_and_receipt(self):
        """R095: not before the decision, not tomorrow, not without the scan, not twice."""
        sanction = self.decided(self.found("deputy1.a", "2026-03-02"))
        for day in ("2026-11-22", "2026-11-24"):
            with self.assertRaisesRegex(UserError, "R095"):
                self.serve(sanction, day)
        with self.assertRaisesRegex(UserError, "receipt"):
            sanction.with_user(self.users["zuzhibu"]).action_serve(
                "2026-11-23", "handed", False, False
            )
        for login in ("zhaoshangju", "xiaonengban", "deputy1.a", "head.a"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.serve(sanction, "2026-11-23", by=login)
        self.serve(sanction, "2026-11-23", by="bangongshi")
        self.assertEqual(sanction.review_until, date(2026, 12, 7))
        with self.assertRaises(UserError):
            self.serve(sanction, "2026-11-23")

    def test_the_talk_of_a_warning_lies_between_decision_and_today(self):
        """R092: neither before what one talks about nor ahead."""
        self.criticised()
        with self.at("2026-03-23 09:00"):
            warning = self.decided(self.found("deputy1.a", "2026-03-16"))
            for day in ("2026-03-22", "2026-03-24"):
                with self.subTest(day), self.assertRaisesRegex(UserError, "2026-03-23.*R092"):
                    self.serve(warning, "2026-03-23", talk=(day, "A", "B"))
            self.serve(warning, "2026-03-23", talk=("2026-03-23", "A", "B"))
        self.assertEqual(warning.status, "served")

    def test_what_is_told_follows_the_parameters(self):
        """R095, R105: the days of a review as set; no word of the service where it is not asked."""
        sanction = self.criticised()
        self.assertIn("R095", sanction.ladder)
        self.assertIn("R095", sanction.next_step)
        rule_set = sanction.rule_set_id.sudo()
        self.env.cr.execute(
            "UPDATE zhaoshang_rule_set SET ladder_require_service = FALSE, review_days = 7"
            " WHERE id = %s",
            [rule_set.id],
        )
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        self.assertIn("switched R095 off", sanction.ladder)
        self.assertNotIn("raises the step", sanction.next_step)
        with self.at("2026-05-04 09:00"), self.assertRaisesRegex(UserError, "7 working days"):
            sanction.with_user(self.users["deputy1.a"]).action_ask_review("I called")

    def test_the_person_asks_for_a_review_within_ten_working_days(self):
        """R105: on the tenth he may, on the eleventh no more; nobody for him."""
        sanction = self.criticised(served="2026-03-10")
        person = sanction.with_user(self.users["deputy1.a"])
        with self.assertRaises(AccessError):
            sanction.with_user(self.users["head.a"]).action_ask_review("For him")
        with self.at("2026-03-25 00:10"), self.assertRaisesRegex(UserError, "R105"):
            person.action_ask_review("I called")
        with self.at("2026-03-24 23:50"):
            box = self.env["zhaoshang.sanction.step"].with_user(person.env.user)
            # a program names the sanction alone, the form also that there is no review
            box.create(
                {"sanction_id": sanction.id, "purpose": "review", "text": "I called"}
            ).action_send()
            with self.assertRaisesRegex(UserError, "R105"):
                person.action_ask_review("Again")

    def test_somebody_else_than_who_drafted_or_signed_decides_the_review(self):
        """R105: 组织部 alone; granted, the next offence is the first again."""
        sanction = self.criticised()
        with self.at("2026-03-12 09:00"):
            sanction.with_user(self.users["deputy1.a"]).action_ask_review("I called")
        review = sanction.review_ids
        for login in ("zuzhibu", "bangongshi", "zhaoshangju", "deputy1.a", "xiaonengban"):
            with self.subTest(login), self.assertRaises(AccessError):
                review.with_user(self.users[login]).action_grant("Right")
        review.with_user(self.users["zuzhibu2"]).action_grant("The call was noted elsewhere")
        self.assertEqual((review.state, sanction.status), ("granted", "withdrawn"))
        row = self.env["zhaoshang.document.number"].search([("reference", "=", sanction.number)])
        self.assertEqual((row.state, row.void_reason), ("void", review.comment))
        self.assertEqual(row.title, "关于对deputy1.a同志予以通报批评的通报")
        self.assertIn("does not count", self.findings_of("deputy1.a")[:1].outcome)
        again = self.found("deputy1.a", "2026-04-13")
        self.assertIn("Step 1", again.outcome)
        with self.assertRaises(UserError):
            review.with_user(self.users["zuzhibu2"]).action_uphold("After all")

    def findings_of(self, login):
        domain = [("appointment_id", "=", self.posts[login].id)]
        return self.env["zhaoshang.finding"].search(domain, order="occurred_on")

    def test_who_was_not_granted_a_review_keeps_his_sanction(self):
        """R105: upheld with its reason; he reads it, his colleagues do not."""
        sanction = self.criticised()
        with self.at("2026-03-12 09:00"):
            sanction.with_user(self.users["deputy1.a"]).action_ask_review("I called")
        review = sanction.review_ids
        review.with_user(self.users["zuzhibu2"]).action_uphold("No call is on record")
        self.assertEqual((review.state, sanction.status), ("upheld", "served"))
        for login, seen in {"deputy1.a": 1, "head.a": 0, "deputy2.a": 0, "zuzhibu": 1}.items():
            count = self.as_user(login, review._name).search_count([("id", "=", review.id)])
            self.assertEqual(count, seen, login)

    def test_a_withdrawn_sanction_stays_and_the_later_one_says_what_it_would_be(self):
        """R105: 撤销 by a member who did not draft it; the warning after it is shown anew."""
        first = self.criticised()
        talk = ("2026-03-23", "A", "B")
        with self.at("2026-03-23 09:00"):
            warning = self.decided(self.found("deputy1.a", "2026-03-16"))
            self.serve(warning, "2026-03-23", talk=talk)
        self.assertFalse(warning.step_notice)
        for login in ("bangongshi", "zhaoshangju", "deputy1.a", "fenguan"):
            with self.subTest(login), self.assertRaises(AccessError):
                first.with_user(self.users[login]).action_withdraw_sanction("x")
        first.with_user(self.users["zuzhibu"]).action_withdraw_sanction("Wrong facts")
        self.env.invalidate_all()
        self.assertEqual(first.status, "withdrawn")
        self.assertIn("step 1", warning.step_notice)
        self.assertIn("Wrong facts", first.withdrawn_reason)

    def taken_back(self, finding, because="error", paper=None, by="bangongshi"):
        finding.with_user(self.users[by]).action_take_back("A slip turned up", because, paper)
        self.env.invalidate_all()

    def test_a_finding_that_is_taken_back_counts_nowhere_and_keeps_its_history(self):
        """R094, R138, R062: the next act is the first again; the first decision stays readable."""
        first = self.found("deputy1.a", "2026-03-02", state="answered")
        office = first.with_user(self.users["bangongshi"])
        office.action_confirm("Admitted")
        self.assertEqual(first.basis_for_assessment, 2026)
        decided = first.decided_by_id, first.decided_at
        self.taken_back(first)
        self.assertEqual((first.state, first.decision_comment), ("taken_back", "Admitted"))
        self.assertEqual((first.decided_by_id, first.decided_at), decided)
        self.assertFalse(first.basis_for_assessment)
        self.assertIn("counts nowhere", first.next_step)
        self.assertFalse(first.ladder)
        later = self.found("deputy1.a", "2026-03-16")
        self.assertEqual(self.drafted(later).finding_ids, later)
        with self.assertRaises(UserError):
            office.action_take_back("Again", "error")

    def test_a_sanction_stands_until_people_undo_it_and_they_are_told(self):
        """R105, R094: 组织部 is asked, the sanction says what to do; withdrawn, it is no step."""
        sanction = self.criticised()
        self.assertFalse(sanction.basis_notice)
        self.taken_back(sanction.finding_ids)
        self.assertEqual((sanction.status, len(sanction.finding_ids)), ("served", 1))
        self.assertIn("stands until", sanction.basis_notice)
        self.assertFalse(sanction.ladder)
        asked = sanction.sudo().activity_ids.user_id
        self.assertLessEqual(self.users["zuzhibu"] | self.users["zuzhibu2"], asked)
        self.assertIn(self.users["deputy1.a"], sanction.sudo().finding_ids.activity_ids.user_id)
        self.assertIn(sanction.display_name, sanction.finding_ids.next_step)
        later = self.found("deputy1.a", "2026-03-16")
        self.assertIn("Step 2", later.outcome)
        sanction.with_user(self.users["zuzhibu"]).action_withdraw_sanction("The slip is right")
        self.env.invalidate_all()
        self.assertFalse(sanction.basis_notice)
        self.assertIn("Step 1", later.outcome)

    def test_what_does_not_rest_on_anything_any_more_is_not_served(self):
        """R094, R095, R105: refused with the way out; what still stands is decided anew."""
        first = self.found("deputy1.a", "2026-03-02")
        second = self.found("deputy1.a", "2026-03-04")
        with self.at("2026-03-09 09:00"):
            sanction = self.decided(first)
            self.assertEqual(sanction.finding_ids, first | second)
            server = sanction.with_user(self.users["zuzhibu2"])
            self.assertTrue(server.can_serve)
            self.taken_back(second)
            self.assertFalse(server.can_serve)
            self.assertIn("drafted and decided anew", sanction.basis_notice)
            with self.assertRaisesRegex(UserError, "R105.*withdraws it"):
                self.serve(sanction, "2026-03-09", by="zuzhibu2")
            server.action_withdraw_sanction("One of the two was an error")
            self.env.invalidate_all()
            anew = self.decided(first)
            self.assertEqual((anew.kind, anew.finding_ids), ("criticism", first))
            self.serve(anew, "2026-03-09", by="zuzhibu2")

    def test_a_draft_of_what_was_taken_back_is_counted_again_or_given_up(self):
        """R094: the draft is not sent, nor decided, with what does not stand any more."""
        draft = self.drafted(self.found("deputy1.a", "2026-03-02"))
        self.taken_back(draft.finding_ids)
        self.assertIn("Count again", draft.basis_notice)
        with self.assertRaisesRegex(UserError, "R094"):
            draft.action_zs_submit()
        draft.action_drop("Nothing is left of it")
        self.assertEqual(draft.state, "dropped")

    def test_what_came_to_light_is_on_record_or_its_paper_is_kept(self):
        """R063: a leave or an explanation is shown; an error needs its reason."""
        finding = self.found("deputy1.a", "2026-03-02")
        for because in ("leave", "explanation"):
            with self.subTest(because), self.assertRaisesRegex(UserError, "Attach the paper"):
                self.taken_back(finding, because)
        with self.assertRaisesRegex(UserError, "came to light"):
            self.taken_back(finding, "mercy")
        self.taken_back(finding, "leave", RECEIPT)
        self.assertTrue(finding.taken_back_paper)

    def test_who_may_take_a_finding_back(self):
        """R063, R084: 管理办公室, and never about oneself."""
        finding = self.found("deputy1.a", "2026-03-02")
        for login in ("deputy1.a", "head.a", "zuzhibu", "zhaoshangju", "xiaonengban"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.taken_back(finding, by=login)
        self.users["deputy1.a"].group_ids += self.env.ref("zhaoshang_office.group_office")
        with self.assertRaisesRegex(AccessError, "R084"):
            self.taken_back(finding, by="deputy1.a")
        self.assertTrue(finding.with_user(self.users["bangongshi"]).can_take_back)

    def test_what_is_confirmed_while_a_draft_waits_is_taken_in_or_the_draft_refused(self):
        """R094: the draft is counted again; its words are kept."""
        draft = self.drafted(self.found("deputy1.a", "2026-03-02"))
        later = self.found("deputy1.a", "2026-03-09")
        with self.assertRaisesRegex(UserError, "prepared"):
            later.with_user(self.users["bangongshi"]).action_draft_sanction()
        with self.assertRaisesRegex(UserError, "R094"):
            draft.action_zs_submit()
        draft.action_count_again()
        self.assertEqual(len(draft.finding_ids), 2)
        draft.action_zs_submit()
        self.assertEqual(draft.status, "running")
        self.assertEqual(draft.analysis, "Against clause 8")

    def test_a_draft_is_given_up_with_its_reason(self):
        """R057: its findings are free again."""
        draft = self.drafted(self.found("deputy1.a", "2026-03-02"))
        finding = draft.finding_ids
        with self.assertRaises(UserError):
            draft.action_drop(" ")
        draft.action_drop("A talk is enough")
        self.assertEqual((draft.status, finding.sanction_id.id), ("dropped", False))
        self.assertTrue(self.drafted(finding))
