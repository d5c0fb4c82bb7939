"""What a person at the network might try, one function a forgery: ``forgery(door, case)``.

``REFUSED`` have to raise. ``HARMLESS`` may be answered, since Odoo ignores what is forged in them.
Neither may change what ``Case.fingerprint`` watches.
"""

from __future__ import annotations

from .case import (
    ANCHOR,
    AUDIT,
    CHECK,
    EVENT,
    FINDING,
    INSTANCE,
    LEAVE,
    REQUESTER,
    TASK,
    WORD,
)
from .doors import Import, Refused, loaded

APPROVED = {"zs_approval_state": "approved"}
# keys that switch off checks in Odoo or its peers, and plausible ones of ours
KEYS = {
    "zs_permit": {"_open": {"write": 99}},
    "zs_approval_permit": True,
    "zs_approval_bypass": True,
    "zs_approval_force": True,
    "zs_engine": True,
    "zs_bypass": True,
    "zs_skip_check": True,
    "bypass_approval": True,
    "skip_validation": True,
    "skip_validation_check": True,
    "leave_fast_create": True,
    "leave_skip_state_check": True,
    "leave_skip_date_check": True,
    "install_mode": True,
    "module_uninstall": True,
    "import_file": True,
    "from_import": True,
    "tracking_disable": True,
    "mail_notrack": True,
    "no_reset_password": True,
    "check_move_validity": False,
    "bypass_lock_check": True,
    "force_delete": True,
    "active_test": False,
    "uid": 1,
    "su": True,
    "sudo": True,
    "default_zs_approval_state": "approved",
    "default_zs_approval_instance_id": 1,
    "default_state": "approved",
    "default_user_id": 1,
}

REFUSED, HARMLESS = {}, {}


def forgery(collection):
    def register(function):
        collection[function.__name__] = function
        return function

    return register


def refused(function):
    return forgery(REFUSED)(function)


def harmless(function):
    return forgery(HARMLESS)(function)


# -- the state of a document ----


@refused
def write_the_state_of_a_running_document(door, case):
    door.call(LEAVE, "write", [case.leave], vals=APPROVED)


@refused
def write_the_state_of_a_draft(door, case):
    door.call(LEAVE, "write", [case.draft], vals=APPROVED)


@refused
def write_the_state_with_every_context_key(door, case):
    door.call(LEAVE, "write", [case.leave], vals=APPROVED, context=KEYS)


@refused
def write_state_and_run_together(door, case):
    values = APPROVED | {"zs_approval_instance_id": case.instance}
    door.call(LEAVE, "write", [case.draft], vals=values, context=KEYS)


@refused
def save_the_state_like_a_form(door, case):
    door.call(LEAVE, "web_save", [case.draft], vals=APPROVED, specification={"id": {}})


@refused
def save_the_state_like_a_list(door, case):
    values = {"vals_list": [APPROVED, APPROVED], "specification": {"id": {}}}
    door.call(LEAVE, "web_save_multi", [case.leave, case.draft], **values)


@refused
def sort_by_the_state(door, case):
    values = {"specification": {}, "field_name": "zs_approval_instance_id", "offset": case.instance}
    door.call(LEAVE, "web_resequence", [case.draft, case.leave], **values)


@refused
def translate_the_state(door, case):
    translations = {"zh_CN": "approved", "en_US": "approved"}
    door.call(
        LEAVE, "update_field_translations", [case.leave],
        field_name="zs_approval_state", translations=translations,
    )  # fmt: skip


@refused
def create_an_approved_document(door, case):
    door.call(LEAVE, "create", vals_list=case.forged_values() | APPROVED)


@refused
def create_a_document_of_another_run(door, case):
    values = case.forged_values() | {"zs_approval_instance_id": case.instance}
    door.call(LEAVE, "create", vals_list=values, context=KEYS)


@harmless
def create_with_approved_as_default(door, case):
    door.call(LEAVE, "create", vals_list=case.forged_values(), context=KEYS)


@harmless
def create_by_name_with_approved_as_default(door, case):
    door.call(LEAVE, "name_create", name="x", context=KEYS)


