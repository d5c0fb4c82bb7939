"""Nobody reaches the package funds around their commands: login × forgery × door."""

from base64 import b64encode

import pytest

from . import forgeries_finance
from .case import (
    ACCOUNTANT,
    ALLOTMENT,
    BOOKKEEPER,
    CASHIER,
    CLAIM,
    COLLEAGUE,
    METHOD_DOORS,
    PACKAGE,
    REQUESTER,
    SUPERUSER,
    TASK,
    TECHNICIAN,
    WAITING,
    FinanceCase,
)
from .doors import Refused
from .test_forgery import attempt
from .test_forgery import some_doors as doors_of
from .test_leave_at_once import at_once

PAIR = (COLLEAGUE, "deputy2.hangzhou")
LOGINS = (
    ACCOUNTANT,
    CASHIER,
    WAITING,
    REQUESTER,
    "xitong",
    TECHNICIAN,
    BOOKKEEPER,
    "admin",
    SUPERUSER,
)


@pytest.fixture(scope="module")
def case(server):
    here = FinanceCase(server)
    yield here
    here.close()


@pytest.mark.parametrize("name", forgeries_finance.REFUSED)
@pytest.mark.parametrize("login", LOGINS)
def test_a_forgery_is_refused(case, login, name):
    number = LOGINS.index(login) + list(forgeries_finance.REFUSED).index(name)
    forgery = forgeries_finance.REFUSED[name]
    assert attempt(case, login, forgery, must_refuse=True, doors=doors_of(number)) == []


@pytest.mark.parametrize("login", LOGINS)
def test_private_methods_cannot_be_called(case, login):
    answered = []
    for kind in doors_of(LOGINS.index(login)):
        door = case.door(kind, login)
        for model, methods in forgeries_finance.PRIVATE.items():
            for method in methods:
                try:
                    door.call(model, method, [1])
                except Refused:
                    continue
                answered.append(f"{kind.name}: {model}.{method}")
    assert answered == []


@pytest.mark.parametrize("login", [login for login in LOGINS if login != WAITING])
def test_only_the_bureau_authority_approves_a_payment(case, login):
    """R134: who submits, who approves and who pays are three people."""

    def approve(door, case):
        door.call(TASK, "action_decide", [case.payment_task], decision="approve")

    assert attempt(case, login, approve, must_refuse=True) == []


@pytest.mark.parametrize("login", [login for login in LOGINS if login != ACCOUNTANT])
def test_only_the_accountant_reverses_an_entry(case, login):
    def reverse(door, case):
        door.call(ALLOTMENT, "action_reverse", [case.paid], reason="x")

    assert attempt(case, login, reverse, must_refuse=True) == []


@pytest.mark.parametrize("kind", METHOD_DOORS, ids=lambda kind: kind.name)
def test_the_door_works_for_an_entry_elsewhere(case, kind):
    """The positive control: the same values on other accounts are taken and posted."""
    door = case.door(kind, BOOKKEEPER)
    before = case.fingerprint()
    moves = case.ids("account_move")
    values = case.other_entry()
    door.call("account.move", "create", vals_list=values)
    (move,) = set(case.ids("account_move")) - set(moves)
    door.call("account.move", "action_post", [move])
    assert case.query("SELECT state FROM account_move WHERE id = %s", move) == [("posted",)]
    assert case.fingerprint() == before


@pytest.mark.parametrize("kind", METHOD_DOORS, ids=lambda kind: kind.name)
def test_the_door_works_for_the_commands(case, kind):
    """The accountant takes his payment back and submits it again, through every door."""
    door = case.door(kind, ACCOUNTANT)
    query = "SELECT zs_approval_state FROM zhaoshang_allotment WHERE id = %s"
    door.call(ALLOTMENT, "action_zs_withdraw", [case.allotment])
    assert case.query(query, case.allotment) == [("withdrawn",)]
    door.call(ALLOTMENT, "action_zs_resubmit", [case.allotment])
    assert case.query(query, case.allotment) == [("running",)]


def _draft(case, login, number, yuan=1):
    """A claim of an officer of 杭州, typed and not handed in."""
    ((category,),) = case.query("SELECT id FROM zhaoshang_expense_category WHERE code = 'rent'")
    line = case.claim_values(number)["line_ids"][0][2]
    line |= {"category_id": category, "invoice_amount": yuan, "paper_ids": []}
    values = {"reason": "x", "line_ids": [(0, 0, line)]}
    return case.person(login).call(CLAIM, "create", vals_list=values)


def test_two_claims_at_once_do_not_pass_the_package(case):
    """R127: one yuan is left, two officers claim it at the same moment, ten times: one has it."""
    first, second = COLLEAGUE, "deputy2.hangzhou"
    room = case.person(first).call(PACKAGE, "read", [case.package], fields=["available"])
    filling = _draft(case, first, 1000, room[0]["available"] - 1)
    case.person(first).call(CLAIM, "action_zs_submit", [filling])
    drafts = {first: _draft(case, first, 1001), second: _draft(case, second, 1002)}
    send = dict.fromkeys(drafts, "action_zs_submit")
    for _round in range(10):
        calls = [(login, send[login], [claim], {}) for login, claim in drafts.items()]
        (refusal,) = at_once(case, *calls, model=CLAIM)
        assert "R127" in refusal
        query = "SELECT id, user_id FROM zhaoshang_claim WHERE id IN %s AND state = 'submitted'"
        ((winner, _user),) = case.query(query, tuple(drafts.values()))
        (login,) = (login for login, claim in drafts.items() if claim == winner)
        case.person(login).call(CLAIM, "action_zs_withdraw", [winner])
        send[login] = "action_zs_resubmit"
    case.person(first).call(CLAIM, "action_zs_withdraw", [filling])


def test_one_invoice_is_not_claimed_twice_at_the_same_moment(case):
    """R126: two officers type the same number at once, ten times: one is told that it is used."""
    for number in range(2000, 2010):
        values = case.claim_values(number)
        calls = [(login, "create", None, {"vals_list": values}) for login in PAIR]
        (refusal,) = at_once(case, *calls, model=CLAIM)
        assert "R126" in refusal
        query = "SELECT count(*) FROM zhaoshang_claim_line WHERE invoice_number = %s"
        assert case.query(query, values["line_ids"][0][2]["invoice_number"]) == [(1,)]


def test_one_invoice_dropped_by_two_at_the_same_moment_becomes_one_line(case):
    """R126: in each of fifteen rounds one is told; what else each dropped goes in."""
    drafts = {login: _draft(case, login, 3000 + n) for n, login in enumerate(PAIR)}
    for number in range(3010, 3025):
        calls = [
            (login, "action_add_files", [draft], {"files": [_xml(number), _xml(number * 10 + n)]})
            for n, (login, draft) in enumerate(drafts.items())
        ]
        assert at_once(case, *calls, model=CLAIM) == []
        numbers = tuple(f"{written:020d}" for written in (number, number * 10, number * 10 + 1))
        query = "SELECT count(*) FROM zhaoshang_claim_line WHERE invoice_number IN %s"
        assert case.query(query, numbers) == [(3,)]


def _xml(number):
    """The least that a fully digital invoice says, the same to the byte for both."""
    content = f"<EInvoice><InvoiceNumber>{number:020d}</InvoiceNumber></EInvoice>"
    return {"name": "x.xml", "data": b64encode(content.encode()).decode()}
