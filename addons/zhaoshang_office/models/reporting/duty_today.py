from odoo import api, models
from odoo.fields import Domain

from ..clock import county_today
from .duty_scan import RUNNING

DAY_FIRST = 3  # things told at the top
CARDS = 5
ADMINISTRATOR = "zhaoshang_office.group_administrator"
OFFICE, DEPARTMENT, AUTHORITY, LEADER = (
    f"zhaoshang_office.group_{group}"
    for group in ("office", "organisation_department", "bureau_authority", "leader")
)


class DutyCalendar(models.Model):
    """The page on which somebody begins the day: three things today, then what is behind a number.

    Each number is counted by the domain of the list that it opens (UX 21).
    """

    _inherit = "zhaoshang.duty.calendar"

    @api.model
    @api.readonly
    def zs_today(self):
        """Return what the page shows whoever asks, by what he may read."""
        page = {"things": [], "cards": [], "scan": False, "officer": False}
        if self.env.user.has_group(ADMINISTRATOR):
            return page | {"scan": self._scan_line()}
        if not self.has_access("read"):
            return page
        officer = bool(self._own_bureaus())
        waiting = list(self._waiting(officer))
        cards = [self._card(*one) for one in self._in_order(waiting, officer)]
        cards[0]["always"] = True
        return page | {
            "things": self._first_things(waiting),
            "cards": [card for card in cards if card["count"] or card["always"]][:CARDS],
            "officer": officer,
            **self._failed(),
        }

    def _failed(self):
        """What scheduled work could not do, for the office that goes after it."""
        if not self.env.user.has_group(OFFICE):
            return {}
        return {"failed": self.env["zhaoshang.duty.scan"]._of_county()._failures_text()}

    def _waiting(self, officer):
        """Yield (title, model, domain) of what waits for this user, the most pressing first."""
        user, today = self.env.user, county_today(self.env)
        if officer:
            mine = Domain("user_id", "=", user.id) & Domain("state", "=", "suspected")
            yield self.env._("Findings to be answered"), "zhaoshang.finding", mine
            mine = self._domain_mine() & self._domain_open()
            yield self.env._("To be done today"), self._name, mine
            mine = Domain("user_id", "=", user.id) & Domain("state", "=", "draft")
            title = self.env._("Explanations you have not submitted")
            yield title, "zhaoshang.explanation", mine
        if user.has_group(OFFICE):
            over = Domain("state", "=", "suspected") & Domain("answer_until", "<", today)
            decide = Domain("state", "=", "answered") | over
            yield self.env._("Findings to be decided"), "zhaoshang.finding", decide
            sent = Domain("state", "=", "sent")
            yield self.env._("Explanations to be decided"), "zhaoshang.explanation", sent
        if user.has_group(DEPARTMENT):
            asked = Domain("state", "=", "asked")
            yield self.env._("Reviews to be decided"), "zhaoshang.sanction.review", asked
            serve = Domain("status", "=", "decided")
            yield self.env._("Sanctions to be served"), "zhaoshang.sanction", serve
            title = self.env._("Entries of the suggestion box to be replied to")
            yield title, "zhaoshang.suggestion", Domain("state", "=", "new")
        if user.has_group(OFFICE) or user.has_group(LEADER):
            answered = Domain("state", "=", "answered")
            yield self.env._("Items to be settled"), "zhaoshang.dispatch.item", answered
        if any(user.has_group(group) for group in (OFFICE, DEPARTMENT, AUTHORITY, LEADER)):
            unread = Domain("to_read", "=", True)
            yield self.env._("Reports to be read"), "zhaoshang.report", unread

    def _in_order(self, waiting, officer):
        """What is due today, what waits for the user, then what is to come and what was missed."""
        scope = self._domain_mine() if officer else Domain.TRUE
        today = county_today(self.env)
        if not officer:
            yield self.env._("To be done today"), self._name, scope & self._domain_open()
        yield from sorted(waiting, key=lambda one: one[1] != self._name)
        missed = Domain("state", "=", "missed") & Domain("due_on", ">=", today.replace(day=1))
        yield self.env._("Missed this month"), self._name, scope & missed
        coming = Domain("due_on", ">", today) & Domain("state", "=", "due")
        yield self.env._("To come"), self._name, scope & coming

    def _first_things(self, waiting):
        """Return the first rows of what waits, three of all: one click opens what is to be done."""
        things = []
        for title, model, domain in waiting:
            lacking = DAY_FIRST - len(things)
            order = "due_on, id" if model == self._name else None
            rows = self.env[model].search(domain, limit=lacking, order=order) if lacking else ()
            things += [row._thing(title) if model == self._name else self._thing_of(row, title)
                       for row in rows]  # fmt: skip
        return things

    def _thing(self, _title):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {"id": self.id, "model": self._name, "title": kinds[self.kind], "words": self.status}

    def _thing_of(self, row, title):
        return {"id": row.id, "model": row._name, "title": title, "words": row.display_name}

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

    def _card(self, title, model, domain):
        return {
            "title": title,
            "count": self.env[model].search_count(domain),
            "model": model,
            "domain": list(domain),
            "always": False,
        }

    def _scan_line(self):
        """R045: whether the check of the duties runs, for the administrator."""
        scan = self.env["zhaoshang.duty.scan"]._of_county()
        return {"words": scan.words, "alarm": scan.state != RUNNING}
