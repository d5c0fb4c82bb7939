"""Two leaves of one month, sent in one call or at the same moment: the second is the second."""

import concurrent.futures
import datetime
import itertools

import pytest

from .case import LEAVE, Case
from .clients import Client

DEPUTY = "deputy2.hangzhou"
ROUNDS = 15


@pytest.fixture(scope="module")
def case(server):
    here = Case(server)
    yield here
    here.close()


@pytest.fixture
def pair(case):
    """Two drafts of the deputy in a month of their own; withdrawn afterwards."""
    first = datetime.date.today() + datetime.timedelta(120)  # noqa: DTZ011
    first = first.replace(day=3)
    days = [first, first + datetime.timedelta(7)]
    values = [
        {"date_from": day.isoformat(), "date_to": day.isoformat(), "reason": "x"} for day in days
    ]
    person = case.person(DEPUTY)
    drafts = person.call(LEAVE, "create", vals_list=values)
    yield drafts
    withdraw(case, drafts)


def withdraw(case, leaves):
    states = case.query(
        "SELECT id FROM zhaoshang_leave WHERE id IN %s AND zs_approval_state = 'running'",
        tuple(leaves),
    )
    case.person(DEPUTY).call(LEAVE, "action_zs_withdraw", [number for (number,) in states])


def seconds(case, leaves):
    rows = case.query(
        "SELECT second_in_month FROM zhaoshang_leave WHERE id IN %s AND"
        " zs_approval_state = 'running'",
        tuple(leaves),
    )
    return sorted(second for (second,) in rows)


def test_of_two_sent_in_one_call_one_is_the_second(case, pair):
    """R065: the month's leave is used up by the first of them."""
    person = case.person(DEPUTY)
    person.call(LEAVE, "action_zs_submit", pair)
    assert seconds(case, pair) == [False, True]
    person.call(LEAVE, "action_zs_withdraw", pair)
    person.call(LEAVE, "action_zs_resubmit", pair)
    assert seconds(case, pair) == [False, True]


def test_of_two_sent_at_the_same_moment_one_is_the_second(case, pair):
    """R065: in each round; the later one is retried and sees the earlier one."""
    server = case.server
    clients = [Client(server.url, server.database, DEPUTY) for _number in range(2)]
    method = itertools.chain(["action_zs_submit"], itertools.repeat("action_zs_resubmit"))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for name in itertools.islice(method, ROUNDS):
            calls = [
                pool.submit(client.call, LEAVE, name, [leave])
                for client, leave in zip(clients, pair, strict=True)
            ]
            for call in calls:
                call.result()
            assert seconds(case, pair) == [False, True], name
            withdraw(case, pair)
