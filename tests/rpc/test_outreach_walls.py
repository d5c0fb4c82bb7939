"""What a bureau writes of its work outside: who learns of it and who cannot forge it, over HTTP."""

import json
import os

import pytest

from .case import Case
from .clients import Refused
from .doors import DOORS, CallButton
from .reads import READS

OWN, HEAD, COLLEAGUE = "deputy1.hangzhou", "head.hangzhou", "deputy2.hangzhou"
AUTHORITY, OFFICE, LEADER = "zhaoshangju", "bangongshi", "leader.hangzhou"
STRANGERS = ("head.ningbo", "deputy1.ningbo", "leader.ningbo", "ended.shanghai", "fenguan",
             "guazhi", "kuaiji", "chuna", "xitong")  # fmt: skip
COUNTERS = ("zuzhibu", "xiaonengban")
READERS = (OWN, HEAD, COLLEAGUE, AUTHORITY, OFFICE)
PEOPLE = (*STRANGERS, *COUNTERS, *READERS, LEADER)
BOOK = ("zhaoshang.organisation", "zhaoshang.contact", "zhaoshang.event.lead",
        "zhaoshang.party.help", "zhaoshang.contact.statement")  # fmt: skip
SHOWN = ("zhaoshang.visit", "zhaoshang.event", "zhaoshang.association", "zhaoshang.research",
         "zhaoshang.research.half")  # fmt: skip
COUNTS = ("zhaoshang.visit.week", "zhaoshang.contact.month")
CLOSED = ("zhaoshang.contact.touch", "zhaoshang.outreach.need")
TABLES = {"zhaoshang.contact.statement": "quanzhou"}  # where 杭州 has none
READING = tuple(kind for kind in DOORS if kind not in (CallButton, DOORS[-1]))

GOVERNED = {
    "zhaoshang.visit": ({"state": "registered"}, {"registered_at": "2026-01-01 00:00:00"},
                        {"report_due_on": "2030-01-01"}, {"appointment_id": 1},
                        {"organisation_name": "x"}, {"week_from": "2026-01-05"}),
    "zhaoshang.client.visit": ({"state": "confirmed"}, {"appointment_id": 1}),
    "zhaoshang.research": ({"state": "accepted"}, {"submitted_on": "2026-01-01"}),
    "zhaoshang.organisation": ({"normalised_name": "x"}, {"merged_into_id": 1}),
    "zhaoshang.contact": ({"phone_key": "1"}, {"merged_into_id": 1}, {"bureau_id": 2}),
    "zhaoshang.contact.statement": ({"month_from": "2026-01-01"},),
    "zhaoshang.contact.month": ({"state": "updated"},),
    "zhaoshang.visit.week": ({"state": "met"},),
    "zhaoshang.research.half": ({"state": "met"},),
    "zhaoshang.contact.touch": ({"touched_on": "2026-01-01"},),
    "zhaoshang.outreach.need": ({"required": 0},),
}  # fmt: skip


@pytest.fixture(scope="module")
def case(server):
    here = Case(server)
    yield here
    here.close()


@pytest.fixture(scope="module")
def targets(case):
    """Some rows of 杭州 for each model."""
    found = {}
    for model in (*BOOK, *SHOWN, *COUNTS, "zhaoshang.client.visit"):
        table = model.replace(".", "_")
        clear = " AND intention <> 'clear'" if model == "zhaoshang.visit" else ""
        query = (f"SELECT t.id FROM {table} t JOIN zhaoshang_bureau b ON b.id = t.bureau_id"
                 f" WHERE b.code = %s{clear} ORDER BY t.id LIMIT 3")  # fmt: skip
        rows = case.query(query, TABLES.get(model, "hangzhou"))
        found[model] = [number for (number,) in rows]
        assert found[model], model
    return found


def learnt(function, *arguments):
    try:
        return function(*arguments), ""
    except Refused as refusal:
        return None, str(refusal)


def ways(login, number):
    """Three ways of reading, others for each person and model; all with ``ZS_COMPLETE=1``."""
    names = list(READS)
    start = 0 if os.environ.get("ZS_COMPLETE") else PEOPLE.index(login) * 3 + number
    count = len(names) if os.environ.get("ZS_COMPLETE") else 3
    return [names[(start + turn) % len(names)] for turn in range(count)]


def told(case, targets, login, models):
    """What ``login`` learns of these models, door by door."""
    answers = []
    for number, model in enumerate(models):
        for turn, name in enumerate(ways(login, number)):
            door = case.door(READING[(number + turn) % len(READING)], login)
            answer, _refusal = learnt(READS[name], door, model, targets[model])
            if answer:
                answers.append((model, name, door.name, answer))
    return answers


@pytest.mark.parametrize("login", STRANGERS)
def test_a_stranger_learns_nothing_of_a_bureaus_outreach(case, targets, login):
    """R012, R112: other bureaus, other leaders, finance, host units and 系统管理员."""
    models = [model for model in targets if model not in TABLES]
    assert told(case, targets, login, models) == []


@pytest.mark.parametrize("login", COUNTERS)
def test_who_watches_over_the_bureaus_learns_counts_alone(case, targets, login):
    """R012: 组织部 and 效能办."""
    models = [model for model in targets if model not in COUNTS]
    assert told(case, targets, login, models) == []
    assert {model for model, *_rest in told(case, targets, login, COUNTS)} == set(COUNTS)


