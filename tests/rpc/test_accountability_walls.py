"""Accountability over real HTTP: nobody sees, answers or changes the finding of another."""

import pytest

from .case import COLLEAGUE, DECIDED, METHOD_DOORS, OUTSIDER, REQUESTER, TECHNICIAN, Case
from .doors import CallButton, Refused
from .reads import READS

FINDING, STANDING = "zhaoshang.finding", "zhaoshang.standing"
SANCTION, REVIEW = "zhaoshang.sanction", "zhaoshang.sanction.review"
STEP = "zhaoshang.sanction.step"
OFFICE = "bangongshi"
ANSWERED = "head.wuxi"  # has answered and waits for the decision
STRANGERS = (REQUESTER, COLLEAGUE, OUTSIDER, "deputy1.wuxi", "leader.wuxi", "ended.shanghai",
             "guazhi", "fenguan", "kuaiji", "xitong", TECHNICIAN)  # fmt: skip
READERS = (ANSWERED, DECIDED, OFFICE, "xiaonengban", "zhaoshangju")
OTHERS = (REQUESTER, OUTSIDER, "deputy1.ningbo", "leader.ningbo", "ended.shanghai", "guazhi",
          "kuaiji", "xitong", TECHNICIAN)  # fmt: skip
FORGERS = ("deputy2.ningbo", REQUESTER, "deputy1.quanzhou", "zhaoshangju", "xiaonengban",
           "fenguan", "xitong", TECHNICIAN, "admin")  # fmt: skip
READING_DOORS = tuple(kind for kind in METHOD_DOORS if kind is not CallButton)
SANCTIONED = "deputy2.ningbo"  # was criticised and has asked for a review
SETTLEMENT, POINT = "zhaoshang.settlement", "zhaoshang.settlement.line"
NOTICE = "zhaoshang.ground.notice"
TABLES = ("zhaoshang_finding", "zhaoshang_sanction", "zhaoshang_sanction_review",
          "zhaoshang_settlement", "zhaoshang_settlement_line", "zhaoshang_ground_notice",
          "zhaoshang_appointment")  # fmt: skip


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
        (FINDING, "action_take_back", targets[FINDING], {"comment": "x", "because": "error"}),
        (FINDING, "write", targets[FINDING], {"vals": {"answer": "x"}, "context": context}),
        (FINDING, "web_save", targets[FINDING], {"vals": {"state": "dropped"},
                                                 "specification": {}}),
        (FINDING, "copy", targets[FINDING], {}),
        (FINDING, "unlink", targets[FINDING], {}),
        (FINDING, "_transition", targets[FINDING], {"to": "dropped"}),
        (FINDING, "_raise_missed_duties", [], {"counties": 1}),
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


@pytest.fixture(scope="module")
def sanctions(case):
    """A served sanction with the review that waits, and one that is being decided."""
    ((served, review),) = case.query(
        "SELECT s.id, r.id FROM zhaoshang_sanction s JOIN zhaoshang_sanction_review r"
        " ON r.sanction_id = s.id JOIN res_users u ON u.id = s.user_id"
        " WHERE u.login = %s AND r.state = 'asked'",
        SANCTIONED,
    )
    ((running,),) = case.query(
        "SELECT id FROM zhaoshang_sanction WHERE status = 'running' AND kind <> 'dismissal'"
    )
    return {SANCTION: [served], REVIEW: [review], "running": [running]}


@pytest.mark.parametrize("model", [SANCTION, REVIEW])
@pytest.mark.parametrize("login", OTHERS)
def test_a_stranger_reads_no_sanction(case, sanctions, login, model):
    """R012: neither his head nor his colleague nor the bureau's leader nor who administers."""
    for number, name in enumerate(READS):
        door = case.door(READING_DOORS[(number + len(login)) % len(READING_DOORS)], login)
        if (number + len(login)) % 3:
            continue
        try:
            answer, told = READS[name](door, model, sanctions[model]), ""
        except Refused as refusal:
            answer, told = None, str(refusal)
        assert not answer, name
        assert "苗引商" not in told


