from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import YEAR, FinanceCase

MODELS = ("zhaoshang.package", "zhaoshang.allotment", "zhaoshang.package.ledger")


@tagged("post_install", "-at_install")
class TestPackageReaders(FinanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.head = cls._officer("t_head", "head", cls.three, "zhaoshang_office.group_head")
        cls.deputy = cls._officer("t_deputy", "deputy", cls.three, "zhaoshang_office.group_deputy")
        cls.other = cls._officer("t_other", "head", cls.two, "zhaoshang_office.group_head")
        cls.leader = cls._user("t_leader", "zhaoshang_office.group_leader")
        cls.three.leader_ids = cls.leader
        cls.package = cls.open_year()
        lines = cls.month(cls.package, 1) | cls.month(cls.package_of(cls.two), 1)
        cls.approve_and_pay(lines, date(YEAR, 1, 5), "1", "2")

    @classmethod
    def _officer(cls, login, role, bureau, group):
        user = cls._user(login, group)
        employee = cls.env["hr.employee"].create(
            {"name": login, "user_id": user.id, "company_id": cls.company.id}
        )
        unit = cls.env["zhaoshang.host.unit"].search([("company_id", "=", cls.company.id)], limit=1)
        appointment = cls.env["zhaoshang.appointment"].create(
            {
                "name": login,
                "employee_id": employee.id,
                "bureau_id": bureau.id,
                "role": role,
                "host_unit_id": unit.id,
                "host_reason": "test",
                "date_from": date.today().replace(day=1),  # noqa: DTZ011
                "company_id": cls.company.id,
            }
        )
        cls._confirm(appointment)
        return user

    @classmethod
    def _confirm(cls, appointment):
        cls.env.cr.execute(
            "UPDATE zhaoshang_appointment SET state = 'confirmed' WHERE id = %s", [appointment.id]
        )
        appointment.invalidate_recordset()

    def bureaus_seen(self, user, model):
        records = self.env[model].with_user(user).search([])
        records.read()
        return records.sudo().bureau_id & (self.three | self.two)

    def test_officers_see_their_own_bureau_only(self):
        """R117, R140: head and deputy of 测试甲 see nothing of 测试乙, and the other way round."""
        for model in MODELS:
            self.assertEqual(self.bureaus_seen(self.head, model), self.three)
            self.assertEqual(self.bureaus_seen(self.deputy, model), self.three)
            self.assertEqual(self.bureaus_seen(self.other, model), self.two)

    def test_a_leader_sees_the_bureaus_he_is_linked_to(self):
        """R140: 分管领导 sees his bureaus only."""
        for model in MODELS:
            self.assertEqual(self.bureaus_seen(self.leader, model), self.three)

    def test_finance_and_the_authority_see_all(self):
        """R140: 会计, 出纳 and 招商管理局."""
        for user in (self.accountant, self.cashier, self.authority):
            for model in MODELS:
                self.assertEqual(self.bureaus_seen(user, model), self.three | self.two)

    def test_nobody_else_sees_anything(self):
        """R140: 系统管理员, 组织部, 效能办, 管理办公室, 挂任单位 and a bare user have no access."""
        for name in (
            "group_administrator",
            "group_organisation_department",
            "group_efficiency",
            "group_office",
            "group_host_unit",
        ):
            user = self._user(f"t_{name}", f"zhaoshang_office.{name}")
            for model in MODELS:
                with self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])
        user = self._user("t_nobody")
        for model in MODELS:
            with self.assertRaises(AccessError):
                self.env[model].with_user(user).search([])

    def test_a_foreign_record_is_not_read_by_its_id(self):
        """R117: knowing the id does not help."""
        for model in MODELS:
            self.env.flush_all()
            record = self.env[model].search([("bureau_id", "=", self.two.id)], limit=1)
            self.assertTrue(record)
            with self.assertRaises(AccessError):
                record.with_user(self.head).read()

    def test_sums_do_not_leak(self):
        """R117: grouping shows own figures only."""
        rows = (
            self.env["zhaoshang.package.ledger"]
            .with_user(self.head)
            ._read_group([("year", "=", YEAR)], ["bureau_id"], ["paid:sum"])
        )
        self.assertEqual(rows, [(self.three, 30000)])

    def test_officers_only_read(self):
        """R134: no officer writes, creates or deletes."""
        loan = self.month(self.package, 1).with_user(self.head)
        for call in (
            lambda: loan.write({"amount": 1}),
            loan.unlink,
            loan.action_zs_submit,
            lambda: loan.action_pay(date(YEAR, 1, 5), "3"),
            lambda: loan.action_reverse("x"),
            loan.action_replan,
        ):
            with self.assertRaises(UserError):
                call()

    def test_officers_have_no_accounting(self):
        """R140: the ledger shows amounts, not the books."""
        with self.assertRaises(AccessError):
            self.env["account.move"].with_user(self.head).search([])

    def test_finance_only_reads_the_books(self):
        """R134: 会计 and 出纳 have accounting read-only and no billing right."""
        for user in (self.accountant, self.cashier):
            self.assertTrue(user.has_group("account.group_account_readonly"))
            self.assertFalse(user.has_group("account.group_account_invoice"))
            with self.assertRaises(AccessError):
                self.env["account.move"].with_user(user).create({"move_type": "entry"})

    def test_no_business_role_is_a_technical_one(self):
        """R140: the groups imply no system right."""
        for name in ("group_accountant", "group_cashier"):
            implied = self.env.ref(f"zhaoshang_finance.{name}").all_implied_ids
            self.assertFalse(implied & self.env.ref("base.group_system"))
            self.assertFalse(implied & self.env.ref("base.group_erp_manager"))
