from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestLeaveEntry(OfficeCase):
    """A leave told by telephone: entered by 管理办公室, sent by the person (R088)."""

    def enter(self, login="deputy1.a", first="2026-11-23", last="2026-11-24", by="bangongshi",
              **values):  # fmt: skip
        told = {"appointment_id": self.posts[login].id, "date_from": first, "date_to": last}
        number = self.as_user(by).action_enter_for(told | values)
        return self.env["zhaoshang.leave"].browse(number)

    def mine(self, leave, login="deputy1.a"):
        return leave.with_user(self.users[login])

    def test_it_waits_for_the_person_who_sends_it(self):
        """R088: marked; his to-do; sent in his name, then decided as any other."""
        leave = self.enter(reason="My mother fell")
        self.assertEqual(leave.zs_approval_state, "draft")
        self.assertEqual(leave.activity_ids.user_id, self.users["deputy1.a"])
        self.assertTrue(self.mine(leave).awaits_person)
        self.mine(leave).action_zs_submit()
        self.assertEqual(leave.zs_approval_instance_id.requester_id, self.users["deputy1.a"])
        self.assertIn("entered by the office", leave.zs_approval_instance_id.sudo().title)
        self.assertEqual(self.waiting_for(leave), ["head.a"])
        self.assertFalse(leave.activity_ids)

    def test_nobody_else_sends_or_declines_it(self):
        """R088, R012: neither the office that entered it nor the head."""
        leave = self.enter()
        for login in ("bangongshi", "head.a", "deputy2.a", "zuzhibu", "zhaoshangju"):
            for action in ("action_zs_submit", "action_decline_entry", "unlink"):
                with self.subTest(login, action=action), self.assertRaises(AccessError):
                    getattr(self.mine(leave, login), action)()
        self.assertEqual(leave.zs_approval_state, "draft")

    def test_only_the_office_enters_for_another(self):
        """R012, R088: everybody else asks for himself."""
        for login in ("head.a", "deputy2.a", "zuzhibu", "zhaoshangju", "xitong", "fenguan"):
            with self.subTest(login), self.assertRaises(AccessError):
                self.enter(by=login)
        with self.assertRaises(AccessError):
            self.as_user("bangongshi").create(
                {
                    "appointment_id": self.posts["deputy1.a"].id,
                    "date_from": "2026-11-23",
                    "date_to": "2026-11-23",
                }
            )

    def test_nothing_but_what_was_told_is_taken(self):
        """R088: neither state nor mark nor day of asking comes from the caller."""
        leave = self.enter(
            zs_approval_state="approved", asked_on="2020-01-01", entered_by_id=1, return_date=False
        )
        self.assertEqual(leave.zs_approval_state, "draft")
        self.assertEqual(leave.entered_by_id, self.users["bangongshi"])
        self.assertEqual(str(leave.asked_on), "2026-11-23")

    def test_the_day_of_the_call_counts(self):
        """R088: told in time, confirmed a week later; marked as asked by telephone."""
        leave = self.enter(first="2026-11-20")
        with self.at("2026-12-01 09:00"):
            self.mine(leave).action_zs_submit()
        self.assertEqual(leave.zs_approval_state, "running")
        self.assertTrue(leave.asked_afterwards)

    def test_a_call_too_late_is_refused_at_once(self):
        """R088: the office learns it while the person is on the telephone."""
        with self.assertRaisesRegex(UserError, "R088"):
            self.enter(first="2026-11-16", last="2026-11-24")

    def test_what_was_told_stands(self):
        """R088: the person adds to it, other days he asks for himself."""
        leave = self.mine(self.enter())
        leave.reason = "My mother fell"
        for values in ({"date_to": "2026-11-29"}, {"kind": "special"}):
            with self.subTest(values), self.assertRaisesRegex(UserError, "R088"):
                leave.write(values)

    def test_declined_it_is_gone_and_the_office_is_told(self):
        """R088: whoever took it down calls back."""
        leave = self.enter()
        self.mine(leave).action_decline_entry()
        self.assertFalse(leave.exists())
        told = self.env["mail.message"].search(
            [("partner_ids", "in", self.users["bangongshi"].partner_id.ids)], limit=1
        )
        self.assertIn("does not confirm", told.body)
        own = self.draft("deputy1.a", "2026-11-23", "2026-11-24")
        with self.assertRaisesRegex(UserError, "entered"):
            own.action_decline_entry()

    def test_the_office_sees_what_it_entered_and_no_other_draft(self):
        """R012: the reason is the person's, once it is taken down."""
        leave, own = self.enter(reason="x"), self.draft("deputy2.a", "2026-12-10", "2026-12-11")
        seen = self.as_user("bangongshi").search([("zs_approval_state", "=", "draft")])
        self.assertIn(leave, seen)
        self.assertNotIn(own, seen)
        self.assertNotIn(leave, self.as_user("zuzhibu").search([]))
        self.assertFalse(seen.browse(leave.id).reason)

    def test_an_overlap_does_not_tell_the_office_of_a_draft(self):
        """R012, R086: that there is one, not what it is."""
        self.draft("deputy1.a", "2026-11-24", "2026-11-27")
        with self.assertRaises(UserError) as refusal:
            self.enter()
        self.assertIn("R086", str(refusal.exception))
        self.assertNotIn("2026-11-24 to 11-27", str(refusal.exception))

    def test_the_box_of_the_office(self):
        """R088: filled in on the telephone, it opens what was taken down."""
        box = self.as_user("bangongshi", "zhaoshang.leave.entry").create(
            {
                "appointment_id": self.posts["deputy1.a"].id,
                "date_from": "2026-11-23",
                "date_to": "2026-11-23",
            }
        )
        action = box.action_enter()
        self.assertEqual(action["res_model"], "zhaoshang.leave")
        self.assertEqual(
            self.env["zhaoshang.leave"].browse(action["res_id"]).user_id, self.users["deputy1.a"]
        )
        with self.assertRaises(AccessError):
            self.as_user("deputy1.a", "zhaoshang.leave.entry").create({})

    def test_the_boxes_tell_no_name_of_another_county(self):
        """R012, R140: neither who takes a call down nor who reports an absence."""
        county = self.env["res.company"].create({"name": "邻县"})
        for group, box, values in (
            ("office", "zhaoshang.leave.entry", {"kind": "rotation"}),
            ("efficiency", "zhaoshang.finding.absence", {"facts": "x"}),
        ):
            user = self._user(f"neighbour.{group}", group)
            user.write({"company_ids": county.ids, "company_id": county.id})
            boxes = self.env[box].with_user(user).with_context(allowed_company_ids=county.ids)
            values |= {"appointment_id": self.posts["deputy1.a"].id}
            with self.subTest(box), self.assertRaisesRegex(AccessError, "R012"):
                boxes.create(values | {"date_from": "2026-12-01", "date_to": "2026-12-01"})
            with self.subTest(box), self.assertRaisesRegex(AccessError, "R012"):
                boxes.onchange(values, [], {"appointment_id": {"fields": {"display_name": {}}}})
