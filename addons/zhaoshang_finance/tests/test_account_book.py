import io
import re
from base64 import b64decode
from datetime import date
from decimal import Decimal

import openpyxl
from odoo.addons.web.controllers.export import GroupsTreeNode
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import SQL
from pypdf import PdfReader

from ..controllers.export import take_edges
from .common import YEAR, FinanceCase

LEDGER, BALANCE, BOOK = (
    "zhaoshang.account.ledger",
    "zhaoshang.trial.balance",
    "zhaoshang.account.book",
)


def cents(value):
    return Decimal(f"{value or 0:.2f}")


@tagged("post_install", "-at_install")
class TestAccountBook(FinanceCase):
    """三栏明细账 and 余额表: 测试甲 has received its loan and two months, one of them twice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.package = cls.open_year()
        for month in (1, 2, 3):
            line = cls.month(cls.package, month)
            cls.approve_and_pay(line, date(YEAR, month, 5), f"S{month}")
        line = cls.month(cls.package, 3)
        line.with_user(cls.accountant).action_reverse("重复", date(YEAR, 3, 20))
        cls.pay(line, date(YEAR, 3, 21), "S3-2")
        cls.approve_and_pay(cls.month(cls.package_of(cls.two), 1), date(YEAR, 1, 5), "S1-乙")
        cls.env.flush_all()
        cls.prepaid = cls.company.zs_prepaid_account_id

    def book(self, account=None, bureau=None, user=None):
        domain = [("bureau_id", "=", (bureau or self.three).id), ("year", "=", YEAR)]
        domain += [("account_id", "=", (account or self.prepaid).id)]
        return self.env[LEDGER].with_user(user or self.accountant).search(domain)

    def wizard(self, kind, user=None, **values):
        values = {"kind": kind, "year": YEAR, "month": "3", "company_id": self.company.id, **values}
        return self.env[BOOK].with_user(user or self.accountant).create(values)

    def test_a_ledger_has_entries_totals_of_the_month_and_of_the_year(self):
        """R134: 预拨 in March: 20,000 − 20,000 + 20,000 after the 20,000 of February."""
        rows = [(row.kind, row.debit, row.credit, row.outstanding) for row in self.book()]
        self.assertEqual(
            rows,
            [
                ("line", 20000, 0, 20000),
                ("month", 20000, 0, 20000),
                ("year", 20000, 0, 20000),
                ("line", 20000, 0, 40000),
                ("line", -20000, 0, 20000),
                ("line", 20000, 0, 40000),
                ("month", 20000, 0, 40000),
                ("year", 40000, 0, 40000),
            ],
        )
        self.assertEqual(set(self.book().mapped("direction")), {"debit"})

    def test_what_is_open_is_carried_into_the_next_year(self):
        """R133: the next year begins with 期初余额 where the last has ended; expenses at zero."""
        domain = [("bureau_id", "=", self.three.id), ("year", "=", YEAR + 1)]
        rows = self.env[LEDGER].search(domain)
        self.assertEqual(set(rows.mapped("kind")), {"opening"})
        opened = {row.account_id: row.balance for row in rows}
        self.assertEqual(opened[self.prepaid], 40000)
        self.assertEqual(opened[self.company.zs_loan_account_id], 30000)

    def test_the_trial_balance_is_what_odoo_itself_adds_up(self):
        """R134: opening, debit, credit and closing of each account equal those of Odoo's lines."""
        month, after = date(YEAR, 3, 1), date(YEAR, 4, 1)
        rows = self.env[BALANCE].search(
            [("date", "=", month), ("company_id", "=", self.company.id)]
        )
        journals = self.company.zs_bank_journal_id | self.company.zs_claim_journal_id
        ours = Domain("journal_id", "in", journals.ids) & Domain("parent_state", "=", "posted")
        lines = self.env["account.move.line"]
        its = {
            account: [cents(sum_) for sum_ in sums]
            for account, *sums in lines._read_group(
                ours & Domain("date", ">=", month) & Domain("date", "<", after),
                ["account_id"], ["debit:sum", "credit:sum"],
            )
        }  # fmt: skip
        closing = dict(
            lines._read_group(ours & Domain("date", "<", after), ["account_id"], ["balance:sum"])
        )
        for account, own in rows.grouped("account_id").items():
            sums = [cents(sum(own.mapped(name))) for name in ("debit", "credit")]
            self.assertEqual(sums, its.get(account, [0, 0]))
            net = sum(own.mapped("closing_debit")) - sum(own.mapped("closing_credit"))
            self.assertEqual(cents(net), cents(closing.pop(account)))
        self.assertFalse({a: b for a, b in closing.items() if cents(b)})
        for side in ("opening", "closing"):
            debit, credit = (sum(rows.mapped(f"{side}_{its}")) for its in ("debit", "credit"))
            self.assertEqual(cents(debit), cents(credit))

    def grouped(self, months, groupby):
        """Groups of 测试甲 over some months: opening, debit and closing, Dr less Cr of accounts."""
        domain = [("bureau_id", "=", self.three.id)]
        domain += [("date", "in", [date(YEAR, month, 1) for month in months])]
        names = ("opening_debit", "opening_credit", "debit", "year_debit",
                 "closing_debit", "closing_credit")  # fmt: skip
        rows = self.env[BALANCE].with_user(self.accountant)
        groups = rows._read_group(domain, groupby, [f"{it}:sum" for it in names])
        return {its[: len(groupby)]: its[len(groupby) :] for its in groups}

    def test_a_group_of_months_opens_as_the_first_and_closes_as_the_last(self):
        """R134: 借款 30,000 and 预拨 20,000 in February, 20,000 more in March; nothing twice."""
        loan = self.company.zs_loan_account_id
        its = self.grouped((2, 3), ["account_id"])
        self.assertEqual(its[(loan,)], (30000, 0, 0, 30000, 30000, 0))
        self.assertEqual(its[(self.prepaid,)], (0, 0, 40000, 40000, 40000, 0))
        total = (30000, 0, 40000, 70000, 70000, 0)
        mine = [its[key] for key in its if key[0] in (loan, self.prepaid)]
        self.assertEqual(tuple(map(sum, zip(*mine, strict=True))), total)
        self.assertEqual(self.grouped((2, 3), [])[()], total)
        months = self.grouped((2, 3), ["date:month"])
        self.assertEqual(months[(date(YEAR, 2, 1),)], (30000, 0, 20000, 50000, 50000, 0))
        self.assertEqual(months[(date(YEAR, 3, 1),)], (50000, 0, 20000, 70000, 70000, 0))

    def test_a_workbook_of_groups_says_what_the_screen_says(self):
        """R134: Odoo adds up the rows of a group itself; without months no figure is shown."""
        domain = [("bureau_id", "=", self.three.id)]
        domain += [("date", "in", [date(YEAR, month, 1) for month in (2, 3)])]
        rows = self.env[BALANCE].with_user(self.accountant).search(domain)
        for names, opening in (["date"], 30000), ([], None):
            names = ["account_id", *names, "opening_debit", "debit", "closing_debit"]
            tree = GroupsTreeNode(rows, names, ["account_id"], ["many2one"])
            for account, its in rows.grouped("account_id").items():
                group = {"account_id": account.id, "__count": len(its)}
                tree.insert_leaf(group, its.sudo().export_data(names)["datas"])
            take_edges(tree)
            loan = tree.children[self.company.zs_loan_account_id.id].aggregated_values
            self.assertEqual(loan["opening_debit"], opening)
            self.assertEqual(loan["closing_debit"], opening)
            self.assertEqual(tree.aggregated_values["opening_debit"], opening)
            self.assertEqual(tree.aggregated_values["debit"], 40000)

    def test_groups_of_many_months_are_one_statement(self):
        """R134: however many months, accounts and levels of grouping there are."""
        rows = self.env[BALANCE].with_user(self.accountant)
        sums = ["opening_debit:sum", "debit:sum", "closing_debit:sum"]
        for months in ([3], range(1, 13)):
            domain = [("date", "in", [date(YEAR, month, 1) for month in months])]
            sets = [["account_id", "date:month"], ["account_id"], []]
            rows._read_grouping_sets(domain, sets, sums)  # who may read is known from here on
            with self.assertQueryCount(1):
                *_levels, ((opening, debit, closing),) = rows._read_grouping_sets(
                    domain, sets, sums
                )
        self.assertEqual(opening, 0)
        self.assertTrue(debit)
        self.assertEqual(closing, debit)  # of a year that began with nothing

    def test_the_ledger_closes_with_the_trial_balance(self):
        """R134: the last row of each account and bureau says what the trial balance says."""
        rows = self.env[BALANCE].search([("date", "=", date(YEAR, 12, 1))])
        self.assertTrue(rows)
        for row in rows.filtered("bureau_id"):
            last = self.book(row.account_id, row.bureau_id)[-1:]
            closing = cents(row.closing_debit - row.closing_credit)
            self.assertEqual(cents(last.balance), closing, row.display_name)

    def test_another_bureau_is_not_in_the_book_of_an_officer(self):
        """R140: neither rows, nor paper, nor workbook tell him of another bureau or the bank."""
        reader = self._user("t_reader", "zhaoshang_office.group_leader")
        self.two.leader_ids = reader
        for model in (LEDGER, BALANCE):
            rows = self.env[model].with_user(reader).search([])
            self.assertEqual(rows.bureau_id, self.two)
            self.assertTrue(all(rows.mapped("bureau_id")))
        for kind in ("ledger", "balance"):
            for bureau in (False, self.three.id):
                wizard = self.wizard(kind, reader, bureau_id=bureau)
                blocks = wizard._document().blocks
                told = str([b[1].lines() if b[0] == "table" else b[1] for b in blocks])
                self.assertNotIn("测试甲", told)
                self.assertEqual("测试乙" in told, not bureau)
                self.assertNotIn("测试甲", str(list(self.sheet(wizard).values)))

    def sheet(self, wizard):
        return openpyxl.load_workbook(io.BytesIO(b64decode(wizard.sheet))).active

    def test_the_workbook_has_numbers_days_and_a_heading_that_stays(self):
        """R134: title, period, real numbers and real days, and the total of the trial balance."""
        sheet = self.sheet(self.wizard("ledger", bureau_id=self.three.id))
        self.assertEqual(sheet.freeze_panes, "A4")
        self.assertIn(str(YEAR), sheet["A2"].value)
        first = [cell.value for cell in sheet[4]]
        self.assertIsInstance(first[5], (int, float))
        self.assertEqual(first[2].date(), date(YEAR, 2, 5))
        sheet = self.sheet(self.wizard("balance"))
        last = [cell.value for cell in sheet[sheet.max_row]]
        self.assertEqual(last[2], last[3])
        self.assertEqual(last[6], last[7])

    def test_the_book_is_printed(self):
        """R134: on the paper of all documents, with every account of the bureau, and logged."""
        wizard = self.wizard("ledger", bureau_id=self.three.id)
        report = self.env["ir.actions.report"].with_user(self.accountant)
        report = report.with_context(force_report_rendering=True)
        pdf, _kind = report._render_qweb_pdf(
            "zhaoshang_finance.action_report_account_book", wizard.ids
        )
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
        self.assertIn("40,000.00", text)
        logged = self.env["zhaoshang.audit"].search(
            [("res_model", "=", BOOK), ("res_id", "=", wizard.id)]
        )
        self.assertEqual(logged.mapped("kind"), ["print"])

    def test_a_row_opens_its_voucher_and_a_balance_its_ledger(self):
        """R134: down from the balance to the ledger and from there to the voucher."""
        row = self.env[BALANCE].with_user(self.accountant).search(
            [("date", "=", date(YEAR, 3, 1)), ("bureau_id", "=", self.three.id),
             ("account_id", "=", self.prepaid.id)]
        )  # fmt: skip
        rows = self.env[LEDGER].with_user(self.accountant).search(row.action_open()["domain"])
        self.assertEqual(rows, self.book())
        self.assertEqual(rows[0].action_open()["res_id"], rows[0].move_id.id)
        form = self.env.ref("zhaoshang_finance.view_move_form_voucher")
        entry = rows[0].move_id
        for action in (rows[0].action_open(), entry.line_ids[0].action_open_business_doc()):
            self.assertEqual(action["views"], [(form.id, "form")])
        journal = self.env["account.journal"].create(
            {"name": "Other", "code": "OTH", "type": "general"}
        )
        other = self.env["account.move"].create({"journal_id": journal.id})
        self.assertFalse(other.get_formview_id())
        self.assertFalse(rows[1].action_open())
        reader = self._user("t_reader", "zhaoshang_office.group_leader")
        self.three.leader_ids = reader
        document = rows[0].with_user(reader).action_open()
        self.assertEqual(document["res_model"], "zhaoshang.allotment")

    def test_the_ledger_of_a_bureau_reads_its_own_lines_alone(self):
        """R134: lines are found through the package, none of another bureau is looked at."""
        self.env.flush_all()
        # the plan follows what the database has counted, not when it last did so by itself
        self.env.cr.execute("ANALYZE account_move_line, zhaoshang_package")
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        query = self.env[LEDGER]._search([("bureau_id", "=", self.three.id)])
        plan = self.env.execute_query(SQL("EXPLAIN %s", query.select()))
        text = "\n".join(row[0] for row in plan)
        self.assertEqual(len(re.findall(r"on account_move_line\b", text)), 1, text)
        self.assertIn("Index Cond: (zs_package_id = p.id)", text)

    def test_the_statement_of_a_year_and_a_voucher_are_printed(self):
        """R117, R133, R134: paid, settled and the rest in figures and capitals; one page each."""
        statement, voucher = (
            self.pages(f"zhaoshang_finance.action_report_{name}", record)
            for name, record in (
                ("package_statement", self.package),
                ("voucher", self.month(self.package, 2).move_id),
            )
        )
        self.assertEqual(len(statement), 1)
        for text in ("70,000.00", "250,000.00", "贰拾伍万元整"):
            self.assertIn(text, statement[0])
        self.assertEqual(len(voucher), 1)
        for text in ("贰万元整", "20,000.00", self.cashier.name, "测试甲"):
            self.assertIn(text, voucher[0])

    def pages(self, name, record):
        report = self.env["ir.actions.report"].with_user(self.accountant)
        report = report.with_context(force_report_rendering=True)
        pdf, _kind = report._render_qweb_pdf(name, record.ids)
        return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]

    def test_the_overview_has_what_is_planned_paid_and_spent_and_what_is_late(self):
        """R120, R123: the curve ends at the package; nine months of a year gone are overdue."""
        package = self.package.with_user(self.accountant)
        points = package.curve["points"]
        self.assertEqual(
            [points[-1][it] for it in ("planned", "paid", "spent")], [250000, 70000, 0]
        )
        self.assertEqual(package.overdue_count, 9)
        vouchers = self.env["account.move"].search(package.action_zs_vouchers()["domain"])
        self.assertEqual(len(vouchers), 5)
        rows = self.env[LEDGER].search(package.action_zs_account_ledger()["domain"])
        self.assertIn(self.book(), [rows.filtered(lambda row: row.account_id == self.prepaid)])

    def test_the_accountant_prints_that_no_voucher_was_altered(self):
        """R134, R140: both journals of the package funds, by Odoo's own check; nobody else."""
        book = self.wizard("ledger", unaltered=True)
        table = dict(book._document().blocks)["table"]
        self.assertEqual([row[1] for row in table.rows], ["Unaltered", "No voucher yet"])
        self.assertIn(self.company.zs_bank_journal_id.name, table.rows[0][0])
        self.env.cr.execute(
            "UPDATE account_move SET date = date - 1 WHERE id = %s",
            [self.month(self.package, 2).move_id.id],
        )
        self.env.invalidate_all()
        table = dict(book._document().blocks)["table"]
        self.assertIn(self.month(self.package, 2).move_id.name, table.rows[0][1])
        for user in (self.cashier, self.authority):
            with self.assertRaises(AccessError):
                self.wizard("ledger", user, unaltered=True)._document()
        with self.assertRaises(UserError):
            book.action_sheet()
        other = self.env["res.company"].create({"name": "邻县"})
        book.sudo().company_id = other
        with self.assertRaisesRegex(AccessError, "another county"):
            book.with_user(self.accountant)._document()
