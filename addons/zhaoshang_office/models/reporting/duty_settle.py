from datetime import timedelta

from odoo import models
from odoo.tools import SQL

from ...rules import duty as rules
from ..clock import county_now, county_today
from .duty_facts import facts
from .duty_lay_out import naive

LOOK_BACK = timedelta(days=35)


class Duty(models.Model):
    """Brings duties up to date: one statement, whatever the number."""

    _inherit = "zhaoshang.duty"

    def _bring_up_to_date(self, bureaus, kinds=rules.KINDS, officers=None):
        """Work out how the duties that are open, or of the last weeks, stand."""
        if not bureaus:
            return
        since = county_today(self.env) - LOOK_BACK
        self._settle(
            SQL(
                "d.bureau_id IN %s AND d.kind IN %s"
                " AND (d.state IN ('due', 'late') OR d.due_on >= %s) AND %s",
                bureaus._ids,
                tuple(kinds),
                since,
                SQL("d.appointment_id IN %s", officers._ids) if officers else SQL("TRUE"),
            )
        )

    def _settle(self, which):
        """Set the state of the duties that ``which`` picks; rows that stand are not touched."""
        self.env.flush_all()
        changed = self.env.execute_query(
            SQL(
                """
                WITH fact AS (%(facts)s)
                UPDATE zhaoshang_duty d
                   SET state = fact.state, excuse = fact.excuse, report_id = fact.report_id,
                       research_id = fact.research_id, reported_at = fact.reported_at,
                       leave_id = fact.leave_id, appointment_id = fact.appointment_id,
                       user_id = fact.user_id, write_uid = %(uid)s, write_date = %(stamp)s
                  FROM fact
                 WHERE d.id = fact.id
                   AND (d.state, d.excuse, d.report_id, d.research_id, d.reported_at, d.leave_id,
                        d.appointment_id, d.user_id)
                    IS DISTINCT FROM
                       (fact.state, fact.excuse, fact.report_id, fact.research_id,
                        fact.reported_at, fact.leave_id, fact.appointment_id, fact.user_id)
             RETURNING d.id
                """,
                facts=facts(SQL("zhaoshang_duty"), naive(county_now(self.env)), which),
                uid=self.env.uid,
                stamp=self.env.cr.now(),
            )
        )
        self.env.invalidate_all(flush=False)
        settled = self.browse(row[0] for row in changed)
        self.env["zhaoshang.finding"]._drop_settled(settled)
        return settled
