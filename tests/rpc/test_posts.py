"""Posts, delegations and links over real HTTP: nobody puts in force alone, nobody looks in.

``forgery(door, case)`` has to be refused to everybody, through every door; nothing that
``PostsCase.fingerprint`` watches may have changed.
"""

import re

import pytest

from .case import (
    COLLEAGUE,
    DECIDED,
    METHOD_DOORS,
    OUTSIDER,
    REQUESTER,
    SUPERUSER,
    TASK,
    TECHNICIAN,
    WAITING,
    WORD,
    Case,
)
from .doors import CallButton, Import, Refused
from .forgeries import KEYS
from .reads import READS

MEMBER = "zhaoshang.approval.role.member"
PROPOSAL = "zhaoshang.approval.proposal"
DELEGATION = "zhaoshang.approval.delegation"
ROLE = "zhaoshang.approval.role"
VERSION = "zhaoshang.approval.version"
USERS = "res.users"

PROPOSER, CONFIRMER = "xitong", "xiaonengban"
LOGINS = (REQUESTER, COLLEAGUE, OUTSIDER, DECIDED, WAITING, PROPOSER, TECHNICIAN, "admin",
          SUPERUSER)  # fmt: skip
FORCED = KEYS | {"default_state": "effective", "default_confirmed_by": 1, "_init": True}


class PostsCase(Case):
    """Beside a leave in approval: a member and a delegation proposed, a delegation in force."""

    def _build(self):
        super()._build()
        proposer = self.person(PROPOSER)
        post = self.ids("zhaoshang_approval_role", "code = 'bureau_authority'")[0]
        self.member_values = {"role_id": post, "user_id": self.person("kuaiji").uid}
        self.member = proposer.call(MEMBER, "create", vals_list=self.member_values)
        days = {"date_from": "2099-01-01", "date_to": "2099-01-09"}
        self.for_another = {"from_user_id": self.person("chuna").uid, **days}
        self.for_another["to_user_id"] = self.person("kuaiji").uid
        self.delegation = proposer.call(DELEGATION, "create", vals_list=self.for_another)
        own = {"from_user_id": self.person("fenguan").uid, **days}
        own["to_user_id"] = self.person("bangongshi").uid
        self.own = self.person("fenguan").call(DELEGATION, "create", vals_list=own)
        self.post = post
        pending = "state = 'pending' AND res_model = %s AND res_id = %s"
        (self.proposal,) = self.ids("zhaoshang_approval_proposal", pending, MEMBER, self.member)

    def fingerprint(self):
        tables = ("role", "role_member", "proposal", "delegation", "version", "flow")
        parts = [
            f"(SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM zhaoshang_approval_{t} t"
            f" WHERE id <= (SELECT {high}))"
            for t, high in ((t, self.highest_of(t)) for t in tables)
        ]
        parts += [
            "(SELECT count(*) FROM zhaoshang_approval_role_member WHERE state = 'effective')",
            "(SELECT count(*) FROM zhaoshang_approval_delegation WHERE state = 'effective')",
            "(SELECT count(*) FROM zhaoshang_approval_version WHERE state = 'published')",
            "(SELECT count(*) FROM zhaoshang_approval_proposal WHERE state <> 'pending')",
            "(SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM zhaoshang_approval_task t)",
        ]
        return self.query(f"SELECT {', '.join(parts)}")[0]

    def highest_of(self, table):
        if not hasattr(self, "marks"):
            self.marks = {}
        if table not in self.marks:
            query = f"SELECT COALESCE(max(id), 0) FROM zhaoshang_approval_{table}"
            self.marks[table] = self.query(query)[0][0]
        return self.marks[table]


@pytest.fixture(scope="module")
def case(server):
    here = PostsCase(server)
    here.fingerprint()
    yield here
    here.close()


def two_doors(number):
    """Two of the doors, so that every person meets every one of them."""
    doors = [kind for kind in METHOD_DOORS if kind is not CallButton]
    return [doors[number % len(doors)], CallButton]


