"""Inspections over HTTP: who reads them, and that nobody forges one (R061, R012)."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import psycopg2
import pytest

from .case import TECHNICIAN, Case
from .clients import Refused
from .doors import DOORS, CallButton, Import
from .forgeries import KEYS
from .reads import READS

SHEET, ENTRY = "zhaoshang.inspection", "zhaoshang.inspection.entry"
EVIDENCE = "zhaoshang.inspection.evidence"
INSPECTOR = "xiaonengban"
READERS = (INSPECTOR, "bangongshi", "zhaoshangju", "zuzhibu")
STRANGERS = (
    "deputy1.hangzhou", "head.hangzhou", "head.ningbo", "leader.hangzhou", "fenguan", "guazhi",
    "kuaiji", "chuna", "ended.shanghai", "xitong", TECHNICIAN, "admin",
)  # fmt: skip
FORGERS = (*READERS[1:], "deputy1.hangzhou", "head.hangzhou", "head.ningbo", "xitong", TECHNICIAN,
           "admin")  # fmt: skip
READING = tuple(kind for kind in DOORS if kind not in (CallButton, Import))
WORD = "绝密督查-5d1f"


@pytest.fixture(scope="module")
def case(server):
    """An inspection of 杭州 long ago, with a word that is told to the offices alone."""
    here = Case(server)
    ((here.bureau, here.officer, here.then),) = here.query(
        "SELECT a.bureau_id, a.id, (a.date_from + 20)::text FROM zhaoshang_appointment a"
        " JOIN res_users u ON u.id = a.user_id WHERE u.login = 'deputy1.hangzhou'"
        " AND a.state = 'confirmed'"
    )
    inspector = here.person(INSPECTOR)
    here.entry = inspector.call(ENTRY, "action_record", None, **put(here, "other", note=WORD))
    here.file = inspector.call(ENTRY, "action_attach", [here.entry], name=WORD, content="eA==")
    ((here.sheet,),) = here.query(
        "SELECT inspection_id FROM zhaoshang_inspection_entry WHERE id = %s", here.entry
    )
    yield here
    here.close()


def put(case, result, **more):
    values = {"bureau_id": case.bureau, "appointment_id": case.officer, "result": result,
              "way": "phone", "day": case.then, "time_of_day": "09:00"}  # fmt: skip
    return values | more


def learnt(function, *arguments):
    """What the call told, or nothing where it was refused; and the refusal's text."""
    try:
        return function(*arguments), ""
    except Refused as refusal:
        return None, str(refusal)


def ways(number):
    """Three ways of reading, others for each person; all with ``ZS_COMPLETE=1``."""
    names = list(READS)
    if os.environ.get("ZS_COMPLETE"):
        return names
    return [names[(3 * number + turn) % len(names)] for turn in range(3)]


@pytest.mark.parametrize("model", [SHEET, ENTRY, EVIDENCE])
def test_the_offices_read_inspections_and_nobody_else(case, model):
    """R061, R012: an officer answers the finding; 系统管理员 and Odoo's own read nothing."""
    ids = {SHEET: [case.sheet], ENTRY: [case.entry], EVIDENCE: [case.file]}[model]
    for number, login in enumerate((*STRANGERS, *READERS)):
        for turn, name in enumerate(ways(number)):
            door = case.door(READING[(number + turn) % len(READING)], login)
            answer, refusal = learnt(READS[name], door, model, ids)
            assert WORD not in refusal
            assert bool(answer) == (login in READERS), (login, name)


@pytest.mark.parametrize("login", FORGERS)
def test_nobody_but_the_efficiency_office_puts_anything_down(case, login):
    """R061: by no command, box, import or context key; what stands is written by nobody."""
    attempts = {
        "record": lambda d: d.call(ENTRY, "action_record", None, **put(case, "absent")),
        "attach": lambda d: d.call(ENTRY, "action_attach", [case.entry], name="x", content="eA=="),
        "issue": lambda d: d.call(SHEET, "action_issue", [case.sheet]),
        "void": lambda d: d.call(SHEET, "action_void", [case.sheet], reason="x"),
        "void box": lambda d: d.call(
            "zhaoshang.inspection.void",
            "create",
            vals_list={"inspection_id": case.sheet, "reason": "x"},
        ),
        "begin": lambda d: d.call(SHEET, "action_begin", None, bureau_id=case.bureau),
        "page": lambda d: d.call(SHEET, "zs_desk", None, bureau_id=case.bureau, day=case.then),
        **by_hand(case),
    }
    refused_without_a_trace(case, login, attempts)


