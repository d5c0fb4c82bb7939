"""The ledger of one package, written out by hand: what the law and Odoo are held against.

It follows the table of postings in words and knows nothing of their code: one number for each
account, in ``Decimal``; 借款, 预拨 and 应付垫付 stand debit positive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

NOTHING = Decimal("0.00")
#: accounts as the law names them; what is owed to the bureau is a credit
ACCOUNTS = ("loan", "prepaid", "advance", "bank", "funding", "expense", "carried")
SUMS = ("paid", "returned", "accepted")


@dataclass
class Book:
    """借款, 预拨, 应付垫付, bank, funds received, expense, 预拨 of next year's package, by hand."""

    balance: dict = field(default_factory=lambda: dict.fromkeys(ACCOUNTS, NOTHING))
    entries: list = field(default_factory=list)
    sums: dict = field(default_factory=lambda: dict.fromkeys(SUMS, NOTHING))

    def book(self, counted, amount, **changes):
        """Book the changes; ``counted``: which sum of the package the amount adds to."""
        assert sum(changes.values()) == 0
        self.entries.append((changes, counted, amount))
        self._add(changes, counted, amount)

    def undo(self, place):
        """红冲: the same lines with the sign turned."""
        changes, counted, amount = self.entries[place]
        self._add({name: -change for name, change in changes.items()}, counted, -amount)
        self.entries[place] = ({}, counted, NOTHING)

    def _add(self, changes, counted, amount):
        for account, change in changes.items():
            self.balance[account] += change
        if counted:
            self.sums[counted] += amount

    @property
    def owed(self):
        return max(-self.balance["advance"], NOTHING)

    @property
    def held(self):
        """What the bureau could give back."""
        return max(self.balance["loan"], NOTHING) + max(self.balance["prepaid"], NOTHING)

    def receive(self, amount):
        self.book(None, amount, bank=amount, funding=-amount)

    def lend(self, amount):
        self.book("paid", amount, loan=amount, bank=-amount)

    def allot(self, amount):
        covered = self.owed if self.owed < amount else amount
        self.book("paid", amount, advance=covered, prepaid=amount - covered, bank=-amount)

    def claim(self, amount, loan_first):
        off, rest = self._taken_off(amount, loan_first)
        self.book("accepted", amount, expense=amount, advance=-rest, **off)

    def pay_owed(self, amount):
        self.book("paid", amount, advance=amount, bank=-amount)

    def give_back(self, amount, loan_first):
        off, _rest = self._taken_off(amount, loan_first)
        self.book("returned", amount, bank=amount, **off)

    def carry(self, amount):
        off, _rest = self._taken_off(amount, True)
        self.book("returned", amount, carried=amount, **off)

    def _taken_off(self, amount, loan_first):
        """Credits of 借款 and 预拨 as far as these go, and what is left."""
        rest, off = amount, {}
        for account in ("loan", "prepaid") if loan_first else ("prepaid", "loan"):
            there = max(self.balance[account], NOTHING)
            off[account] = -(there if there < rest else rest)
            rest += off[account]
        return off, rest
