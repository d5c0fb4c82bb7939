"""What one bureau does stays there: reader × way of reading × record, over real HTTP.

A cell holds when the reader is refused or learns nothing. The positive controls make the same calls
as somebody who may read, so that an empty answer means something.
"""

import json
import os

import pytest

from . import forgeries
from .case import (
    ANCHOR,
    CHECK,
    COLLEAGUE,
    DECIDED,
    EVENT,
    FINDING,
    INSTANCE,
    LEAVE,
    METHOD_DOORS,
    OPINION,
    OUTSIDER,
    REQUESTER,
    TASK,
    TECHNICIAN,
    WAITING,
    WORD,
    Case,
)
from .doors import CallButton, Refused
from .reads import READS

STRANGERS = (
    OUTSIDER,
    "deputy1.ningbo",
    "leader.ningbo",
    "ended.shanghai",
    "kuaiji",
    "xitong",
    TECHNICIAN,
)
MODELS = (LEAVE, INSTANCE, TASK, EVENT)
READING_DOORS = tuple(kind for kind in METHOD_DOORS if kind is not CallButton)


@pytest.fixture(scope="module")
def case(server):
    here = Case(server)
    yield here
    here.close()


@pytest.fixture(scope="module")
def targets(case):
    tasks = case.ids("zhaoshang_approval_task", "instance_id = %s", case.instance)
    return {LEAVE: [case.leave], INSTANCE: [case.instance], TASK: tasks, EVENT: case.events}


@pytest.fixture(scope="module")
def secrets(case):
    """Words that no stranger may see in any answer or refusal."""
    query = "SELECT title FROM zhaoshang_approval_instance WHERE id = %s"
    ((title,),) = case.query(query, case.instance)
    query = "SELECT number, date_from FROM zhaoshang_leave WHERE id = %s"
    ((number, first),) = case.query(query, case.leave)
    shown = case.person(REQUESTER).call(LEAVE, "read", [case.leave], fields=["display_name"])
    return [WORD, OPINION, title, number, first.isoformat(), shown[0]["display_name"]]


def learnt(function, *arguments):
    """What the call told, or nothing where it was refused; and the refusal's text."""
    try:
        return function(*arguments), ""
    except Refused as refusal:
        return None, f"{refusal} {refusal.debug if os.environ.get('ZS_COMPLETE') else ''}"


def text(answer):
    return json.dumps(answer, ensure_ascii=False, default=str)


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("login", STRANGERS)
def test_a_stranger_learns_nothing(case, targets, secrets, login, model, name):
    number = STRANGERS.index(login) + MODELS.index(model) + list(READS).index(name)
    door = case.door(READING_DOORS[number % len(READING_DOORS)], login)
    answer, refusal = learnt(READS[name], door, model, targets[model])
    assert not answer
    assert not [word for word in secrets if word in refusal]


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("model", MODELS)
def test_who_may_read_learns_it_by_the_same_call(case, targets, model, name):
    """The positive control of every cell above."""
    number = MODELS.index(model) + list(READS).index(name)
    door = case.door(READING_DOORS[number % len(READING_DOORS)], DECIDED)
    assert READS[name](door, model, targets[model])


# -- the papers and boxes around a leave ----

# box -> who made it, values; read by nobody else, whatever groups he shares with the maker
BOXES = {
    "zhaoshang.leave.step": (REQUESTER, {"purpose": "return"}, ("leave_id",)),
    "zhaoshang.leave.entry": ("bangongshi", {"kind": "rotation"}, ("appointment_id", "days")),
    "zhaoshang.finding.absence": (
        "xiaonengban", {"facts": WORD}, ("appointment_id", "days"),
    ),
    "zhaoshang.signin.later": ("bangongshi", {"reason": WORD}, ("appointment_id", "day")),
    "zhaoshang.duty.assign": (REQUESTER, {}, ("duty_id",)),
    "zhaoshang.opening.import": (DECIDED, {"file_name": WORD}, ()),
    "zhaoshang.opening.import.line": (DECIDED, {"message": WORD}, ("import_id",)),
}  # fmt: skip
NEIGHBOURS = (*STRANGERS, COLLEAGUE, DECIDED, WAITING, "bangongshi", "xiaonengban", "admin")
PAPER, TEXT = "zhaoshang.leave.paper", "zhaoshang.leave.text"
PAPER_NAME = "诊断证明-7f3a.pdf"


