"""Ways to money without its commands, like those of ``forgeries``: ``forgery(door, case)``."""

from __future__ import annotations

from base64 import b64encode

from .case import (
    ALLOTMENT,
    CLAIM,
    CLAIM_LINE,
    CLAIM_PAPER,
    LOAN_HANDOVER,
    OPENING,
    OPENING_MONTH,
    PACKAGE,
    PACKAGE_CHANGE,
    PACKAGE_DEMAND,
    REFUND,
    SUSPENSION,
    TASK,
)
from .doors import loaded
from .forgeries import APPROVED
from .forgeries import KEYS as APPROVAL_KEYS

BANK_CHECK = "zhaoshang.bank.check"

KEYS = APPROVAL_KEYS | {
    "check_move_validity": False,
    "skip_account_move_synchronization": True,
    "skip_invoice_sync": True,
    "dynamic_unlink": True,
    "force_delete": True,
    "bypass_lock_check": True,
    "skip_readonly_check": True,
    "validate_analytic": False,
}

REFUSED = {}


def refused(function):
    REFUSED[function.__name__] = function
    return function


def entry(case, journal, account, amount=100.0):
    """Values of an entry between the account and the bank of the package funds."""
    line = {"partner_id": case.partner, "zs_package_id": case.package}
    return {
        "move_type": "entry",
        "journal_id": journal,
        "date": case.day(-60),
        "line_ids": [
            (0, 0, line | {"account_id": account, "debit": amount, "credit": 0}),
            (0, 0, line | {"account_id": case.bank, "debit": 0, "credit": amount}),
        ],
    }


# -- the plan and its state ----


@refused
def write_an_amount(door, case):
    door.call(ALLOTMENT, "write", [case.allotment], vals={"amount": 1}, context=KEYS)


@refused
def write_a_payment_as_approved(door, case):
    door.call(ALLOTMENT, "write", [case.allotment], vals=APPROVED, context=KEYS)


@refused
def write_a_payment_as_paid(door, case):
    vals = {"state": "paid", "move_id": case.move, "slip_number": "x", "bank_date": case.day(-60)}
    door.call(ALLOTMENT, "write", [case.allotment], vals=vals, context=KEYS)


@refused
def save_a_payment_like_a_form(door, case):
    door.call(ALLOTMENT, "web_save", [case.allotment], vals={"amount": 1}, specification={"id": {}})


@refused
def create_a_payment(door, case):
    values = {"package_id": case.package, "month": 1, "kind": "loan", "amount": 30000}
    door.call(ALLOTMENT, "create", vals_list=values, context=KEYS)


@refused
def copy_a_payment(door, case):
    door.call(ALLOTMENT, "copy", [case.paid], default={"month": 1}, context=KEYS)


@refused
def load_a_payment(door, case):
    rows = {"fields": [".id", "amount"], "data": [[str(case.allotment), "1"]]}
    loaded(door.call(ALLOTMENT, "load", **rows, context=KEYS))


@refused
def delete_a_payment(door, case):
    door.call(ALLOTMENT, "unlink", [case.paid], context=KEYS)


@refused
def raise_a_package(door, case):
    door.call(PACKAGE, "write", [case.package], vals={"annual": 1000000}, context=KEYS)


@refused
def change_payments_through_their_package(door, case):
    command = [[1, case.allotment, {"amount": 1}]]
    door.call(PACKAGE, "write", [case.package], vals={"allotment_ids": command}, context=KEYS)


@refused
def create_a_package(door, case):
    values = {"bureau_id": 1, "year": 2099, "company_id": 1, "rule_set_id": 1, "standard": 1,
              "headcount_standard": 3, "first_month": 1, "last_month": 12, "annual": 1}  # fmt: skip
    door.call(PACKAGE, "create", vals_list=values, context=KEYS)


@refused
def delete_a_package(door, case):
    door.call(PACKAGE, "unlink", [case.package], context=KEYS)


@refused
def pay_before_approval(door, case):
    slips = {"bank_date": case.day(-60), "slip_numbers": ["FORGED-1"]}
    door.call(ALLOTMENT, "action_pay", [case.allotment], **slips, context=KEYS)


@refused
def pay_twice(door, case):
    slips = {"bank_date": case.day(-60), "slip_numbers": ["FORGED-2"]}
    door.call(ALLOTMENT, "action_pay", [case.paid], **slips, context=KEYS)


