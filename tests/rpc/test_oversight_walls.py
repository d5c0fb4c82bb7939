"""Dispatches, liaisons and the suggestion box over HTTP: who reads them, and that nobody forges
one (R039 to R041, R137)."""

import datetime
import os

import pytest

from .case import TECHNICIAN, Case
from .clients import Refused
from .doors import DOORS, CallButton, Import
from .forgeries import KEYS
from .reads import READS

DISPATCH, ITEM = "zhaoshang.dispatch", "zhaoshang.dispatch.item"
LIAISON, BOX = "zhaoshang.liaison", "zhaoshang.suggestion"
ACTING = "zhaoshang.acting"
LEADER, OFFICE, AUTHORITY, DEPARTMENT = "leader.hangzhou", "bangongshi", "zhaoshangju", "zuzhibu"
HEAD, DEPUTY = "head.hangzhou", "deputy1.hangzhou"
OUTSIDERS = ("head.ningbo", "deputy1.ningbo", "leader.ningbo", "fenguan", "ended.shanghai",
             "xiaonengban", "guazhi", "kuaiji", "chuna", "xitong", TECHNICIAN, "admin")  # fmt: skip
READERS = {
    DISPATCH: (LEADER, OFFICE, AUTHORITY, HEAD, DEPUTY),
    ITEM: (LEADER, OFFICE, AUTHORITY, HEAD, DEPUTY),
    BOX: (DEPARTMENT,),
    ACTING: (LEADER, OFFICE, AUTHORITY, HEAD, DEPUTY, DEPARTMENT, "xiaonengban"),
}
STRANGERS = {
    DISPATCH: (*OUTSIDERS, DEPARTMENT),
    ITEM: (*OUTSIDERS, DEPARTMENT),
    BOX: (*OUTSIDERS, LEADER, OFFICE, AUTHORITY, HEAD, DEPUTY),
    ACTING: tuple(login for login in OUTSIDERS if login != "xiaonengban"),
}
READING = tuple(kind for kind in DOORS if kind not in (CallButton, Import))
WORD = "绝密交办-77ab"


@pytest.fixture(scope="module")
def case(server):
    here = Case(server)
    here.today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
    ((here.bureau,),) = here.query("SELECT id FROM zhaoshang_bureau WHERE code = 'hangzhou'")
    here.dispatch = here.person(LEADER).call(
        DISPATCH, "action_instruct", None, bureau_id=here.bureau, task=WORD,
        deadline=here.today.isoformat(),
    )  # fmt: skip
    here.item = here.ids("zhaoshang_dispatch_item", "dispatch_id = %s", here.dispatch)[0]
    here.code = here.person(DEPUTY).call(BOX, "action_send", None, title="t", content=WORD)
    here.entry = here.ids("zhaoshang_suggestion", "content = %s", WORD)[0]
    here.liaison = here.ids("zhaoshang_liaison", "bureau_id = %s", here.bureau)[0]
    here.deputies = here.ids(
        "zhaoshang_appointment", "bureau_id = %s AND role = 'deputy'", here.bureau
    )
    here.acting = here.person(DEPARTMENT).call(
        ACTING, "create", vals_list={"bureau_id": here.bureau, "document": WORD,
                                     "appointment_id": here.deputies[0]},
    )  # fmt: skip
    yield here
    here.close()


def ways(number):
    """Three ways of reading, others for each person; all with ``ZS_COMPLETE=1``."""
    names = list(READS)
    if os.environ.get("ZS_COMPLETE"):
        return names
    return [names[(3 * number + turn) % len(names)] for turn in range(3)]


def learnt(function, *arguments):
    """What the call told, or nothing where it was refused; and the refusal's text."""
    try:
        return function(*arguments), ""
    except Refused as refusal:
        return None, str(refusal)


@pytest.mark.parametrize("model", READERS)
def test_who_reads_and_who_does_not(case, model):
    """R015, R041, R137: a dispatch and who acts stay with their bureau, the box with the
    organisation department."""
    ids = {
        DISPATCH: [case.dispatch], ITEM: [case.item], BOX: [case.entry], ACTING: [case.acting]
    }[model]  # fmt: skip
    for number, login in enumerate((*STRANGERS[model], *READERS[model])):
        for turn, name in enumerate(ways(number)):
            door = case.door(READING[(number + turn) % len(READING)], login)
            answer, refusal = learnt(READS[name], door, model, ids)
            assert WORD not in refusal
            assert bool(answer) == (login in READERS[model]), (login, name)


