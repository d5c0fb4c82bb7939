from datetime import date

from freezegun import freeze_time
from odoo.fields import Command
from odoo.tests import TransactionCase

from ..models.zhaoshang_package import decimal_of
from ..rules.entry import balanced

YEAR = 2025
ACCOUNTANT = "zhaoshang_finance.group_accountant"
CASHIER = "zhaoshang_finance.group_cashier"
AUTHORITY = "zhaoshang_office.group_bureau_authority"

PHOTO = "/9j/4AAQSkZJRg=="
MOMENT = f"{YEAR}-03-20 02:00:00"
JANUARY, FEBRUARY = date(YEAR, 1, 6), date(YEAR, 2, 5)


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
            lambda line: line.month == month and line.state not in ("refused", "replaced")
        )

    def statements(self, function, *arguments):
        """How many statements a call takes that begins with nothing in memory."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function(*arguments)
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def assert_integrity(self, county):
        """Odoo's own report of the hashes is clean for both journals of the county (R134)."""
        checker = self.env["res.users"].search([("login", "=", "t_checker")], limit=1)
        checker = checker or self._user("t_checker", "account.group_account_user")
        county = county.with_context(allowed_company_ids=county.ids)
        report = county.with_user(checker).sudo()._check_hash_integrity()
        for journal in county.zs_bank_journal_id | county.zs_claim_journal_id:
            found = [
                row["status"]
                for row in report["results"]
                if row["journal_name"].startswith(f"{journal.name} (")
            ]
            self.assertEqual(set(found), {"verified"}, journal.name)

    def line_of(self, move, purpose):
        """The line of an entry on the account of this purpose."""
        if purpose == "bank":
            account = self.company.zs_bank_journal_id.default_account_id
        else:
            account = self.company[f"zs_{purpose}_account_id"]
        return move.line_ids.filtered(lambda line: line.account_id == account)

    def assert_balanced(self, *packages):
        """R134: 借款 + 预拨 − 垫付 = paid − returned − settled, what was carried over among it."""
        self.env.invalidate_all()
        names = ("loan", "prepaid", "advance", "paid", "returned", "accepted")
        for package in packages:
            figures = [decimal_of(package.sudo()[name]) for name in names]
            self.assertTrue(balanced(*figures), dict(zip(names, figures, strict=True)))


class ClaimCase(FinanceCase):
    """测试甲 has a head and a deputy, a loan of 30,000 and 20,000 paid ahead."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(MOMENT)
        clock.start()
        cls.addClassCleanup(clock.stop)
        cls.head = cls._officer("t_juzhang", "head")
        cls.deputy = cls._officer("t_fujuzhang", "deputy")
        cls.leader = cls._user("t_fenguan", "zhaoshang_office.group_leader")
        for role, user in (
            ("zhaoshang_finance.approval_role_accountant", cls.accountant),
            ("zhaoshang_office.approval_role_leader", cls.leader),
        ):
            post = cls.env.ref(role)
            post.member_ids.date_to = "2020-01-01"
            post.member_ids = [Command.create({"user_id": user.id})]
            post.member_ids._zs_take_effect()
        cls.package = cls.open_year()
        lines = cls.month(cls.package, 1) | cls.month(cls.package, 2)
        cls.approve(lines)
        cls.pay(cls.month(cls.package, 1), JANUARY)
        cls.pay(cls.month(cls.package, 2), FEBRUARY)
        categories = cls.env["zhaoshang.expense.category"].search(
            [("company_id", "=", cls.company.id)]
        )
        cls.categories = {category.code: category for category in categories}

    @classmethod
    def _officer(cls, login, role, date_from=date(YEAR - 1, 7, 1), date_to=None):
        user = cls._user(login, f"zhaoshang_office.group_{role}")
        post = cls.env["zhaoshang.appointment"].create(
            {
                "name": login,
                "employee_id": cls.env["hr.employee"]
                .create({"name": login, "user_id": user.id, "company_id": cls.company.id})
                .id,
                "host_unit_id": cls.env["zhaoshang.host.unit"]
                .search([(f"for_{role}", "=", True)], limit=1)
                .id,
                "bureau_id": cls.three.id,
                "role": role,
                "date_from": date_from,
                **({"date_to": date_to} if date_to else {}),
            }
        )
        post._confirm()
        return user

    def invoice(self, number, total, category="rent", **values):
        return {
            "category_id": self.categories[category].id,
            "invoice_number": f"25332{number:015d}",
            "invoice_date": date(YEAR, 3, 3),
            "invoice_amount": total,
            "file": PHOTO,
            "file_name": "invoice.jpg",
            **values,
        }

    def claim(self, *amounts, user=None, first=1, **values):
        """A claim that is typed and not handed in."""
        lines = [self.invoice(first + n, amount) for n, amount in enumerate(amounts)]
        return self.claim_of(lines, user, **values)

    def claim_of(self, lines, user=None, **values):
        values = {"reason": "Rent", "line_ids": [Command.create(line) for line in lines], **values}
        return self.env["zhaoshang.claim"].with_user(user or self.deputy).create(values)

    def tasks_of(self, claim, user):
        """What the claim asks of this person."""
        return (
            self.env["zhaoshang.approval.task"]
            .with_user(user)
            .search(
                [("res_model", "=", claim._name), ("res_id", "=", claim.id), ("state", "=", "open"),
                 ("user_id", "=", user.id)]
            )
        )  # fmt: skip

    def agree(self, claim, *users):
        for user in users:
            own = self.tasks_of(claim, user)
            self.assertTrue(own, user.login)
            own.action_decide("approve")
        claim.invalidate_recordset()

    def approved(self, *amounts, **values):
        claim = self.claim(*amounts, **values)
        claim.action_zs_submit()
        users = [self.head, self.authority, self.accountant]
        if claim.needs_leader:
            users.append(self.leader)
        self.agree(claim, *users)
        return claim

    def posted(self, *amounts, loan_first=True, **values):
        claim = self.approved(*amounts, **values)
        claim.with_user(self.accountant).action_post(loan_first=loan_first)
        return claim.sudo()

    def balances(self):
        self.package.invalidate_recordset()
        package = self.package
        self.assertEqual(
            package.loan + package.prepaid - package.advance,
            package.paid - package.returned - package.accepted,
        )
        return (package.loan, package.prepaid, package.advance)
