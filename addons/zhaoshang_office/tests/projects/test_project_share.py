from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import CODE, INVESTOR, ProjectCase


@tagged("post_install", "-at_install")
class TestProjectShare(ProjectCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project.with_user(cls.users["deputy1.a"]).action_report()

    def share(self, login="head.a", **values):
        values = {"project_id": self.project.id, "bureau_id": self.bureau_b.id,
                  "date_to": "2026-12-31", "reason": "共同对接客商", **values}  # fmt: skip
        return self.as_user(login, "zhaoshang.project.share").create(values)

    def granted_share(self, **values):
        share = self.share(**values)
        share.action_zs_submit()
        self.decide(share, "zhaoshangju")
        return share

    def test_a_new_grant_has_no_name_yet(self):
        self.assertFalse(self.env["zhaoshang.project.share"].new({}).display_name)

    def test_another_bureau_reads_it_while_an_agreed_grant_runs(self):
        """R112: from the agreement to the last day, by itself."""
        self.assertFalse(self.seen("head.b"))
        share = self.share()
        share.action_zs_submit()
        self.assertFalse(self.seen("head.b"))
        self.decide(share, "zhaoshangju")
        self.assertTrue(self.seen("head.b"))
        self.assertTrue(self.seen("deputy1.b"))
        guest = self.project.with_user(self.users["head.b"])
        self.assertEqual(guest.investor_name, INVESTOR["investor_name"])
        with self.refused(AccessError, ""):
            guest.write({"codename": "x"})
        with self.at("2026-12-31 23:00"):
            self.assertTrue(self.seen("head.b"))
        with self.at("2027-01-01 00:30"):
            self.assertFalse(self.seen("head.b"))

    def test_the_quick_look_says_what_the_rules_say(self):
        """R012, R112: the plain statements of the walls agree with the domains of the models."""
        share = self.granted_share()
        projects = self.env["zhaoshang.project"]
        for login in ("head.a", "deputy1.b", "zhaoshangju", "lianxi"):
            for moment in ("2026-11-23 12:00", "2026-12-31 12:00", "2027-01-01 12:00",
                           "2027-07-01 12:00"):  # fmt: skip
                with self.at(moment), self.subTest(login, moment=moment):
                    mine = projects.with_user(self.users[login])
                    own = mine._own_bureaus()
                    self.assertEqual(mine._own_bureau_ids(), own.ids)
                    running = share.filtered_domain(share._domain_running())
                    given = running.filtered(lambda s, own=own: s.bureau_id in own)
                    self.assertEqual(mine._own_and_shared(), (own.ids, given.project_id.ids))

    def test_it_ends_at_once_when_either_giver_says_so(self):
        """R112: the receiving bureau does not."""
        share = self.granted_share()
        with self.refused(AccessError, "R112"):
            share.with_user(self.users["head.b"]).action_end()
        share.with_user(self.users["zhaoshangju"]).action_end()
        self.assertFalse(self.seen("head.b"))

    def test_no_sharing_with_oneself_without_end_or_without_reason(self):
        """R112."""
        for values, text in (
            ({"bureau_id": self.bureau_a.id}, "does not share with itself"),
            ({"date_to": False}, "ends by itself"),
            ({"reason": " "}, "Write what"),
            ({"date_to": "2026-11-01"}, "before the first day"),
        ):
            with self.subTest(text), self.refused(ValidationError, text):
                self.share(**values)

    def test_only_the_own_bureau_asks_and_nobody_agrees_for_it(self):
        """R112, R140."""
        with self.refused(AccessError, ""):
            self.share(login="head.b", bureau_id=self.bureau_a.id)
        share = self.share()
        for vals in ({"zs_approval_state": "approved"}, {"ended_on": "2026-11-01"}):
            with self.refused(AccessError, ""):
                share.write(vals)

    def test_who_may_not_read_is_never_a_follower_who_is_told(self):
        """R112: no mention, no activity for a stranger."""
        stranger = self.users["deputy1.b"]
        with self.refused(AccessError, ""):
            self.project.with_user(self.users["head.a"]).message_post(
                body=self.project.codename, partner_ids=stranger.partner_id.ids
            )
        with self.refused(UserError, ""):
            self.project.with_user(self.users["head.a"]).activity_schedule(
                "mail.mail_activity_data_todo", user_id=stranger.id
            )


@tagged("post_install", "-at_install")
class TestProjectDuplicate(ProjectCase):
    def report(self, login, **values):
        project = self.draft_project(login, **values)
        project.action_report()
        return project

    def duplicates(self, project):
        return self.as_user("zhaoshangju", "zhaoshang.project.duplicate").search(
            ["|", ("project_id", "=", project.id), ("first_id", "=", project.id)]
        )

    def test_the_second_report_is_accepted_and_marked_for_the_investment_bureau(self):
        """R113: by code or by name, however it is written; the bureau is not told."""
        first = self.report("deputy1.a")
        by_code = self.report("deputy1.b", investor_name="另外写法")
        by_name = self.report(
            "head.b", investor_uscc=False, investor_name="苍南试金演示（有限公司）"
        )
        for later, basis in ((by_code, "code"), (by_name, "name")):
            self.assertEqual(later.stage, "reported")
            found = self.duplicates(later)
            self.assertEqual((found.first_id, found.basis), (first, basis))
        for login in ("deputy1.b", "head.a", "bangongshi", "zuzhibu", "lianxi", "xitong"):
            rights = self.as_user(login, "zhaoshang.project.duplicate").has_access("read")
            self.assertFalse(rights, login)

    def test_a_draft_or_the_own_bureau_is_no_duplicate(self):
        """R113: the report counts, and two bureaus."""
        self.draft_project("deputy1.b")
        first = self.report("deputy1.a")
        self.report("deputy2.a")
        self.assertFalse(self.duplicates(first))

    def test_a_merge_ends_the_later_one_and_stays_on_record(self):
        """R113: the first report decides; by the investment bureau alone."""
        self.report("deputy1.a")
        later = self.report("deputy1.b")
        found = self.duplicates(later)
        with self.refused(AccessError, ""):
            found.with_user(self.users["head.a"]).action_decide("merged", "x")
        with self.refused(UserError, "reason"):
            found.action_decide("merged")
        found.action_decide("merged", "同一投资方，首报在先")
        self.assertEqual((later.stage, found.state), ("dropped", "merged"))
        with self.refused(UserError, "decided already"):
            found.action_decide("split", "x")
        with self.refused(AccessError, "R113"):
            found.sudo().write({"state": "open"})

    def test_the_check_is_one_indexed_query(self):
        """R113: one statement, whatever there is."""
        projects = self.report("deputy1.a") | self.report("deputy1.b")
        duplicate = self.env["zhaoshang.project.duplicate"]
        self.env.flush_all()
        with self.assertQueryCount(1):
            duplicate._find(projects)

    def test_the_code_is_kept_as_the_licence_says(self):
        project = self.draft_project("deputy1.a", investor_uscc=CODE.lower())
        self.assertEqual(project._investor().uscc, CODE)
