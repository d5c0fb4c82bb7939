from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import PresenceCase


@tagged("post_install", "-at_install")
class TestPresenceGrid(PresenceCase):
    def grid(self, login, month="2026-11-10"):
        return self.months.with_user(self.users[login]).zs_grid(month)

    def names(self, login):
        return {
            row["name"]
            for bureau in self.grid(login)["bureaus"]
            for row in bureau["rows"]
            if bureau["id"] in (self.bureau_a | self.bureau_b).ids
        }

    def test_everybody_sees_whom_he_may(self):
        """R012, R041: a bureau its own people, a leader his bureaus, the offices all."""
        own = {"head.a", "deputy1.a", "deputy2.a"}
        everybody = own | {"head.b", "deputy1.b"}
        for login, expected in (
            ("deputy1.a", own),
            ("head.b", everybody - own),
            ("lianxi", own),
            ("fenguan", set()),
            ("guazhi", everybody),
            ("bangongshi", everybody),
            ("xiaonengban", everybody),
        ):
            with self.subTest(login):
                self.assertEqual(self.names(login), expected)
        for login in ("xitong",):
            with self.assertRaises(AccessError):
                self.grid(login)

    def test_the_grid_and_the_stored_months_say_the_same(self):
        """R069: days and figures; what waits is told beside."""
        self.lay_out()
        self.away("head.a", "2026-11-09", "2026-11-11")
        waiting = self.ask("deputy1.a", "2026-11-26", "2026-11-27")
        page = self.grid("bangongshi")
        rows = {row["id"]: row for bureau in page["bureaus"] for row in bureau["rows"]}
        for login in ("head.a", "deputy1.a", "head.b"):
            stored, shown = self.row(login, "2026-11"), rows[self.posts[login].id]
            self.assertEqual(
                (shown["days"], shown["at_post"], shown["limit"], shown["result"]),
                (stored.days, stored.at_post_days, stored.limit_days, stored.result),
            )
        (absence,) = rows[self.posts["deputy1.a"].id]["absences"]
        self.assertEqual(
            (absence["leave"], absence["first"], absence["last"], absence["waits"]),
            (waiting.id, 26, 27, True),
        )
        self.assertEqual((page["month"], len(page["days"])), ("2026-11-01", 30))
        self.assertEqual((page["previous"], page["next"]), ("2026-10-01", "2026-12-01"))
        self.assertEqual(self.grid("bangongshi", "2027-01-31")["previous"], "2026-12-01")

    def test_planned_days_are_shown_until_leave_is_asked_for_to_who_may_read_the_plan(self):
        """R064: from today on; who does not read plans sees a day at post."""
        post = self.posts["deputy1.a"]
        slots = [
            Command.create({"appointment_id": post.id, "date_from": first, "date_to": last})
            for first, last in (("2026-12-08", "2026-12-10"), ("2026-12-21", "2026-12-22"))
        ]
        self.as_user("head.a", "zhaoshang.rotation.plan").create(
            {"month_from": "2026-12-01", "slot_ids": slots}
        )
        self.ask("deputy1.a", "2026-12-21", "2026-12-22")

        def planned(login):
            return {
                row["id"]: [(slot["first"], slot["last"]) for slot in row["planned"]]
                for bureau in self.grid(login, "2026-12-01")["bureaus"]
                for row in bureau["rows"]
            }.get(post.id)

        for login in ("head.a", "deputy2.a", "bangongshi", "zhaoshangju"):
            self.assertEqual(planned(login), [(8, 10)], login)
        self.assertEqual((planned("zuzhibu"), planned("head.b")), ([], None))
        with self.at("2026-12-09 09:00"):
            self.assertEqual(planned("bangongshi"), [(9, 10)])

    def test_a_closed_month_shows_what_was_kept(self):
        """R139: the grid does not overwrite it either."""
        self.lay_out()
        self.close("2026-10")
        self.away("head.a", "2026-10-12", "2026-10-16")
        page = self.grid("head.a", "2026-10-01")
        self.assertTrue(page["closed"])
        self.assertNotIn("L", page["bureaus"][0]["rows"][0]["days"])

    def test_one_round_trip_of_at_most_twelve_queries(self):
        """R069: with two people or eighteen, with one absence or many."""
        costs = []
        for people in (range(0), range(13)):
            for number in people:
                login = f"more{number}.b"
                self._appoint(login, "deputy", self.bureau_b)
                self.away(login, "2026-11-02", "2026-11-04")
            for _warm in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                self.grid("bangongshi")
            costs.append(self.env.cr.sql_log_count - before)
        self.assertEqual(costs[0], costs[1])
        self.assertLessEqual(costs[1], 12)

    def test_a_month_that_is_none_is_refused(self):
        """R069: what no client of ours sends."""
        for month in ("2026-13-01", "x", ["2026-11-01"]):
            with self.assertRaises(UserError):
                self.grid("bangongshi", month)

    def test_an_officer_opens_the_month_he_may_read(self):
        """R012: by the same wall."""
        self.lay_out()
        mine, other = self.posts["head.a"].id, self.posts["head.b"].id
        months = self.months.with_user(self.users["head.a"])
        self.assertEqual(
            months.zs_open_month(mine, "2026-11-01")["res_id"], self.row("head.a", "2026-11").id
        )
        self.assertFalse(months.zs_open_month(other, "2026-11-01"))
        self.assertEqual(self.row("head.b", "2026-11").month, date(2026, 11, 1))
