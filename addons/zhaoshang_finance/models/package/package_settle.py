from datetime import date

from odoo import fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...rules.entitlement import (
    BEYOND,
    NOT_HELD,
    NOT_UNDRAWN,
    OWED,
    Balance,
    carried_in_money,
    monthly_standards,
    settlement_faults,
)
from ...rules.entry import carry_parts
from ...rules.schedule import ZERO, Line
from ..arguments import day_of, yuan_of
from ..posting import Entry
from ..res_company import CLAIM_JOURNAL
from ..zhaoshang_package import FIGURES

RETURNED, CARRIED, LAPSED = WAYS = ("returned", "carried", "lapsed")
KINDS = {RETURNED: "returned", CARRIED: "carried_out", LAPSED: "lapsed"}
EVENT = "carry"


class Package(models.Model):
    """The end of the year: the balance returned, carried over or lapsed; closing (R128, R133)."""

    _inherit = "zhaoshang.package"

    closed_on = fields.Date("Closed on", readonly=True, copy=False)
    closed_by_id = fields.Many2one("res.users", "Closed by", readonly=True, copy=False)

    def action_zs_settle(self, day, amounts, papers):
        """Do with the balance what documents say; nothing lapses by itself (R128, R133).

        What is to be returned becomes a return demand; what is carried over raises the package of
        the next year, and the money of it that the bureau holds is posted there.

        :param day: the day of the entry
        :param amounts: yuan by ``returned``, ``carried``, ``lapsed``
        :param papers: document, file, file_name and reason of each of them
        """
        self.ensure_one()
        self._zs_check_accountant()
        day = day_of(self.env, day) or county_today(self.env)
        if not (isinstance(amounts, dict) and isinstance(papers, dict)):
            self._zs_refuse_by_hand()
        amounts = {way: yuan_of(self.env, amounts.get(way) or 0) for way in WAYS}
        for way in filter(amounts.get, WAYS):
            self._zs_check_paper(papers.get(way) or {})
        package = self.sudo()
        following = package._zs_next_package() if amounts[CARRIED] else self.browse()
        (package | following.sudo())._zs_lock()
        package._zs_check_settlement(amounts, day)
        money = carried_in_money(package._zs_balance(), amounts[RETURNED], amounts[CARRIED])
        for way in filter(amounts.get, WAYS):
            change = package._zs_record_change(KINDS[way], day, -amounts[way], papers[way])
            if way == CARRIED:
                package._zs_carry(following, change, amounts[way], money, papers[way])
        if package.state == "open":  # of a closed year no month is paid any more
            package._zs_share_rest(next(filter(None, _documents(papers)), ""))
        package._zs_sync_todos()
        return True

    def _zs_balance(self):
        """Where the package stands, as the rules know it."""
        self.ensure_one()
        sums = self.env["zhaoshang.package.ledger"].sudo()._zs_sums(self.ids, FIGURES)[self.id]
        room = self._zs_rooms()[self]
        return Balance(entitlement=room.entitlement, pending=room.pending, **sums)

    def _zs_check_settlement(self, amounts, day):
        balance = self._zs_balance()
        if any(amount < 0 for amount in amounts.values()) or not any(amounts.values()):
            raise UserError(
                self.env._("Say how much is returned, carried over or lapses (clause 13, R133).")
            )
        if day > county_today(self.env):
            raise UserError(
                self.env._(
                    "The day %s lies in the future: enter it on its day (clause 13, R134).",
                    format_date(self.env, day),
                )
            )
        if day.year < self.year:
            raise UserError(
                self.env._(
                    "The day %(day)s lies before the year of %(package)s: enter what is done with "
                    "its balance on a day of %(year)s or later (clause 13, R133).",
                    day=format_date(self.env, day),
                    package=self.display_name,
                    year=self.year,
                )
            )
        for fault in settlement_faults(balance, *(amounts[way] for way in WAYS)):
            raise UserError(self._zs_settlement_text(fault, balance, amounts))

    def _zs_settlement_text(self, fault, balance, amounts):
        words = {
            "package": self.display_name,
            "unspent": self._zs_yuan(balance.unspent),
            "held": self._zs_yuan(balance.held),
            "undrawn": self._zs_yuan(balance.undrawn),
            "owed": self._zs_yuan(balance.advance),
            "amount": self._zs_yuan(sum(amounts.values())),
        }
        return {
            OWED: self.env._(
                "%(owed)s are owed to claimants of %(package)s: the cashier pays them first "
                "(clause 13, R128).",
                **words,
            ),
            BEYOND: self.env._(
                "The balance of %(package)s is %(unspent)s, and %(amount)s are disposed of (clause "
                "13, R133). Claims under way are taken off already.",
                **words,
            ),
            NOT_HELD: self.env._(
                "%(package)s holds %(held)s: no more can be returned (clause 13, R128). What was "
                "never paid, %(undrawn)s, is carried over or lapses.",
                **words,
            ),
            NOT_UNDRAWN: self.env._(
                "Of the balance of %(package)s only %(undrawn)s were never paid and can lapse; the "
                "bureau holds %(held)s, which are returned or carried over (clause 13, R128, "
                "R133).",
                **words,
            ),
        }[fault]

    def _zs_next_package(self):
        """The open package of the next year, into which a balance is carried (R133)."""
        following = self.search(
            [
                ("bureau_id", "=", self.bureau_id.id),
                ("year", "=", self.year + 1),
                ("state", "=", "open"),
            ]
        )
        if not following:
            raise UserError(
                self.env._(
                    "%(bureau)s has no open package of %(year)s: open the year first, then carry "
                    "the balance over (clause 13, R133).",
                    bureau=self.bureau_id.name,
                    year=self.year + 1,
                )
            )
        return following

    def _zs_carry(self, following, change, amount, money, paper):
        """Raise the next package, and post the money of it that the bureau holds (R133)."""
        arrival = following._zs_record_change("carried_in", change.date, amount, paper)
        change._govern({"arrival_id": arrival.id})
        if money:
            move = self._zs_post_carry(following, change, money)
            (change | arrival)._govern({"move_id": move.id})
        if amount > money:
            lines = following._zs_planned_lines(
                following._zs_entitlements()[following.id], following._zs_turns()
            )
            following._zs_apply_lines(lines, paper["document"])

    def _zs_post_carry(self, following, change, money):
        """预拨经费 of the next year / 借款, 预拨经费 of this one, as one entry."""
        own = self.with_context(lang=self.company_id._zs_books_lang())
        opened = self._zs_open_balances()[self.id]
        parts = carry_parts(money, opened["loan"], opened["prepaid"])
        entry = Entry(
            source=change,
            event=EVENT,
            date=change.date,
            package=self,
            parts=tuple(parts),
            packages=(following, *[self] * (len(parts) - 1)),
            label=own.env._(
                "%(package)s, balance carried over into %(year)s, %(document)s",
                package=own.display_name,
                year=following.year,
                document=change.document,
            ),
            journal=CLAIM_JOURNAL,
        )
        return self.env["zhaoshang.posting"]._post_entries(self.company_id, [entry])

    # Closing

    def action_zs_close(self):
        """Close a year whose whole advance is settled (clause 13, R128, R133).

        Late claims are taken in January of the next year within what is left, and post there.
        """
        for package in self:
            package._zs_check_accountant()
            package.sudo()._zs_lock()
            package.sudo()._zs_check_closable()
            zero = {
                line: Line(line.month, line.kind, ZERO)
                for line in package._zs_lines()
                if line.state != "paid"
            }
            package.sudo()._zs_apply_lines(zero, package.env._("the closing of the year"))
            package.sudo()._govern(
                {
                    "state": "closed",
                    "closed_on": county_today(self.env),
                    "closed_by_id": self.env.uid,
                }
            )
        return True

    def _zs_check_closable(self):
        if self.state != "open":
            raise UserError(self.env._("%s is closed already.", self.display_name))
        months = monthly_standards(self._zs_terms(), self._zs_turns())
        begins = date(self.year, max(months, default=1), 1)
        if county_today(self.env) < begins:
            raise UserError(
                self.env._(
                    "%(package)s is not at its end: it can be closed from %(day)s on (clause 13, "
                    "R133).",
                    package=self.display_name,
                    day=format_date(self.env, begins),
                )
            )
        balance = self._zs_balance()
        if not balance.settled:
            raise UserError(
                self.env._(
                    "The advance of %(package)s is not settled: loan %(loan)s, paid ahead "
                    "%(prepaid)s, owed to claimants %(owed)s (clause 13, R128). Settle it by "
                    "claims, by “Money paid back”, or by carrying it over with “End of the year”.",
                    package=self.display_name,
                    loan=self._zs_yuan(balance.loan),
                    prepaid=self._zs_yuan(balance.prepaid),
                    owed=self._zs_yuan(balance.advance),
                )
            )


def _documents(papers):
    return [(papers.get(way) or {}).get("document") for way in WAYS]
