"""Whom one may hand a task to, or ask: colleagues who could decide on it, and nobody learns more.

The list is made with the rights of the system, since who decides need not see the users: so it is
the list itself that keeps to the document's company, to staff, and to the task's own person.
"""

import pytest

from .case import (
    COLLEAGUE,
    DECIDED,
    METHOD_DOORS,
    OUTSIDER,
    REQUESTER,
    SUPERUSER,
    TASK,
    TECHNICIAN,
    WAITING,
    Case,
)
from .doors import CallButton, Refused
from .forgeries import KEYS

NAME = "绝密人名-5d2e"
DOORS = tuple(kind for kind in METHOD_DOORS if kind is not CallButton)
OTHERS = (REQUESTER, COLLEAGUE, OUTSIDER, DECIDED, "kuaiji", "xitong", TECHNICIAN, "admin",
          SUPERUSER)  # fmt: skip


@pytest.fixture(scope="module")
def case(server):
    here = Case(server)
    yield here
    here.close()


@pytest.fixture(scope="module")
def people(case):
    """``{kind: user id}``, all of one name and, where they can have them, of equal groups."""
    admin = case.person("admin")
    (row,) = admin.call("res.users", "read", [case.person(WAITING).uid], fields=["group_ids"])
    groups = [(6, 0, row["group_ids"])]
    there = admin.call("res.company", "create", vals_list={"name": "another county"})
    domain = [("module", "=", "base"), ("name", "=", "group_portal")]
    (portal,) = admin.call("ir.model.data", "search_read", domain=domain, fields=["res_id"])
    far = {"company_id": there, "company_ids": [(6, 0, [there])], "group_ids": groups}
    values = {
        "colleague": {"group_ids": groups},
        "of another county": far,
        "portal": {"group_ids": [(6, 0, [portal["res_id"]])]},
        "archived": {"group_ids": groups, "active": False},
    }
    return {
        kind: admin.call(
            "res.users", "create",
            vals_list={"name": f"{NAME} {kind}", "login": f"test {kind}", **more},
        )
        for kind, more in values.items()
    }  # fmt: skip


@pytest.mark.parametrize("kind", DOORS, ids=lambda kind: kind.name)
def test_only_colleagues_who_could_decide_are_named(case, people, kind):
    door = case.door(kind, WAITING)
    found = door.call(TASK, "zs_people", [case.task], search=NAME)
    assert [person["id"] for person in found] == [people["colleague"]]
    assert found[0].keys() == {"id", "name", "post"}


@pytest.mark.parametrize("login", OTHERS)
def test_nobody_asks_about_the_task_of_another(case, people, login):
    for kind in DOORS:
        with pytest.raises(Refused) as refused:
            case.door(kind, login).call(TASK, "zs_people", [case.task], search=NAME)
        assert NAME not in str(refused.value)


def test_a_task_that_is_decided_names_nobody(case, people):
    with pytest.raises(Refused):
        case.person(DECIDED).call(TASK, "zs_people", [case.done_task], search=NAME)
    with pytest.raises(Refused):
        case.person(WAITING).call(TASK, "zs_people", [case.task, case.done_task], search=NAME)


@pytest.mark.parametrize(
    "search", ["", "%", "_", "5d2e", "') OR 1=1 --", "a" * 5000, 5, ["绝密"], {"a": 1}, "\0", False]
)
def test_no_search_and_no_context_names_more(case, people, search):
    """The words a client sends are a name, never a pattern for the company or the staff."""
    door = case.person(WAITING)
    never = {case.person(REQUESTER).uid, door.uid, *people.values()} - {people["colleague"]}
    companies = [row[0] for row in case.query("SELECT id FROM res_company")]
    for context in ({}, KEYS, {"active_test": False, "allowed_company_ids": companies}):
        found, error = named(door, case, search, context)
        assert error in ("", "odoo.exceptions.UserError")
        assert len(found) <= 8
        assert not never & {person["id"] for person in found}


def named(door, case, search, context):
    """People, and the class of the refusal where there was one."""
    try:
        return door.call(TASK, "zs_people", [case.task], search=search, context=context), ""
    except Refused as refusal:
        return [], refusal.name


def test_who_is_not_named_cannot_be_handed_it_either(case, people):
    door = case.person(WAITING)
    before = case.fingerprint()
    for kind in ("of another county", "portal", "archived"):
        for method, keywords in (
            ("action_transfer", {"user_id": people[kind]}),
            ("action_add_sign", {"user_ids": [people[kind]], "position": "before"}),
        ):
            with pytest.raises(Refused) as refused:
                door.call(TASK, method, [case.task], **keywords)
            assert refused.value.name == "odoo.exceptions.UserError", kind
    assert case.fingerprint() == before
