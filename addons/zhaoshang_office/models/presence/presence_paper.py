from odoo import api, fields, models
from odoo.tools import SQL

from ...rules import opening_month
from ...rules import presence as rules
from ...rules.days import month_span

SIGNED = (
    "at_post_days",
    "service_days",
    "leave_days",
    "special_days",
    "absent_days",
    "result",
    "paper_number",
    "paper_note",
)


class PresenceMonth(models.Model):
    """Months that the office closed on paper before this software was used (R139).

    They stand as closed with the figures signed, count for two months running (R098, R099), and no
    statement works them out again.
    """

    _inherit = "zhaoshang.presence.month"

    paper_note = fields.Char(
        "Corrected Because",
        readonly=True,
        help="Why figures that came from paper were corrected; the log keeps the earlier ones "
        "(R138, R139).",
    )

    @api.model
    def _take_over_paper(self, entries):
        """Put in months as they were signed; whoever calls has checked who may and what is known.

        :param entries: list of ``(appointment, first day of the month, Figures, document number,
            remark)``
        """
        put = self._put_paper([(*entry[:4], None) for entry in entries], SQL("s.state = 'open'"))
        put._zs_audit("create")
        return put

    @api.model
    def _correct_paper(self, entries):
        """Replace figures that came from paper; the log keeps the earlier ones (R138, R139)."""
        rows = self.browse()
        for post, month, *_figures in entries:
            rows |= self.search([("appointment_id", "=", post.id), ("month", "=", month)])
        before = rows._zs_audit_values(SIGNED)
        put = self._put_paper(entries, SQL("s.paper_number IS NOT NULL"))
        rows._zs_audit_changes(before, rows._zs_audit_values(SIGNED))
        return put

    @api.model
    def _put_paper(self, entries, replaces):
        if not entries:
            return self.browse()
        self.flush_model()
        sets = self.env["zhaoshang.rule.set"].sudo()
        by_county = sets._of_counties(
            self.env["res.company"].union(*(e[0].company_id for e in entries))
        )
        rows = [
            self._paper_values(*entry, by_county[entry[0].company_id]._in_force_first(entry[1]))
            for entry in entries
        ]
        names = list(rows[0])
        put = self.env.execute_query(
            SQL(
                """
                INSERT INTO zhaoshang_presence_month AS s (%(names)s) VALUES %(rows)s
                ON CONFLICT (appointment_id, month) DO UPDATE SET %(changes)s
                 WHERE %(replaces)s RETURNING id
                """,
                replaces=replaces,
                names=SQL(", ").join(map(SQL.identifier, names)),
                rows=SQL(", ").join(tuple(row.values()) for row in rows),
                changes=SQL(", ").join(
                    SQL("%s = EXCLUDED.%s", SQL.identifier(name), SQL.identifier(name))
                    for name in names
                ),
            )
        )
        self.invalidate_model()
        return self.browse(number for (number,) in put)

    def _paper_values(self, post, month, figures, number, note, rule_set):
        days = month_span(month).days
        service = figures.service or opening_month.in_service(month, post.date_from, post.date_to)
        judged = rules.judge_totals(
            rules.Totals(service, figures.at_post, figures.special, figures.absent),
            len(days),
            rule_set._presence_parameters(),
        )
        now, uid = self.env.cr.now(), self.env.uid
        return {
            "appointment_id": post.id,
            "user_id": post.user_id.id or None,
            "bureau_id": post.bureau_id.id,
            "company_id": post.company_id.id,
            "month": month,
            "state": "closed",
            "paper_number": number,
            "paper_note": note,
            "days": "".join(
                rules.ON_PAPER if post.date_from <= day <= post.date_to else rules.NOT_IN_SERVICE
                for day in days
            ),
            "current_days": None,
            "service_days": service,
            "at_post_days": figures.at_post,
            "limit_days": judged.limit,
            "dismiss_days": judged.dismiss_limit,
            "holiday_days": 0,
            "leave_days": figures.leave,
            "special_days": figures.special,
            "escort_days": 0,
            "escort_beyond_days": 0,
            "duty_called_days": 0,
            "duty_own_days": 0,
            "absent_days": figures.absent,
            "result": judged.result,
            "provisional": False,
            "rule_set_id": rule_set.id,
            "closed_by_id": uid,
            "closed_at": now,
            "create_uid": uid,
            "create_date": now,
            "write_uid": uid,
            "write_date": now,
        }
