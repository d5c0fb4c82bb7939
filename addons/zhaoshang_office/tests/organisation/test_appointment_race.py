from datetime import date

from odoo.tests import tagged

from ..race import RaceCase

ROUNDS = 20


@tagged("post_install", "-at_install")
class TestAppointmentRace(RaceCase):
    """What two members of 组织部 do at the same moment."""

    def test_of_two_heads_at_once_one_is_saved(self):
        """R004: two heads drafted in the same moment; the exclusion lets one through."""
        bureau_id, people = self.run_in_transaction(self.prepare)
        self.addCleanup(self.run_in_transaction, lambda env: self.remove(env, bureau_id, people))
        for number in range(ROUNDS):
            start = date(2026 + number * 2, 7, 1)
            drafts = (self.draft_of(bureau_id, person, start) for person in people)
            self.assert_one_is_refused(self.race(*drafts), "R004")

    def draft_of(self, bureau_id, employee_id, start):
        vals = {
            "employee_id": employee_id,
            "bureau_id": bureau_id,
            "role": "head",
            "date_from": start,
        }
        return lambda env: env["zhaoshang.appointment"].create(vals)

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
