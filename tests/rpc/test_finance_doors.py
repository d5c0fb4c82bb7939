"""Package funds over every door: nobody goes round submit, approve, pay and reverse."""

from __future__ import annotations

import xmlrpc.client

import pytest

from .clients import Refused

FORGED = {
    "zs_permit": {"_open": True},
    "default_state": "posted",
    "check_move_validity": False,
    "skip_readonly_check": True,
    "force_delete": True,
}


def over_call_kw(client, server):
    return client.call


def over_call_button(client, server):
    return client.button


def over_jsonrpc(client, server):
    def call(model, method, *arguments, **keywords):
        rest = [model, method, list(arguments), keywords]
        values = [server.database, client.uid, client.login, *rest]
        request = {"service": "object", "method": "execute_kw", "args": values}
        return client.post("/jsonrpc", request)

    return call


def over_xmlrpc(client, server):
    proxy = xmlrpc.client.ServerProxy(f"{server.url}/xmlrpc/2/object", allow_none=True)

    def call(model, method, *arguments, **keywords):
        return proxy.execute_kw(
            server.database, client.uid, client.login, model, method, list(arguments), keywords
        )

    return call


DOORS = [over_call_kw, over_call_button, over_jsonrpc, over_xmlrpc]


@pytest.fixture
def found(as_role):
    """Ids of the demonstration: a paid line, its entry, lines in each state, journal, account."""
    accountant = as_role("kuaiji")

    def line(state):
        domain = [("state", "=", state)]
        fields = ["move_id", "package_id"]
        return accountant.call("zhaoshang.allotment", "search_read", domain, fields, limit=1)[0]

    (journal,) = accountant.call(
        "account.journal", "search_read", [("code", "=", "ZWJF")], ["default_account_id"]
    )
    paid = line("paid")
    return {
        "paid": paid["id"],
        "entry": paid["move_id"][0],
        "package": paid["package_id"][0],
        "planned": line("planned")["id"],
        "submitted": line("submitted")["id"],
        "approved": line("approved")["id"],
        "journal": journal["id"],
        "account": journal["default_account_id"][0],
    }


def forgeries(found):
    """Calls that would make, change or take away money outside the commands."""
    line = {"account_id": found["account"], "name": "forged", "debit": 1.0}
    balance = {"account_id": found["account"], "name": "forged", "credit": 1.0}
    entry = {
        "move_type": "entry",
        "journal_id": found["journal"],
        "line_ids": [(0, 0, line), (0, 0, balance)],
    }
    allotment, move = "zhaoshang.allotment", "account.move"
    return [
        (move, "create", [entry]),
        (move, "copy", [found["entry"]]),
        (move, "write", [found["entry"]], {"ref": "forged"}),
        (move, "write", [found["entry"]], {"state": "draft"}),
        (move, "button_draft", [found["entry"]]),
        (move, "button_cancel", [found["entry"]]),
        (move, "unlink", [found["entry"]]),
        ("account.journal", "write", [found["journal"]], {"restrict_mode_hash_table": False}),
        ("account.journal", "unlink", [found["journal"]]),
        ("account.account", "write", [found["account"]], {"account_type": "expense"}),
        (
            "account.bank.statement.line",
            "create",
            [{"journal_id": found["journal"], "payment_ref": "forged", "amount": 1.0}],
        ),
        (allotment, "write", [found["planned"]], {"amount": 1.0}),
        (allotment, "write", [found["planned"]], {"zs_approval_state": "approved"}),
        (allotment, "write", [found["planned"]], {"state": "approved"}),
        (allotment, "write", [found["paid"]], {"move_id": False}),
        (allotment, "create", [{"package_id": found["package"], "month": 3, "amount": 1.0}]),
        (allotment, "copy", [found["planned"]]),
        (allotment, "unlink", [found["planned"]]),
        (allotment, "action_pay", [found["planned"]], "2026-11-01", "forged"),
        (allotment, "action_pay", [found["submitted"]], "2026-11-01", "forged"),
        (allotment, "action_pay", [found["paid"]], "2026-11-01", "forged"),
        ("zhaoshang.package", "write", [found["package"]], {"annual": 1.0}),
        ("zhaoshang.package", "unlink", [found["package"]]),
        ("zhaoshang.package", "copy", [found["package"]]),
    ]


@pytest.mark.parametrize(
    "login", ["kuaiji", "chuna", "zhaoshangju", "head.hangzhou", "xitong", "admin"]
)
@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_no_forged_call_moves_money(as_role, server, found, door, login):
    """R134: 24 forgeries over four doors as six people, all refused, nothing changed."""
    client = as_role(login)
    call = door(client, server)
    before = state_of(as_role("kuaiji"))
    for model, method, *arguments in forgeries(found):
        with pytest.raises((Refused, xmlrpc.client.Fault)):
            call(model, method, *arguments, context=FORGED)
    assert state_of(as_role("kuaiji")) == before


def state_of(client):
    """Everything that a forgery could have touched."""
    fields = ["state", "amount", "move_id", "slip_number", "zs_approval_state"]
    return (
        client.call("zhaoshang.allotment", "search_read", [], fields),
        client.call("zhaoshang.package", "search_read", [], ["annual", "paid", "loan"]),
        client.call("account.move", "search_read", [], ["name", "state", "ref", "date"]),
    )


@pytest.mark.parametrize("login", ["admin", "kuaiji"])
def test_an_import_makes_no_entry(as_role, found, login):
    """R134: base_import's load() answers with a message and no id."""
    client = as_role(login)
    fields = ["journal_id/.id", "date", "line_ids/account_id/.id", "line_ids/name"]
    rows = [[str(found["journal"]), "2026-10-01", str(found["account"]), "forged"]]
    try:
        result = client.call("account.move", "load", fields, rows)
    except Refused:
        return
    assert not result["ids"]
    assert result["messages"]


def test_only_the_cashier_pays_an_approved_line(as_role, found):
    """R134: approved, but not by 会计 or 招商管理局; and not with tomorrow's date."""
    for login in ("kuaiji", "zhaoshangju", "admin"):
        with pytest.raises(Refused):
            as_role(login).call(
                "zhaoshang.allotment", "action_pay", [found["approved"]], "2026-11-02", "1"
            )
    with pytest.raises(Refused):
        as_role("chuna").call(
            "zhaoshang.allotment", "action_pay", [found["approved"]], "2099-01-01", "1"
        )


def test_another_bureau_sees_no_money(as_role):
    """R117, R140: a head reads his own bureau's rows only, however he asks."""
    head = as_role("head.hangzhou")
    for model in ("zhaoshang.package", "zhaoshang.allotment", "zhaoshang.package.ledger"):
        rows = head.call(model, "search_read", [], ["bureau_id"])
        assert {row["bureau_id"][1] for row in rows} == {"杭州驻外招商局"}
        groups = head.call(model, "formatted_read_group", [], ["bureau_id"], ["__count"])
        assert [group["bureau_id"][1] for group in groups] == ["杭州驻外招商局"]
    everybody = as_role("kuaiji").call("zhaoshang.package", "search", [])
    own = head.call("zhaoshang.package", "search", [])
    for stranger in set(everybody) - set(own):
        with pytest.raises(Refused):
            head.call("zhaoshang.package", "read", [stranger], ["annual"])
    for login in ("xitong", "zuzhibu", "xiaonengban", "guazhi", "bangongshi"):
        with pytest.raises(Refused):
            as_role(login).call("zhaoshang.package", "search_read", [], ["annual"])
