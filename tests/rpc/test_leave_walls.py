"""What each role reads and cannot forge of leave, duties, calls and findings, over real HTTP."""

import pytest

from .clients import Refused

OFFICERS = ("head.hangzhou", "deputy1.hangzhou")
OFFICES = ("zuzhibu", "zhaoshangju", "bangongshi", "xiaonengban")
WITHOUT_LEAVE = ("kuaiji", "chuna", "xitong")
EVERYBODY = (*OFFICERS, *OFFICES, "fenguan", "guazhi", *WITHOUT_LEAVE, "admin")
SENT = 2  # the second leave of the demonstration waits for its head
GOVERNED = {
    "zhaoshang.leave": {"zs_approval_state": "approved"},
    "zhaoshang.duty": {"state": "done"},
    "zhaoshang.finding": {"state": "dropped"},
    "zhaoshang.report": {"state": "cancelled"},
    "zhaoshang.leave.text": {"reason": "x"},
    "zhaoshang.leave.paper": {"name": "x"},
    "zhaoshang.duty.watermark": {"done_until": "2030-01-01"},
    "zhaoshang.duty.scan": {"failures": "none"},
    "zhaoshang.duty.calendar": {"state": "done"},
}


def bureaus(client):
    rows = client.call("zhaoshang.leave", "search_read", [], ["bureau_id"])
    return {row["bureau_id"][1][:2] for row in rows}


def leave_of(client, login):
    domain = [("user_id.login", "=", login)]
    return client.call("zhaoshang.leave", "search_read", domain, ["reason", "zs_approval_state"])


@pytest.mark.parametrize("login", OFFICERS)
def test_officers_read_the_leave_of_their_bureau_only(as_role, login):
    """R012, R041: nothing of the other bureaus."""
    assert bureaus(as_role(login)) == {"杭州"}


@pytest.mark.parametrize("login", OFFICES)
def test_the_offices_read_all_leave_that_was_sent(as_role, login):
    """R012, R014: all bureaus, no drafts."""
    client = as_role(login)
    assert len(bureaus(client)) == 6
    drafts = [("zs_approval_state", "=", "draft")]
    told = client.call("zhaoshang.leave", "search_count", [*drafts, ("entered_by_id", "!=", False)])
    assert client.call("zhaoshang.leave", "search_count", drafts) == told
    assert bool(told) == (login == "bangongshi")  # R088: what it took down itself


def test_a_liaison_leader_reads_his_bureau(as_role):
    """R041: 高县长 sees 杭州."""
    assert bureaus(as_role("leader.hangzhou")) == {"杭州"}


def test_a_host_unit_reads_its_own_people(as_role):
    """R012: 县委办 sees the two heads who hold a post there."""
    client = as_role("guazhi")
    rows = client.call("zhaoshang.leave", "search_read", [], ["appointment_id"])
    units = client.call(
        "zhaoshang.appointment",
        "read",
        [row["appointment_id"][0] for row in rows],
        ["host_unit"],
    )
    assert rows
    assert {unit["host_unit"] for unit in units} == {"县委办"}


@pytest.mark.parametrize("login", WITHOUT_LEAVE)
def test_finance_and_administrators_read_no_leave(as_role, login):
    """R140: no right at all."""
    with pytest.raises(Refused) as refusal:
        as_role(login).call("zhaoshang.leave", "search_read", [], ["date_from"])
    assert refusal.value.name == "odoo.exceptions.AccessError"


@pytest.mark.parametrize(
    ("login", "reads"),
    [
        ("deputy2.hangzhou", True),
        ("head.hangzhou", True),
        ("zuzhibu", True),
        ("zhaoshangju", True),
        ("deputy1.hangzhou", False),
        ("bangongshi", False),
        ("xiaonengban", False),
        ("leader.hangzhou", False),
    ],
)
def test_the_reason_of_a_leave(as_role, login, reads):
    """R012: for the person, who decided, and the two departments."""
    (leave,) = leave_of(as_role(login), "deputy2.hangzhou")
    assert bool(leave["reason"]) is reads