def test_the_own_leader_learns_visits_and_not_the_address_book(case, targets):
    """R041, R112."""
    assert told(case, targets, LEADER, [m for m in BOOK if m not in TABLES]) == []
    assert told(case, targets, LEADER, ["zhaoshang.client.visit"]) == []
    assert {model for model, *_rest in told(case, targets, LEADER, SHOWN)} == set(SHOWN)
    contacts = case.query(
        "SELECT c.name FROM zhaoshang_contact c JOIN zhaoshang_bureau b ON b.id = c.bureau_id"
        " WHERE b.code = 'hangzhou'"
    )
    answers = case.person(LEADER).call("zhaoshang.visit", "search_read", domain=[])
    text = json.dumps(answers, ensure_ascii=False)
    assert not [name for (name,) in contacts if name in text]


@pytest.mark.parametrize("login", READERS)
def test_who_may_read_learns_it_by_the_same_calls(case, targets, login):
    """The positive control of every cell above."""
    models = [model for model in targets if model not in TABLES]
    found = {(model, name) for model, name, *_rest in told(case, targets, login, models)}
    asked = {(model, way) for number, model in enumerate(models) for way in ways(login, number)}
    assert found == asked


@pytest.mark.parametrize("login", [OWN, "admin"])
def test_the_tables_of_the_server_have_no_door(case, login):
    """R030, R138: days of upkeep and what a period asks are the server's own."""
    for model in CLOSED:
        for read in READS.values():
            assert not learnt(read, case.person(login), model, [1])[0], model


@pytest.mark.parametrize("login", [OWN, "head.ningbo", AUTHORITY, "admin"])
def test_nobody_forges_what_follows_from_commands(case, targets, login):
    """R026, R030, R033, R035: by write, create, import, a context key; every door in turn."""
    for number, (model, changes) in enumerate(GOVERNED.items()):
        rows = targets.get(model, [1])
        for turn, values in enumerate(changes):
            door = case.door(READING[(number + turn) % len(READING)], login)
            (name, value), *_rest = values.items()
            for attempt in (
                lambda d=door, m=model, r=rows, v=values: d.call(m, "write", r, vals=v),
                lambda d=door, m=model, v=values: d.call(m, "create", vals_list=v),
                lambda d=door, m=model, r=rows: d.call(m, "unlink", r),
            ):
                with pytest.raises(Refused):
                    attempt()
            outcome, _refusal = learnt(
                lambda d=door, m=model, n=name, v=value, r=rows: d.call(
                    m, "load", fields=[".id", n], data=[[str(r[0]), str(v)]]
                )
            )
            assert not outcome or not outcome["ids"], (model, name)


def test_nothing_is_put_into_the_book_of_another_bureau(case, targets):
    """R012: an officer gives nothing of his own away, and forges nothing there."""
    ((foreign,),) = case.query("SELECT id FROM zhaoshang_bureau WHERE code = 'wuxi'")
    for number, model in enumerate(m for m in targets if m not in (*COUNTS, "zhaoshang.contact")):
        table = model.replace(".", "_")
        query = f"SELECT bureau_id FROM {table} WHERE id = %s"
        row = targets[model][0]
        before = case.query(query, row)
        door = case.door(READING[number % len(READING)], HEAD)
        with pytest.raises(Refused):
            door.call(model, "write", [row], vals={"bureau_id": foreign})
        assert case.query(query, row) == before, model


@pytest.mark.parametrize("login", [AUTHORITY, OFFICE, LEADER, "head.ningbo", "xitong", "admin"])
def test_commands_of_a_bureau_are_its_officers(case, targets, login):
    """R012, R030, R033: registering, confirming, merging, stating, reporting a project."""
    person = case.person(login)
    for model, method, count in (
        ("zhaoshang.visit", "action_register", 3),
        ("zhaoshang.visit", "action_unregister", 3),
        ("zhaoshang.visit", "action_cancel", 3),
        ("zhaoshang.visit", "action_report_project", 1),
        ("zhaoshang.client.visit", "action_confirm", 1),
        ("zhaoshang.client.visit", "action_cancel", 1),
        ("zhaoshang.organisation", "action_merge", 2),
        ("zhaoshang.contact", "action_merge", 2),
        ("zhaoshang.contact.month", "action_state_unchanged", 1),
        ("zhaoshang.research", "action_submit", 1),
    ):
        with pytest.raises(Refused):
            person.call(model, method, targets[model][:count])


@pytest.mark.parametrize("login", [OWN, HEAD, OFFICE, LEADER, "zuzhibu", "xitong", "admin"])
def test_research_is_accepted_by_the_investment_bureau_alone(case, targets, login):
    """R035."""
    for method, arguments in (("action_accept", {}), ("action_return", {"reason": "x"})):
        with pytest.raises(Refused):
            case.person(login).call("zhaoshang.research", method, targets["zhaoshang.research"][:1],
                                    **arguments)  # fmt: skip


def test_a_default_from_the_client_registers_nothing(case, targets):
    """R026: a context key is no command."""
    person = case.person(OWN)
    context = {"default_state": "registered", "default_registered_at": "2026-01-01 00:00:00",
               "default_report_due_on": "2030-01-01"}  # fmt: skip
    (row,) = person.call("zhaoshang.visit", "read", targets["zhaoshang.visit"][:1],
                         fields=["organisation_id", "date"])  # fmt: skip
    values = {"organisation_id": row["organisation_id"][0], "date": row["date"]}
    number = person.call("zhaoshang.visit", "create", vals_list=values, context=context)
    (visit,) = person.call("zhaoshang.visit", "read", [number], fields=["state", "registered_at"])
    assert (visit["state"], visit["registered_at"]) == ("planned", False)
