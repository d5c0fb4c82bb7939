from datetime import date

from odoo.tests import Form, tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestLeaveForecast(OfficeCase):
    def test_the_figures_before_sending(self):
        """R066, R067, UX 13: days, holidays, this and the next month, days at post asked for."""
        with self.at("2026-09-21 09:00"):
            leave = self.draft("deputy1.a", "2026-09-30", "2026-10-08")
            facts = leave._forecast()
        self.assertEqual(facts["counted"], "2 days counted, of at most 7 (clause 10, R066)")
        self.assertIn("9 calendar days", facts["calendar"])
        self.assertIn("Thu, Oct 1 to Wed, Oct 7", facts["calendar"])
        self.assertEqual(
            [(m["this"], m["others"], m["at_post"], m["minimum"]) for m in facts["months"]],
            [(1, 0, 29, 20), (1, 0, 30, 20)],
        )
        self.assertFalse(facts["refusals"])

    def test_days_the_wrong_way_round_are_told_while_typing(self):
        """R086: before saving, with both days and the way out."""
        leave = self.as_user("deputy1.a").new({"date_from": "2026-12-04", "date_to": "2026-12-01"})
        self.assertIn("2026-12-01, lies before the first, 2026-12-04", leave.forecast)

    def test_after_an_early_return_the_month_shows_what_was_taken(self):
        """R085: five days granted, back on the third."""
        leave = self.granted("deputy1.a", "2026-12-07", "2026-12-11")
        with self.at("2026-12-09 09:00"):
            leave.with_user(self.users["deputy1.a"]).action_report_return()
        (december, _january) = leave._forecast()["months"]
        self.assertEqual((december["this"], december["at_post"]), (2, 29))

    def test_what_waits_counts_towards_the_month(self):
        """R067, UX 13: leave asked for and not decided yet is in the month's sum."""
        self.ask("deputy1.a", "2026-12-01", "2026-12-03")
        facts = self.draft("deputy1.a", "2026-12-14", "2026-12-15")._forecast()
        december = facts["months"][0]
        self.assertEqual((december["this"], december["others"]), (2, 3))
        self.assertEqual(december["at_post"], 26)

    def test_the_queries_do_not_grow_with_the_other_leaves(self):
        """R067, UX 13: the form of an officer with five other leaves costs no more than one."""
        costs = []
        leave = self.draft("deputy1.a", "2026-12-01", "2026-12-03")
        for months in ((1,), (2, 3, 4, 5)):
            for month in months:
                self.ask("deputy1.a", f"2027-{month:02}-01", f"2027-{month:02}-03")
            for _warm in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                leave._forecast()
            costs.append(self.env.cr.sql_log_count - before)
        self.assertEqual(costs[1], costs[0])

    def test_special_leave_says_what_it_lowers(self):
        """R083: the limits, or nothing where the county says so."""
        leave = self.draft("deputy1.a", "2026-12-01", "2026-12-03", kind="special")
        self.assertIn("they lower the days at post", leave._counted_text())
        parameters = self.env["zhaoshang.rule.set"]._at(leave.date_from)
        parameters._govern({"special_leave_reduces": False})
        self.assertIn("they lower nothing", leave._counted_text())

    def test_who_stays_and_who_is_out(self):
        """R087, UX 13: run by run of days, the waiting leave of a colleague taken as granted."""
        self.granted("deputy2.a", "2026-12-02", "2026-12-03")
        facts = self.draft("deputy1.a", "2026-12-01", "2026-12-03")._forecast()
        self.assertEqual(
            [run["names"] for run in facts["at_post"]], ["head.a, deputy2.a", "head.a"]
        )
        self.assertEqual([other["name"] for other in facts["others_out"]], ["deputy2.a"])

    def test_who_decides_is_told_while_typing(self):
        """R065, R075, R077, UX 15: by standing, before anything is saved."""
        for login, first, expected in (
            ("deputy1.a", "2026-12-01", "head.a decides; then it is registered"),
            ("head.a", "2026-12-01", "both decide; one refusal ends it"),
        ):
            form = Form(self.as_user(login))
            form.date_from, form.date_to = first, first
            with self.subTest(login):
                self.assertIn(expected, form.forecast)
        self.granted("deputy1.a", "2026-12-01", "2026-12-02")
        form = Form(self.as_user("deputy1.a"))
        form.date_from, form.date_to = "2026-12-10", "2026-12-10"
        self.assertIn("then both departments", form.forecast)

    def test_an_overlap_shows_while_typing(self):
        """R086, UX 14: the other absence is named before anything is saved."""
        self.ask("deputy1.a", "2026-12-01", "2026-12-03")
        form = Form(self.as_user("deputy1.a"))
        form.date_from = "2026-12-03"
        form.date_to = "2026-12-05"
        self.assertIn("R086", form.forecast)
        self.assertIn("12-01 to 12-03", form.forecast)

    def test_eight_days_show_while_typing(self):
        """R066: the refusal stands on the form before sending."""
        form = Form(self.as_user("deputy1.a"))
        form.date_from = "2026-12-01"
        form.date_to = "2026-12-08"
        self.assertIn("exceeds the 7 days", form.forecast)
        form.date_to = "2026-12-07"
        self.assertNotIn("exceeds", form.forecast)

    def test_a_year_without_table_is_marked_provisional(self):
        """R067: leave is allowed, the count is marked; in a year with its table it is not."""
        leave = self.draft("deputy1.a", "2026-12-01", "2026-12-03")
        self.assertFalse(leave._forecast()["provisional"])
        self._appoint("later.b", "head", self.bureau_b, date(2030, 1, 1))
        with self.at("2030-04-20 09:00"):
            values = {"acting_appointment_id": False, "reason": "Wedding"}
            leave = self.ask("later.b", "2030-05-01", "2030-05-03", **values)
            self.assertTrue(leave._forecast()["provisional"])

    def test_a_granted_leave_shows_no_refusal(self):
        """R088: a leave already begun is not scolded for it."""
        leave = self.granted("deputy1.a", "2026-11-24", "2026-11-25")
        with self.at("2026-12-20 09:00"):
            leave.invalidate_recordset()
            self.assertFalse(leave._forecast()["refusals"])

    def test_it_speaks_the_readers_language(self):
        """R067: the forecast is Chinese on a Chinese screen."""
        self.env["res.lang"]._activate_lang("zh_CN")
        leave = self.draft("deputy1.a", "2026-12-01", "2026-12-03").with_context(lang="zh_CN")
        self.assertIn("月", leave.forecast)
