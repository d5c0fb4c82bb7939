from datetime import date

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestLeaveOverdue(OfficeCase):
    """Nobody reports back: a reminder, then a suspicion, never more (R085)."""

    def setUp(self):
        super().setUp()
        self.bureau_a.compliance_start = "2026-11-01"
        # ends on a Sunday; the report is due on Monday, 2026-12-07
        self.leave = self.granted("deputy1.a", "2026-12-02", "2026-12-06")

    def run_at(self, moment):
        with self.at(moment):
            self.env["zhaoshang.leave"]._remind_of_return(self.company)
            self.env["zhaoshang.finding"]._raise_overstays(self.company)
        self.env.invalidate_all()

    def finding(self):
        return self.env["zhaoshang.finding"].search([("leave_id", "=", self.leave.id)])

    def test_a_reminder_on_the_evening_of_the_last_day_and_once(self):
        """R085: end 12-06, reminder on the evening of 12-07; no finding yet."""
        self.run_at("2026-12-07 17:00")
        self.assertFalse(self.leave.activity_ids)
        for _again in range(2):
            self.run_at("2026-12-07 18:30")
        self.assertEqual(self.leave.activity_ids.user_id, self.users["deputy1.a"])
        self.assertEqual(len(self.leave.activity_ids), 1)
        self.assertFalse(self.finding())

    def test_from_the_next_day_on_an_absence_is_suspected(self):
        """R085, R090: one finding, which grows while it goes on, and asks the person."""
        self.run_at("2026-12-08 01:00")
        finding = self.finding()
        self.assertEqual((finding.kind, finding.state), ("absence", "suspected"))
        self.assertEqual(
            (str(finding.occurred_on), str(finding.last_on)), ("2026-12-07", "2026-12-07")
        )
        self.assertEqual(finding.user_id, self.users["deputy1.a"])
        self.run_at("2026-12-10 01:00")
        self.assertEqual(self.finding(), finding)
        self.assertEqual(str(finding.last_on), "2026-12-09")

    def test_what_goes_wrong_with_one_leave_stops_no_other(self):
        """R085: the second is reminded though the first cannot be written down."""
        other = self.granted("deputy1.b", "2026-12-02", "2026-12-06")
        self.bureau_b.compliance_start = "2026-11-01"
        self.env.flush_all()
        self.env.cr.execute(
            "ALTER TABLE zhaoshang_leave ADD CONSTRAINT out_of_order"
            " CHECK (id <> %s OR return_reminded_on IS NULL) NOT VALID",
            [self.leave.id],
        )
        with mute_logger("odoo.addons.zhaoshang_office.models.organisation.job", "odoo.sql_db"):
            self.run_at("2026-12-07 18:30")
        self.assertFalse(self.leave.return_reminded_on)
        self.assertTrue(other.return_reminded_on)

    def test_downtime_is_caught_up(self):
        """R085: weeks later one run says both, with all days."""
        self.run_at("2026-12-20 09:00")
        self.assertEqual(len(self.leave.activity_ids), 1)
        self.assertEqual(str(self.finding().last_on), "2026-12-19")

    def test_who_reports_in_time_is_neither_reminded_nor_suspected(self):
        """R085: back on Monday."""
        with self.at("2026-12-07 09:00"):
            self.leave.with_user(self.users["deputy1.a"]).action_report_return()
        self.run_at("2026-12-20 09:00")
        self.assertFalse(self.leave.activity_ids)
        self.assertFalse(self.finding())

    def test_a_later_return_is_suspected_with_its_days(self):
        """R085: back on 12-10 without having prolonged it: three days."""
        with self.at("2026-12-10 09:00"):
            self.leave.with_user(self.users["deputy1.a"]).action_report_return()
        self.run_at("2026-12-10 10:00")
        self.assertFalse(self.leave.activity_ids)  # it is reported: nothing to remind of
        finding = self.finding()
        self.assertEqual(
            (str(finding.occurred_on), str(finding.last_on)), ("2026-12-07", "2026-12-09")
        )

    def test_a_prolonged_leave_is_watched_to_its_new_end(self):
        """R085: granted until 12-08, the report is due on 12-09."""
        with self.at("2026-12-06 09:00"):
            self.leave.with_user(self.users["deputy1.a"]).action_prolong("2026-12-08")
            more = self.leave.search([("extends_id", "=", self.leave.id)])
            self.grant(more)
        self.run_at("2026-12-09 12:00")
        self.assertFalse(self.finding())
        self.leave = more
        self.run_at("2026-12-10 01:00")
        self.assertEqual(str(self.finding().occurred_on), "2026-12-09")

    def test_days_granted_after_all_settle_it(self):
        """R085: asked for before the end, granted after the suspicion."""
        with self.at("2026-12-06 09:00"):
            self.leave.with_user(self.users["deputy1.a"]).action_prolong("2026-12-08")
        self.run_at("2026-12-08 01:00")
        finding = self.finding()
        self.assertEqual(finding.state, "suspected")
        self.grant(self.leave.search([("extends_id", "=", self.leave.id)]))
        self.assertEqual(finding.state, "dropped")

    def test_what_was_decided_is_not_raised_again(self):
        """R046, R063: dropped with its reason, it stays dropped."""
        self.run_at("2026-12-08 01:00")
        finding = self.finding()
        finding.with_user(self.users["bangongshi"]).action_drop("The train did not run")
        self.run_at("2026-12-20 01:00")
        self.assertEqual(self.finding(), finding)
        self.assertEqual((finding.state, str(finding.last_on)), ("dropped", "2026-12-07"))

    def test_before_the_start_and_without_table_nobody_is_suspected(self):
        """R085: neither before the county began with it, nor in a year without holidays."""
        self.bureau_a.compliance_start = "2027-01-01"
        self.run_at("2026-12-20 01:00")
        self.assertFalse(self.finding())
        later = self.granted("deputy2.a", "2027-05-10", "2027-05-11")
        self.leave = later
        calendar = self.env["zhaoshang.workday"]._calendar(later.date_from, later.date_to)
        self.run_at("2027-06-01 01:00")
        self.assertEqual(bool(self.finding()), calendar.has_table(2027))

    def test_only_leave_is_reported_back_from(self):
        """R085: from escort and duty one goes on working."""
        leave = self.granted(
            "deputy2.a", "2026-12-02", "2026-12-04", kind="county_duty", notice_number="7"
        )
        self.run_at("2026-12-20 01:00")
        self.assertFalse(leave.activity_ids)

    def test_it_grows_up_to_the_next_absence_that_is_known(self):
        """R085, R090: two findings never share a day, and the night goes on for the others."""
        self.run_at("2026-12-08 01:00")
        finding = self.finding()
        with self.at("2026-12-10 18:00"):
            day = date(2026, 12, 10)
            self.as_user("xiaonengban", "zhaoshang.finding")._report_absence(
                self.posts["deputy1.a"], day, day, "Nobody there"
            )
        self.run_at("2026-12-14 01:00")
        self.assertEqual(str(finding.last_on), "2026-12-09")

    def test_who_has_lost_his_login_does_not_stop_the_night(self):
        """R085: he cannot be reminded; the others are."""
        other = self.granted("deputy2.a", "2026-12-03", "2026-12-06", reason="Wedding")
        self.users["deputy1.a"].active = False
        self.run_at("2026-12-08 01:00")
        self.assertEqual(other.activity_ids.user_id, self.users["deputy2.a"])
        self.assertTrue(self.finding())
