"""Months of presence over real HTTP: nobody reads another bureau's, nobody writes or closes any."""

import json

import pytest

from .case import COLLEAGUE, DECIDED, METHOD_DOORS, OUTSIDER, REQUESTER, TECHNICIAN, Case
from .doors import CallButton, Refused
from .reads import READS

MONTH, FINDING = "zhaoshang.presence.month", "zhaoshang.finding"
WHAT_IF, REPORT = "zhaoshang.presence.what.if", "zhaoshang.finding.absence"
OFFICE = "bangongshi"
STRANGERS = (OUTSIDER, "leader.ningbo", "ended.shanghai", "kuaiji", "xitong", TECHNICIAN)
READERS = (COLLEAGUE, "leader.hangzhou", DECIDED, OFFICE)
EVERYBODY = (REQUESTER, OUTSIDER, DECIDED, OFFICE, "xiaonengban", "xitong", TECHNICIAN, "admin")
READING_DOORS = tuple(kind for kind in METHOD_DOORS if kind is not CallButton)


@pytest.fixture(scope="module")
def case(server):
    here = Case(server)
    yield here
    here.close()


@pytest.fixture(scope="module")
def row(case):
    """This month of the head of 杭州."""
    ((number,),) = case.query(
        "SELECT m.id FROM zhaoshang_presence_month m WHERE m.appointment_id = %s"
        " AND m.state = 'open' ORDER BY m.month LIMIT 1",
        case.appointment,
    )
    return number


def state_of(case):
    return case.query("SELECT md5(string_agg(m::text, '|' ORDER BY id)) FROM"
                      " (SELECT id, state, days, at_post_days, result FROM"
                      " zhaoshang_presence_month) m")  # fmt: skip


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("login", STRANGERS)
def test_a_stranger_reads_no_month(case, row, login, name):
    """R012: neither another bureau, nor its leader, nor who has left, nor finance."""
    number = STRANGERS.index(login) + list(READS).index(name)
    door = case.door(READING_DOORS[number % len(READING_DOORS)], login)
    try:
        answer, told = READS[name](door, MONTH, [row]), ""
    except Refused as refusal:
        answer, told = None, str(refusal)
    assert not answer
    assert "甄杭远" not in told


@pytest.mark.parametrize("name", READS)
def test_who_may_read_learns_it_by_the_same_call(case, row, name):
    """The positive control of the cells above."""
    login = READERS[list(READS).index(name) % len(READERS)]
    assert READS[name](case.person(login), MONTH, [row])


@pytest.mark.parametrize("login", [OUTSIDER, "leader.ningbo"])
def test_no_other_door_shows_a_month(case, row, login):
    """R012: neither the grid nor a search nor a day nor an export nor another's parameters."""
    person = case.person(login)
    assert "甄杭远" not in json.dumps(person.call(MONTH, "zs_grid"), ensure_ascii=False)
    assert not person.call(MONTH, "zs_open_month", appointment_id=case.appointment,
                           month="2026-11-01")  # fmt: skip
    domain = [("appointment_id.name", "ilike", "甄杭远")]
    assert person.call(MONTH, "search_count", domain=domain) == 0
    for method, keywords in (("action_open_day", {"number": 1}), ("read", {})):
        with pytest.raises(Refused):
            person.call(MONTH, method, [row], **keywords)
    with pytest.raises(Refused):
        person.call(WHAT_IF, "create", vals_list={"month": "2026-11-01"})
    assert "甄杭远" in json.dumps(case.person(OFFICE).call(MONTH, "zs_grid"), ensure_ascii=False)


@pytest.mark.parametrize("login", EVERYBODY)
def test_nobody_writes_a_month(case, row, login):
    """R069, R139: by write, create, copy, deletion, import or a context key."""
    person, before = case.person(login), state_of(case)
    context = {"default_state": "closed", "zs_permit": True, "su": True}
    for method, ids, keywords in (
        ("write", [row], {"vals": {"at_post_days": 31}}),
        ("write", [row], {"vals": {"state": "closed"}, "context": context}),
        ("create", [], {"vals_list": [{"days": "P"}], "context": context}),
        ("copy", [row], {}),
        ("unlink", [row], {}),
        ("web_save", [row], {"vals": {"state": "open"}, "specification": {}}),
        ("_recompute", [], {}),
        ("_close_month", [row], {}),
    ):
        with pytest.raises(Refused):
            person.call(MONTH, method, ids, **keywords)
    try:
        loaded = person.call(MONTH, "load", fields=[".id", "state"], data=[[str(row), "closed"]])
        assert not loaded["ids"]
    except Refused:
        pass
    assert state_of(case) == before


@pytest.mark.parametrize("login", [login for login in EVERYBODY if login != OFFICE])
def test_nobody_but_the_office_closes(case, row, login):
    """R139: and the office only what is over."""
    before = state_of(case)
    with pytest.raises(Refused):
        case.person(login).call(MONTH, "action_close", [row])
    with pytest.raises(Refused, match="R139"):
        case.person(OFFICE).call(MONTH, "action_close", [row])
    assert state_of(case) == before


@pytest.mark.parametrize("login", [REQUESTER, OUTSIDER, DECIDED, "xitong", TECHNICIAN])
def test_an_absence_is_made_up_by_nobody(case, login):
    """R090: the two offices report, and nobody else by any door; who reports does not confirm."""
    person = case.person(login)
    values = {"appointment_id": case.appointment, "date_from": "2026-11-02",
              "date_to": "2026-11-02", "facts": "x"}  # fmt: skip
    count = "SELECT count(*) FROM zhaoshang_finding WHERE kind = 'absence'"
    before = case.query(count)
    with pytest.raises(Refused):
        person.call(REPORT, "create", vals_list=values)
    for method in ("_report_absence", "_raise"):
        with pytest.raises(Refused):
            person.call(FINDING, method, [], **values)
    forged = {"kind": "absence", "state": "confirmed", "appointment_id": case.appointment,
              "occurred_on": "2026-11-02", "last_on": "2026-11-02"}  # fmt: skip
    with pytest.raises(Refused):
        person.call(FINDING, "create", vals_list=forged)
    assert case.query(count) == before


def test_a_report_of_an_absence_is_read_by_its_writer_alone(case):
    """R012: the box of 效能办 is nobody else's."""
    wizard = case.person("xiaonengban").call(
        REPORT, "create",
        vals_list={"appointment_id": case.appointment, "date_from": "2026-11-02",
                   "date_to": "2026-11-02", "facts": "绝密情况"},
    )  # fmt: skip
    for login in (OFFICE, OUTSIDER):
        with pytest.raises(Refused):
            case.person(login).call(REPORT, "read", [wizard], fields=["facts"])


def test_other_parameters_are_tried_by_their_writer_alone(case, row):
    """R139: a trial is its writer's; nobody writes its lines."""
    office = case.person(OFFICE)
    context = {"active_model": MONTH, "active_id": row}
    trial = office.call(WHAT_IF, "create", vals_list={}, context=context)
    office.call(WHAT_IF, "action_try", [trial])
    (read,) = office.call(WHAT_IF, "read", [trial], fields=["line_ids"])
    assert read["line_ids"]
    with pytest.raises(Refused):
        office.call(f"{WHAT_IF}.line", "create", vals_list={"what_if_id": trial, "month_id": row})
    for login in (DECIDED, OUTSIDER):
        with pytest.raises(Refused):
            case.person(login).call(WHAT_IF, "read", [trial])
        with pytest.raises(Refused):
            case.person(login).call(f"{WHAT_IF}.line", "read", read["line_ids"])
