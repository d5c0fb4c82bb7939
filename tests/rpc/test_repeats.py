"""The same request sent one to five times, one after another or at once, has one effect.

As it happens to whoever clicks twice, whose network sends again, or who works in two windows.
"""

import concurrent.futures

import pytest
import requests

from .case import DECIDED, LEAVE, REQUESTER, TASK, Case
from .clients import Refused

TIMES = 5
ANOTHER = "bangongshi"
#: command -> (who, model, method, keywords)
COMMANDS = {
    "submit": (REQUESTER, LEAVE, "action_zs_submit", {}),
    "withdraw": (REQUESTER, LEAVE, "action_zs_withdraw", {}),
    "urge": (REQUESTER, LEAVE, "action_zs_urge", {}),
    "decide": (DECIDED, TASK, "action_decide", {"decision": "approve"}),
    "return": (DECIDED, TASK, "action_return", {"comment": "补充材料"}),
    "transfer": (DECIDED, TASK, "action_transfer", {"user_id": ANOTHER}),
    "add_sign": (DECIDED, TASK, "action_add_sign", {"user_ids": [ANOTHER], "position": "before"}),
    "acknowledge": (DECIDED, TASK, "action_acknowledge", {}),
}
EFFECT = """
    SELECT l.zs_approval_state,
           (SELECT json_agg((t.step_key, t.party, t.user_id, t.kind, t.state) ORDER BY t.id)
              FROM zhaoshang_approval_task t WHERE t.instance_id = l.zs_approval_instance_id)::text,
           (SELECT json_agg((e.seq, e.action, e.actor_id) ORDER BY e.seq)
              FROM zhaoshang_approval_event e
             WHERE e.instance_id = l.zs_approval_instance_id)::text,
           (SELECT count(*) FROM mail_message m
             WHERE m.model = 'zhaoshang.leave' AND m.res_id = l.id)
      FROM zhaoshang_leave l WHERE l.id = %s
"""
COPY = """
    INSERT INTO zhaoshang_approval_task (instance_id, res_model, res_id, title, company_id, user_id,
                requester_id, step_key, step_name, party, party_key, round, kind, state)
         SELECT instance_id, res_model, res_id, title, company_id, user_id, requester_id, 'copy',
                step_name, party, 0, round, 'cc', 'open'
           FROM zhaoshang_approval_task WHERE id = %s RETURNING id
"""


@pytest.fixture(scope="module")
def case(server):
    here = Case(server)
    yield here
    here.close()


@pytest.fixture(scope="module")
def one_after_another(case):
    """``{command: (how each call ended, effect after each call)}``"""
    found = {}
    for name in COMMANDS:
        request, leave = prepared(case, name)
        calls = [(request(), effect(case, leave)) for _time in range(TIMES)]
        found[name] = tuple(zip(*calls, strict=True))
    return found


def prepared(case, name):
    """A document for a command, and the function that sends it as a browser does."""
    login, model, method, keywords = COMMANDS[name]
    leave = case.ask_leave(submit=name != "submit")
    number = leave
    if model == TASK:
        number = case.open_task(leave, login)
        if name == "acknowledge":  # no flow of the demonstration has copies
            ((number,),) = case.query(COPY, number)
    another = case.person(ANOTHER).uid
    keywords = {
        key: another if value == ANOTHER else [another] if value == [ANOTHER] else value
        for key, value in keywords.items()
    }
    client = case.person(login).client
    params = {"model": model, "method": method, "args": [[number]], "kwargs": keywords}
    body = {"jsonrpc": "2.0", "method": "call", "params": params}
    cookies = client.http.cookies.get_dict()

    def request():
        """Whether it was accepted."""
        url = f"{client.url}/web/dataset/call_kw/{model}/{method}"
        answer = requests.post(url, json=body, cookies=cookies, timeout=60).json()
        if "error" in answer:
            refusal = Refused(answer["error"])
            assert refusal.name.startswith("odoo.exceptions."), refusal.debug
            return False
        return True

    return request, leave


def effect(case, leave):
    return case.query(EFFECT, leave)[0]


@pytest.mark.parametrize("name", COMMANDS)
def test_sent_one_to_five_times_it_has_one_effect(one_after_another, name):
    accepted, effects = one_after_another[name]
    assert accepted == (True, False, False, False, False)
    assert effects == effects[:1] * TIMES


def test_sent_five_times_at_once_it_has_the_same_effect(case, one_after_another):
    sent = {name: prepared(case, name) for name in COMMANDS}
    with concurrent.futures.ThreadPoolExecutor(TIMES * len(sent)) as pool:
        calls = {
            name: [pool.submit(request) for _time in range(TIMES)]
            for name, (request, _leave) in sent.items()
        }
        accepted = {name: [call.result() for call in its] for name, its in calls.items()}
    for name, (_request, leave) in sent.items():
        assert accepted[name].count(True) == 1, name
        assert effect(case, leave) == one_after_another[name][1][0], name
