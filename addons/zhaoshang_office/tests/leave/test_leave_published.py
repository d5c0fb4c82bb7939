from datetime import date
from unittest.mock import patch

from odoo.tests import tagged

from .common import OfficeCase

SECRET = "My father's operation"


@tagged("post_install", "-at_install")
class TestLeavePublished(OfficeCase):
    """What Odoo's own calendars show of an absence."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leave = cls.env["zhaoshang.leave"].with_user(cls.users["deputy1.a"])
        cls.leave = cls.leave.create(
            {"date_from": "2026-12-01", "date_to": "2026-12-03", "reason": SECRET}
        )
        cls.leave.action_zs_submit()

    def publish(self):
        """Run the scheduled action, its commits left out, and return how many it published."""
        stale = self.env["zhaoshang.leave"]._stale_absences()
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60):
            self.env["zhaoshang.leave"]._cron_publish_absences()
        return stale

    def busy(self, login="deputy1.a"):
        """Return the entries of an officer in the resource calendar, as the superuser reads."""
        resource = self.posts[login].employee_id.resource_id
        return self.env["resource.calendar.leaves"].search([("resource_id", "=", resource.id)])

    def events(self, login="deputy1.a"):
        return self.env["calendar.event"].search([("user_id", "=", self.users[login].id)])

    def test_only_what_is_granted_is_shown(self):
        """R075, R077: nothing while it waits; then its days, from midnight to midnight here."""
        self.publish()
        self.assertFalse(self.busy())
        self.assertFalse(self.events())
        self.grant(self.leave)
        self.assertIn(self.leave, self.publish())
        entry, event = self.busy(), self.events()
        self.assertEqual(str(entry.date_from), "2026-11-30 16:00:00")
        self.assertEqual(str(entry.date_to), "2026-12-03 15:59:59")
        self.assertEqual(
            (event.start_date, event.stop_date), (date(2026, 12, 1), date(2026, 12, 3))
        )
        self.assertEqual((event.privacy, event.show_as, event.allday), ("private", "busy", True))
        self.assertNotIn(self.leave, self.publish())
        self.assertEqual((self.busy(), self.events()), (entry, event))

    def test_a_change_asks_for_it_soon_and_what_waits_does_not(self):
        """R085: by the scheduled action, so that no calendar hinders a decision."""
        triggers = self.env["ir.cron.trigger"]
        domain = [("cron_id", "=", self.env.ref("zhaoshang_office.cron_publish_absences").id)]
        before = triggers.search_count(domain)
        self.ask("deputy2.a", "2026-12-10", "2026-12-11")
        self.assertEqual(triggers.search_count(domain), before)
        self.grant(self.leave)
        self.assertGreater(triggers.search_count(domain), before)

    def test_others_learn_that_he_is_out_and_no_more(self):
        """R012: neither kind nor reason nor number, by any field."""
        self.grant(self.leave)
        self.publish()
        self.env.flush_all()
        for login in ("deputy2.a", "head.b", "zhaoshangju"):
            with self.subTest(login):
                self.env.invalidate_all()
                event = self.events().with_user(self.users[login])
                told = f"{event.read()} {event.display_name}"
                for word in (SECRET, self.leave.number, "rotation", "Rotation", "轮休"):
                    self.assertNotIn(word, told)
                self.assertNotIn("zs_leave_ref", told)
                self.assertEqual(event.read(["name"])[0]["name"], "Busy")
                self.assertFalse(self.busy().with_user(self.users[login]).has_access("read"))

    def test_his_own_calendar_shows_it_to_himself(self):
        """R075."""
        self.grant(self.leave)
        self.publish()
        own = self.events().with_user(self.users["deputy1.a"])
        self.assertEqual(own.read(["name"])[0]["name"], self.busy().name)
        self.assertFalse(own.description)

    def test_what_is_cut_or_revoked_leaves_the_calendars(self):
        """R085: an early return frees its days; a revoked leave all of them."""
        self.grant(self.leave)
        self.publish()
        self.leave.sudo().return_date = "2026-12-03"
        self.publish()
        self.assertEqual(str(self.busy().date_to), "2026-12-02 15:59:59")
        self.assertEqual(self.events().stop_date, date(2026, 12, 2))
        self.leave.sudo().return_date = "2026-12-01"
        self.publish()
        self.assertFalse(self.busy())
        self.assertFalse(self.events())
        later = self.granted("deputy1.a", "2027-02-01", "2027-02-02")
        self.publish()
        self.assertTrue(self.busy() and self.events())
        later.action_zs_revoke("Not needed.")
        self.decide(later, "head.a")
        self.publish()
        self.assertFalse(self.busy())
        self.assertFalse(self.events())

    def test_what_somebody_changes_there_is_mended_at_night(self):
        """R138: the calendars are a copy; the register is elsewhere."""
        self.grant(self.leave)
        self.publish()
        self.busy().unlink()
        self.events().privacy = "public"
        self.assertIn(self.leave, self.publish())
        self.assertTrue(self.busy())
        self.assertEqual(self.events().privacy, "private")

    def test_presence_never_reads_a_calendar(self):
        """R069: whoever writes himself out there is at post all the same."""
        post = self.posts["deputy2.a"]
        self.env["resource.calendar.leaves"].create(
            {
                "name": "外出",
                "resource_id": post.employee_id.resource_id.id,
                "date_from": "2026-11-20 00:00:00",
                "date_to": "2026-11-30 00:00:00",
            }
        )
        self.assertFalse(post._absent_at(date(2026, 11, 24)))

    def test_many_cost_as_few_statements_as_one(self):
        """R138: set-based; the nightly comparison is one statement."""
        leaves = self.env["zhaoshang.leave"]
        self.grant(self.leave)
        self.publish()
        others = leaves
        for login, first in (("deputy2.a", "2026-12-10"), ("deputy1.b", "2026-12-10")):
            others |= self.granted(login, first, first)
        counts = []
        for part in (self.leave, others | self.leave):
            part._publish()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            part._publish()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1] - counts[0], 12, counts)
