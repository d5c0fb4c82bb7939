"""Sign-ins and rotation plans over HTTP: who reads them, and that nobody forges them."""

import datetime
import json
import os

import pytest

from .case import TECHNICIAN, Case
from .clients import Refused
from .doors import DOORS, CallButton, Import
from .forgeries import KEYS
from .reads import READS

OFFICE, AUTHORITY = "bangongshi", "zhaoshangju"
OWN, HEAD, COLLEAGUE = "deputy1.hangzhou", "head.hangzhou", "deputy2.hangzhou"
SIGNIN, DAY = "zhaoshang.signin", "zhaoshang.signin.day"
PLAN, SLOT = "zhaoshang.rotation.plan", "zhaoshang.rotation.slot"
NUMBER = "QJ-TEST-DESK"
OUTSIDERS = ("head.ningbo", "deputy1.ningbo", "leader.ningbo", "ended.shanghai", "fenguan",
             "guazhi", "kuaiji", "chuna", "xitong")  # fmt: skip
READERS = {
    SIGNIN: (OWN, OFFICE, AUTHORITY, "zuzhibu", "xiaonengban"),
    DAY: (OWN, OFFICE, AUTHORITY, "zuzhibu", "xiaonengban"),
    PLAN: (OWN, HEAD, COLLEAGUE, OFFICE, AUTHORITY),
    SLOT: (OWN, HEAD, COLLEAGUE, OFFICE, AUTHORITY),
}
STRANGERS = {
    SIGNIN: (*OUTSIDERS, HEAD, COLLEAGUE),
    DAY: (*OUTSIDERS, HEAD, COLLEAGUE),
    PLAN: (*OUTSIDERS, "zuzhibu", "xiaonengban"),
    SLOT: (*OUTSIDERS, "zuzhibu", "xiaonengban"),
}
READING = tuple(kind for kind in DOORS if kind not in (CallButton, Import))
FORGERS = (OWN, HEAD, COLLEAGUE, "head.ningbo", OFFICE, AUTHORITY, "zuzhibu", "xitong",
           TECHNICIAN, "admin")  # fmt: skip


@pytest.fixture(scope="module")
def case(server):
    """A duty in the county of 杭州 that covers today, and who signed in for it."""
    here = Case(server)
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()
    here.today = today.isoformat()
    ((here.officer,),) = here.query(
        "SELECT a.id FROM zhaoshang_appointment a JOIN res_users u ON u.id = a.user_id"
        " WHERE u.login = %s AND a.state = 'confirmed'",
        OWN,
    )
    here.query(
        "INSERT INTO zhaoshang_leave (number, appointment_id, user_id, bureau_id, company_id, kind,"
        " date_from, date_to, last_away, zs_approval_state)"
        " SELECT %s, id, user_id, bureau_id, company_id, 'county_duty', %s, %s, %s, 'approved'"
        " FROM zhaoshang_appointment WHERE id = %s",
        NUMBER, today, today, today, here.officer,
    )  # fmt: skip
    here.query("UPDATE zhaoshang_rule_set SET signin_weekend = true")
    here.signin = here.person(OFFICE).call(SIGNIN, "action_sign", appointment_id=here.officer)
    yield here
    here.query("DELETE FROM zhaoshang_leave WHERE number = %s", NUMBER)
    here.query("UPDATE zhaoshang_rule_set SET signin_weekend = false")
    here.close()


@pytest.fixture(scope="module")
def targets(case):
    (day,) = case.person(OFFICE).call(
        DAY, "search", domain=[("day", "=", case.today), ("appointment_id", "=", case.officer)]
    )
    query = (
        "SELECT t.id FROM {} t JOIN zhaoshang_bureau b ON b.id = t.bureau_id"
        " WHERE b.code = 'hangzhou' ORDER BY t.id"
    )
    plans = [number for (number,) in case.query(query.format("zhaoshang_rotation_plan"))]
    slots = [number for (number,) in case.query(query.format("zhaoshang_rotation_slot"))]
    return {SIGNIN: [case.signin], DAY: [day], PLAN: plans, SLOT: slots}


