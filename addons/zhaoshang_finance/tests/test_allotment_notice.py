import io
from datetime import date
from decimal import Decimal

from odoo.tests import tagged
from pypdf import PdfReader

from ..models.posting import Entry
from ..rules.entry import Part
from .common import YEAR, FinanceCase


@tagged("post_install", "-at_install")
class TestAllotmentNotice(FinanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.package = cls.open_year()

    def facts(self, line):
        return line.with_user(self.accountant)._zs_notice_facts()

    def test_the_loan_slip_shows_the_loan_before_and_after(self):
        """R119: before the payment 0.00 and 30,000.00; the same once it is paid."""
        package = self.package
        loan = self.month(package, 1)
        for _state in ("planned", "paid"):
            facts = self.facts(loan)
            self.assertEqual(facts["loan_before"], "0.00")
            self.assertEqual(facts["loan_after"], "30,000.00")
            if loan.state == "planned":
                self.approve_and_pay(loan, date(YEAR, 1, 5))

    def test_the_notice_adds_up_the_months(self):
        """R120: March of 测试甲: 70,000.00 so far, 180,000.00 left."""
        facts = self.facts(self.month(self.package, 3))
        self.assertEqual((facts["cumulative"], facts["left"]), ("70,000.00", "180,000.00"))
        self.assertFalse(facts["opinions"])

    def test_slips_are_numbered_by_kind_month_and_place(self):
        """R119: as claims (BX) and returns (TK) are, and in Chinese: no login names on paper."""
        loan, notice = (self.month(self.package, month) for month in (1, 2))
        self.three.name = "龙岩驻外招商局"
        self.assertEqual(self.facts(loan)["number"], f"JK-{YEAR}-01-龙岩")
        self.assertEqual(self.facts(notice)["number"], f"BK-{YEAR}-02-龙岩")
        self.three.name = "驻沪联络处"
        self.assertEqual(self.facts(loan)["number"], f"JK-{YEAR}-01-驻沪联络处")

    def test_two_bureaus_in_one_place_have_two_numbers(self):
        """R003, R119: a bureau was closed and another opened there; its slips are not the same."""
        (self.three | self.two).write({"name": "龙岩驻外招商局"})
        slips = [self.month(package, 2) for package in (self.package, self.package_of(self.two))]
        numbers = [self.facts(slip)["number"] for slip in slips]
        self.assertEqual(numbers, [f"BK-{YEAR}-02-龙岩", f"BK-{YEAR}-02-龙岩2"])

    def test_the_notice_adds_up_the_package_as_it_was_changed(self):
        """R120, R123, R124: two people from July; August, approved before, counts once."""
        self.approve(self.package.allotment_ids)
        paper = {"document": "松编办〔2025〕6号", "file": b"JVBERi0xLjQK"}
        package = self.package.with_user(self.accountant)
        package.action_zs_change("resized", date(YEAR, 7, 1), 2, **paper)
        self.env.invalidate_all()
        facts = self.facts(self.month(self.package, 8))
        self.assertEqual(
            (facts["amount"], facts["annual"], facts["cumulative"], facts["left"]),
            ("14,166.66", "215,000.00", "158,333.32", "56,666.68"),
        )
        self.assertEqual(self.package.overdue_count, 12)

    def test_the_amount_stands_in_capitals(self):
        """R119: 叁万元整; 13,636.36 = 壹万叁仟陆佰叁拾陆元叁角陆分."""
        package = self.package
        self.assertEqual(self.month(package, 1).amount_capital, "叁万元整")
        february = self.month(self.package_of(self.two), 2)
        self.assertEqual(february.amount_capital, "壹万叁仟陆佰叁拾陆元叁角陆分")

    def test_it_is_printed_with_the_opinion(self):
        """R119: one page for each line, as PDF, with who agreed."""
        package = self.package
        lines = self.month(package, 1) | self.month(package, 2)
        self.approve(lines)
        (opinion,) = self.facts(lines[0])["opinions"]
        self.assertEqual(opinion["name"], self.authority.name)
        report = self.env["ir.actions.report"].with_user(self.cashier)
        report = report.with_context(force_report_rendering=True)
        pdf, kind = report._render_qweb_pdf("zhaoshang_finance.action_report_allotment", lines.ids)
        self.assertEqual(kind, "pdf")
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
        self.assertEqual(len(pages), 4)
        self.assertEqual([page.count("叁万元整") for page in pages], [1, 1, 1, 0])
        self.assertIn("贰万元整", pages[3])
        self.assertIn(self.authority.name, pages[0])

    def test_the_loan_slip_is_kept_by_three_and_the_notice_goes_to_the_bureau(self):
        """R119: stub, books, borrower, each with five signatures; the notice has the seals."""
        loan = self.month(self.package, 1).with_user(self.accountant)._document()
        self.assertEqual(len(loan.parts), 3)
        self.assertEqual(sum(len(it) for kind, it in loan.blocks if kind == "signs"), 6)
        self.assertTrue(loan.mark)
        notice = self.month(self.package, 2).with_user(self.accountant)._document()
        self.assertFalse(notice.parts)
        self.assertEqual(notice.addressee, "测试甲")

    def test_a_claim_posted_since_does_not_change_the_slip(self):
        """R128: 30,000.00 before and after are those of the day it was paid."""
        loan = self.month(self.package, 1)
        self.approve_and_pay(loan, date(YEAR, 1, 5))
        posting = self.env["zhaoshang.posting"].sudo()
        posting._post_entries(self.company, [_clearing(self.package, loan, date(YEAR, 2, 1))])
        facts = self.facts(loan)
        self.assertEqual((facts["loan_before"], facts["loan_after"]), ("0.00", "30,000.00"))

    def test_a_head_prints_his_own(self):
        """R117: what a reader of the line may print needs no right in accounting."""
        loan = self.month(self.package, 1)
        reader = self._user("t_reader", "zhaoshang_office.group_leader")
        self.three.leader_ids = reader
        self.assertEqual(loan.with_user(reader)._zs_notice_facts()["amount"], "30,000.00")


def _clearing(package, source, day):
    """An entry that clears 12,000 of the loan, as a claim does."""
    parts = (Part("prepaid", Decimal(12000)), Part("loan", Decimal(-12000)))
    return Entry(source, "claim", day, package, parts, "BX")
