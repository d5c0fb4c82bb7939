from datetime import datetime, time

from odoo import api, models
from odoo.addons.zhaoshang_approval.portions import in_portions
from odoo.fields import Command
from odoo.tools import SQL

from ..clock import COUNTY_ZONE, end_of_day, to_utc

CRON = "zhaoshang_office.cron_publish_absences"
PORTION = 200
DAYS = frozenset({"date_from", "date_to", "return_date", "turned_on"})
SHOWN = frozenset({"approved", "revoked"})
# no mail to anybody, no names of contacts in the description
SILENT = {
    "dont_notify": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "no_mail_to_attendees": True,
    "skip_contact_description": True,
    "tracking_disable": True,
}


class Leave(models.Model):
    """A granted absence in Odoo's calendars: 外出 for everybody, private for its officer.

    Published by a scheduled action, nightly and soon after a change, so that no calendar delays or
    hinders a decision. Compliance never reads it back: what stands in a calendar proves nothing.
    """

    _inherit = "zhaoshang.leave"

    def write(self, vals):
        result = super().write(vals)
        granted = DAYS & vals.keys() and any(own.zs_approval_state == "approved" for own in self)
        if granted or vals.get("zs_approval_state") in SHOWN:
            self._publish_soon()
        return result

    @api.model
    def _publish_soon(self):
        self.env.ref(CRON).sudo()._trigger()

    @api.model
    def _cron_publish_absences(self):
        """Publish what was granted, changed, cut or revoked since, a portion at a time."""
        stale = self._stale_absences()
        self.env["ir.cron"]._commit_progress(remaining=len(stale))
        in_portions(stale, type(self)._publish, size=PORTION)

    @api.model
    def _stale_absences(self):
        """Return the absences whose calendar entries differ from what is granted; one statement."""
        self.env["zhaoshang.leave"].flush_model()
        self.env["resource.calendar.leaves"].flush_model()
        self.env["calendar.event"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                WITH granted AS (%(granted)s),
                shown AS (
                    SELECT zs_leave_ref AS id, count(*) AS entries, min(date_from) AS since,
                           max(date_to) AS until, max(resource_id) AS resource_id
                      FROM resource_calendar_leaves WHERE zs_leave_ref > 0 GROUP BY zs_leave_ref
                ), noted AS (
                    SELECT zs_leave_ref AS id, count(*) AS entries, min(start_date) AS first,
                           max(stop_date) AS last, max(user_id) AS user_id,
                           bool_and(active AND privacy = 'private') AS kept
                      FROM calendar_event WHERE zs_leave_ref > 0 GROUP BY zs_leave_ref
                )
                SELECT id
                  FROM granted g FULL JOIN shown s USING (id) FULL JOIN noted n USING (id)
                 WHERE (g.first, g.last) IS DISTINCT FROM
                       ((s.since AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date,
                        (s.until AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date)
                    OR g.resource_id IS DISTINCT FROM s.resource_id
                    OR s.entries > 1
                    OR g.user_id IS DISTINCT FROM n.user_id
                    OR (g.user_id IS NOT NULL
                        AND ((g.first, g.last) IS DISTINCT FROM (n.first, n.last)
                             OR n.entries > 1 OR NOT n.kept))
                 ORDER BY id
                """,
                granted=self._granted_absences(),
                zone=COUNTY_ZONE.key,
            )
        )
        return self.browse(number for (number,) in rows)

    @api.model
    def _granted_absences(self, ids=None):
        """Return the statement of what is to be shown: an absence with at least one day away."""
        return SQL(
            """
            SELECT l.id, l.date_from AS first, LEAST(l.date_to, l.last_away) AS last,
                   e.resource_id, u.id AS user_id, u.partner_id, l.company_id
              FROM zhaoshang_leave l
              JOIN zhaoshang_appointment a ON a.id = l.appointment_id
              JOIN hr_employee e ON e.id = a.employee_id
              LEFT JOIN res_users u ON u.id = a.user_id AND u.active
             WHERE l.zs_approval_state = 'approved'
               AND LEAST(l.date_to, l.last_away) >= l.date_from
               AND %s
            """,
            SQL("true") if ids is None else SQL("l.id = ANY(%s)", list(ids)),
        )

    def _publish(self):
        """Put the calendar entries of these absences as what is granted has it, in one go each."""
        for model in ("resource.calendar.leaves", "calendar.event"):
            entries = self.env[model].sudo().with_context(active_test=False, **SILENT)
            entries.search([("zs_leave_ref", "in", self.ids)]).unlink()
        self.flush_model()
        rows = self.env.execute_query_dict(self._granted_absences(self.ids))
        title = self.with_context(lang=self.env["zhaoshang.audit"]._lang()).env._("Out of Office")
        self.env["resource.calendar.leaves"].sudo().create(
            [self._resource_values(row, title) for row in rows]
        )
        self.env["calendar.event"].sudo().with_context(**SILENT).create(
            [self._event_values(row, title) for row in rows if row["user_id"]]
        )

    @api.model
    def _resource_values(self, row, title):
        return {
            "name": title,
            "resource_id": row["resource_id"],
            "company_id": row["company_id"],
            "date_from": to_utc(row["first"], time.min),
            "date_to": end_of_day(row["last"]),
            "time_type": "leave",
            "zs_leave_ref": row["id"],
        }

    @api.model
    def _event_values(self, row, title):
        return {
            "name": title,
            "allday": True,
            "start": datetime.combine(row["first"], time(8)),
            "stop": datetime.combine(row["last"], time(18)),
            "start_date": row["first"],
            "stop_date": row["last"],
            "privacy": "private",
            "show_as": "busy",
            "user_id": row["user_id"],
            "partner_ids": [Command.set([row["partner_id"]])],
            "alarm_ids": False,
            "description": False,
            "zs_leave_ref": row["id"],
        }