FORGERIES = {
    "a member by value": lambda door, case: door.call(
        MEMBER, "write", [case.member], vals={"state": "effective"}, context=FORCED
    ),
    "a member by its second person": lambda door, case: door.call(
        MEMBER, "write", [case.member], vals={"confirmed_by": 1}, context=FORCED
    ),
    "another person in what is proposed": lambda door, case: door.call(
        MEMBER, "write", [case.member], vals={"user_id": door.uid}
    ),
    "a member made in force": lambda door, case: door.call(
        MEMBER, "create", vals_list=case.member_values | {"state": "effective"}, context=FORCED
    ),
    "a member by a command of the post": lambda door, case: door.call(
        ROLE, "write", [case.post], vals={"member_ids": [[1, case.member, {"state": "effective"}]]}
    ),
    "oneself as a member": lambda door, case: door.call(
        ROLE, "write", [case.post],
        vals={"member_ids": [[0, 0, {"user_id": door.uid, "state": "effective"}]]},
    ),
    "a member deleted": lambda door, case: door.call(
        MEMBER, "unlink", case.ids("zhaoshang_approval_role_member", "state = 'effective'")[:1],
        context={"_force_unlink": True},
    ),
    "a post deleted": lambda door, case: door.call(
        ROLE, "unlink", [case.post], context={"_force_unlink": True}
    ),
    "a proposal by value": lambda door, case: door.call(
        PROPOSAL, "write", [case.proposal], vals={"state": "confirmed", "decided_by": door.uid}
    ),
    "other values in a proposal": lambda door, case: door.call(
        PROPOSAL, "write", [case.proposal], vals={"vals": {"user_id": door.uid}}, context=FORCED
    ),
    "a proposal made up": lambda door, case: door.call(
        PROPOSAL, "create", vals_list={"res_model": MEMBER, "res_id": case.member, "title": "x",
                                       "kind": "create", "state": "confirmed"},
    ),
    "a proposal deleted": lambda door, case: door.call(PROPOSAL, "unlink", [case.proposal]),
    "agreed by somebody without the right": lambda door, case: door.call(
        PROPOSAL, "action_confirm", [case.proposal], context=FORCED
    ),
    "refused by somebody without the right": lambda door, case: door.call(
        PROPOSAL, "action_refuse", [case.proposal], reason="x"
    ),
    "a delegation by value": lambda door, case: door.call(
        DELEGATION, "write", [case.delegation], vals={"state": "effective"}, context=FORCED
    ),
    "another delegate": lambda door, case: door.call(
        DELEGATION, "write", [case.own], vals={"to_user_id": door.uid}
    ),
    "a delegation made in force": lambda door, case: door.call(
        DELEGATION, "create", vals_list=case.for_another | {"state": "effective"}, context=FORCED
    ),
    "tasks of another to oneself": lambda door, case: door.call(
        DELEGATION, "create",
        vals_list={"from_user_id": case.person("kuaiji").uid, "to_user_id": door.uid,
                   "date_to": "2099-12-31"},
        context=FORCED,
    ),
    "a delegation of another ended": lambda door, case: door.call(
        DELEGATION, "action_end", [case.own]
    ),
    "a task by its delegation": lambda door, case: door.call(
        TASK, "write", [case.task], vals={"user_id": door.uid, "delegation_id": case.own}
    ),
    "a version by value": lambda door, case: door.call(
        VERSION, "write", [case.version], vals={"state": "proposed"}, context=FORCED
    ),
    "a mail counted as sent": lambda door, case: door.call(
        USERS, "write", [case.person(WAITING).uid], vals={"zs_digest_on": "2099-01-01"}
    ),
}  # fmt: skip
# who may do it, so that it is no forgery
ALLOWED = {
    "a mail counted as sent": {TECHNICIAN, "admin", SUPERUSER},
    "tasks of another to oneself": {SUPERUSER},  # who has no company to work in
}


CELLS = [(who, name) for who in LOGINS for name in FORGERIES if who not in ALLOWED.get(name, ())]


@pytest.mark.parametrize(("login", "name"), CELLS)
def test_a_forgery_is_refused(case, login, name):
    before = case.fingerprint()
    for kind in two_doors(LOGINS.index(login) + list(FORGERIES).index(name)):
        with pytest.raises(Refused):
            FORGERIES[name](case.door(kind, login), case)
        assert case.fingerprint() == before, kind.name


PRIVATE = {
    MEMBER: ("_zs_take_effect", "_zs_apply", "_zs_propose", "_zs_drop", "_write"),
    PROPOSAL: ("_zs_settle", "_zs_record", "_zs_tell", "_zs_check_second_person"),
    DELEGATION: ("_zs_take_effect", "_zs_take_over", "_zs_give_back", "_zs_cron", "_zs_apply"),
    VERSION: ("_zs_publish", "_zs_apply", "_zs_take_effect"),
    TASK: ("_zs_move", "_zs_link", "_zs_read_link", "_zs_link_decide", "_zs_mail", "_zs_time_out",
           "_zs_cron_timeout", "_zs_ask_deputies"),
    USERS: ("_zs_cron_digest", "_zs_mail_digest", "_zs_digest_sections", "_zs_digest_waiting"),
}  # fmt: skip


@pytest.mark.parametrize("login", LOGINS)
def test_private_methods_cannot_be_called(case, login):
    ids = {MEMBER: case.member, PROPOSAL: case.proposal, DELEGATION: case.delegation,
           VERSION: case.version, TASK: case.task, USERS: 1}  # fmt: skip
    before, answered = case.fingerprint(), []
    for kind in two_doors(LOGINS.index(login)):
        door = case.door(kind, login)
        for model, methods in PRIVATE.items():
            for method in methods:
                try:
                    door.call(model, method, [ids[model]])
                except Refused:
                    continue
                answered.append(f"{kind.name} {model}.{method}")
    assert answered == []
    assert case.fingerprint() == before


