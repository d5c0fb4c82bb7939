"""A real case on the server: one leave in the middle of its approval, and what nobody may change.

Built over RPC by the people themselves, watched from outside by SQL.
"""

from __future__ import annotations

import datetime
import functools
import itertools

import psycopg2
from passlib.context import CryptContext

from .clients import Client
from .doors import DOORS, CallKw

LEAVE = "zhaoshang.leave"
INSTANCE = "zhaoshang.approval.instance"
TASK = "zhaoshang.approval.task"
EVENT = "zhaoshang.approval.event"
ANCHOR = "zhaoshang.approval.anchor"
CHECK = "zhaoshang.approval.check"
FINDING = "zhaoshang.approval.check.finding"
AUDIT = "zhaoshang.audit"
PACKAGE = "zhaoshang.package"
ALLOTMENT = "zhaoshang.allotment"
LEDGER = "zhaoshang.package.ledger"
CLAIM = "zhaoshang.claim"
CLAIM_LINE = "zhaoshang.claim.line"
CLAIM_PAPER = "zhaoshang.claim.paper"
PACKAGE_CHANGE = "zhaoshang.package.change"
PACKAGE_DEMAND = "zhaoshang.package.demand"
REFUND = "zhaoshang.package.refund"
OPENING = "zhaoshang.package.opening"
LOAN_HANDOVER = "zhaoshang.loan.handover"
OPENING_MONTH = "zhaoshang.package.opening.month"
OPENING_EXPENSE = "zhaoshang.package.opening.expense"
SUSPENSION = "zhaoshang.suspension"

REQUESTER = "head.hangzhou"
COLLEAGUE = "deputy1.hangzhou"
OUTSIDER = "head.ningbo"
DECIDED = "zuzhibu"  # has signed
WAITING = "zhaoshangju"  # whose turn it is
ACCOUNTANT = "kuaiji"
CASHIER = "chuna"
TECHNICIAN = "technician"  # base.group_system and nothing of ours
BOOKKEEPER = "bookkeeper"  # every right that Odoo's accounting gives, and nothing of ours
OUTSIDE_ROLES = {
    TECHNICIAN: ["group_system"],
    BOOKKEEPER: ["group_account_manager", "group_account_user", "group_account_invoice"],
}
SUPERUSER = "__system__"  # uid 1, opened by SQL: over RPC it cannot be
WORD = "绝密事由-7f3a"  # stands in the reason
PDF = "JVBERi0xLjQK"
PHOTO = "/9j/4AAQSkZJRg=="  # an invoice is read, a photo of one is taken as it is
OPINION = "绝密意见-91c4"  # stands in an opinion

# what an approval is made of, and what stands around it
GOVERNED = (
    "zhaoshang_leave",
    "zhaoshang_leave_text",
    "zhaoshang_approval_instance",
    "zhaoshang_approval_task",
    "zhaoshang_approval_event",
    "zhaoshang_approval_anchor",
    "zhaoshang_approval_anchor_head",
    "zhaoshang_approval_flow",
    "zhaoshang_approval_version",
    "zhaoshang_approval_step",
    "zhaoshang_approval_party",
    "zhaoshang_approval_role",
    "zhaoshang_approval_role_member",
    "zhaoshang_rule_set",
    "zhaoshang_presence_month",
    "zhaoshang_audit",
    "zhaoshang_package",
    "zhaoshang_allotment",
    "zhaoshang_claim",
    "zhaoshang_claim_line",
    "zhaoshang_claim_paper",
    "zhaoshang_package_opening",
    "zhaoshang_package_opening_month",
    "zhaoshang_package_opening_expense",
    "zhaoshang_loan_handover",
    "zhaoshang_expense_category",
    "zhaoshang_bank_check",
    "account_move",
    "account_move_line",
    "account_analytic_line",
    "account_journal",
    "account_account",
)
# nobody but the engine may add to these
CLOSED = (*GOVERNED[2:7], "zhaoshang_package", "zhaoshang_allotment")
# nobody may add rows like these to others
FORGED = {
    "zhaoshang_leave": "zs_approval_state <> 'draft'",
    "zhaoshang_claim": "zs_approval_state <> 'draft' OR move_id IS NOT NULL",
    "zhaoshang_package_opening": "zs_approval_state <> 'draft' OR move_id IS NOT NULL",
    "zhaoshang_loan_handover": "zs_approval_state <> 'draft'",
    "account_move": "(zs_event IS NOT NULL OR zs_source_id IS NOT NULL OR journal_id IN"
    " (SELECT zs_bank_journal_id FROM res_company))",
    "account_move_line": "(zs_package_id IS NOT NULL OR account_id IN"
    " (SELECT unnest(ARRAY[zs_loan_account_id, zs_prepaid_account_id, zs_advance_account_id])"
    " FROM res_company))",
}
SETTINGS = (
    "zs_bank_journal_id, zs_loan_account_id, zs_prepaid_account_id, zs_advance_account_id,"
    " zs_funding_account_id"
)


