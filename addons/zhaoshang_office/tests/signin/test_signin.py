import psycopg2
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import SigninCase


@tagged("post_install", "-at_install")
class TestSignin(SigninCase):
    def setUp(self):
        super().setUp()
        self.enterContext(self.at(self.NOW))

    def test_the_office_records_who_stands_at_the_desk(self):
        """R079: person, day, time and who recorded it."""
        self.stay("deputy1.a", "2026-11-26", "2026-11-28")
        entry = self.sign("deputy1.a")
        self.assertEqual(str(entry.day), "2026-11-27")
        self.assertEqual(str(entry.moment), "2026-11-27 02:00:00")
        self.assertEqual(entry.recorded_by_id, self.users["bangongshi"])
        self.assertFalse(entry.late_reason)

    def test_nobody_but_the_office_records(self):
        """R080: neither the officer himself nor any other role."""
        for login in ("deputy1.a", "head.a", "zhaoshangju", "zuzhibu", "xiaonengban", "fenguan"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.sign("deputy1.a", by=login)

    def test_the_second_of_one_day_is_refused(self):
        """R080: with when the first was recorded and by whom."""
        self.sign("deputy1.a")
        with self.assertRaisesRegex(UserError, "11-27 10:00 by bangongshi.*R080"):
            self.sign("deputy1.a")

    def test_two_desks_at_once_record_once(self):
        """R080: the database refuses what the check could not see yet."""
        office = self.as_user("bangongshi", "zhaoshang.signin").sudo()
        self.sign("deputy1.a")
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.env.cr.savepoint(),
        ):
            office._record(self.posts["deputy1.a"], self.sign_day(), "")

    def sign_day(self):
        return self.env["zhaoshang.signin"].search([], limit=1).day

    def test_nobody_signs_in_during_leave(self):
        """R080: leave needs no sign-in; who works turns it into an escort first."""
        self.grant(self.ask("deputy2.a", "2026-11-27", "2026-11-28"))
        with self.assertRaisesRegex(UserError, "2026-11-27 to 2026-11-28.*R080"):
            self.sign("deputy2.a")

    def test_neither_ahead_nor_after_the_term(self):
        """R007, R079."""
        with self.assertRaisesRegex(UserError, "R079"):
            self.sign("deputy1.a", "2026-11-28")
        self._appoint("gone", "deputy", self.bureau_a, date_to="2026-03-17")
        with self.assertRaisesRegex(UserError, "R007"):
            self.sign("gone")

    def test_what_is_no_day_and_nobody_is_refused_in_words(self):
        """R079: whatever a client sends."""
        office = self.as_user("bangongshi", "zhaoshang.signin")
        for day in ("x", "2026-02-30", "0001-01-01", "9999-12-31", True):
            with self.subTest(day), self.assertRaisesRegex(UserError, "Correct the|no day like"):
                self.sign("deputy1.a", day, "x")
        for nobody in (None, "x", [self.posts["deputy1.a"].id], 10**12):
            with self.subTest(nobody), self.assertRaisesRegex(UserError, "Choose|choose"):
                office.action_sign(nobody)

    def test_a_past_day_is_added_with_its_reason(self):
        """R079: and marked as added later."""
        with self.assertRaisesRegex(UserError, "2026-11-26 is over"):
            self.sign("deputy1.a", "2026-11-26")
        entry = self.sign("deputy1.a", "2026-11-26", "系统故障，前台登记在册")
        self.assertEqual(entry.late_reason, "系统故障，前台登记在册")

    def test_a_closed_month_takes_no_more_sign_ins(self):
        """R139: what was closed stands, with a reason or without."""
        months = self.env["zhaoshang.presence.month"]
        months._recompute(self.company)
        october = months.search(
            [("appointment_id", "=", self.posts["deputy1.a"].id), ("month", "=", "2026-10-01")]
        )
        entry = self.sign("deputy1.a", "2026-10-12", "register on paper")
        october.with_user(self.users["bangongshi"]).action_close()
        with self.assertRaisesRegex(UserError, "2026-10 is closed.*R139"):
            self.sign("deputy1.a", "2026-10-13", "register on paper")
        with self.assertRaisesRegex(UserError, "2026-10 is closed.*R139"):
            entry.action_undo("wrong person")
        self.sign("deputy1.a", "2026-11-26", "register on paper")

    def test_a_mistake_is_taken_back_on_the_same_day_with_its_reason(self):
        """R080: the entry stays in the register, and the right one can be made."""
        entry = self.sign("deputy1.a")
        with self.assertRaisesRegex(UserError, "why"):
            entry.action_undo(" ")
        entry.action_undo("点错人")
        self.assertEqual(entry.undo_reason, "点错人")
        self.assertEqual(entry.undone_by_id, self.users["bangongshi"])
        again = self.sign("deputy1.a")
        self.assertNotEqual(again, entry)
        with self.assertRaisesRegex(UserError, "already"):
            entry.action_undo("又一次")
        with self.at("2026-11-28 09:00"), self.assertRaisesRegex(UserError, "2026-11-27"):
            again.action_undo("点错人")

    def test_what_happens_is_in_the_log(self):
        """R138: recorded, taken back, with reason."""
        entry = self.sign("deputy1.a")
        entry.action_undo("点错人")
        lines = self.env["zhaoshang.audit"].search(
            [("res_model", "=", "zhaoshang.signin"), ("res_id", "=", entry.id)], order="id"
        )
        self.assertEqual(lines[0].kind, "create")
        self.assertIn("点错人", lines.mapped("new_value"))
        self.assertEqual(set(lines.mapped("user_name")), {"bangongshi"})

    def test_officers_read_their_own_sign_ins(self):
        """R012: not those of colleagues; the offices read all."""
        entry = self.sign("deputy1.a")
        self.stay("deputy1.a", "2026-11-26", "2026-11-27")
        for login, reads in (
            ("deputy1.a", True), ("zuzhibu", True), ("zhaoshangju", True), ("xiaonengban", True),
            ("deputy2.a", False), ("head.a", False), ("head.b", False),
        ):  # fmt: skip
            with self.subTest(login):
                found = self.as_user(login, "zhaoshang.signin").search([])
                self.assertEqual(entry.id in found.ids, reads)
                self.assertEqual(bool(self.days(by=login)), reads)

    def test_nothing_is_typed_into_the_register(self):
        """R079: neither by the office nor by the superuser."""
        entry = self.sign("deputy1.a")
        values = {"appointment_id": self.posts["head.a"].id, "day": "2026-11-26"}
        for register in (self.as_user("bangongshi", "zhaoshang.signin"), entry.sudo()):
            with self.assertRaises(AccessError):
                register.create([values])
        for record in (entry, entry.sudo()):
            with self.assertRaises(AccessError):
                record.write({"day": "2026-11-26"})
            with self.assertRaises(AccessError):
                record.unlink()

    def test_the_wizards_ask_for_the_reason(self):
        """R079, R080: through the same commands, so with the same refusals."""
        entry = self.sign("deputy1.a")
        office = self.env(user=self.users["bangongshi"])
        office["zhaoshang.signin.undo"].create(
            {"signin_id": entry.id, "reason": "点错人"}
        ).action_undo()
        self.assertTrue(entry.undone_at)
        later = office["zhaoshang.signin.later"].create(
            {
                "appointment_id": self.posts["deputy1.a"].id,
                "day": "2026-11-26",
                "reason": "前台登记在册",
            }
        )
        later.action_add()
        self.assertTrue(self.env["zhaoshang.signin"].search([("day", "=", "2026-11-26")]))

    def test_the_desk_shows_who_is_expected_and_how_each_stands(self):
        """R079, R080: names of today, who came besides, how many are missing this month."""
        self.stay("deputy1.a", "2026-11-26", "2026-11-28")
        self.stay("head.b", "2026-11-27", "2026-11-27", kind="escort")
        self.grant(self.ask("deputy2.a", "2026-11-27", "2026-11-28"))
        self.sign("head.b")
        self.sign("head.a")
        desk = self.as_user("bangongshi", "zhaoshang.signin").zs_desk()
        lines = {line["name"]: bool(line["signin"]) for line in desk["expected"]}
        self.assertEqual(lines, {"deputy1.a": False, "head.b": True})
        ours = {"head.a", "deputy2.a", "deputy1.b"}
        self.assertEqual({other["name"] for other in desk["others"]} & ours, {"deputy1.b"})
        self.assertEqual([line["name"] for line in desk["unexpected"]], ["head.a"])
        self.assertEqual(desk["missing"], 1)
        with self.assertRaises(AccessError):
            self.as_user("zhaoshangju", "zhaoshang.signin").zs_desk()

    def test_the_desk_costs_the_same_for_many(self):
        """R079: no query for each name."""
        desk = self.as_user("bangongshi", "zhaoshang.signin")
        self.stay("deputy1.a", "2026-11-27", "2026-11-27")

        def queries():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            desk.zs_desk()
            return self.env.cr.sql_log_count - before

        queries()
        few = queries()
        for login in ("head.b", "deputy1.b"):
            self.stay(login, "2026-11-27", "2026-11-27")
        self.assertLessEqual(queries(), few)
        self.assertLessEqual(few, 30)
