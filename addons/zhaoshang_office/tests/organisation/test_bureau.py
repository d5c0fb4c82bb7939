from datetime import date

from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ...models.clock import county_moment
from .common import OrganisationCase

CITIES = {
    "hangzhou": "杭州",
    "ningbo": "宁波",
    "wuxi": "无锡",
    "shanghai": "上海",
    "shenzhen": "深圳",
    "quanzhou": "泉州",
}


@tagged("post_install", "-at_install")
class TestBureau(OrganisationCase):
    def happen(self, kind, day, post="bureau_authority", **vals):
        return self.as_post(self.env["zhaoshang.bureau.event"], post).create(
            {
                "bureau_id": self.bureau.id,
                "kind": kind,
                "date": day,
                "document": "松测〔2026〕9号",
                **vals,
            }
        )

    def active_on(self, day):
        return self.bureau._active_at(date.fromisoformat(day)) == self.bureau

    def test_six_bureaus_come_as_data(self):
        """R002: a fresh installation has exactly the six bureaus of the regulation."""
        own = self.env["ir.model.data"].search(
            [("module", "=", "zhaoshang_office"), ("model", "=", "zhaoshang.bureau")]
        )
        bureaus = self.env["zhaoshang.bureau"].browse(own.mapped("res_id"))
        self.assertEqual({bureau.code: bureau.city for bureau in bureaus}, CITIES)
        self.assertEqual(set(bureaus.mapped("state")), {"active"})

    def test_investment_bureau_adds_a_seventh(self):
        """R002, R003: 「等6个」 is a list that can grow; the opening is its first event."""
        seventh = self.as_post(self.env["zhaoshang.bureau"], "bureau_authority").create(
            {
                "name": "苏州驻外招商局",
                "code": "suzhou",
                "city": "苏州",
                "opened_on": "2026-12-01",
                "approval_document": "松测〔2026〕8号",
            }
        )
        self.assertEqual(seventh.event_ids.mapped("kind"), ["open"])
        self.assertFalse(seventh._active_at(date(2026, 11, 30)))
        self.assertTrue(seventh._active_at(date(2026, 12, 1)))

    def test_nothing_is_active_after_the_last_day(self):
        """R003: closed on 2026-09-30, the bureau is active that day and no day later."""
        self.happen("close", "2026-09-30")
        self.assertTrue(self.active_on("2026-09-30"))
        self.assertFalse(self.active_on("2026-10-01"))
        self.assertEqual(self.bureau.state, "closed")
        self.assertEqual(self.bureau.event_ids[0].document, "松测〔2026〕9号")

    def test_officers_of_a_closed_bureau_are_in_service_until_its_last_day(self):
        """R003: from the closing on no appointment counts, though history stays readable."""
        head = self.confirmed()
        self.happen("close", "2026-09-30")
        self.assertEqual(self.bureau._head_at(date(2026, 9, 30)), head)
        self.assertFalse(self.bureau._head_at(date(2026, 10, 1)))
        self.assertEqual(self.as_post(head, "office").name, "测甲")

    def test_nobody_is_appointed_beyond_a_closing(self):
        """R003: an appointment that reaches beyond the last day is refused."""
        self.happen("close", "2026-09-30")
        with self.refused(ValidationError, "R003"):
            self.draft()
        self.draft("测乙", date_to="2026-09-30")

    def test_nothing_follows_a_closing(self):
        """R003: a closed bureau is not suspended, moved or closed again."""
        self.happen("close", "2026-09-30")
        for kind in ("suspend", "relocate", "close", "resume"):
            with self.subTest(kind), self.refused(UserError, "R003"):
                self.happen(kind, "2026-10-01", city="芜湖")

    def test_a_coming_closing_waits_for_its_day(self):
        """R003: decided today, effective after its last day."""
        self.happen("close", "2026-12-31")
        self.assertEqual(self.bureau.state, "active")
        self.assertEqual(self.bureau.closed_on, date(2026, 12, 31))
        self.assertFalse(self.active_on("2027-01-01"))

    def test_suspension_has_a_first_day_and_an_end(self):
        """R003: suspended from 03-01, resumed on 04-01."""
        self.happen("suspend", "2026-03-01")
        self.assertEqual(self.bureau.state, "suspended")
        self.happen("resume", "2026-04-01")
        self.assertEqual(self.bureau.state, "active")
        found = [self.active_on(f"2026-{day}") for day in ("02-28", "03-01", "03-31", "04-01")]
        self.assertEqual(found, [True, False, False, True])

    def test_moving_changes_the_city(self):
        """R003: 「适时调整设立地点」 with date and document."""
        self.happen("relocate", "2026-11-01", city="芜湖")
        self.assertEqual(self.bureau.city, "芜湖")
        with self.refused(ValidationError, "R003"):
            self.happen("relocate", "2026-11-02")

    def test_an_event_needs_its_document(self):
        """R003: no closing without the number of the document."""
        with self.refused(ValidationError, "R003"):
            self.happen("close", "2026-09-30", document=False)

    def test_events_do_not_go_back_in_time(self):
        """R003: an event before the opening is refused."""
        with self.assertRaises(UserError):
            self.happen("close", "2023-12-31")

    def test_an_event_is_neither_edited_nor_deleted(self):
        """R003: events are history, for the superuser too."""
        event = self.happen("suspend", "2026-03-01").sudo()
        with self.assertRaises(UserError):
            event.write({"date": "2026-05-01"})
        with self.assertRaises(UserError):
            event.unlink()

    def test_only_the_investment_bureau_decides_events(self):
        """R003, R014: no other post closes a bureau."""
        for post in self.users.keys() - {"bureau_authority"}:
            with self.subTest(post), self.assertRaises(AccessError):
                self.happen("close", "2026-09-30", post=post)

    def test_state_is_not_written_by_hand(self):
        """R003: state and closing follow events only, for the superuser too."""
        for bureau in (self.bureau, self.as_post(self.bureau, "bureau_authority")):
            for vals in ({"state": "closed"}, {"closed_on": "2026-01-01"}):
                with self.assertRaises(AccessError):
                    bureau.write(vals)

    def test_each_department_writes_its_part(self):
        """R013, R014: staffing is 组织部's, the rest of the master data 招商管理局's."""
        self.as_post(self.bureau, "organisation_department").headcount_standard = 2
        self.as_post(self.bureau, "bureau_authority").fixed_phone = "0551-0000-0000"
        with self.refused(AccessError, "R013"):
            self.as_post(self.bureau, "bureau_authority").headcount_standard = 3
        with self.refused(AccessError, "R014"):
            self.as_post(self.bureau, "organisation_department").fixed_phone = "1"

    def test_head_decides_while_in_post(self):
        """R015: the head in post decides; after his end nobody, until an acting head is named."""
        head = self.confirmed(date_to="2026-11-30")
        deputy = self.confirmed("测乙", "deputy")
        self.assertEqual(self.bureau._deciding_head_at(date(2026, 11, 23)), head)
        self.assertFalse(self.bureau._deciding_head_at(date(2026, 12, 1)))
        self.as_post(self.bureau, "organisation_department").acting_appointment_id = deputy
        self.assertEqual(self.bureau._deciding_head_at(date(2026, 12, 1)), deputy)
        self.assertEqual(self.bureau._deciding_head_at(date(2026, 11, 23)), head)

    def test_who_acted_is_known_by_its_days(self):
        """R015: named on the bureau or by a row, from today on; who was named stays known."""
        first, second = self.confirmed("测乙", "deputy"), self.confirmed("测丙", "deputy")
        bureau = self.as_post(self.bureau, "organisation_department")
        rows = self.env["zhaoshang.acting"].search([("bureau_id", "=", self.bureau.id)])
        rows.write({"date_to": "2026-11-22"})
        bureau.acting_appointment_id = first
        self.assertFalse(self.bureau._deciding_head_at(date(2026, 11, 22)) & first)
        self.assertEqual(self.bureau._deciding_head_at(date(2026, 11, 23)), first)
        with freeze_time("2026-11-30 02:00:00"):
            bureau.acting_appointment_id = second
            self.assertEqual(self.bureau._deciding_head_at(date(2026, 11, 29)), first)
            self.assertEqual(self.bureau._deciding_head_at(date(2026, 11, 30)), second)
            row = bureau.acting_ids.filtered("in_force")
            self.assertEqual((row.appointment_id, row.date_from), (second, date(2026, 11, 30)))
            row.write({"date_to": "2026-12-04"})
        with freeze_time("2026-12-05 02:00:00"):
            self.env["zhaoshang.acting"]._cron_apply()
            self.assertFalse(self.bureau.acting_appointment_id)
            self.assertFalse(self.bureau._deciding_head_at(date(2026, 12, 5)))

    def test_who_is_named_for_later_stays_named(self):
        """R015: whom the bureau names today acts until the day before that one begins."""
        first, second = self.confirmed("测乙", "deputy"), self.confirmed("测丙", "deputy")
        rows = self.as_post(self.env["zhaoshang.acting"], "organisation_department")
        self.env["zhaoshang.acting"].search([("bureau_id", "=", self.bureau.id)]).write(
            {"date_to": "2026-11-22"}
        )
        later = rows.create(
            {"bureau_id": self.bureau.id, "appointment_id": second.id, "date_from": "2026-12-01"}
        )
        bureau = self.as_post(self.bureau, "organisation_department")
        bureau.acting_appointment_id = first
        self.assertTrue(later.exists())
        self.assertEqual(self.bureau._deciding_head_at(date(2026, 11, 30)), first)
        self.assertEqual(self.bureau._deciding_head_at(date(2026, 12, 1)), second)
        bureau.acting_appointment_id = False
        self.assertFalse(self.bureau._deciding_head_at(date(2026, 11, 30)))
        self.assertEqual(self.bureau._deciding_head_at(date(2026, 12, 1)), second)

    def test_nobody_is_named_to_act_for_days_that_have_been(self):
        """R015, R096: neither by a row nor by changing one; the organisation department alone."""
        deputy = self.confirmed("测乙", "deputy")
        rows = self.as_post(self.env["zhaoshang.acting"], "organisation_department")
        values = {"bureau_id": self.bureau.id, "appointment_id": deputy.id}
        with self.refused(ValidationError, "R096"):
            rows.create(values | {"date_from": "2026-11-22"})
        row = rows.create(values | {"date_from": "2026-11-23"})
        self.assertEqual(self.bureau.acting_appointment_id, deputy)
        for change in ({"date_from": "2026-11-01"}, {"bureau_id": self.bureau.id}):
            with self.refused(AccessError, "R015"):
                row.write(change)
        with self.refused(ValidationError, "R096"):
            row.write({"date_to": "2026-11-21"})
        with self.refused(AccessError, "R015"):
            row.unlink()
        for post in ("bureau_authority", "office", "head", "deputy", "administrator"):
            with self.subTest(post), self.assertRaises(AccessError):
                self.as_post(self.env["zhaoshang.acting"], post).create(values)

    def test_who_acts_when_the_days_come_in_goes_on_acting(self):
        """R015: an older database names him on the bureau alone; he keeps it from that day on."""
        deputy = self.confirmed("测乙", "deputy")
        self.as_post(self.bureau, "organisation_department").acting_appointment_id = deputy
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM zhaoshang_acting WHERE bureau_id = %s", [self.bureau.id])
        self.env.invalidate_all()
        for _turn in range(2):
            self.env["zhaoshang.acting"]._keep_who_acts()
        row = self.env["zhaoshang.acting"].search([("bureau_id", "=", self.bureau.id)])
        log = self.env["zhaoshang.audit"].search(
            [("res_model", "=", "zhaoshang.bureau"), ("field_name", "=", "acting_appointment_id")],
            order="id desc", limit=1,
        )  # fmt: skip
        self.assertEqual(row.appointment_id, deputy)
        self.assertEqual(row.date_from, county_moment(log.logged_at).date())

    def test_acting_head_belongs_to_the_bureau(self):
        """R015: a deputy of another bureau cannot act for this head, nor can a draft."""
        draft = self.draft("测丙", "deputy")
        with self.refused(ValidationError, "R015"):
            self.bureau.acting_appointment_id = draft
