import re
from datetime import timedelta
from unittest.mock import patch

from odoo.addons.zhaoshang_approval.models import approval_task_link
from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import hash_sign, mute_logger

from .common import ApprovalCase

TITLE = "Plan of the quarter"


@tagged("post_install", "-at_install")
class TestTaskLink(HttpCase, ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        people = cls.ann | cls.abe | cls.ben | cls.other | cls.requester | cls.clerk | cls.reader
        (people | cls.env.ref("base.user_admin")).lang = "en_US"
        cls.both_flow()
        cls.document = cls.new_document(name=TITLE, amount=4711)
        cls.document.action_zs_submit()
        cls.env.invalidate_all()
        cls.url = "/zs/task/" + cls.task_of(cls.ann)._zs_link().rsplit("/", 1)[1]

    @classmethod
    def task_of(cls, user):
        return cls.env["zhaoshang.approval.task"].search(
            [("user_id", "=", user.id), ("res_id", "=", cls.document.id),
             ("res_model", "=", cls.document._name)], order="id desc", limit=1
        )  # fmt: skip

    def rows(self):
        """All that an approval is made of, as the database has it."""
        self.env.flush_all()
        parts = [
            f"(SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM zhaoshang_approval_{name} t)"
            for name in ("instance", "task", "event")
        ]
        self.env.cr.execute(f"SELECT {', '.join(parts)}")
        return self.env.cr.fetchone()

    def get(self, url=None):
        return self.url_open(url or self.url)

    def post(self, page, decision, url=None, **values):
        """Press a button of the page that was shown."""
        fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
        with mute_logger("odoo.http"):
            answer = self.url_open(
                url or self.url, data=fields | {"decision": decision, "comment": ""} | values
            )
        self.env.invalidate_all()
        return answer

    def test_it_asks_to_log_in_and_then_comes_back(self):
        answer = self.url_open(self.url, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.assertIn("/web/login", answer.headers["Location"])
        self.assertNotIn(TITLE, self.get().text)

    def test_looking_shows_the_matter_and_changes_nothing(self):
        self.authenticate("zs_ann", "zs_ann")
        before = self.rows()
        answer = self.get()
        self.assertEqual(answer.status_code, 200)
        for text in (TITLE, "Requester", "4711", "Submitted", 'value="approve"', 'value="reject"'):
            self.assertIn(text, answer.text)
        self.assertEqual(self.rows(), before)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
        self.assertEqual(answer.headers["X-Frame-Options"], "DENY")
        for decision in ("approve", "reject"):
            self.get(f"{self.url}?decision={decision}&comment=x")
        self.assertEqual(self.rows(), before)

    def test_a_button_acts_and_the_link_then_says_what_has_happened(self):
        self.authenticate("zs_ann", "zs_ann")
        page = self.get()
        answer = self.post(page, "approve", comment="Good.")
        self.assertIn("You have agreed", answer.text)
        task = self.task_of(self.ann)
        self.assertEqual(
            (task.state, task.comment, task.decided_by), ("approved", "Good.", self.ann)
        )
        before = self.rows()
        for again in (self.get(), self.post(page, "reject", comment="No.")):
            self.assertIn("nothing left to decide", again.text)
            self.assertIn("Ann Agreed Both Good.", again.text)
            self.assertNotIn('value="approve"', again.text)
        self.assertEqual(self.rows(), before)

    def test_a_refusal_needs_its_reason_and_loses_no_text(self):
        self.authenticate("zs_ann", "zs_ann")
        page = self.get()
        answer = self.post(page, "reject", comment="  ")
        self.assertEqual(answer.status_code, 409)
        self.assertIn("need a reason", answer.text)
        answer = self.post(page, "nonsense", comment="Kept & safe")
        self.assertIn("Kept &amp; safe", answer.text)
        self.assertEqual(self.task_of(self.ann).state, "open")
        self.assertIn("You have refused", self.post(page, "reject", comment="Too dear").text)
        self.assertEqual(self.state(self.document), ["rejected"])

    def test_it_is_returned_and_the_link_of_the_round_before_is_stale(self):
        self.authenticate("zs_ann", "zs_ann")
        page = self.get()
        self.assertIn("returned", self.post(page, "return", comment="Again, please").text)
        self.assertEqual(self.state(self.document), ["returned"])
        self.document.write({"amount": 1})
        self.document.action_zs_resubmit()
        self.env.invalidate_all()
        before = self.rows()
        self.assertIn("nothing left to decide", self.get().text)
        for decision in ("approve", "return"):
            self.post(page, decision, comment="x")
        self.assertEqual(self.rows(), before)
        self.assertEqual(self.task_of(self.ann).state, "open")

    def test_what_was_not_seen_is_not_decided(self):
        self.authenticate("zs_ann", "zs_ann")
        page, before = self.get(), self.rows()
        for decision in ("approve", "return"):
            answer = self.post(page, decision, digest="another", comment="x")
            self.assertIn("moved on", answer.text)
        self.assertEqual(self.rows(), before)

    def test_somebody_else_sees_words_and_not_the_matter(self):
        before = self.rows()
        for login in ("zs_abe", "zs_ben", "zs_other", "zs_requester", "admin"):
            self.authenticate(login, login)
            answer = self.get()
            self.assertEqual(answer.status_code, 403, login)
            self.assertIn("somebody else", answer.text)
            self.assertNotIn(TITLE, answer.text)
            answer = self.post(answer, "approve", csrf_token=self.csrf_token())
            self.assertNotIn(TITLE, answer.text)
        self.assertEqual(self.rows(), before)

    def csrf_token(self):
        return Request.csrf_token(self)

    def test_a_post_from_another_site_does_nothing(self):
        self.authenticate("zs_ann", "zs_ann")
        before = self.rows()
        with mute_logger("odoo.http"):
            for token in ({}, {"csrf_token": "x"}):
                answer = self.url_open(self.url, data={"decision": "approve"} | token)
                self.assertEqual(answer.status_code, 400)
        self.assertEqual(self.rows(), before)

    def test_made_up_links_lead_nowhere(self):
        self.authenticate("zs_ann", "zs_ann")
        task, token = self.task_of(self.ann), self.url.rsplit("/", 1)[1]
        sign = hash_sign(self.env, "another purpose", [self.ann.id, task.id, 1])
        for bad in (token[:-3], token + "A", token[4:], "x", "AQ", sign, "%00", "__init__"):
            answer = self.get(f"/zs/task/{bad}")
            self.assertEqual(answer.status_code, 410, bad)
            self.assertIn("not valid", answer.text)
            self.assertIn("/odoo/approvals", answer.text)
            self.assertNotIn(TITLE, answer.text)

    def test_a_link_ends_after_seven_days(self):
        with patch.object(approval_task_link, "VALID", timedelta(seconds=-1)):
            old = "/zs/task/" + self.task_of(self.ann)._zs_link().rsplit("/", 1)[1]
        self.assertEqual(approval_task_link.VALID, timedelta(days=7))
        self.authenticate("zs_ann", "zs_ann")
        answer = self.get(old)
        self.assertEqual(answer.status_code, 410)
        self.assertNotIn(TITLE, answer.text)

    def test_a_link_to_a_task_that_was_taken_over_opens_no_decision(self):
        self.env["zhaoshang.approval.delegation"].with_user(self.ann).create(
            {"from_user_id": self.ann.id, "to_user_id": self.other.id, "date_to": "2999-01-01"}
        )
        self.authenticate("zs_ann", "zs_ann")
        answer = self.get()
        self.assertIn("nothing left to decide", answer.text)
        self.assertNotIn('value="approve"', answer.text)
        task = self.task_of(self.other)
        self.authenticate("zs_other", "zs_other")
        url = "/zs/task/" + task._zs_link().rsplit("/", 1)[1]
        page = self.get(url)
        self.assertIn("on behalf of Ann", page.text)
        self.assertIn("You have agreed", self.post(page, "approve", url=url).text)

    def test_a_copy_is_marked_as_read_and_a_filing_registered(self):
        self.new_flow(
            self.step("copy", self.role_d, kind="cc"), self.step("file", self.role_c, kind="file"),
            code="zs_file", sequence=1, condition_domain="[('amount', '=', 5)]",
        )  # fmt: skip
        document = self.submitted(amount=5)
        for user, decision, text in (
            (self.reader, "acknowledge", "Marked as read"),
            (self.clerk, "file", "You have registered it"),
        ):
            task = self.task(user, document).sudo()
            self.authenticate(user.login, user.login)
            url = "/zs/task/" + task._zs_link().rsplit("/", 1)[1]
            page = self.get(url)
            self.assertNotIn('value="reject"', page.text)
            self.assertIn(text, self.post(page, decision, url=url).text)
