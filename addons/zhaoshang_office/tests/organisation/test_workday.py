from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import OrganisationCase


@tagged("post_install", "-at_install")
class TestWorkday(OrganisationCase):
    def calendar(self, first="2026-01-01", last="2027-12-31", company=None):
        return self.env["zhaoshang.workday"]._calendar(
            date.fromisoformat(first), date.fromisoformat(last), company or self.county
        )

    def test_the_library_needs_no_line(self):
        """R049: 2026-10-08 is the first working day after the National Day week."""
        self.assertEqual(self.calendar().on_or_after(date(2026, 10, 2)), date(2026, 10, 8))

    def test_a_correction_overrides_the_library(self):
        """R049: 系统管理员 makes a Monday off and a Saturday working."""
        self.as_post(self.env["zhaoshang.workday"], "administrator").create(
            [
                {"date": "2026-11-23", "kind": "rest", "name": "县里调休"},
                {"date": "2026-11-28", "kind": "working"},
            ]
        )
        calendar = self.calendar()
        self.assertFalse(calendar.is_working(date(2026, 11, 23)))
        self.assertFalse(calendar.is_statutory(date(2026, 11, 23)))
        self.assertTrue(calendar.is_working(date(2026, 11, 28)))

    def test_a_year_without_a_table_is_provisional_until_imported(self):
        """R067: importing the table of 2031 through base_import makes the year known."""
        before = self.calendar("2031-01-01", "2031-12-31")
        self.assertFalse(before.has_table(2031))
        self.assertTrue(before.is_statutory(date(2031, 10, 1)))
        self.assertFalse(before.is_statutory(date(2031, 10, 5)))
        result = self.as_post(self.env["zhaoshang.workday"], "administrator").load(
            ["date", "kind", "source", "name"],
            [
                *([f"2031-10-0{n}", "statutory", "table", "国庆节"] for n in range(1, 8)),
                ["2031-09-27", "working", "table", "国庆节调休上班"],
            ],
        )
        self.assertEqual(len(result["ids"]), 8)
        after = self.calendar("2031-01-01", "2031-12-31")
        self.assertTrue(after.has_table(2031))
        self.assertTrue(after.is_statutory(date(2031, 10, 5)))
        self.assertTrue(after.is_working(date(2031, 9, 27)))

    def test_counties_do_not_share_corrections(self):
        """R049: the correction of one county does not reach another."""
        self.env["zhaoshang.workday"].create({"date": "2026-11-23", "kind": "rest"})
        other = self.env["res.company"].create({"name": "邻县"})
        self.assertTrue(self.calendar(company=other).is_working(date(2026, 11, 23)))

    def test_only_the_administrator_corrects(self):
        """R049, R140: no other post changes a working day."""
        for post in self.users.keys() - {"administrator"}:
            with self.subTest(post), self.assertRaises(AccessError):
                self.as_post(self.env["zhaoshang.workday"], post).create(
                    {"date": "2026-11-23", "kind": "rest"}
                )
