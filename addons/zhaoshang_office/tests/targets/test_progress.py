from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import TargetCase

FIGURES = ["recognised", "pending", "big_count", "expected", "colour", "forecast", "explanation"]


@tagged("post_install", "-at_install")
class TestProgress(TargetCase):
    """Monday 2026-11-23: 16 of 24 months are over, 4000 of 6000 are expected."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.target = cls.put_in_force(cls.issue())

    def at(self, amount):
        self.arrive(amount, decision="approve")
        self.env.invalidate_all()
        return self.target

    def test_expected_colour_and_forecast(self):
        """R024: 2799.99 red, 2800 amber, 4000 green; the pace so far gives 6000."""
        self.assertEqual((self.target.elapsed_months, self.target.expected), (16, 4000))
        self.assertEqual(self.at(2799.99).colour, "red")
        self.assertEqual(self.at(0.01).colour, "amber")
        target = self.at(1200)
        self.assertEqual((target.colour, target.percent, target.forecast), ("green", 100, 6000))
        self.assertFalse(target.amount_met)
        self.assertEqual(target.needed_a_month, 250)
        self.assertTrue(self.at(2000).amount_met)

    def test_large_projects_by_kind_size_stage_and_day(self):
        """R020: industrial, 10000 or more, begun inside the term, not dropped."""
        self.assertEqual(self.target.big_count, 1)
        for codename, fixed, vals in (
            ("不足一亿", 9999.99, {}),
            ("商业综合体", 20000, {"is_industrial": False}),
            ("只签约", 20000, {"stage": "signed"}),
            ("上届开工", 20000, {"day": "2025-06-30"}),
        ):
            self.make_project(codename, fixed, **vals)
        self.env.invalidate_all()
        self.assertEqual(self.target.big_count, 1)
        self.make_project("正好一亿", 10000)
        self.env.invalidate_all()
        self.assertEqual(self.target.big_count, 2)

    def test_a_project_counts_for_the_bureau_that_brought_it(self):
        """R020, R003: handed over when its bureau closes, it moves nothing that was counted."""
        self.project._govern({"bureau_id": self.bureau_b.id, "appointment_id": self.head_b.id})
        self.env.invalidate_all()
        self.assertEqual(self.target.big_count, 1)
        other = self.issue(self.bureau_b)
        self.assertEqual(other.big_count, 0)

    def test_each_number_explains_itself(self):
        """R019, R020, R024: clause, threshold and the parameter version stand beside it."""
        text = self.at(600).explanation
        for word in ("R019", "R020", "R024", "6000", "10000", "4000", "600", "70", "2013-01-01"):
            self.assertIn(word, text)

    def test_the_figures_open_the_records_behind_them(self):
        """R024: the list that opens adds up to the number; totals' readers are told why not."""
        target = self.at(600)
        action = target.with_user(self.users["head"]).action_open_arrivals()
        rows = self.env[action["res_model"]].search(action["domain"])
        counted = rows.filtered(lambda row: row.state == "recognised")
        self.assertEqual(sum(counted.mapped("amount")), target.recognised)
        action = target.with_user(self.users["head"]).action_open_projects()
        self.assertEqual(len(self.env[action["res_model"]].search(action["domain"])), 1)
        with self.refused(AccessError, "R112"):
            target.with_user(self.users["organisation_department"]).action_open_arrivals()

    def test_the_curve_ends_where_the_forecast_says(self):
        """R024: three lines of the same target; the last forecast is the figure on the form."""
        target = self.at(2000)
        rows = self.env["zhaoshang.target.month"].with_user(self.users["head"])
        found = rows.search_read(
            [("target_id", "=", target.id)], ["month", "series", "amount"], order="month"
        )
        lines = {series: [r for r in found if r["series"] == series] for series in
                 ("expected", "actual", "forecast")}  # fmt: skip
        self.assertEqual([len(lines[s]) for s in ("expected", "actual", "forecast")], [24, 24, 24])
        self.assertEqual(lines["expected"][-1]["amount"], 6000)
        self.assertEqual(lines["actual"][-1]["amount"], 2000)
        self.assertEqual(lines["forecast"][-1]["amount"], target.forecast)
        self.assertFalse(rows.with_user(self.head_b_user).search([("target_id", "=", target.id)]))

    def test_progress_costs_one_statement_however_many(self):
        """R024: six targets cost what one costs."""
        bureaus = self.bureau_b
        for number in range(3):
            bureaus |= self.bureau.copy({"name": f"测试{number}局", "code": f"cost{number}"})
        targets = self.target
        for bureau in bureaus:
            targets |= self.env["zhaoshang.target"]._create_governed(
                [{"bureau_id": bureau.id, "date_from": "2025-07-01", "state": "draft", "version": 1,
                  "drafted_by_id": self.authority.id}]
            )  # fmt: skip
        self.env.flush_all()
        costs = []
        for some in (targets[:1], targets):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            some.with_user(self.authority).read(FIGURES)
            costs.append(self.cr.sql_log_count - before)
        self.assertLessEqual(costs[0], 20)
        self.assertLessEqual(costs[1], costs[0])

    def test_a_bureau_shows_its_target_to_who_may_read_it(self):
        """R012: the page of the bureau shows progress, and nothing to 挂任单位."""
        self.at(600)
        self.assertIn("600", self.as_post(self.bureau, "head").target_standing)
        self.assertFalse(self.as_post(self.bureau, "host_unit").target_standing)
        self.assertFalse(self.bureau.with_user(self.head_b_user).target_standing)
