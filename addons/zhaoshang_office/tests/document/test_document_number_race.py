from datetime import date

from odoo.tests import tagged

from ..race import RaceCase

ROUNDS = 10
DAY = date(2031, 3, 3)


@tagged("post_install", "-at_install")
class TestDocumentNumberRace(RaceCase):
    """Two documents are issued at the same moment; a third is taken back."""

    def test_two_at_once_get_two_numbers_and_a_rollback_leaves_no_gap(self):
        """DESIGN §10: real threads, every time; the first two open the year."""
        partners = self.run_in_transaction(self.prepare)
        self.addCleanup(self.run_in_transaction, lambda env: self.remove(env, partners))
        for place in range(0, 3 * ROUNDS, 3):
            outcomes = self.race(
                *(self.issue(number) for number in partners[place : place + 2]),
                self.issue(partners[place + 2], fail=True),
            )
            self.assertEqual(outcomes.count(None), 2, outcomes)
        found = self.run_in_transaction(self.numbers)
        self.assertEqual(found, list(range(1, 2 * ROUNDS + 1)))

    def issue(self, number, fail=False):
        def work(env):
            record = env["res.partner"].browse(number)
            env["zhaoshang.document.number"]._take(
                env.ref("base.main_company"), "inspection", DAY, record
            )
            if fail:
                raise ZeroDivisionError

        return work

    def prepare(self, env):
        return env["res.partner"].create([{"name": f"赛{n}"} for n in range(3 * ROUNDS)]).ids

    def numbers(self, env):
        rows = env["zhaoshang.document.number"].search([("year", "=", DAY.year)], order="number")
        return rows.mapped("number")

    def remove(self, env, partners):
        env.cr.execute("DELETE FROM zhaoshang_document_number WHERE year = %s", [DAY.year])
        env.cr.execute("DELETE FROM zhaoshang_document_counter WHERE year = %s", [DAY.year])
        env["res.partner"].browse(partners).unlink()
