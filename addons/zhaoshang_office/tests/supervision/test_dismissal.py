from datetime import date
from unittest.mock import patch

from lxml import etree
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL, mute_logger
from psycopg2.errors import DeadlockDetected, LockNotAvailable, QueryCanceled, SerializationFailure

from .test_sanction import RECEIPT, SanctionCase

JOB_LOG = "odoo.addons.zhaoshang_office.models.organisation.job"
FACTS = "Talked clients out of coming"


@tagged("post_install", "-at_install")
class TestDismissal(SanctionCase):
    """A case is verified, decided, carried out, and where a review says so given back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["zhaoshang.bureau"].search([]).write({"compliance_start": False})
        (cls.bureau_a | cls.bureau_b).write({"compliance_start": "2025-07-01"})

    def grave(self, login="deputy1.a", by="bangongshi", **values):
        return self.as_user(by, "zhaoshang.sanction").create(
            {
                "appointment_id": self.posts[login].id,
                "ground": "grave",
                "facts": FACTS,
                "analysis": "Grave",
                "evidence": RECEIPT,
                "evidence_name": "举报材料.pdf",
                "effective_on": "2026-11-23",
                "successor_id": self.posts["head.a"].id,
                **values,
            }
        )

    def verified(self, case, statement="I regret it"):
        case.action_ask_statement()
        if statement:
            case.with_user(self.users["deputy1.a"]).action_state(statement)
        return case

    def dismissed(self, **values):
        case = self.verified(self.grave(**values))
        case.action_zs_submit()
        self.assertEqual(self.agree(case), [["zhaoshangju", "zuzhibu"], ["fenguan"]])
        return case

    def look(self, moment):
        with self.at(moment):
            self.env["zhaoshang.sanction"]._look_for_grounds(self.company)

    def sanctions_due(self):
        sanctions = self.env["zhaoshang.sanction"]
        sanctions._carry_out_due(sanctions._due_to_carry_out())

    def test_the_leader_who_decides_opens_the_case(self):
        """R103: its form asks for nothing that he may not read."""
        case = self.verified(self.grave())
        case.action_zs_submit()
        for task in self.tasks(case):
            task.with_user(task.user_id).action_decide("approve", comment="Agreed")
        seen = self.as_user("fenguan", "zhaoshang.sanction").browse(case.id)
        form = etree.fromstring(seen.get_view(view_type="form")["arch"])
        names = form.xpath("//field[not(ancestor::field)]/@name")
        self.assertEqual(seen.web_read({name: {} for name in names})[0]["id"], case.id)

    def test_what_goes_wrong_with_one_officer_stops_no_other(self):
        """R097: the second of two has his case though the first cannot be written down."""
        self.month("deputy1.a", "2026-10-01", 14, 3, "ground")
        self.month("deputy2.a", "2026-10-01", 14, 3, "ground")
        self.env.flush_all()
        self.env.cr.execute(
            "ALTER TABLE zhaoshang_sanction ADD CONSTRAINT out_of_order"
            " CHECK (appointment_id <> %s) NOT VALID",
            [self.posts["deputy1.a"].id],
        )
        with mute_logger(JOB_LOG, "odoo.sql_db"):
            self.look("2026-11-03 09:00")
        self.assertFalse(self.cases("deputy1.a", "low_presence"))
        self.assertTrue(self.cases("deputy2.a", "low_presence"))

    def test_what_goes_wrong_is_told_to_the_offices_until_a_run_goes_well(self):
        """R097, R057: one piece stops no other; it is named where the checks are watched."""
        job, done = self.env["zhaoshang.job"], []

        def step(bureau):
            if bureau == self.bureau_a:
                self.env.cr.execute("SELECT 1 / 0")
            done.append(bureau)

        bureaus = self.bureau_a | self.bureau_b
        with mute_logger(JOB_LOG, "odoo.sql_db"):
            job._each("cases", bureaus, step)
        self.assertEqual(done, [self.bureau_b])
        scans = self.as_user("bangongshi", "zhaoshang.duty.scan")
        scan = scans.search([("company_id", "=", self.company.id)])
        self.assertIn(f"{self.bureau_a.name}: division by zero", scan.other_failures)
        job._each("office", bureaus, done.append)
        self.assertTrue(scan.other_failures)
        job._each("cases", bureaus, done.append)
        self.assertFalse(scan.other_failures)

    def test_a_concurrent_change_goes_up_and_no_other_error_of_the_database(self):
        """R097: what can be run again is; a statement that took too long stops no other piece."""
        job = self.env["zhaoshang.job"]

        def failing(error):
            def step(_record):
                raise error("from the database")

            return step

        for error in (SerializationFailure, DeadlockDetected, LockNotAvailable):
            with self.assertRaises(error):
                job._apart("cases", failing(error), self.bureau_a)
        with mute_logger(JOB_LOG):
            self.assertFalse(job._apart("cases", failing(QueryCanceled), self.bureau_a))

    def test_who_cannot_even_be_named_stops_nobody(self):
        """R097: what went wrong may be the name itself; then the record's kind and number stand."""

        def nameless(_records):
            raise ValueError("no name")

        with (
            patch.object(self.registry["zhaoshang.bureau"], "_compute_display_name", nameless),
            mute_logger(JOB_LOG),
        ):
            self.env.invalidate_all()
            job = self.env["zhaoshang.job"]
            self.assertFalse(job._apart("cases", nameless, self.bureau_a))
        self.env.invalidate_all()
        scans = self.as_user("bangongshi", "zhaoshang.duty.scan")
        told = scans.search([("company_id", "=", self.company.id)]).other_failures
        self.assertIn(f"{self.bureau_a.id}: no name", told)

    def cases(self, login, ground):
        domain = [("appointment_id", "=", self.posts[login].id), ("ground", "=", ground)]
        return self.env["zhaoshang.sanction"].search(domain)

    def month(self, login, first, at_post, absent, result, state="closed"):
        """A month of presence as the closing leaves it."""
        post = self.posts[login]
        self.env["zhaoshang.presence.month"].flush_model()
        values = {
            "appointment_id": post.id, "user_id": post.user_id.id, "bureau_id": post.bureau_id.id,
            "company_id": self.company.id, "month": first, "state": state, "days": "P" * 30,
            "service_days": 30, "at_post_days": at_post, "limit_days": 20, "dismiss_days": 15,
            "absent_days": absent, "result": result, "provisional": False,
            "rule_set_id": self.env["zhaoshang.rule.set"]._at(date(2026, 1, 1), self.company).id,
        }  # fmt: skip
        self.env.cr.execute(
            SQL(
                "INSERT INTO zhaoshang_presence_month (%s) VALUES %s"
                " ON CONFLICT (appointment_id, month) DO UPDATE SET state = EXCLUDED.state,"
                " result = EXCLUDED.result, absent_days = EXCLUDED.absent_days,"
                " at_post_days = EXCLUDED.at_post_days",
                SQL(", ").join(SQL.identifier(name) for name in values),
                tuple(values.values()),
            )
        )

    # -- what opens a case ----

    def test_a_closed_month_below_fifteen_days_opens_a_case_and_no_more(self):
        """R097, R103, V10: once, from the closed month, and the appointment stays."""
        self.month("deputy1.a", "2026-07-01", 14, 10, "ground", state="open")
        self.look("2026-08-02 01:00")
        self.assertFalse(self.cases("deputy1.a", "low_presence"))
        self.month("deputy1.a", "2026-07-01", 14, 10, "ground")
        self.month("deputy2.a", "2026-07-01", 15, 8, "short")
        self.look("2026-08-02 01:00")
        self.look("2026-08-03 01:00")
        case = self.cases("deputy1.a", "low_presence")
        self.assertEqual((len(case), case.status, case.kind), (1, "draft", "dismissal"))
        self.assertIn("14 days at post", case.evidence_text)
        self.assertFalse(self.cases("deputy2.a", "low_presence"))
        self.assertEqual(self.posts["deputy1.a"].state, "confirmed")

    def test_a_month_with_two_posts_is_one_month_of_the_person(self):
        """R097, R099: neither post alone comes to a ground; the 14 days of both, of 30, do."""
        self.posts["deputy1.a"]._govern({"date_to": "2026-09-14"})
        other = self.posts["deputy1.a"].copy(
            {"bureau_id": self.bureau_b.id, "date_from": "2026-09-15", "date_to": "2027-06-30"}
        )
        other._govern({"state": "confirmed", "term_from": self.posts["deputy1.a"].term_from})
        self.posts["moved"] = other
        self.month("deputy1.a", "2026-09-01", 7, 0, "met")
        self.month("moved", "2026-09-01", 7, 0, "met")
        self.env.cr.execute(
            "UPDATE zhaoshang_presence_month SET service_days = CASE WHEN appointment_id = %s"
            " THEN 14 ELSE 16 END WHERE appointment_id IN (%s, %s)",
            [self.posts["deputy1.a"].id, self.posts["deputy1.a"].id, other.id],
        )
        self.look("2026-10-10 01:00")
        case = self.cases("moved", "low_presence")
        self.assertEqual(case.ground_key, "2026-09")
        self.assertIn("14 days at post of 30 in service", case.evidence_text)
        self.assertIn(f"{self.bureau_a.name} 7/14", case.evidence_text)
        self.assertFalse(self.cases("deputy1.a", "low_presence"))

    def test_two_months_running_open_a_case_or_a_reminder(self):
        """R098, R099: an unapproved day in each, or only a reminder."""
        for login, absent in (("deputy1.a", 1), ("deputy2.a", 0)):
            self.month(login, "2025-12-01", 18, absent, "short")
            self.month(login, "2026-01-01", 19, absent, "short")
        self.look("2026-02-10 01:00")
        self.look("2026-02-11 01:00")
        self.assertEqual(self.cases("deputy1.a", "two_months").ground_key, "2026-01")
        self.assertFalse(self.cases("deputy2.a", "two_months"))
        notice = self.as_user("deputy2.a", "zhaoshang.ground.notice").search(
            [("kind", "=", "two_months")]
        )
        self.assertEqual(notice.appointment_id, self.posts["deputy2.a"])

    def test_nine_months_without_result_with_two_warnings_before(self):
        """R100, R101: from 2025-07-01; six, eight, and the case on 2026-04-01."""
        notices = self.env["zhaoshang.ground.notice"]
        mine = [("appointment_id", "=", self.posts["deputy1.a"].id), ("kind", "=", "no_result")]
        for moment, told in (
            ("2025-12-31 01:00", 0), ("2026-01-01 01:00", 1), ("2026-01-02 01:00", 1),
            ("2026-03-01 01:00", 2), ("2026-03-31 23:00", 2),
        ):  # fmt: skip
            self.look(moment)
            self.assertEqual(notices.search_count(mine), told, moment)
        self.assertFalse(self.cases("deputy1.a", "no_result"))
        self.look("2026-04-01 01:00")
        case = self.cases("deputy1.a", "no_result")
        self.assertIn("2025-07-01", case.evidence_text)
        self.look("2026-04-02 01:00")
        self.assertEqual(len(self.cases("deputy1.a", "no_result")), 1)

    def test_a_client_in_the_county_starts_the_clock_again(self):
        """R101: a visit that took place; of whom it names alone."""
        visit = self.env["zhaoshang.client.visit"].create(
            {
                "bureau_id": self.bureau_a.id,
                "guests": "Mr Wang",
                "date_from": "2026-02-10",
                "date_to": "2026-02-11",
                "escort_ids": self.posts["deputy1.a"].ids,
            }
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE zhaoshang_client_visit SET state = 'done' WHERE id = %s", [visit.id]
        )
        self.look("2026-04-01 01:00")
        self.assertFalse(self.cases("deputy1.a", "no_result"))
        self.assertTrue(self.cases("deputy2.a", "no_result"))
        self.look("2026-11-11 01:00")
        self.assertTrue(self.cases("deputy1.a", "no_result"))

    def test_a_result_stays_with_whom_it_was_of(self):
        """R101: of who held the project on that day, though another one holds it now."""
        project = self.as_user("deputy1.a", "zhaoshang.project").create({"codename": "云梯"}).sudo()
        with self.at("2026-02-10 09:00"):
            self.env["zhaoshang.project.stage.event"]._record(
                [(project, "reported", "accepted", None, "2026-02-10 01:00:00")]
            )
        project._govern({"appointment_id": self.posts["deputy2.a"].id})
        self.env.flush_all()
        self.look("2026-04-01 01:00")
        self.assertFalse(self.cases("deputy1.a", "no_result"))
        self.assertTrue(self.cases("deputy2.a", "no_result"))

    def test_an_arrival_is_of_who_held_the_project_on_its_day(self):
        """R101, R023: also where it is reported, or recognised, after the hand-over."""
        mine, following = self.posts["deputy1.a"], self.posts["deputy2.a"]
        projects = self.env["zhaoshang.project"]
        project = self.as_user("deputy1.a", projects._name).create({"codename": "云梯"}).sudo()
        project._govern({"stage": "signed"})
        with self.at("2026-03-02 09:00"):
            projects._zs_hand_over(mine, following)
        self.assertEqual(project.appointment_id, following)
        arrivals = self.env["zhaoshang.arrival"].create(
            [
                {"project_id": project.id, "amount": 10, "date": day}
                for day in ("2026-02-10", "2026-03-02")
            ]
        )
        self.assertEqual(arrivals.mapped("credited_id"), mine | following)
        with self.at("2026-03-20 09:00"):
            projects._zs_hand_over(following, self.posts["head.a"])
        self.assertEqual(arrivals.mapped("credited_id"), mine | following)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE zhaoshang_arrival SET zs_approval_state = 'approved' WHERE id IN %s",
            [arrivals._ids],
        )
        self.look("2026-04-01 01:00")
        self.assertFalse(self.cases("deputy1.a", "no_result"))
        self.assertFalse(self.cases("deputy2.a", "no_result"))
        self.assertTrue(self.cases("head.a", "no_result"))

    def test_looking_takes_no_more_statements_for_more_officers(self):
        """R097 to R101: the facts are read once for a county, however many officers it has."""
        self.month("deputy1.a", "2026-07-01", 20, 0, "met")
        today = date(2025, 9, 1)
        sanction = self.env["zhaoshang.sanction"]

        def read():
            list(sanction._grounds_of_months(self.company, today))
            list(sanction._grounds_of_results(self.company, today))

        read()
        with self.assertQueryCount(3):
            read()
        for login in ("deputy2.a", "head.a", "head.b"):
            self.month(login, "2026-07-01", 20, 0, "met")
        with self.assertQueryCount(3):
            read()

    # -- what it takes to be decided ----

    def test_a_case_without_facts_or_evidence_is_not_sent(self):
        """R102, R103."""
        case = self.grave(evidence=False)
        with self.assertRaisesRegex(UserError, "R102"):
            self.verified(case).action_zs_submit()
        bare = self.grave("deputy2.a", facts=False)
        with self.assertRaisesRegex(UserError, "R103"):
            bare.action_ask_statement()

    def test_the_person_is_heard_or_was_asked_and_kept_silent(self):
        """R103: not asked, asked and still in time, in time over; nobody states for him."""
        case = self.grave(effective_on="2026-12-01")
        with self.assertRaisesRegex(UserError, "heard"):
            case.action_zs_submit()
        self.verified(case, statement=None)
        with self.assertRaisesRegex(UserError, "2026-11-26"):
            case.action_zs_submit()
        for login in ("head.a", "zuzhibu", "bangongshi"):
            with self.subTest(login), self.assertRaises(AccessError):
                case.with_user(self.users[login]).action_state("He admits it")
        with self.at("2026-11-27 09:00"):
            case.action_zs_submit()
        self.assertEqual(case.status, "running")
        with self.assertRaises(UserError):
            case.with_user(self.users["deputy1.a"]).action_state("Too late")

    def test_grave_influence_is_entered_by_three_offices_alone(self):
        """R102, R084: 组织部, 管理办公室, 效能办; no other ground is typed by anybody."""
        self.assertTrue(self.grave(by="xiaonengban"))
        for login in ("zhaoshangju", "fenguan", "head.a", "deputy1.a", "xitong"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.grave("deputy2.a", by=login)
        with self.assertRaisesRegex(UserError, "R097"):
            self.grave("deputy2.a", ground="no_result")

    def test_time_ends_nothing(self):
        """R103: asked, silent, sent, months go by: who has not been dismissed stays."""
        case = self.verified(self.grave())
        case.action_zs_submit()
        with self.at("2027-05-01 09:00"):
            self.env["zhaoshang.sanction"]._look_for_grounds(self.company)
            self.sanctions_due()
            self.posts["deputy1.a"]._end_of_term()
        self.assertEqual(self.posts["deputy1.a"].state, "confirmed")
        self.assertEqual(case.status, "running")

    # -- what it does ----

    def test_a_dismissal_in_force_ends_the_duties_and_opens_a_settlement(self):
        """R104: the appointment, the requests, the settlement; own history stays readable."""
        leave = self.ask("deputy1.a", "2026-12-07", "2026-12-09")
        case = self.dismissed()
        post = self.posts["deputy1.a"]
        self.assertEqual((post.state, post.date_to), ("ended", date(2026, 11, 22)))
        self.assertEqual(post.end_document, case.number)
        self.assertEqual(leave.zs_approval_state, "withdrawn")
        event = self.env["zhaoshang.approval.event"].search(
            [("instance_id", "=", leave.zs_approval_instance_id.id)], order="id desc", limit=1
        )
        self.assertIn("dismissed", event.comment)
        settlement = case.settlement_ids
        self.assertEqual(settlement.state, "open")
        self.assertIn("loan", settlement.line_ids.mapped("kind"))
        person = self.as_user("deputy1.a", "zhaoshang.sanction")
        self.assertEqual(person.search([("id", "=", case.id)]), case)

    def test_after_it_the_person_creates_nothing(self):
        """R104: no visit, no leave, no log."""
        self.dismissed()
        self.env.invalidate_all()
        with self.assertRaises(UserError):
            self.as_user("deputy1.a", "zhaoshang.visit").create(
                {"bureau_id": self.bureau_a.id, "date": "2026-11-23", "topic": "x"}
            )
        with self.assertRaises(UserError):
            self.draft(
                "deputy1.a",
                "2026-12-07",
                "2026-12-09",
                appointment_id=self.posts["deputy1.a"].id,
            )

    def test_projects_have_a_new_owner_after_it(self):
        """R104, R008: handed over to whom the decision names, with a slip."""
        project = self.as_user("deputy1.a", "zhaoshang.project").create({"codename": "云梯"})
        case = self.dismissed()
        self.assertEqual(project.sudo().appointment_id, self.posts["head.a"])
        slip = self.env["zhaoshang.handover"].search(
            [("appointment_id", "=", self.posts["deputy1.a"].id)]
        )
        self.assertEqual(slip.successor_id, self.posts["head.a"])
        self.assertIn("head.a", case.effects)

    def test_who_is_dismissed_does_not_begin_a_later_post(self):
        """R104, R008: what was confirmed for the time after is a draft again, to be confirmed."""
        post = self.posts["deputy1.a"]
        post._govern({"date_to": "2026-12-31"})
        later = post.create(
            {
                "employee_id": post.employee_id.id,
                "bureau_id": self.bureau_b.id,
                "role": "deputy",
                "host_unit_id": post.host_unit_id.id,
                "date_from": "2027-01-01",
                "date_to": "2027-06-30",
                "previous_id": post.id,
            }
        )
        later._confirm()
        case = self.dismissed(effective_on="2026-12-01")
        self.assertEqual((later.state, later.confirmed_by_id.id), ("draft", False))
        self.assertEqual(post.date_to, date(2026, 11, 30))
        self.assertIn("2027-01-01", case.effects)

    def test_a_later_day_waits_for_the_scheduled_action(self):
        """R104: decided today, in force on the first; until then he is in post."""
        case = self.dismissed(effective_on="2026-12-01")
        post = self.posts["deputy1.a"]
        self.assertEqual((post.state, post.date_to), ("confirmed", date(2026, 11, 30)))
        self.assertFalse(case.carried_out_on)
        with self.at("2026-11-30 09:00"):
            self.sanctions_due()
        self.assertFalse(case.carried_out_on)
        with self.at("2026-12-01 00:10"):
            self.sanctions_due()
            self.sanctions_due()
        self.assertEqual((case.carried_out_on, post.state), (date(2026, 12, 1), "ended"))
        self.assertEqual(len(case.settlement_ids), 1)

    def test_each_office_settles_its_points_alone(self):
        """R104, R128: and with the last the list is closed."""
        case = self.dismissed()
        lines = case.settlement_ids.line_ids
        loan = lines.filtered(lambda line: line.kind == "loan")
        for login in ("bangongshi", "zuzhibu", "xiaonengban", "deputy1.a"):
            with self.subTest(login), self.assertRaises(AccessError):
                loan.with_user(self.users[login]).action_settle()
        with self.assertRaises(AccessError):
            loan.with_user(self.users["zhaoshangju"]).write({"done_on": "2026-11-23"})
        for line in lines.filtered(lambda line: not line.done_on):
            closer = new_test_user(self.env, f"closer{line.id}", line._closer())
            closer.company_ids = self.company
            closer.company_id = self.company
            line.with_user(closer).action_settle()
        self.assertEqual(case.settlement_ids.state, "closed")

    def test_a_granted_review_gives_back_what_can_be_given_back(self):
        """R105, R104: the appointment is restored, and it says what is not."""
        case = self.dismissed()
        self.serve(case, "2026-11-23")
        case.with_user(self.users["deputy1.a"]).action_ask_review("It was not me")
        case.review_ids.with_user(self.users["zuzhibu2"]).action_grant("Mistaken identity")
        post = self.posts["deputy1.a"]
        self.assertEqual((post.state, post.date_to), ("confirmed", date(2027, 6, 30)))
        self.assertEqual(case.status, "withdrawn")
        self.assertIn("Not restored", case.effects)
        self.assertEqual(case.settlement_ids.state, "cancelled")

    def test_a_post_that_was_filled_meanwhile_is_not_given_back(self):
        """R105, R004: it says so instead of failing."""
        case = self.verified_head()
        self._appoint("head.c", "head", self.bureau_a, "2026-11-24")
        with mute_logger("odoo.sql_db"):
            case.with_user(self.users["zuzhibu2"]).sudo()._withdraw("Mistaken")
        self.assertEqual(self.posts["head.a"].state, "ended")
        self.assertIn("could not be restored", case.effects)

    def verified_head(self):
        case = self.grave("head.a", successor_id=self.posts["deputy2.a"].id)
        case.action_ask_statement()
        case.with_user(self.users["head.a"]).action_state("No")
        case.action_zs_submit()
        self.agree(case)
        return case
