"""The money of a bureau is seen by itself and by who keeps the accounts: reader × way × record."""

import pytest

from .case import (
    ACCOUNTANT,
    ALLOTMENT,
    BOOKKEEPER,
    CASHIER,
    CLAIM,
    CLAIM_LINE,
    CLAIM_PAPER,
    COLLEAGUE,
    EVENT,
    INSTANCE,
    LEDGER,
    LOAN_HANDOVER,
    OPENING,
    OPENING_EXPENSE,
    OPENING_MONTH,
    OUTSIDER,
    PACKAGE,
    PACKAGE_CHANGE,
    PACKAGE_DEMAND,
    REFUND,
    REQUESTER,
    SUSPENSION,
    TASK,
    TECHNICIAN,
    FinanceCase,
)
from .clients import Refused
from .reads import READS
from .test_leaks import READING_DOORS, learnt, text

STRANGERS = (
    OUTSIDER,
    "leader.ningbo",
    "ended.shanghai",
    "guazhi",
    "zuzhibu",
    "xitong",
    TECHNICIAN,
)
LABEL = {"fields": {"display_name": {}}}
MODELS = (
    PACKAGE,
    ALLOTMENT,
    LEDGER,
    CLAIM,
    CLAIM_LINE,
    CLAIM_PAPER,
    PACKAGE_CHANGE,
    PACKAGE_DEMAND,
    REFUND,
    OPENING,
    OPENING_MONTH,
    OPENING_EXPENSE,
    LOAN_HANDOVER,
    INSTANCE,
    TASK,
    EVENT,
)


@pytest.fixture(scope="module")
def case(server):
    here = FinanceCase(server)
    yield here
    here.close()


@pytest.fixture(scope="module")
def targets(case):
    query = "SELECT zs_approval_instance_id FROM zhaoshang_allotment WHERE id = %s"
    ((run,),) = case.query(query, case.allotment)
    return {
        PACKAGE: [case.package],
        ALLOTMENT: [case.allotment, case.paid],
        LEDGER: case.ids("zhaoshang_package_ledger", "package_id = %s", case.package),
        CLAIM: [case.claim],
        CLAIM_LINE: case.claim_lines,
        CLAIM_PAPER: case.claim_papers,
        PACKAGE_CHANGE: [case.change],
        PACKAGE_DEMAND: [case.demand],
        REFUND: [case.refund],
        OPENING: [case.opening],
        LOAN_HANDOVER: [case.loan_handover],
        OPENING_MONTH: case.opening_months,
        OPENING_EXPENSE: case.opening_expenses,
        INSTANCE: [run],
        TASK: case.ids("zhaoshang_approval_task", "instance_id = %s", run),
        EVENT: case.ids("zhaoshang_approval_event", "instance_id = %s", run),
    }


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("login", STRANGERS)
def test_a_stranger_learns_nothing(case, targets, login, model, name):
    number = STRANGERS.index(login) + MODELS.index(model) + list(READS).index(name)
    door = case.door(READING_DOORS[number % len(READING_DOORS)], login)
    answer, refusal = learnt(READS[name], door, model, targets[model])
    assert not answer
    assert "杭州" not in refusal


@pytest.mark.parametrize("login", [ACCOUNTANT, REQUESTER])
@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("model", MODELS)
def test_who_may_read_learns_it_by_the_same_call(case, targets, model, name, login):
    number = MODELS.index(model) + list(READS).index(name)
    door = case.door(READING_DOORS[number % len(READING_DOORS)], login)
    assert READS[name](door, model, targets[model])


@pytest.mark.parametrize("login", [OUTSIDER, "deputy1.ningbo", "leader.ningbo", "xitong"])
def test_entries_are_for_who_keeps_the_accounts(case, login):
    for model, ids in (("account.move", [case.move]), ("account.move.line", case.lines)):
        for name, function in READS.items():
            assert not learnt(function, case.person(login), model, ids)[0], (model, name)
            assert learnt(function, case.person(BOOKKEEPER), model, ids)[0], (model, name)


def test_a_draft_is_its_claimants_alone(case):
    """R140: neither finance nor the head read what has not been handed in."""
    draft = case.person(COLLEAGUE).call(CLAIM, "create", vals_list=case.claim_values(7))
    lines = case.ids("zhaoshang_claim_line", "claim_id = %s", draft)
    files = case.ids("ir_attachment", "res_model = %s AND res_id = %s", CLAIM_LINE, lines[0])
    assert files
    targets = ((CLAIM, [draft]), (CLAIM_LINE, lines), ("ir.attachment", files))
    for login in (REQUESTER, ACCOUNTANT, OUTSIDER):
        for model, ids in targets:
            assert not learnt(READS["read"], case.person(login), model, ids)[0], (login, model)
    boxes = (("pay", CASHIER, "claim_id", draft), ("reverse", ACCOUNTANT, "claim_id", draft),
             ("cut", ACCOUNTANT, "line_id", lines[0]),
             ("import", OUTSIDER, "claim_id", draft))  # fmt: skip
    for box, login, name, number in boxes:
        model, door = f"zhaoshang.claim.{box}", case.person(login)
        for values, context in (({name: number}, {}), ({}, {f"default_{name}": number})):
            form = {"values": values, "field_names": [*values], "fields_spec": {name: LABEL}}
            with pytest.raises(Refused):
                door.call(model, "onchange", [], **form, context=context)
            with pytest.raises(Refused):
                door.call(model, "create", vals_list={"reason": "x", **values}, context=context)
    assert READS["read"](case.person(COLLEAGUE), CLAIM, [draft])
    case.person(COLLEAGUE).call(CLAIM, "unlink", [draft])


