"""What officers write: who learns of it and who cannot forge it, over HTTP."""

import datetime
import os

import pytest

from .case import TECHNICIAN, Case
from .clients import Refused
from .doors import DOORS, CallButton, Import
from .forgeries import KEYS
from .reads import READS

OFFICE, AUTHORITY = "bangongshi", "zhaoshangju"
OWN, HEAD, COLLEAGUE = "deputy1.hangzhou", "head.hangzhou", "deputy2.hangzhou"
REPORT, SECTION = "zhaoshang.report", "zhaoshang.report.section"
READING_ROW, EXPLANATION = "zhaoshang.report.reading", "zhaoshang.explanation"
TEXT, GAP = "zhaoshang.publication", "zhaoshang.evidence.gap"
BOX = "zhaoshang.duty.assign"
LOG, DAY, OPENING = "zhaoshang.worklog", "zhaoshang.worklog.day", "zhaoshang.worklog.opening"
OUTSIDERS = ("head.ningbo", "deputy1.ningbo", "leader.ningbo", "ended.shanghai", "fenguan",
             "guazhi", "kuaiji", "chuna", "xitong")  # fmt: skip
READERS = {
    LOG: (OWN, HEAD, COLLEAGUE, OFFICE, AUTHORITY),
    DAY: (OWN, HEAD, OFFICE, AUTHORITY, "zuzhibu", "xiaonengban"),
    OPENING: (OWN, HEAD, OFFICE, AUTHORITY),
    REPORT: (OWN, HEAD, COLLEAGUE, OFFICE, AUTHORITY),
    SECTION: (OWN, HEAD, COLLEAGUE, OFFICE, AUTHORITY),
    READING_ROW: (OWN, HEAD, COLLEAGUE, OFFICE, AUTHORITY),
    EXPLANATION: (COLLEAGUE, HEAD, OFFICE, AUTHORITY, "zuzhibu", "xiaonengban"),
    TEXT: (OWN, HEAD, COLLEAGUE, OFFICE, AUTHORITY),
}
STRANGERS = {
    LOG: (*OUTSIDERS, "zuzhibu", "xiaonengban", "leader.hangzhou"),
    DAY: (*OUTSIDERS, COLLEAGUE, "leader.hangzhou"),
    OPENING: (*OUTSIDERS, COLLEAGUE, "zuzhibu", "xiaonengban", "leader.hangzhou"),
    # the Friday reports of 杭州; and what one of its deputies explained
    REPORT: (*OUTSIDERS, "zuzhibu", "xiaonengban", "leader.hangzhou"),
    SECTION: (*OUTSIDERS, "zuzhibu", "xiaonengban", "leader.hangzhou"),
    READING_ROW: (*OUTSIDERS, "zuzhibu", "xiaonengban", "leader.hangzhou"),
    EXPLANATION: (*OUTSIDERS, OWN, "leader.hangzhou"),
    TEXT: (*OUTSIDERS, "zuzhibu", "xiaonengban", "leader.hangzhou"),
}
READING = tuple(kind for kind in DOORS if kind not in (CallButton, Import))
FORGERS = (HEAD, COLLEAGUE, "head.ningbo", OFFICE, AUTHORITY, "zuzhibu", "xitong", TECHNICIAN,
           "admin")  # fmt: skip


@pytest.fixture(scope="module")
def case(server):
    here = Case(server)
    ((here.officer,),) = here.query(
        "SELECT a.id FROM zhaoshang_appointment a JOIN res_users u ON u.id = a.user_id"
        " WHERE u.login = %s AND a.state = 'confirmed'",
        OWN,
    )
    yield here
    here.close()


@pytest.fixture(scope="module")
def targets(case):
    """Some rows of an officer of 杭州 for each model."""
    office = case.person(OFFICE)
    day = (datetime.date.today() - datetime.timedelta(9)).isoformat()  # noqa: DTZ011
    opening = office.call(
        OPENING, "create", vals_list={"appointment_id": case.officer, "date_from": day,
                                      "date_to": day, "reason": "x"},
    )  # fmt: skip
    mine = [("appointment_id", "=", case.officer)]
    return {
        LOG: office.call(LOG, "search", domain=mine, limit=3),
        DAY: office.call(DAY, "search", domain=mine, limit=3),
        OPENING: [opening],
        **_reports(case),
    }


def _reports(case):
    reports = case.ids(
        "zhaoshang_report",
        "kind = 'friday_report' AND state = 'registered' AND bureau_id IN"
        " (SELECT id FROM zhaoshang_bureau WHERE code = 'hangzhou')",
    )[:3]
    return {
        REPORT: reports,
        SECTION: case.ids("zhaoshang_report_section", "report_id IN %s", tuple(reports))[:3],
        READING_ROW: case.ids("zhaoshang_report_reading", "report_id IN %s", tuple(reports))[:3],
        EXPLANATION: case.ids(
            "zhaoshang_explanation",
            "user_id IN (SELECT id FROM res_users WHERE login = %s)",
            COLLEAGUE,
        ),
        TEXT: case.ids(
            "zhaoshang_publication",
            "state = 'published' AND bureau_id IN"
            " (SELECT id FROM zhaoshang_bureau WHERE code = 'hangzhou')",
        ),
    }


