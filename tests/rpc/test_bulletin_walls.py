"""The monthly bulletin over real HTTP: who reads which, and that nobody forges one."""

import json
import os

import pytest

from .case import METHOD_DOORS, TECHNICIAN, Case
from .doors import CallButton, Refused
from .reads import READS

BULLETIN, READING = "zhaoshang.bulletin", "zhaoshang.bulletin.reading"
OFFICE = "bangongshi"
READERS = ("head.hangzhou", "deputy1.ningbo", "zhaoshangju", "zuzhibu", "leader.wuxi", "fenguan",
           "xiaonengban", OFFICE)  # fmt: skip
STRANGERS = ("guazhi", "kuaiji", "chuna", "ended.shanghai", "xitong", TECHNICIAN)
FORGERS = (*READERS, "xitong", TECHNICIAN, "admin")
WORD = "绝密措辞-7f3a"
KEYS = {"zs_permit": True, "su": True, "default_number": "x", "default_issued_on": "2026-01-01"}
READING_DOORS = tuple(kind for kind in METHOD_DOORS if kind is not CallButton)


@pytest.fixture(scope="module")
def case(server):
    """What the demonstration has issued, and the draft of this month with a word in it."""
    here = Case(server)
    ((here.issued,),) = here.query(
        "SELECT min(id) FROM zhaoshang_bulletin WHERE issued_on IS NOT NULL AND kind = 'bulletin'"
    )
    ((here.draft,),) = here.query(
        "SELECT id FROM zhaoshang_bulletin WHERE issued_on IS NULL AND zs_approval_state = 'draft'"
    )
    here.person(OFFICE).call(BULLETIN, "write", [here.draft], vals={"work_text": WORD})
    here.query("UPDATE zhaoshang_bulletin SET requirements_text = %s WHERE id = %s",
               WORD, here.issued)  # fmt: skip
    yield here
    here.close()


def state_of(case):
    return [
        case.query(f"SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {table} t")
        for table in ("zhaoshang_bulletin", "zhaoshang_bulletin_reading")
    ]


def ways(number):
    names = list(READS)
    if os.environ.get("ZS_COMPLETE"):
        return names
    return [names[(3 * number + turn) % len(names)] for turn in range(3)]


def learnt(case, login, number, row):
    told = {}
    for turn, name in enumerate(ways(number)):
        door = case.door(READING_DOORS[(number + turn) % len(READING_DOORS)], login)
        try:
            told[name] = READS[name](door, BULLETIN, [row])
        except Refused as refusal:
            told[name] = WORD in str(refusal)
    return told


def test_a_draft_is_the_offices_alone(case):
    """R012, R058: readers of issued ones and strangers alike learn nothing of it."""
    for number, login in enumerate((*READERS[:-1], *STRANGERS)):
        told = learnt(case, login, number, case.draft)
        assert not any(told.values()), (login, told)
        assert all(learnt(case, OFFICE, number, case.draft).values())


def test_an_issued_one_is_read_by_whom_it_goes_to(case):
    """R058: and by nobody else: neither host units, finance, who has left nor administrators."""
    for number, login in enumerate(READERS):
        told = learnt(case, login, number, case.issued)
        assert all(told.values()), (login, told)
    for number, login in enumerate(STRANGERS):
        told = learnt(case, login, number, case.issued)
        assert not any(told.values()), (login, told)


@pytest.mark.parametrize("login", FORGERS)
def test_nobody_forges_a_bulletin(case, login):
    """R059: figures, number and readings by write, create, deletion, import or private commands."""
    person, before = case.person(login), state_of(case)
    for row in (case.issued, case.draft):
        for method, ids, keywords in (
            ("write", [row], {"vals": {"figures": {}}}),
            ("write", [row], {"vals": {"number": "松驻招〔2026〕9号"}, "context": KEYS}),
            (
                "write",
                [row],
                {"vals": {"issued_on": "2026-11-02", "zs_approval_state": "approved"}},
            ),
            ("web_save", [row], {"vals": {"month": "2026-09-01"}, "specification": {}}),
            ("_govern", [row], {"vals": {"number": "x"}}),
            ("_draw", [row], {}),
            ("_send_out", [row], {}),
            ("_begin", [], {"vals_list": [{}]}),
            ("action_issue", [row], {}),
        ):
            with pytest.raises(Refused):
                person.call(BULLETIN, method, ids, **keywords)
    for method, ids, keywords in (
        ("write", [case.issued], {"vals": {"requirements_text": "x"}}),
        ("unlink", [case.issued], {}),
        ("action_draw", [case.issued], {}),
        ("action_zs_revoke", [case.issued], {"reason": "x"}),
    ):
        with pytest.raises(Refused):
            person.call(BULLETIN, method, ids, **keywords)
    (reading,) = case.ids("zhaoshang_bulletin_reading", "read_at IS NULL")[:1]
    for method, ids, keywords in (
        ("write", [reading], {"vals": {"read_at": "2026-11-02 00:00:00"}}),
        ("create", [], {"vals_list": [{"bulletin_id": case.issued, "user_id": 2}]}),
        ("unlink", [reading], {}),
    ):
        with pytest.raises(Refused):
            person.call(READING, method, ids, **keywords)
    assert state_of(case) == before


@pytest.mark.parametrize("login", [login for login in FORGERS if login != OFFICE])
def test_nobody_but_the_office_drafts(case, login):
    """R058: neither begins, words nor corrects one."""
    before = state_of(case)
    for method, ids, keywords in (
        ("create", [], {"vals_list": [{"month": "2026-08-01"}]}),
        ("write", [case.draft], {"vals": {"work_text": "x"}}),
        ("action_draw", [case.draft], {}),
        ("action_correct", [case.issued], {}),
        ("action_zs_submit", [case.draft], {}),
        ("unlink", [case.draft], {}),
    ):
        with pytest.raises(Refused):
            case.person(login).call(BULLETIN, method, ids, **keywords)
    assert state_of(case) == before


def test_no_investor_stands_in_a_bulletin(case):
    """R110, R112: nor the codename of a project that is not mature."""
    (row,) = case.person("head.ningbo").call(
        BULLETIN, "read", [case.issued], fields=["figures", "work_html"]
    )
    told = json.dumps(row, ensure_ascii=False)
    investors = case.query("SELECT DISTINCT name FROM zhaoshang_project_investor"
                           " WHERE name IS NOT NULL")  # fmt: skip
    hidden = case.query("SELECT codename FROM zhaoshang_project WHERE mature IS NOT TRUE")
    for (word,) in (*investors, *hidden):
        assert word not in told