@harmless
def make_approved_the_default_for_everybody(door, case):
    values = {"model_name": LEAVE, "field_name": "zs_approval_state", "value": "approved"}
    try:
        door.call("ir.default", "set", **values)
        door.call(LEAVE, "create", vals_list=case.forged_values())
    finally:
        case.query("DELETE FROM ir_default WHERE json_value LIKE '%%approved%%'")


@harmless
def make_ones_own_defaults_of_what_the_system_works_out(door, case):
    """R088: a day of asking of one's own choice would allow a leave of long ago."""
    values = {"asked_on": case.day(-99), "long_escort_accepted": True, "return_date": case.day(-9)}
    try:
        for name, value in values.items():
            door.call("ir.default", "set", model_name=LEAVE, field_name=name, value=value,
                      user_id=True)  # fmt: skip
        door.call(LEAVE, "create", vals_list=case.forged_values())
        forged = "asked_on IS NOT NULL OR long_escort_accepted OR return_date IS NOT NULL"
        after = case.highest["zhaoshang_leave"]
        assert case.ids("zhaoshang_leave", f"id > %s AND ({forged})", after) == []
    finally:
        case.query("DELETE FROM ir_default WHERE user_id = %s", door.uid)


@refused
def copy_as_approved(door, case):
    door.call(LEAVE, "copy", [case.leave], default=case.forged_values() | APPROVED)


@harmless
def copy_with_approved_as_default(door, case):
    door.call(LEAVE, "copy", [case.leave], default=case.forged_values(), context=KEYS)


@refused
def load_approved_rows(door, case):
    values = case.forged_values() | APPROVED
    loaded(door.call(LEAVE, "load", fields=list(values), data=[list(values.values())]))


@refused
def load_over_a_running_document(door, case):
    rows = {"fields": [".id", "zs_approval_state"], "data": [[str(case.leave), "approved"]]}
    loaded(door.call(LEAVE, "load", **rows, context=KEYS))


@harmless
def ask_for_approved_defaults(door, case):
    answer = door.call(LEAVE, "default_get", fields=["zs_approval_state"], context=KEYS)
    assert not answer or answer["zs_approval_state"] == "draft"


@harmless
def change_the_state_in_a_form(door, case):
    spec = {"zs_approval_state": {}, "zs_approval_instance_id": {"fields": {"title": {}}}}
    names = ["zs_approval_state", "zs_approval_instance_id"]
    values = APPROVED | {"zs_approval_instance_id": case.instance}
    door.call(LEAVE, "onchange", [case.draft], values=values, field_names=names, fields_spec=spec)


# -- what an approval holds ----


@refused
def prolong_a_running_leave(door, case):
    door.call(LEAVE, "write", [case.leave], vals={"date_to": "2099-12-31"}, context=KEYS)


@refused
def hand_a_running_leave_to_another(door, case):
    vals = {"appointment_id": case.appointment + 1}
    door.call(LEAVE, "write", [case.leave], vals=vals)


@refused
def rewrite_the_reason_of_a_running_leave(door, case):
    door.call(LEAVE, "write", [case.leave], vals={"reason": "another"})


@refused
def rewrite_the_reason_at_its_source(door, case):
    text = case.ids("zhaoshang_leave_text", "leave_id = %s", case.leave)
    door.call("zhaoshang.leave.text", "write", text, vals={"reason": "another"})


@refused
def set_what_the_system_works_out(door, case):
    door.call(LEAVE, "write", [case.leave], vals={"counted_days": 0, "route": "deputy"})


# -- what is done about a leave once it is granted ----


@refused
def report_back_from_a_leave_that_is_not_granted(door, case):
    door.call(LEAVE, "action_report_return", [case.leave], day=case.day(0), context=KEYS)


@refused
def prolong_a_leave_that_is_not_granted(door, case):
    door.call(LEAVE, "action_prolong", [case.leave], date_to="2099-12-31", context=KEYS)


@refused
def turn_a_leave_that_is_not_granted(door, case):
    door.call(LEAVE, "action_turn_into_escort", [case.leave], context=KEYS)