def learnt(case, targets, model, login, number):
    """Three ways of reading, others for each person; all with ``ZS_COMPLETE=1``."""
    names, answers = list(READS), {}
    count = len(names) if os.environ.get("ZS_COMPLETE") else 3
    for turn in range(count):
        name = names[(3 * number + turn) % len(names)]
        door = case.door(READING[(number + turn) % len(READING)], login)
        try:
            answers[name] = READS[name](door, model, targets[model])
        except Refused:
            answers[name] = None
    return answers


@pytest.mark.parametrize("model", READERS)
def test_a_stranger_learns_nothing_of_what_officers_write(case, targets, model):
    """R012, R041, R043: neither other bureaus nor leaders; logs stay in the bureau."""
    for number, login in enumerate(STRANGERS[model]):
        told = learnt(case, targets, model, login, number)
        assert not any(told.values()), (login, told)


def test_a_report_is_printed_by_who_reads_it_alone(case, targets):
    """R012, R051: as page and as PDF."""
    (report, *_more) = targets[REPORT]
    for number, login in enumerate((*STRANGERS[REPORT], OFFICE)):
        kind = ("pdf", "html")[number % 2] if login != OFFICE else "html"
        client = case.person(login).client
        path = f"/report/{kind}/zhaoshang_office.written_report/{report}"
        answer = client.http.get(client.url + path, timeout=60)
        assert ("杭州驻外招商局" in answer.text) == (login == OFFICE), login
        assert not answer.content.startswith(b"%PDF"), login


@pytest.mark.parametrize("model", READERS)
def test_who_may_read_learns_it_by_the_same_calls(case, targets, model):
    """The positive control of every cell above."""
    for number in range(len(STRANGERS[model])):
        login = READERS[model][number % len(READERS[model])]
        told = learnt(case, targets, model, login, number)
        assert all(told.values()), (login, told)


def test_a_box_tells_nobody_whose_report_is_missing(case):
    """R012, R096: neither the label of a foreign duty nor a foreign name by typing a number."""
    duty = case.ids(
        "zhaoshang_duty", "bureau_id NOT IN (SELECT bureau_id FROM zhaoshang_appointment"
        " WHERE id = %s)", case.officer
    )[0]  # fmt: skip
    for login in (OWN, HEAD):
        for attempt in (
            lambda person: person.call(BOX, "create", vals_list={"duty_id": duty}),
            lambda person: person.call(
                BOX, "web_save", [], vals={}, specification={"duty_id": {"fields": {}}},
                context={"default_duty_id": duty},
            ),
        ):  # fmt: skip
            with pytest.raises(Refused):
                attempt(case.person(login))


@pytest.mark.parametrize("login", FORGERS)
def test_nobody_writes_the_log_of_another_over_the_network(case, targets, login):
    """R043, R044: by create, write, save, import, copy, deletion, a default or a context key."""
    today = datetime.date.today().isoformat()  # noqa: DTZ011
    values = {"appointment_id": case.officer, "day": today, "content": "x"}
    log = targets[LOG]
    attempts = {
        "create": lambda d: d.call(LOG, "create", vals_list=values, context=KEYS),
        "write": lambda d: d.call(LOG, "write", log, vals={"content": "x"}, context=KEYS),
        "save": lambda d: d.call(LOG, "web_save", log, vals={"content": "x"}, specification={}),
        "take over": lambda d: d.call(LOG, "write", log, vals={"user_id": 2}),
        "delete": lambda d: d.call(LOG, "unlink", log, context=KEYS),
        "copy": lambda d: d.call(LOG, "copy", log, default=values),
        "facts": lambda d: d.call(LOG, "action_take_facts", log),
        "day": lambda d: d.call(DAY, "write", targets[DAY], vals={"state": "written"}),
        "opening": lambda d: d.call(
            OPENING, "write", targets[OPENING], vals={"open_until": "2099-01-01"}
        ),
        "private": lambda d: d.call(OPENING, "_govern", targets[OPENING], vals={"reason": "y"}),
    }
    before = fingerprint(case)
    for number, attempt in enumerate(attempts.values()):
        with pytest.raises(Refused):
            attempt(case.door(READING[(number + len(login)) % len(READING)], login))
    with pytest.raises(Refused):
        case.door(Import, login).load(LOG, [".id", "content"], [[str(log[0]), "x"]])
    assert fingerprint(case) == before


def fingerprint(case):
    return [
        case.query(f"SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {table} t")
        for table in ("zhaoshang_worklog", "zhaoshang_worklog_opening")
    ]


