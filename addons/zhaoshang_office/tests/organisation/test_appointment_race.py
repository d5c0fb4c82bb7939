import threading
from datetime import date

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ValidationError
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

ROUNDS = 20


@tagged("post_install", "-at_install")
class TestAppointmentRace(BaseCase):
    """Real threads, real cursors, committed: what two members do at the same moment."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.patch(Registry, "_lock", DummyRLock())  # held by the test run itself

    def run_in_transaction(self, work):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"lang": "en_US"})
            return retrying(lambda: work(env), env)

    def test_of_two_heads_at_once_one_is_saved(self):
        """R004: two heads drafted in the same moment; the exclusion lets one through."""
        bureau_id, people = self.run_in_transaction(self.prepare)
        self.addCleanup(self.run_in_transaction, lambda env: self.remove(env, bureau_id, people))
        for number in range(ROUNDS):
            start = date(2026 + number * 2, 7, 1)
            outcomes = self.race(bureau_id, people, start)
            self.assertEqual(len(outcomes), 2)
            self.assertIn(None, outcomes)
            refusal = next(filter(None, outcomes))
            self.assertIsInstance(refusal, ValidationError)
            self.assertIn("R004", str(refusal))

    def race(self, bureau_id, people, start):
        """Return what came of two simultaneous drafts: None, or the refusal."""
        barrier, outcomes = threading.Barrier(2), []

        def draft(employee_id):
            attempts = []

            def work(env):
                if not attempts:
                    env["zhaoshang.bureau"].browse(bureau_id).mapped("name")
                    barrier.wait(timeout=20)
                attempts.append(1)
                env["zhaoshang.appointment"].create(
                    {
                        "employee_id": employee_id,
                        "bureau_id": bureau_id,
                        "role": "head",
                        "date_from": start,
                    }
                )

            try:
                outcomes.append(self.run_in_transaction(work))
            except Exception as refusal:  # the loser's is what the test looks at
                outcomes.append(refusal)

        with mute_logger("odoo.sql_db", "odoo.service.model"):
            threads = [threading.Thread(target=draft, args=(person,)) for person in people]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(timeout=60)
        return outcomes

    def prepare(self, env):
        bureau = env["zhaoshang.bureau"].create(
            {"name": "竞局", "code": "race", "city": "竞城", "opened_on": "2024-01-01"}
        )
        return bureau.id, env["hr.employee"].create([{"name": "竞甲"}, {"name": "竞乙"}]).ids

    def remove(self, env, bureau_id, people):
        env["zhaoshang.appointment"].search([("bureau_id", "=", bureau_id)]).unlink()
        employees = env["hr.employee"].browse(people)
        resources = employees.resource_id
        employees.unlink()
        resources.unlink()
        env.cr.execute("DELETE FROM zhaoshang_bureau_event WHERE bureau_id = %s", [bureau_id])
        env["zhaoshang.bureau"].browse(bureau_id).unlink()