@refused
def link_a_visit_to_a_leave(door, case):
    door.call(LEAVE, "action_link_visit", [case.leave], client_visit_id=1)


@refused
def accept_a_longer_escort(door, case):
    door.call(LEAVE, "action_accept_long_escort", [case.leave], comment="x", context=KEYS)


@refused
def restore_a_credit(door, case):
    door.call(LEAVE, "action_restore_credit", [case.leave], comment="x", context=KEYS)


@refused
def decline_a_leave_that_nobody_took_down(door, case):
    door.call(LEAVE, "action_decline_entry", [case.draft], context=KEYS)


@refused
def take_down_a_leave_of_long_ago(door, case):
    told = {"appointment_id": case.appointment, "date_from": "2026-01-05", "date_to": "2026-01-06"}
    door.call(LEAVE, "action_enter_for", values=told | APPROVED, context=KEYS)


@refused
def take_down_what_is_no_leave(door, case):
    for values in ("x", None, {}, {"appointment_id": "x"}, {"appointment_id": [case.appointment]}):
        door.call(LEAVE, "action_enter_for", values=values, context=KEYS)


@refused
def put_a_paper_into_a_leave(door, case):
    values = {"leave_id": case.leave, "name": "x", "content": "eA=="}
    door.call("zhaoshang.leave.paper", "create", vals_list=values, context=KEYS)


@refused
def do_a_step_through_its_box(door, case):
    values = {"leave_id": case.leave, "purpose": "return", "day": case.day(0)}
    box = door.call("zhaoshang.leave.step", "create", vals_list=values)
    door.call("zhaoshang.leave.step", "action_do", [box] if isinstance(box, int) else box)


@refused
def delete_a_running_document(door, case):
    door.call(LEAVE, "unlink", [case.leave], context=KEYS)


@refused
def submit_a_running_document_again(door, case):
    door.call(LEAVE, "action_zs_submit", [case.leave], context=KEYS)


@refused
def resubmit_a_running_document(door, case):
    door.call(LEAVE, "action_zs_resubmit", [case.leave])


# -- tasks ----


@refused
def write_a_task_as_decided(door, case):
    values = {"state": "approved", "decided_by": door.uid}
    door.call(TASK, "write", [case.task], vals=values, context=KEYS)


@refused
def take_over_a_task(door, case):
    door.call(TASK, "write", [case.task], vals={"user_id": door.uid})


@refused
def save_a_task_like_a_form(door, case):
    door.call(TASK, "web_save", [case.task], vals={"state": "approved"}, specification={"id": {}})


@refused
def create_a_task_of_ones_own(door, case):
    values = {"instance_id": case.instance, "res_model": LEAVE, "res_id": case.leave,
              "user_id": door.uid, "requester_id": door.uid, "step_key": "departments",
              "party_key": 1, "round": 1, "kind": "approve", "state": "open"}  # fmt: skip
    door.call(TASK, "create", vals_list=values, context=KEYS)


@refused
def copy_a_task(door, case):
    door.call(TASK, "copy", [case.task], default={"user_id": door.uid})


@refused
def load_a_task(door, case):
    rows = {"fields": [".id", "state"], "data": [[str(case.task), "approved"]]}
    loaded(door.call(TASK, "load", **rows, context=KEYS))


@refused
def delete_a_task(door, case):
    door.call(TASK, "unlink", [case.task], context=KEYS)


@refused
def decide_a_task_that_is_done(door, case):
    door.call(TASK, "action_decide", [case.done_task], decision="reject", comment="x")


@refused
def decide_with_an_unknown_word(door, case):
    door.call(TASK, "action_decide", [case.task], decision="approved", context=KEYS)


@refused
def decide_on_a_stale_round(door, case):
    stale = {"decision": "approve", "expected_round": 99}
    door.call(TASK, "action_decide", [case.task], **stale)


@refused
def decide_on_stale_content(door, case):
    stale = {"decision": "approve", "expected_digest": "0" * 64}
    door.call(TASK, "action_decide", [case.task], **stale)


