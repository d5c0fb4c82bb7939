from odoo.tests import tagged

from .common import ReportingCase


@tagged("post_install", "-at_install")
class TestDutyDigest(ReportingCase):
    """One mail each morning with all that waits, to the person concerned alone (R045, R063)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for login in ("head.a", "deputy1.a", "head.b"):
            cls.users[login].partner_id.email = f"{login}@example.com"

    def mails(self, moment):
        """Let the morning's action run; return {login: the mail it got}."""
        before = self.env["mail.mail"].search([])
        with self.at(moment), self.commits_kept():
            self.env["res.users"]._zs_cron_digest()
        found = {}
        for mail in self.env["mail.mail"].search([]) - before:
            self.assertEqual(len(mail.recipient_ids), 1)
            login = mail.recipient_ids.user_ids.login.removeprefix("test.")
            self.assertNotIn(login, found, "one mail a person")
            found[login] = mail
        return found

    def test_each_person_is_told_his_own_once_a_day(self):
        """R045, R063: the call of today and the finding to be answered; nobody else's."""
        self.check("2026-11-23 07:00")
        self.assertFalse(self.mails("2026-11-23 07:30"))
        mails = self.mails("2026-11-23 08:00")
        self.assertEqual(set(mails), {"head.a", "deputy1.a", "head.b"})
        body = str(mails["deputy1.a"].body_html)
        own = self.findings("deputy1.a")
        for finding in own:
            self.assertIn(f"/odoo/findings/{finding.id}", body)
        for finding in self.findings() - own:
            self.assertNotIn(f'/odoo/findings/{finding.id}"', body)
        self.assertIn(self.posts["deputy1.a"].name, body)
        self.assertNotIn(self.posts["head.b"].name, body)
        self.assertFalse(self.mails("2026-11-23 09:00"))

    def test_who_has_nothing_to_do_gets_nothing(self):
        """R045: reported and nothing to be answered."""
        (self.bureau_a | self.bureau_b).compliance_start = "2026-11-23"
        self.check("2026-11-23 07:00")
        with self.at("2026-11-23 07:30"):
            self.call("2026-11-23 07:20", "head.a", by="head.a")
        self.assertEqual(set(self.mails("2026-11-23 08:00")), {"deputy1.a", "head.b"})

    def test_one_mail_holds_duties_approvals_items_and_the_box(self):
        """R040, R045, R063, R137: once a day and person, the answer one click away."""
        (self.bureau_a | self.bureau_b).compliance_start = "2026-11-23"
        self.check("2026-11-23 07:00")
        for login in ("zuzhibu", "deputy2.a"):
            self.users[login].partner_id.email = f"{login}@example.com"
        self.bureau_a.liaison_ids.date_from = "2026-01-01"
        leader = self.users["lianxi"]
        with self.at("2026-11-20 10:00"):
            item = self.as_user("lianxi", "zhaoshang.dispatch").create(
                {
                    "bureau_id": self.bureau_a.id, "leader_id": leader.id, "day": "2026-11-20",
                    "matters": "x",
                    "item_ids": [(0, 0, {"task": "Visit the firm", "deadline": "2026-11-22"})],
                }
            ).item_ids  # fmt: skip
            self.ask("deputy1.a", "2026-12-01", "2026-12-02")
            self.as_user("deputy2.a", "zhaoshang.suggestion").action_send("on the kitchen", "x")
        mails = self.mails("2026-11-23 08:00")
        mine = mails["head.a"]
        self.assertIn(f"/odoo/dispatch-items/{item.id}", mine.body_html)
        self.assertIn("/zs/task/", mine.body_html)
        self.assertEqual(mine.subject, "Waiting for you: 3, of them overdue: 2")
        self.assertNotIn("Visit the firm", mails["deputy2.a"].body_html)
        box = str(mails["zuzhibu"].body_html)
        self.assertIn("/odoo/suggestions", box)
        self.assertNotIn("kitchen", box)
        self.assertNotIn("/odoo/suggestions", mine.body_html)
        self.assertFalse(self.mails("2026-11-23 15:00"))

    def test_the_mail_is_in_the_language_of_its_reader(self):
        """R063: one mail, one language, whoever runs the job."""
        self.check("2026-11-23 07:00")
        self.users["head.a"].lang = "zh_CN"
        self.users["deputy1.a"].lang = "en_US"
        mails = self.mails("2026-11-23 08:00")
        self.assertIn("今日应办", mails["head.a"].body_html)
        self.assertIn("To Be Done Today", mails["deputy1.a"].body_html)
        self.assertIn("件待办", mails["head.a"].subject)