@pytest.fixture(scope="module")
def papers(case):
    """``{model: ids}`` of the paper of a special leave, its reason, and a box of each kind."""
    person = case.person(REQUESTER)
    values = case.leave_values() | {"kind": "special", "paper": "eA==", "paper_name": PAPER_NAME}
    leave = person.call(LEAVE, "create", vals_list=values)
    person.call(LEAVE, "action_zs_submit", [leave])
    today = case.day(0)
    query = "SELECT max(d.id) FROM zhaoshang_duty d JOIN zhaoshang_appointment a"
    query += " ON a.bureau_id = d.bureau_id WHERE a.id = %s AND d.kind = 'friday_report'"
    ((duty,),) = case.query(query, case.appointment)
    links = {"leave_id": case.leave, "appointment_id": case.appointment, "day": today}
    links["duty_id"] = duty
    found = {
        PAPER: case.ids("zhaoshang_leave_paper", "leave_id = %s", leave),
        TEXT: case.ids("zhaoshang_leave_text", "leave_id = %s", leave),
    }
    for model, (login, vals, names) in BOXES.items():
        vals = vals | {name: links[name] for name in names if name in links}
        vals |= {"date_from": today, "date_to": today} if "days" in names else {}
        found[model] = [case.person(login).call(model, "create", vals_list=vals)]
        links["import_id"] = found[model][0]
    return found


def some_ways(number):
    """Four ways of reading, others for each person; all with ``ZS_COMPLETE=1``."""
    names = list(READS)
    if os.environ.get("ZS_COMPLETE"):
        return names
    return [names[(4 * number + turn) % len(names)] for turn in range(4)]


@pytest.mark.parametrize("model", [PAPER, TEXT, *BOXES])
def test_papers_and_boxes_tell_nobody_else(case, papers, model):
    """R012, R082: who sees the days sees neither paper nor reason, nor what another types."""
    readers = {PAPER: {DECIDED, WAITING, REQUESTER}, TEXT: set()}.get(model)
    readers = {BOXES[model][0]} if readers is None else readers
    for number, login in enumerate(NEIGHBOURS):
        for turn, name in enumerate(some_ways(number)):
            door = case.door(READING_DOORS[(number + turn) % len(READING_DOORS)], login)
            answer, refusal = learnt(READS[name], door, model, papers[model])
            if login in readers:
                assert answer, (login, name)
            else:
                assert not answer, (login, name)
                assert PAPER_NAME not in refusal


@pytest.mark.parametrize("model", BOXES)
def test_what_one_types_in_a_box_is_read_by_oneself(case, papers, model):
    """The positive control of the boxes, and that nobody else writes or presses them."""
    login = BOXES[model][0]
    for name in some_ways(len(model)):
        assert READS[name](case.person(login), model, papers[model])
    for number, other in enumerate(NEIGHBOURS):
        if other == login:
            continue
        door = case.door(READING_DOORS[number % len(READING_DOORS)], other)
        for method, values in (("write", {"vals": {"create_uid": door.uid}}), ("unlink", {})):
            with pytest.raises(Refused):
                door.call(model, method, papers[model], **values)


PRESSED = {
    "zhaoshang.duty.assign": ("action_assign",),
    "zhaoshang.opening.import": ("action_check", "action_import", "action_back"),
}


@pytest.mark.parametrize("model", PRESSED)
def test_nobody_presses_what_another_has_typed(case, papers, model):
    """R013, R096: neither who has the same post nor who has none, and nothing is imported."""
    before = case.query("SELECT id, compliance_start, write_date FROM zhaoshang_bureau ORDER BY id")
    for number, login in enumerate((*NEIGHBOURS, "zuzhibu2")):
        door = case.door(METHOD_DOORS[number % len(METHOD_DOORS)], login)
        for method in PRESSED[model] if login != BOXES[model][0] else ():
            with pytest.raises(Refused):
                door.call(model, method, papers[model])
    rows = case.query("SELECT id, compliance_start, write_date FROM zhaoshang_bureau ORDER BY id")
    assert rows == before