def test_a_bureau_does_not_show_the_money_of_another(case):
    """Everybody reads the bureaus; the figures hang on the packages."""
    fields = {"package_ids": {"fields": {"annual": {}, "paid": {}}}}
    for login, seen in ((OUTSIDER, False), (REQUESTER, True)):
        answer = case.person(login).call("zhaoshang.bureau", "web_read", [1], specification=fields)
        assert ("annual" in text(answer)) is seen, login


def test_a_form_tells_nobody_another_bureaus_claim(case):
    """R140: by the label of a paper that is not put beside it yet."""
    form = {"values": {"line_id": case.claim_lines[0]}, "field_names": ["line_id"],
            "fields_spec": {"claim_id": LABEL}}  # fmt: skip
    answer = case.person(COLLEAGUE).call(CLAIM_PAPER, "onchange", [], **form)
    assert "BX-" in text(answer)
    with pytest.raises(Refused):
        case.person(OUTSIDER).call(CLAIM_PAPER, "onchange", [], **form)


def test_a_suspension_that_is_not_decided_is_not_known(case):
    """R131, R140: neither to the bureau nor to strangers; 管理办公室 and 会计 read it."""
    for login in (*STRANGERS, REQUESTER):
        for name, function in READS.items():
            answer = learnt(function, case.person(login), SUSPENSION, [case.suspension])[0]
            assert not answer, (login, name)
    for login in ("bangongshi", ACCOUNTANT):
        assert READS["read"](case.person(login), SUSPENSION, [case.suspension])


#: books made of posted lines, and the query that finds the rows of 杭州
BANK_CHECK = "zhaoshang.bank.check"
FACT = "zhaoshang.suspension.fact"
BOOKS = {
    "zhaoshang.account.ledger": "zhaoshang_account_ledger",
    "zhaoshang.trial.balance": "zhaoshang_trial_balance",
}


@pytest.fixture(scope="module")
def books(case):
    where = "bureau_id = (SELECT id FROM zhaoshang_bureau WHERE code = 'hangzhou')"
    return {model: case.ids(table, where)[:4] for model, table in BOOKS.items()}


@pytest.mark.parametrize("model", BOOKS)
@pytest.mark.parametrize("login", STRANGERS)
def test_a_stranger_learns_nothing_from_the_books(case, books, login, model):
    """R134, R140: neither the ledger nor the trial balance tells of another bureau."""
    for number, name in enumerate(READS, STRANGERS.index(login)):
        door = case.door(READING_DOORS[number % len(READING_DOORS)], login)
        answer, refusal = learnt(READS[name], door, model, books[model])
        assert not answer, name
        assert "杭州" not in refusal


@pytest.mark.parametrize("model", BOOKS)
def test_who_may_read_the_books_learns_from_them(case, books, model):
    for name, function in READS.items():
        assert function(case.person(REQUESTER), model, books[model]), name


def test_a_book_on_paper_or_as_workbook_is_its_makers_and_tells_him_what_he_may_read(case):
    """R140: what another has made is not fetched; of another bureau nothing is printed."""
    model = "zhaoshang.account.book"
    values = {"kind": "ledger", "bureau_id": 1}
    made = case.person(ACCOUNTANT).call(model, "create", vals_list=values)
    path, report = f"/web/content/{model}/%s/sheet", "/report/pdf/zhaoshang_finance.account_book/%s"
    for login in (OUTSIDER, REQUESTER, "xitong"):
        assert not learnt(READS["read"], case.person(login), model, [made])[0]
        for place in (path, report):
            assert _fetched(case, login, place % made).status_code != 200
    assert _fetched(case, ACCOUNTANT, path % made).content.startswith(b"PK")
    empty = case.person(OUTSIDER).call(model, "create", vals_list=values)
    full = case.person(REQUESTER).call(model, "create", vals_list=values)
    sizes = [
        len(_fetched(case, login, path % book).content)
        for login, book in ((OUTSIDER, empty), (REQUESTER, full))
    ]
    assert sizes[0] < sizes[1]


@pytest.mark.parametrize("login", [*STRANGERS, REQUESTER])
def test_what_stands_at_the_bank_and_facts_of_two_months_are_not_for_bureaus(case, login):
    """R131, R140: no bureau reads what the county has at its bank, nor what others did not do."""
    facts = case.ids("zhaoshang_suspension_fact")[:4]
    rows = {BANK_CHECK: ([case.bank_check], ACCOUNTANT), FACT: (facts, "bangongshi")}
    for model, (ids, reader) in rows.items():
        for number, (name, function) in enumerate(READS.items()):
            door = case.door(READING_DOORS[number % len(READING_DOORS)], login)
            assert not learnt(function, door, model, ids)[0], (model, name)
        assert READS["read"](case.person(reader), model, ids), model


def _fetched(case, login, path):
    case.person(login)
    return case.clients[login].http.get(case.server.url + path, timeout=60)