def unwritten(table, where="true"):
    """A query whose answer differs as soon as one of these rows was written or is gone.

    PostgreSQL notes in a row which transaction wrote it (``xmin``), a later one each time: to add
    that up takes a tenth of the time of reading what the rows say.
    """
    return f"SELECT (count(*), sum(xmin::text::bigint))::text FROM {table} WHERE {where}"


class Case:
    """The rows that a forger aims at; ``doors`` are kept open between tests."""

    def __init__(self, server):
        self.server = server
        self.sql = psycopg2.connect(dbname=server.database)
        self.sql.autocommit = True
        self.clients, self.open_doors = {}, {}
        self.days = itertools.count()
        self.forged_days = itertools.cycle(range(90, 120))
        self._prepare_people()
        self._build()
        self.highest = {
            table: self.query(f"SELECT COALESCE(max(id), 0) FROM {table}")[0][0]
            for table in GOVERNED
        }

    def query(self, text, *values):
        with self.sql.cursor() as cursor:
            cursor.execute(text, values)
            return cursor.fetchall() if cursor.description else None

    def close(self):
        self.sql.close()

    # -- people ---------------------------------------------------------------------------------

    def door(self, kind, login):
        """A door of a person; one log-in serves all tests of the file."""
        if login not in self.clients:
            self.clients[login] = Client(self.server.url, self.server.database, login)
        key = kind, login
        if key not in self.open_doors:
            self.open_doors[key] = kind(self.clients[login], password=login)
        return self.open_doors[key]

    def person(self, login):
        return self.door(CallKw, login)

    def _prepare_people(self):
        admin = self.person("admin")
        for login, groups in OUTSIDE_ROLES.items():
            names = [("module", "in", ["base", "account"]), ("name", "in", groups)]
            found = admin.call("ir.model.data", "search_read", domain=names, fields=["res_id"])
            values = {"name": login, "login": login, "password": login}
            values["group_ids"] = [(6, 0, [group["res_id"] for group in found])]
            admin.call("res.users", "create", vals_list=values)
        hashed = CryptContext(["pbkdf2_sha512"], pbkdf2_sha512__rounds=1).hash(SUPERUSER)
        self.query("UPDATE res_users SET active = true, password = %s WHERE id = 1", hashed)

    # -- documents ------------------------------------------------------------------------------

    def day(self, number):
        """``number`` days from now, beyond the leaves of the demonstration."""
        return (datetime.date.today() + datetime.timedelta(60 + number)).isoformat()  # noqa: DTZ011

    def forged_values(self):
        """Values of a leave that the requester may ask for, for a row that shall not stay."""
        return self.leave_values(day=self.day(next(self.forged_days)))

    def leave_values(self, login=REQUESTER, day=None):
        """Values of a leave that the person may ask for; a head names who acts for him."""
        day = day or self.day(next(self.days))
        return {
            "date_from": day,
            "date_to": day,
            "acting_appointment_id": login.startswith("head.") and self.deputy(login),
            "reason": WORD,
        }

    @functools.cache  # noqa: B019 (lives as long as the tests of one file)
    def deputy(self, login):
        domain = [("role", "=", "deputy"), ("state", "=", "confirmed")]
        return self.person(login).call("zhaoshang.appointment", "search", domain=domain)[0]

    def ask_leave(self, login=REQUESTER, submit=True):
        person = self.person(login)
        leave = person.call(LEAVE, "create", vals_list=self.leave_values(login))
        if submit:
            person.call(LEAVE, "action_zs_submit", [leave])
        return leave

    def open_task(self, document, login, model=LEAVE):
        person = self.person(login)
        domain = [("res_id", "=", document), ("res_model", "=", model), ("state", "=", "open")]
        (task,) = person.call(TASK, "search", domain=[*domain, ("user_id", "=", person.uid)])
        return task

    def state(self, leave):
        return self.query("SELECT zs_approval_state FROM zhaoshang_leave WHERE id = %s", leave)[0][
            0
        ]

    def _build(self):
        self.leave = self.ask_leave()
        self.draft = self.ask_leave(submit=False)
        self.done_task = self.open_task(self.leave, DECIDED)
        self.task = self.open_task(self.leave, WAITING)
        self.person(DECIDED).call(
            TASK, "action_decide", [self.done_task], decision="approve", comment=OPINION
        )
        ((self.instance, self.appointment),) = self.query(
            "SELECT zs_approval_instance_id, appointment_id FROM zhaoshang_leave WHERE id = %s",
            self.leave,
        )
        self._remark()
        self.events = self.ids("zhaoshang_approval_event", "instance_id = %s", self.instance)
        self.version = self.ids("zhaoshang_approval_version", "state = 'published'")[0]
        self.flow = self.ids("zhaoshang_approval_flow")[0]
        self.role = self.ids("zhaoshang_approval_role")[0]
        self.audit = self.ids("zhaoshang_audit")[0]
        self._run_the_night()
        self.anchor = self.ids("zhaoshang_approval_anchor")[-1]
        self.check = self.ids("zhaoshang_approval_check")[-1]

    def _remark(self):
        """A line of who signed in the talk, as the engine wrote it before the trail told it all: he
        reads the document and may write nothing there."""
        self.query(
            "INSERT INTO mail_message"
            " (model, res_id, author_id, body, message_type, date, subtype_id)"
            " SELECT %s, %s, partner_id, %s, 'notification', now(), data.res_id"
            " FROM res_users, ir_model_data data"
            " WHERE login = %s AND module = 'mail' AND data.name = 'mt_note'",
            LEAVE,
            self.leave,
            f"<p>{OPINION}</p>",
            DECIDED,
        )

    def _run_the_night(self):
        """Anchor and check the history, as the scheduled job does."""
        ((job,),) = self.query(
            "SELECT res_id FROM ir_model_data WHERE module = 'zhaoshang_approval'"
            " AND name = 'cron_history'"
        )
        self.person("admin").call("ir.cron", "method_direct_trigger", [job])

    def ids(self, table, where="true", *values):
        rows = self.query(f"SELECT id FROM {table} WHERE {where} ORDER BY id", *values)
        return [row[0] for row in rows]

    # -- what a forger would have to change ------------------------------------------------------

    def fingerprint(self):
        """Every governed row that was there, and no new one that claims an approval."""
        parts = [f"({unwritten(table, f'id <= {last}')})" for table, last in self.highest.items()]
        parts += [
            f"(SELECT count(*) FROM {table} WHERE id > {self.highest[table]})" for table in CLOSED
        ]
        parts += [
            f"(SELECT count(*) FROM {table} WHERE id > {self.highest[table]} AND {forged})"
            for table, forged in FORGED.items()
        ]
        parts.append(f"(SELECT string_agg(concat_ws(' ', {SETTINGS}), '|') FROM res_company)")
        return self.query(f"SELECT {', '.join(parts)}")[0]

    def clean(self):
        """Remove drafts that a harmless attempt has left: the next one must not fail for them."""
        drafts = "SELECT id FROM zhaoshang_leave WHERE id > %s AND zs_approval_instance_id IS NULL"
        last = self.highest["zhaoshang_leave"]
        self.query(f"DELETE FROM zhaoshang_leave_text WHERE leave_id IN ({drafts})", last)
        self.query(f"DELETE FROM zhaoshang_leave WHERE id IN ({drafts})", last)


