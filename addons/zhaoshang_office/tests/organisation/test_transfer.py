from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import OrganisationCase


@tagged("post_install", "-at_install")
class TestTransfer(OrganisationCase):
    """Transfers within a term, renewals after it, and the reminders before its end."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.bureau.copy({"name": "芜湖驻外招商局", "code": "wuhu"})
        cls.officer = cls.user("zs-officer", "deputy")
        cls.appointment = cls.confirmed("测甲", "deputy", cls.officer)

    def propose(self, appointment=None, by=None, **vals):
        slip = (
            self.env["zhaoshang.appointment.transfer"]
            .with_user(by or self.first)
            .with_context(default_appointment_id=(appointment or self.appointment).id)
        )
        slip.create(
            {
                "bureau_id": self.other.id,
                "role": "deputy",
                "first_day": "2027-01-01",
                "host_unit_id": self.zone.id,
                "document": "松组任〔2026〕12号",
                "reason": "工作需要",
                **vals,
            }
        ).action_propose()

    def confirm(self, by=None):
        self.appointment.with_user(by or self.second).action_confirm_end()
        return self.appointment.next_ids

    def test_a_transfer_keeps_the_term_in_one_step(self):
        """R008: the old appointment ends the day before, the new one is in force for the rest."""
        self.propose()
        self.assertIn("芜湖", self.appointment.end_notice)
        self.assertFalse(self.appointment.next_ids)
        new = self.confirm()
        self.assertEqual(self.appointment.date_to, date(2026, 12, 31))
        self.assertEqual((new.date_from, new.date_to), (date(2027, 1, 1), date(2027, 6, 30)))
        self.assertEqual((new.state, new.bureau_id), ("confirmed", self.other))
        self.assertEqual(new.term_from, date(2025, 7, 1))
        self.assertEqual((new.drafted_by_id, new.confirmed_by_id), (self.first, self.second))
        self.assertEqual(new.user_id, self.officer)

    def test_who_proposed_a_transfer_does_not_confirm_it(self):
        """R013: a second member of 组织部 confirms; no other post proposes or confirms."""
        self.propose()
        with self.refused(AccessError, "R013"):
            self.confirm(self.first)
        for post in ("bureau_authority", "office", "administrator"):
            with self.subTest(post), self.assertRaises(AccessError):
                self.confirm(self.users[post])
            with self.subTest(post), self.assertRaises(AccessError):
                self.propose(by=self.users[post])

    def test_a_transfer_is_not_written_by_hand(self):
        """R008, R013: neither written nor given on creation, for the superuser too."""
        for record in (self.appointment, self.appointment.with_user(self.first)):
            for vals in ({"transfer_bureau_id": self.other.id}, {"reminded_stage": 2}):
                with self.refused(AccessError, "R013"):
                    record.write(vals)
        draft = self.draft("测乙", "deputy", renewal_of_id=self.appointment.id)
        self.assertFalse(draft.renewal_of_id)

    def test_a_withdrawn_transfer_leaves_nothing(self):
        """R008: the proposal is gone, and a later early end is only an end."""
        self.propose()
        self.appointment.with_user(self.first).action_drop_end()
        self.assertFalse(self.appointment.transfer_bureau_id)
        self.assertEqual(self.appointment.date_to, date(2027, 6, 30))

    def test_a_transfer_to_where_a_head_sits_is_refused_at_once(self):
        """R004: the refusal names the head in post and the way out."""
        self.confirmed("测丙", "head", bureau_id=self.other.id)
        with self.refused(UserError, "测丙.*R004"):
            self.propose(role="head", host_unit_id=self.committee.id)

    def test_a_transfer_outside_the_term_or_to_the_same_post_is_refused(self):
        """R007, R008: the term goes on, it does not grow; and a transfer changes something."""
        for vals in (
            {"first_day": "2027-07-01"},
            {"first_day": "2025-07-01"},
            {"bureau_id": self.bureau.id},
        ):
            with self.subTest(vals), self.refused(UserError, "R008"):
                self.propose(**vals)

    def test_a_transfer_to_a_closed_bureau_is_refused(self):
        """R003: the bureau must be open on the first day there."""
        self.as_post(self.env["zhaoshang.bureau.event"], "bureau_authority").create(
            {
                "bureau_id": self.other.id,
                "kind": "close",
                "date": "2026-11-30",
                "document": "松测1号",
            }
        )
        with self.refused(UserError, "R003"):
            self.propose()

    def test_a_deputy_becomes_head_with_that_rank(self):
        """R008, R009: a change of post in the same bureau is a transfer too."""
        self.propose(bureau_id=self.bureau.id, role="head", host_unit_id=self.committee.id)
        new = self.confirm()
        self.assertEqual((new.role, new.rank), ("head", "full"))
        self.assertTrue(self.officer.has_group("zhaoshang_office.group_head"))

    def test_a_renewal_is_a_new_term_that_a_second_member_confirms(self):
        """R007: from the day after, two years, no predecessor whose term would go on."""
        action = self.appointment.with_user(self.first).action_renew()
        new = self.env["zhaoshang.appointment"].browse(action["res_id"])
        self.assertEqual((new.date_from, new.date_to), (date(2027, 7, 1), date(2029, 6, 30)))
        self.assertEqual((new.state, new.term_from), ("draft", date(2027, 7, 1)))
        self.assertEqual(new.renewal_of_id, self.appointment)
        with self.refused(UserError, "R008"):
            self.appointment.with_user(self.first).action_renew()
        with self.refused(AccessError, "R013"):
            new.with_user(self.first).action_confirm()
        new.with_user(self.second).action_confirm()

    def todos(self, record=None):
        record = record or self.appointment
        return record.activity_ids.filtered(lambda a: a.user_id in (self.first | self.second))

    def test_reminders_come_at_ninety_and_thirty_days_once_each(self):
        """R007: a second run changes nothing; after a stop only the later reminder is given."""
        self.holds(self.first, "organisation_department")
        remind = self.env["zhaoshang.appointment"]._cron_remind_of_expiry
        near = self.confirmed("测丁", "deputy", bureau_id=self.other.id, date_to="2027-02-21")
        late = self.confirmed("测戊", "deputy", bureau_id=self.other.id, date_to="2026-12-01")
        far = self.confirmed("测己", "deputy", bureau_id=self.other.id, date_to="2027-02-22")
        for _run in range(2):
            remind()
            self.assertEqual([len(self.todos(a)) for a in (near, late, far)], [1, 1, 0])
        self.assertEqual((near.reminded_stage, late.reminded_stage), (1, 2))
        near.with_user(self.first).action_renew()
        self.assertFalse(self.todos(near))

    def test_another_host_unit_needs_its_reason_there_too(self):
        """R005, R006: the confirmation checks the new post like any other."""
        self.propose(host_unit_id=self.committee.id)
        with self.refused(ValidationError, "R005, R006"):
            self.confirm()
        self.assertEqual(self.appointment.date_to, date(2027, 6, 30))
