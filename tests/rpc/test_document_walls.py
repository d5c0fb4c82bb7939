"""The register of document numbers over real HTTP: who reads it, and that nobody forges it."""

import pytest

from .case import METHOD_DOORS, TECHNICIAN, Case
from .doors import CallButton, Refused
from .reads import READS

NUMBER, SERIES, COUNTER = (
    "zhaoshang.document.number",
    "zhaoshang.document.series",
    "zhaoshang.document.counter",
)
READERS = ("bangongshi", "zhaoshangju", "zuzhibu", "xiaonengban")
STRANGERS = ("head.hangzhou", "deputy1.ningbo", "leader.ningbo", "fenguan", "guazhi", "kuaiji",
             "ended.shanghai", "xitong", TECHNICIAN)  # fmt: skip
FORGERS = (*READERS, "head.hangzhou", "xitong", TECHNICIAN, "admin")
TITLE = "绝密标题-7f3a"
KEYS = {"zs_permit": True, "su": True, "default_number": 9, "install_mode": True}
READING_DOORS = tuple(kind for kind in METHOD_DOORS if kind is not CallButton)


@pytest.fixture(scope="module")
def case(server):
    """One document that was issued under a number of its own year."""
    here = Case(server)
    ((here.row,),) = here.query(
        "INSERT INTO zhaoshang_document_number (reference, kind, title, company_id, prefix, year,"
        " number, issued_on, issued_by_id, state, res_model, res_id) VALUES ('松测〔2026〕1号',"
        " 'bulletin', %s, 1, '松测', 2026, 1, '2026-11-02', 2, 'issued', 'res.company', 1)"
        " RETURNING id",
        TITLE,
    )
    here.query(
        "INSERT INTO zhaoshang_document_counter (company_id, prefix, year, last)"
        " VALUES (1, '松测', 2026, 1)"
    )
    yield here
    here.close()


def state_of(case):
    return [
        case.query(f"SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {table} t")
        for table in ("zhaoshang_document_number", "zhaoshang_document_counter")
    ]


@pytest.mark.parametrize("name", READS)
def test_a_stranger_learns_no_title(case, name):
    """R012: each way of reading by another person and door; officers least of all."""
    for turn, login in enumerate(STRANGERS):
        if (turn + list(READS).index(name)) % 3:
            continue
        door = case.door(READING_DOORS[turn % len(READING_DOORS)], login)
        try:
            answer, told = READS[name](door, NUMBER, [case.row]), ""
        except Refused as refusal:
            answer, told = None, str(refusal)
        assert not answer, login
        assert TITLE not in told


@pytest.mark.parametrize("name", READS)
def test_who_may_read_learns_it_by_the_same_call(case, name):
    """The positive control of the cells above."""
    login = READERS[list(READS).index(name) % len(READERS)]
    assert READS[name](case.person(login), NUMBER, [case.row])


@pytest.mark.parametrize("login", FORGERS)
def test_nobody_gives_changes_or_takes_away_a_number(case, login):
    """DESIGN §10: by write, create, copy, deletion, import, the private commands or a key."""
    person, before = case.person(login), state_of(case)
    forged = {"reference": "松测〔2026〕2号", "number": 2, "state": "issued"}
    for model in (NUMBER, COUNTER):
        for method, ids, keywords in (
            ("write", [case.row], {"vals": {"number": 7}}),
            ("write", [case.row], {"vals": {"last": 7}, "context": KEYS}),
            ("create", [], {"vals_list": [forged], "context": KEYS}),
            ("copy", [case.row], {}),
            ("unlink", [case.row], {}),
            ("web_save", [case.row], {"vals": {"state": "void"}, "specification": {}}),
            ("_take", [], {"company": 1, "kind": "bulletin", "day": "2026-11-02", "record": 1}),
            ("_insert", [forged], {}),
            ("_set", [case.row], {"vals": {"number": 7}}),
            ("_void", [case.row], {"reason": "x"}),
            ("_next", [1, "松测", 2026, 0], {}),
        ):
            with pytest.raises(Refused):
                person.call(model, method, ids, **keywords)
    try:
        rows = [[str(case.row), "7"]]
        assert not person.call(NUMBER, "load", fields=[".id", "number"], data=rows)["ids"]
    except Refused:
        pass
    assert state_of(case) == before


FONTS = "zhaoshang.document.typeface"


def test_fonts_are_told_to_administrator_and_office_and_change_by_nobodys_call(case):
    """DESIGN §10: each way of reading; a row of another county, a write and a file by others."""
    here = [10, 11, 12, 13]  # of the county with id 1
    readers = ("xitong", "bangongshi")
    for number, name in enumerate(READS):
        assert READS[name](case.person(readers[number % 2]), FONTS, here), name
        login = STRANGERS[number % len(STRANGERS)]
        if login in readers:
            continue
        door = case.door(READING_DOORS[number % len(READING_DOORS)], login)
        try:
            answer = READS[name](door, FONTS, here)
        except Refused:
            answer = None
        assert not answer, (login, name)
    for login in (*FORGERS, "bangongshi"):
        person = case.person(login)
        for method, ids, keywords in (
            ("write", here, {"vals": {"role": "body"}}),
            ("create", [], {"vals_list": [{"role": "body", "company_id": 1}]}),
            ("unlink", here, {}),
            ("_document", here[:1], {}),
        ):
            with pytest.raises(Refused):
                person.call(FONTS, method, ids, **keywords)
        if login not in ("xitong", "admin"):
            with pytest.raises(Refused):
                person.call(FONTS, "action_add_font", here[:1])
            with pytest.raises(Refused):
                person.call("zhaoshang.document.font", "create",
                            vals_list=[{"role": "body", "name": "x"}])  # fmt: skip


@pytest.mark.parametrize("login", [*READERS, "head.hangzhou", TECHNICIAN])
def test_only_the_administrator_changes_a_series(case, login):
    """DESIGN §10: who issues does not choose how the numbers run."""
    (series,) = case.ids("zhaoshang_document_series", "kind = 'bulletin'")
    for method, ids, keywords in (
        ("write", [series], {"vals": {"prefix": "假"}}),
        ("create", [], {"vals_list": [{"kind": "bulletin", "prefix": "假"}]}),
        ("unlink", [series], {}),
    ):
        with pytest.raises(Refused):
            case.person(login).call(SERIES, method, ids, **keywords)
    with pytest.raises(Refused):
        case.person("xitong").call(SERIES, "unlink", [series])
