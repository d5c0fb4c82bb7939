import threading
from datetime import date, timedelta

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ValidationError
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

ROUNDS = 10


@tagged("post_install", "-at_install")
class TestLeaveRace(BaseCase):
    """Real threads, real cursors, committed: one person saves twice at the same moment."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.patch(Registry, "_lock", DummyRLock())  # held by the test run itself

    def run_in_transaction(self, work):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"lang": "en_US", "tracking_disable": True})
            return retrying(lambda: work(env), env)

    def test_of_two_overlapping_leaves_at_once_one_is_saved(self):
        """R086: neither sees the other; the database lets one through, every time."""
        appointment_id = self.run_in_transaction(self.prepare)
        self.addCleanup(self.run_in_transaction, lambda env: self.remove(env, appointment_id))
        for number in range(ROUNDS):
            first = date(2025, 8, 1) + timedelta(days=20 * number)
            outcomes = self.race(appointment_id, first)
            self.assertEqual(len(outcomes), 2)
            self.assertIn(None, outcomes)
            refusal = next(filter(None, outcomes))
            self.assertIsInstance(refusal, ValidationError)
            self.assertIn("R086", str(refusal))

    def race(self, appointment_id, first):
        """Return what came of two simultaneous saves that share a day: None, or the refusal."""
        barrier, outcomes = threading.Barrier(2), []

        def save(date_from):
            attempts = []

            def work(env):
                if not attempts:
                    env["zhaoshang.appointment"].browse(appointment_id).mapped("name")
                    barrier.wait(timeout=20)
                attempts.append(1)
                env["zhaoshang.leave"].create(
                    {
                        "appointment_id": appointment_id,
                        "date_from": date_from,
                        "date_to": date_from + timedelta(days=3),
                    }
                )

            try:
                outcomes.append(self.run_in_transaction(work))
            except Exception as refusal:  # the loser's is what the test looks at
                outcomes.append(refusal)

        with mute_logger("odoo.sql_db", "odoo.service.model"):
            days = (first, first + timedelta(days=3))
            threads = [threading.Thread(target=save, args=(day,)) for day in days]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(timeout=60)
        return outcomes

    def prepare(self, env):
        bureau = env["zhaoshang.bureau"].create(
            {"name": "假局", "code": "leaverace", "city": "假城", "opened_on": "2024-01-01"}
        )
        employee = env["hr.employee"].create({"name": "假甲"})
        return (
            env["zhaoshang.appointment"]
            .create(
                {
                    "employee_id": employee.id,
                    "bureau_id": bureau.id,
                    "role": "deputy",
                    "date_from": "2025-07-01",
                }
            )
            .id
        )

    def remove(self, env, appointment_id):
        appointment = env["zhaoshang.appointment"].browse(appointment_id)
        employee, bureau = appointment.employee_id, appointment.bureau_id
        env["zhaoshang.leave"].search([("appointment_id", "=", appointment_id)]).unlink()
        appointment.unlink()
        resource = employee.resource_id
        employee.unlink()
        resource.unlink()
        env.cr.execute("DELETE FROM zhaoshang_bureau_event WHERE bureau_id = %s", [bureau.id])
        bureau.unlink()