@refused
def pay_by_the_wizard_before_approval(door, case):
    values = {"bank_date": case.day(-60), "line_ids": [
        (0, 0, {"allotment_id": case.allotment, "slip_number": "FORGED-3"})]}  # fmt: skip
    wizard = door.call("zhaoshang.allotment.pay", "create", vals_list=values)
    wizard = wizard[0] if isinstance(wizard, list) else wizard
    if not wizard:
        ((wizard,),) = case.query("SELECT max(id) FROM zhaoshang_allotment_pay")
    door.call("zhaoshang.allotment.pay", "action_confirm", [wizard])


@refused
def choose_the_account_of_a_bureau(door, case):
    values = {"partner_id": 1}
    door.call("zhaoshang.bureau", "write", [1], vals=values, context=KEYS)


# -- entries around the commands ----


@refused
def create_an_entry_in_the_journal(door, case):
    values = entry(case, case.journal, case.account)
    door.call("account.move", "create", vals_list=values, context=KEYS)


@refused
def create_an_entry_on_the_accounts(door, case):
    values = entry(case, case.other_journal, case.account)
    door.call("account.move", "create", vals_list=values, context=KEYS)


@refused
def create_an_entry_that_claims_a_source(door, case):
    values = entry(case, case.other_journal, case.other_account) | {
        "zs_source_model": ALLOTMENT, "zs_source_id": case.allotment, "zs_event": "allotment",
    }  # fmt: skip
    door.call("account.move", "create", vals_list=values, context=KEYS)


@refused
def create_a_line_alone(door, case):
    values = {"move_id": case.other_move, "account_id": case.account, "partner_id": case.partner,
              "zs_package_id": case.package, "debit": 0}  # fmt: skip
    door.call("account.move.line", "create", vals_list=values, context=KEYS)


@refused
def move_an_entry_into_the_journal(door, case):
    vals = {"journal_id": case.journal}
    door.call("account.move", "write", [case.other_move], vals=vals, context=KEYS)


@refused
def move_a_line_to_the_accounts(door, case):
    vals = {"account_id": case.account, "partner_id": case.partner, "zs_package_id": case.package}
    door.call("account.move.line", "write", case.other_lines[:1], vals=vals, context=KEYS)


@refused
def tie_an_entry_to_a_payment(door, case):
    vals = {"zs_source_model": ALLOTMENT, "zs_source_id": case.allotment, "zs_event": "loan"}
    door.call("account.move", "write", [case.other_move], vals=vals, context=KEYS)


@refused
def set_a_posted_entry_to_draft(door, case):
    door.call("account.move", "button_draft", [case.move], context=KEYS)


@refused
def write_a_posted_entry_as_draft(door, case):
    vals = {"state": "draft", "inalterable_hash": False}
    door.call("account.move", "write", [case.move], vals=vals, context=KEYS)


@refused
def cancel_a_posted_entry(door, case):
    door.call("account.move", "button_cancel", [case.move], context=KEYS)


@refused
def date_a_posted_entry_back(door, case):
    vals = {"date": "2020-01-01", "ref": "x"}
    door.call("account.move", "write", [case.move], vals=vals, context=KEYS)


@refused
def free_the_key_of_an_entry(door, case):
    door.call("account.move", "write", [case.move], vals={"zs_reversed": True}, context=KEYS)


@refused
def change_a_line_through_its_entry(door, case):
    command = [[1, case.lines[0], {"debit": 1.0}]]
    door.call("account.move", "write", [case.move], vals={"line_ids": command}, context=KEYS)


@refused
def change_a_posted_line(door, case):
    vals = {"debit": 1.0, "credit": 0.0}
    door.call("account.move.line", "write", case.lines[:1], vals=vals, context=KEYS)


@refused
def give_a_line_to_another_bureau(door, case):
    vals = {"partner_id": 1}
    door.call("account.move.line", "write", case.lines[:1], vals=vals, context=KEYS)


@refused
def delete_a_posted_entry(door, case):
    door.call("account.move", "unlink", [case.move], context=KEYS)


@refused
def delete_a_posted_line(door, case):
    door.call("account.move.line", "unlink", case.lines[:1], context=KEYS)


@refused
def copy_a_posted_entry(door, case):
    door.call("account.move", "copy", [case.move], context=KEYS)


