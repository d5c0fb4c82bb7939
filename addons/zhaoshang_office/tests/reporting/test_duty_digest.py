from odoo.tests import tagged

from .common import ReportingCase


@tagged("post_install", "-at_install")
class TestDutyDigest(ReportingCase):
    """One mail each morning, to the person concerned alone (R045, R063)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for login in ("head.a", "deputy1.a", "head.b"):
            cls.users[login].partner_id.email = f"{login}@example.com"

    def mails(self, moment):
        """Let the morning's action run; return {login: the mail it got}."""
        before = self.env["mail.mail"].search([])
        with self.at(moment), self.commits_kept():
            self.env["res.users"]._cron_duty_digest()
        found = {}
        for mail in self.env["mail.mail"].search([]) - before:
            self.assertEqual(len(mail.recipient_ids), 1)
            found[mail.recipient_ids.user_ids.login.removeprefix("test.")] = mail
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
