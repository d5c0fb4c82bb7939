from datetime import date, timedelta

from odoo.tests import tagged

from ..race import RaceCase

ROUNDS = 10
THREE_DAYS = timedelta(days=3)


@tagged("post_install", "-at_install")
class TestLeaveRace(RaceCase):
    """One person saves twice at the same moment."""

    def test_of_two_overlapping_leaves_at_once_one_is_saved(self):
        """R086: neither sees the other; the database lets one through, every time."""
        appointment_id = self.run_in_transaction(self.prepare)
        self.addCleanup(self.run_in_transaction, lambda env: self.remove(env, appointment_id))
        for number in range(ROUNDS):
            first = date(2025, 8, 1) + timedelta(days=20 * number)
            leaves = (self.leave_of(appointment_id, day) for day in (first, first + THREE_DAYS))
            self.assert_one_is_refused(self.race(*leaves), "R086")

    def leave_of(self, appointment_id, first):
        vals = {
            "appointment_id": appointment_id,
            "date_from": first,
            "date_to": first + THREE_DAYS,
        }
        return lambda env: env["zhaoshang.leave"].create(vals)

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
