"""Targets, arrivals, leases and hand-overs over real HTTP: who learns them, who changes them."""

import base64
import datetime

import pytest

from .case import METHOD_DOORS, OUTSIDER, REQUESTER, SUPERUSER, TECHNICIAN, WAITING, Case
from .case_projects import reportable
from .doors import Refused
from .reads import READS
from .test_leaks import READING_DOORS, learnt

TARGET, ARRIVAL, SHARE = "zhaoshang.target", "zhaoshang.arrival", "zhaoshang.arrival.share"
MONTH, LEASE, HANDOVER = "zhaoshang.target.month", "zhaoshang.lease", "zhaoshang.handover"
APPOINTMENT, PROJECT = "zhaoshang.appointment", "zhaoshang.project"
# what each of them is nobody's business of
STRANGERS = {
    TARGET: (OUTSIDER, "leader.ningbo", "ended.shanghai", "guazhi", "kuaiji", "xitong", TECHNICIAN),
    MONTH: (OUTSIDER, "leader.ningbo", "ended.shanghai", "guazhi", "kuaiji", "xitong", TECHNICIAN),
    ARRIVAL: (
        OUTSIDER, "leader.ningbo", "leader.hangzhou", "fenguan", "zuzhibu", "xiaonengban",
        "guazhi", "kuaiji", "xitong", TECHNICIAN,
    ),
    SHARE: (OUTSIDER, "leader.ningbo", "fenguan", "zuzhibu", "xiaonengban", "guazhi", "xitong"),
    LEASE: (OUTSIDER, "leader.ningbo", "ended.shanghai", "guazhi", "kuaiji", "xitong", TECHNICIAN),
}  # fmt: skip
CELLS = [(model, login) for model, logins in STRANGERS.items() for login in logins]
TABLES = (
    "zhaoshang_target",
    "zhaoshang_target_person",
    "zhaoshang_arrival",
    "zhaoshang_arrival_share",
    "zhaoshang_lease",
    "zhaoshang_handover",
    "zhaoshang_appointment",
    "zhaoshang_project",
)
EVIDENCE = base64.b64encode(b"%PDF-1.4").decode()


class TargetsCase(Case):
    """杭州 has reported an arrival of an immature project that 招商管理局 has not recognised."""

    def _build(self):
        super()._build()
        head = self.person(REQUESTER)
        self.project = head.call(
            PROJECT, "create", vals_list=reportable(codename="绝密代号-91", investor_uscc=False)
        )
        head.call(PROJECT, "action_report", [self.project])
        self.arrival = head.call(
            ARRIVAL,
            "create",
            vals_list={
                "project_id": self.project,
                "amount": 120,
                "date": datetime.date.today().isoformat(),  # noqa: DTZ011
                "evidence": EVIDENCE,
            },
        )
        head.call(ARRIVAL, "action_zs_submit", [self.arrival])
        self.shares = self.ids("zhaoshang_arrival_share", "arrival_id = %s", self.arrival)
        of_bureau = "bureau_id = (SELECT id FROM zhaoshang_bureau WHERE code = %s)"
        self.target = self.ids("zhaoshang_target", of_bureau, "hangzhou")[0]
        self.other_target = self.ids("zhaoshang_target", of_bureau, "ningbo")[0]
        self.lease = self.ids("zhaoshang_lease", of_bureau, "hangzhou")[0]
        self.rows = {
            TARGET: [self.target],
            ARRIVAL: [self.arrival],
            SHARE: self.shares,
            LEASE: [self.lease],
            MONTH: self.person(REQUESTER).call(
                MONTH, "search", domain=[("target_id", "=", self.target)]
            ),
        }

    def picture(self):
        parts = [
            f"(SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {table} t)" for table in TABLES
        ]
        return self.query(f"SELECT {', '.join(parts)}")[0]


@pytest.fixture(scope="module")
def case(server):
    here = TargetsCase(server)
    yield here
    here.close()