@refused
def file_what_is_to_be_approved(door, case):
    door.call(TASK, "action_decide", [case.task], decision="file")


@refused
def acknowledge_what_is_to_be_approved(door, case):
    door.call(TASK, "action_acknowledge", [case.task])


@refused
def return_to_a_step_that_is_none(door, case):
    door.call(TASK, "action_return", [case.task], step_key="nowhere", comment="x")


@refused
def hand_a_task_to_its_requester(door, case):
    user = case.person(REQUESTER).uid
    door.call(TASK, "action_transfer", [case.task], user_id=user, context=KEYS)


@refused
def ask_the_requester_to_sign(door, case):
    users = [case.person(REQUESTER).uid]
    door.call(TASK, "action_add_sign", [case.task], user_ids=users, position="parallel")


@refused
def take_away_whom_nobody_added(door, case):
    door.call(TASK, "action_remove_sign", [case.task], context=KEYS)


@refused
def object_to_what_is_no_filing(door, case):
    door.call(TASK, "action_object", [case.task], comment="x")


@refused
def ask_whom_a_decided_task_could_be_handed_to(door, case):
    door.call(TASK, "zs_people", [case.done_task], search="", context=KEYS)


@refused
def change_tasks_through_their_document(door, case):
    command = [[1, case.task, {"state": "approved"}]]
    door.call(LEAVE, "write", [case.leave], vals={"zs_approval_task_ids": command})


@refused
def delete_tasks_through_their_document(door, case):
    door.call(LEAVE, "write", [case.leave], vals={"zs_approval_task_ids": [[2, case.task, 0]]})


@refused
def add_tasks_through_a_new_document(door, case):
    values = case.forged_values() | {"zs_approval_task_ids": [[4, case.task, 0]]}
    door.call(LEAVE, "create", vals_list=values, context=KEYS)


@refused
def change_tasks_through_their_run(door, case):
    command = [[1, case.task, {"state": "approved"}]]
    door.call(INSTANCE, "write", [case.instance], vals={"task_ids": command})


# -- runs and history ----


@refused
def write_a_run_as_approved(door, case):
    values = {"state": "approved", "step_key": False}
    door.call(INSTANCE, "write", [case.instance], vals=values, context=KEYS)


@refused
def give_a_run_another_requester(door, case):
    door.call(INSTANCE, "write", [case.instance], vals={"requester_id": door.uid})


@refused
def create_a_finished_run(door, case):
    values = {"version_id": case.version, "res_model": LEAVE, "res_id": case.draft,
              "requester_id": door.uid, "state": "approved"}  # fmt: skip
    door.call(INSTANCE, "create", vals_list=values, context=KEYS)


@refused
def copy_a_run(door, case):
    door.call(INSTANCE, "copy", [case.instance])


@refused
def load_a_run(door, case):
    rows = {"fields": [".id", "state"], "data": [[str(case.instance), "approved"]]}
    loaded(door.call(INSTANCE, "load", **rows))


@refused
def delete_a_run(door, case):
    door.call(INSTANCE, "unlink", [case.instance], context=KEYS)


@refused
def rewrite_history(door, case):
    values = {"comment": "another", "actor_name": "another"}
    door.call(EVENT, "write", case.events, vals=values, context=KEYS)


@refused
def add_to_history(door, case):
    values = {"instance_id": case.instance, "seq": 99, "at": "2026-01-01 00:00:00",
              "action": "approve", "actor_id": door.uid, "actor_name": "x", "res_model": LEAVE,
              "res_id": case.leave, "prev_hash": "x", "hash": "x"}  # fmt: skip
    door.call(EVENT, "create", vals_list=values)


@refused
def delete_history(door, case):
    door.call(EVENT, "unlink", case.events, context=KEYS)


@refused
def rewrite_an_anchor(door, case):
    door.call(ANCHOR, "write", [case.anchor], vals={"hash": "x"}, context=KEYS)


@refused
def put_off_what_is_decided(door, case):
    door.call(TASK, "action_later", [case.done_task])


