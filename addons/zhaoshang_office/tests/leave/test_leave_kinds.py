import base64
from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import OfficeCase

PAPER = base64.b64encode(b"%PDF-1.4 my father's operation")
SPECIAL = {"kind": "special", "paper": PAPER, "paper_name": "application.pdf", "reason": "Ill"}


@tagged("post_install", "-at_install")
class TestLeaveKinds(OfficeCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        visits = cls.env["zhaoshang.client.visit"]
        cls.organisation = (
            cls.env["zhaoshang.organisation"]
            .with_user(cls.users["deputy1.a"])
            .create({"name": "Client Company"})
        )
        cls.visit = visits.with_user(cls.users["deputy1.a"]).create(
            {
                "guests": "Mr Wang and two others",
                "date_from": "2026-12-01",
                "date_to": "2026-12-03",
                "organisation_id": cls.organisation.id,
            }
        )

    def escort(self, login="deputy1.a", first="2026-12-01", last="2026-12-03", **values):
        return self.ask(login, first, last, kind="escort", **values)

    def test_special_leave_needs_its_paper(self):
        """R082: without attachment it is not sent, and nothing of it is lost."""
        draft = self.draft("deputy1.a", "2026-12-01", "2026-12-20", kind="special", reason="Ill")
        with self.assertRaisesRegex(UserError, "R082"):
            draft.action_zs_submit()
        draft.write({"paper": PAPER, "paper_name": "application.pdf"})
        draft.action_zs_submit()
        self.assertEqual(draft.zs_approval_state, "running")

    def test_special_leave_needs_both_departments_and_then_the_leader(self):
        """R082: the leader comes last; until then it is not effective; the head gets a copy."""
        leave = self.ask("deputy1.a", "2026-12-01", "2026-12-20", **SPECIAL)
        self.assertEqual(self.waiting_for(leave), ["zhaoshangju", "zuzhibu"])
        self.decide(leave, "zuzhibu")
        self.decide(leave, "zhaoshangju")
        self.assertEqual(self.waiting_for(leave), ["fenguan"])
        with self.at("2026-12-01 08:00"):
            self.assertFalse(self.posts["deputy1.a"]._absent_at(leave.date_from))
        self.decide(leave, "fenguan")
        self.assertEqual(leave.zs_approval_state, "approved")
        self.assertEqual(self.tasks(leave).mapped("kind"), ["cc"])
        self.assertEqual(self.waiting_for(leave), ["head.a"])

    def test_special_leave_of_a_head_goes_the_same_way_without_a_copy(self):
        """R082: he is no reader of his own copy."""
        leave = self.granted("head.a", "2026-12-01", "2026-12-20", **SPECIAL)
        self.assertFalse(self.tasks(leave))

    def test_the_county_may_name_the_linked_leader(self):
        """R082: which leader approves is a parameter."""
        self.env["zhaoshang.rule.set"]._at(date(2026, 12, 1))._govern({"special_leader": "linked"})
        leave = self.ask("deputy1.a", "2026-12-01", "2026-12-20", **SPECIAL)
        self.decide(leave, "zuzhibu")
        self.decide(leave, "zhaoshangju")
        self.assertEqual(self.waiting_for(leave), ["lianxi"])

    def test_the_paper_is_read_by_whom_the_reason_is_written_for(self):
        """R012, R082: the person, the departments and the leader; not the colleagues."""
        leave = self.ask("deputy1.a", "2026-12-01", "2026-12-20", **SPECIAL)
        papers = self.env["zhaoshang.leave.paper"].search([("leave_id", "=", leave.id)])
        for login, read in (
            ("deputy1.a", True), ("zuzhibu", True), ("zhaoshangju", True), ("deputy2.a", False),
            ("head.a", False), ("head.b", False), ("bangongshi", False),
        ):  # fmt: skip
            with self.subTest(login):
                user = self.users[login]
                self.assertEqual(bool(papers.with_user(user).search([])), read)
                self.assertEqual(papers.with_user(user).readable, read)
                if login != "head.b":
                    seen = leave.with_user(user)
                    seen.invalidate_recordset()
                    self.assertEqual(bool(seen.paper), read)
                    self.assertEqual(bool(seen.zs_approval_panel()["papers"]), read)

    def test_the_leader_reads_the_paper_while_he_decides(self):
        """R082: it lies beside the form."""
        leave = self.ask("deputy1.a", "2026-12-01", "2026-12-20", **SPECIAL)
        self.decide(leave, "zuzhibu")
        self.decide(leave, "zhaoshangju")
        (paper,) = leave.with_user(self.users["fenguan"]).zs_approval_panel()["papers"]
        attachment = self.env["ir.attachment"].with_user(self.users["fenguan"]).browse(paper["id"])
        self.assertEqual(attachment.raw, base64.b64decode(PAPER))

    def test_a_sent_paper_stands(self):
        """R082: neither exchanged nor taken away, nor written by another."""
        leave = self.ask("deputy1.a", "2026-12-01", "2026-12-20", **SPECIAL)
        with self.assertRaises(UserError):
            leave.paper = False
        paper = self.env["zhaoshang.leave.paper"].search([("leave_id", "=", leave.id)])
        with self.assertRaises(UserError):
            paper.with_user(self.users["deputy1.a"]).unlink()
        with self.assertRaises(UserError):
            paper.content = base64.b64encode(b"another")
        draft = self.draft("deputy2.a", "2026-12-21", "2026-12-22", kind="special")
        with self.assertRaises(AccessError):
            draft.with_user(self.users["head.a"]).paper = PAPER

    def test_an_escort_names_its_client(self):
        """R074: not sent without; a visit, a client or a project will do."""
        draft = self.draft("deputy1.a", "2026-12-01", "2026-12-03", kind="escort")
        with self.assertRaisesRegex(UserError, "R074"):
            draft.action_zs_submit()
        draft.organisation_id = self.organisation
        draft.action_zs_submit()
        self.assertEqual(draft.zs_approval_state, "running")

    def test_an_escort_is_confirmed_by_the_head_and_told_to_the_authority(self):
        """R074: 局长 confirms; 招商管理局 is informed."""
        leave = self.escort(client_visit_id=self.visit.id)
        self.assertEqual(self.waiting_for(leave), ["head.a"])
        self.decide(leave, "head.a")
        self.assertEqual(leave.zs_approval_state, "approved")
        self.assertEqual(self.tasks(leave).mapped("kind"), ["cc"])
        self.assertEqual(self.waiting_for(leave), ["zhaoshangju"])

    def test_an_escort_of_the_head_is_decided_by_the_authority(self):
        """R074: nobody confirms his own (R084)."""
        leave = self.escort("head.a", client_visit_id=self.visit.id)
        self.assertEqual(self.waiting_for(leave), ["zhaoshangju"])

    def test_an_escort_of_five_days_is_explained(self):
        """R073: refused without the reason, sent with it."""
        draft = self.draft(
            "deputy1.a", "2026-12-01", "2026-12-05", kind="escort", client_visit_id=self.visit.id
        )
        with self.assertRaisesRegex(UserError, "R073"):
            draft.action_zs_submit()
        draft.reason = "They see two sites"
        draft.action_zs_submit()
        self.assertEqual(draft.zs_approval_state, "running")

    def test_an_escort_is_not_reported_afterwards(self):
        """R074: on the first day still, the day after no more."""
        with self.at("2026-12-02 09:00"), self.assertRaisesRegex(UserError, "R074"):
            self.escort(client_visit_id=self.visit.id)

    def test_the_client_of_another_bureau_is_not_taken(self):
        """R012, R112: neither by saving nor by looking at it in an unsaved form."""
        values = {"kind": "escort", "client_visit_id": self.visit.id}
        with self.assertRaises(AccessError):
            self.draft("deputy1.b", "2026-12-01", "2026-12-03", **values)
        with self.assertRaises(AccessError):
            self.draft("deputy1.b", "2026-12-01", "2026-12-03", organisation_id=1)
        form = {"client_visit_id": {"fields": {"display_name": {}}}}
        with self.assertRaises(AccessError):
            self.as_user("deputy1.b").onchange(values, ["client_visit_id"], form)

    def test_who_reads_the_escort_does_not_learn_the_client(self):
        """R112: the dates are read by many, the guests by the bureau and the authority."""
        leave = self.escort(client_visit_id=self.visit.id, organisation_id=self.organisation.id)
        for login, told in (("deputy2.a", True), ("zhaoshangju", True), ("guazhi", False),
                            ("xiaonengban", False)):  # fmt: skip
            with self.subTest(login):
                seen = leave.with_user(self.users[login])
                seen.env.invalidate_all()
                spec = {name: {"fields": {"display_name": {}}}
                        for name in ("client_visit_id", "organisation_id")}  # fmt: skip
                shown = str(seen.web_read(spec))
                self.assertEqual("Mr Wang" in shown, told)
                self.assertEqual("Client Company" in shown, told)
        snapshot = leave.with_user(self.users["deputy1.a"]).sudo()._zs_approval_snapshot()
        self.assertNotIn("Mr Wang", str(snapshot))
        self.assertNotIn("Client Company", str(snapshot))

    def test_a_duty_called_for_by_a_notice_is_registered(self):
        """R081: valid at once; 管理办公室 gives it a number."""
        leave = self.ask(
            "deputy1.a", "2026-12-01", "2026-12-02", kind="county_duty", notice_number="松招办 7"
        )
        self.assertEqual(leave.zs_approval_state, "approved")
        self.assertEqual(self.waiting_for(leave), ["bangongshi"])
        self.decide(leave, "bangongshi", "file")
        self.assertIn("Registered", leave.filing_note)

    def test_a_duty_of_ones_own_is_decided(self):
        """R081: by the head with a copy to 管理办公室, the head's own by 招商管理局."""
        leave = self.ask("deputy1.a", "2026-12-01", "2026-12-02", kind="county_duty")
        self.assertEqual(self.waiting_for(leave), ["head.a"])
        self.decide(leave, "head.a")
        self.assertEqual(self.waiting_for(leave), ["bangongshi"])
        self.assertEqual(self.tasks(leave).mapped("kind"), ["cc"])
        own = self.ask("head.a", "2026-12-07", "2026-12-08", kind="county_duty")
        self.assertEqual(self.waiting_for(own), ["zhaoshangju"])

    def test_a_blank_number_is_no_notice(self):
        """R081: blanks do not spare the decision."""
        leave = self.ask(
            "deputy1.a", "2026-12-01", "2026-12-02", kind="county_duty", notice_number="  "
        )
        self.assertEqual(leave.zs_approval_state, "running")

    def test_kinds_of_one_person_do_not_overlap(self):
        """R086: leave 06-08 … 06-14 and escort 06-12 … 06-15."""
        with self.at("2026-06-01 09:00"):
            self.ask("deputy1.a", "2026-06-08", "2026-06-14")
            with self.assertRaisesRegex(ValidationError, "R086"):
                self.draft("deputy1.a", "2026-06-12", "2026-06-15", kind="escort")

    def test_only_rotation_leave_uses_the_month(self):
        """R065: an escort before it does not make the leave the second."""
        self.escort(client_visit_id=self.visit.id)
        leave = self.ask("deputy1.a", "2026-12-10", "2026-12-11")
        self.assertFalse(leave.second_in_month)

    def test_a_leave_asked_for_afterwards_is_marked(self):
        """R088: two working days are allowed, with the mark on form, print and title."""
        leave = self.draft("deputy1.a", "2026-11-20", "2026-11-27", reason="Accident")
        leave.date_to = "2026-11-24"
        leave.action_zs_submit()
        self.assertTrue(leave.asked_afterwards)
        self.assertIn("asked afterwards", leave.marks)
        self.assertIn("asked afterwards", leave.zs_approval_instance_id.sudo().title)
        in_time = self.ask("deputy2.a", "2026-11-23", "2026-11-24")
        self.assertFalse(in_time.asked_afterwards)

    def test_a_returned_late_request_is_mended_without_being_too_late(self):
        """R088: it was asked for in time; other days are asked for anew."""
        leave = self.ask("deputy1.a", "2026-11-20", "2026-11-24")
        self.tasks(leave, "head.a").with_user(self.users["head.a"]).action_return(comment="Why?")
        self.env.invalidate_all()
        with self.at("2026-12-01 09:00"):
            leave.reason = "Accident"
            leave.action_zs_resubmit()
            self.assertEqual(leave.zs_approval_state, "running")
            leave.action_zs_withdraw()
            with self.assertRaisesRegex(UserError, "R088"):
                leave.action_zs_resubmit()

    def test_other_days_are_asked_for_anew(self):
        """R088: whoever changes the days of a returned leave does not keep its day of asking."""
        leave = self.ask("deputy1.a", "2026-11-25", "2026-11-26")
        self.tasks(leave, "head.a").with_user(self.users["head.a"]).action_return(comment="Why?")
        self.env.invalidate_all()
        with self.at("2026-12-01 09:00"):
            leave.date_to = "2026-11-27"
            with self.assertRaisesRegex(UserError, "R088"):
                leave.action_zs_resubmit()

    def test_the_form_follows_the_kind(self):
        """R072, R082: what one kind asks for is not kept for another."""
        form = Form(self.as_user("deputy1.a"))
        form.kind = "escort"
        form.date_from, form.date_to = "2026-12-01", "2026-12-05"
        self.assertIn("R074", form.forecast)
        form.client_visit_id = self.visit
        self.assertNotIn("R074", form.forecast)
        self.assertIn("R073", form.forecast)
        form.kind = "special"
        self.assertFalse(form.client_visit_id)
        self.assertIn("is asked for in writing", form.forecast)
        form.paper = PAPER
        self.assertNotIn("is asked for in writing", form.forecast)
        self.assertEqual(form.save().with_context(bin_size=False).paper, PAPER)

    def test_a_county_may_refuse_that_nobody_stays(self):
        """R087: the hard option takes no reason."""
        self.granted("head.b", "2026-12-01", "2026-12-03")
        values = {"reason": "Wedding"}
        leave = self.draft("deputy1.b", "2026-12-01", "2026-12-03", **values)
        self.env["zhaoshang.rule.set"]._at(leave.date_from)._govern({"min_on_duty_hard": True})
        with self.assertRaisesRegex(UserError, "which this county refuses"):
            leave.action_zs_submit()
        self.env["zhaoshang.rule.set"]._at(leave.date_from)._govern({"min_on_duty_hard": False})
        leave.action_zs_submit()
        self.assertEqual(leave.zs_approval_state, "running")