@pytest.mark.parametrize(("model", "login"), CELLS)
def test_a_stranger_learns_nothing(case, model, login):
    """R012, R041, R112: by no way of reading, on each door in its turn."""
    for number, name in enumerate(READS):
        door = case.door(READING_DOORS[number % len(READING_DOORS)], login)
        answer, refusal = learnt(READS[name], door, model, case.rows[model])
        assert not answer, name
        assert "绝密代号" not in refusal, name


@pytest.mark.parametrize("model", STRANGERS)
def test_who_may_read_learns_it_by_the_same_calls(case, model):
    """The positive control."""
    for number, name in enumerate(READS):
        door = case.door(READING_DOORS[number % len(READING_DOORS)], REQUESTER)
        assert READS[name](door, model, case.rows[model]), name


# model, rows, method, arguments: each is refused to everybody
FORGERIES = {
    "the state of a target": (TARGET, "target", "write", {"vals": {"state": "replaced"}}),
    "a new version by hand": (TARGET, "target", "write", {"vals": {"version": 9}}),
    "the amount of a target in force": (TARGET, "target", "write", {"vals": {"amount": 1}}),
    "the signed copy": (TARGET, "target", "write", {"vals": {"signed_scan": False}}),
    "the approval of a target": (
        TARGET, "target", "write", {"vals": {"zs_approval_state": "draft"}},
    ),
    "deleting a target": (TARGET, "target", "unlink", {}),
    "recognising by writing": (ARRIVAL, "arrival", "write", {"vals": {"state": "recognised"}}),
    "approving by writing": (
        ARRIVAL, "arrival", "write", {"vals": {"zs_approval_state": "approved"}},
    ),
    "a larger arrival": (ARRIVAL, "arrival", "write", {"vals": {"amount": 6000}}),
    "other evidence": (ARRIVAL, "arrival", "write", {"vals": {"evidence": EVIDENCE + "AA"}}),
    "deleting an arrival": (ARRIVAL, "arrival", "unlink", {}),
    "a larger part": (SHARE, "shares", "write", {"vals": {"amount": 6000}}),
    "another bureau's part": (SHARE, "shares", "write", {"vals": {"bureau_id": 2}}),
    "a transfer by writing": (
        APPOINTMENT, "appointment", "write", {"vals": {"transfer_bureau_id": 2}},
    ),
    "a longer term": (APPOINTMENT, "appointment", "write", {"vals": {"date_to": "2099-01-01"}}),
    "a private command": (TARGET, "target", "_transition", {"to": "replaced"}),
    "a private hand-over": (APPOINTMENT, "appointment", "_hand_over_now", {"successor": 1}),
}  # fmt: skip
FORGERS = (REQUESTER, OUTSIDER, "zuzhibu", WAITING, "bangongshi", "xitong", TECHNICIAN, SUPERUSER)


@pytest.mark.parametrize("name", FORGERIES)
def test_nobody_forges_it(case, name):
    """R008, R018, R021, R023: as each person, each on another door; nothing has changed."""
    model, rows, method, arguments = FORGERIES[name]
    ids = getattr(case, rows)
    ids = ids if isinstance(ids, list) else [ids]
    before = case.picture()
    for number, login in enumerate(FORGERS):
        kind = METHOD_DOORS[(number + len(name)) % len(METHOD_DOORS)]
        with pytest.raises(Refused):
            case.door(kind, login).call(model, method, ids, **arguments)
    assert case.picture() == before


@pytest.mark.parametrize("login", [REQUESTER, OUTSIDER, "zuzhibu", "bangongshi", "xitong"])
def test_nobody_else_issues_targets_or_writes_slips(case, login):
    """R008, R014, R018: created neither as in force nor as a draft."""
    person, before = case.person(login), case.picture()
    day = {"bureau_id": 2, "date_from": "2031-07-01"}
    slip = {"appointment_id": case.appointment, "successor_id": case.appointment}
    for model, vals in (
        (TARGET, day),
        (TARGET, day | {"state": "in_force", "zs_approval_state": "approved"}),
        (HANDOVER, slip | {"date": "2026-01-01"}),
    ):
        with pytest.raises(Refused):
            person.call(model, "create", vals_list=vals)
    assert case.picture() == before


