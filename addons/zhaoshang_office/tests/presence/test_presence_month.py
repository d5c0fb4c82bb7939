from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import PresenceCase


@tagged("post_install", "-at_install")
class TestPresenceMonth(PresenceCase):
    def test_the_night_lays_out_every_month_once(self):
        """R069: from the watched start to next month, for everybody; a second run changes
        nothing."""
        self.lay_out()
        rows = self.months.search([("appointment_id", "in", self.posts["head.a"].ids)])
        self.assertEqual(len(rows), 12)
        self.assertEqual(rows[-1].month, date(2026, 1, 1))
        before = rows.mapped("write_date")
        self.env.cr.execute("UPDATE zhaoshang_presence_month SET computed_at = '2020-01-01'")
        self.lay_out()
        self.assertEqual({row.computed_at.year for row in rows}, {2020})
        self.assertEqual(rows.mapped("write_date"), before)

    def test_a_granted_leave_changes_its_months_at_once(self):
        """R067, R068: as soon as both departments have agreed; what waits changes nothing."""
        self.lay_out()
        leave = self.ask("head.a", "2026-11-28", "2026-12-02")
        self.assertEqual(self.figures("head.a", "2026-11"), (30, 30, 20, 15, "met"))
        self.grant(leave)
        self.assertEqual(self.figures("head.a", "2026-11"), (27, 30, 20, 15, "met"))
        self.assertTrue(self.days("head.a", "2026-12").startswith("LLP"))
        self.assertEqual(self.figures("deputy1.a", "2026-11")[0], 30)

    def test_a_revoked_leave_gives_its_days_back(self):
        """R069: what is no longer granted counts as at post."""
        self.lay_out()
        leave = self.granted("deputy1.a", "2026-12-08", "2026-12-10")
        self.assertEqual(self.row("deputy1.a", "2026-12").leave_days, 3)
        leave.with_user(self.users["deputy1.a"]).action_zs_revoke("plans have changed")
        instance = self.env["zhaoshang.approval.instance"].search(
            [("res_model", "=", leave._name), ("res_id", "=", leave.id), ("purpose", "=", "revoke")]
        )
        for task in instance.task_ids.filtered(lambda task: task.state == "open"):
            task.with_user(task.user_id).action_decide("approve")
        self.env.invalidate_all()
        self.assertEqual(leave.zs_approval_state, "revoked")
        self.assertEqual(self.row("deputy1.a", "2026-12").leave_days, 0)

    def test_who_is_back_early_counts_from_that_day(self):
        """R085: back on the 24th, the days from the 24th on count."""
        self.lay_out()
        leave = self.away("deputy1.a", "2026-11-19", "2026-11-25")
        self.assertEqual(self.row("deputy1.a", "2026-11").leave_days, 7)
        leave.write({"return_date": "2026-11-24"})
        self.assertEqual(leave.last_away, date(2026, 11, 23))
        self.assertEqual(self.row("deputy1.a", "2026-11").leave_days, 5)

    def test_a_confirmed_absence_takes_its_days_and_a_suspected_one_none(self):
        """R069, R090: V10, through the people: 14 days at post, to be verified."""
        self.lay_out()
        self.away("head.a", "2026-07-01", "2026-07-07")
        finding = self.absent("head.a", "2026-07-13", "2026-07-22", confirm=False)
        self.assertEqual(self.figures("head.a", "2026-07"), (24, 31, 20, 15, "met"))
        finding.with_user(self.users["head.a"]).action_answer("I was ill")
        finding.with_user(self.users["bangongshi"]).action_confirm("no leave was asked for")
        self.assertEqual(self.figures("head.a", "2026-07"), (14, 31, 20, 15, "ground"))
        self.assertEqual(self.posts["head.a"].state, "confirmed")

    def test_fifteen_days_are_short_and_fourteen_to_be_verified(self):
        """R097: V11 and V12, through the people."""
        with self.at("2026-12-02 09:00"):
            self.lay_out()
            for login, last, expected in (
                ("head.a", "2026-11-23", (15, 30, 20, 15, "short")),
                ("deputy1.a", "2026-11-24", (14, 30, 20, 15, "ground")),
            ):
                self.away(login, "2026-11-01", "2026-11-07")
                self.absent(login, "2026-11-16", last)
                self.assertEqual(self.figures(login, "2026-11"), expected)

    def test_a_dropped_absence_takes_nothing(self):
        """R046, R069: what was explained is no absence."""
        self.lay_out()
        finding = self.absent("head.a", "2026-10-12", "2026-10-13", confirm=False)
        finding.with_user(self.users["bangongshi"]).action_drop("he was with a client")
        self.assertEqual(self.row("head.a", "2026-10").absent_days, 0)

    def test_an_absence_is_reported_by_the_offices_for_days_that_can_be_one(self):
        """R090: not by the departments or officers, not of the future, not over a granted leave."""
        day = date(2026, 10, 12)
        for login in ("head.b", "zuzhibu", "zhaoshangju", "xitong"):
            with self.assertRaises(AccessError):
                self.as_user(login, "zhaoshang.finding")._report_absence(
                    self.posts["head.a"], day, day, "x"
                )
        office = self.as_user("bangongshi", "zhaoshang.finding")
        self.away("head.a", "2026-10-14", "2026-10-15")
        for first, last, facts in (
            ("2026-10-12", "2026-10-12", " "),
            ("2026-10-13", "2026-10-12", "x"),
            ("2026-11-23", "2026-11-24", "x"),
            ("2026-10-13", "2026-10-14", "x"),
            ("2025-06-30", "2025-06-30", "x"),
        ):
            with self.subTest(first=first, last=last), self.assertRaises(UserError):
                office._report_absence(
                    self.posts["head.a"], date.fromisoformat(first), date.fromisoformat(last), facts
                )

    def test_days_in_service_follow_the_appointment(self):
        """R071: V6, V7: an end on 2026-03-17 and a start on 2026-04-20, and an end proposed and
        confirmed later."""
        ended = self._appoint("was.b", "deputy", self.bureau_b, date_to=date(2026, 3, 17))
        self._appoint("new.b", "deputy", self.bureau_b, date_from=date(2026, 4, 20))
        self.assertEqual(self.figures("was.b", "2026-03"), (17, 17, 10, 8, "met"))
        self.assertEqual(self.figures("new.b", "2026-04"), (11, 11, 7, 5, "met"))
        self.assertFalse(self.row("was.b", "2026-04"))
        ended._govern({"date_to": date(2026, 2, 5)})
        self.assertFalse(self.row("was.b", "2026-03"))
        self.assertEqual(self.figures("was.b", "2026-02")[-1], "informative")

    def test_a_corrected_holiday_changes_everybodys_month(self):
        """R070: the county takes a holiday from the calendar."""
        self.lay_out()
        self.away("head.b", "2026-10-05", "2026-10-09")
        self.assertEqual(self.row("head.b", "2026-10").leave_days, 2)
        line = self.env["zhaoshang.workday"].search(
            [("company_id", "=", self.company.id), ("date", "=", "2026-10-07")]
        )
        line.unlink()
        self.env["zhaoshang.workday"].create(
            {"date": "2026-10-07", "kind": "working", "company_id": self.company.id}
        )
        self.assertEqual(self.row("head.b", "2026-10").leave_days, 3)
        self.assertEqual(self.row("head.a", "2026-10").holiday_days, 6)

    def test_a_parameter_binds_from_its_month_on(self):
        """R139: 20 changed to 18 from December on; November keeps its 20."""
        self.lay_out()
        current = self.env["zhaoshang.rule.set"]._at(date(2026, 11, 23), self.company)
        draft = current.with_user(self.users["xitong"]).copy(
            {"name": "18", "date_from": "2026-12-01", "min_days": 18}
        )
        draft.with_user(self.users["zuzhibu"]).action_confirm()
        self.assertEqual(self.row("head.a", "2026-12").limit_days, 18)
        self.assertEqual(self.row("head.a", "2026-11").limit_days, 20)

    def test_nobody_writes_a_month(self):
        """R069: neither the office nor the superuser."""
        self.lay_out()
        row = self.row("head.a", "2026-11")
        for login in ("bangongshi", "zuzhibu", "xitong"):
            for command in (
                lambda row: row.write({"at_post_days": 31}),
                lambda row: row.unlink(),
                lambda row: row.create({"days": "P"}),
            ):
                with self.assertRaises(AccessError):
                    command(row.with_user(self.users[login]))
        with self.assertRaises(AccessError):
            row.write({"state": "closed"})

    def test_a_month_explains_itself(self):
        """R068, R071, R139: days, limit, clause, reading and parameters in words."""
        self.lay_out()
        self.away("head.a", "2026-08-03", "2026-08-14")
        row = self.row("head.a", "2026-08")
        for part in ("31 of 31 days", "at least 20", "R068", "our reading", "Rotation leave 12"):
            self.assertIn(part, row.explanation)
        self.assertIn(row.rule_set_id.name, row.explanation)
        self.assertIn("19 days at post of at least 20", row.standing)

    def test_each_day_opens_its_record(self):
        """R069: a leave, a finding, a holiday; a day at post opens nothing."""
        self.lay_out()
        leave = self.away("head.a", "2026-10-08", "2026-10-09")
        finding = self.absent("head.a", "2026-10-13", "2026-10-13")
        row = self.row("head.a", "2026-10").with_user(self.users["bangongshi"])
        self.assertEqual(row.action_open_day(8)["res_id"], leave.id)
        self.assertEqual(row.action_open_day(13)["res_id"], finding.id)
        self.assertEqual(row.action_open_day(1)["res_model"], "zhaoshang.workday")
        self.assertFalse(row.action_open_day(20))

    def test_nothing_is_said_of_a_trial_before_it_is_tried(self):
        """R139: no name of a table stands where the result will be."""
        trial = self.as_user("zuzhibu", "zhaoshang.presence.what.if").new({"month": "2026-11-01"})
        self.assertFalse(trial.summary)