def ways(number):
    """Three ways of reading, others for each person; all with ``ZS_COMPLETE=1``."""
    names = list(READS)
    if os.environ.get("ZS_COMPLETE"):
        return names
    return [names[(3 * number + turn) % len(names)] for turn in range(3)]


def learnt(case, targets, model, login, number):
    answers = {}
    for turn, name in enumerate(ways(number)):
        door = case.door(READING[(number + turn) % len(READING)], login)
        try:
            answers[name] = READS[name](door, model, targets[model])
        except Refused:
            answers[name] = None
    return answers


@pytest.mark.parametrize("model", READERS)
def test_a_stranger_learns_nothing(case, targets, model):
    """R012, R064, R079: neither colleagues of a sign-in nor other bureaus of a plan."""
    for number, login in enumerate(STRANGERS[model]):
        told = learnt(case, targets, model, login, number)
        assert not any(told.values()), (login, told)


@pytest.mark.parametrize("model", READERS)
def test_who_may_read_learns_it_by_the_same_calls(case, targets, model):
    """The positive control of every cell above."""
    for number in range(len(STRANGERS[model])):
        login = READERS[model][number % len(READERS[model])]
        told = learnt(case, targets, model, login, number)
        assert all(told.values()), (login, told)


@pytest.mark.parametrize("login", FORGERS)
def test_nobody_writes_the_register(case, targets, login):
    """R079, R080: by write, create, import, copy, deletion or a context key, the office neither."""
    values = {"appointment_id": case.officer, "day": "2026-01-05", "moment": "2026-01-05 01:00:00",
              "recorded_by_id": 2}  # fmt: skip
    attempts = {
        "create": lambda d: d.call(SIGNIN, "create", vals_list=values, context=KEYS),
        "write": lambda d: d.call(SIGNIN, "write", targets[SIGNIN], vals={"day": "2026-01-05"}),
        "take back by hand": lambda d: d.call(
            SIGNIN, "write", targets[SIGNIN], vals={"undone_at": "2026-01-05 01:00:00"}
        ),
        "save": lambda d: d.call(
            SIGNIN, "web_save", targets[SIGNIN], vals={"late_reason": "x"}, specification={}
        ),
        "delete": lambda d: d.call(SIGNIN, "unlink", targets[SIGNIN], context=KEYS),
        "copy": lambda d: d.call(SIGNIN, "copy", targets[SIGNIN], default=values),
        "private": lambda d: d.call(SIGNIN, "_record", targets[SIGNIN]),
        "private write": lambda d: d.call(SIGNIN, "_govern", targets[SIGNIN], vals={"day": False}),
        "day": lambda d: d.call(DAY, "write", targets[DAY], vals={"state": "signed"}),
    }
    before = case.query("SELECT count(*), max(write_date) FROM zhaoshang_signin")
    for number, attempt in enumerate(attempts.values()):
        with pytest.raises(Refused):
            attempt(case.door(READING[(number + len(login)) % len(READING)], login))
    with pytest.raises(Refused):
        case.door(Import, login).load(SIGNIN, [".id", "day"], [[str(case.signin), "2026-01-05"]])
    assert case.query("SELECT count(*), max(write_date) FROM zhaoshang_signin") == before


@pytest.mark.parametrize("login", [login for login in FORGERS if login != OFFICE])
def test_the_desk_is_the_management_offices(case, login):
    """R080: recording, taking back and the page of names."""
    person = case.person(login)
    for method, ids, arguments in (
        ("action_sign", None, {"appointment_id": case.officer}),
        ("action_undo", [case.signin], {"reason": "x"}),
        ("zs_desk", None, {}),
    ):
        with pytest.raises(Refused):
            person.call(SIGNIN, method, ids, **arguments)


def test_the_second_of_one_day_is_refused_over_the_network(case):
    """R080."""
    with pytest.raises(Refused, match="R080"):
        case.person(OFFICE).call(SIGNIN, "action_sign", appointment_id=case.officer)


