from odoo import api, fields, models

from ...rules import presence
from ...rules.days import DAY, Span


class Leave(models.Model):
    """What the law of presence reads of an absence: its last day away, what credits its days."""

    _inherit = "zhaoshang.leave"

    last_away = fields.Date(
        "Last Day Away",
        compute="_compute_last_away",
        store=True,
        help="R085, R086: the last day, or the day before the person reported back or the leave "
        "was turned into an escort.",
    )
    client_visit_id = fields.Many2one(
        "zhaoshang.client.visit",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        help="Clause 10, R072, R074: an escort counts as at post with the visit it belongs to.",
    )
    long_escort_accepted = fields.Boolean(
        "Longer Escort Accepted",
        readonly=True,
        copy=False,
        help="Clause 10, R073: the investment bureau accepted why it took longer.",
    )
    credit_withdrawn = fields.Boolean(
        readonly=True,
        copy=False,
        help="R074 (our reading): no client visit was linked in time; the days count as own duty "
        "in the county.",
    )
    notice_number = fields.Char(
        "Number of the Notice",
        copy=False,
        help="R081 (our reading): a duty in the county called for by a notice counts as at post.",
    )

    @api.depends("date_to", "return_date", "turned_on")
    def _compute_last_away(self):
        for leave in self:
            cut = [day - DAY for day in (leave.return_date, leave.turned_on) if day]
            leave.last_away = min(filter(None, (leave.date_to, *cut)), default=False)

    def _away(self):
        """Return this leave as the law of presence reads it, asked for or granted."""
        self.ensure_one()
        return presence.Away(
            self.kind,
            Span(self.date_from, self.last_away or self.date_to),
            self.days_before,
            with_notice=bool(self.notice_number),
            long_accepted=self.long_escort_accepted,
            credit_withdrawn=self.credit_withdrawn,
        )
