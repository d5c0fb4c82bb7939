from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...rules import inspection as where
from ..clock import county_today, read_day
from ..presence.presence_words import SIGNS, legend
from .dispatch import LEADER

SHOWN_PROJECTS = 12


class Dispatch(models.Model):
    """The county leader's page: his bureaus alone, on a telephone (clause 7, R041).

    Projects, visits, reports and items are read as the leader himself, so that each shows as much
    as he may read elsewhere.
    """

    _inherit = "zhaoshang.dispatch"

    @api.model
    @api.readonly
    def zs_leader_page(self):
        """Return his bureaus: who is where today, figures, projects, last report, items."""
        if not self.env.user.has_group(LEADER):
            raise AccessError(
                self.env._("This page is for the county leaders who keep contact (clause 7, R041).")
            )
        bureaus = self._led_bureaus()
        today = county_today(self.env)
        people, items = self._page_people(bureaus, today), self._page_items(bureaus)
        projects, briefs = self._page_projects(bureaus), self._page_briefs(bureaus)
        visits, reports = self._page_visits(bureaus, today), self._page_reports(bureaus)
        return {
            "today": today.isoformat(),
            "bureaus": [
                {
                    "id": bureau.id,
                    "name": bureau.name,
                    "phone": bureau.fixed_phone or "",
                    "people": people.get(bureau.id, []),
                    "at_post": sum(
                        each["expected"] == where.AT_POST for each in people.get(bureau.id, [])
                    ),
                    "visits": visits.get(bureau.id, 0),
                    "projects": projects.get(bureau.id, []) + briefs.get(bureau.id, []),
                    "report": reports.get(bureau.id, False),
                    "items": items.get(bureau.id, []),
                    "open": sum(each["state"] != "done" for each in items.get(bureau.id, [])),
                }
                for bureau in bureaus
            ],
        }

    @api.model
    def _led_bureaus(self):
        return self.env["zhaoshang.bureau"].search(
            Domain("leader_ids", "in", self.env.user.ids)
            & Domain("state", "!=", "closed")
            & Domain("company_id", "in", self.env.companies.ids)
        )

    def _page_people(self, bureaus, today):
        """Return {bureau id: officers in post with where they are today}: one statement (R069)."""
        entries = self.env["zhaoshang.inspection.entry"]
        appointments = self.env["zhaoshang.appointment"]
        officers = appointments.sudo().search_fetch(
            Domain("bureau_id", "in", bureaus.ids) & appointments._domain_active_at(today),
            ["name", "role", "bureau_id", "company_id"],
            order="bureau_id, role desc, id",
        )
        codes = entries._codes_on(officers, today)
        leaves = entries._granted_on(officers, today).grouped("appointment_id")
        posts = dict(appointments._fields["role"]._description_selection(self.env))
        labels = {each["code"]: each["label"] for each in legend(self.env)}
        found = {}
        for officer in officers:
            code = codes.get(officer.id, "P")
            leave = leaves.get(officer)
            found.setdefault(officer.bureau_id.id, []).append(
                {
                    "id": officer.id,
                    "name": officer.name,
                    "post": posts[officer.role],
                    "where": f"{SIGNS[code]} {labels[code]}",
                    "expected": where.expected(code),
                    "until": str(max(leave.mapped("last_away"))) if leave else "",
                }
            )
        return found

    def _page_visits(self, bureaus, today):
        """Return {bureau id: visits of this month}."""
        visits = self.env["zhaoshang.visit"]
        if not visits.has_access("read"):
            return {}
        rows = visits._read_group(
            [
                ("bureau_id", "in", bureaus.ids),
                ("date", ">=", today.replace(day=1)),
                ("state", "=", "registered"),
            ],
            ["bureau_id"],
            ["__count"],
        )
        return {bureau.id: count for bureau, count in rows}

    def _page_projects(self, bureaus):
        """Return {bureau id: projects that he reads whole, once they are mature} (R111)."""
        projects = self.env["zhaoshang.project"]
        if not projects.has_access("read"):
            return {}
        return self._by_bureau(
            projects.search([("bureau_id", "in", bureaus.ids)], limit=SHOWN_PROJECTS), "project"
        )

    def _page_briefs(self, bureaus):
        """Return {bureau id: number and codename of those that he does not read yet} (R110)."""
        briefs = self.env["zhaoshang.project.brief"]
        if not briefs.has_access("read"):
            return {}
        return self._by_bureau(
            briefs.search(
                [("bureau_id", "in", bureaus.ids), ("mature", "=", False)], limit=SHOWN_PROJECTS
            ),
            "brief",
        )

    def _by_bureau(self, records, kind):
        stages = dict(records._fields["stage"]._description_selection(self.env))
        found = {}
        for record in records:
            found.setdefault(record.bureau_id.id, []).append(
                {
                    "id": record.id,
                    "kind": kind,
                    "name": record.display_name,
                    "stage": stages.get(record.stage, ""),
                }
            )
        return found

    def _page_reports(self, bureaus):
        """Return {bureau id: the last report he may read}."""
        reports = self.env["zhaoshang.report"]
        if not reports.has_access("read"):
            return {}
        own = Domain("bureau_id", "in", bureaus.ids)
        latest = reports._read_group(own, ["bureau_id"], ["reported_at:max"])
        of_then = Domain.OR(
            Domain("bureau_id", "=", bureau.id) & Domain("reported_at", "=", moment)
            for bureau, moment in latest
        )
        return {
            last.bureau_id.id: {"id": last.id, "name": last.display_name}
            for last in reports.search(of_then, order="id")
        }

    def _page_items(self, bureaus):
        """Return {bureau id: items that are not settled, the most urgent first}."""
        items = self.env["zhaoshang.dispatch.item"].search_fetch(
            [("bureau_id", "in", bureaus.ids), ("state", "!=", "done")],
            ["task", "deadline", "state", "feedback", "bureau_id"],
        )
        found = {}
        for item in items:
            found.setdefault(item.bureau_id.id, []).append(
                {
                    "id": item.id,
                    "task": item.task,
                    "deadline": item.deadline.isoformat(),
                    "state": item.state,
                    "status": item.status,
                    "overdue": item.overdue,
                    "feedback": item.feedback or "",
                }
            )
        return found

    @api.model
    def action_instruct(self, bureau_id, task, deadline):
        """A county leader writes an instruction for one of his bureaus (批示, R040).

        :return: id of the dispatch with its one item
        """
        number = bureau_id if type(bureau_id) is int else None
        if number not in self._led_bureaus().ids or not self.env.user.has_group(LEADER):
            raise AccessError(
                self.env._("An instruction is written by the leader who keeps contact (R040).")
            )
        task = str(task or "").strip()
        return self.create(
            [
                {
                    "bureau_id": number,
                    "leader_id": self.env.uid,
                    "day": county_today(self.env),
                    "way": "instruction",
                    "place": False,
                    "attendees": False,
                    "matters": task,
                    "item_ids": [
                        (0, 0, {"task": task, "deadline": read_day(self.env, deadline),
                                "appointment_id": False})
                    ],
                }
            ]
        ).id  # fmt: skip