def test_the_efficiency_office_rewrites_nothing(case):
    """R061, R138: its own entries neither; a correction without a reason is refused."""
    attempts = by_hand(case)
    for name, changed in {"no reason": {}, "years ahead": {"day": case.day(99)}}.items():
        values = put(case, "present") | changed
        attempts[name] = lambda d, v=values: d.call(ENTRY, "action_record", None, **v)
    refused_without_a_trace(case, INSPECTOR, attempts)


def by_hand(case):
    forged = {"inspection_id": case.sheet, "appointment_id": case.officer, "result": "absent"}
    return {
        "create": lambda d: d.call(ENTRY, "create", vals_list=forged, context=KEYS),
        "write": lambda d: d.call(ENTRY, "write", [case.entry], vals={"result": "absent"}),
        "save": lambda d: d.call(ENTRY, "web_save", [case.entry], vals={"note": "x"},
                                 specification={}),
        "delete": lambda d: d.call(ENTRY, "unlink", [case.entry], context=KEYS),
        "copy": lambda d: d.call(ENTRY, "copy", [case.entry], default=forged),
        "private": lambda d: d.call(ENTRY, "_add", [], values=forged),
        "sheet": lambda d: d.call(SHEET, "write", [case.sheet], vals={"day": "2026-01-05"}),
        "circular": lambda d: d.call(
            SHEET, "write", [case.sheet], vals={"document_number": "松效督〔2026〕9号"}
        ),
        "sheet of one's own": lambda d: d.call(
            SHEET, "create", vals_list={"bureau_id": case.bureau, "day": case.then, "number": 9}
        ),
        "file": lambda d: d.call(EVIDENCE, "write", [case.file], vals={"content": "eQ=="}),
        "no file": lambda d: d.call(EVIDENCE, "unlink", [case.file]),
        "import": lambda d: loaded(case, d),
    }  # fmt: skip


def loaded(case, door):
    importer = case.door(Import, door.client.login)
    return importer.load(ENTRY, [".id", "result"], [[str(case.entry), "absent"]])


def refused_without_a_trace(case, login, attempts):
    state = (
        "SELECT (SELECT md5(string_agg(t::text, '|')) FROM zhaoshang_inspection_entry t),"
        " (SELECT md5(string_agg(t::text, '|')) FROM zhaoshang_inspection t),"
        " (SELECT count(*) FROM zhaoshang_inspection_evidence),"
        " (SELECT count(*) FROM zhaoshang_finding)"
    )
    before = case.query(state)
    for attempt in attempts.values():
        with pytest.raises(Refused):
            attempt(case.person(login))
    assert case.query(state) == before


def test_nothing_is_put_down_beside_the_circular_that_is_being_issued(case):
    """R061: who comes at the same moment waits for it, and is then told to begin anew."""
    issue = "UPDATE zhaoshang_inspection SET issued_on = {} WHERE id = %s"
    with closing(psycopg2.connect(dbname=case.server.database)) as other:
        other.cursor().execute(issue.format("day"), [case.sheet])
        with ThreadPoolExecutor(1) as pool:
            values = put(case, "present", reason="x")
            entry = pool.submit(case.person(INSPECTOR).call, ENTRY, "action_record", None, **values)
            with pytest.raises(TimeoutError):
                entry.result(timeout=1)
            other.commit()
            with pytest.raises(Refused):
                entry.result()
    case.query(issue.format("NULL"), case.sheet)


def test_the_page_tells_no_project_and_no_client(case):
    """R061: not even where the whole county is read, one bureau after the other."""
    inspector = case.person(INSPECTOR)
    page = inspector.call(SHEET, "zs_desk")
    told = json.dumps(
        [inspector.call(SHEET, "zs_desk", bureau_id=b["id"]) for b in page["bureaus"]],
        ensure_ascii=False,
    )
    names = case.query(
        "SELECT codename FROM zhaoshang_project UNION SELECT number FROM zhaoshang_project"
        " UNION SELECT reason FROM zhaoshang_leave_text"
    )
    assert names
    assert [name for (name,) in names if name and name in told] == []