@refused
def put_a_task_off_for_ever(door, case):
    vals = {"later_until": "2099-01-01 00:00:00"}
    door.call(TASK, "write", [case.task], vals=vals, context=KEYS)


@refused
def add_an_anchor(door, case):
    values = {"number": 99, "day": "2099-01-01", "at": "2099-01-01 00:00:00", "runs": 0,
              "heads": "x", "prev_hash": "x", "hash": "x"}  # fmt: skip
    door.call(ANCHOR, "create", vals_list=values)


@refused
def delete_an_anchor(door, case):
    door.call(ANCHOR, "unlink", [case.anchor], context=KEYS)


@refused
def rewrite_what_an_anchor_keeps(door, case):
    kept = case.ids("zhaoshang_approval_anchor_head", "anchor_id = %s", case.anchor)
    door.call("zhaoshang.approval.anchor.head", "write", kept, vals={"hash": "x"}, context=KEYS)


@refused
def call_a_history_whole(door, case):
    door.call(CHECK, "write", [case.check], vals={"state": "whole"}, context=KEYS)


@refused
def delete_a_check(door, case):
    door.call(CHECK, "unlink", [case.check], context=KEYS)


@refused
def carry_on_the_check_of_the_night(door, case):
    door.call(CHECK, "zs_step", [case.check], context=KEYS)


@refused
def make_a_finding_up(door, case):
    values = {"check_id": case.check, "kind": "broken", "instance_id": case.instance}
    door.call(FINDING, "create", vals_list=values, context=KEYS)


@refused
def rewrite_the_audit_log(door, case):
    door.call(AUDIT, "write", [case.audit], vals={"new_value": "x"}, context=KEYS)


@refused
def add_to_the_audit_log(door, case):
    values = {"kind": "state", "res_model": LEAVE, "user_ref": 1, "user_name": "x"}
    door.call(AUDIT, "create", vals_list=values)


@refused
def delete_from_the_audit_log(door, case):
    door.call(AUDIT, "unlink", [case.audit], context=KEYS)


# -- flows, posts, parameters ----


@refused
def take_a_version_out_of_force(door, case):
    door.call("zhaoshang.approval.version", "write", [case.version], vals={"state": "draft"})


@refused
def change_the_condition_of_a_version_in_force(door, case):
    vals = {"condition_domain": "[(0, '=', 1)]"}
    door.call("zhaoshang.approval.version", "write", [case.version], vals=vals, context=KEYS)


@refused
def create_a_version_in_force(door, case):
    values = {"flow_id": case.flow, "state": "published", "number": 99}
    door.call("zhaoshang.approval.version", "create", vals_list=values, context=KEYS)


@refused
def add_a_step_to_a_version_in_force(door, case):
    values = {"version_id": case.version, "key": "x", "name": "x"}
    door.call("zhaoshang.approval.step", "create", vals_list=values)


@refused
def change_a_version_in_force_through_its_flow(door, case):
    command = [[1, case.version, {"state": "retired"}]]
    door.call("zhaoshang.approval.flow", "write", [case.flow], vals={"version_ids": command})


@refused
def take_other_documents_with_a_flow(door, case):
    vals = {"res_model": "zhaoshang.claim"}
    door.call("zhaoshang.approval.flow", "write", [case.flow], vals=vals, context=KEYS)


@refused
def delete_a_flow(door, case):
    door.call("zhaoshang.approval.flow", "unlink", [case.flow], context=KEYS)


@refused
def change_parameters_in_force(door, case):
    sets = case.ids("zhaoshang_rule_set", "state = 'confirmed'")
    door.call("zhaoshang.rule.set", "write", sets, vals={"leave_max_days": 365}, context=KEYS)


@refused
def confirm_parameters_by_writing(door, case):
    values = {"name": "x", "date_from": "2099-01-01"}
    created = door.call("zhaoshang.rule.set", "create", vals_list=values | {"state": "confirmed"})
    created = created[0] if isinstance(created, list) else created
    try:
        if not created:  # call_button does not say which
            ((created,),) = case.query("SELECT max(id) FROM zhaoshang_rule_set")
        door.call("zhaoshang.rule.set", "write", [created], vals={"state": "confirmed"})
    finally:
        rows = case.query("SELECT state FROM zhaoshang_rule_set WHERE id = %s", created)
        assert rows == [("draft",)]
        case.query("DELETE FROM zhaoshang_rule_set WHERE id = %s", created)