@pytest.mark.parametrize("login", STRANGERS)
def test_no_box_tells_of_a_leave_of_another_bureau(case, secrets, login):
    """R012: neither made, nor while it is typed in, nor by a link that is a dictionary."""
    person, model, told = case.person(login), "zhaoshang.leave.step", []
    spec = {"effect": {}, "leave_id": {"fields": {"display_name": {}}}, "bureau_id": {}}
    for link in (case.leave, {"id": case.leave}):
        values = {"leave_id": link, "purpose": "prolong", "day": case.day(30)}
        told.append(learnt(lambda vals=values: person.call(model, "create", vals_list=vals)))
        told.append(
            learnt(
                lambda vals=values: person.call(
                    model, "onchange", [], values=vals, field_names=["day"], fields_spec=spec
                )
            )
        )
        told.append(
            learnt(
                lambda vals=values: person.call(
                    model, "create", vals_list={"purpose": "link", "day": case.day(0)},
                    context={f"default_{name}": value for name, value in vals.items()},
                )
            )
        )  # fmt: skip
    assert [answer for answer, _refusal in told if answer] == []
    assert not [word for word in secrets if word in text(told)]


# -- paths around the record ----


PATHS = {
    "by title": (TASK, [("title", "!=", False)]),
    "through the run": (TASK, [("instance_id.title", "!=", False)]),
    "through the history": (INSTANCE, [("event_ids.comment", "ilike", OPINION)]),
    "through the tasks": (INSTANCE, [("task_ids.comment", "ilike", OPINION)]),
    "from the leave": (LEAVE, [("zs_approval_instance_id.event_ids.comment", "ilike", OPINION)]),
    "from the leave's tasks": (LEAVE, [("zs_approval_task_ids.comment", "ilike", OPINION)]),
    "from the officer": ("zhaoshang.appointment", [("user_id.login", "=", REQUESTER)]),
}


@pytest.mark.parametrize("path", PATHS)
def test_no_search_path_leads_to_another_bureau(case, targets, path):
    model, domain = PATHS[path]
    if model in targets:
        domain = [("id", "in", targets[model]), *domain]
    assert case.person(OUTSIDER).call(model, "search_count", domain=domain) == 0
    assert case.person(DECIDED).call(model, "search_count", domain=domain) > 0


def test_the_approval_panel_and_the_task_open_for_nobody_else(case):
    outsider = case.person(OUTSIDER)
    for model, method, ids in (
        (LEAVE, "zs_approval_panel", [case.leave]),
        (TASK, "action_open_document", [case.task]),
        (LEAVE, "copy", [case.leave]),
        (LEAVE, "get_metadata", [case.leave]),
    ):
        with pytest.raises(Refused):
            outsider.call(model, method, ids)
    form = {"values": {}, "field_names": [], "fields_spec": {"display_name": {}}}
    with pytest.raises(Refused):
        outsider.call(LEAVE, "onchange", [case.leave], **form)
    assert "value" in case.person(REQUESTER).call(LEAVE, "onchange", [case.draft], **form)
    assert case.person(WAITING).call(LEAVE, "zs_approval_panel", [case.leave])["my_task"]


def test_a_flow_is_tried_on_a_leave_only_by_who_may_read_both(case):
    """An officer reads his leave and no flow, 系统管理员 flows and no leave, 效能办 reads both."""
    of_leave = "state = 'published' AND flow_id IN (SELECT id FROM zhaoshang_approval_flow"
    version = case.ids("zhaoshang_approval_version", f"{of_leave} WHERE res_model = %s)", LEAVE)[0]
    call = ("zhaoshang.approval.version", "zs_try", [version])
    for login in (OUTSIDER, REQUESTER, WAITING, "xitong"):
        with pytest.raises(Refused):
            case.person(login).call(*call, document_id=case.leave)
    assert case.person("xiaonengban").call(*call, document_id=case.leave)["steps"]


@pytest.mark.parametrize("login", [OUTSIDER, TECHNICIAN])
def test_no_refusal_of_a_forgery_tells_what_it_refused(case, secrets, login):
    """A message that names the document would tell it to whom it refuses."""
    door = case.person(login)
    told = []
    for name, forgery in forgeries.ALL.items():
        _answer, refusal = learnt(forgery, door, case)
        told += [f"{name}: {refusal}" for word in secrets if word in refusal]
        case.clean()
    assert told == []


