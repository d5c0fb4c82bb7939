from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..leave.common import OfficeCase


@tagged("post_install", "-at_install")
class TestRotationPlan(OfficeCase):
    def plan(self, *slots, by="head.a", month="2026-12-01"):
        """Return a plan of the bureau of ``by``; a slot is (login, first, last) of the month."""
        return self.as_user(by, "zhaoshang.rotation.plan").create(
            {
                "month_from": month,
                "slot_ids": [
                    Command.create(
                        {
                            "appointment_id": self.posts[login].id,
                            "date_from": f"{month[:8]}{first:02}",
                            "date_to": f"{month[:8]}{last:02}",
                        }
                    )
                    for login, first, last in slots
                ],
            }
        )

    def test_the_plan_of_a_month_is_seen_by_the_two_offices(self):
        """R064: and by its bureau; not by others."""
        plan = self.plan(("deputy1.a", 8, 12))
        for login, reads in (
            ("deputy2.a", True), ("zhaoshangju", True), ("bangongshi", True),
            ("head.b", False), ("deputy1.b", False),
        ):  # fmt: skip
            with self.subTest(login):
                found = self.as_user(login, "zhaoshang.rotation.plan").search([])
                self.assertEqual(plan.id in found.ids, reads)
        for login in ("fenguan", "guazhi", "xitong", "xiaonengban", "zuzhibu"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.as_user(login, "zhaoshang.rotation.plan").search([])

    def test_all_members_away_on_one_day_is_warned_of_and_kept(self):
        """R064."""
        plan = self.plan(("head.a", 1, 5), ("deputy1.a", 4, 8), ("deputy2.a", 5, 9))
        self.assertEqual(plan.warning_count, 1)
        self.assertRegex(plan.warning_text, "^▲ Sat, Dec 5: all members.*R064")

    def test_eight_days_and_overlap_and_holidays_are_explained(self):
        """R065, R066, R067, R086: each with its figure; nothing is refused."""
        plan = self.plan(
            ("head.a", 1, 9), ("deputy1.a", 12, 14), ("deputy1.a", 14, 15), month="2026-10-01"
        )
        rules = [line.partition("R0")[2][:2] for line in plan.warning_text.splitlines()]
        self.assertEqual(rules, ["86", "65", "67"])
        plan.slot_ids[0].date_to = "2026-10-15"
        self.assertIn("8 days counted, of at most 7", plan.warning_text)

    def test_a_slot_counts_like_the_leave_that_it_becomes(self):
        """R067: by the county's parameters; over National Day two days, or all nine."""
        slot = self.plan(("deputy1.a", 1, 9), month="2026-10-01").slot_ids
        self.assertEqual(slot.counted_days, 2)
        parameters = self.env["zhaoshang.rule.set"]._at(slot.date_from)
        parameters._govern({"leave_excl_statutory": False})
        slot.invalidate_recordset()
        self.assertEqual(slot.counted_days, 9)
        self.assertIn("9 days counted, of at most 7", slot.plan_id.warning_text)

    def test_the_head_plans_and_who_acts_for_him(self):
        """R015, R064: a deputy only while the head is away."""
        plan = self.plan(("deputy1.a", 8, 12))
        for login in ("deputy1.a", "head.b", "zhaoshangju", "bangongshi"):
            with self.subTest(login), self.assertRaises(AccessError):
                plan.with_user(self.users[login]).write({"note": "x"})
        with self.assertRaisesRegex(AccessError, "R064"):
            self.plan(by="deputy1.a", month="2027-01-01")
        self.granted(
            "head.a", "2026-11-23", "2026-11-25", acting_appointment_id=self.posts["deputy1.a"].id
        )
        plan.with_user(self.users["deputy1.a"]).write({"note": "head away"})
        with self.assertRaises(AccessError):
            plan.with_user(self.users["head.a"]).write({"note": "x"})

    def test_slots_are_guarded_like_their_plan(self):
        """R064: neither moved nor added nor deleted by others, nor put into another plan."""
        slot = self.plan(("deputy1.a", 8, 12)).slot_ids
        other = self.plan(by="head.b")
        mine = slot.with_user(self.users["deputy1.a"])
        for attempt in (
            lambda: mine.write({"date_to": "2026-12-13"}),
            lambda: mine.unlink(),
            lambda: mine.copy({"date_from": "2026-12-20", "date_to": "2026-12-21"}),
            lambda: slot.with_user(self.users["head.a"]).write({"plan_id": other.id}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()

    def test_a_slot_is_of_its_bureau_and_begins_in_its_month(self):
        """R064, R067."""
        plan = self.plan(("deputy1.a", 8, 12))
        with self.assertRaisesRegex(ValidationError, "R067"):
            plan.slot_ids.write({"date_from": "2026-11-30"})
        with self.assertRaisesRegex(ValidationError, "own bureau"):
            plan.sudo().slot_ids.appointment_id = self.posts["deputy1.b"]

    def test_a_leave_begins_with_the_days_of_the_plan(self):
        """R064: the new form shows them; he may take others, and is told so."""
        plan = self.plan(("deputy1.a", 8, 12), ("deputy2.a", 15, 18))
        with Form(self.as_user("deputy1.a")) as form:
            self.assertEqual(f"{form.date_from} {form.date_to}", "2026-12-08 2026-12-12")
            self.assertIn("as in the rotation plan", form.plan_note)
            form.date_to = "2026-12-11"
            self.assertIn("Dec 8", form.plan_note)
        leave = form.record
        self.assertFalse(plan.slot_ids[0].leave_id)
        leave.action_zs_submit()
        self.env.invalidate_all()
        slot = plan.slot_ids[0]
        self.assertEqual(slot.leave_id, leave)
        self.assertIn("Waits for", slot.leave_status)
        self.assertIn("Dec 11", slot.leave_status)
        planned = self.as_user("zhaoshangju", "zhaoshang.rotation.slot")
        self.assertIn(slot.id, planned.search([("leave_id", "!=", False)]).ids)
        self.assertNotIn(slot.id, planned.search([("leave_id", "=", False)]).ids)

    def test_a_server_that_is_asked_for_a_leave_without_days_refuses(self):
        """R064: the plan fills the form, not whatever is created."""
        self.plan(("deputy1.a", 8, 12))
        self.assertNotIn("date_from", self.as_user("deputy1.a").default_get(["date_from"]))

    def test_what_was_asked_for_stays_in_the_plan(self):
        """R064: the leave tells the days from then on."""
        plan = self.plan(("deputy1.a", 8, 12))
        self.ask("deputy1.a", "2026-12-08", "2026-12-12")
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "deputy1.a has asked"):
            plan.slot_ids.write({"date_to": "2026-12-13"})
        with self.assertRaisesRegex(UserError, "deputy1.a has asked"):
            plan.slot_ids.unlink()

    def test_last_months_plan_is_taken_over(self):
        """R064: for those who have no days yet."""
        self.plan(("head.a", 1, 5), ("deputy1.a", 8, 12))
        plan = self.plan(("head.a", 20, 22), month="2027-01-01")
        plan.action_copy_last_month()
        self.assertEqual(
            [(slot.appointment_id.name, str(slot.date_from)) for slot in plan.slot_ids.sorted()],
            [("deputy1.a", "2027-01-08"), ("head.a", "2027-01-20")],
        )
        with self.assertRaisesRegex(UserError, "already"):
            plan.action_copy_last_month()
        with self.assertRaisesRegex(UserError, "2027-02"):
            self.plan(month="2027-03-01").action_copy_last_month()

    def test_one_plan_a_month(self):
        """R064: any day of it means the whole."""
        plan = self.plan(month="2026-12-15")
        self.assertEqual(str(plan.month_from), "2026-12-01")

    def test_the_grid_shows_days_officers_and_leave_of_the_month(self):
        """R064: holidays and who is away; the reader of the plan reads no reason."""
        self.granted("deputy2.a", "2026-12-02", "2026-12-03", reason="secret")
        plan = self.plan(("deputy1.a", 8, 12))
        grid = plan.with_user(self.users["deputy1.a"]).grid
        self.assertEqual(len(grid["days"]), 31)
        self.assertEqual([m["name"] for m in grid["members"]], ["head.a", "deputy1.a", "deputy2.a"])
        self.assertEqual(grid["members"][2]["absences"][0]["from"], "2026-12-02")
        self.assertNotIn("secret", str(grid))

    def test_the_list_costs_the_same_for_many_slots(self):
        """R064: no query for each slot."""
        plan = self.plan(("head.a", 1, 2))

        def queries():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            own = plan.with_user(self.users["zhaoshangju"])
            own.read(["slot_count", "asked_count", "warning_text"])
            own.slot_ids.read(["appointment_id", "date_from", "leave_status", "counted_days"])
            return self.env.cr.sql_log_count - before

        queries()
        few = queries()
        for login, first in (("deputy1.a", 4), ("deputy2.a", 7), ("head.a", 14)):
            plan.slot_ids = [
                Command.create(
                    {"appointment_id": self.posts[login].id, "date_from": f"2026-12-{first:02}",
                     "date_to": f"2026-12-{first + 1:02}"}
                )
            ]  # fmt: skip
        self.assertLessEqual(queries(), few + 2)
        self.assertLessEqual(few, 30)

    def test_a_plan_from_which_leave_was_asked_is_not_deleted(self):
        """R064: no more than its slot."""
        plan = self.plan(("deputy1.a", 8, 12))
        self.ask("deputy1.a", "2026-12-08", "2026-12-12")
        with self.assertRaisesRegex(UserError, "asked for leave"):
            plan.unlink()
        self.plan(("deputy1.a", 8, 12), month="2027-01-01").unlink()

    def test_an_unsaved_plan_tells_nothing_of_another_bureau(self):
        """R012: neither who belongs to it nor who is away; its own people see."""
        self.plan(("deputy1.a", 8, 12))
        self.granted("deputy2.a", "2026-12-20", "2026-12-21")
        values = {"bureau_id": self.bureau_a.id, "month_from": "2026-12-01"}
        spec = {"grid": {}, "warning_text": {}}
        lines = {"plan_id": {"fields": {"grid": {}}}}
        for login, told in (("head.b", False), ("deputy1.b", False), ("deputy2.a", True)):
            with self.subTest(login):
                plans = self.as_user(login, "zhaoshang.rotation.plan")
                answer = str(plans.onchange(values, ["bureau_id"], spec))
                self.assertEqual("deputy2.a" in answer, told)
                slots = self.as_user(login, "zhaoshang.rotation.slot")
                self.assertEqual("deputy2.a" in str(slots.onchange({"plan_id": values}, [], lines)),
                                 False)  # fmt: skip

    def test_a_mistyped_year_of_a_slot_is_refused(self):
        """R064: and works nothing out while it is typed."""
        plan = self.plan(("deputy1.a", 8, 12))
        for values in ({"date_to": "2926-12-12"}, {"date_to": "x"}):
            with self.assertRaisesRegex(UserError, "Correct the year|no day like"):
                plan.slot_ids.write(values)
        line = [1, plan.slot_ids.id, {"date_to": "2926-12-12"}]
        spec = {"warning_text": {}, "slot_ids": {"fields": {"date_to": {}, "counted_days": {}}}}
        self.assertIn("value", plan.onchange({"slot_ids": [line]}, ["slot_ids"], spec))
