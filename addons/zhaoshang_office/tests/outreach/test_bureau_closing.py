from datetime import date

from odoo.tests import tagged

from ..projects.common import COMPLETE
from .common import OutreachCase

YESTERDAY = "2026-11-22"


@tagged("post_install", "-at_install")
class TestBureauClosing(OutreachCase):
    """What becomes of the address book and the planned visits of a bureau that is closed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.organisation("乙演示有限公司")
        cls.known = cls.organisation("甲演示", "head.b")  # the same firm, as the other knows it
        cls.past = cls.visit("2026-11-20")
        cls.coming = cls.visit("2026-12-03", place="厂区", contact_id=cls.person.id)

    def close(self, **vals):
        event = self.as_user("zhaoshangju", "zhaoshang.bureau.event")
        return event.create(
            {
                "bureau_id": self.bureau_a.id,
                "kind": "close",
                "date": YESTERDAY,
                "document": "松测〔2026〕9号",
                **vals,
            }
        )

    def test_who_closes_it_sees_what_it_leaves_behind(self):
        """R003: before the closing is decided, in figures."""
        event = self.as_user("zhaoshangju", "zhaoshang.bureau.event").new(
            {"bureau_id": self.bureau_a.id, "kind": "close"}
        )
        for figure in (" 2", " 1"):
            self.assertIn(figure, event.left_behind)
        self.assertFalse(event.new({"bureau_id": self.bureau_a.id, "kind": "suspend"}).left_behind)

    def test_the_bureau_that_takes_over_gets_its_own_book(self):
        """R003, R012, R030: what it knows already stays one entry, and no month counts by it."""
        touched = self.env["zhaoshang.contact.touch"].search_count([])
        event = self.close(takeover_bureau_id=self.bureau_b.id)
        book = self.as_user("head.b", "zhaoshang.organisation").search([])
        self.assertEqual(set(book.mapped("name")), {"甲演示", "乙演示有限公司"})
        person = self.known.contact_ids
        self.assertEqual(person.name, "钱一")
        self.assertEqual(person.keeper_appointment_id, self.posts["head.b"])
        self.assertEqual(self.env["zhaoshang.contact.touch"].search_count([]), touched)
        self.assertEqual(self.person.bureau_id, self.bureau_a)  # history of the closed one
        self.assertTrue(event.taken_over)

    def test_visits_to_come_are_planned_by_the_other_bureau(self):
        """R003, R026: with its own entries; the closed bureau's are cancelled with the reason."""
        self.close(takeover_bureau_id=self.bureau_b.id)
        visit = self.as_user("head.b", "zhaoshang.visit").search([])
        self.assertEqual((visit.date, visit.place, visit.state),
                         (date(2026, 12, 3), "厂区", "planned"))  # fmt: skip
        self.assertEqual(visit.organisation_id, self.known)
        self.assertEqual(visit.contact_id.sudo(), self.known.contact_ids)
        self.assertEqual(visit.participant_ids, self.posts["head.b"])
        for old in (self.past, self.coming):
            self.assertEqual(old.state, "cancelled")
            self.assertIn("松测〔2026〕9号", old.cancel_reason)

    def test_projects_name_their_investor_in_the_new_book(self):
        """R003, R012: the project goes over, and its firm with it."""
        project = self.env["zhaoshang.project"].with_user(self.users["deputy1.a"])
        project = project.create({**COMPLETE, "organisation_id": self.firm.id})
        self.close(takeover_bureau_id=self.bureau_b.id)
        self.assertEqual(project.sudo().bureau_id, self.bureau_b)
        self.assertEqual(project._investor().organisation_id, self.known)

    def test_without_a_successor_nothing_is_planned_any_more(self):
        """R003: the book stays readable for the two offices alone."""
        self.close()
        self.assertEqual((self.past.state, self.coming.state), ("cancelled", "cancelled"))
        readers = {
            login
            for login in ("deputy1.a", "head.b", "bangongshi", "zhaoshangju")
            if self.seen(login, self.firm)
        }
        self.assertEqual(readers, {"bangongshi", "zhaoshangju"})

    def test_nobody_types_what_was_taken_over(self):
        """R003: the note is the closing's own."""
        self.assertFalse(self.close(taken_over="x").taken_over)
