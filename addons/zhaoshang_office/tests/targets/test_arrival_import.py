import base64
import io

import openpyxl
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import SCAN, TargetCase

ROWS = (("云梯精密铸件", "2025-09-01", 1600, "首期"), ("云梯精密铸件", "2026-01-05", 400, ""))


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in (("项目编号", "到资日期", "到资金额（万元）", "备注"), *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return base64.b64encode(out.getvalue())


@tagged("post_install", "-at_install")
class TestArrivalImport(TargetCase):
    def wizard(self, *rows, post="bureau_authority", **vals):
        vals = {"document": "松招〔2025〕7号", "evidence": SCAN, "file": workbook(*rows)} | vals
        return self.as_post(self.env["zhaoshang.arrival.import"], post).create(vals)

    def opening(self):
        return self.env["zhaoshang.arrival"].search([("opening", "=", True)])

    def test_past_arrivals_are_reported_and_recognised_by_a_second_member(self):
        """R023: they count from then on, by their own day, marked as taken over."""
        target = self.put_in_force(self.issue())
        wizard = self.wizard(*ROWS)
        wizard.action_check()
        self.assertEqual((wizard.new_count, wizard.error_count, wizard.total), (2, 0, 2000))
        self.assertFalse(self.opening())
        wizard.action_import()
        self.assertEqual(wizard.state, "done")
        arrivals = self.opening()
        self.assertEqual(set(arrivals.mapped("state")), {"reported"})
        self.assertEqual(set(arrivals.mapped("evidence")), {SCAN})
        self.assertEqual(arrivals.zs_approval_task_ids.user_id, self.other_member)
        for arrival in arrivals:
            self.decide(arrival, self.other_member)
        self.assertEqual(target.recognised, 2000)

    def test_the_same_list_again_reports_nothing_again(self):
        """R023: known by project, day and amount; what was refused may be reported anew."""
        self.wizard(*ROWS).action_import()
        first, second = self.opening().sorted("amount")
        self.decide(first, self.other_member, "reject", "无回单")
        self.decide(second, self.other_member)
        draft = self.arrive(300, "2026-02-02")
        again = self.wizard(*ROWS, ("云梯精密铸件", "2026-02-02", 300, ""))
        again.action_check()
        actions = [(line.amount, line.action, bool(line.message)) for line in again.line_ids]
        self.assertEqual(
            actions, [(1600, "unchanged", False), (400, "new", False), (300, "unchanged", True)]
        )
        again.action_import()
        self.assertEqual(sorted(self.opening().mapped("amount")), [400, 400, 1600])
        self.assertEqual(draft.state, "draft")

    def test_one_bad_row_and_nothing_is_imported(self):
        """R023: the workbook that comes back has a reason in that row."""
        wizard = self.wizard(*ROWS, ("没有的项目", "昨天", 0, ""))
        wizard.action_import()
        self.assertEqual((wizard.error_count, wizard.state), (1, "preview"))
        self.assertFalse(self.opening())
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(wizard.error_file)))
        self.assertIn("R023", book.active.cell(4, 5).value)

    def test_it_needs_its_document_and_the_signed_list(self):
        """R023: what was recognised on paper is shown on paper."""
        for vals in ({"document": False}, {"evidence": False}):
            with self.subTest(vals), self.refused(UserError, "R023"):
                self.wizard(*ROWS, **vals).action_import()
        with self.refused(UserError, "Excel"):
            self.wizard(file=base64.b64encode(b"no workbook")).action_check()

    def test_only_the_investment_bureau_imports(self):
        """R014: neither the bureau nor the management office."""
        for post in ("head", "office", "administrator"):
            with self.subTest(post), self.assertRaises(AccessError):
                self.wizard(post=post)