def forgeries(case):
    values = {"bureau_id": case.bureau, "matters": "x", "day": case.today.isoformat()}
    return {
        "dispatch": lambda d: d.call(DISPATCH, "create", vals_list=values, context=KEYS),
        "rewrite": lambda d: d.call(DISPATCH, "write", [case.dispatch], vals={"matters": "x"}),
        "instruct": lambda d: d.call(
            DISPATCH, "action_instruct", None, bureau_id=case.bureau, task="x",
            deadline=case.today.isoformat(),
        ),
        "settle": lambda d: d.call(ITEM, "action_settle", [case.item]),
        "state": lambda d: d.call(ITEM, "write", [case.item], vals={"state": "done"}),
        "deadline": lambda d: d.call(ITEM, "web_save", [case.item],
                                     vals={"deadline": "2099-01-01"}, specification={}),
        "item": lambda d: d.call(
            ITEM, "create",
            vals_list={"dispatch_id": case.dispatch, "task": "x", "deadline": "2099-01-01"},
        ),
        "no item": lambda d: d.call(ITEM, "unlink", [case.item], context=KEYS),
        "liaison": lambda d: d.call(
            LIAISON, "create", vals_list={"bureau_id": case.bureau, "leader_id": d.uid}
        ),
        "liaison ends": lambda d: d.call(
            LIAISON, "write", [case.liaison], vals={"date_to": "2026-01-01"}
        ),
        "leader": lambda d: d.call(
            "zhaoshang.bureau", "write", [case.bureau], vals={"leader_ids": [(4, d.uid, 0)]}
        ),
        "private": lambda d: d.call(ITEM, "_transition", [case.item], to="done"),
        "remind": lambda d: d.call(LIAISON, "_cron_apply", []),
        "box": lambda d: d.call(BOX, "write", [case.entry], vals={"content": "x"}),
        "no box": lambda d: d.call(BOX, "unlink", [case.entry]),
        "put": lambda d: d.call(BOX, "_put_in", [], title="x", content="x", digest="x"),
        "import": lambda d: case.door(Import, d.client.login).load(
            BOX, [".id", "state"], [[str(case.entry), "answered"]]
        ),
    }  # fmt: skip


@pytest.mark.parametrize("login", [DEPUTY, HEAD, "leader.ningbo", "head.ningbo", DEPARTMENT,
                                   "xiaonengban", "xitong", TECHNICIAN, "admin"])  # fmt: skip
def test_nobody_forges_a_dispatch_a_liaison_or_an_entry(case, login):
    """R039, R040, R137: by no command, box, import or context key."""
    state = "SELECT " + ", ".join(
        f"(SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {table} t)"
        for table in ("zhaoshang_dispatch", "zhaoshang_dispatch_item", "zhaoshang_liaison",
                      "zhaoshang_suggestion")
    ) + ", (SELECT md5(string_agg(t::text, '|')) FROM zhaoshang_bureau_leader_rel t)"  # fmt: skip
    before = case.query(state)
    for attempt in forgeries(case).values():
        with pytest.raises(Refused):
            attempt(case.person(login))
    assert case.query(state) == before


def test_no_item_is_put_below_the_dispatch_of_another(case):
    """R040: not even the office, which has dispatches of its own, moves one there."""
    office = case.person(OFFICE)
    ((other,),) = case.query("SELECT id FROM zhaoshang_bureau WHERE code = 'ningbo'")
    own = office.call(DISPATCH, "create", vals_list={
        "bureau_id": other, "matters": "x",
        "item_ids": [(0, 0, {"task": "x", "deadline": "2099-01-01"})],
    })  # fmt: skip
    items = case.ids("zhaoshang_dispatch_item", "dispatch_id = %s", own)
    with pytest.raises(Refused):
        office.call(ITEM, "write", items, vals={"dispatch_id": case.dispatch})
    assert case.ids("zhaoshang_dispatch_item", "dispatch_id = %s", case.dispatch) == [case.item]