ALL = REFUSED | HARMLESS


# -- methods that nobody calls from outside ----

PRIVATE = {
    LEAVE: (
        "_zs_approval_on_approved", "_zs_approval_on_filed", "_zs_approval_on_rejected",
        "_zs_approval_check", "_zs_approval_snapshot", "_zs_lock_rows", "_zs_check_gate",
        "_zs_approval_own_query", "_write", "_unlink", "sudo", "with_user", "with_context",
        "flush_recordset", "invalidate_recordset", "init", "modified", "_inverse_reason",
        "_settle_duties",
    ),
    TASK: ("_zs_decide", "_zs_return", "_zs_command", "_zs_execute", "sudo", "browse", "_write"),
    INSTANCE: (
        "_zs_execute", "_zs_submit", "_zs_start", "_zs_write_runs", "_zs_snapshots", "_zs_lock",
        "_zs_open_tasks", "_zs_notify", "_zs_paper", "_zs_verification", "_zs_verify_url",
        "_zs_history", "init", "sudo",
    ),
    ANCHOR: ("_zs_make", "_zs_broken", "init", "sudo"),
    CHECK: ("_zs_begin", "_zs_step", "_zs_find", "_zs_mail_anchor", "_cron_nightly", "sudo"),
    EVENT: ("_zs_append", "_zs_heads", "init", "sudo"),
    AUDIT: ("_log", "init", "sudo"),
    "zhaoshang.approval.version": ("_zs_publish", "_zs_definition", "sudo"),
    "zhaoshang.approval.register": ("_zs_take",),
}  # fmt: skip


def call_private_methods(door, case):
    """Every one of them; returns those that were answered."""
    ids = {LEAVE: case.leave, TASK: case.task, INSTANCE: case.instance, EVENT: case.events[0],
           ANCHOR: case.anchor, CHECK: case.check,
           AUDIT: case.audit, "zhaoshang.approval.version": case.version}  # fmt: skip
    answered = []
    for model, methods in PRIVATE.items():
        for method in methods:
            try:
                door.call(model, method, [ids.get(model, 1)])
            except Refused:
                continue
            answered.append(f"{model}.{method}")
    return answered


# -- files ----


def import_forged_rows(door: Import, case):
    """Rows of a file that claim an approval, make or change what the engine owns.

    :returns: names of the attempts that were taken
    """
    acting = case.forged_values()["acting_appointment_id"]
    day = case.forged_values()["date_from"]
    attempts = {
        "an approved leave": (
            LEAVE,
            ["date_from", "date_to", "acting_appointment_id/.id", "reason", "zs_approval_state"],
            [day, day, str(acting), WORD, "approved"],
        ),
        "a running leave by id": (
            LEAVE,
            [".id", "zs_approval_state"],
            [str(case.leave), "approved"],
        ),
        "a longer leave by id": (LEAVE, [".id", "date_to"], [str(case.leave), "2099-12-31"]),
        "a task by id": (TASK, [".id", "state"], [str(case.task), "approved"]),
        "a run by id": (INSTANCE, [".id", "state"], [str(case.instance), "approved"]),
        "a task through its leave": (
            LEAVE,
            [".id", "zs_approval_task_ids/.id", "zs_approval_task_ids/state"],
            [str(case.leave), str(case.task), "approved"],
        ),
        "an event": (EVENT, [".id", "comment"], [str(case.events[0]), "x"]),
        "an audit line": (AUDIT, [".id", "new_value"], [str(case.audit), "x"]),
        "a version": (
            "zhaoshang.approval.version",
            [".id", "state"],
            [str(case.version), "retired"],
        ),
    }
    taken = []
    for name, (model, fields, row) in attempts.items():
        try:
            door.load(model, fields, [row], KEYS)
        except Refused:
            continue
        taken.append(name)
    return taken
