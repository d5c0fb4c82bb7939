from unittest.mock import patch

from freezegun import freeze_time
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ApprovalCase

EIGHT = "2026-12-01 00:05:00"  # in the county


@tagged("post_install", "-at_install")
class TestMail(ApprovalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_flow(cls.step("one", cls.role_a, deadline_hours=24))
        for user in (cls.ann, cls.abe, cls.other):
            user.write({"email": f"{user.login}@example.com", "lang": "en_US"})

    def cron(self, at):
        with (
            freeze_time(at),
            patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=1.0),
        ):
            self.env.ref("zhaoshang_approval.cron_digest").ir_actions_server_id.run()
        self.env.invalidate_all()

    def mails(self, *users):
        """Mails queued by us for these users, the latest first."""
        partners = self.env["res.users"].union(*users).partner_id
        found = self.env["mail.mail"].search([("recipient_ids", "in", partners.ids)])
        return found.filtered(lambda mail: "zs/task" in (mail.body_html or ""))

    def test_one_mail_each_morning_with_all_that_waits(self):
        documents = self.submitted(count=2)
        self.cron("2026-11-30 23:59:00")
        self.assertFalse(self.mails(self.ann, self.abe))
        self.cron(EIGHT)
        self.cron("2026-12-01 01:05:00")
        (mail,) = self.mails(self.ann)
        self.assertEqual(mail.state, "outgoing", "queued, not sent in the transaction")
        self.assertIn("Waiting for you: 2", mail.subject)
        for document in documents:
            self.assertIn(document.name, mail.body_html)
        self.assertEqual(mail.body_html.count("/zs/task/"), 2)
        self.assertIn("Waiting since", mail.body_html)
        self.assertIn("overdue since", mail.body_html)
        self.cron("2026-12-02 00:05:00")
        self.assertEqual(len(self.mails(self.ann)), 2)

    def test_it_is_caught_up_later_in_the_day(self):
        self.submitted()
        self.cron("2026-12-01 09:00:00")
        self.cron("2026-12-01 10:00:00")
        self.assertEqual(len(self.mails(self.ann)), 1)

    def test_nothing_waits_no_mail(self):
        document = self.submitted()
        self.decide(self.ann, document)
        self.cron(EIGHT)
        self.assertFalse(self.mails(self.ann, self.abe, self.other))

    def test_what_is_late_stands_first_and_is_said_in_the_subject(self):
        self.submitted(count=1)
        self.cron("2099-01-01 00:05:00")
        (mail,) = self.mails(self.ann)
        self.assertIn("overdue: 1", mail.subject)
        self.assertIn("overdue since", mail.body_html)

    def test_each_person_gets_his_own_matters_only(self):
        self.new_flow(
            self.step("one", self.other), code="zs_own", sequence=1,
            condition_domain="[('amount', '=', 7)]",
        )  # fmt: skip
        self.new_document(name="Secret", amount=7).action_zs_submit()
        self.submitted()
        self.cron(EIGHT)
        (mail,) = self.mails(self.other)
        self.assertIn("Secret", mail.body_html)
        self.assertNotIn("Document 0", mail.body_html)
        self.assertNotIn("Secret", self.mails(self.ann).body_html)

    def test_no_event_sends_a_mail_unless_its_person_wants_it(self):
        before = self.env["mail.mail"].search_count([])
        document = self.submitted()
        self.decide(self.ann, document)
        self.assertEqual(self.env["mail.mail"].search_count([]), before)
        self.abe.with_user(self.abe).write({"zs_mail_at_once": True})
        self.submitted(count=2)
        (mail,) = self.mails(self.abe)
        self.assertEqual(mail.body_html.count("/zs/task/"), 2)
        self.submitted()
        self.assertEqual(self.mails(self.abe)[0].subject, "To decide: Document 0")
        self.assertFalse(self.mails(self.ann))

    def test_who_has_no_address_gets_no_mail(self):
        self.ann.email = False
        self.submitted()
        self.cron(EIGHT)
        self.assertFalse(self.mails(self.ann))
        self.assertEqual(len(self.mails(self.abe)), 1)

    def test_a_long_list_is_cut_and_says_so(self):
        self.submitted(count=40)
        self.cron(EIGHT)
        (mail,) = self.mails(self.ann)
        self.assertEqual(mail.body_html.count("/zs/task/"), 30)
        self.assertIn("Waiting for you: 40", mail.subject)
        self.assertRegex(mail.body_html, r"and\s+10\s+more")

    def test_it_is_in_the_language_of_its_reader(self):
        self.ann.lang = "zh_CN"
        self.submitted()
        self.cron(EIGHT)
        self.assertEqual(self.mails(self.abe).subject, "Waiting for you: 1, of them overdue: 1")
        self.assertEqual(self.mails(self.ann).subject, "您有 1 件待办，其中 1 件逾期")

    def test_nobody_sets_the_wish_of_another(self):
        with self.assertRaises(AccessError):
            self.ann.with_user(self.abe).write({"zs_mail_at_once": True})
        with self.assertRaises(AccessError):
            self.abe.with_user(self.abe).write({"zs_digest_on": "2099-01-01"})
