from babel.dates import format_date, format_skeleton
from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import babel_locale_parse

from ...rules import presence as rules
from ...rules.days import DAY, month_span, next_month
from ..clock import county_today, read_day
from ..leave.leave_access import SEE_ALL
from .presence_words import legend


class PresenceMonth(models.Model):
    """谁在哪里: one month of everybody the reader may see, in one round trip."""

    _inherit = "zhaoshang.presence.month"

    @api.model
    @api.readonly
    def zs_grid(self, month=None):
        """Return officers by bureau, a code a day, what waits, and who is at post each day.

        :param month: any day of the month as ISO text; the present month by default
        """
        if not self.has_access("read"):
            raise AccessError(
                self.env._("Who is where is shown to officers and the county's offices (R012).")
            )
        today = county_today(self.env)
        span = month_span(read_day(self.env, month) if month else today)
        county = self.env.company
        facts = self.sudo()._months(county, span.first, span.last)
        people = self._grid_people(span)
        paper = self._grid_paper(people, span)
        days = self._grid_days(facts, people, span) | {
            officer: row.days for officer, row in paper.items()
        }
        absences = self._grid_absences(people, span)
        planned = self._grid_planned(people, span)
        unproven = self._grid_unproven(people, span)
        return {
            "month": span.first.isoformat(),
            "label": format_skeleton("yMMMM", span.first, locale=self._grid_locale()),
            "previous": month_span(span.first - DAY).first.isoformat(),
            "next": next_month(span.first).isoformat(),
            "today": today.isoformat(),
            "closed": bool(facts and facts[0].closed),
            "provisional": bool(facts and facts[0].provisional),
            "rule_set": self.env["zhaoshang.rule.set"].browse(facts[0].rule_set).sudo().name
            if facts
            else "",
            "days": self._grid_head(county, span),
            "legend": legend(self.env),
            "bureaus": self._grid_bureaus(people, days, absences, planned, facts, unproven, paper),
            "mine": self.env["zhaoshang.leave"].has_access("create"),
        }

    def _grid_locale(self):
        return babel_locale_parse(self.env.lang or "en_US")

    def _grid_head(self, county, span):
        """Return what stands above each column: the day, and whether it is worked."""
        calendar = self.env["zhaoshang.workday"]._calendar(span.first, span.last, county)
        locale = self._grid_locale()
        return [
            {
                "date": day.isoformat(),
                "number": day.day,
                "weekday": format_date(day, "EEEEE", locale=locale),
                "off": calendar.is_statutory(day),
                "working": calendar.is_working(day),
            }
            for day in span.days
        ]

    def _grid_people(self, span):
        """Return the appointments in service in the month that the reader may see, as superuser.

        The same wall as ``readable``: the bureau's own people, liaison leaders, offices.
        """
        domain = (
            Domain("company_id", "=", self.env.company.id)
            & Domain("state", "in", ("confirmed", "ended"))
            & Domain("date_from", "<=", span.last)
            & Domain("date_to", ">=", span.first)
        )
        user = self.env.user
        if not any(user.has_group(group) for group in SEE_ALL):
            seen = self.env["zhaoshang.appointment"]._domain_in_sight()
            domain &= Domain("user_id", "=", user.id) | seen
        return self.env["zhaoshang.appointment"].sudo().search_fetch(
            domain, ["name", "role", "bureau_id"], order="bureau_id, role desc, date_from, id"
        )  # fmt: skip

    def _grid_days(self, facts, people, span):
        """Return {appointment id: days}: what was kept of a closed month, else as known now."""
        if not facts or not people:
            return {}
        if facts[0].closed:
            rows = self.sudo().search_fetch(
                [("appointment_id", "in", people.ids), ("month", "=", span.first)],
                ["appointment_id", "days"],
            )
            return {row.appointment_id.id: row.days for row in rows}
        found = self.sudo()._find_days(facts, SQL("a.id IN %s", people._ids))
        return {appointment: days for (appointment, _first), days in found.items()}

    def _grid_absences(self, people, span):
        """Return {appointment id: absences asked for or granted, in words}."""
        leaves = self.env["zhaoshang.leave"].sudo().search_fetch(
            [
                ("appointment_id", "in", people.ids),
                ("zs_approval_state", "in", ("running", "approved")),
                ("date_from", "<=", span.last),
                ("last_away", ">=", span.first),
            ],
            ["appointment_id", "kind", "date_from", "date_to", "last_away", "zs_approval_state"],
            order="date_from",
        )  # fmt: skip
        kinds = dict(leaves._fields["kind"]._description_selection(self.env))
        found = {}
        for leave in leaves:
            waits = leave.zs_approval_state == "running"
            text = self.env._("%(kind)s waits to be decided") if waits else "%(kind)s"
            found.setdefault(leave.appointment_id.id, []).append(
                {
                    "leave": leave.id,
                    "first": max(leave.date_from, span.first).day,
                    "last": min(leave.last_away, span.last).day,
                    "waits": waits,
                    "text": text % {"kind": kinds[leave.kind]}
                    + f" {leave.date_from:%m-%d}–{leave.date_to:%m-%d}",
                }
            )
        return found

    def _grid_paper(self, people, span):
        """Return {appointment id: month closed on paper}, whose figures stand as signed (R139)."""
        rows = self.sudo().search_fetch(
            [
                ("appointment_id", "in", people.ids),
                ("month", "=", span.first),
                ("paper_number", "!=", False),
            ],
            ["appointment_id", "days", "at_post_days", "limit_days", "result"],
        )
        return {row.appointment_id.id: row for row in rows}

    def _grid_bureaus(self, people, days, absences, planned, facts, unproven, paper):
        """Return [{id, name, rows}], rows with what the month comes to."""
        posts = dict(people._fields["role"]._description_selection(self.env))
        results = dict(self._fields["result"]._description_selection(self.env))
        parameters = facts[0].parameters if facts else rules.PARAMETERS
        bureaus = []
        for bureau, officers in people.grouped("bureau_id").items():
            rows = []
            for officer in officers:
                line = days.get(officer.id)
                if not line:
                    continue
                signed = paper.get(officer.id)
                judged = rules.judge(line, parameters)
                result = signed.result if signed else judged.result
                rows.append(
                    {
                        "id": officer.id,
                        "name": officer.name,
                        "post": posts[officer.role],
                        "days": line,
                        "absences": absences.get(officer.id, []),
                        "planned": planned.get(officer.id, []),
                        "unproven": unproven.get(officer.id, []),
                        "at_post": signed.at_post_days
                        if signed
                        else rules.totals(line, parameters).at_post,
                        "limit": signed.limit_days if signed else judged.limit,
                        "result": result,
                        "result_text": results[result],
                    }
                )
            if rows:
                bureaus.append({"id": bureau.id, "name": bureau.name, "rows": rows})
        return bureaus

    @api.model
    def zs_open_month(self, appointment_id, month):
        """Open an officer's stored month; the record rules decide who reads it."""
        row = self.search(
            [
                ("appointment_id", "=", appointment_id),
                ("month", "=", read_day(self.env, month).replace(day=1)),
            ],
            limit=1,
        )
        return row._get_records_action() if row else False
