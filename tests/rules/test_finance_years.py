"""Random years of a package: the law's entries against a ledger that is written out here.

``finance_book.Book`` follows the table of postings in words; the law's parts are added up here.
"""

from __future__ import annotations

import os
from decimal import Decimal

from finance_book import ACCOUNTS, NOTHING, Book
from hypothesis import given, settings
from hypothesis import strategies as st
from zhaoshang_finance.rules.entry import (
    PREPAID_ACCOUNT,
    Part,
    advance_parts,
    balanced,
    carry_parts,
    claim_parts,
    funding_parts,
    payment_parts,
    return_parts,
)
from zhaoshang_finance.rules.schedule import PackageTerms, entitlement, schedule, total

CENTS = st.integers(1, 9_000_000).map(lambda cents: Decimal(cents) / 100)
SMALL = st.sampled_from([Decimal("0.01"), Decimal("0.99"), Decimal(1), Decimal("13636.36")])
MONEY = st.one_of(SMALL, CENTS)
EVENTS = st.one_of(
    st.tuples(st.just("receive"), MONEY),
    st.tuples(st.just("month")),
    st.tuples(st.just("claim"), st.lists(MONEY, min_size=1, max_size=4), st.booleans()),
    st.tuples(st.just("pay_owed"), st.integers(1, 100)),
    st.tuples(st.just("give_back"), st.integers(1, 100), st.booleans()),
    st.tuples(st.just("carry"), st.integers(1, 100)),
    st.tuples(st.just("undo"), st.integers(0, 10**6)),
)
TERMS = st.builds(
    PackageTerms,
    st.sampled_from([Decimal(250000), Decimal(180000), Decimal("99999.97")]),
    first_month=st.integers(1, 12),
    loan=st.sampled_from([Decimal(30000), Decimal(0)]),
)


class Year:
    """The same events by the law: its parts are added up account by account."""

    def __init__(self, terms):
        self.months, self.annual = list(schedule(terms)), entitlement(terms)
        assert total(self.months) == self.annual
        self.book, self.law, self.entries = Book(), dict.fromkeys(ACCOUNTS, NOTHING), []

    def happen(self, kind, *values):
        getattr(self, kind)(*values)
        self.check()

    def post(self, parts):
        assert sum(part.amount for part in parts) == 0
        assert all(part.amount for part in parts)
        self.entries.append(parts)
        self._add(parts, 1)

    def _add(self, parts, sign):
        for part in parts:
            self.law[part.purpose] += sign * part.amount

    def receive(self, amount):
        self.post(funding_parts(amount))
        self.book.receive(amount)

    def month(self):
        if not self.months:
            return
        line = self.months.pop(0)
        if not line.amount:
            return
        self.post(payment_parts(line.kind, line.amount, -self.law["advance"]))
        (self.book.lend if line.kind == "loan" else self.book.allot)(line.amount)

    def claim(self, amounts, loan_first):
        room = self.annual - self.book.sums["accepted"]
        if sum(amounts) > room:
            return
        expenses = {f"c{place}": amount for place, amount in enumerate(amounts)}
        self.post(claim_parts(expenses, self.law["loan"], self.law["prepaid"], loan_first))
        self.book.claim(sum(amounts), loan_first)

    def pay_owed(self, percent):
        amount = (self.book.owed * percent / 100).quantize(Decimal("0.01"))
        if amount > 0:
            self.post(advance_parts(amount))
            self.book.pay_owed(amount)

    def give_back(self, percent, loan_first):
        amount = (self.book.held * percent / 100).quantize(Decimal("0.01"))
        if amount > 0:
            self.post(return_parts(amount, self.law["loan"], self.law["prepaid"], loan_first))
            self.book.give_back(amount, loan_first)

    def carry(self, percent):
        amount = (self.book.held * percent / 100).quantize(Decimal("0.01"))
        if amount > 0:
            first, *rest = carry_parts(amount, self.law["loan"], self.law["prepaid"])
            assert first.purpose == PREPAID_ACCOUNT
            self.post([Part("carried", first.amount), *rest])
            self.book.carry(amount)

    def undo(self, place):
        if self.entries:
            place %= len(self.entries)
            self._add(self.entries[place], -1)
            self.entries[place] = []
            self.book.undo(place)

    def check(self):
        """The law's accounts are the ledger's; 借款 + 预拨 − 垫付 = paid − returned − accepted."""
        book = self.book
        assert self.law == book.balance
        assert sum(book.balance.values()) == 0
        held = book.balance["loan"], book.balance["prepaid"], -book.balance["advance"]
        assert balanced(*held, **book.sums)
        assert all(amount == amount.quantize(Decimal("0.01")) for amount in self.law.values())

    def undo_everything(self):
        for place in range(len(self.entries)):
            self.undo(place)
        self.check()
        assert not any(self.law.values())


@settings(max_examples=int(os.environ.get("ZS_YEARS", "60")), deadline=None)
@given(TERMS, st.lists(EVENTS, max_size=60))
def test_a_random_year_leaves_no_cent_over(terms, events):
    """R119 to R121, R125, R128, R134: whatever happens, the law's books are those written by hand,
    and what is all reversed leaves nothing."""
    year = Year(terms)
    for event in events:
        year.happen(*event)
    year.undo_everything()
