from datetime import date, timedelta

from odoo.tests import tagged
from odoo.tools import SQL

from ...rules import signin as rules
from ...rules.days import Span
from .common import SigninCase


@tagged("post_install", "-at_install")
class TestSigninDay(SigninCase):
    def setUp(self):
        super().setUp()
        self.enterContext(self.at(self.NOW))

    def test_three_days_in_the_county_and_two_sign_ins_leave_one_missing(self):
        """R079: 2026-11-24 to 26, signed on the first and the last."""
        self.stay("deputy1.a", "2026-11-24", "2026-11-26")
        for day in ("2026-11-24", "2026-11-26"):
            self.sign("deputy1.a", day, "补登")
        self.assertEqual(
            self.days(),
            {
                ("deputy1.a", "2026-11-24"): "signed",
                ("deputy1.a", "2026-11-25"): "missing",
                ("deputy1.a", "2026-11-26"): "signed",
            },
        )
        missing = self.env["zhaoshang.signin.day"]._missing(
            self.posts["deputy1.a"], date(2026, 11, 1), date(2026, 11, 30)
        )
        self.assertEqual(missing, {self.posts["deputy1.a"].id: [date(2026, 11, 25)]})

    def test_today_is_open_and_what_lies_ahead_is_not_shown(self):
        """R079."""
        self.stay("deputy1.a", "2026-11-27", "2026-12-01")
        self.assertEqual(self.days(), {("deputy1.a", "2026-11-27"): "open"})

    def test_working_days_alone_unless_the_county_wants_more(self):
        """R080: the parameter of the day decides."""
        self.stay("deputy1.a", "2026-11-20", "2026-11-23")  # Friday to Monday
        self.assertEqual([day for _login, day in self.days()], ["2026-11-23", "2026-11-20"])
        self.parameters(signin_weekend=True)
        self.assertEqual(len(self.days()), 4)

    def test_an_escort_signs_in_where_the_parameter_says_so(self):
        """R080."""
        self.stay("deputy1.a", "2026-11-23", "2026-11-24", kind="escort")
        self.assertEqual(len(self.days()), 2)
        self.parameters(signin_on_accompany=False)
        self.assertEqual(self.days(), {})

    def parameters(self, **values):
        """Change the parameters in force, as a set that was adopted long ago would have them."""
        rule_set = self.env["zhaoshang.rule.set"]._at(date(2026, 11, 1), self.company)
        rule_set._govern(values)

    def test_days_before_the_watched_start_are_shown_and_not_counted(self):
        """R079: on the list and the printed sheet nothing is held against them."""
        stay = self.stay("deputy1.a", "2026-11-24", "2026-11-25")
        stay.sudo().bureau_id.compliance_start = "2026-11-25"
        rows = self.as_user("bangongshi", "zhaoshang.signin.day").search([], order="day")
        self.assertEqual(rows.mapped("state"), ["missing", "missing"])
        self.assertEqual(rows.mapped("missing_count"), [0, 1])

    def test_a_day_of_return_ends_the_stay(self):
        """R080, R085: days after the last one away are no days in the county."""
        stay = self.stay("deputy1.a", "2026-11-24", "2026-11-26")
        stay.sudo().return_date = "2026-11-26"
        self.assertEqual([day for _login, day in self.days()], ["2026-11-25", "2026-11-24"])

    def test_leave_and_what_was_not_granted_ask_for_nothing(self):
        """R080."""
        self.granted("deputy2.a", "2026-11-25", "2026-11-26")
        self.draft("deputy1.a", "2026-11-25", "2026-11-26", kind="county_duty")
        self.assertEqual(self.days(), {})

    def test_the_statement_says_what_the_rule_says(self):
        """R079, R080: over a month with a holiday, a working Saturday and two stays."""
        with self.at("2026-10-31 10:00"):
            stays = [
                rules.Stay("county_duty", Span(date(2026, 9, 28), date(2026, 10, 12))),
                rules.Stay("escort", Span(date(2026, 10, 20), date(2026, 10, 26))),
            ]
            for stay in stays:
                self.stay("deputy1.a", stay.span.first, stay.span.last, kind=stay.kind)
            signed = {date(2026, 9, 29), date(2026, 10, 10), date(2026, 10, 23)}
            for day in signed:
                self.sign("deputy1.a", day, "补登")
            calendar = self.env["zhaoshang.workday"]._calendar(
                date(2026, 9, 1), date(2026, 11, 1), self.company
            )
            expected = rules.expected_days(stays, calendar)
            told = self.days()
            self.assertEqual(
                told,
                {
                    ("deputy1.a", day.isoformat()): rules.state(
                        day, day in signed, date(2026, 10, 31)
                    )
                    for day in expected
                },
            )
            missing = rules.missing_days(expected, signed, date(2026, 10, 31))
            self.assertEqual(
                {day for (_login, day), state in told.items() if state == "missing"},
                {day.isoformat() for day in missing},
            )

    def test_another_county_reads_nothing(self):
        """R140."""
        self.stay("deputy1.a", "2026-11-24", "2026-11-26")
        county = self.env["res.company"].create({"name": "邻县"})
        neighbour = self._user("linxian", "office")
        neighbour.write({"company_ids": county.ids, "company_id": county.id})
        self.env["zhaoshang.rule.set"]._ensure_first_set()
        rows = self.as_user("linxian", "zhaoshang.signin.day")
        self.assertFalse(rows.with_context(allowed_company_ids=county.ids).search([]))

    def test_the_list_costs_the_same_for_many(self):
        """R079: set-based."""
        rows = self.as_user("bangongshi", "zhaoshang.signin.day")

        def queries():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows.search([]).read(["day", "appointment_id", "words", "state", "bureau_id"])
            return self.env.cr.sql_log_count - before

        self.stay("deputy1.a", "2026-11-23", "2026-11-24")
        queries()
        few = queries()
        for turn in range(4):
            first = date(2026, 10, 12) + timedelta(7 * turn)
            if first < date(2026, 11, 2):
                self.stay("deputy1.b", first, first + timedelta(4))
        self.assertLessEqual(queries(), few)
        self.assertLessEqual(few, 14)

    def test_a_nation_of_appointments_has_its_days(self):
        """R079: the number of a day holds that of any appointment."""
        sequence = "zhaoshang_appointment_id_seq"
        self.env.cr.execute(SQL("SELECT setval(%s, 200000)", sequence))
        self._appoint("late.a", "deputy", self.bureau_a)
        self.stay("late.a", "2026-11-26", "2026-11-26")
        self.assertEqual(self.days(), {("late.a", "2026-11-26"): "missing"})
