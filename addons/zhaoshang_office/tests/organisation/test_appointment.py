from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import CheckViolation, ExclusionViolation

from .common import OrganisationCase


@tagged("post_install", "-at_install")
class TestAppointment(OrganisationCase):
    def assert_clash(self, constraint, **vals):
        with (
            self.assertRaises(ExclusionViolation) as caught,
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.draft(**vals)
        self.assertEqual(
            caught.exception.diag.constraint_name, f"zhaoshang_appointment_{constraint}"
        )
        return self.env["zhaoshang.appointment"]._sql_error_to_message(caught.exception)

    def test_second_head_is_refused_by_name(self):
        """R004: two heads of one bureau never overlap, and the refusal names the other."""
        self.draft("测甲", date_to="2026-06-30")
        message = self.assert_clash("one_head", name="测乙", date_from="2026-06-30")
        self.assertIn("测甲", message)
        self.assertIn("R004", message)

    def test_heads_follow_each_other(self):
        """R004: the next head begins the day after the last one ended."""
        self.draft("测甲", date_to="2026-06-30")
        self.assertTrue(self.draft("测乙", date_from="2026-07-01"))

    def test_a_third_deputy_is_only_warned_of(self):
        """R004: more people than the standard give a warning, and are saved."""
        first, second, third = [self.draft(f"测{n}", "deputy") for n in "甲乙丙"]
        self.assertIn("R004", third.staffing_warning)
        self.assertEqual(third.state, "draft")
        third.unlink()
        (first | second).invalidate_recordset(["staffing_warning"])
        self.assertFalse(second.staffing_warning)

    def test_nobody_is_confirmed_without_host_unit(self):
        """R005, R006: 局长 or 副局长 with empty 挂任单位 cannot be confirmed."""
        for name, role, rule in (("测甲", "head", "R005"), ("测乙", "deputy", "R006")):
            appointment = self.draft(name, role, host_unit_id=False)
            with self.subTest(role), self.refused(ValidationError, rule):
                appointment.with_user(self.second).action_confirm()
            self.assertEqual(appointment.state, "draft")

    def test_host_unit_outside_the_list_needs_a_reason(self):
        """R005, R006: another unit is possible with its reason only."""
        for name, role, unit in (("测甲", "head", self.zone), ("测乙", "deputy", self.committee)):
            with self.subTest(role), self.refused(ValidationError, "R005, R006"):
                self.draft(name, role, host_unit_id=unit.id)
            self.assertTrue(self.draft(name, role, host_unit_id=unit.id, host_reason="县委决定"))

    def test_the_list_of_host_units_is_open(self):
        """R005, R006: 组织部 adds a unit, and it is on the list."""
        unit = self.as_post(self.env["zhaoshang.host.unit"], "organisation_department").create(
            {"name": "县工商联", "for_deputy": True}
        )
        self.assertTrue(self.draft("测乙", "deputy", host_unit_id=unit.id))

    def test_a_term_is_two_years_less_a_day(self):
        """R007: 2025-07-01 gives 2027-06-30, 29 February 2024 gives 2026-02-27."""
        self.assertEqual(self.draft().date_to, date(2027, 6, 30))
        leap = self.draft("测乙", "deputy", date_from="2024-02-29")
        self.assertEqual(leap.date_to, date(2026, 2, 27))

    def test_a_term_may_be_shorter_never_longer(self):
        """R007: the end is editable downwards."""
        appointment = self.draft(date_to="2026-12-31")
        with self.refused(ValidationError, "R007"):
            appointment.date_to = "2027-07-01"
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            appointment.date_to = "2025-06-30"
            appointment.flush_recordset()

    def test_one_person_holds_one_appointment_at_a_time(self):
        """R008: overlapping appointments of one person are refused, in any bureau."""
        first = self.draft("测甲", "deputy", date_to="2026-06-30")
        other = self.env.ref("zhaoshang_office.bureau_wuxi")
        message = self.assert_clash(
            "one_appointment",
            name="测甲",
            role="deputy",
            employee_id=first.employee_id.id,
            bureau_id=other.id,
            date_from="2026-06-01",
        )
        self.assertIn("R008", message)

    def test_a_transfer_keeps_the_term(self):
        """R007, R008: after a transfer the first appointment's term goes on."""
        first = self.confirmed("测甲", "deputy", date_to="2026-06-30")
        second = self.draft(
            "测甲",
            "deputy",
            employee_id=first.employee_id.id,
            bureau_id=self.env.ref("zhaoshang_office.bureau_wuxi").id,
            date_from="2026-07-01",
            previous_id=first.id,
        )
        self.assertEqual(second.term_from, date(2025, 7, 1))
        self.assertEqual(second.date_to, date(2027, 6, 30))

    def test_a_term_goes_on_from_ones_own_earlier_appointment_only(self):
        """R007, R008: neither another's nor a later appointment makes a term longer."""
        other = self.draft("测丙", "deputy", date_from="2026-01-01")
        later = self.draft("测甲", "deputy", date_from="2026-07-01")
        for previous, officer in ((other, {}), (later, {"employee_id": later.employee_id.id})):
            with self.subTest(previous.name), self.refused(ValidationError, "R008"):
                self.draft(
                    "测甲",
                    "deputy",
                    date_from="2025-07-01",
                    date_to="2026-06-30",
                    previous_id=previous.id,
                    **officer,
                )

    def test_treatment_follows_the_post(self):
        """R009: 正科级 for a head, 副科级 for a deputy."""
        self.assertEqual(self.draft().rank, "full")
        self.assertEqual(self.draft("测乙", "deputy").rank, "deputy")

    def test_treatment_not_settled_needs_a_reason(self):
        """R009: 未落实 without reason is refused."""
        with self.refused(ValidationError, "R009"):
            self.draft(rank="none")
        appointment = self.draft(rank="none", rank_reason="职数不足")
        self.assertEqual(appointment.rank, "none")

    def test_only_the_organisation_department_confirms(self):
        """R013: no other post confirms or drafts an appointment."""
        appointment = self.draft()
        for post in self.users.keys() - {"organisation_department"}:
            with self.subTest(post):
                with self.assertRaises(AccessError):
                    self.as_post(appointment, post).action_confirm()
                with self.assertRaises(AccessError):
                    self.draft("测乙", by=self.users[post])
        self.assertEqual(appointment.state, "draft")

    def test_the_drafter_does_not_confirm(self):
        """R013: four eyes; a second member confirms, and stands on the record."""
        appointment = self.draft()
        with self.refused(AccessError, "R013"):
            appointment.action_confirm()
        appointment.with_user(self.second).action_confirm()
        self.assertEqual(appointment.state, "confirmed")
        self.assertEqual(appointment.confirmed_by_id, self.second)

    def test_who_last_edits_a_draft_does_not_confirm_it(self):
        """R013: editing a draft makes its editor the drafter."""
        appointment = self.draft()
        appointment.with_user(self.second).host_post = "副主任"
        with self.refused(AccessError, "R013"):
            appointment.with_user(self.second).action_confirm()
        appointment.with_user(self.first).action_confirm()

    def test_what_has_changed_since_it_was_seen_is_not_confirmed(self):
        """R013: a screen says what it showed, of one draft or many; an end proposed anew too."""
        draft, other = self.draft(), self.draft("测乙", "deputy")
        shown = {"zs_seen": (draft | other).mapped("seen_seal")}
        both = (draft | other).with_user(self.second).with_context(**shown)
        draft.host_post = "副主任"
        with self.refused(UserError, f"测甲.*{self.first.name}.*R013"):
            both.action_confirm()
        both.with_context(zs_seen=both.mapped("seen_seal")).action_confirm()
        draft._propose_end(date(2026, 10, 31), "松测〔2026〕3号", "调离")
        shown = {"zs_seen": [draft.seen_seal]}
        draft._propose_end(date(2026, 11, 30), "松测〔2026〕3号", "调离")
        with self.refused(UserError, "R013"):
            draft.with_user(self.second).with_context(**shown).action_confirm_end()

    def test_state_and_signatures_are_not_written(self):
        """R013: by nobody, the superuser included, neither on creation nor later."""
        appointment = self.draft()
        forged = {"state": "confirmed", "confirmed_by_id": self.second.id, "drafted_by_id": 1}
        for vals in ({name: value} for name, value in forged.items()):
            for record in (appointment, appointment.sudo()):
                with self.refused(AccessError, "R013"):
                    record.write(vals)
        born = self.draft("测乙", "deputy", **forged)
        self.assertEqual(
            (born.state, born.drafted_by_id, born.confirmed_by_id.ids), ("draft", self.first, [])
        )
        context = {f"default_{name}": value for name, value in forged.items()}
        born = (
            self.env["zhaoshang.appointment"]
            .with_user(self.first)
            .with_context(**context)
            .create({"name": "测丙", "bureau_id": self.bureau.id, "date_from": "2025-07-01"})
        )
        self.assertEqual(
            (born.state, born.drafted_by_id, born.confirmed_by_id.ids), ("draft", self.first, [])
        )

    def test_a_confirmed_appointment_is_fixed(self):
        """R008: what two members agreed on is not edited or deleted."""
        appointment = self.confirmed().with_user(self.first)
        for vals in ({"date_to": "2026-12-31"}, {"role": "deputy"}, {"name": "某人"}):
            with self.refused(UserError, "R008"):
                appointment.write(vals)
        with self.refused(UserError, "R008"):
            appointment.unlink()

    def test_an_early_end_takes_two_members_and_a_document(self):
        """R008, R013: proposed by one, confirmed by another; until then nothing ends."""
        appointment = self.confirmed().with_user(self.first)
        slip = {"appointment_id": appointment.id, "date": "2026-10-31", "reason": "调离"}
        wizard = self.env["zhaoshang.appointment.end"].with_user(self.first)
        wizard.create(slip | {"document": "松测〔2026〕3号"}).action_propose()
        self.assertEqual(appointment.date_to, date(2027, 6, 30))
        with self.refused(AccessError, "R013"):
            appointment.action_confirm_end()
        appointment.with_user(self.second).action_confirm_end()
        self.assertEqual(appointment.date_to, date(2026, 10, 31))
        self.assertEqual(appointment.state, "ended")

    def test_an_end_lies_within_the_term(self):
        """R007, R008: neither before the start nor beyond the end, nor without document."""
        appointment = self.confirmed().with_user(self.first)
        for day, document in (("2025-06-30", "号"), ("2027-07-01", "号"), ("2026-10-31", " ")):
            with self.subTest(day), self.assertRaises(UserError):
                appointment._propose_end(date.fromisoformat(day), document, "调离")

    def test_the_term_runs_out_by_itself(self):
        """R007: the day after the end, the appointment is ended and no longer in force."""
        appointment = self.confirmed(date_to="2026-11-22")
        self.assertEqual(appointment.state, "ended")
        self.assertFalse(appointment._active_at(date(2026, 11, 23)))
        self.assertTrue(appointment._active_at(date(2026, 11, 22)))

    def test_current_appointment_of_a_user(self):
        """R008: a user has one current appointment, of the day asked for."""
        user = self.users["head"]
        appointment = self.confirmed(user=user)
        current = self.env["zhaoshang.appointment"]._current
        self.assertEqual(current(user), appointment)
        self.assertFalse(current(user, date(2025, 6, 30)))

    def test_confirming_gives_the_post_and_takes_the_other(self):
        """R015: a deputy who becomes head holds the head's group, and no longer the deputy's."""
        user = self.users["deputy"]
        first = self.confirmed("测甲", "deputy", user=user, date_to="2026-06-30")
        self.assertTrue(user.has_group("zhaoshang_office.group_deputy"))
        self.confirmed(
            "测甲", "head", employee_id=first.employee_id.id, user=user, date_from="2026-07-01"
        )
        self.assertTrue(user.has_group("zhaoshang_office.group_head"))
        self.assertFalse(user.has_group("zhaoshang_office.group_deputy"))