def test_an_outsider_reports_no_arrival_of_another_bureau(case):
    """R012, R023: nor does he put a part of it down for his own."""
    outsider, before = case.person(OUTSIDER), case.picture()
    day = datetime.date.today().isoformat()  # noqa: DTZ011
    for model, vals in (
        (ARRIVAL, {"project_id": case.project, "amount": 1, "date": day, "evidence": EVIDENCE}),
        (SHARE, {"arrival_id": case.arrival, "bureau_id": 2, "percent": 50}),
    ):
        with pytest.raises(Refused):
            outsider.call(model, "create", vals_list=vals)
    assert case.picture() == before


def test_an_outsider_moves_no_arrival_to_another_bureau(case):
    """R012, R023: nor is he told what he would move it to, by a form or by a default."""
    outsider = case.person(OUTSIDER)
    own = outsider.call(PROJECT, "search", domain=[("stage", "!=", "draft")])[0]
    day = datetime.date.today().isoformat()  # noqa: DTZ011
    draft = outsider.call(
        ARRIVAL, "create", vals_list={"project_id": own, "amount": 1, "date": day}
    )
    spec = {"arrival_id": {"fields": {"display_name": {}}}, "project_label": {}}
    with pytest.raises(Refused):
        outsider.call(ARRIVAL, "write", [draft], vals={"project_id": case.project})
    for values, context in (
        ({"arrival_id": case.arrival}, {}),
        ({"arrival_id": case.arrival, "percent": 100}, {}),
        ({}, {"default_arrival_id": case.arrival}),
    ):
        with pytest.raises(Refused) as refused:
            outsider.call(SHARE, "onchange", [], values=values, field_names=[], fields_spec=spec,
                          context=context)  # fmt: skip
        assert "绝密代号" not in str(refused.value)
    outsider.call(ARRIVAL, "unlink", [draft])


# what the system works out, and Odoo would let any writer set
WORKED_OUT = {
    "the account of an officer": (APPOINTMENT, "appointment", {"user_id": 2}),
    "the beginning of a term": (APPOINTMENT, "appointment", {"term_from": "2030-01-01"}),
    "the county of an officer": (APPOINTMENT, "appointment", {"company_id": 1}),
    "the end of a target": (TARGET, "target", {"date_to": "2099-01-01"}),
    "the county of a lease": (LEASE, "lease", {"company_id": 1}),
    "the county of a project": (PROJECT, "project", {"company_id": 1}),
}


@pytest.mark.parametrize("name", WORKED_OUT)
def test_nobody_sets_what_the_system_works_out(case, name):
    """R007, R008, R013, R018: by writing or importing; one hand would else move a post."""
    model, row, values = WORKED_OUT[name]
    number, before = getattr(case, row), case.picture()
    ((field, value),) = values.items()
    for login in ("zuzhibu", WAITING, "bangongshi", REQUESTER, TECHNICIAN, "admin"):
        person = case.person(login)
        with pytest.raises(Refused):
            person.call(model, "write", [number], vals=values)
        try:
            rows = [[str(number), str(value)]]
            answer = person.call(model, "load", fields=[".id", field], data=rows)
        except Refused:
            continue
        assert not answer["ids"], (login, answer)
    assert case.picture() == before


def test_the_totals_of_a_target_show_to_who_reads_no_arrival(case):
    """R012, R024: 组织部 reads the sum, and is told why the records stay closed."""
    person = case.person("zuzhibu")
    (row,) = person.call(TARGET, "read", [case.target], fields=["pending", "explanation"])
    assert row["pending"] >= 120
    assert "R019" in row["explanation"]
    with pytest.raises(Refused, match="R112"):
        person.call(TARGET, "action_open_arrivals", [case.target])


def test_the_investment_bureau_recognises_it_over_the_network(case):
    """The positive control of the forgeries: the command itself works."""
    task = case.open_task(case.arrival, WAITING, ARRIVAL)
    case.person(WAITING).call(
        "zhaoshang.approval.task", "action_decide", [task], decision="approve"
    )
    (row,) = case.person(REQUESTER).call(ARRIVAL, "read", [case.arrival], fields=["state"])
    assert row["state"] == "recognised"
