from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command, Domain
from odoo.tools import SQL

from ..clock import COUNTY_ZONE

OFFICERS = (
    "zhaoshang_office.group_deputy,zhaoshang_office.group_head,"
    "zhaoshang_office.group_office,zhaoshang_office.group_bureau_authority"
)
FACTS = ("visit_ids", "client_visit_ids", "event_ids", "project_ids")


class Worklog(models.Model):
    """What the day's other records say already: proposed to the log, never typed again (R043)."""

    _inherit = "zhaoshang.worklog"

    visit_ids = fields.Many2many(
        "zhaoshang.visit",
        "zhaoshang_worklog_visit_rel",
        "worklog_id",
        "visit_id",
        "Visits",
        compute="_compute_facts",
        store=True,
        readonly=False,
        groups=OFFICERS,
        domain="[('bureau_id', '=', bureau_id), ('date', '=', day)]",
        help="R043: the visits of the day in which you took part.",
    )
    client_visit_ids = fields.Many2many(
        "zhaoshang.client.visit",
        "zhaoshang_worklog_client_visit_rel",
        "worklog_id",
        "client_visit_id",
        "Client Visits",
        compute="_compute_facts",
        store=True,
        readonly=False,
        groups=OFFICERS,
        domain="[('bureau_id', '=', bureau_id), ('date_from', '<=', day), ('date_to', '>=', day)]",
    )
    event_ids = fields.Many2many(
        "zhaoshang.event",
        "zhaoshang_worklog_event_rel",
        "worklog_id",
        "event_id",
        "Events",
        compute="_compute_facts",
        store=True,
        readonly=False,
        groups=OFFICERS,
        domain="[('bureau_id', '=', bureau_id), ('date_from', '<=', day), ('date_to', '>=', day)]",
    )
    project_ids = fields.Many2many(
        "zhaoshang.project",
        "zhaoshang_worklog_project_rel",
        "worklog_id",
        "project_id",
        "Projects",
        compute="_compute_facts",
        store=True,
        readonly=False,
        groups=OFFICERS,
        domain="[('bureau_id', '=', bureau_id)]",
        help="R043: projects that were moved on, or that the day's visits belong to.",
    )

    @api.depends("appointment_id", "day")
    def _compute_facts(self):
        found = self._facts()
        for log in self:
            for name in FACTS:
                log[name] = found[name].get(log._facts_key()) or False

    @api.onchange("day")
    def _onchange_day(self):
        """Begin the text with what is known of the day; what was typed stays."""
        if not (self.content or "").strip():
            self.content = self._facts_text() or self.content

    def _facts_key(self):
        return self.appointment_id._origin.id, self.day

    def _facts(self):
        """Return {field: {(appointment id, day): records}} of what the reader may read.

        One question a model, however many logs are asked for.
        """
        found = {name: {} for name in FACTS}
        asked = self.filtered(lambda log: log.appointment_id and log.day)
        if not asked:
            return found
        keys = {log._facts_key() for log in asked}
        first, last = min(asked.mapped("day")), max(asked.mapped("day"))
        posts = asked.appointment_id._origin
        recorded = [
            *self._recorded(posts, first, last),
            *self._moved_projects(posts, first, last),
        ]
        for name, record, people, begins, ends in recorded:
            for post, day in keys:
                if post in people and begins <= day <= ends:
                    kept = found[name].get((post, day), record.browse())
                    found[name][post, day] = kept | record
        return found | {"project_ids": self._readable_projects(found["project_ids"])}

    def _readable_projects(self, found):
        """Leave out what has been given to another bureau since (R012)."""
        projects = self.env["zhaoshang.project"]
        named = projects.union(*found.values()) if found else projects
        readable = projects.search([("id", "in", named.ids)]) if named else projects
        return {key: some & readable for key, some in found.items()}

    def _recorded(self, posts, first, last):
        """Yield (field, record, ids of appointments, first day, last day) of a span."""
        own = Domain("bureau_id", "in", posts.sudo().bureau_id.ids)
        stands = Domain("state", "!=", "cancelled")
        overlaps = own & Domain("date_from", "<=", last) & Domain("date_to", ">=", first)
        for visit in self.env["zhaoshang.visit"].search(
            own & stands & Domain("date", ">=", first) & Domain("date", "<=", last)
        ):
            people = set(visit.sudo().participant_ids.ids)
            yield "visit_ids", visit, people, visit.date, visit.date
            if visit.project_id:
                yield "project_ids", visit.project_id, people, visit.date, visit.date
        for visit in self.env["zhaoshang.client.visit"].search(overlaps & stands):
            span = visit.date_from, visit.date_to
            people = set(visit.sudo().escort_ids.ids)
            yield "client_visit_ids", visit, people, *span
            if visit.project_id:
                yield "project_ids", visit.project_id, people, *span
        of_bureau = posts.sudo().grouped("bureau_id")
        for event in self.env["zhaoshang.event"].search(overlaps):
            people = set(of_bureau.get(event.sudo().bureau_id, posts.browse()).ids)
            yield "event_ids", event, people, event.date_from, event.date_to

    def _moved_projects(self, posts, first, last):
        """Yield, in the same form, the projects that these officers moved on themselves (R108)."""
        people = {post.user_id.id: post.id for post in posts.sudo() if post.user_id}
        if not people:
            return
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT user_ref, day, project_id
                  FROM (SELECT user_ref, project_id,
                               (moved_at AT TIME ZONE 'UTC' AT TIME ZONE %s)::date AS day
                          FROM zhaoshang_project_stage_event
                         WHERE user_ref IN %s) moved
                 WHERE day BETWEEN %s AND %s
                """,
                COUNTY_ZONE.key,
                tuple(people),
                first,
                last,
            )
        )
        projects = self.env["zhaoshang.project"]
        for user, day, project in rows:
            yield "project_ids", projects.browse(project), {people[user]}, day, day

    def _facts_text(self):
        """Return the day's facts in words, one a line."""
        self.ensure_one()
        lines = [
            self.env._(
                "Visited %(whom)s: %(matter)s",
                whom=visit.organisation_name or "",
                matter=(visit.matter or self.env._("to be added")).strip(),
            )
            for visit in self.visit_ids
        ]
        lines += [
            self.env._("Escorted clients: %s", visit.guests) for visit in self.client_visit_ids
        ]
        lines += [self.env._("Took part in %s", event.name) for event in self.event_ids]
        return "\n".join(lines)

    def action_take_facts(self):
        """Add what was recorded of the day after the log was written."""
        found = self._facts()
        for log in self:
            known = {name: found[name].get(log._facts_key(), ()) for name in FACTS}
            log.write({name: [Command.link(record.id) for record in known[name]] for name in FACTS})

    @api.constrains(*FACTS)
    def _check_facts(self):
        """R012: a log names what its own bureau has recorded, of its own day."""
        for log in self:
            own = log.sudo()
            for name in FACTS:
                strangers = own[name].filtered(lambda record, log=own: not log._takes(record))
                if strangers:
                    raise ValidationError(
                        self.env._(
                            "“%s”: a log names records of its own bureau and day only (R012, "
                            "R043). Take the other ones away.",
                            log._fields[name]._description_string(self.env),
                        )
                    )

    def _takes(self, record):
        if record._name == "zhaoshang.project":
            mine = record.sudo(False).with_user(self.user_id)
            return record.bureau_id == self.bureau_id or mine.has_access("read")
        if record.bureau_id != self.bureau_id:
            return False
        if record._name == "zhaoshang.visit":
            return record.date == self.day
        return record.date_from <= self.day <= record.date_to
