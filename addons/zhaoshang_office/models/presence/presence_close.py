from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...rules import presence as rules
from ..clock import county_today
from ..words import join_names, month_words

OFFICE = "zhaoshang_office.group_office"
NAMED = 5  # waiting leaves told by name


class PresenceMonth(models.Model):
    """Closing a month: for the whole county at once, with its parameters, once and for all (R139).

    There is no way back. What changes afterwards is shown as a difference.
    """

    _inherit = "zhaoshang.presence.month"

    can_close = fields.Boolean(
        compute="_compute_can_close", help="Not closed yet, and over: the button is shown."
    )

    @api.depends("state", "month")
    def _compute_can_close(self):
        this_month = county_today(self.env).replace(day=1)
        for row in self:
            row.can_close = row.state == "open" and row.month < this_month

    def action_close(self):
        """Close the months of these rows for everybody in their county (管理办公室)."""
        if not self.env.user.has_group(OFFICE):
            raise AccessError(
                self.env._("Only the management office closes a month (clause 9, R139).")
            )
        self.check_access("read")
        for county, rows in self.sudo().grouped("company_id").items():
            for month in sorted(set(rows.mapped("month"))):
                self.sudo()._close_month(county, month)
        return True

    def _close_month(self, county, month):
        span = rules.month_span(month)
        refusal = self._closing_refusal(county, span)
        if refusal:
            raise UserError(refusal)
        self._recompute(county, span.first, span.last)
        rows = self.search(
            [("company_id", "=", county.id), ("month", "=", span.first), ("state", "=", "open")]
        )
        before = rows._zs_audit_values(["state"])
        self.env.cr.execute(
            SQL(
                """
                UPDATE zhaoshang_presence_month
                   SET state = 'closed', closed_by_id = %(uid)s, closed_at = %(now)s,
                       write_uid = %(uid)s, write_date = %(now)s
                 WHERE id IN %(ids)s AND state = 'open'
                """,
                ids=rows._ids,
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        rows.invalidate_recordset()
        rows._zs_audit_changes(before, rows._zs_audit_values(["state"]))

    def _closing_refusal(self, county, span):
        """Return why the month cannot be closed yet, or None: rule, figure, way out."""
        month = month_words(self.env, span.first)
        if self._closed_months(county, [span.first]):
            return self.env._(
                "%s is closed already; a closed month stays as it is (R139). Later changes are "
                "shown beside it.",
                month,
            )
        if span.last >= county_today(self.env):
            return self.env._(
                "%(month)s runs until %(last)s and cannot be closed before it is over (clause 9, "
                "R139). Close it after that day.",
                month=month,
                last=span.last,
            )
        calendar = self.env["zhaoshang.workday"]._calendar(span.first, span.last, county)
        if not calendar.has_table(span.first.year):
            return self.env._(
                "The holiday table of %(year)s is not published yet, the figures of %(month)s are "
                "provisional (R070). Import the table under Working Days, then close the month.",
                year=span.first.year,
                month=month,
            )
        waiting = self._undecided(county, span)
        if waiting:
            return self.env._(
                "%(count)s absences of %(month)s are not decided yet (R139): %(leaves)s. Have them "
                "decided or withdrawn first; a closed month does not change any more.",
                count=len(waiting),
                month=month,
                leaves=join_names(self.env, waiting[:NAMED].mapped("display_name"))
                + ("…" if len(waiting) > NAMED else ""),
            )
        return None

    def _undecided(self, county, span):
        return self.env["zhaoshang.leave"].search(
            [
                ("company_id", "=", county.id),
                ("zs_approval_state", "=", "running"),
                ("date_from", "<=", span.last),
                ("date_to", ">=", span.first),
            ],
            order="date_from",
        )
