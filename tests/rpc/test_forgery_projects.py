"""Nobody forges a project's stage, owner, maturity, report, readings or sharing (R106 to R113)."""

import os

import pytest

from .case import METHOD_DOORS, SUPERUSER, TECHNICIAN
from .case_projects import (
    AGENDA,
    AUTHORITY,
    DUPLICATE,
    HEAD,
    INVESTOR,
    LEADER,
    OTHER,
    OWNER,
    PROJECT,
    READING,
    SHARE,
    STEP,
    ProjectsCase,
)
from .doors import Import, Refused
from .forgeries import KEYS

LOGINS = (OWNER, HEAD, OTHER, LEADER, AUTHORITY, "bangongshi", "xitong", TECHNICIAN, "admin",
          SUPERUSER)  # fmt: skip
BUREAUS = (OWNER, HEAD, OTHER, LEADER, "bangongshi", "zuzhibu", "xitong", TECHNICIAN, "admin")
GOVERNED = {
    "stage": "signed",
    "number": "XM-0000-0000",
    "appointment_id": 1,
    "mature": True,
    "reported_on": "2020-01-01",
    "report_due_on": "2030-01-01",
    "reported_late": False,
    "stage_on": "2020-01-01",
    "stage_due_on": "2030-01-01",
    "paused_from": "funded",
}


@pytest.fixture(scope="module")
def case(server):
    here = ProjectsCase(server)
    yield here
    here.close()


def write(model, ids, values, **keywords):
    return lambda door, case: door.call(model, "write", ids(case), vals=values, **keywords)


REFUSED = {
    **{
        f"write {name}": write(PROJECT, lambda case: [case.immature], {name: value})
        for name, value in GOVERNED.items()
    },
    "write all with every key": write(PROJECT, lambda case: [case.draft], GOVERNED, context=KEYS),
    "save like a form": lambda door, case: door.call(
        PROJECT, "web_save", [case.immature], vals={"stage": "screened"}, specification={"id": {}}
    ),
    "drag on the board": lambda door, case: door.call(
        PROJECT, "web_save_multi", [case.immature, case.mature],
        vals_list=[{"stage": "signed"}, {"stage": "signed"}], specification={"id": {}},
    ),
    "delete a reported one": lambda door, case: door.call(PROJECT, "unlink", [case.immature]),
    "write a step": write(STEP, lambda case: case.steps[:1], {"reason": "x"}),
    "delete a step": lambda door, case: door.call(STEP, "unlink", case.steps[:1]),
    "add a step": lambda door, case: door.call(
        STEP, "create", vals_list={"project_id": case.immature, "to_stage": "signed"}
    ),
    "add a step through the project": write(
        PROJECT, lambda case: [case.draft], {"stage_event_ids": [(0, 0, {"to_stage": "signed"})]}
    ),
    "write a reading": write(READING, lambda case: case.readings[:1], {"user_id": 1}),
    "delete a reading": lambda door, case: door.call(READING, "unlink", case.readings[:1]),
    "delete readings through the project": write(
        PROJECT, lambda case: [case.immature], {"access_ids": [(5, 0, 0)]}
    ),
    "add a reading": lambda door, case: door.call(
        READING, "create",
        vals_list={"project_id": case.immature, "user_id": 1, "read_at": "2026-01-01 00:00:00",
                   "kind": "read"},
    ),
    "approve the sharing": write(
        SHARE, lambda case: [case.share], {"zs_approval_state": "draft"}
    ),
    "prolong the sharing": write(SHARE, lambda case: [case.share], {"date_to": "2099-12-31"}),
    "share with another": write(SHARE, lambda case: [case.share], {"bureau_id": 1}),
    "decide the duplicate": write(
        DUPLICATE, lambda case: case.duplicates[:1], {"state": "distinct"}
    ),
    "delete the duplicate": lambda door, case: door.call(
        DUPLICATE, "unlink", case.duplicates[:1]
    ),
    "submit a list by its state": write(AGENDA, lambda case: [case.agenda], {"state": "submitted"}),
    "skip to signed": lambda door, case: door.call(
        PROJECT, "action_move", [case.immature], to="signed"
    ),
    "to the leading group without a list": lambda door, case: door.call(
        PROJECT, "action_move", [case.mature], to="leading_group"
    ),
}  # fmt: skip
# what the investment bureau may do and nobody else
ITS_OWN = {
    "accept": lambda door, case: door.call(
        PROJECT, "action_move", [case.immature], to="accepted"
    ),
    "return": lambda door, case: door.call(
        PROJECT, "action_move", [case.immature], to="returned", reason="x"
    ),
    "decide a duplicate": lambda door, case: door.call(
        DUPLICATE, "action_decide", case.duplicates[:1], decision="split", reason="x"
    ),
    "make a list of issues": lambda door, case: door.call(
        AGENDA, "create", vals_list={"project_ids": [(6, 0, [case.mature])]}
    ),
    "submit a list of issues": lambda door, case: door.call(
        AGENDA, "action_submit", [case.agenda]
    ),
    "correct what was reported": write(
        PROJECT, lambda case: [case.immature], {"fixed_investment": 1}
    ),
    "correct the investor": write(
        PROJECT, lambda case: [case.immature], {"investor_name": "x"}
    ),
    "read the investors": lambda door, case: door.call(INVESTOR, "write", case.investors,
                                                       vals={"name": "x"}),
}  # fmt: skip


