"""Accountability over real HTTP: nobody sees, answers or changes the finding of another."""

import pytest

from .case import COLLEAGUE, DECIDED, METHOD_DOORS, OUTSIDER, REQUESTER, TECHNICIAN, Case
from .doors import CallButton, Refused
from .reads import READS

FINDING, STANDING = "zhaoshang.finding", "zhaoshang.standing"
OFFICE = "bangongshi"
ANSWERED = "head.wuxi"  # has answered and waits for the decision
STRANGERS = (REQUESTER, COLLEAGUE, OUTSIDER, "deputy1.wuxi", "leader.wuxi", "ended.shanghai",
             "guazhi", "fenguan", "kuaiji", "xitong", TECHNICIAN)  # fmt: skip
READERS = (ANSWERED, DECIDED, OFFICE, "xiaonengban", "zhaoshangju")
READING_DOORS = tuple(kind for kind in METHOD_DOORS if kind is not CallButton)
TABLES = ("zhaoshang_finding",)


@pytest.fixture(scope="module")
def case(server):
    here = Case(server)
    yield here
    here.close()


@pytest.fixture(scope="module")
def targets(case):
    """The finding of an officer who has answered it, and his record."""
    ((finding, appointment),) = case.query(
        "SELECT f.id, f.appointment_id FROM zhaoshang_finding f JOIN res_users u ON u.id = user_id"
        " WHERE u.login = %s AND f.state = 'answered' ORDER BY f.id LIMIT 1",
        ANSWERED,
    )
    return {FINDING: [finding], STANDING: [appointment]}


def fingerprint(case):
    return [
        case.query(f"SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM {table} t")
        for table in TABLES
    ]


@pytest.mark.parametrize("model", [FINDING, STANDING])
@pytest.mark.parametrize("login", STRANGERS)
def test_a_stranger_reads_nothing_of_it(case, targets, login, model):
    """R012: neither head nor colleague nor leader nor who has left."""
    for number, name in enumerate(READS):
        number += STRANGERS.index(login)
        if number % 3:  # every way and every door, not every pair of them
            continue
        door = case.door(READING_DOORS[number // 3 % len(READING_DOORS)], login)
        try:
            answer, told = READS[name](door, model, targets[model]), ""
        except Refused as refusal:
            answer, told = None, str(refusal)
        assert not answer, name
        assert "梁鼎锡" not in told


@pytest.mark.parametrize("model", [FINDING, STANDING])
def test_who_may_read_learns_it_by_the_same_call(case, targets, model):
    """The positive control of the cells above."""
    for number, name in enumerate(READS):
        login = READERS[number % len(READERS)]
        assert READS[name](case.person(login), model, targets[model]), (login, name)


@pytest.mark.parametrize("login", STRANGERS)
def test_nobody_answers_or_decides_the_finding_of_another(case, targets, login):
    """R063, R084: by button, by the to-do, by the box, by writing, by import, by a context key."""
    person, before = case.person(login), fingerprint(case)
    context = {"default_state": "confirmed", "su": True, "zs_permit": True}
    box = {"finding_id": targets[FINDING][0], "purpose": "answer", "text": "x"}
    for model, method, ids, keywords in (
        (FINDING, "action_answer", targets[FINDING], {"answer": "x"}),
        (FINDING, "action_confirm", targets[FINDING], {"comment": "x"}),
        (FINDING, "action_drop", targets[FINDING], {"comment": "x"}),
        (FINDING, "write", targets[FINDING], {"vals": {"answer": "x"}, "context": context}),
        (FINDING, "web_save", targets[FINDING], {"vals": {"state": "dropped"},
                                                 "specification": {}}),
        (FINDING, "copy", targets[FINDING], {}),
        (FINDING, "unlink", targets[FINDING], {}),
        (FINDING, "_transition", targets[FINDING], {"to": "dropped"}),
        (FINDING, "_raise_missed_duties", [], {"company": 1}),
        (STANDING, "write", targets[STANDING], {"vals": {"confirmed_count": 0}}),
        (STANDING, "create", [], {"vals_list": [{}]}),
        (STANDING, "unlink", targets[STANDING], {}),
        ("zhaoshang.finding.opinion", "create", [], {"vals_list": box}),
    ):  # fmt: skip
        with pytest.raises(Refused):
            person.call(model, method, ids, **keywords)
    assert fingerprint(case) == before


@pytest.mark.parametrize("login", [ANSWERED, DECIDED, "zhaoshangju", "xiaonengban", "admin"])
def test_who_reads_it_does_not_decide_it(case, targets, login):
    """R063: the person neither, nor the offices that only look; over any door."""
    before = fingerprint(case)
    for number, method in enumerate(("action_confirm", "action_drop")):
        door = case.door(METHOD_DOORS[number % len(METHOD_DOORS)], login)
        with pytest.raises(Refused):
            door.call(FINDING, method, targets[FINDING], comment="x")
    assert fingerprint(case) == before
