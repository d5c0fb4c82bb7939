from odoo import models
from odoo.fields import Command, Domain
from odoo.tools import SQL

from ...rules import duty as rules
from .report_written import WRITTEN

NAMED = 40  # visits listed one by one; beyond them their number is told


class Report(models.Model):
    """A written report begins with what logs, visits and projects say already (R051, R137)."""

    _inherit = "zhaoshang.report"

    def action_prefill(self):
        """Fill what is still empty from the period's records; what was typed stays."""
        self.check_access("write")
        self._check_editable()
        self._fill_in()

    def _fill_in(self):
        for report in self:
            values = report._prefilled()
            empty = {name: text for name, text in values.items() if text and not report[name]}
            sections = report._prefilled_sections()
            if sections:
                empty["section_ids"] = sections
            if empty:
                report.write(empty)

    def _span(self):
        return self.period_from, rules.last_of(self.kind, self.period_from)

    def _prefilled(self):
        if self.kind not in WRITTEN:
            return {}
        logs = self._period_logs()
        return {
            "content": self.kind != rules.FRIDAY_REPORT and self._counts_text(),
            "visit_text": self._visits_text(),
            "project_text": self._projects_text(),
            "next_step": self._log_lines(logs, "next_step") if self._is_friday() else False,
            "problem": self._log_lines(logs, "problem") if self._is_friday() else False,
        }

    def _is_friday(self):
        return self.kind == rules.FRIDAY_REPORT

    def _period_logs(self):
        first, last = self._span()
        return self.env["zhaoshang.worklog"].search(
            Domain("bureau_id", "=", self.bureau_id.id)
            & Domain("day", ">=", first)
            & Domain("day", "<=", last),
            order="day, id",
        )

    def _log_lines(self, logs, name):
        return "\n".join(f"{log.day:%m-%d} {log[name].strip()}" for log in logs if log[name])

    def _prefilled_sections(self):
        """R052: a section for each officer in post in the week, from his own logs."""
        if not self._is_friday():
            return []
        first, last = self._span()
        people = (
            self.env["zhaoshang.appointment"]
            .sudo()
            .search(
                Domain("bureau_id", "=", self.bureau_id.id)
                & Domain("state", "in", ("confirmed", "ended"))
                & Domain("date_from", "<=", last)
                & Domain("date_to", ">=", first),
                order="role desc, id",
            )
        )
        kept = self.section_ids.grouped("appointment_id")
        logs = self._period_logs().grouped("appointment_id")
        commands = []
        for place, person in enumerate(people):
            mine = logs.get(person.sudo(False), self.env["zhaoshang.worklog"])
            text = self._log_lines(mine, "content")
            section = kept.get(person.sudo(False))
            if not section:
                commands.append(
                    Command.create(
                        {"appointment_id": person.id, "sequence": place, "content": text or False}
                    )
                )
            elif text and not section.content:
                commands.append(Command.update(section.id, {"content": text}))
        return commands

    def _period_visits(self):
        first, last = self._span()
        return self.env["zhaoshang.visit"].search(
            Domain("bureau_id", "=", self.bureau_id.id)
            & Domain("state", "=", "registered")
            & Domain("date", ">=", first)
            & Domain("date", "<=", last),
            order="date, id",
        )

    def _period_guests(self):
        first, last = self._span()
        return self.env["zhaoshang.client.visit"].search(
            Domain("bureau_id", "=", self.bureau_id.id)
            & Domain("state", "in", ("confirmed", "done"))
            & Domain("date_from", "<=", last)
            & Domain("date_to", ">=", first),
            order="date_from, id",
        )

    def _visits_text(self):
        """The visits by name, but for those that would name an investor not known yet (R112)."""
        hidden = self._hidden_organisations()
        visits = self._period_visits()
        lines = [self._visit_line(visit, hidden) for visit in visits[:NAMED]]
        if len(visits) > NAMED:
            lines.append(self.env._("and %s more", len(visits) - NAMED))
        lines += [
            self.env._(
                "%(day)s clients in the county, %(count)s guests",
                day=f"{guests.date_from:%m-%d}",
                count=guests.guest_count,
            )
            for guests in self._period_guests()
        ]
        return "\n".join(lines)

    def _hidden_organisations(self):
        """Return the ids of organisations that stand behind what is not mature yet (R110)."""
        bureau = self.env["zhaoshang.bureau"].sudo()._search([("id", "=", self.bureau_id.id)])
        hidden = self.env["zhaoshang.project.investor"].sudo()._immature_organisations(bureau)
        rows = self.env.execute_query(SQL("SELECT id FROM %s hidden", hidden))
        return {number for (number,) in rows}

    def _visit_line(self, visit, hidden):
        secret = visit.intention == "clear" or visit.project_id
        secret = secret or visit.organisation_id.id in hidden
        if not secret:
            matter = (visit.matter or "").strip().replace("\n", " ")
            return f"{visit.date:%m-%d} {visit.organisation_name}：{matter}"
        project = visit.project_id.display_name
        return self.env._(
            "%(day)s visited a firm about %(project)s",
            day=f"{visit.date:%m-%d}",
            project=project or self.env._("a project not reported yet"),
        )

    def _projects_text(self):
        """By number and codename, with the stage; those that moved in the period say so."""
        first, last = self._span()
        stages = dict(
            self.env["zhaoshang.project"]._fields["stage"]._description_selection(self.env)
        )
        projects = self.env["zhaoshang.project"].search(
            Domain("bureau_id", "=", self.bureau_id.id)
            & Domain("stage", "not in", ("draft", "dropped"))
            & Domain("reported_on", "<=", last)
        )
        lines = []
        for project in projects.sorted(lambda p: (p.stage_on or first, p.id), reverse=True):
            moved = project.stage_on and first <= project.stage_on <= last
            text = f"{project.display_name}：{stages.get(project.stage)}"
            lines.append(f"{text}（{project.stage_on:%m-%d}）" if moved else text)
        return "\n".join(lines)

    def _counts_text(self):
        """What the period came to, in one line."""
        first, last = self._span()
        visits = self._period_visits()
        events = self.env["zhaoshang.event"].search_count(
            Domain("bureau_id", "=", self.bureau_id.id)
            & Domain("date_from", "<=", last)
            & Domain("date_to", ">=", first)
        )
        associations = self.env["zhaoshang.association"].search(
            [("bureau_id", "=", self.bureau_id.id)]
        )
        text = self.env._(
            "%(visits)s visits to %(firms)s organisations, clients brought to the county "
            "%(guests)s times, %(events)s events.",
            visits=len(visits),
            firms=len(visits.organisation_id),
            guests=len(self._period_guests()),
            events=events,
        )
        if associations:
            names = "、".join(associations.mapped("name"))
            text += "\n" + self.env._("Associations kept up: %s.", names)
        return text