@pytest.mark.parametrize("login", [OWN, HEAD, AUTHORITY, "zuzhibu", "xitong", "admin"])
def test_days_are_opened_by_the_management_office_alone(case, login):
    """R044."""
    values = {"appointment_id": case.officer, "date_from": "2026-01-05", "date_to": "2026-01-05",
              "reason": "x"}  # fmt: skip
    for context in ({}, KEYS):
        with pytest.raises(Refused):
            case.person(login).call(OPENING, "create", vals_list=values, context=context)


@pytest.mark.parametrize("model", [LOG, DAY])
def test_no_call_ranks_people_by_their_entries(case, targets, model):
    """R137: grouping by person is refused at every door of reading groups."""
    for number, name in enumerate(("appointment_id", "user_id", "create_uid", "write_uid")):
        if name.endswith("_uid") and model == DAY:
            continue
        for method, arguments in (
            ("formatted_read_group", {"groupby": [name], "aggregates": ["__count"]}),
            ("web_read_group", {"groupby": [name], "aggregates": ["__count"]}),
            ("formatted_read_group", {"groupby": [f"{name}.name"], "aggregates": ["__count"]}),
            (
                "read_progress_bar",
                {"group_by": name, "progress_bar": {"field": "day", "colors": {}}},
            ),
        ):
            door = case.door(READING[number % len(READING)], OFFICE)
            with pytest.raises(Refused):
                door.call(model, method, domain=[], **arguments)


@pytest.mark.parametrize(
    "login", [OWN, HEAD, "head.ningbo", OFFICE, AUTHORITY, "zuzhibu", "xiaonengban", "xitong",
              TECHNICIAN, "admin"]
)  # fmt: skip
def test_nobody_changes_what_was_submitted(case, targets, login):
    """R015, R046, R052, R053: by write, create, save, import, deletion or a context key."""
    report, explanation = targets[REPORT][:1], targets[EXPLANATION]
    ((bureau,),) = case.query("SELECT id FROM zhaoshang_bureau WHERE code = 'hangzhou'")
    sent = {"kind": "friday_report", "bureau_id": bureau, "period_from": "2026-01-05",
            "state": "registered", "content": "x"}  # fmt: skip
    attempts = (
        lambda d: d.call(REPORT, "create", vals_list=sent, context=KEYS),
        lambda d: d.call(REPORT, "write", report, vals={"content": "x"}, context=KEYS),
        lambda d: d.call(REPORT, "write", report, vals={"reported_at": "2026-01-05 01:00:00"}),
        lambda d: d.call(REPORT, "web_save", report, vals={"state": "draft"}, specification={}),
        lambda d: d.call(REPORT, "_govern", report, vals={"content": "x"}),
        lambda d: d.call(REPORT, "unlink", report, context=KEYS),
        lambda d: d.call(SECTION, "write", targets[SECTION], vals={"content": "x"}),
        lambda d: d.call(SECTION, "unlink", targets[SECTION]),
        lambda d: d.call(
            REPORT,
            "write",
            report,
            vals={"section_ids": [(1, targets[SECTION][0], {"content": ""})]},
        ),
        lambda d: d.call(READING_ROW, "write", targets[READING_ROW], vals={"remark": "x"}),
        lambda d: d.call(READING_ROW, "unlink", targets[READING_ROW]),
        lambda d: d.call(EXPLANATION, "write", explanation, vals={"state": "accepted"}),
        lambda d: d.call(EXPLANATION, "create", vals_list={"reason": "x", "state": "accepted"}),
        lambda d: d.call(EXPLANATION, "_decide", explanation, vals={"state": "refused"}),
        lambda d: d.call(EXPLANATION, "unlink", explanation),
        lambda d: d.call(TEXT, "write", targets[TEXT], vals={"body": "x"}, context=KEYS),
        lambda d: d.call(TEXT, "write", targets[TEXT], vals={"state": "draft"}),
        lambda d: d.call(
            TEXT, "create", vals_list={"title": "x", "body": "x", "state": "published"}
        ),
        lambda d: d.call(TEXT, "_govern", targets[TEXT], vals={"body": "x"}),
        lambda d: d.call(TEXT, "action_propose", targets[TEXT]),
        lambda d: d.call(TEXT, "unlink", targets[TEXT]),
        lambda d: d.call(GAP, "write", [1], vals={"day_count": 1}),
    )
    before = written(case)
    for number, attempt in enumerate(attempts):
        with pytest.raises(Refused):
            attempt(case.door(READING[(number + len(login)) % len(READING)], login))
    if login != OFFICE:
        with pytest.raises(Refused):
            case.person(login).call(EXPLANATION, "action_accept", explanation)
        for method in ("action_publish", "action_withdraw", "action_refuse"):
            with pytest.raises(Refused):
                case.person(login).call(TEXT, method, targets[TEXT])
    assert written(case) == before


def written(case):
    return [
        case.query(f"SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {table} t")
        for table in ("zhaoshang_report", "zhaoshang_report_section", "zhaoshang_report_reading",
                      "zhaoshang_explanation", "zhaoshang_publication")
    ]  # fmt: skip
