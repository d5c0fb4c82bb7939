"""Nobody reaches the package funds around their commands: login × forgery × door."""

import pytest

from . import forgeries_finance
from .case import (
    ACCOUNTANT,
    ALLOTMENT,
    BOOKKEEPER,
    CASHIER,
    METHOD_DOORS,
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