def test_a_guess_is_refused_like_any_other_write(case):
    """The right value and a wrong one get the same answer, so that nothing can be guessed."""
    query = "SELECT date_to::text, kind FROM zhaoshang_leave WHERE id = %s"
    ((date_to, kind),) = case.query(query, case.leave)
    door = case.person(OUTSIDER)
    answers = {
        learnt(lambda vals: door.call(LEAVE, "write", [case.leave], vals=vals), vals)
        for vals in (
            {"date_to": date_to},
            {"date_to": "2030-01-01"},
            {"kind": kind},
            {"kind": "special"},
            {"zs_approval_state": "running"},
        )
    }
    assert len(answers) == 1


# -- an unsaved leave is no window into another bureau ----


def probe_values(case):
    query = "SELECT date_from::text FROM zhaoshang_leave WHERE id = %s"
    ((day,),) = case.query(query, case.leave)
    return {"appointment_id": case.appointment, "date_from": day, "date_to": day}


def test_an_overlap_is_told_only_to_whom_it_concerns(case, secrets):
    _answer, refusal = learnt(
        lambda: case.person(OUTSIDER).call(LEAVE, "create", vals_list=probe_values(case))
    )
    assert refusal
    assert not [word for word in secrets if word in refusal]
    assert "R086" not in refusal
    with pytest.raises(Refused, match="R086"):
        case.person(REQUESTER).call(LEAVE, "create", vals_list=probe_values(case))


def test_the_forecast_tells_nothing_of_another_bureau(case, secrets):
    values = probe_values(case)
    fields = ("forecast", "display_name", "acting_candidate_ids", "user_id", "bureau_id", "route",
              "second_in_month", "deciding_head_user_id")  # fmt: skip
    arguments = {
        "values": values,
        "field_names": list(values),
        "fields_spec": {name: {} for name in fields},
    }
    answer, refusal = learnt(lambda: case.person(OUTSIDER).call(LEAVE, "onchange", [], **arguments))
    told = text(answer) + refusal
    assert not [word for word in secrets if word in told]
    assert "R086" not in told
    deputies = case.person(DECIDED).call(
        "zhaoshang.appointment", "search_read", fields=["name"],
        domain=[("bureau_id.code", "=", "hangzhou"), ("role", "=", "deputy")],
    )  # fmt: skip
    assert not [row["name"] for row in deputies if row["name"] in told]
    own = case.person(REQUESTER).call(LEAVE, "onchange", [], **arguments)
    assert "R086" in text(own)


# -- colleagues see days, not reasons ----

WITHOUT_REASON = (COLLEAGUE, "leader.hangzhou", "bangongshi", "xiaonengban")


@pytest.mark.parametrize("login", WITHOUT_REASON)
def test_who_sees_the_days_does_not_see_the_reason(case, login):
    person = case.person(login)
    (row,) = person.call(LEAVE, "read", [case.leave], fields=["number", "reason"])
    assert row["number"]
    assert not row["reason"]
    for function in READS.values():
        assert WORD not in text(learnt(function, person, LEAVE, [case.leave]))
    panel = person.call(LEAVE, "zs_approval_panel", [case.leave])
    assert WORD not in text(panel)


@pytest.mark.parametrize("login", [REQUESTER, DECIDED, WAITING])
def test_who_decides_sees_the_reason(case, login):
    (row,) = case.person(login).call(LEAVE, "read", [case.leave], fields=["reason"])
    assert row["reason"] == WORD


@pytest.mark.parametrize("login", [REQUESTER, DECIDED, "xitong", "admin"])
def test_the_snapshot_has_no_door(case, login):
    person = case.person(login)
    assert "snapshot" not in person.call(INSTANCE, "fields_get")
    with pytest.raises(Refused):
        person.call(INSTANCE, "read", [case.instance], fields=["snapshot"])
    with pytest.raises(Refused):
        person.call(INSTANCE, "search", domain=[("snapshot", "ilike", WORD)])
    with pytest.raises(Refused):
        person.call("zhaoshang.leave.text", "search_read", domain=[])


# -- talk around the record ----


def messages(person, case):
    domain = [("model", "=", LEAVE), ("res_id", "=", case.leave)]
    return person.call("mail.message", "search_read", domain=domain, fields=["body", "record_name"])


