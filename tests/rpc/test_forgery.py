"""Nobody forges an approval over the network: login × forgery × door.

Each test tries one forgery as one person. It holds when the call is refused and no governed row has
changed. The positive controls at the end show that each door works for what
is allowed, so that a refusal is one.

Left out, and said in docs/guarantees.md: who may run code on the server (code in server actions,
uninstalling the addons, SQL) can change anything.
"""

import os

import pytest

from . import forgeries
from .case import (
    AUDIT,
    COLLEAGUE,
    DECIDED,
    EVENT,
    INSTANCE,
    LEAVE,
    METHOD_DOORS,
    OUTSIDER,
    REQUESTER,
    SUPERUSER,
    TASK,
    TECHNICIAN,
    WAITING,
    Case,
)
from .doors import DOORS, Import, Refused

ADMINISTRATOR = "xitong"  # 系统管理员
LOGINS = (
    REQUESTER,
    COLLEAGUE,
    OUTSIDER,
    DECIDED,
    WAITING,
    ADMINISTRATOR,
    TECHNICIAN,
    "admin",
    SUPERUSER,
)


@pytest.fixture(scope="module")
def case(server):
    here = Case(server)
    yield here
    here.close()


def some_doors(number):
    """One door of the six, so that every person meets every door, and every forgery does, too.

    The complete product takes a quarter of an hour: ``ZS_COMPLETE=1 ./dev test tests/rpc``.
    """
    if os.environ.get("ZS_COMPLETE"):
        return METHOD_DOORS
    return METHOD_DOORS[number % len(METHOD_DOORS) :][:1]


def attempt(case, login, forgery, *, must_refuse, doors=METHOD_DOORS):
    """The doors through which the forgery succeeded, or did anything at all."""
    gave_way = []
    before = case.fingerprint()
    for kind in doors:
        door = case.door(kind, login)
        try:
            forgery(door, case)
            if must_refuse:
                gave_way.append(f"{door.name}: answered")
            case.clean()
        except Refused:
            pass
        after = case.fingerprint()
        if after != before:
            gave_way.append(f"{door.name}: changed")
            before = after
    return gave_way


@pytest.mark.parametrize("name", forgeries.REFUSED)
@pytest.mark.parametrize("login", LOGINS)
def test_a_forgery_is_refused(case, login, name):
    doors = some_doors(LOGINS.index(login) + list(forgeries.ALL).index(name))
    assert attempt(case, login, forgeries.REFUSED[name], must_refuse=True, doors=doors) == []


@pytest.mark.parametrize("name", forgeries.HARMLESS)
@pytest.mark.parametrize("login", LOGINS)
def test_what_odoo_answers_changes_no_approval(case, login, name):
    doors = some_doors(LOGINS.index(login) + list(forgeries.ALL).index(name))
    assert attempt(case, login, forgeries.HARMLESS[name], must_refuse=False, doors=doors) == []


@pytest.mark.parametrize("login", [login for login in LOGINS if login != WAITING])
def test_nobody_decides_the_task_of_another(case, login):
    """R140: 系统管理员 who presses 同意 is refused, like everybody whose task it is not."""
    for forgery in (
        lambda door, case: door.call(TASK, "action_decide", [case.task], decision="approve"),
        lambda door, case: door.call(
            TASK, "action_decide", [case.task], decision="reject", comment="x"
        ),
        lambda door, case: door.call(TASK, "action_return", [case.task], comment="x"),
        lambda door, case: door.call(TASK, "action_later", [case.task]),
        lambda door, case: door.call(
            TASK, "action_decide", [case.task], decision="approve",
            context={"uid": case.person(WAITING).uid, "default_user_id": door.uid},
        ),
    ):  # fmt: skip
        doors = some_doors(LOGINS.index(login)) + some_doors(LOGINS.index(login) + 3)
        assert attempt(case, login, forgery, must_refuse=True, doors=doors) == []


@pytest.mark.parametrize("login", [login for login in LOGINS if login != REQUESTER])
def test_nobody_withdraws_for_another(case, login):
    def withdraw(door, case):
        door.call(LEAVE, "action_zs_withdraw", [case.leave])

    assert attempt(case, login, withdraw, must_refuse=True) == []


@pytest.mark.parametrize("login", [name for name in LOGINS if name not in (REQUESTER, SUPERUSER)])
def test_nobody_submits_for_another(case, login):
    def submit(door, case):
        door.call(LEAVE, "action_zs_submit", [case.draft])

    assert attempt(case, login, submit, must_refuse=True) == []