@refused
def load_over_a_posted_entry(door, case):
    rows = {"fields": [".id", "ref"], "data": [[str(case.move), "x"]]}
    loaded(door.call("account.move", "load", **rows, context=KEYS))


@refused
def reverse_by_the_accounting_dialogue(door, case):
    context = {"active_model": "account.move", "active_ids": [case.move], "active_id": case.move}
    values = {"move_ids": [(6, 0, [case.move])], "journal_id": case.journal,
              "date": case.day(-60), "reason": "x"}  # fmt: skip
    wizard = door.call("account.move.reversal", "create", vals_list=values, context=context)
    wizard = wizard[0] if isinstance(wizard, list) else wizard
    if not wizard:
        ((wizard,),) = case.query("SELECT max(id) FROM account_move_reversal")
    door.call("account.move.reversal", "reverse_moves", [wizard], context=context)


@refused
def record_a_payment_of_odoo(door, case):
    values = {"payment_type": "outbound", "partner_id": case.partner, "amount": 1,
              "journal_id": case.journal, "date": case.day(-60)}  # fmt: skip
    door.call("account.payment", "create", vals_list=values, context=KEYS)


@refused
def record_a_bank_statement_line(door, case):
    values = {"journal_id": case.journal, "date": case.day(-60), "payment_ref": "x", "amount": 1}
    door.call("account.bank.statement.line", "create", vals_list=values, context=KEYS)


@refused
def take_an_expense_out_of_the_count(door, case):
    door.call("account.analytic.line", "unlink", case.counted, context=KEYS)


@refused
def count_an_expense_twice(door, case):
    door.call("account.analytic.line", "copy", case.counted, context=KEYS)


# -- what the journal and the accounts mean ----


@refused
def open_the_hash_lock(door, case):
    vals = {"restrict_mode_hash_table": False}
    door.call("account.journal", "write", [case.journal], vals=vals, context=KEYS)


@refused
def give_the_journal_another_bank_account(door, case):
    vals = {"default_account_id": case.other_account}
    door.call("account.journal", "write", [case.journal], vals=vals, context=KEYS)


@refused
def archive_the_journal(door, case):
    door.call("account.journal", "write", [case.journal], vals={"active": False}, context=KEYS)


@refused
def change_the_kind_of_an_account(door, case):
    vals = {"account_type": "expense", "reconcile": False}
    door.call("account.account", "write", [case.account], vals=vals, context=KEYS)


@refused
def delete_an_account(door, case):
    door.call("account.account", "unlink", [case.account], context=KEYS)


@refused
def point_the_settings_elsewhere(door, case):
    vals = {"zs_prepaid_account_id": case.other_account, "zs_bank_journal_id": case.other_journal}
    door.call("res.company", "write", [1], vals=vals, context=KEYS)


# -- claims ----


@refused
def write_a_claim_as_settled(door, case):
    vals = {"state": "posted", "move_id": case.move, "owed": 9, "paid_amount": 9, "number": "x"}
    door.call(CLAIM, "write", [case.claim], vals=vals, context=KEYS)


@refused
def write_a_claim_as_approved(door, case):
    door.call(CLAIM, "write", [case.claim], vals=APPROVED, context=KEYS)


@refused
def write_a_claim_to_another_person(door, case):
    door.call(CLAIM, "web_save", [case.claim], vals={"user_id": 2}, specification={"id": {}})


@refused
def raise_an_invoice_under_approval(door, case):
    vals = {"amount": 900, "invoice_amount": 900}
    door.call(CLAIM_LINE, "write", case.claim_lines, vals=vals, context=KEYS)


@refused
def raise_an_invoice_through_its_claim(door, case):
    command = [[1, case.claim_lines[0], {"amount": 900}]]
    door.call(CLAIM, "write", [case.claim], vals={"line_ids": command}, context=KEYS)


@refused
def cut_a_line_by_hand(door, case):
    vals = {"cut": 5, "cut_reason": "x", "in_use": False, "accepted_amount": 7}
    door.call(CLAIM_LINE, "write", case.claim_lines, vals=vals, context=KEYS)


@refused
def cut_a_line_out_of_turn(door, case):
    door.call(CLAIM_LINE, "action_cut", case.claim_lines, amount=5, reason="x", context=KEYS)


@refused
def add_a_file_under_approval(door, case):
    files = [{"name": "x.jpg", "data": "/9j/4AAQSkZJRg=="}]
    door.call(CLAIM, "action_add_files", [case.claim], files=files, context=KEYS)


