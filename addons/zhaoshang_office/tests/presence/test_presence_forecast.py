from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PresenceCase


@tagged("post_install", "-at_install")
class TestPresenceForecast(PresenceCase):
    def test_the_forecast_is_what_the_month_becomes(self):
        """R068, R070: by one law, with the absences that were confirmed."""
        self.lay_out()
        self.absent("deputy1.a", "2026-11-16", "2026-11-18")
        leave = self.draft("deputy1.a", "2026-11-28", "2026-12-02")
        foreseen = [(m["at_post"], m["minimum"], m["sign"]) for m in leave._forecast()["months"]]
        self.assertEqual(foreseen, [(24, 20, "✔"), (29, 20, "✔")])
        leave.action_zs_submit()
        self.grant(leave)
        self.assertEqual(
            [self.figures("deputy1.a", month)[::2] for month in ("2026-11", "2026-12")],
            [(24, 20, "met"), (29, 20, "met")],
        )

    def test_a_leave_that_makes_a_month_short_needs_its_reason(self):
        """R068, R071: twelve days in service owe seven; seven of leave leave five."""
        self._appoint("new.b", "deputy", self.bureau_b, date_from=date(2026, 12, 20))
        with self.at("2026-12-20 09:00"):
            leave = self.draft("new.b", "2026-12-21", "2026-12-27")
            self.assertEqual(leave._forecast()["months"][0]["sign"], "▲")
            with self.assertRaisesRegex(UserError, "5 days at post, fewer than the 7 .*R068"):
                leave.action_zs_submit()
            leave.reason = "surgery"
            leave.action_zs_submit()
        self.assertEqual(leave.zs_approval_state, "running")

    def test_a_month_that_is_short_anyway_is_not_held_against_a_leave(self):
        """R068: only what this leave takes counts against it."""
        self.lay_out()
        self.absent("deputy1.a", "2026-11-02", "2026-11-13")
        leave = self.draft("deputy1.a", "2026-12-07", "2026-12-08")
        leave.action_zs_submit()
        self.assertEqual(leave.zs_approval_state, "running")

    def test_the_officers_page_tells_this_month_and_the_next(self):
        """R068: for whom may read the months; the administrator reads none."""
        self.lay_out()
        self.granted("deputy1.a", "2026-11-28", "2026-12-02")
        post = self.posts["deputy1.a"]
        for login in ("deputy1.a", "head.a", "bangongshi"):
            page = post.with_user(self.users[login])
            self.assertIn("27 days at post of at least 20", page.presence_now)
            self.assertIn("29 days at post of at least 20", page.presence_next)
            self.assertEqual(page.action_open_months()["domain"][0][2], post.id)
        self.assertFalse(post.with_user(self.users["xitong"]).presence_now)
