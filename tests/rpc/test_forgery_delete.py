"""What is part of the record is not deleted, also not with the key Odoo uses while uninstalling.

``_force_unlink`` in the context, which a client may send, switches off every
``@api.ondelete(at_uninstall=False)``: guards of the record say ``at_uninstall=True``.
"""

import pytest

from .case import (
    ACCOUNTANT,
    BOOKKEEPER,
    CASHIER,
    DECIDED,
    OUTSIDER,
    REQUESTER,
    SUPERUSER,
    TECHNICIAN,
    WAITING,
    FinanceCase,
)
from .doors import Refused

UNINSTALLING = {"_force_unlink": True, "force_delete": True, "dynamic_unlink": True}
LOGINS = (
    REQUESTER,
    OUTSIDER,
    DECIDED,
    WAITING,
    ACCOUNTANT,
    CASHIER,
    "bangongshi",
    "xitong",
    TECHNICIAN,
    BOOKKEEPER,
    "admin",
    SUPERUSER,
)
# model → condition of rows that stand
KEPT = {
    "zhaoshang.leave": "id = {case.leave}",
    "zhaoshang.approval.event": "instance_id = {case.instance}",
    "zhaoshang.approval.task": "instance_id = {case.instance}",
    "zhaoshang.approval.instance": "id = {case.instance}",
    "zhaoshang.approval.party": "true",
    "zhaoshang.approval.step": "true",
    "zhaoshang.approval.version": "state = 'published'",
    "zhaoshang.approval.flow": "true",
    "zhaoshang.audit": "id = {case.audit}",
    "zhaoshang.rule.set": "name = '2099'",
    "zhaoshang.appointment": "state = 'confirmed' AND id IN ({case.unused_appointments})",
    "zhaoshang.bureau": "id = 1",
    "zhaoshang.bureau.event": "true",
    "zhaoshang.allotment": "id = {case.allotment}",
    "zhaoshang.package": "id = {case.package}",
    "account.move.line": "move_id = {case.move}",
    "account.move": "id = {case.move}",
    "account.journal": "id = {case.journal}",
    "account.account": "id = {case.account}",
}


@pytest.fixture(scope="module")
def case(server):
    here = FinanceCase(server)
    # nothing refers to these, so that no foreign key stands in for a guard
    confirm_parameters_of_next_year(here)
    # everybody who is appointed has asked for leave; who is only proposed has not
    here.query("UPDATE zhaoshang_appointment SET state = 'confirmed' WHERE state = 'draft'")
    here.unused_appointments = (
        "SELECT a.id FROM zhaoshang_appointment a LEFT JOIN zhaoshang_leave l"
        " ON a.id IN (l.appointment_id, l.acting_appointment_id) WHERE l.id IS NULL"
    )
    yield here
    here.close()


def confirm_parameters_of_next_year(case):
    xitong = case.person("xitong")
    values = {"name": "2099", "date_from": "2099-01-01"}
    number = xitong.call("zhaoshang.rule.set", "create", vals_list=values)
    case.person(DECIDED).call("zhaoshang.rule.set", "action_confirm", [number])


@pytest.mark.parametrize("login", LOGINS)
@pytest.mark.parametrize("model", KEPT)
def test_nobody_deletes_what_is_part_of_the_record(case, model, login):
    table, where = model.replace(".", "_"), KEPT[model].format(case=case)
    ids = case.ids(table, where)
    if not ids:
        assert model == "zhaoshang.bureau.event"  # none happened in the demonstration yet
        return
    for number in ids[:5]:  # one by one: a row that something else holds protects no other
        with pytest.raises(Refused):
            case.person(login).call(model, "unlink", [number], context=UNINSTALLING)
    assert case.ids(table, where) == ids


def test_a_draft_may_be_deleted_by_who_wrote_it(case):
    """The positive control: the same call on a document without history."""
    draft = case.ask_leave(submit=False)
    case.person(REQUESTER).call("zhaoshang.leave", "unlink", [draft], context=UNINSTALLING)
    assert case.ids("zhaoshang_leave", "id = %s", draft) == []