@pytest.mark.parametrize("login", LOGINS)
def test_no_file_puts_anything_in_force(case, login):
    door, before = case.door(Import, login), case.fingerprint()
    for model, number in ((MEMBER, case.member), (DELEGATION, case.delegation),
                          (PROPOSAL, case.proposal)):  # fmt: skip
        with pytest.raises(Refused):
            door.load(model, [".id", "state"], [[str(number), "effective"]], FORCED)
    assert case.fingerprint() == before


STRANGERS = (OUTSIDER, "kuaiji", "ended.shanghai", TECHNICIAN)


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("login", STRANGERS)
def test_a_stranger_learns_nothing_of_proposals_and_delegations(case, login, name):
    door = case.door(METHOD_DOORS[0], login)
    for model, number in ((PROPOSAL, case.proposal), (DELEGATION, case.own)):
        try:
            answer = READS[name](door, model, [number])
        except Refused:
            continue
        assert not answer, model


@pytest.mark.parametrize("name", READS)
def test_who_confirms_learns_it_by_the_same_call(case, name):
    door = case.door(METHOD_DOORS[0], CONFIRMER)
    for model, number in ((PROPOSAL, case.proposal), (DELEGATION, case.own)):
        assert READS[name](door, model, [number]), model


# -- the link of a mail --


@pytest.fixture(scope="module")
def link(case):
    """The address in the mail of the one whose turn it is, and his task."""
    person = case.person(WAITING)
    person.call(USERS, "write", [person.uid], vals={"zs_mail_at_once": True})
    case.query("UPDATE res_partner SET email = 'x@example.com' WHERE id IN"
               " (SELECT partner_id FROM res_users WHERE id = %s)", person.uid)  # fmt: skip
    leave = case.ask_leave()
    ((body,),) = case.query("SELECT body_html FROM mail_mail ORDER BY id DESC LIMIT 1")
    path = re.search(r"/zs/task/[\w-]+", body).group()
    return case.server.url + path, case.open_task(leave, WAITING), leave


@pytest.mark.parametrize("login", [login for login in LOGINS if login != WAITING] + ["kuaiji"])
def test_the_link_shows_nothing_to_anybody_else(case, link, login):
    address, task, leave = link
    http = case.person(login).client.http
    ((title,),) = case.query("SELECT title FROM zhaoshang_approval_task WHERE id = %s", task)
    form = {"decision": "approve", "comment": "x", "csrf_token": "x"}
    for answer in (http.get(address, timeout=60), http.post(address, form, timeout=60)):
        assert title not in answer.text
        assert WORD not in answer.text
        assert answer.status_code in (400, 403)
    assert case.state(leave) == "running"


def test_the_link_decides_for_its_person(case, link):
    address, task, leave = link
    http = case.person(WAITING).client.http
    page = http.get(address, timeout=60)
    assert page.status_code == 200
    form = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    query = "SELECT state FROM zhaoshang_approval_task WHERE id = %s"
    assert case.query(query, task) == [("open",)]
    refused = http.post(address, form | {"decision": "approve", "csrf_token": "x"}, timeout=60)
    assert refused.status_code == 400
    assert case.query(query, task) == [("open",)]
    http.post(address, form | {"decision": "approve"}, timeout=60)
    assert case.query(query, task) == [("approved",)]


# -- positive controls, last: they change what the tests above watch --


def test_a_second_person_agrees_over_every_door(case):
    """What 系统管理员 proposes, 效能办 puts in force."""
    for number, kind in enumerate(METHOD_DOORS):
        proposer, confirmer = case.door(kind, PROPOSER), case.door(kind, CONFIRMER)
        values = case.member_values | {"date_from": f"2098-01-{number + 1:02}"}
        proposer.call(MEMBER, "create", vals_list=values)
        ((member,),) = case.query("SELECT max(id) FROM zhaoshang_approval_role_member")
        pending = "state = 'pending' AND res_model = %s AND res_id = %s"
        (proposal,) = case.ids("zhaoshang_approval_proposal", pending, MEMBER, member)
        confirmer.call(PROPOSAL, "action_confirm", [proposal])
        query = "SELECT state, confirmed_by FROM zhaoshang_approval_role_member WHERE id = %s"
        assert case.query(query, member) == [("effective", confirmer.uid)], kind.name


def test_a_person_delegates_his_own_over_every_door(case):
    for number, kind in enumerate(METHOD_DOORS):
        door = case.door(kind, "kuaiji")
        day = f"2097-02-{number + 1:02}"
        values = {"from_user_id": door.uid, "to_user_id": case.person("chuna").uid}
        door.call(DELEGATION, "create", vals_list=values | {"date_from": day, "date_to": day})
        query = "SELECT state FROM zhaoshang_approval_delegation ORDER BY id DESC LIMIT 1"
        assert case.query(query) == [("effective",)], kind.name
        assert case.state(case.leave) == "running"


def test_the_fingerprint_can_fail(case):
    before = case.fingerprint()
    change = "UPDATE zhaoshang_approval_role_member SET state = %s WHERE id = %s"
    case.query(change, "effective", case.member)
    assert case.fingerprint() != before
    case.query(change, "proposed", case.member)
    assert case.fingerprint() == before