@pytest.mark.parametrize("login", STRANGERS)
def test_a_stranger_reads_and_joins_no_talk(case, secrets, login):
    person = case.person(login)
    client = person.client
    (user,) = person.call("res.users", "read", [person.uid], fields=["partner_id"])
    partner = user["partner_id"][0]
    thread = {"thread_model": LEAVE, "thread_id": case.leave}
    attempts = {
        "messages": lambda: messages(person, case),
        "thread": lambda: client.post("/mail/thread/messages", thread),
        "data": lambda: client.post(
            "/mail/data",
            {"fetch_params": [["mail.thread", thread | {"request_list": ["followers", "messages",
             "attachments", "activities"]}]]},
        ),
        "post": lambda: client.post(
            "/mail/message/post",
            thread | {"post_data": {"body": "x", "message_type": "comment"}},
        ),
        "message_post": lambda: person.call(LEAVE, "message_post", [case.leave], body="x"),
        "subscribe": lambda: person.call(
            LEAVE, "message_subscribe", [case.leave], partner_ids=[partner]
        ),
        "activity": lambda: person.call(
            LEAVE, "activity_schedule", [case.leave], user_id=person.uid, summary="x"
        ),
        "attachments": lambda: person.call(
            "ir.attachment", "search_read", fields=["name"],
            domain=[("res_model", "=", LEAVE), ("res_id", "=", case.leave)],
        ),
        "attach": lambda: person.call(
            "ir.attachment", "create",
            vals_list={"name": "x", "res_model": LEAVE, "res_id": case.leave, "raw": "eA=="},
        ),
    }  # fmt: skip
    before = case.query("SELECT count(*) FROM mail_followers WHERE res_model = %s", LEAVE)
    told = []
    for name, function in attempts.items():
        answer, refusal = learnt(function)
        told += [name for word in secrets if word in text(answer) + refusal]
        if name in ("messages", "attachments") and answer:
            told.append(name)
    assert told == []
    after = case.query("SELECT count(*) FROM mail_followers WHERE res_model = %s", LEAVE)
    assert after == before
    domain = "model = %s AND res_id = %s AND body LIKE %s"
    assert case.ids("mail_message", domain, LEAVE, case.leave, "%x%") == []


@pytest.mark.parametrize("login", STRANGERS)
def test_a_stranger_does_not_learn_who_follows_it(case, login):
    """Neither by the document, nor by the row, nor by a key that narrows what the rule asks for."""
    of_it = [("res_model", "=", LEAVE), ("res_id", "=", case.leave)]
    rows = case.ids("mail_followers", "res_model = %s AND res_id = %s", LEAVE, case.leave)
    either = ["|", ("res_model", "=", "res.partner"), "&", *of_it]
    key = "zs_followed_models"
    asked = [
        (domain, {}) for domain in (of_it, [("id", "in", rows)], [("id", "=", rows[0])], either)
    ]
    forged = [(domain, {key: models}) for domain, _none in asked for models in ([], [LEAVE])]

    def told(reader, domain, context):
        door = case.person(reader)
        answer, _refusal = learnt(
            lambda: door.call("mail.followers", "search_read", domain=domain, context=context)
        )
        return {row["id"] for row in answer or ()} & set(rows)

    assert not any(told(login, *question) for question in asked + forged)
    assert all(told(REQUESTER, *question) for question in asked)


def test_the_talk_is_there_for_who_may_read(case):
    assert OPINION in text(messages(case.person(DECIDED), case))


def mention(case, login):
    """The requester mentions somebody on his leave; what that person then finds in his inbox."""
    person = case.person(login)
    (user,) = person.call("res.users", "read", [person.uid], fields=["partner_id"])
    post_data = {"body": "请看", "message_type": "comment", "subtype_xmlid": "mail.mt_comment",
                 "partner_ids": [user["partner_id"][0]]}  # fmt: skip
    thread = {"thread_model": LEAVE, "thread_id": case.leave, "post_data": post_data}
    learnt(lambda: case.person(REQUESTER).client.post("/mail/message/post", thread))
    return messages(person, case)


def test_a_mention_shows_a_document_only_to_whom_it_is_shown_anyway(case):
    assert mention(case, OUTSIDER) == []
    assert mention(case, DECIDED) != []


