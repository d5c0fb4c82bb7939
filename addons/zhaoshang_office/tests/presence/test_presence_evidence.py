from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...rules.worklog import without_evidence
from ..worklog.common import WorklogCase

NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)


@tagged("post_install", "-at_install")
class TestPresenceEvidence(WorklogCase):
    """On Monday 2026-11-23 the logs up to Thursday the 19th can no longer be written."""

    def gaps(self, login="deputy1.a"):
        gaps = self.env["zhaoshang.evidence.gap"]
        return gaps._gaps(self.company, *NOVEMBER).get(self.posts[login].id, [])

    def test_three_working_days_without_anything_are_told(self):
        """R069: from the watched start to what may still be written; weekends do not break."""
        self.assertEqual(self.gaps(), [(date(2026, 11, 2), date(2026, 11, 19), 14)])

    def test_a_log_a_visit_and_a_call_are_evidence(self):
        """R069: each of them begins the count anew; a planned visit is none."""
        self.registered("2026-11-05")
        self.visit("2026-11-12")
        with self.at("2026-11-17 09:00"):
            self.log(day="2026-11-17")
        self.as_user("bangongshi", "zhaoshang.report").create(
            {
                "bureau_id": self.bureau_a.id,
                "reported_at": "2026-11-09 01:00:00",
                "speaker_ids": self.posts["deputy1.a"].ids,
                "content": "x",
            }
        )
        self.assertEqual(
            self.gaps(),
            [
                (date(2026, 11, 2), date(2026, 11, 4), 3),
                (date(2026, 11, 10), date(2026, 11, 16), 5),
            ],
        )
        self.assertEqual(self.gaps("deputy2.a")[0][2], 14)

    def test_the_statement_says_what_the_rule_says(self):
        """R069: over the same days."""
        self.registered("2026-11-05")
        self.registered("2026-11-10")
        days = self.env["zhaoshang.worklog.day"].search(
            [("appointment_id", "=", self.posts["deputy1.a"].id), ("state", "=", "missing")],
            order="day",
        )
        shown = {date(2026, 11, 5), date(2026, 11, 10)}
        self.assertEqual(self.gaps(), without_evidence([(d.day, d.day in shown) for d in days]))

    def test_the_parameter_decides_and_none_switches_it_off(self):
        """R069: no_evidence_days."""
        sets = self.env["zhaoshang.rule.set"]._at(date(2026, 11, 1), self.company)
        for days, found in ((15, 0), (14, 1), (0, 0)):
            self.env.cr.execute(
                "UPDATE zhaoshang_rule_set SET no_evidence_days = %s WHERE id = %s",
                (days, sets.id),
            )
            self.assertEqual(len(self.gaps()), found, days)

    def test_it_is_a_hint_and_counts_as_nothing(self):
        """R069: no finding is raised and no day taken away; a person looks into it."""
        before = self.env["zhaoshang.finding"].search_count([])
        gap = self.as_user("bangongshi", "zhaoshang.evidence.gap").search(
            [("appointment_id", "=", self.posts["deputy1.a"].id)]
        )
        self.assertIn("R069", gap.words)
        self.assertEqual(gap.action_look_into()["res_model"], "zhaoshang.finding.absence")
        self.assertEqual(self.env["zhaoshang.finding"].search_count([]), before)
        with self.assertRaises(AccessError):
            gap.with_user(self.users["head.a"]).action_look_into()

    def test_the_month_grid_shows_it_to_whom_it_concerns(self):
        """R069: to the person, his head and the offices; colleagues and leaders see nothing."""
        for login, told in (("bangongshi", True), ("head.a", True), ("deputy1.a", True),
                            ("deputy2.a", False), ("lianxi", False)):  # fmt: skip
            page = self.as_user(login, "zhaoshang.presence.month").zs_grid("2026-11-01")
            rows = {r["id"]: r for bureau in page["bureaus"] for r in bureau["rows"]}
            row = rows[self.posts["deputy1.a"].id]
            self.assertEqual(bool(row["unproven"]), told, login)