class FinanceCase(Case):
    """Beside it, package funds: one payment under approval, one paid and posted."""

    def _build(self):
        super()._build()
        accountant = self.person(ACCOUNTANT)
        wizard = accountant.call("zhaoshang.package.open", "create", vals_list={})
        accountant.call("zhaoshang.package.open", "action_open", [wizard])
        ((self.package,),) = self.query(
            "SELECT p.id FROM zhaoshang_package p JOIN zhaoshang_bureau b ON b.id = bureau_id"
            " WHERE b.code = 'hangzhou' AND year = extract(year FROM now())"
        )
        self.bank_check = self.ids("zhaoshang_bank_check", "state = 'checked'")[0]
        self.open_bank_check = self.ids("zhaoshang_bank_check", "state = 'draft'")[0]
        self.claim = self._claim()
        self.claim_lines = self.ids("zhaoshang_claim_line", "claim_id = %s", self.claim)
        self.claim_papers = self.ids("zhaoshang_claim_paper", "claim_id = %s", self.claim)
        self.paid = self._paid() or self._pay(self._next())
        self._build_year()
        self.allotment = self._next()
        accountant.call(ALLOTMENT, "action_zs_submit", [self.allotment])
        self.payment_task = self.open_task(self.allotment, WAITING, ALLOTMENT)
        slip = {"package_id": self.package, "note": WORD}
        self.loan_handover = accountant.call(LOAN_HANDOVER, "create", vals_list=slip)
        self.opening = accountant.call(OPENING, "create", vals_list=self._opening_values())
        self.opening_months, self.opening_expenses = (
            self.ids(f"zhaoshang_package_opening_{name}", "opening_id = %s", self.opening)
            for name in ("month", "expense")
        )
        query = "SELECT move_id FROM zhaoshang_allotment WHERE id = %s"
        ((self.move,),) = self.query(query, self.paid)
        self.lines = self.ids("account_move_line", "move_id = %s", self.move)
        self.counted = self.ids("account_analytic_line", "move_line_id IS NOT NULL")[:1]
        ((self.journal,),) = self.query("SELECT zs_bank_journal_id FROM res_company WHERE id = 1")
        ((self.account, self.bank),) = self.query(
            "SELECT zs_prepaid_account_id, default_account_id FROM res_company c"
            " JOIN account_journal j ON j.id = c.zs_bank_journal_id WHERE c.id = 1"
        )
        ((self.partner,),) = self.query(
            "SELECT partner_id FROM zhaoshang_bureau WHERE code = 'hangzhou'"
        )

        ((self.other_journal,),) = self.query(
            "SELECT id FROM account_journal WHERE type = 'general' AND company_id = 1 LIMIT 1"
        )
        ((self.other_account,),) = self.query(
            "SELECT id FROM account_account WHERE account_type = 'expense' ORDER BY id LIMIT 1"
        )
        self.other_move = self.person(BOOKKEEPER).call(
            "account.move", "create", vals_list=self.other_entry()
        )
        self.other_lines = self.ids("account_move_line", "move_id = %s", self.other_move)

    def _build_year(self):
        """A change of the package, and money returned that waits for the accountant."""
        ((year,),) = self.query("SELECT year FROM zhaoshang_package WHERE id = %s", self.package)
        paper = {"document": WORD, "file": PDF, "file_name": WORD, "reason": WORD}
        change = {"kind": "resized", "date": f"{year}-12-01", "headcount": 2, **paper}
        self.person(ACCOUNTANT).call(PACKAGE, "action_zs_change", [self.package], **change)
        (self.change,) = self.ids("zhaoshang_package_change", "package_id = %s", self.package)
        self.query(
            "INSERT INTO zhaoshang_package_demand (number, package_id, bureau_id, year, company_id,"
            " entitlement, paid, returned, amount, basis, issued_on, issued_by_id)"
            " SELECT 'TK-RPC', id, bureau_id, year, company_id, 1, 8, 0, 7, %s, now(), 2"
            " FROM zhaoshang_package WHERE id = %s",
            WORD, self.package,
        )  # fmt: skip
        (self.demand,) = self.ids("zhaoshang_package_demand", "number = 'TK-RPC'")
        decision = paper | {"bureau_id": 1, "year": year, "month_from": 12}
        self.suspension = self.person("bangongshi").call(SUSPENSION, "create", vals_list=decision)
        self.person("bangongshi").call(SUSPENSION, "action_zs_submit", [self.suspension])
        self.refund_values = {"package_id": self.package, "amount": 7, "date": self.day(0),
                              "slip": PDF, "slip_name": WORD, "reason": WORD}  # fmt: skip
        values = self.refund_values | {"slip_number": "TEST-REFUND"}
        self.refund = self.person(CASHIER).call(REFUND, "create", vals_list=values)

    def _opening_values(self):
        """Figures on paper of a package that has entries here: a draft that is never posted."""
        (category,) = self.ids("zhaoshang_expense_category", "code = 'rent' AND company_id = 1")
        expense = {"category_id": category, "amount": 7}
        return {"package_id": self.package, "date": self.day(-60), "document": WORD, "note": WORD,
                "file": PDF, "file_name": WORD, "expense_ids": [(0, 0, expense)]}  # fmt: skip

    def claim_values(self, number=1):
        """Values of a claim that an officer of 杭州 may hand in."""
        domain = [("code", "=", "reception")]
        category = self.person(COLLEAGUE).call(
            "zhaoshang.expense.category", "search", domain=domain
        )
        papers = [{"kind": kind, "file": PDF, "file_name": WORD} for kind in ("letter", "guests")]
        line = {
            "category_id": category[0],
            "invoice_number": f"99999{number:015d}",
            "invoice_date": datetime.date.today().isoformat(),  # noqa: DTZ011
            "invoice_amount": 12,
            "seller": WORD,
            "file": PHOTO,
            "paper_ids": [(0, 0, paper) for paper in papers],
        }
        return {"reason": WORD, "line_ids": [(0, 0, line)]}

    def _claim(self):
        person = self.person(COLLEAGUE)
        claim = person.call(CLAIM, "create", vals_list=self.claim_values())
        person.call(CLAIM, "action_zs_submit", [claim])
        return claim

    def other_entry(self):
        """Values of an entry that has nothing to do with the package funds."""
        accounts = [{"debit": 5, "credit": 0}, {"debit": 0, "credit": 5}]
        lines = [(0, 0, {"account_id": self.other_account, **amounts}) for amounts in accounts]
        values = {"move_type": "entry", "journal_id": self.other_journal, "line_ids": lines}
        return values | {"date": self.day(-60)}

    def _paid(self):
        where = "package_id = %s AND state = 'paid'"
        return next(iter(self.ids("zhaoshang_allotment", where, self.package)), None)

    def _next(self):
        where = "package_id = %s AND state = 'planned'"
        return self.ids("zhaoshang_allotment", where, self.package)[0]

    def _pay(self, allotment):
        self.person(ACCOUNTANT).call(ALLOTMENT, "action_zs_submit", [allotment])
        task = self.open_task(allotment, WAITING, ALLOTMENT)
        self.person(WAITING).call(TASK, "action_decide", [task], decision="approve")
        today = datetime.date.today().isoformat()  # noqa: DTZ011
        self.person(CASHIER).call(
            ALLOTMENT, "action_pay", [allotment], bank_date=today, slip_numbers=["TEST-RPC"]
        )
        return allotment


METHOD_DOORS = tuple(kind for kind in DOORS if kind.name != "base_import")
