from datetime import time

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules import bulletin as rules
from ...rules import duty
from ...rules.days import next_month
from ..clock import to_utc
from ..words import join_names


class Bulletin(models.Model):
    """The figures of a closed month, as plain values: a fixed number of queries for any county."""

    _inherit = "zhaoshang.bulletin"

    cannot_draw = fields.Char("Why No Figures Can Be Drawn", compute="_compute_cannot_draw")

    @api.depends("month", "company_id", "kind")
    @api.depends_context("lang")
    def _compute_cannot_draw(self):
        for bulletin in self:
            bulletin.cannot_draw = bulletin._why_not_drawn(bulletin._month_rows())

    def _month_rows(self):
        return (
            self.env["zhaoshang.presence.month"]
            .sudo()
            .search([("company_id", "=", self.company_id.id), ("month", "=", self.month)])
        )

    def _closed_rows(self):
        """Return the closed months of everybody; refuse while the month is open (R058)."""
        rows = self._month_rows()
        if refusal := self._why_not_drawn(rows):
            raise UserError(refusal)
        return rows.sorted(
            lambda row: (
                row.bureau_id.sequence,
                row.bureau_id.id,
                row.appointment_id.role != "head",
                row.appointment_id.id,
            )
        )

    def _why_not_drawn(self, rows):
        """Return in words what stands against a bulletin of these months of presence (R058)."""
        if not rows or any(row.state != "closed" for row in rows):
            return self.env._(
                "%s is not closed yet, and a bulletin tells the figures of a closed month "
                "(clause 9, R058). Close the month under “Months of Presence”, then draw the "
                "figures.",
                self.month_label,
            )
        if all(row.paper_number for row in rows):
            return self.env._(
                "%(month)s was closed on paper (%(numbers)s), and so was its bulletin: this "
                "software tells of the months that it has followed (clause 9, R058, R139).",
                month=self.month_label,
                numbers=join_names(self.env, sorted(set(rows.mapped("paper_number")))),
            )
        return ""

    def _figures(self, findings, now=False):
        """Return the figures of the month.

        :param findings: the confirmed findings that this bulletin tells
        :param now: with what came to light after the month was closed
        """
        rows = self._closed_rows()
        return {
            "people": self._people(rows, now),
            "bureaus": self._work(rows.bureau_id),
            "findings": [self._told(finding) for finding in findings],
            "research": self._missing_research(rows.bureau_id),
            "signins": self._missing_signins(rows),
            "shortfalls": self._shortfalls(rows.bureau_id),
        }

    def _people(self, rows, now=False):
        """A line for each officer and bureau; who held several posts is judged once, by the days
        of them all (R097, our reading)."""
        by_person = rows.grouped(lambda row: row.appointment_id.employee_id)
        by_bureau = rows.grouped(lambda row: (row.bureau_id, row.appointment_id.employee_id))
        people = []
        for (_bureau, person), months in by_bureau.items():
            lines = [self._person(row, now) for row in months]
            days = {key: sum(line[key] for line in lines) for key, _head in rules.DAYS}
            line = lines[0] | days | {"person": person.id}
            if len(by_person[person]) > 1:
                _found, judged = by_person[person]._judged_together(now)
                line["result"] = judged.result
            people.append(line)
        return people

    def _person(self, row, now):
        codes = row.current_days if now and row.current_days else row.days
        who = {"name": row.appointment_id.name, "bureau": row.bureau_id.name}
        if row.paper_number:
            return who | self._signed_days(row)
        return who | rules.days_of(codes, row.rule_set_id._presence_parameters())

    @api.model
    def _signed_days(self, row):
        """The columns of :func:`rules.days_of` of a month that was closed on paper."""
        return {
            "at_post": row.at_post_days,
            "leave": row.leave_days,
            "escort": 0,
            "county": 0,
            "special": row.special_days,
            "absent": row.absent_days,
            "result": row.result,
        }

    def _span(self):
        """First day, and first day after the month."""
        return self.month, next_month(self.month)

    def _work(self, bureaus):
        """R058: what each bureau did; no list of people, and none by size (R137)."""
        first, after = self._span()
        in_month = [("bureau_id", "in", bureaus.ids), ("date", ">=", first), ("date", "<", after)]
        visits = self._counted("zhaoshang.visit", [*in_month, ("state", "=", "registered")])
        clients = self._counted(
            "zhaoshang.client.visit",
            [
                ("bureau_id", "in", bureaus.ids),
                ("state", "in", ("confirmed", "done")),
                ("date_from", ">=", first),
                ("date_from", "<", after),
            ],
        )
        logs = self._counted(
            "zhaoshang.worklog",
            [("bureau_id", "in", bureaus.ids), ("day", ">=", first), ("day", "<", after)],
        )
        duties, projects = self._duties(bureaus), self._projects(bureaus)
        return [
            {
                "bureau": bureau.name,
                "visits": visits.get(bureau.id, 0),
                "clients": clients.get(bureau.id, 0),
                "reported": sum(new for _text, new in projects.get(bureau.id, ())),
                "logs": logs.get(bureau.id, 0),
                **duties.get(bureau.id, {"in_time": 0, "late": 0, "missed": 0}),
                "projects": [text for text, _new in projects.get(bureau.id, ())],
            }
            for bureau in bureaus
        ]

    @api.model
    def _counted(self, model, domain):
        groups = self.env[model].sudo()._read_group(domain, ["bureau_id"], ["__count"])
        return {bureau.id: count for bureau, count in groups}

    def _duties(self, bureaus):
        """Reports in time, late and missed; a missed one only once a person has confirmed it, so
        that nothing is told of what is still open (R063)."""
        first, after = self._span()
        groups = (
            self.env["zhaoshang.duty"]
            .sudo()
            ._read_group(
                [
                    ("bureau_id", "in", bureaus.ids),
                    ("due_on", ">=", first),
                    ("due_on", "<", after),
                    ("kind", "in", duty.KINDS),
                    "|",
                    ("state", "in", ("done", "late")),
                    "&",
                    ("state", "=", "missed"),
                    ("finding_ids.state", "=", "confirmed"),
                ],
                ["bureau_id", "state"],
                ["__count"],
            )
        )
        names = {"done": "in_time", "late": "late", "missed": "missed"}
        result = {}
        for bureau, state, count in groups:
            counts = result.setdefault(bureau.id, {"in_time": 0, "late": 0, "missed": 0})
            counts[names[state]] += count
        return result

    def _projects(self, bureaus):
        """{bureau id: [(what is told, newly reported)]}: by number, with the codename once mature.

        R110, R112: the bulletin goes to every bureau; before maturity a codename is told to nobody
        but the bureau's own, and an investor never.
        """
        first, after = self._span()
        moves = (
            self.env["zhaoshang.project.stage.event"]
            .sudo()
            .search(
                [
                    ("project_id.bureau_id", "in", bureaus.ids),
                    ("moved_at", ">=", to_utc(first, time())),
                    ("moved_at", "<", to_utc(after, time())),
                    ("to_stage", "!=", "draft"),
                ],
                order="moved_at, id",
            )
        )
        stages = dict(moves._fields["to_stage"]._description_selection(self._in_chinese().env))
        last, new = {}, set()
        for move in moves:
            last[move.project_id] = move.to_stage
            if move.to_stage == "reported":
                new.add(move.project_id)
        result = {}
        for project, stage in last.items():
            codename = f"“{project.codename}”" if project.mature else ""
            text = f"{project.number or ''}{codename}（{stages[stage]}）"
            result.setdefault(project.bureau_id.id, []).append((text, project in new))
        return result

    def _missing_research(self, bureaus):
        """R034: the bureaus whose half-year ended in this month without a research report; what is
        waived or still provisional is none."""
        first, after = self._span()
        missed = self.env["zhaoshang.duty"].sudo().search(
            [
                ("bureau_id", "in", bureaus.ids),
                ("kind", "=", duty.RESEARCH_REPORT),
                ("state", "=", "missed"),
                ("provisional", "=", False),
                ("due_on", ">=", first),
                ("due_on", "<", after),
            ]
        )  # fmt: skip
        missing = missed.grouped("bureau_id")
        return [
            {"bureau": bureau.name, "first": str(missing[bureau][:1].period_from)}
            for bureau in bureaus
            if bureau in missing
        ]

    def _missing_signins(self, rows):
        """R079: days of work in the county that nobody signed for."""
        first, after = self._span()
        days = (
            self.env["zhaoshang.signin.day"]
            .sudo()
            .with_context(allowed_company_ids=self.company_id.ids)
        )
        groups = days._read_group(
            [
                ("appointment_id", "in", rows.appointment_id.ids),
                ("state", "=", "missing"),
                ("watched", "=", True),
                ("day", ">=", first),
                ("day", "<", after),
            ],
            ["appointment_id"],
            ["__count"],
        )
        counts = {appointment.id: count for appointment, count in groups}
        return [
            {
                "name": row.appointment_id.name,
                "bureau": row.bureau_id.name,
                "days": counts[row.appointment_id.id],
            }
            for row in rows
            if row.appointment_id.id in counts
        ]

    def _findings_to_tell(self):
        """R058, R063: confirmed by now, of this month or before, and told by no other bulletin;
        nothing of before the day from which its bureau is watched, which was told on paper."""
        _first, after = self._span()
        findings = (
            self.env["zhaoshang.finding"]
            .sudo()
            .search(
                [
                    ("company_id", "=", self.company_id.id),
                    ("state", "=", "confirmed"),
                    ("occurred_on", "<", after),
                ],
                order="bureau_id, occurred_on, id",
            )
        )
        findings = findings.filtered(
            lambda finding: (
                finding.bureau_id.compliance_start
                and (finding.last_on or finding.occurred_on) >= finding.bureau_id.compliance_start
            )
        )
        told = (
            self.sudo()
            .search([("finding_ids", "in", findings.ids), ("id", "!=", self.id)])
            .finding_ids
        )
        return findings - told

    def _told(self, finding):
        kinds = dict(finding._fields["kind"]._description_selection(self._in_chinese().env))
        first, last = finding.occurred_on, finding.last_on or finding.occurred_on
        when = f"{first.month}月{first.day}日"
        if last > first:
            when += f"至{last.month}月{last.day}日"
        return {
            "id": finding.id,
            "name": finding.appointment_id.name,
            "bureau": finding.bureau_id.name,
            "when": when,
            "what": kinds[finding.kind],
        }

    def _in_chinese(self):
        """The document is Chinese, whoever drafts it."""
        return self.with_context(lang=self.env["zhaoshang.audit"]._lang())
