"""Two commands on leave at the same moment: one goes through, the other is told why not."""

import concurrent.futures
import datetime

import pytest

from .case import LEAVE, TASK, Case
from .clients import Client, Refused
from .doors import CallKw

DEPUTY, HEAD = "deputy1.hangzhou", "head.hangzhou"
TODAY = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()


@pytest.fixture(scope="module")
def case(server):
    here = Case(server)
    yield here
    here.close()


def day(number):
    return (TODAY + datetime.timedelta(number)).isoformat()


def granted(case, first, last):
    """A leave of the deputy that his head has agreed to."""
    values = {"date_from": day(first), "date_to": day(last), "reason": "x"}
    leave = case.person(DEPUTY).call(LEAVE, "create", vals_list=values)
    case.person(DEPUTY).call(LEAVE, "action_zs_submit", [leave])
    task = case.open_task(leave, HEAD)
    case.person(HEAD).call(TASK, "action_decide", [task], decision="approve")
    return leave


def at_once(case, *calls, model=LEAVE):
    """Do all calls at the same moment, each by a client of its own: ``(login, method, ids, kw)``.

    :returns: the refusals
    """
    server = case.server
    clients = [Client(server.url, server.database, login) for login, *_call in calls]

    def attempt(client, method, ids, values):
        try:
            CallKw(client, client.login).call(model, method, ids, **values)
        except Refused as refusal:
            return str(refusal)
        return None

    with concurrent.futures.ThreadPoolExecutor(len(calls)) as pool:
        runs = [
            pool.submit(attempt, client, *call[1:])
            for client, call in zip(clients, calls, strict=True)
        ]
        return [run.result() for run in runs if run.result()]


def test_a_leave_is_turned_into_one_escort_only(case):
    """R086: two presses of the button, one escort; leave and escort share no day."""
    organisation = case.person(DEPUTY).call(
        "zhaoshang.organisation", "create", vals_list={"name": "并发演示公司"}
    )
    leave = granted(case, 70, 73)
    call = (DEPUTY, "action_turn_into_escort", [leave], {"organisation_id": organisation})
    (refusal,) = at_once(case, call, call)
    assert "R086" in refusal
    rows = case.query("SELECT date_from FROM zhaoshang_leave WHERE turned_from_id = %s", leave)
    assert len(rows) == 1


def test_one_reports_back_or_prolongs_but_not_both(case):
    """R085: whichever comes first."""
    leave = granted(case, 0, 1)
    (refusal,) = at_once(
        case,
        (DEPUTY, "action_report_return", [leave], {}),
        (DEPUTY, "action_prolong", [leave], {"date_to": day(2), "reason": "x"}),
    )
    assert "R085" in refusal
    ((back, prolonged),) = case.query(
        "SELECT return_date IS NOT NULL, EXISTS (SELECT FROM zhaoshang_leave m"
        " WHERE m.extends_id = l.id) FROM zhaoshang_leave l WHERE id = %s",
        leave,
    )
    assert back != prolonged


def test_of_the_last_two_at_post_one_stays(case):
    """R015, R087: without a reason the second one is refused, whoever it is."""
    deputy = case.person("deputy1.quanzhou")
    ((acting,),) = case.query(
        "SELECT a.id FROM zhaoshang_appointment a JOIN res_users u ON u.id = a.user_id"
        " WHERE u.login = %s AND a.state = 'confirmed'",
        "deputy1.quanzhou",
    )
    first = TODAY + datetime.timedelta(75)
    monday = (first + datetime.timedelta(-first.weekday() % 7)).isoformat()
    days = {"date_from": monday, "date_to": monday}
    mine = deputy.call(LEAVE, "create", vals_list=days)
    heads = case.person("head.quanzhou").call(
        LEAVE, "create", vals_list=days | {"acting_appointment_id": acting}
    )
    (refusal,) = at_once(
        case,
        ("deputy1.quanzhou", "action_zs_submit", [mine], {}),
        ("head.quanzhou", "action_zs_submit", [heads], {}),
    )
    assert "R087" in refusal or "R015" in refusal


def test_of_two_presses_at_the_desk_one_is_recorded(case):
    """R080: once a day, also where both find no entry yet; taken back once, too."""
    office = case.person("bangongshi")
    officer = office.call("zhaoshang.signin", "zs_desk")["others"][0]["appointment"]
    press = ("bangongshi", "action_sign", None, {"appointment_id": officer})
    refusals = at_once(case, press, press, press, model="zhaoshang.signin")
    assert len(refusals) == 2
    assert all("R080" in refusal for refusal in refusals)
    (entry,) = case.ids("zhaoshang_signin", "appointment_id = %s AND day = %s", officer, TODAY)
    undo = ("bangongshi", "action_undo", [entry], {"reason": "点错人"})
    assert len(at_once(case, undo, undo, model="zhaoshang.signin")) == 1


def test_of_two_absences_on_one_day_one_is_kept(case):
    """R086: typed in at the same moment, or sent again while another is typed in."""
    days = {"date_from": day(80), "date_to": day(80), "reason": "x"}
    new = (DEPUTY, "create", None, {"vals_list": days})
    refusals = at_once(case, new, new, new)
    assert len(refusals) == 2
    assert all("R086" in refusal for refusal in refusals)
    mine = case.person(DEPUTY)
    (leave,) = mine.call(LEAVE, "search", domain=[("date_from", "=", day(80))])
    mine.call(LEAVE, "action_zs_submit", [leave])
    mine.call(LEAVE, "action_zs_withdraw", [leave])
    (refusal,) = at_once(case, new, (DEPUTY, "action_zs_resubmit", [leave], {}))
    assert "R086" in refusal


def test_a_leave_is_not_revoked_and_prolonged_at_once(case):
    """R085: of a withdrawn request that is sent again and the revocation, one comes first."""
    leave = granted(case, 84, 85)
    mine = case.person(DEPUTY)
    mine.call(LEAVE, "action_prolong", [leave], date_to=day(86), reason="x")
    (more,) = mine.call(LEAVE, "search", domain=[("extends_id", "=", leave)])
    mine.call(LEAVE, "action_zs_withdraw", [more])
    mine.call(LEAVE, "action_zs_revoke", [leave], reason="x")
    task = case.open_task(leave, HEAD)
    server = case.server
    sender, decider = (Client(server.url, server.database, login) for login in (DEPUTY, HEAD))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        runs = [
            pool.submit(sender.call, LEAVE, "action_zs_resubmit", [more]),
            pool.submit(decider.call, TASK, "action_decide", [task], decision="approve"),
        ]
        refused = [run.exception() for run in runs if run.exception()]
    assert len(refused) == 1
    assert isinstance(refused[0], Refused)
    states = (case.state(leave), case.state(more))
    assert states in {("revoked", "withdrawn"), ("approved", "running")}
