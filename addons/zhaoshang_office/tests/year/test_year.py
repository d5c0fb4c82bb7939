import os
from datetime import date, timedelta
from unittest.mock import patch

from freezegun import freeze_time
from odoo.tests import tagged

from ..leave.common import OfficeCase
from . import generate, oracle
from .world import HOUR, World

SEED = int(os.environ.get("ZHAOSHANG_YEAR_SEED", "2026"))
# At every hour the scheduled action runs without a break, and each second run twice.
EVERY_HOUR = os.environ.get("ZHAOSHANG_YEAR_HOURS") == "all"
AGAIN = 2 if EVERY_HOUR else 8
# Else it does not run in these times.
DOWNTIMES = [
    (generate.at(date.fromisoformat(first), 0), generate.at(date.fromisoformat(until), 9))
    for first, until in (
        ("2026-02-07", "2026-03-03"),
        ("2026-05-19", "2026-06-04"),  # an acting head is named meanwhile
        ("2026-07-06", "2026-07-08"),
        ("2026-09-21", "2026-10-12"),
    )
]


def down(hour):
    return any(first <= hour < until for first, until in DOWNTIMES)


@tagged("post_install", "-at_install")
class TestYear(OfficeCase):
    """A year of six bureaus, hour by hour, equals what an oracle makes of the rules' text.

    ``tests/load/check_year.py`` runs it at all hours.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clock = cls.startClassPatcher(freeze_time("2025-12-29 01:00:00"))
        cls.startClassPatcher(
            patch.object(type(cls.env["ir.cron"]), "_commit_progress", lambda *_args: None)
        )
        cls._user("zuzhibu2", "organisation_department")
        cls.year = generate.year(SEED)
        cls.env["zhaoshang.bureau"].search([]).write({"compliance_start": False})
        cls.bureaus = {each.name: cls._open(n, each) for n, each in enumerate(cls.year.bureaus, 1)}
        for post in cls.year.posts:
            bureau = cls.bureaus[post.bureau]
            cls._appoint(post.person, post.role, bureau, post.first, post.last)
        cls.env.flush_all()
        cls.people = {appointment: person for person, appointment in cls.posts.items()}

    @classmethod
    def _open(cls, number, bureau):
        return cls.env["zhaoshang.bureau"].create(
            {
                "name": bureau.name,
                "code": f"year{bureau.name}",
                "city": bureau.name,
                "opened_on": bureau.opened_on,
                "compliance_start": bureau.watched_from,
                "fixed_phone": f"0571-0000-000{number}",
                "company_id": cls.company.id,
                "leader_ids": cls.users["lianxi"].ids,
            }
        )

    def duties(self):
        names = {bureau: name for name, bureau in self.bureaus.items()}
        rows = self.env["zhaoshang.duty"].search([("bureau_id", "in", [b.id for b in names])])
        return sorted(
            (
                oracle.Duty(
                    row.kind,
                    self.people[row.appointment_id]
                    if row.kind == "monday_call"
                    else names[row.bureau_id],
                    row.due_on,
                    row.state,
                    self.people.get(row.appointment_id),
                )
                for row in rows
            ),
            key=repr,
        )

    def findings(self):
        return sorted(
            oracle.Finding(
                row.kind,
                self.people[row.appointment_id],
                row.occurred_on,
                "settled" if row.settled_by_facts else row.state,
                row.answer_until,
            )
            for row in self.env["zhaoshang.finding"].search(
                [("appointment_id", "in", [post.id for post in self.people])]
            )
        )

    def hours(self):
        """The hours at which something can be missed that was not before, but for downtimes."""
        end = generate.at(generate.LAST + timedelta(days=1), 0) - HOUR
        start = generate.at(generate.FIRST, 0)
        if EVERY_HOUR:
            return [start + n * HOUR for n in range(int((end - start) / HOUR) + 1)]
        things = self.year.calls + self.year.reports
        moments = {thing.cancelled_at for thing in things if thing.cancelled_at}
        moments |= {slot.end for slot in oracle.Oracle(self.year, [end]).slots()}
        hours = {m.replace(minute=0, second=0) + HOUR * bool(m.minute) for m in moments}
        return sorted(h for h in hours if start <= h < end and not down(h)) + [end]

    def test_a_year_hour_by_hour(self):
        """R045 to R057, R061, R063, R089 to R096, R104, R105: the duties, findings and steps of a
        year are those of the rules' text, with who answers for each; weeks in which nothing ran
        change nothing."""
        looks = self.hours()
        world = World(self, self.year, looks, self.clock, again=looks[::AGAIN])
        world.play()
        judge = oracle.Oracle(self.year, looks, world)
        self.assertEqual(world.rewritten, [], "A second run wrote something")
        self.assertFalse(self.env["zhaoshang.duty.scan"].search([]).mapped("failures")[0])
        self.compare(judge, judge.duties(), self.duties())
        self.compare(judge, judge.findings(), self.findings())
        for moment, steps in world.steps:
            self.assertEqual(steps, {p: judge.step(p, moment) for p in steps}, str(moment))
        reached = {step for _moment, steps in world.steps for step in steps.values()}
        self.assertEqual(reached, {0, 1, 2, 3})
        self.assertTrue(judge.merged, "No week in which a sanction was served had two misses")
        for played in (world.withdrawals, world.upheld, world.dismissals):
            self.assertTrue(played)
        self.assertTrue([d for d in world.decisions if d.kind == oracle.ABSENCE and d.confirmed])

    def compare(self, judge, expected, found):
        """Fail with the differences and the fact that decides each."""
        wrong = [
            f"{each}: only the rules, {judge.why(each)}" for each in set(expected) - set(found)
        ]
        wrong += [f"{each}: only ours, {judge.why(each)}" for each in set(found) - set(expected)]
        self.assertFalse(wrong, "\n".join(["", *sorted(wrong)[:60]]))
        self.assertEqual(len(expected), len(found))