@pytest.mark.parametrize("login", [DEPUTY, HEAD, LEADER, OFFICE, AUTHORITY, "head.ningbo", "xitong",
                                   TECHNICIAN, "admin"])  # fmt: skip
def test_nobody_but_the_department_names_who_acts(case, login):
    """R013, R015: neither a row nor the bureau itself, by no command or import; nobody at all
    changes whom the past names."""
    state = "SELECT (SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM zhaoshang_acting t),"
    state += " (SELECT string_agg(acting_appointment_id::text, '|') FROM zhaoshang_bureau)"
    before = case.query(state)
    person, other = case.person(login), case.deputies[1]
    values = {"bureau_id": case.bureau, "appointment_id": other, "date_from": "2099-01-01"}
    for forge in (
        lambda: person.call(ACTING, "create", vals_list=values, context=KEYS),
        lambda: person.call(ACTING, "write", [case.acting], vals={"appointment_id": other}),
        lambda: person.call(ACTING, "write", [case.acting], vals={"date_to": "2099-01-01"}),
        lambda: person.call(ACTING, "unlink", [case.acting]),
        lambda: person.call(ACTING, "_forget", [case.acting]),
        lambda: person.call(
            "zhaoshang.bureau", "write", [case.bureau], vals={"acting_appointment_id": other}
        ),
        lambda: person.call(
            "zhaoshang.bureau", "write", [case.bureau], vals={"acting_ids": [(2, case.acting, 0)]}
        ),
        lambda: case.door(Import, login).load(
            ACTING, [".id", "date_to"], [[str(case.acting), "2099-01-01"]]
        ),
    ):
        with pytest.raises(Refused):
            forge()
    department = case.person(DEPARTMENT)
    for change in ({"date_from": "2026-01-01"}, {"appointment_id": other}):
        with pytest.raises(Refused):
            department.call(ACTING, "write", [case.acting], vals=change)
    assert case.query(state) == before


def test_the_leaders_page_is_each_leaders_own(case):
    """R041: nobody else has one, and none shows another's bureau."""
    page = case.person("leader.ningbo").call(DISPATCH, "zs_leader_page")
    assert case.bureau not in [bureau["id"] for bureau in page["bureaus"]]
    for login in (HEAD, OFFICE, DEPARTMENT, "xiaonengban", "xitong", TECHNICIAN):
        with pytest.raises(Refused):
            case.person(login).call(DISPATCH, "zs_leader_page")


def test_nobody_answers_for_another(case):
    """R040, R137: items by their bureau, the box by the organisation department alone."""
    for login in ("head.ningbo", LEADER, OFFICE, DEPARTMENT, "xitong", TECHNICIAN):
        with pytest.raises(Refused):
            case.person(login).call(ITEM, "action_feedback", [case.item], text="x")
    for login in (DEPUTY, OFFICE, "xitong", TECHNICIAN, "admin", "xiaonengban"):
        with pytest.raises(Refused):
            case.person(login).call(BOX, "action_answer", [case.entry], answer="x")
    assert case.person("xitong").call(BOX, "action_look_up", None, code=case.code)["title"] == "t"


def test_over_http_the_row_of_the_box_names_nobody(case):
    """R137: after a real request, neither the row nor the log of the system leads to the writer."""
    ((uid, partner, name),) = case.query(
        "SELECT u.id, u.partner_id, p.name FROM res_users u JOIN res_partner p"
        " ON p.id = u.partner_id WHERE u.login = %s", DEPUTY
    )  # fmt: skip
    ((row,),) = case.query(
        "SELECT to_jsonb(t) - 'id' - 'company_id' FROM zhaoshang_suggestion t WHERE id = %s",
        case.entry,
    )
    told = [value for value in row.values() if value is not None]
    assert not [value for value in told if value in (uid, partner, name, DEPUTY)]
    assert case.query(
        "SELECT (SELECT count(*) FROM zhaoshang_audit WHERE res_model = %s),"
        " (SELECT count(*) FROM mail_message WHERE model = %s),"
        " (SELECT count(*) FROM mail_activity WHERE res_model = %s),"
        " (SELECT count(*) FROM ir_attachment WHERE res_model = %s)",
        BOX, BOX, BOX, BOX,
    ) == [(0, 0, 0, 0)]  # fmt: skip