@pytest.mark.parametrize("login", LOGINS)
def test_private_methods_and_hooks_cannot_be_called(case, login):
    for kind in some_doors(LOGINS.index(login)):
        before = case.fingerprint()
        assert forgeries.call_private_methods(case.door(kind, login), case) == [], kind.name
        assert case.fingerprint() == before, kind.name


@pytest.mark.parametrize("login", LOGINS)
def test_no_file_imports_an_approval(case, login):
    before = case.fingerprint()
    assert forgeries.import_forged_rows(case.door(Import, login), case) == []
    assert case.fingerprint() == before


def test_who_gives_himself_every_access_right_still_writes_no_approval(case):
    """base.group_system may hand out rights to tables; the engine's guard does not ask them."""
    person = case.person(TECHNICIAN)
    granted = []
    try:
        for model in (LEAVE, "zhaoshang.leave.text", TASK, INSTANCE, EVENT, AUDIT):
            (number,) = person.call("ir.model", "search", domain=[("model", "=", model)])
            values = dict.fromkeys(("perm_read", "perm_write", "perm_create", "perm_unlink"), True)
            values |= {"name": "forged", "model_id": number}
            granted.append(person.call("ir.model.access", "create", vals_list=values))
            rules = person.call("ir.rule", "search", domain=[("model_id", "=", number)])
            person.call("ir.rule", "write", rules, vals={"active": False})
        for number, (name, forgery) in enumerate(forgeries.REFUSED.items()):
            doors = some_doors(number)
            assert attempt(case, TECHNICIAN, forgery, must_refuse=True, doors=doors) == [], name
    finally:
        person.call("ir.model.access", "unlink", granted)
        case.query("UPDATE ir_rule SET active = true")


@pytest.mark.parametrize("login", [TECHNICIAN, "admin"])
def test_a_server_action_without_code_writes_no_approval(case, login):
    person = case.person(login)
    (model,) = person.call("ir.model", "search", domain=[("model", "=", LEAVE)])
    values = {"name": "forged", "state": "object_write", "model_id": model,
              "update_path": "zs_approval_state", "value": "approved"}  # fmt: skip
    action = person.call("ir.actions.server", "create", vals_list=values)
    context = {"active_model": LEAVE, "active_id": case.leave, "active_ids": [case.leave]}
    before = case.fingerprint()
    with pytest.raises(Refused):
        person.call("ir.actions.server", "run", [action], context=context)
    assert case.fingerprint() == before


# -- positive controls: each door lets through what is allowed ----


@pytest.mark.parametrize("kind", METHOD_DOORS, ids=lambda kind: kind.name)
def test_the_door_works_for_what_is_allowed(case, kind):
    """The same calls, allowed: write one's own draft, submit it, decide one's own task."""
    requester = case.door(kind, REQUESTER)
    leave = case.ask_leave(submit=False)
    requester.call(LEAVE, "write", [leave], vals={"reason": f"through {kind.name}"})
    rows = case.query("SELECT reason FROM zhaoshang_leave_text WHERE leave_id = %s", leave)
    assert rows == [(f"through {kind.name}",)]
    requester.call(LEAVE, "action_zs_submit", [leave])
    assert case.state(leave) == "running"
    for login in (DECIDED, WAITING):
        task = case.open_task(leave, login)
        case.door(kind, login).call(TASK, "action_decide", [task], decision="approve")
    assert case.state(leave) == "approved"


@pytest.mark.parametrize("kind", DOORS, ids=lambda kind: kind.name)
def test_the_door_creates_what_is_allowed(case, kind):
    door = case.door(kind, REQUESTER)
    values = case.leave_values()
    if kind is Import:
        values["acting_appointment_id/.id"] = str(values.pop("acting_appointment_id"))
        door.load(LEAVE, list(values), [list(values.values())])
    else:
        door.call(LEAVE, "create", vals_list=values)
    found = case.ids("zhaoshang_leave", "date_from = %s", values["date_from"])
    assert [case.state(leave) for leave in found] == ["draft"]


def test_the_matrix_can_fail(case):
    """A change made behind the engine's back is seen by the fingerprint."""
    before = case.fingerprint()
    case.query("BEGIN")
    case.query(
        "UPDATE zhaoshang_leave SET zs_approval_state = 'approved' WHERE id = %s", case.draft
    )
    assert case.fingerprint() != before
    case.query("ROLLBACK")
    assert case.fingerprint() == before
