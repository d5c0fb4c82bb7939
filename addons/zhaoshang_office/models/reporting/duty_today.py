from odoo import api, models
from odoo.fields import Domain

from ..clock import county_today
from .duty import SIGNS
from .duty_scan import RUNNING

DAY_FIRST = 3  # things told at the top
OFFICE = "zhaoshang_office.group_office"
BOX_READER = "zhaoshang_office.group_organisation_department"
ADMINISTRATOR = "zhaoshang_office.group_administrator"


class DutyCalendar(models.Model):
    """The page on which somebody begins the day: three things today, then what is behind a number.

    Each number is counted by the domain of the list that it opens.
    """

    _inherit = "zhaoshang.duty.calendar"

    @api.model
    @api.readonly
    def zs_today(self):
        """Return what the page shows whoever asks, by what he may read."""
        if self.env.user.has_group(ADMINISTRATOR):
            return {"things": [], "cards": [], "scan": self._scan_line(), "officer": False}
        if not self.has_access("read"):
            return {"things": [], "cards": [], "scan": False, "officer": False}
        mine = self._domain_mine()
        things = self.search(mine & self._domain_open(), order="due_on, id", limit=DAY_FIRST)
        return {
            "things": [thing._line() for thing in things],
            "cards": [card for card in self._cards(mine) if card["count"] or card["always"]],
            "scan": False,
            "officer": bool(self._own_bureaus()),
        }

    def _domain_mine(self):
        """What this user answers for, or does with his bureau."""
        user = self.env.user
        return Domain("user_id", "=", user.id) | (
            Domain("bureau_id", "in", self._own_bureaus().ids) & Domain("user_id", "=", False)
        )

    def _domain_open(self):
        """To be done by today, or behind and still to be done."""
        today = county_today(self.env)
        return Domain("state", "=", "late") | (
            Domain("state", "=", "due") & Domain("due_on", "<=", today)
        )

    def _line(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {
            "id": self.id,
            "title": kinds[self.kind],
            "words": self.status,
            "sign": SIGNS[self.state],
            "state": self.state,
            "day": str(self.due_on),
        }

    def _cards(self, mine):
        officer = bool(self._own_bureaus())
        scope = mine if officer else Domain.TRUE
        today = county_today(self.env)
        calendar = self._name
        yield self._card(
            calendar, self.env._("To be done today"), scope & self._domain_open(), always=True
        )
        week = Domain("due_on", ">", today) & Domain("state", "=", "due")
        yield self._card(calendar, self.env._("To come"), scope & week)
        missed = Domain("state", "=", "missed") & Domain("due_on", ">=", today.replace(day=1))
        yield self._card(calendar, self.env._("Missed this month"), scope & missed)
        findings = self.env["zhaoshang.finding"]
        if officer:
            answer = Domain("user_id", "=", self.env.uid) & Domain("state", "=", "suspected")
            yield self._card(findings._name, self.env._("Findings to be answered"), answer)
        elif self.env.user.has_group(OFFICE):
            waiting = Domain("state", "in", ("suspected", "answered"))
            yield self._card(findings._name, self.env._("Findings to be decided"), waiting)

        if self.env.user.has_group(BOX_READER):
            unanswered = Domain("state", "=", "new")
            title = self.env._("Entries of the suggestion box to be replied to")
            yield self._card("zhaoshang.suggestion", title, unanswered)

    def _card(self, model, title, domain, always=False):
        return {
            "title": title,
            "count": self.env[model].search_count(domain),
            "model": model,
            "domain": list(domain),
            "always": always,
        }

    def _scan_line(self):
        """R045: whether the check of the duties runs, for the administrator."""
        scan = self.env["zhaoshang.duty.scan"]._of_county()
        return {"words": scan.words, "alarm": scan.state != RUNNING}
