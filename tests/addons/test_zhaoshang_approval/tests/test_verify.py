import re

from odoo.addons.zhaoshang_approval.engine import verify
from odoo.tests import HttpCase, tagged

from .common import ApprovalCase

SECRETS = ("Document 0", "A word in confidence", "Requester", "Ann")


@tagged("post_install", "-at_install")
class TestVerify(HttpCase, ApprovalCase):
    """The page behind the code on a printed form."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.requester | cls.ann | cls.other).lang = "en_US"
        cls.both_flow()
        cls.document = cls.submitted()
        cls.run_ = cls.document.sudo().zs_approval_instance_id

    def setUp(self):
        super().setUp()
        self.decide(self.ann, self.document, "approve", "A word in confidence")
        self.env.flush_all()

    def path(self):
        """Address of the page, as printed now."""
        seq, head = verify.head(self.run_._zs_history())
        url = self.run_._zs_verify_url(seq, head)
        return re.sub(r"^https?://[^/]+", "", url)

    def page(self, login, path):
        self.authenticate(login, login)
        response = self.url_open(path)
        return response, " ".join(response.text.split())

    def test_a_reader_sees_the_matter_and_that_it_is_whole(self):
        response, text = self.page("zs_requester", self.path())
        self.assertEqual(response.status_code, 200)
        self.assertIn("The history is whole", text)
        self.assertIn("It has 2 entries", text)
        self.assertIn("Nothing was added since the paper was printed.", text)
        for secret in SECRETS:
            self.assertIn(secret, text)
        self.assertIn(verify.short(self.run_.event_ids.sorted("seq")[-1].hash), text)

    def test_who_has_decided_still_sees_the_matter(self):
        _response, text = self.page("zs_ann", self.path())
        self.assertIn("Document 0", text)

    def test_a_stranger_learns_only_whether_it_is_whole(self):
        response, text = self.page("zs_other", self.path())
        self.assertEqual(response.status_code, 200)
        self.assertIn("The history is whole", text)
        self.assertIn(verify.short(self.run_.event_ids.sorted("seq")[-1].hash), text)
        for secret in SECRETS:
            self.assertNotIn(secret, text)

    def test_logged_out_one_is_asked_to_log_in(self):
        response = self.url_open(self.path(), allow_redirects=False)
        self.assertEqual(response.status_code, 303)
        self.assertIn("/web/login", response.headers["Location"])
        for secret in SECRETS:
            self.assertNotIn(secret, response.text)

    def test_a_forged_code_is_none_of_ours(self):
        path = self.path()
        head, _slash, token = path.rpartition("/")
        other = self.submitted().sudo().zs_approval_instance_id
        self.env.flush_all()
        self.authenticate("zs_requester", "zs_requester")
        for forged in (
            f"{head}/{token[:-2]}AA",
            f"{head}/{token[:60]}A{token[61:]}",
            f"{head}/x",
            f"{head}/%E4%B8%AD",
            f"{head}/AAAA",
            f"/zs/verify/{other.id}/{token}",
        ):
            with self.subTest(forged):
                response = self.url_open(forged)
                self.assertEqual(response.status_code, 404)
                self.assertIn("This address is not one of ours", response.text)
                self.assertNotIn("Document", response.text)

    def test_a_later_entry_is_no_break(self):
        path = self.path()
        self.decide(self.ben, self.document)
        self.env.flush_all()
        _response, text = self.page("zs_other", path)
        self.assertIn("The history is whole", text)
        self.assertIn("Since the paper was printed, 1 more entries were added", text)

    def tampered(self, statement, *arguments):
        path = self.path()
        self.cr.execute("ALTER TABLE zhaoshang_approval_event DISABLE TRIGGER zs_no_change")
        self.cr.execute(statement, arguments)
        self.env.invalidate_all()
        text = self.page("zs_other", path)[1]
        self.assertIn("The history is not whole", text)
        return text

    def test_a_changed_entry_is_named(self):
        text = self.tampered(
            "UPDATE zhaoshang_approval_event SET comment = 'x' WHERE instance_id = %s AND seq = 2",
            self.run_.id,
        )
        self.assertIn("entry 2 does not fit", text)

    def test_a_cut_end_is_seen_against_the_paper(self):
        text = self.tampered(
            "DELETE FROM zhaoshang_approval_event WHERE instance_id = %s AND seq = 2", self.run_.id
        )
        self.assertIn("The entry that was the last one on paper (2) is not in the history.", text)

    def test_a_history_that_is_gone_is_said_to_be(self):
        text = self.tampered(
            "DELETE FROM zhaoshang_approval_event WHERE instance_id = %s", self.run_.id
        )
        self.assertIn("it has no history", text)

    def test_the_page_speaks_chinese(self):
        self.other.lang = "zh_CN"
        _response, text = self.page("zs_other", self.path())
        self.assertIn("审批单核验", text)
        self.assertIn('lang="zh-CN"', text)
        self.assertIn("width=device-width", text)
