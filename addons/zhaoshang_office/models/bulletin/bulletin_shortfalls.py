from odoo import models

from ...rules import bulletin_shortfall as rules
from ...rules import visit
from ...rules.days import DAY, next_month
from ..clock import county_moment


class Bulletin(models.Model):
    """What fell short without being anybody's offence: facts of a bureau, told in part three.

    Visits of a week (R027), the address book (R030), projects reported late or not yet (R107). One
    question each for all bureaus; nothing of before the day from which a bureau is watched.
    """

    _inherit = "zhaoshang.bulletin"

    def _shortfalls(self, bureaus):
        return {
            "weeks": self._short_weeks(bureaus),
            "books": self._books_not_kept(bureaus),
            "projects": self._late_projects(bureaus),
            "unreported": self._unreported(bureaus),
        }

    def _short_weeks(self, bureaus):
        """R027, R028: the short weeks of the month, as they are counted now."""
        before = (self.month - DAY).replace(day=1)
        short = self.env["zhaoshang.visit.week"].sudo().search(
            [
                ("bureau_id", "in", bureaus.ids),
                ("month_from", "in", (before, self.month)),
                ("state", "=", visit.SHORT),
                ("watched", "=", True),
                ("provisional", "=", False),
            ],
            order="date_from",
        )  # fmt: skip
        drawn = self._drawn_on(before)
        told = short.filtered(
            lambda week: (
                rules.is_told((week.date_from, week.date_to), self.month, drawn)
                and week.bureau_id._is_watched(week.date_from)  # the start may have been moved
            )
        )
        by_bureau = told.grouped("bureau_id")
        return [
            {"bureau": bureau.name, "weeks": [_figures_of(week) for week in by_bureau[bureau]]}
            for bureau in bureaus
            if bureau in by_bureau
        ]

    def _drawn_on(self, month):
        """The day on which the figures of another month were drawn."""
        bulletin = self.sudo().search(
            [
                ("company_id", "=", self.company_id.id),
                ("kind", "=", "bulletin"),
                ("month", "=", month),
                ("drawn_at", "!=", False),
            ]
        )  # fmt: skip
        return bulletin and county_moment(bulletin.drawn_at).date()

    def _books_not_kept(self, bureaus):
        """R030: neither an entry nor the head's statement by the end of the month."""
        missing = self.env["zhaoshang.contact.month"].sudo().search(
            [
                ("bureau_id", "in", bureaus.ids),
                ("month_from", "=", self.month),
                ("state", "=", "missing"),
                ("watched", "=", True),
            ]
        )  # fmt: skip
        return [{"bureau": bureau.name} for bureau in bureaus if bureau in missing.bureau_id]

    def _late_projects(self, bureaus):
        """R107: what was to be reported in this month and came late; its number names nobody."""
        late = self.env["zhaoshang.project"].sudo().search(
            [*self._due_in_month(bureaus), ("reported_late", "=", True)], order="report_due_on, id"
        )  # fmt: skip
        late = late.filtered(self._watched_then)
        return [
            {
                "bureau": project.bureau_id.name,
                "number": project.number or "",
                "due": str(project.report_due_on),
                "reported": str(project.reported_on),
            }
            for project in late.sorted(lambda project: bureaus.ids.index(project.bureau_id.id))
        ]

    def _unreported(self, bureaus):
        """R107, R110: clear intentions that nobody has reported yet, as a count: an investor whose
        project is not known yet is named to nobody."""
        visits = self.env["zhaoshang.visit"].sudo()
        waiting = visits.search([*self._due_in_month(bureaus), *visits._domain_to_report()])
        drafts = self.env["zhaoshang.project"].sudo().search(
            [*self._due_in_month(bureaus), ("stage", "=", "draft"), ("reported_on", "=", False)]
        )  # fmt: skip
        found = [*waiting.filtered(self._watched_then), *drafts.filtered(self._watched_then)]
        of = [row.bureau_id for row in found]
        return [
            {"bureau": bureau.name, "count": of.count(bureau)} for bureau in bureaus if bureau in of
        ]

    def _due_in_month(self, bureaus):
        return [
            ("bureau_id", "in", bureaus.ids),
            ("report_due_on", ">=", self.month),
            ("report_due_on", "<", next_month(self.month)),
        ]

    def _watched_then(self, record):
        start = record.bureau_id.compliance_start
        return bool(start) and record.report_due_on >= start


def _figures_of(week):
    return {
        "first": str(week.date_from),
        "last": str(week.date_to),
        "found": week.organisation_count,
        "required": week.required,
    }