@pytest.mark.parametrize("login", ["deputy1.hangzhou", "bangongshi"])
def test_the_reason_is_behind_no_other_door(as_role, login):
    """R012: neither searched nor grouped nor read from its table."""
    client = as_role(login)
    doors = [
        ("zhaoshang.leave", "search_count", [[("reason", "ilike", "回")]], {}),
        ("zhaoshang.leave", "formatted_read_group", [[], ["reason"], ["__count"]], {}),
        ("zhaoshang.leave.text", "search_read", [[], ["reason"]], {}),
    ]
    for model, method, arguments, keywords in doors:
        with pytest.raises(Refused):
            client.call(model, method, *arguments, **keywords)
    (leave,) = client.call(
        "zhaoshang.leave",
        "web_search_read",
        [("user_id.login", "=", "deputy2.hangzhou")],
        {"reason": {}, "display_name": {}},
    )["records"]
    assert not leave["reason"]


@pytest.mark.parametrize("login", EVERYBODY)
@pytest.mark.parametrize("model", GOVERNED)
def test_nobody_writes_what_the_system_governs(as_role, login, model):
    """R045, R075, R078: by write, create, import, copy, deletion or a context key."""
    client, values = as_role(login), GOVERNED[model]
    (name, value), *_rest = values.items()
    context = {f"default_{name}": value, "zs_approval_bypass": True, "tracking_disable": True}
    attempts = [
        ("write", ([SENT], values), {}),
        ("create", ([values],), {}),
        ("create", ([{}],), {"context": context}),
        ("unlink", ([SENT],), {}),
    ]
    for method, arguments, keywords in attempts:
        with pytest.raises(Refused):
            client.call(model, method, *arguments, **keywords)
    try:
        outcome = client.call(model, "load", [".id", name], [[str(SENT), str(value)]])
    except Refused:
        return
    assert not outcome["ids"]
    assert outcome["messages"]


def test_a_context_key_makes_no_approved_leave(as_role):
    """R075, R077: defaults from the client are not believed."""
    client = as_role("deputy2.ningbo")
    context = {"default_zs_approval_state": "approved", "default_filed_on": "2026-11-01"}
    values = {"date_from": "2027-02-01", "date_to": "2027-02-02"}
    (leave_id,) = client.call("zhaoshang.leave", "create", [values], context=context)
    (leave,) = client.call("zhaoshang.leave", "read", [leave_id], ["zs_approval_state"])
    assert leave["zs_approval_state"] == "draft"


@pytest.mark.parametrize("login", [*OFFICERS, "zuzhibu", "xitong", "admin"])
def test_who_decides_is_not_chosen_by_the_requester(as_role, login):
    """R075, R077: neither route nor deciding head can be written."""
    client = as_role(login)
    for values in ({"route": "deputy"}, {"deciding_head_user_id": 2}, {"counted_days": 1}):
        with pytest.raises(Refused):
            client.call("zhaoshang.leave", "write", [SENT], values)


def test_a_head_cannot_decide_his_own_leave(as_role):
    """R084: the superuser has no say either."""
    for login in ("head.ningbo", "admin", "xitong", "bangongshi"):
        client = as_role(login)
        tasks = client.call(
            "zhaoshang.approval.task", "search", [("res_model", "=", "zhaoshang.leave")]
        )
        with pytest.raises(Refused):
            client.call("zhaoshang.approval.task", "action_decide", tasks or [1], "approve")


@pytest.mark.parametrize("login", [*OFFICERS, "zuzhibu", "zhaoshangju", "xitong"])
def test_the_check_is_pressed_by_the_office_only(as_role, login):
    """R045: 管理办公室 checks at once; nobody else."""
    with pytest.raises(Refused):
        as_role(login).button("zhaoshang.duty", "action_check_now", [])


def test_the_office_checks_and_nothing_changes_the_second_time(as_role):
    """R045: the button runs the same code as the scheduled action."""
    client = as_role("bangongshi")
    client.button("zhaoshang.duty", "action_check_now", [])
    fields = ["state", "write_date"]
    before = client.call("zhaoshang.duty", "search_read", [], fields)
    client.button("zhaoshang.duty", "action_check_now", [])
    assert client.call("zhaoshang.duty", "search_read", [], fields) == before