@pytest.mark.parametrize("model", [SANCTION, REVIEW])
def test_who_may_read_a_sanction_learns_it_by_the_same_call(case, sanctions, model):
    """The positive control of the cells above; the person himself among them."""
    readers = (SANCTIONED, DECIDED, OFFICE, "xiaonengban", "zhaoshangju")
    for number, name in enumerate(READS):
        login = readers[number % len(readers)]
        assert READS[name](case.person(login), model, sanctions[model]), (login, name)


def test_a_paper_is_printed_by_who_reads_the_sanction_alone(case, sanctions):
    """R012: the decision and its receipt, as page and as PDF; every print is logged (R138)."""
    (served,) = sanctions[SANCTION]
    papers = ("sanction_decision", "sanction_receipt")
    for number, login in enumerate(OTHERS):
        kind, paper = ("html", "pdf")[number % 2], papers[number // 2 % 2]
        answer = fetched(case, login, f"/report/{kind}/zhaoshang_office.{paper}/{served}")
        assert "苗引商" not in answer.text, login
        assert not answer.content.startswith(b"%PDF"), login
    for login, paper in ((SANCTIONED, papers[0]), (OFFICE, papers[1])):
        answer = fetched(case, login, f"/report/html/zhaoshang_office.{paper}/{served}")
        assert "苗引商" in answer.text, login
        query = ("SELECT user_ref FROM zhaoshang_audit WHERE kind = 'print' AND res_model = %s"
                 " AND res_id = %s ORDER BY id DESC LIMIT 1")  # fmt: skip
        assert case.query(query, SANCTION, served) == [(case.person(login).uid,)]


def fetched(case, login, path):
    client = case.person(login).client
    return client.http.get(client.url + path, timeout=60)


@pytest.mark.parametrize("login", FORGERS)
def test_nobody_forges_a_sanction(case, sanctions, login):
    """R013, R084, R105: neither state nor step nor service nor review, by no call of a stranger,
    of the person concerned, or of who only looks."""
    person, before = case.person(login), fingerprint(case)
    context = {"default_state": "served", "su": True, "zs_permit": True}
    served, running, review = sanctions[SANCTION], sanctions["running"], sanctions[REVIEW]
    values = {"appointment_id": case.appointment, "state": "served", "kind": "dismissal"}
    for model, method, ids, keywords in (
        (SANCTION, "write", served, {"vals": {"state": "withdrawn"}, "context": context}),
        (SANCTION, "write", served, {"vals": {"facts": "x"}}),
        (SANCTION, "write", running, {"vals": {"zs_approval_state": "approved"}}),
        (SANCTION, "web_save", running, {"vals": {"kind": "warning"}, "specification": {}}),
        (SANCTION, "create", [], {"vals_list": [values], "context": context}),
        (SANCTION, "create", [], {"vals_list": [{"appointment_id": case.appointment}]}),
        (SANCTION, "copy", served, {}),
        (SANCTION, "unlink", served, {}),
        (SANCTION, "action_serve", running,
         {"served_on": "2026-11-01", "way": "post", "receipt": "eA==", "receipt_name": "x"}),
        (SANCTION, "action_withdraw_sanction", served, {"reason": "x"}),
        (SANCTION, "_document", served, {}),
        (SANCTION, "_document_case", served, {}),
        (SANCTION, "action_drop", running, {"reason": "x"}),
        (SANCTION, "action_count_again", running, {}),
        (SANCTION, "action_state", running, {"text": "x"}),
        (SANCTION, "action_ask_review", running, {"reason": "x"}),
        (SANCTION, "action_ask_review", served, {"reason": "x"}),
        (SANCTION, "_withdraw", served, {"reason": "x"}),
        (SANCTION, "_govern", served, {"vals": {"state": "withdrawn"}}),
        (REVIEW, "write", review, {"vals": {"state": "granted"}, "context": context}),
        (REVIEW, "create", [], {"vals_list": [{"sanction_id": running[0], "reason": "x"}]}),
        (REVIEW, "action_grant", review, {"comment": "x"}),
        (REVIEW, "action_uphold", review, {"comment": "x"}),
        (REVIEW, "unlink", review, {}),
        (STEP, "create", [], {"vals_list": [{"sanction_id": 0, "purpose": "nonsense"}]}),
    ):  # fmt: skip
        with pytest.raises(Refused):
            person.call(model, method, ids, **keywords)
    for columns in ((".id", "state"), (".id", "served_on")):
        try:
            data = [[str(served[0]), "withdrawn"]]
            assert not person.call(SANCTION, "load", fields=list(columns), data=data)["ids"]
        except Refused:
            pass
    assert fingerprint(case) == before


def test_who_drafted_does_not_decide_the_review(case, sanctions):
    """R105: nor he who signed; 组织部's other member may, who is not asked here."""
    before = fingerprint(case)
    for login in (OFFICE, DECIDED):
        for kind in METHOD_DOORS[:2]:
            with pytest.raises(Refused):
                case.door(kind, login).call(REVIEW, "action_grant", sanctions[REVIEW], comment="x")
    assert fingerprint(case) == before


@pytest.fixture(scope="module")
def settled(case):
    """The settlement of who was dismissed, one of its points, and a reminder of 杭州's head."""
    ((settlement, point),) = case.query(
        "SELECT settlement_id, min(id) FROM zhaoshang_settlement_line WHERE done_on IS NULL"
        " GROUP BY settlement_id LIMIT 1"
    )
    case.query(
        "INSERT INTO zhaoshang_ground_notice (appointment_id, user_id, bureau_id, company_id, kind,"
        " key, raised_on, text) SELECT id, user_id, bureau_id, company_id, 'no_result', 'rpc',"
        " now(), '私下提醒-5d2f' FROM zhaoshang_appointment WHERE id = %s",
        case.appointment,
    )
    return {
        SETTLEMENT: [settlement],
        POINT: [point],
        NOTICE: case.ids("zhaoshang_ground_notice", "key = 'rpc'"),
    }


@pytest.mark.parametrize("model", [SETTLEMENT, POINT, NOTICE])
def test_settlements_and_reminders_tell_nobody_else(case, settled, model):
    """R012, R104: the person and the offices; no colleague, no leader, nobody of another bureau."""
    own = {NOTICE: REQUESTER}.get(model, "ended.shanghai")
    for number, login in enumerate((COLLEAGUE, OUTSIDER, "head.shanghai", "leader.shanghai",
                                    "guazhi", "chuna", "xitong", TECHNICIAN)):  # fmt: skip
        for name in list(READS)[number % 3 :: 3]:
            door = case.door(READING_DOORS[number % len(READING_DOORS)], login)
            try:
                answer, told = READS[name](door, model, settled[model]), ""
            except Refused as refusal:
                answer, told = None, str(refusal)
            assert not answer, (login, name)
            assert "5d2f" not in told
    for number, name in enumerate(READS):
        login = (own, DECIDED, OFFICE, "xiaonengban")[number % 4]
        assert READS[name](case.person(login), model, settled[model]), (login, name)


@pytest.mark.parametrize("login", [*FORGERS, "ended.shanghai"])
def test_nobody_forges_a_settlement_or_a_reminder(case, settled, login):
    """R104: no point is settled by writing; nobody settles what is not his office's."""
    person = case.person(login)
    before = fingerprint(case)
    for model in (SETTLEMENT, POINT, NOTICE):
        for method, keywords in (
            ("write", {"vals": {"company_id": 1}}),
            ("unlink", {}),
            ("web_save", {"vals": {"company_id": 1}, "specification": {}}),
        ):
            with pytest.raises(Refused):
                person.call(model, method, settled[model], **keywords)
        with pytest.raises(Refused):
            person.call(model, "create", vals_list=[{"name": "x"}])
    for model, method, ids in (
        (SANCTION, "_look_for_grounds", []),
        (SANCTION, "_carry_out_due", []),
        (SANCTION, "_cron_cases", []),
        ("zhaoshang.leave", "_zs_withdraw_for", [case.leave]),
    ):
        with pytest.raises(Refused):
            person.call(model, method, ids)
    if login != "zhaoshangju":
        with pytest.raises(Refused):
            person.call(POINT, "action_settle", settled[POINT])
    assert fingerprint(case) == before
