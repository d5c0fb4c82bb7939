"""Who said what on a document: everybody for himself, and it stands. Over every door."""

import pytest

from .case import (
    COLLEAGUE,
    DECIDED,
    LEAVE,
    METHOD_DOORS,
    OPINION,
    OUTSIDER,
    REQUESTER,
    TECHNICIAN,
    WAITING,
    Case,
)
from .doors import Refused

LOGINS = (REQUESTER, COLLEAGUE, OUTSIDER, DECIDED, WAITING, "xitong", TECHNICIAN, "admin")
MESSAGE = "mail.message"


@pytest.fixture(scope="module")
def case(server):
    here = Case(server)
    here.signer = partner_of(here, DECIDED)
    yield here
    here.close()


def partner_of(case, login):
    ((partner,),) = case.query("SELECT partner_id FROM res_users WHERE login = %s", login)
    return partner


def said(case):
    return case.query(
        "SELECT id, author_id, email_from, date, message_type, body, subtype_id FROM mail_message"
        " WHERE model = %s AND res_id = %s ORDER BY id",
        LEAVE,
        case.leave,
    )


def note(case):
    """What another has said: one of those who sign."""
    return case.ids(
        "mail_message",
        "model = %s AND res_id = %s AND body LIKE %s",
        LEAVE,
        case.leave,
        f"%{OPINION}%",
    )


FORGERIES = {
    "post in another's name": lambda door, case: door.call(
        LEAVE, "message_post", [case.leave], body="x", author_id=case.signer
    ),
    "post without a name": lambda door, case: door.call(
        LEAVE, "message_post", [case.leave], body="x", author_id=False, email_from="signer"
    ),
    "post on an earlier day": lambda door, case: door.call(
        LEAVE, "message_post", [case.leave], body="x", date="2020-01-01 00:00:00"
    ),
    "create in another's name": lambda door, case: door.call(
        MESSAGE, "create", vals_list={"model": LEAVE, "res_id": case.leave, "body": "x",
                                      "author_id": case.signer},
    ),
    "create by default keys": lambda door, case: door.call(
        MESSAGE, "create", vals_list={"body": "x"},
        context={"default_model": LEAVE, "default_res_id": case.leave,
                 "default_author_id": case.signer},
    ),
    "rewrite": lambda door, case: door.call(MESSAGE, "write", note(case), vals={"body": "x"}),
    "sign as another": lambda door, case: door.call(
        MESSAGE, "write", note(case), vals={"author_id": partner_of(case, WAITING)}
    ),
    "move in time": lambda door, case: door.call(
        MESSAGE, "write", note(case), vals={"date": "2020-01-01 00:00:00"}
    ),
    "show to a stranger": lambda door, case: door.call(
        MESSAGE, "write", note(case), vals={"partner_ids": [(4, partner_of(case, OUTSIDER))]}
    ),
    "delete": lambda door, case: door.call(MESSAGE, "unlink", note(case)),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGERIES)
@pytest.mark.parametrize("login", LOGINS)
def test_nobody_changes_who_said_what(case, login, name):
    if login == DECIDED and name.endswith("another's name"):
        return  # it is his own
    before = said(case)
    kind = METHOD_DOORS[(LOGINS.index(login) + list(FORGERIES).index(name)) % len(METHOD_DOORS)]
    with pytest.raises(Refused):
        FORGERIES[name](case.door(kind, login), case)
    assert said(case) == before


@pytest.mark.parametrize("kind", METHOD_DOORS, ids=lambda kind: kind.name)
def test_everybody_may_speak_for_himself(case, kind):
    """The positive control: the same call in one's own name."""
    before = said(case)
    door = case.door(kind, REQUESTER)
    door.call(LEAVE, "message_post", [case.leave], body="mine", message_type="comment")
    (number, author, *_rest), *others = said(case)[len(before) :]
    assert (author, others) == (partner_of(case, REQUESTER), [])
    client = case.person(REQUESTER).client
    update = {"message_id": number, "update_data": {"body": "corrected", "attachment_ids": []}}
    client.post("/mail/message/update_content", update)
    assert "corrected" in said(case)[-1][5]
    with pytest.raises(Refused):
        case.person("admin").client.post("/mail/message/update_content", update)


