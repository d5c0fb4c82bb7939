from datetime import date

from odoo.fields import Command
from odoo.tests import TransactionCase

YEAR = 2025
ACCOUNTANT = "zhaoshang_finance.group_accountant"
CASHIER = "zhaoshang_finance.group_cashier"
AUTHORITY = "zhaoshang_office.group_bureau_authority"


class FinanceCase(TransactionCase):
    """A county with two bureaus of its own: 测试甲 of three people and 测试乙 of two.

    会计 is ``self.accountant``, 出纳 ``self.cashier``, 招商管理局 ``self.authority``.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={"tracking_disable": False, "lang": "en_US"})
        cls.company = cls.env.ref("base.main_company")
        cls.company._zs_finance_setup()
        cls.accountant, cls.cashier, cls.authority = cls._users(
            {"t_kuaiji": [ACCOUNTANT], "t_chuna": [CASHIER], "t_zhaoshangju": [AUTHORITY]}
        )
        post = cls.env.ref("zhaoshang_office.approval_role_bureau_authority")
        post.member_ids.date_to = "2020-01-01"
        post.member_ids = [Command.create({"user_id": cls.authority.id})]
        post.member_ids._zs_take_effect()
        cls.three = cls._bureau("测试甲", "testjia", "3")
        cls.two = cls._bureau("测试乙", "testyi", "2")

    @classmethod
    def _user(cls, login, *groups):
        return cls._users({login: groups})

    @classmethod
    def _users(cls, groups):
        """Make the users ``{login: groups}`` in one call, a third of the work."""
        return cls.env["res.users"].create(
            [
                {
                    "name": login,
                    "login": login,
                    "email": f"{login}@example.com",
                    "company_id": cls.company.id,
                    "company_ids": [Command.set(cls.company.ids)],
                    "group_ids": [
                        Command.set([cls.env.ref(n).id for n in its or ("base.group_user",)])
                    ],
                }
                for login, its in groups.items()
            ]
        )

    @classmethod
    def _bureau(cls, name, code, headcount, **values):
        return cls.env["zhaoshang.bureau"].create(
            {
                "name": name,
                "code": code,
                "city": name,
                "opened_on": date(2013, 1, 1),
                "headcount_standard": headcount,
                "company_id": cls.company.id,
                **values,
            }
        )

    @classmethod
    def open_year(cls, year=YEAR):
        """会计 opens the year; return the package of 测试甲."""
        cls.env["zhaoshang.package"].with_user(cls.accountant)._zs_open_year(year)
        return cls.package_of(cls.three, year)

    @classmethod
    def package_of(cls, bureau, year=YEAR):
        return cls.env["zhaoshang.package"].search(
            [("bureau_id", "=", bureau.id), ("year", "=", year)]
        )

    @classmethod
    def approve(cls, lines):
        """会计 submits and 招商管理局 agrees."""
        lines.with_user(cls.accountant).action_zs_submit()
        tasks = cls.env["zhaoshang.approval.task"].with_user(cls.authority)
        tasks.search(
            [
                ("res_model", "=", "zhaoshang.allotment"),
                ("res_id", "in", lines.ids),
                ("state", "=", "open"),
            ]
        ).action_decide("approve")
        lines.invalidate_recordset()

    @classmethod
    def pay(cls, lines, bank_date, *slips):
        """出纳 pays lines that are approved."""
        slips = slips or [f"T{line.id}" for line in lines]
        lines.with_user(cls.cashier).action_pay(bank_date, slips)

    @classmethod
    def approve_and_pay(cls, lines, bank_date, *slips):
        cls.approve(lines)
        cls.pay(lines, bank_date, *slips)

    @classmethod
    def month(cls, package, month):
        return package.allotment_ids.filtered(
            lambda line: line.month == month and line.state != "refused"
        )

    def line_of(self, move, purpose):
        """The line of an entry on the account of this purpose."""
        if purpose == "bank":
            account = self.company.zs_bank_journal_id.default_account_id
        else:
            account = self.company[f"zs_{purpose}_account_id"]
        return move.line_ids.filtered(lambda line: line.account_id == account)
