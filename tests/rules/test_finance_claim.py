"""Claims on the package: what makes an invoice good, and what the package bears (clause 13)."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_finance.rules.claim import (
    RECEPTION_PAPERS,
    TRIP_PAPERS,
    Line,
    Room,
    faults,
    is_invoice_number,
    lacking_papers,
    last_day_to_claim,
    normal_number,
    takes_claims,
)
from zhaoshang_finance.rules.entry import Part, advance_parts, claim_parts
from zhaoshang_finance.rules.schedule import ScheduleError

DIGITAL = "26332000000012345678"
POSTS = [(date(2025, 7, 1), None)]
GOOD = Line("", DIGITAL, date(2026, 3, 5), Decimal("880.00"), Decimal("880.00"))
MONEY = st.decimals(min_value=0, max_value=10**7, places=2)


def but(**values):
    return Line(**{**GOOD.__dict__, **values})


@pytest.mark.parametrize(
    ("code", "number", "good"),
    [
        ("", DIGITAL, True),
        ("033002600111", DIGITAL, False),  # a digital one has no code
        ("", "12345678", False),
        ("3300224130", "12345678", True),
        ("033002600111", "12345678", True),
        ("033002600111", "1234567X", False),
        ("03300260011A", "12345678", False),
        ("０３３００２６００１１１", "12345678", False),
        ("033002600111", "12345", False),
        ("", "", False),
        ("", "２６３３２０００００００１２３４５６７８", False),  # made normal first
    ],
)
def test_an_original_invoice_has_its_number_and_unless_digital_its_code(code, number, good):
    """R125: 数电票 of 20 digits, others with 代码 and 号码."""
    assert is_invoice_number(code, number) is good


def test_a_number_is_compared_without_its_dress():
    """R126: typed by two people, it is still one invoice."""
    dressed = " ２６３３-2000 0000 1234 5678 "
    assert normal_number(dressed) == DIGITAL
    assert normal_number(None) == ""
    assert normal_number("xs 0012") == normal_number("XS-0012") == "XS0012"
    assert is_invoice_number("", normal_number(dressed))


def test_what_the_attached_file_says_binds_where_it_is_less():
    """R126: a total of the file above the typed one allows no more."""
    good = but(said_total=GOOD.total, said_number=DIGITAL)
    assert faults(good, 2026, POSTS) == ()
    assert but(said_total=Decimal(9999)).most == GOOD.total


def test_a_good_line_has_no_fault():
    assert faults(GOOD, 2026, POSTS) == ()
    assert faults(but(code="3300224130", number="12345678"), 2026, POSTS) == ()


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"number": ""}, "number"),
        ({"has_file": False}, "file"),
        ({"amount": Decimal(0)}, "amount"),
        ({"amount": Decimal("-1.00")}, "amount"),
        ({"amount": Decimal("880.01")}, "above"),
        ({"said_total": Decimal("879.99")}, "above"),
        ({"said_number": DIGITAL[:-1] + "9"}, "other"),
        ({"has_category": False}, "category"),
        ({"day": date(2025, 12, 31)}, "year"),
        ({"day": date(2027, 1, 1)}, "year"),
        ({"day": None}, "year"),
        ({"blocked": True}, "blocked"),
    ],
)
def test_each_fault_of_a_line_is_named(values, fault):
    """R010, R125, R126: no number, no file, above the invoice, another year, wages."""
    assert faults(but(**values), 2026, POSTS) == (fault,)


def test_the_invoice_lies_within_an_appointment():
    """R126: from its first day to its last, both included."""
    posts = [(date(2026, 4, 20), date(2026, 6, 30))]
    assert faults(but(day=date(2026, 4, 19)), 2026, posts) == ("post",)
    assert faults(but(day=date(2026, 4, 20)), 2026, posts) == ()
    assert faults(but(day=date(2026, 6, 30)), 2026, posts) == ()
    assert faults(but(day=date(2026, 7, 1)), 2026, posts) == ("post",)


def test_a_reception_needs_a_letter_or_an_invitation_and_the_list_of_guests():
    """R126: 公函 or 邀请, and 接待清单."""
    assert lacking_papers(RECEPTION_PAPERS, frozenset()) == (("letter", "invitation"), ("guests",))
    assert lacking_papers(RECEPTION_PAPERS, frozenset({"letter", "guests"})) == ()
    assert faults(but(needs=RECEPTION_PAPERS, papers=frozenset({"guests"})), 2026, POSTS) == (
        "papers",
    )
    assert faults(but(needs=TRIP_PAPERS), 2026, POSTS) == ("papers",)


def test_invoices_of_a_year_are_handed_in_until_the_end_of_january():
    """R126: tolerance to 01-31."""
    assert last_day_to_claim(2026) == date(2027, 1, 31)


@pytest.mark.parametrize(
    ("day", "closed", "taken"),
    [
        (date(2026, 12, 31), True, False),
        (date(2027, 1, 1), True, True),
        (date(2027, 1, 31), True, True),
        (date(2027, 2, 1), True, False),
        (date(2026, 6, 1), False, True),
        (date(2027, 2, 1), False, False),
    ],
)
def test_a_closed_year_takes_late_claims_alone(day, closed, taken):
    """R126, R133: an open one in its year and in January, a closed one in January."""
    assert takes_claims(2026, day, closed=closed) == taken


def test_nothing_goes_beyond_the_package_by_a_yuan_or_a_cent():
    """R125, R127: 250,000 used, next 1.00 refused; what runs holds its part."""
    full = Room(Decimal(250000), accepted=Decimal(250000))
    assert full.beyond(Decimal("1.00")) == Decimal("1.00")
    nearly = Room(Decimal(250000), Decimal(240000), pending=Decimal("9999.99"))
    assert nearly.available == Decimal("0.01")
    assert nearly.beyond(Decimal("0.01")) == 0
    assert nearly.beyond(Decimal("0.02")) == Decimal("0.01")


def test_more_than_was_paid_is_told_and_not_refused():
    """R127: above the released part but below the package."""
    room = Room(Decimal(250000), Decimal(40000), released=Decimal(50000))
    assert room.ahead(Decimal(12000)) == Decimal(2000)
    assert room.beyond(Decimal(12000)) == 0
    assert room.ahead(Decimal(10000)) == 0
    running = Room(Decimal(250000), Decimal(40000), Decimal(3000), released=Decimal(50000))
    assert running.ahead(Decimal(12000)) == Decimal(5000)


def test_a_claim_clears_the_loan_first():
    """R128: claims of 12,000 leave 18,000 of the loan open."""
    assert claim_parts({"travel": Decimal(12000)}, Decimal(30000), Decimal(20000)) == [
        Part("expense", Decimal(12000), "travel"),
        Part("loan", Decimal(-12000)),
    ]


def test_finance_may_settle_what_was_paid_ahead_first():
    """R128: unless 财务 chooses."""
    parts = claim_parts({"rent": Decimal(25000)}, Decimal(30000), Decimal(20000), loan_first=False)
    assert parts[1:] == [Part("prepaid", Decimal(-20000)), Part("loan", Decimal(-5000))]


def test_what_was_spent_beyond_the_advance_is_owed():
    """R128: 借款, 预拨, then 应付垫付."""
    expenses = {"travel": Decimal("30000.01"), "rent": Decimal(20000), "office": Decimal(0)}
    assert claim_parts(expenses, Decimal(30000), Decimal(15000)) == [
        Part("expense", Decimal("30000.01"), "travel"),
        Part("expense", Decimal(20000), "rent"),
        Part("loan", Decimal(-30000)),
        Part("prepaid", Decimal(-15000)),
        Part("advance", Decimal("-5000.01")),
    ]


def test_what_the_advance_covers_to_the_cent_is_owed_to_nobody():
    """R128: the whole of 借款 and 预拨 is cleared, and no line of nothing is booked."""
    assert claim_parts({"rent": Decimal(45000)}, Decimal(30000), Decimal(15000)) == [
        Part("expense", Decimal(45000), "rent"),
        Part("loan", Decimal(-30000)),
        Part("prepaid", Decimal(-15000)),
    ]


@given(st.dictionaries(st.sampled_from("abc"), MONEY, min_size=1), MONEY, MONEY, st.booleans())
def test_a_claim_balances_and_clears_no_more_than_is_open(expenses, loan, prepaid, loan_first):
    """R128: to the cent, for any figures; an advance is owed only when nothing is open."""
    if not any(expenses.values()):
        with pytest.raises(ScheduleError):
            claim_parts(expenses, loan, prepaid, loan_first)
        return
    parts = claim_parts(expenses, loan, prepaid, loan_first)
    credit = {part.purpose: -part.amount for part in parts if part.amount < 0}
    assert sum(part.amount for part in parts) == 0
    assert all(amount > 0 for amount in credit.values())
    assert credit.get("loan", 0) <= loan
    assert credit.get("prepaid", 0) <= prepaid
    if "advance" in credit:
        assert (credit.get("loan", 0), credit.get("prepaid", 0)) == (loan, prepaid)


@pytest.mark.parametrize("rent", ["-10", "-1"])
def test_nothing_negative_is_accepted(rent):
    expenses = {"travel": Decimal(10), "rent": Decimal(rent)}
    with pytest.raises(ScheduleError, match="^only an amount above zero is accepted$"):
        claim_parts(expenses, Decimal(0), Decimal(0))


def test_half_a_yuan_is_claimed_like_any_other_sum():
    """R125: actual amounts, down to the cent."""
    expenses = {"travel": Decimal("0.50"), "rent": Decimal("0.01")}
    parts = claim_parts(expenses, Decimal(0), Decimal(0))
    assert parts[-1] == Part("advance", Decimal("-0.51"))
    single = claim_parts({"rent": Decimal("0.01")}, Decimal(1), Decimal(0))
    assert single[-1] == Part("loan", Decimal("-0.01"))
    assert advance_parts(Decimal("0.01"))[0] == Part("advance", Decimal("0.01"))
    with pytest.raises(ScheduleError, match="^only an amount above zero is paid$"):
        advance_parts(Decimal(0))


def test_an_advance_is_paid_from_the_bank():
    assert advance_parts(Decimal(1200)) == [
        Part("advance", Decimal(1200)),
        Part("bank", Decimal(-1200)),
    ]
    with pytest.raises(ScheduleError):
        advance_parts(Decimal(0))
