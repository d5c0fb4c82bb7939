from datetime import date

from odoo import SUPERUSER_ID
from odoo.exceptions import UserError
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

    def test_what_changes_at_the_moment_of_its_confirmation_is_not_confirmed(self):
        """R013: of an edit and a confirmation at once one is refused, every time."""
        bureau_id, people = self.run_in_transaction(self.prepare)
        self.addCleanup(self.run_in_transaction, lambda env: self.remove(env, bureau_id, people))
        for number in range(ROUNDS):
            start = date(2026 + number * 2, 7, 1)
            draft = self.run_in_transaction(
                lambda env, start=start: self.draft_of(bureau_id, people[0], start)(env).id
            )
            outcomes = self.race(self.shortened(draft, start), self.confirmed(draft))
            self.assertIn(None, outcomes)
            refusal = next(filter(None, outcomes), None)
            self.assertIsInstance(refusal, UserError, "confirmed as somebody else had edited it")
            state, until = self.run_in_transaction(lambda env, draft=draft: self.told(env, draft))
            self.assertEqual(state, "draft" if until == start else "confirmed", refusal)

    def shortened(self, draft, day):
        return lambda env: env["zhaoshang.appointment"].browse(draft).write({"date_to": day})

    def confirmed(self, draft):
        second = SUPERUSER_ID + 1

        def confirm(env):
            env["zhaoshang.appointment"].browse(draft).with_user(second).sudo().action_confirm()

        return confirm

    def told(self, env, draft):
        appointment = env["zhaoshang.appointment"].browse(draft)
        return appointment.state, appointment.date_to

    def draft_of(self, bureau_id, employee_id, start):
        vals = {
            "employee_id": employee_id,
            "bureau_id": bureau_id,
            "role": "head",
            "host_unit_id": self.unit_id,
            "date_from": start,
        }
        return lambda env: env["zhaoshang.appointment"].create(vals)

    def prepare(self, env):
        self.unit_id = env.ref("zhaoshang_office.host_unit_county_committee_office").id
        bureau = env["zhaoshang.bureau"].create(
            {"name": "竞局", "code": "race", "city": "竞城", "opened_on": "2024-01-01"}
        )
        return bureau.id, env["hr.employee"].create([{"name": "竞甲"}, {"name": "竞乙"}]).ids

    def remove(self, env, bureau_id, people):
        query = "UPDATE zhaoshang_appointment SET state = 'draft' WHERE bureau_id = %s"
        env.cr.execute(query, [bureau_id])
        env.cr.execute(
            "DELETE FROM zhaoshang_presence_month WHERE appointment_id IN"
            " (SELECT id FROM zhaoshang_appointment WHERE bureau_id = %s)",
            [bureau_id],
        )
        env["zhaoshang.appointment"].search([("bureau_id", "=", bureau_id)]).unlink()
        employees = env["hr.employee"].browse(people)
        resources = employees.resource_id
        employees.unlink()
        resources.unlink()
        env.cr.execute("DELETE FROM zhaoshang_bureau_event WHERE bureau_id = %s", [bureau_id])
        env["zhaoshang.bureau"].browse(bureau_id).unlink()
