import base64
from datetime import UTC, date, datetime

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ...rules import duty as rules
from .common import ReportingCase


@tagged("post_install", "-at_install")
class TestDutyKinds(ReportingCase):
    """The reports that a bureau owes: who answers, until when, what excuses, what meets them."""

    def reports(self, kind, bureau=None):
        bureau = bureau or self.bureau_a
        return self.duties(kind=kind, bureau_id=bureau.id)

    def friday(self, day="2026-11-20"):
        return self.duties(kind="friday_report", bureau_id=self.bureau_a.id, due_on=day)

    def hand_in(self, kind, moment, period, **values):
        """A written report as it counts: registered by the office, of one period."""
        report = self.as_user("bangongshi", "zhaoshang.report").create(
            {
                "kind": kind,
                "bureau_id": self.bureau_a.id,
                "reported_at": self.utc(moment),
                "period_from": period,
                "content": "Two firms visited",
                "file": base64.b64encode(b"%PDF-1.4 fax"),
                **values,
            }
        )
        report.action_submit()
        return report

    def test_a_bureau_owes_one_report_every_friday(self):
        """R051, R052: one a bureau whatever its people; the head answers for it."""
        self.check("2026-11-23 08:00")
        duties = self.reports("friday_report")
        self.assertEqual(duties.mapped("due_on"), [date(2026, 11, day) for day in (6, 13, 20, 27)])
        self.assertEqual(duties.appointment_id, self.posts["head.a"])
        self.assertEqual(duties[2].period_from, date(2026, 11, 16))
        self.assertEqual(duties[2].due_at, self.utc("2026-11-20 18:00"))
        self.assertEqual(duties[2].grace_end, self.utc("2026-11-23 18:00"))
        self.assertEqual(duties.mapped("state"), ["missed", "missed", "late", "due"])

    def test_a_report_on_saturday_is_late_and_no_candidate(self):
        """R051, R057."""
        self.check("2026-11-21 08:00")
        with self.at("2026-11-21 09:10"):
            report = self.hand_in("friday_report", "2026-11-21 09:00", "2026-11-16")
            self.assertEqual(self.friday().state, "late")
        self.assertEqual(report.duty_ids, self.friday())
        self.check("2026-11-24 08:00")
        self.assertEqual(self.friday().state, "late")
        self.assertFalse(self.env["zhaoshang.finding"].search([("duty_id", "=", self.friday().id)]))

    def test_a_report_of_another_week_or_kind_meets_nothing(self):
        """R051: what counts is the week that is reported on."""
        self.check("2026-11-20 08:00")
        with self.at("2026-11-20 10:00"):
            self.hand_in("friday_report", "2026-11-20 09:00", "2026-11-09")
            self.hand_in("month_report", "2026-11-20 09:00", "2026-11-01")
        self.assertEqual(self.friday().state, "due")
        self.assertEqual(self.friday("2026-11-13").state, "missed")
        self.assertIn("came in afterwards", self.friday("2026-11-13").status)

    def test_a_report_is_of_a_period_that_has_begun(self):
        """R051, R054, R056: its first day, and not one to come."""
        for kind, period in (
            ("friday_report", "2026-11-17"),
            ("friday_report", "2026-11-30"),
            ("month_report", "2026-11-02"),
            ("bimonth_report", "2026-10-01"),
        ):
            with (
                self.subTest(f"{kind} {period}"),
                self.at("2026-11-20 10:00"),
                self.assertRaises(ValidationError),
            ):
                self.hand_in(kind, "2026-11-20 09:00", period)

    def test_the_month_and_the_pair_of_months(self):
        """R053, R054, R055, R056: due at the end of the last working day, three days of grace."""
        self.check("2026-11-23 08:00")
        month, pair = self.reports("month_report"), self.reports("bimonth_report")
        self.assertEqual((month.due_on, month.period_from), (date(2026, 11, 30), date(2026, 11, 1)))
        self.assertEqual(month.grace_end, self.utc("2026-12-04 00:00"))
        self.assertEqual((pair.due_on, pair.period_from), (date(2026, 12, 31), date(2026, 11, 1)))
        self.assertEqual(self.reports("research_report").due_on, date(2026, 12, 31))
        for moment, state in (("2026-12-03 23:59", "late"), ("2026-12-04 00:00", "missed")):
            self.check(moment)
            with self.subTest(moment):
                self.assertEqual(self.reports("month_report")[0].state, state)

    def test_the_acting_head_answers_while_the_head_is_away(self):
        """R052, R096: the deputy drafts, the head is away, the acting head hands in: in time."""
        self.check("2026-11-16 08:00")
        self.assertEqual(self.friday().appointment_id, self.posts["head.a"])
        self.granted("head.a", "2026-11-19", "2026-11-21")
        acting = self.env["zhaoshang.leave"].search([], order="id desc", limit=1)
        self.assertEqual(self.friday().appointment_id, acting.acting_appointment_id)
        self.assertIn("acting head on that day", self.friday().explanation)
        self.check("2026-11-24 08:00")
        self.assertEqual(self.friday().state, "missed")
        self.assertEqual(self.friday().appointment_id, acting.acting_appointment_id)

    def test_where_the_deputy_named_in_the_leave_is_away_the_bureaus_acting_head_answers(self):
        """R015, R096: what is asked of a person and what a statement asks of all say the same."""
        named, other = self.posts["deputy1.a"], self.posts["deputy2.a"]
        self.granted("head.a", "2026-11-19", "2026-11-21", acting_appointment_id=named.id)
        self.granted("deputy1.a", "2026-11-20", "2026-11-20")
        friday = date(2026, 11, 20)
        self.check("2026-11-19 08:00")
        self.assertFalse(self.bureau_a._deciding_head_at(friday))
        self.assertFalse(self.friday().appointment_id)
        with self.at("2026-11-19 09:00"):
            bureau = self.bureau_a.with_user(self.users["zuzhibu"])
            bureau.acting_appointment_id = other
        self.check("2026-11-19 10:00")
        self.assertEqual(self.bureau_a._deciding_head_at(friday), other)
        self.assertEqual(self.friday().appointment_id, other)
        self.assertEqual(self.bureau_a._deciding_head_at(date(2026, 11, 19)), named)

    def test_nobody_answers_where_the_whole_bureau_is_away(self):
        """R047, R096: excused and noted; whoever reports nevertheless has reported."""
        self.granted("deputy1.b", "2026-11-19", "2026-11-21")
        self.granted(
            "head.b", "2026-11-19", "2026-11-21", acting_appointment_id=False, reason="Flood"
        )
        self.check("2026-11-24 08:00")
        duty = self.duties(kind="friday_report", bureau_id=self.bureau_b.id, due_on="2026-11-20")
        self.assertEqual((duty.state, duty.excuse), ("excused", "nobody"))
        self.assertFalse(duty.appointment_id)
        self.assertIn("R096", duty.explanation)

    def test_who_is_named_to_act_does_not_answer_for_what_was_before(self):
        """R015, R096: named while nothing ran, he answers from that day on, and for no Friday
        before; the day after he has ended, nobody answers."""
        self.posts["head.b"]._govern({"date_to": "2026-11-02"})
        with self.at("2026-11-24 08:00"):
            bureau = self.bureau_b.with_user(self.users["zuzhibu"])
            bureau.acting_appointment_id = self.posts["deputy1.b"]
        self.check("2026-11-25 08:00")
        with self.at("2026-12-03 08:00"):
            bureau.acting_appointment_id = False
        self.check("2026-12-03 09:00")
        fridays = self.duties(kind="friday_report", bureau_id=self.bureau_b.id)
        self.assertEqual(
            [(f"{duty.due_on:%m-%d}", duty.appointment_id.name, duty.state) for duty in fridays],
            [
                ("11-06", False, "excused"),
                ("11-13", False, "excused"),
                ("11-20", False, "excused"),
                ("11-27", "deputy1.b", "missed"),
                ("12-04", False, "excused"),
            ],
        )

    def test_a_leave_granted_afterwards_excuses_who_answered(self):
        """R047, R088: the head was away that Friday after all; nobody else is accused for it."""
        self.check("2026-11-24 08:00")
        with self.at("2026-11-24 10:00"):
            self.granted("head.a", "2026-11-20", "2026-11-24", reason="Flood")
        self.assertEqual((self.friday().state, self.friday().excuse), ("excused", "leave"))
        self.assertEqual(self.friday().appointment_id, self.posts["head.a"])

    def test_a_leave_granted_afterwards_excuses_as_well_where_the_check_was_down(self):
        """R047, R096: laid out only after it was granted, the Friday is still the head's."""
        with self.at("2026-11-24 10:00"):
            self.granted("head.a", "2026-11-20", "2026-11-24", reason="Flood")
        self.check("2026-11-24 11:00")
        self.assertEqual((self.friday().state, self.friday().excuse), ("excused", "leave"))
        self.assertEqual(self.friday().appointment_id, self.posts["head.a"])

    def test_a_young_bureau_owes_no_research(self):
        """R035: two months of the half-year, whether or not another job has laid it out."""
        self.bureau_a.opened_on = "2026-10-31"
        self.check("2026-11-24 08:00")
        young, older = (
            self.reports("research_report"),
            self.reports("research_report", self.bureau_b),
        )
        self.assertEqual((young.state, young.excuse), ("excused", "waived"))
        self.assertEqual(older.state, "due")

    def test_a_pair_is_waived_where_the_bureau_is_young(self):
        """R056: opened on 2026-12-05: 27 days of November and December."""
        self.bureau_a.opened_on = "2026-12-05"
        self.bureau_b.opened_on = "2026-12-02"
        self.check("2026-12-07 08:00")
        young, older = self.reports("bimonth_report"), self.reports("bimonth_report", self.bureau_b)
        self.assertEqual((young.state, young.excuse), ("excused", "waived"))
        self.assertEqual(older.state, "due")
        self.assertIn("R056", young.explanation)

    def test_days_of_suspension_do_not_count_for_the_pair(self):
        """R056: suspended from 11-05 to 12-20, 15 days are left."""
        for kind, day in (("suspend", "2026-11-05"), ("resume", "2026-12-21")):
            self.env["zhaoshang.bureau.event"].create(
                {"bureau_id": self.bureau_a.id, "kind": kind, "date": day, "document": "松测1号"}
            )
        self.check("2026-12-22 08:00")
        self.assertEqual(self.reports("bimonth_report").excuse, "waived")
        self.assertEqual(self.reports("month_report").due_on, date(2026, 12, 31))
        self.assertFalse(self.duties(kind="friday_report", due_on="2026-11-20",
                                     bureau_id=self.bureau_a.id))  # fmt: skip

    def test_a_research_report_handed_in_meets_its_half_year(self):
        """R034, R035: until it is given back."""
        self.check("2026-11-23 08:00")
        duty = self.reports("research_report")
        self.assertEqual(duty.state, "due")
        research = self.env["zhaoshang.research"].create(
            {"bureau_id": self.bureau_a.id, "title": "Castings", "half_from": "2026-07-01"}
        )
        research._govern({"state": "submitted", "submitted_on": "2026-11-23"})
        self.check("2026-11-23 10:00")
        self.assertEqual((duty.state, duty.research_id), ("done", research))
        research._govern({"state": "returned"})
        self.check("2026-11-23 11:00")
        self.assertEqual(duty.state, "due")

    def test_a_parameter_confirmed_before_the_day_moves_what_is_open(self):
        """R139: from the first of December a county reports until 17:00."""
        self.check("2026-11-23 08:00")
        self.env["zhaoshang.rule.set"].create(
            {
                "name": "Earlier",
                "date_from": "2026-11-27",
                "friday_deadline": 17,
                "company_id": self.company.id,
            }
        )._confirm()
        self.check("2026-11-23 09:00")
        self.assertEqual(self.friday("2026-11-27").due_at, self.utc("2026-11-27 17:00"))
        self.assertEqual(self.friday("2026-11-20").due_at, self.utc("2026-11-20 18:00"))

    def test_every_state_is_what_the_rule_says(self):
        """R047, R051, R054, R056, R057: the statement against the pure rule, every kind."""
        self.check("2026-11-02 08:00")
        with self.at("2026-12-31 23:00"):
            self.hand_in("friday_report", "2026-11-13 17:00", "2026-11-09")
            self.hand_in("friday_report", "2026-11-23 17:59", "2026-11-16")
            self.hand_in("month_report", "2026-12-02 09:00", "2026-11-01")
        for now in ("2026-11-20 18:00", "2026-11-30 12:00", "2026-12-04 00:00"):
            self.check(now)
            for duty in self.duties(kind="friday_report") + self.duties(kind="month_report"):
                limit = rules.Deadline(self._aware(duty.due_at), self._aware(duty.grace_end))
                reported = self._aware(duty.reported_at) if duty.reported_at else None
                moment = datetime.fromisoformat(f"{now}+08:00")
                expected = rules.state(limit, moment, reported, excused=bool(duty.excuse))
                with self.subTest(f"{now} {duty.kind} {duty.due_on}"):
                    self.assertEqual(duty.state, expected)

    def _aware(self, moment):
        return moment.replace(tzinfo=UTC)

    def test_what_failed_for_one_officer_stops_nobody_else(self):
        """R045: the others' duties are there, the fault is told to the administrator by name."""
        broken = self.posts["deputy1.a"]
        self.env.cr.execute(
            """
            CREATE FUNCTION test_fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF NEW.appointment_id = %s THEN RAISE 'out of order'; END IF; RETURN NEW;
            END $$;
            CREATE TRIGGER test_fault BEFORE INSERT ON zhaoshang_duty
               FOR EACH ROW EXECUTE FUNCTION test_fault()
            """,
            [broken.id],
        )
        with self.at("2026-11-24 08:00"), self.commits_kept():
            self.env["zhaoshang.duty"]._cron_duties()
        self.assertEqual(len(self.duties("head.a")), 4)
        self.assertEqual(len(self.duties("head.b")), 4)
        self.assertEqual(len(self.reports("friday_report")), 4)
        self.assertFalse(self.duties("deputy1.a"))
        scan = self.env["zhaoshang.duty.scan"].search([("company_id", "=", self.company.id)])
        self.assertIn(broken.name, scan.failures)
        self.env.cr.execute("DROP TRIGGER test_fault ON zhaoshang_duty")
        with self.at("2026-11-24 09:00"), self.commits_kept():
            self.env["zhaoshang.duty"]._cron_duties()
        self.assertEqual(len(self.duties("deputy1.a")), 4)
        self.assertFalse(scan.failures)