@refused
def write_what_an_invoice_says(door, case):
    vals = {"reading": {"total": "900", "certain": True}}
    door.call(CLAIM_LINE, "write", case.claim_lines, vals=vals, context=KEYS)


@refused
def import_a_list_under_approval(door, case):
    rows = b64encode(f"发票号码,开票日期,价税合计\n{7:020d},2026-03-03,12\n".encode()).decode()
    values = {"claim_id": case.claim, "file": rows, "file_name": "x.csv"}
    wizard = door.call("zhaoshang.claim.import", "create", vals_list=values)
    wizard = wizard[0] if isinstance(wizard, list) else wizard
    if not wizard:
        ((wizard,),) = case.query("SELECT max(id) FROM zhaoshang_claim_import")
    door.call("zhaoshang.claim.import", "action_import", [wizard])


@refused
def take_a_paper_away(door, case):
    door.call(CLAIM_PAPER, "unlink", case.claim_papers, context=KEYS)


@refused
def change_a_paper(door, case):
    vals = {"file": "JVBERi0xLjUK", "kind": "other"}
    door.call(CLAIM_PAPER, "write", case.claim_papers, vals=vals, context=KEYS)


@refused
def delete_a_claim(door, case):
    door.call(CLAIM, "unlink", [case.claim], context=KEYS)


@refused
def load_a_claim(door, case):
    rows = {"fields": [".id", "reason"], "data": [[str(case.claim), "x"]]}
    loaded(door.call(CLAIM, "load", **rows, context=KEYS))


@refused
def claim_in_the_name_of_another(door, case):
    values = case.claim_values(8) | {"user_id": 2, "state": "posted", "move_id": case.move}
    door.call(CLAIM, "create", vals_list=values, context=KEYS)


@refused
def post_a_claim_before_approval(door, case):
    door.call(CLAIM, "action_post", [case.claim], context=KEYS)


@refused
def pay_a_claim_of_which_nothing_is_owed(door, case):
    payment = {"bank_date": case.day(-60), "slip_number": "FORGED-9"}
    door.call(CLAIM, "action_pay", [case.claim], **payment, context=KEYS)


@refused
def reverse_a_claim_that_is_not_posted(door, case):
    door.call(CLAIM, "action_reverse", [case.claim], reason="x", context=KEYS)


@refused
def reverse_a_payment_that_was_not_made(door, case):
    door.call(CLAIM, "action_reverse_payment", [case.claim], reason="x", context=KEYS)


@refused
def open_wages_to_be_claimed(door, case):
    ((wages,),) = case.query("SELECT id FROM zhaoshang_expense_category WHERE code = 'wages'")
    vals = {"blocked": False, "needs": "none"}
    door.call("zhaoshang.expense.category", "write", [wages], vals=vals, context=KEYS)


# -- changes of a package and money returned ----


@refused
def raise_a_package_by_a_change(door, case):
    values = {"package_id": case.package, "kind": "carried_in", "date": case.day(-1),
              "amount": 9999, "document": "x", "file": "eA==", "decided_by_id": 2}  # fmt: skip
    door.call(PACKAGE_CHANGE, "create", vals_list=values, context=KEYS)


@refused
def write_a_change(door, case):
    door.call(PACKAGE_CHANGE, "write", [case.change], vals={"amount": 0}, context=KEYS)


@refused
def copy_a_change(door, case):
    door.call(PACKAGE_CHANGE, "copy", [case.change], default={"amount": 1}, context=KEYS)


@refused
def load_a_change(door, case):
    rows = {"fields": [".id", "amount"], "data": [[str(case.change), "1"]]}
    loaded(door.call(PACKAGE_CHANGE, "load", **rows, context=KEYS))


@refused
def delete_a_change(door, case):
    door.call(PACKAGE_CHANGE, "unlink", [case.change], context=KEYS)


@refused
def change_a_package_without_document(door, case):
    change = {"kind": "resized", "date": case.day(0), "headcount": 2, "document": "x"}
    door.call(PACKAGE, "action_zs_change", [case.package], **change, context=KEYS)


@refused
def close_a_year_whose_loan_is_open(door, case):
    door.call(PACKAGE, "action_zs_close", [case.package], context=KEYS)