def test_files_of_a_submitted_document_stay(case):
    """What approvers could see is neither changed nor removed; on a draft its writer may."""
    person = case.person(REQUESTER)

    def attach(leave):
        values = {"name": "x.txt", "res_model": LEAVE, "res_id": leave, "datas": "eA=="}
        return person.call("ir.attachment", "create", vals_list=values)

    def attempts(file):
        yield lambda: person.call("ir.attachment", "write", [file], vals={"datas": "eQ=="})
        yield lambda: person.call("ir.attachment", "write", [file], vals={"res_id": case.draft})
        yield lambda: person.call("ir.attachment", "unlink", [file])
        yield lambda: person.client.post("/mail/attachment/delete", {"attachment_id": file})

    leave = case.ask_leave(submit=False)
    kept = attach(leave)
    person.call(LEAVE, "action_zs_submit", [leave])
    added = attach(leave)
    query = "SELECT id, checksum, res_id FROM ir_attachment WHERE id IN %s ORDER BY id"
    before = case.query(query, (kept, added))
    for file in (kept, added):
        for attempt in attempts(file):
            with pytest.raises(Refused):
                attempt()
    assert case.query(query, (kept, added)) == before
    # what came while it ran is said by the history; whoever saw it without is told so
    ((digest,),) = case.query(
        "SELECT digest FROM zhaoshang_approval_instance WHERE res_model = %s AND res_id = %s",
        LEAVE,
        leave,
    )
    posted = {"thread_model": LEAVE, "thread_id": leave}
    pending = person.call("ir.attachment", "create", vals_list={
        "name": "y.txt", "res_model": "mail.compose.message", "res_id": 0, "datas": "eA==",
    })  # fmt: skip
    data = {"body": "y", "message_type": "comment", "attachment_ids": [pending]}
    person.client.post("/mail/message/post", posted | {"post_data": data})
    entries = case.query(
        "SELECT target_name, actor_name FROM zhaoshang_approval_event"
        " WHERE res_model = %s AND res_id = %s AND action = 'add_file' ORDER BY seq",
        LEAVE,
        leave,
    )
    assert [name for name, _actor in entries] == ["x.txt", "y.txt"]
    signer = case.person(DECIDED)
    domain = [("res_model", "=", LEAVE), ("res_id", "=", leave), ("user_id", "=", signer.uid)]
    tasks = signer.call("zhaoshang.approval.task", "search", domain=domain)
    with pytest.raises(Refused, match=r"y\.txt"):
        signer.call(
            "zhaoshang.approval.task", "action_decide", tasks, decision="approve",
            expected_digest=digest,
        )  # fmt: skip
    changed, moved, removed, _deleted = attempts(attach(case.draft))
    for attempt in (changed, moved, removed):
        attempt()
    (*_others, deleted) = attempts(attach(case.draft))
    deleted()
    assert case.ids("ir_attachment", "res_model = %s AND res_id = %s", LEAVE, case.draft) == []


@pytest.mark.parametrize("login", [REQUESTER, DECIDED, "xitong"])
def test_nobody_renames_himself(case, login):
    """Opinions and history bear the name of who signed."""
    person = case.person(login)
    before = case.query("SELECT name FROM res_partner WHERE id = %s", partner_of(case, login))
    for vals in ({"name": "another"}, {"name": "another", "lang": "zh_CN"}):
        with pytest.raises(Refused):
            person.call("res.users", "write", [person.uid], vals=vals)
    with pytest.raises(Refused):
        person.call("res.partner", "write", [partner_of(case, login)], vals={"name": "another"})
    after = case.query("SELECT name FROM res_partner WHERE id = %s", partner_of(case, login))
    assert after == before
    assert person.call("res.users", "write", [person.uid], vals={"signature": "<p>x</p>"})


@pytest.mark.parametrize("login", [OUTSIDER, "xitong"])
def test_nobody_hides_the_to_dos_of_another(case, login):
    """A filter that opens by itself, for everybody or for one other, would empty an inbox."""
    person = case.person(login)
    values = {"name": "x", "model_id": "zhaoshang.approval.task", "domain": "[('id', '=', 0)]"}
    others = [(4, person.uid), (4, case.person(WAITING).uid)]
    mine = {"is_default": True, "user_ids": [(4, person.uid)]}
    own = person.call("ir.filters", "create", vals_list=values | mine)
    before = case.ids("ir_filters")
    for forged in ({"user_ids": [(5,)]}, {"user_ids": others}):
        with pytest.raises(Refused):
            person.call("ir.filters", "create", vals_list=values | forged | {"is_default": True})
        with pytest.raises(Refused):
            person.call("ir.filters", "write", [own], vals=forged)
    shared = person.call("ir.filters", "create", vals_list=values | {"user_ids": False})
    with pytest.raises(Refused):
        person.call("ir.filters", "write", [shared], vals={"is_default": True})
    person.call("ir.filters", "unlink", [shared])
    assert case.ids("ir_filters") == before
    person.call("ir.filters", "unlink", [own])
