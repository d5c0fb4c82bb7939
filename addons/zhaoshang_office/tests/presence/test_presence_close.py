from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import PresenceCase


@tagged("post_install", "-at_install")
class TestPresenceClose(PresenceCase):
    def setUp(self):
        super().setUp()
        self.lay_out()

    def test_the_office_closes_a_month_for_everybody(self):
        """R139: whole county at once, with who, when, and a line in the log for each."""
        self.close("2026-10")
        rows = self.months.search(
            [("month", "=", "2026-10-01"), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(set(rows.mapped("state")), {"closed"})
        self.assertEqual(rows.closed_by_id, self.users["bangongshi"])
        self.assertEqual(self.row("head.a", "2026-09").state, "open")
        line = self.env["zhaoshang.audit"].search(
            [("res_model", "=", rows._name), ("res_id", "=", self.row("head.a", "2026-10").id)],
            limit=1,
        )
        self.assertEqual((line.user_ref, line.field_name), (self.users["bangongshi"].id, "state"))

    def test_nobody_else_closes_a_month(self):
        """R139: neither departments nor officers nor the administrator."""
        for login in ("head.a", "zuzhibu", "zhaoshangju", "xiaonengban", "xitong", "fenguan"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.close("2026-10", login)

    def test_a_month_is_closed_once_it_is_over(self):
        """R139: not while it runs; on the day after its last, yes."""
        with self.assertRaisesRegex(UserError, "runs until 2026-11-30"):
            self.close("2026-11")
        with self.at("2026-11-30 23:00"), self.assertRaisesRegex(UserError, "runs until"):
            self.close("2026-11")
        with self.at("2026-12-01 00:30"):
            self.close("2026-11")
        self.assertEqual(self.row("head.a", "2026-11").state, "closed")

    def test_it_is_closed_on_the_countys_day(self):
        """R139: half an hour after midnight it is still yesterday in UTC, and for no reader."""
        self.users["zuzhibu"].tz = "UTC"
        self.close("2026-10")
        row = self.row("head.a", "2026-10")
        self.env.cr.execute(
            "UPDATE zhaoshang_presence_month SET closed_at = '2026-11-02 16:30' WHERE id = %s",
            [row.id],
        )
        for login in ("zuzhibu", "bangongshi"):
            self.env.invalidate_all()
            explanation = row.with_user(self.users[login]).explanation
            self.assertIn("on 2026-11-03; these figures stay", explanation)

    def test_a_closed_month_is_not_closed_again_or_opened(self):
        """R139: there is no way back."""
        self.close("2026-10")
        with self.assertRaisesRegex(UserError, "closed already"):
            self.close("2026-10")

    def test_a_year_without_table_is_not_closed(self):
        """R070: provisional figures are shown and never frozen."""
        (self.bureau_a | self.bureau_b).write({"compliance_start": "2024-01-01"})
        self._appoint("old.b", "deputy", self.bureau_b, date(2030, 1, 1))
        with self.at("2030-02-15 09:00"):
            self.lay_out()
            row = self.row("old.b", "2030-01")
            self.assertTrue(row.provisional)
            with self.assertRaisesRegex(UserError, "table of 2030"):
                row.with_user(self.users["bangongshi"]).action_close()

    def test_undecided_absences_are_named(self):
        """R139: what waits for a decision is decided first."""
        with self.at("2026-11-20 09:00"):
            self.ask("deputy1.a", "2026-11-30", "2026-12-01")
        waiting = self.assertRaisesRegex(UserError, "1 absences of 2026-11 .*deputy1.a")
        with self.at("2026-12-02 09:00"), waiting:
            self.close("2026-11")

    def test_what_is_granted_later_stands_beside(self):
        """R139: kept figures stay, the difference is told, and goes when it is gone."""
        self.close("2026-10")
        self.away("head.a", "2026-10-12", "2026-10-16")
        row = self.row("head.a", "2026-10")
        self.assertEqual((row.at_post_days, row.leave_days, row.differs), (31, 0, True))
        self.assertEqual(row.current_days.count("L"), 5)
        self.assertIn("Kept: 31 days", row.difference)
        self.assertIn("now: 26 days", row.difference)
        self.assertIn("10-12 At post → Rotation leave", row.difference)
        self.assertFalse(self.row("deputy1.a", "2026-10").differs)
        self.lay_out()
        self.assertEqual(self.row("head.a", "2026-10").at_post_days, 31)

    def test_a_leave_cut_later_stands_beside(self):
        """R085, R139: back earlier than the closed month knew."""
        leave = self.away("head.a", "2026-10-12", "2026-10-16")
        self.close("2026-10")
        self.assertEqual(self.row("head.a", "2026-10").at_post_days, 26)
        leave.write({"return_date": "2026-10-14"})
        row = self.row("head.a", "2026-10")
        self.assertEqual((row.at_post_days, row.current_days.count("L")), (26, 2))
        leave.write({"return_date": False})
        self.assertFalse(self.row("head.a", "2026-10").differs)

    def test_a_closed_month_keeps_its_parameters(self):
        """R139: a new parameter set and the night leave closed months alone."""
        self.close("2026-10")
        kept = self.row("head.a", "2026-10").rule_set_id
        other = kept.copy({"name": "strict", "date_from": "2026-10-01", "holiday_mode": "strict"})
        other._confirm()
        self.lay_out()
        row = self.row("head.a", "2026-10")
        self.assertEqual((row.rule_set_id, row.at_post_days, row.differs), (kept, 31, False))
        self.assertEqual(self.row("head.a", "2026-11").rule_set_id, other)

    def test_who_came_to_light_after_the_closing_has_a_row_that_says_so(self):
        """R139: nothing was known of him when the month was closed."""
        self.close("2026-10")
        self._appoint("late.b", "deputy", self.bureau_b, date(2026, 10, 15))
        row = self.row("late.b", "2026-10")
        self.assertEqual((row.state, row.service_days, row.differs), ("closed", 0, True))
        self.assertEqual(row.current_days.count("P"), 17)

    def test_other_parameters_are_tried_and_change_nothing(self):
        """R070, R139: October under strict holidays, beside what was kept."""
        self.away("head.a", "2026-10-08", "2026-10-14")
        self.close("2026-10")
        row = self.row("head.a", "2026-10")
        before = row.read()
        wizard = (
            self.as_user("zuzhibu", "zhaoshang.presence.what.if")
            .with_context(active_model=row._name, active_id=row.id)
            .create({})
        )
        self.assertEqual((wizard.holiday_mode, wizard.min_days), ("credit", 20))
        wizard.holiday_mode = "strict"
        wizard.action_try()
        line = wizard.line_ids.filtered(lambda line: line.month_id == row)
        self.assertEqual((line.kept_days, line.kept_result), (24, "met"))
        self.assertEqual((line.at_post_days, line.limit_days, line.result), (17, 20, "short"))
        self.assertIn("Nothing has been changed", wizard.summary)
        self.env.invalidate_all()
        self.assertEqual(row.read(), before)
        with self.assertRaises(AccessError):
            self.as_user("head.a", "zhaoshang.presence.what.if").create({})