def some_doors(number):
    """One door of the six for each pair, so that each person and each forgery meets every one."""
    if os.environ.get("ZS_COMPLETE"):
        return METHOD_DOORS
    return METHOD_DOORS[number % len(METHOD_DOORS) :][:1]


def attempts(case, login, forgeries):
    """Names of what was answered or changed anything."""
    gave_way = []
    before = case.fingerprint()
    for number, (name, forgery) in enumerate(forgeries.items()):
        for kind in some_doors(len(login) + number):
            door = case.door(kind, login)
            try:
                forgery(door, case)
                gave_way.append(f"{name}, {door.name}: answered")
            except Refused:
                pass
            after = case.fingerprint()
            if after != before:
                gave_way.append(f"{name}, {door.name}: changed")
                before = after
    return gave_way


@pytest.mark.parametrize("login", LOGINS)
def test_a_forgery_is_refused(case, login):
    """R108, R112, R113: the investment bureau and the superuser included."""
    assert attempts(case, login, REFUSED) == []


@pytest.mark.parametrize("login", BUREAUS)
def test_nobody_does_what_the_investment_bureau_does(case, login):
    """R108, R109, R113."""
    assert attempts(case, login, ITS_OWN) == []


def test_a_guest_lets_nobody_else_in(case):
    """R112: a request of one's own is not turned into one for what was shared."""
    guest = case.person("head.wuxi")
    own = guest.call(PROJECT, "search", domain=[("bureau_id.code", "=", "wuxi")])[0]
    values = {"project_id": own, "bureau_id": 1, "reason": "x", "date_to": "2099-12-31"}
    draft = guest.call(SHARE, "create", vals_list=values)
    for project in (case.shared, case.immature):
        with pytest.raises(Refused):
            guest.call(SHARE, "write", [draft], vals={"project_id": project})
    guest.call(SHARE, "write", [draft], vals={"reason": "y"})
    guest.call(SHARE, "unlink", [draft])


def test_no_text_without_end_and_no_figure_that_is_none(case):
    """R032: one hand would else break the lists of everybody who reads them."""
    import json

    client = case.person(OWNER).client

    def write(values):
        params = {"model": PROJECT, "method": "write", "args": [[case.draft], values], "kwargs": {}}
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        headers = {"Content-Type": "application/json"}
        url = f"{client.url}/web/dataset/call_kw"
        return client.http.post(url, data=body, headers=headers, timeout=60).json().get("result")

    before = case.fingerprint()
    for values in (
        {"codename": "长" * 1001},
        {"content": "长" * 20001},
        {"fixed_investment": float("nan")},
        {"total_investment": float("inf")},
        {"land_mu": 1e15},
    ):
        assert not write(values), list(values)
        assert case.fingerprint() == before
    assert write({"content": "长" * 20000})


def test_no_file_brings_a_stage(case):
    """R108: an import is refused like any other call."""
    for login in (OWNER, AUTHORITY, TECHNICIAN):
        door = case.door(Import, login)
        for fields, row in (
            ([".id", "stage"], [str(case.immature), "signed"]),
            ([".id", "mature"], [str(case.draft), "1"]),
        ):
            before = case.fingerprint()
            with pytest.raises(Refused):
                door.load(PROJECT, fields, [row], KEYS)
            assert case.fingerprint() == before


def test_private_methods_cannot_be_called(case):
    """R108: the moves behind the buttons have no door."""
    methods = ("_govern", "_transition", "_report", "_keep_investor", "_investor", "_log_reading",
               "_load_demonstration")  # fmt: skip
    for login in (OWNER, AUTHORITY, "admin"):
        for kind in some_doors(len(login)):
            for method in methods:
                with pytest.raises(Refused):
                    case.door(kind, login).call(PROJECT, method, [case.immature])


def test_the_doors_work_for_what_is_allowed(case):
    """The same calls, by whom they are for."""
    project = case.report()
    for number, kind in enumerate(METHOD_DOORS):
        door = case.door(kind, AUTHORITY)
        to = ("paused", "reported")[number % 2]
        door.call(PROJECT, "action_move", [project], to=to, reason="x")
        ((stage,),) = case.query("SELECT stage FROM zhaoshang_project WHERE id = %s", project)
        assert stage == to
