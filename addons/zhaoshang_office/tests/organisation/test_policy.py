from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import OrganisationCase


@tagged("post_install", "-at_install")
class TestPolicy(OrganisationCase):
    def test_the_named_documents_are_registered(self):
        """R001: the four documents of the preamble and the regulation itself."""
        numbers = self.env["zhaoshang.policy"].search([]).mapped("number")
        named = {"松发〔2010〕1号", "松办发〔2011〕82号", "松办发〔2011〕83号", "松组字〔2013〕4号"}
        self.assertLessEqual(named, set(numbers))

    def test_what_an_installation_registers_is_told_in_chinese(self):
        """R001: it speaks English itself, and what is told is kept as it was told."""
        english = self.env["zhaoshang.policy"].with_context(lang="en_US")
        policy = english.create({"number": "松测〔2026〕6号", "name": "补充规定"})
        self.assertIn("已建立", policy.message_ids[-1:].body)

    def test_a_parameter_set_names_its_basis_and_version(self):
        """R001: the set keeps the version its basis had on the day of confirmation."""
        policy = self.as_post(self.env["zhaoshang.policy"], "administrator").create(
            {
                "number": "松测〔2026〕5号",
                "name": "补充规定",
                "date_from": "2026-12-01",
                "version": 2,
            }
        )
        rules = self.as_post(self.env["zhaoshang.rule.set"], "administrator").create(
            {"name": "补充", "date_from": "2026-12-01", "policy_id": policy.id}
        )
        self.as_post(rules, "organisation_department").action_confirm()
        policy.version = 3
        self.assertEqual(rules.policy_version, 2)
        self.assertEqual(rules.policy_id.display_name, "松测〔2026〕5号《补充规定》")

    def test_only_the_administrator_registers(self):
        """R001: 系统管理员 keeps the register."""
        for post in self.users.keys() - {"administrator"}:
            with self.subTest(post), self.assertRaises(AccessError):
                self.as_post(self.env["zhaoshang.policy"], post).create(
                    {"number": "号", "name": "文件"}
                )