@pytest.mark.parametrize(
    "login", [OWN, COLLEAGUE, "head.ningbo", OFFICE, AUTHORITY, "zuzhibu", "xitong", TECHNICIAN]
)
def test_a_plan_is_written_by_its_head_alone(case, targets, login):
    """R015, R064: neither by deputies, nor other heads, nor the offices that read it."""
    attempts = {
        "write": lambda d: d.call(PLAN, "write", targets[PLAN][:1], vals={"note": "x"}),
        "through its slots": lambda d: d.call(
            PLAN, "write", targets[PLAN][:1], vals={"slot_ids": [(5, 0, 0)]}
        ),
        "a slot": lambda d: d.call(
            SLOT, "write", targets[SLOT][:1], vals={"date_to": "2099-12-31"}, context=KEYS
        ),
        "a new slot": lambda d: d.call(
            SLOT, "create",
            vals_list={"plan_id": targets[PLAN][0], "appointment_id": case.officer,
                       "date_from": case.today, "date_to": case.today},
        ),
        "delete": lambda d: d.call(PLAN, "unlink", targets[PLAN][:1]),
        "copy": lambda d: d.call(PLAN, "copy", targets[PLAN][:1]),
        "take over": lambda d: d.call(PLAN, "action_copy_last_month", targets[PLAN][:1]),
    }  # fmt: skip
    before = case.query("SELECT md5(string_agg(t::text, '|')) FROM zhaoshang_rotation_slot t")
    for number, attempt in enumerate(attempts.values()):
        with pytest.raises(Refused):
            attempt(case.door(READING[(number + len(login)) % len(READING)], login))
    assert before == case.query(
        "SELECT md5(string_agg(t::text, '|')) FROM zhaoshang_rotation_slot t"
    )


def test_a_head_writes_the_plan_of_his_own_bureau(case, targets):
    """R064: the positive control, by the same call."""
    person = case.person(HEAD if not _is_away(case) else OWN)
    person.call(PLAN, "write", targets[PLAN][:1], vals={"note": "轮流休假"})


def _is_away(case):
    return bool(
        case.query(
            "SELECT 1 FROM zhaoshang_leave l JOIN res_users u ON u.id = l.user_id"
            " WHERE u.login = %s AND l.zs_approval_state = 'approved'"
            " AND %s BETWEEN l.date_from AND l.date_to",
            HEAD, case.today,
        )
    )  # fmt: skip


def test_the_names_of_another_bureau_are_not_told_by_numbers(case, targets):
    """R012: a form that names another bureau's officer answers nothing."""
    ((stranger,),) = case.query(
        "SELECT a.id FROM zhaoshang_appointment a JOIN res_users u ON u.id = a.user_id"
        " WHERE u.login = 'head.ningbo'"
    )
    spec = {"appointment_id": {"fields": {"display_name": {}}}}
    for values, context in (
        ({"appointment_id": stranger}, {}),
        ({}, {"default_appointment_id": stranger}),
    ):
        with pytest.raises(Refused):
            case.person(HEAD).call(
                SLOT, "onchange", [], values=values, field_names=["appointment_id"],
                fields_spec=spec, context=context,
            )  # fmt: skip


@pytest.mark.parametrize("login", ["head.ningbo", "deputy1.ningbo", COLLEAGUE])
def test_an_unsaved_plan_tells_nothing_of_another_bureau(case, targets, login):
    """R012: neither who belongs to a bureau nor who of it is away; its own people see."""
    (row,) = case.person(OFFICE).call(PLAN, "read", targets[PLAN][:1], fields=["bureau_id"])
    values = {"bureau_id": row["bureau_id"][0], "month_from": case.today}
    spec = {name: {} for name in ("grid", "warning_text")}
    person, told = case.person(login), []
    for arguments in (
        {"values": values, "field_names": list(values)},
        {"values": {}, "field_names": [],
         "context": {f"default_{name}": value for name, value in values.items()}},
    ):  # fmt: skip
        told.append(person.call(PLAN, "onchange", [], fields_spec=spec, **arguments))
    answers = json.dumps(told, ensure_ascii=False)
    ((name,),) = case.query("SELECT name FROM zhaoshang_appointment WHERE id = %s", case.officer)
    assert (name in answers) == (login == COLLEAGUE)