def test_an_activity_is_given_only_to_who_may_read(case, secrets):
    outsider = case.person(OUTSIDER)
    learnt(
        lambda: case.person(REQUESTER).call(
            LEAVE, "activity_schedule", [case.leave], user_id=outsider.uid, summary="请看"
        )
    )
    found = outsider.call("mail.activity", "search_read", domain=[], fields=["res_name"])
    assert not [word for word in secrets if word in text(found)]


# -- pages and files ----

PAGES = (
    "/web/content/zhaoshang.leave/{id}/reason",
    "/web/image/zhaoshang.leave/{id}/reason",
    "/mail/view?model=zhaoshang.leave&res_id={id}",
    "/odoo/zhaoshang.leave/{id}",
    "/json/1/zhaoshang.leave/{id}",
    "/report/html/zhaoshang_office.report_leave/{id}",
    "/report/pdf/zhaoshang_office.report_leave/{id}",
    "/report/html/zhaoshang_approval.approval_form/{run}",
    "/report/pdf/zhaoshang_approval.approval_form/{run}",
    "/zs/verify/{run}/AQ",
)


@pytest.mark.parametrize("login", [OUTSIDER, "xitong"])
@pytest.mark.parametrize("page", PAGES)
def test_no_page_shows_it(case, secrets, login, page):
    client = case.person(login).client
    path = page.format(id=case.leave, run=case.instance)
    answer = client.http.get(client.url + path, timeout=60)
    assert not [word for word in secrets if word in answer.text]
    assert not answer.content.startswith(b"%PDF")


def printed(case, login):
    """The approval form as that person prints it."""
    client = case.person(login).client
    path = f"/report/html/zhaoshang_approval.approval_form/{case.instance}"
    return client.http.get(client.url + path, timeout=60).text


@pytest.mark.parametrize("login", [REQUESTER, DECIDED, WAITING])
def test_the_printed_form_is_there_for_who_takes_part(case, secrets, login):
    text = printed(case, login)
    assert WORD in text
    assert OPINION in text
    assert "/zs/verify/" not in text  # the address is in the code alone


@pytest.mark.parametrize("login", WITHOUT_REASON)
def test_the_printed_form_keeps_the_reason_from_who_sees_the_days(case, login):
    text = printed(case, login)
    assert OPINION in text
    assert WORD not in text


def test_a_print_is_logged_with_the_document(case):
    printed(case, WAITING)
    query = ("SELECT user_ref FROM zhaoshang_audit WHERE kind = 'print' AND res_model = %s"
             " AND res_id = %s ORDER BY id DESC LIMIT 1")  # fmt: skip
    assert case.query(query, LEAVE, case.leave) == [(case.person(WAITING).uid,)]


# -- who keeps watch over the history --


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("login", [OUTSIDER, REQUESTER, DECIDED, "kuaiji", TECHNICIAN])
def test_the_history_checks_are_shown_to_who_keeps_watch_alone(case, login, name):
    door = case.person(login)
    for model, number in ((ANCHOR, case.anchor), (CHECK, case.check), (FINDING, 1)):
        if model == ANCHOR and name in ("formatted_read_group_by_the_first_link", "web_read_group"):
            continue  # an anchor has no link
        answer, refusal = learnt(READS[name], door, model, [number])
        assert not answer
        assert refusal


@pytest.mark.parametrize("login", ["xitong", "xiaonengban"])
def test_who_keeps_watch_reads_checks_and_no_title(case, secrets, login):
    door = case.person(login)
    assert door.call(ANCHOR, "read", [case.anchor], fields=["hash"])
    (check,) = door.call(CHECK, "read", [case.check], fields=["state", "result", "finding_ids"])
    assert (check["state"], check["finding_ids"]) == ("whole", [])
    told = text([door.call(ANCHOR, "read", [case.anchor]), door.call(CHECK, "read", [case.check])])
    assert not [word for word in secrets if word in told]


def test_an_export_holds_nothing_of_another_bureau(case, secrets):
    told = case.person(OUTSIDER).client.export(LEAVE, [case.leave], "number", "display_name")
    assert not [word for word in secrets if word in told]
    ((number,),) = case.query("SELECT number FROM zhaoshang_leave WHERE id = %s", case.leave)
    assert number not in told
    assert number in case.person(WAITING).client.export(LEAVE, [case.leave], "number")