@refused
def write_a_year_as_closed(door, case):
    vals = {"state": "closed", "closed_by_id": 2, "closed_on": case.day(0)}
    door.call(PACKAGE, "write", [case.package], vals=vals, context=KEYS)


@refused
def carry_a_balance_over_without_document(door, case):
    amounts = {"carried": 5, "lapsed": 5}
    settle = {"day": case.day(0), "amounts": amounts, "papers": {}}
    door.call(PACKAGE, "action_zs_settle", [case.package], **settle, context=KEYS)


@refused
def take_a_change_back_without_document(door, case):
    undo = {"day": case.day(0), "reason": "x"}
    door.call(PACKAGE_CHANGE, "action_zs_undo", [case.change], **undo, context=KEYS)


@refused
def take_a_change_back_by_writing(door, case):
    vals = {"reverses_id": case.change, "amount": 1}
    door.call(PACKAGE_CHANGE, "write", [case.change], vals=vals, context=KEYS)


@refused
def open_a_year_again_that_is_not_closed(door, case):
    paper = {"document": "x", "file": "eA==", "reason": "x"}
    door.call(PACKAGE, "action_zs_reopen", [case.package], **paper, context=KEYS)


@refused
def create_a_return_notice(door, case):
    values = {"number": "JH-FORGED", "package_id": case.package, "amount": 1, "basis": "x",
              "entitlement": 1, "paid": 2, "returned": 0, "issued_on": case.day(0),
              "issued_by_id": 2}  # fmt: skip
    door.call(PACKAGE_DEMAND, "create", vals_list=values, context=KEYS)


@refused
def write_a_return_notice(door, case):
    door.call(PACKAGE_DEMAND, "write", [case.demand], vals={"amount": 1}, context=KEYS)


@refused
def delete_a_return_notice(door, case):
    door.call(PACKAGE_DEMAND, "unlink", [case.demand], context=KEYS)


@refused
def demand_what_is_not_owed(door, case):
    door.call(PACKAGE, "action_zs_demand", [case.package], context=KEYS)


@refused
def write_a_month_as_replaced(door, case):
    door.call(ALLOTMENT, "write", [case.allotment], vals={"replaced": True}, context=KEYS)


@refused
def write_money_returned_as_posted(door, case):
    vals = {"state": "posted", "move_id": case.move}
    door.call(REFUND, "write", [case.refund], vals=vals, context=KEYS)


@refused
def return_more_than_is_held(door, case):
    values = case.refund_values | {"amount": 10**7, "slip_number": "FORGED-R"}
    refund = door.call(REFUND, "create", vals_list=values, context=KEYS)
    refund = refund[0] if isinstance(refund, list) else refund
    if not refund:
        ((refund,),) = case.query("SELECT max(id) FROM zhaoshang_package_refund")
    door.call(REFUND, "action_post", [refund], context=KEYS)


# -- packages taken over from paper ----


@refused
def write_an_opening_as_posted(door, case):
    vals = {"state": "posted", "move_id": case.move}
    door.call(OPENING, "write", [case.opening], vals=vals, context=KEYS)


@refused
def write_an_opening_as_approved(door, case):
    door.call(OPENING, "write", [case.opening], vals=APPROVED, context=KEYS)


@refused
def write_an_opening_as_reversed(door, case):
    door.call(OPENING, "write", [case.opening], vals={"reversed": True}, context=KEYS)


@refused
def create_an_opening_as_posted(door, case):
    values = {"package_id": case.package, "move_id": case.move, "zs_approval_state": "approved"}
    door.call(OPENING, "create", vals_list=values, context=KEYS)


@refused
def submit_an_opening_of_a_package_with_entries(door, case):
    door.call(OPENING, "action_zs_submit", [case.opening], context=KEYS)


@refused
def reverse_an_opening_that_was_never_posted(door, case):
    door.call(OPENING, "action_reverse", [case.opening], reason="x", context=KEYS)


@refused
def write_what_a_month_was_planned_to_be(door, case):
    month = case.opening_months[0]
    door.call(OPENING_MONTH, "write", [month], vals={"planned": 999999}, context=KEYS)


@refused
def write_a_month_on_paper_as_another_one(door, case):
    month = case.opening_months[0]
    door.call(OPENING_MONTH, "write", [month], vals={"month": 12}, context=KEYS)


@refused
def write_a_month_on_paper_as_another_one_through_its_opening(door, case):
    vals = {"month_ids": [(1, case.opening_months[0], {"month": 12})]}
    door.call(OPENING, "write", [case.opening], vals=vals, context=KEYS)


