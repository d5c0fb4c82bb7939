import io

from odoo.addons.zhaoshang_approval.engine import verify
from odoo.addons.zhaoshang_approval.models.ir_actions_report import PRINTED_AT_ONCE
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from pypdf import PdfReader

from .common import ApprovalCase
from .test_ways_back import SIGNED

REPORT = "zhaoshang_approval.approval_form"


@tagged("post_install", "-at_install")
class TestPaper(ApprovalCase):
    """The 审批单 of a run, as those print it who may read the run."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.flow = cls.whole_flow()
        cls.document = cls.submitted(amount=4711)
        cls.run_ = cls.document.sudo().zs_approval_instance_id

    def pdf(self, user, runs=None):
        reports = self.env["ir.actions.report"].with_user(user)
        runs = runs or self.run_
        content, kind = reports.with_context(force_report_rendering=True)._render_qweb_pdf(
            REPORT, runs.ids
        )
        self.assertEqual(kind, "pdf")
        return PdfReader(io.BytesIO(content))

    def text(self, user, runs=None):
        return "".join(page.extract_text() for page in self.pdf(user, runs).pages).replace(" ", "")

    def test_the_form_tells_the_whole_matter(self):
        self.decide(self.ann, self.document, "approve", "Fine with me.")
        self.decide(self.ben, self.document, "approve", "Fine as well.")
        self.decide(self.bea, self.document, "approve")
        self.decide(self.clerk, self.document, "file")
        shown = self.text(self.requester)
        number = self.run_.filing_number
        self.assertTrue(number)
        head = verify.short(self.run_.event_ids.sorted("seq")[-1].hash).replace(" ", "")
        for part in (
            "Approvalform", "Document0", "zs_test(version1)", "Requester", number,
            "Both(zs_a/zs_b)→Copy(zs_d)→Last(zs_b)→File(zs_c)",
            "Amount4711", "Finewithme.", "Finewell.".replace("well", "aswell"),
            "Ann", "Ben", "Bea", "Clerk", "(5entries)", head, "1/1",
        ):  # fmt: skip
            with self.subTest(part):
                self.assertIn(part, shown)
        self.assertIn("Notyetdecided", shown)  # the copy was not read
        self.assertNotIn("notwhole", shown)

    def test_the_form_is_a4_and_holds_the_code(self):
        page = self.pdf(self.requester).pages[0]
        self.assertEqual([round(float(side) / 72 * 25.4) for side in page.mediabox[2:]], [210, 297])
        paper = self.run_.with_user(self.requester)._zs_paper()
        self.assertIn("<svg", paper["qr"])

    def test_what_is_signed_for_another_says_so(self):
        ann = self.role_a.member_ids.filtered(lambda member: member.user_id == self.ann)
        ann.write({"acting": True, "acting_for_id": self.reader.id})
        ann._zs_take_effect()
        document = self.submitted()
        self.decide(self.ann, document, "approve", "For him.")
        run = document.sudo().zs_approval_instance_id
        self.assertIn("forReader", self.text(self.requester, run))

    def test_what_is_signed_by_hand_is_shown_as_it_was_signed(self):
        self.new_flow(
            self.step("sign", self.role_a, signature_required=True), code="zs_sign", sequence=-1
        )
        document = self.submitted()
        run = document.sudo().zs_approval_instance_id
        task = self.task(self.ann, document)
        self.assertFalse(self.pdf(self.requester, run).pages[0].images)
        task.action_decide("approve", signature=SIGNED)
        self.assertEqual(len(self.pdf(self.requester, run).pages[0].images), 1)
        self.assertFalse(run._zs_findings())
        self.env.flush_all()
        self.cr.execute(
            "UPDATE zhaoshang_approval_task SET signature = 'another' WHERE id = %s", [task.id]
        )
        self.env.invalidate_all()
        page = self.pdf(self.requester, run).pages[0]
        self.assertFalse(page.images)
        self.assertIn("signature of entry 2 is not the one", page.extract_text())

    def test_a_second_round_is_told_apart(self):
        self.task(self.ann, self.document).action_return(comment="Why so much?")
        self.document.action_zs_resubmit()
        shown = self.text(self.requester)
        for part in ("Whysomuch?", "Round1", "Round2"):
            self.assertIn(part, shown)

    def test_who_has_decided_keeps_the_form_when_the_document_closes(self):
        self.decide(self.ann, self.document)
        with self.assertRaises(AccessError):
            self.document.with_user(self.ann).check_access("read")
        self.assertIn("Document0", self.text(self.ann))
        action = self.run_.with_user(self.ann).action_print()
        self.assertEqual(action["report_name"], REPORT)

    def test_no_more_are_printed_at_once_than_the_browser_waits_for(self):
        runs = self.submitted(count=PRINTED_AT_ONCE).sudo().zs_approval_instance_id | self.run_
        runs = runs.with_user(self.requester)
        sentence = f"{PRINTED_AT_ONCE + 1} documents are chosen; at most {PRINTED_AT_ONCE}"
        for call in (runs.action_print, lambda: self.pdf(self.requester, runs)):
            with self.assertRaisesRegex(UserError, sentence):
                call()

    def test_a_stranger_prints_nothing(self):
        run = self.run_.with_user(self.other)
        with self.assertRaises(AccessError):
            self.text(self.other)
        with self.assertRaises(AccessError):
            run.action_print()
        with self.assertRaises(AccessError):
            run.action_print_documents(self.document._name, self.document.ids)
        with self.assertRaises(AccessError):
            self.env["ir.actions.report"].with_user(self.other)._render_qweb_html(
                REPORT, self.run_.ids
            )

    def test_every_document_in_approval_prints_from_its_own_menu(self):
        bindings = self.env["ir.actions.actions"].with_user(self.requester)
        names = [action["id"] for action in bindings.get_bindings(self.document._name)["report"]]
        action = self.env.ref("zhaoshang_approval.action_print_documents")
        self.assertIn(action.id, names)
        self.assertNotIn(
            action.id,
            [a["id"] for a in bindings.get_bindings("res.partner").get("report", [])],
        )
        context = {"active_model": self.document._name, "active_ids": self.document.ids}
        answer = action.with_user(self.requester).with_context(**context).run()
        self.assertEqual(answer["report_name"], REPORT)
        self.assertEqual(answer["context"]["active_ids"], self.run_.ids)

    def test_a_document_never_submitted_has_no_form(self):
        draft = self.new_document()
        runs = self.env["zhaoshang.approval.instance"].with_user(self.requester)
        with self.assertRaisesRegex(UserError, "not been submitted"):
            runs.action_print_documents(draft._name, draft.ids)
        with self.assertRaisesRegex(UserError, "do not go through approval"):
            runs.action_print_documents("res.partner", [1])

    def test_a_field_closed_to_the_reader_is_not_printed(self):
        field = self.document._fields["amount"]
        self.patch(field, "groups", "base.group_system")
        self.assertNotIn("4711", self.text(self.requester))

    def test_what_the_host_names_is_printed_in_its_order(self):
        self.patch(
            self.env.registry[self.document._name],
            "_zs_approval_snapshot_labels",
            lambda documents: {d.id: {"lines": "Rows", "name": "Title"} for d in documents},
        )
        content = self.run_.with_user(self.requester)._zs_paper()["content"]
        self.assertEqual(content, [[("Rows", "0"), ("Title", "Document 0")]])

    def test_markup_in_an_opinion_stays_text(self):
        self.decide(self.ann, self.document, "approve", "<b>bold</b> & <img src='http://x/'/>")
        self.assertIn("<b>bold</b>&<imgsrc='http://x/'/>", self.text(self.requester))

    def test_a_changed_history_is_told_on_paper(self):
        self.cr.execute("ALTER TABLE zhaoshang_approval_event DISABLE TRIGGER zs_no_change")
        self.cr.execute("UPDATE zhaoshang_approval_event SET comment = 'x'")
        self.env.invalidate_all()
        self.assertIn("Thehistoryofthisapprovalisnotwhole", self.text(self.requester))
