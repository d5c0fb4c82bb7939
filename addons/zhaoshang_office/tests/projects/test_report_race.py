from datetime import date

from odoo.fields import Date
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from ..race import RaceCase
from .common import COMPLETE

FIRST_OF_THEIR_YEAR = [date(year, 3, 2) for year in range(2041, 2045)]
LATER = [date(2041, 3, day) for day in range(3, 7)]


@tagged("post_install", "-at_install")
class TestReportRace(RaceCase):
    """Two bureaus report the same investor at the same moment."""

    def test_of_two_reports_at_once_one_is_the_first(self):
        """R109, R113: numbered one after the other, and the suspicion is noted, every time.

        Also where they are the first of a year: no row of the sequence is there to wait for.
        """
        posts = self.run_in_transaction(self.prepare)
        self.addCleanup(self.run_in_transaction, lambda env: self.remove(env, posts))
        for day in FIRST_OF_THEIR_YEAR + LATER:
            pair = self.run_in_transaction(lambda env: self.draft(env, posts))
            outcomes = self.race(*(self.report_of(project, day) for project in pair))
            self.assertEqual(outcomes, [None, None], day)
            self.run_in_transaction(lambda env, pair=pair: self.check(env, pair))

    def prepare(self, env):
        """Return an officer in post in each of two bureaus."""
        return [self.appoint(env, code) for code in ("raceone", "racetwo")]

    def appoint(self, env, code):
        user = new_test_user(env, f"zs-{code}", groups="zhaoshang_office.group_deputy")
        bureau = env["zhaoshang.bureau"].create(
            {"name": code, "code": code, "city": code, "opened_on": "2024-01-01"}
        )
        employee = env["hr.employee"].create({"name": code, "user_id": user.id})
        unit = env.ref("zhaoshang_office.host_unit_development_zone")
        appointment = env["zhaoshang.appointment"].create(
            {
                "employee_id": employee.id,
                "bureau_id": bureau.id,
                "role": "deputy",
                "host_unit_id": unit.id,
                "date_from": Date.today(),
            }
        )
        appointment._confirm()
        return appointment.id

    def draft(self, env, posts):
        return [
            env["zhaoshang.project"].with_user(post.user_id).create(COMPLETE).id
            for post in env["zhaoshang.appointment"].browse(posts)
        ]

    def report_of(self, project_id, day):
        def report(env):
            project = env["zhaoshang.project"].browse(project_id)
            project.with_user(project.appointment_id.user_id)._report(day)

        return report

    def check(self, env, pair):
        numbers = {project.number: project for project in env["zhaoshang.project"].browse(pair)}
        self.assertEqual(len(numbers), 2, "one number twice")
        first, later = (numbers[number] for number in sorted(numbers))
        found = env["zhaoshang.project.duplicate"].search([("project_id", "in", pair)])
        found = found.filtered(lambda twin: twin.first_id.id in pair)
        self.assertEqual((found.first_id, found.project_id), (first, later))

    def remove(self, env, posts):
        """Take the committed rows back, below the history that nobody may delete."""
        appointments = env["zhaoshang.appointment"].browse(posts)
        users, employees = appointments.user_id, appointments.employee_id
        bureaus = appointments.bureau_id
        projects = env["zhaoshang.project"].search([("bureau_id", "in", bureaus.ids)])
        env.cr.execute("ALTER TABLE zhaoshang_project_stage_event DISABLE TRIGGER USER")
        for table, column, ids in (
            ("zhaoshang_project_duplicate", "project_id", projects.ids),
            ("zhaoshang_project_stage_event", "project_id", projects.ids),
            ("zhaoshang_project", "id", projects.ids),
            ("zhaoshang_presence_month", "appointment_id", posts),
            ("zhaoshang_appointment", "id", posts),
            ("zhaoshang_bureau_event", "bureau_id", bureaus.ids),
            ("zhaoshang_bureau", "id", bureaus.ids),
            ("ir_sequence", "code", ["zhaoshang.project"]),
        ):
            query = SQL(
                "DELETE FROM %s WHERE %s IN %s",
                SQL.identifier(table), SQL.identifier(column), tuple(ids),
            )  # fmt: skip
            env.cr.execute(query)
        env.cr.execute("ALTER TABLE zhaoshang_project_stage_event ENABLE TRIGGER USER")
        env.invalidate_all(flush=False)
        resources, partners = employees.resource_id, users.partner_id
        employees.unlink()
        resources.unlink()
        users.unlink()
        partners.unlink()