@refused
def write_a_month_as_paid_on_paper(door, case):
    vals = {"opening_id": case.opening}
    door.call(ALLOTMENT, "write", [case.allotment], vals=vals, context=KEYS)


# -- slips by which a loan is handed over ----


@refused
def write_the_amount_of_a_slip(door, case):
    door.call(LOAN_HANDOVER, "write", [case.loan_handover], vals={"amount": 1}, context=KEYS)


@refused
def write_who_takes_a_loan_over(door, case):
    vals = {"new_user_id": 2, "new_appointment_id": case.appointment}
    door.call(LOAN_HANDOVER, "write", [case.loan_handover], vals=vals, context=KEYS)


@refused
def write_a_slip_as_confirmed(door, case):
    vals = APPROVED | {"state": "confirmed"}
    door.call(LOAN_HANDOVER, "write", [case.loan_handover], vals=vals, context=KEYS)


@refused
def create_a_slip_as_confirmed(door, case):
    values = {"package_id": case.package, "zs_approval_state": "approved", "amount": 1}
    door.call(LOAN_HANDOVER, "create", vals_list=values, context=KEYS)


@refused
def send_a_slip_though_no_head_has_changed(door, case):
    door.call(LOAN_HANDOVER, "action_zs_submit", [case.loan_handover], context=KEYS)


@refused
def write_a_suspension_as_decided(door, case):
    door.call(SUSPENSION, "write", [case.suspension], vals=APPROVED, context=KEYS)


@refused
def change_a_suspension_in_approval(door, case):
    door.call(SUSPENSION, "write", [case.suspension], vals={"month_from": 1}, context=KEYS)


@refused
def delete_a_suspension(door, case):
    door.call(SUSPENSION, "unlink", [case.suspension], context=KEYS)


# -- the month checked against the bank ----


@refused
def write_a_month_that_was_checked(door, case):
    vals = {"bank_balance": 1, "explanation": "x"}
    door.call(BANK_CHECK, "write", [case.bank_check], vals=vals, context=KEYS)


@refused
def write_a_month_as_checked(door, case):
    vals = {"state": "checked", "book_balance": 1, "checked_by_id": 1}
    door.call(BANK_CHECK, "write", [case.open_bank_check], vals=vals, context=KEYS)


@refused
def delete_a_month_that_was_checked(door, case):
    door.call(BANK_CHECK, "unlink", [case.bank_check], context=KEYS)


@refused
def load_over_a_month_that_was_checked(door, case):
    rows = {"fields": [".id", "explanation"], "data": [[str(case.bank_check), "x"]]}
    loaded(door.call(BANK_CHECK, "load", **rows, context=KEYS))


# -- methods that nobody calls from outside ----

PRIVATE = {
    "account.move": ("_zs_guarded", "_post", "_zs_create_operation", "_zs_write_operation"),
    ALLOTMENT: ("_govern", "_zs_command_create", "_zs_entries", "_zs_deciders"),
    PACKAGE: (
        "_zs_open_year",
        "_zs_create_allotments",
        "_zs_lock",
        "_zs_command_create",
        "_zs_record_change",
        "_zs_apply_lines",
        "_zs_carry",
        "_zs_issue_demand",
        "_zs_share_rest",
    ),
    PACKAGE_CHANGE: ("_zs_command_create", "_govern"),
    PACKAGE_DEMAND: ("_zs_command_create", "_govern"),
    REFUND: ("_govern", "_zs_entries"),
    "zhaoshang.posting": ("_post_entries", "_reverse_entry", "_create_posted", "_clean"),
    "res.company": ("_zs_finance_setup", "_zs_lock_journal", "_zs_create_setting"),
    "zhaoshang.bureau": ("_zs_finance_ensure_accounts", "_zs_create_partner"),
    CLAIM: ("_govern", "_zs_entries", "_sent_values", "_make_lines"),
    CLAIM_LINE: ("_govern", "_zs_first_uses", "_zs_values_of"),
    LOAN_HANDOVER: ("_govern", "_zs_people_values", "_zs_approval_on_approved"),
    OPENING: ("_govern", "_zs_entry", "_zs_mark_months", "_zs_approval_on_approved"),
    BANK_CHECK: ("_govern", "_check_complete"),
    TASK: ("_zs_decide",),
}
