import psycopg2
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import OfficeCase


@tagged("post_install", "-at_install")
class TestLeaveOverlap(OfficeCase):
    def test_an_overlap_is_refused_on_saving_and_names_the_other(self):
        """R086, UX 14: granted, waiting and drafted absences stand in the way alike."""
        for make in (self.granted, self.ask, self.draft):
            with self.subTest(make.__name__), self.env.cr.savepoint() as undo:
                make("deputy1.a", "2026-12-01", "2026-12-04")
                with self.assertRaises(ValidationError) as refusal:
                    self.draft("deputy1.a", "2026-12-04", "2026-12-06")
                self.assertIn("R086", str(refusal.exception))
                self.assertIn("12-01 to 12-04", str(refusal.exception))
                undo.rollback()
                self.env.invalidate_all()

    def test_today_is_no_exception(self):
        """R086, UX 14: who is away since this morning asks for no other absence of today."""
        self.granted("deputy1.a", "2026-11-23", "2026-11-24")
        with self.assertRaisesRegex(ValidationError, "2026-11-23 to 11-24.*R086"):
            self.draft("deputy1.a", "2026-11-23", "2026-11-23", kind="county_duty")

    def test_absences_of_every_kind_stand_in_each_others_way(self):
        """R086: leave 12-08 … 12-14 and an escort or another absence 12-12 … 12-15."""
        kinds = [kind for kind, _label in self.env["zhaoshang.leave"]._fields["kind"].selection]
        self.draft("deputy1.a", "2026-12-08", "2026-12-14")
        for kind in kinds:
            with self.subTest(kind), self.assertRaisesRegex(ValidationError, "R086"):
                self.draft("deputy1.a", "2026-12-12", "2026-12-15", kind=kind)

    def test_days_that_touch_are_free(self):
        """R086: the day after the last one is another day."""
        self.ask("deputy1.a", "2026-11-24", "2026-11-26")
        self.assertTrue(self.draft("deputy1.a", "2026-11-27", "2026-11-28"))

    def test_refused_and_withdrawn_leaves_free_their_days(self):
        """R086: what is over does not stand in the way."""
        refused = self.ask("deputy1.a", "2026-12-01", "2026-12-04")
        self.decide(refused, "head.a", "reject", comment="No")
        withdrawn = self.ask("deputy1.a", "2026-12-01", "2026-12-04")
        withdrawn.action_zs_withdraw()
        self.assertTrue(self.ask("deputy1.a", "2026-12-02", "2026-12-03"))

    def test_a_withdrawn_leave_is_not_sent_again_over_another(self):
        """R086: sending again is asking again."""
        withdrawn = self.ask("deputy1.a", "2026-12-01", "2026-12-04")
        withdrawn.action_zs_withdraw()
        self.ask("deputy1.a", "2026-12-02", "2026-12-03")
        with self.assertRaisesRegex(Exception, "R086"):
            withdrawn.action_zs_resubmit()

    def test_colleagues_may_be_away_on_the_same_days(self):
        """R086: the rule is about one person."""
        self.ask("deputy1.a", "2026-12-01", "2026-12-04")
        self.assertTrue(self.ask("deputy2.a", "2026-12-01", "2026-12-04"))

    @mute_logger("odoo.sql_db")
    def test_the_database_itself_refuses(self):
        """R086: even where no Python looks."""
        self.ask("deputy1.a", "2026-12-01", "2026-12-04")
        other = self.ask("deputy1.a", "2026-12-10", "2026-12-11", reason="Another one")
        self.env.flush_all()
        with self.assertRaises(psycopg2.errors.ExclusionViolation), self.env.cr.savepoint():
            self.env.cr.execute(
                "UPDATE zhaoshang_leave SET date_from = '2026-12-03' WHERE id = %s", [other.id]
            )
