from datetime import date

from lxml import etree
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import UniqueViolation

from ...rules.parameters import LITERAL, PARAMETERS
from .common import OrganisationCase


@tagged("post_install", "-at_install")
class TestRuleSet(OrganisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first_set = cls.env["zhaoshang.rule.set"]._at(date(2026, 11, 23), cls.county)

    def drafted(self, day="2027-01-01", **vals):
        return self.as_post(self.env["zhaoshang.rule.set"], "administrator").create(
            {"name": "调整", "date_from": day, **vals}
        )

    def at(self, day):
        return self.env["zhaoshang.rule.set"]._at(date.fromisoformat(day), self.county)

    def test_a_change_holds_from_its_date(self):
        """R138, R139: 20 to 18 days from 2027-01-01; earlier months keep 20; it is logged."""
        change = self.drafted(min_days=18)
        self.as_post(change, "bureau_authority").action_confirm()
        self.assertEqual(self.at("2026-12-31").min_days, 20)
        self.assertEqual(self.at("2027-01-01").min_days, 18)
        self.assertEqual(self.first_set.date_to, date(2026, 12, 31))
        line = self.env["zhaoshang.audit"].search(
            [("res_model", "=", change._name), ("res_id", "=", change.id), ("kind", "=", "change")]
        )
        self.assertIn("state", line.mapped("field_name"))

    def test_editing_a_draft_logs_old_and_new(self):
        """R138: each parameter of a draft that changes leaves its line."""
        change = self.drafted()
        change.leave_max_days = 6
        line = self.env["zhaoshang.audit"].search(
            [("res_id", "=", change.id), ("field_name", "=", "leave_max_days")]
        )
        self.assertEqual((line.old_value, line.new_value), ("7", "6"))

    def test_a_set_in_force_is_not_edited(self):
        """R139: a change is a new set; the superuser cannot edit the old one either."""
        for record in (self.first_set, self.as_post(self.first_set, "administrator")):
            for vals in ({"min_days": 18}, {"date_from": "2020-01-01"}):
                with self.refused(UserError, "R139"):
                    record.write(vals)
            with self.refused(UserError, "R139"):
                record.unlink()

    def test_who_cannot_change_parameters_reads_who_can(self):
        """R139: the way out is one that the reader has."""
        for post, way in (
            ("administrator", "make a new set"),
            ("bureau_authority", "The administrator drafts a new set"),
        ):
            self.assertIn(way, self.as_post(self.first_set, post).notice)

    def test_the_past_keeps_its_parameters(self):
        """R139: a set that begins before today is not confirmed."""
        change = self.drafted("2026-11-22")
        with self.refused(UserError, "R139"):
            self.as_post(change, "organisation_department").action_confirm()

    def test_a_draft_has_no_effect(self):
        """R139: only confirmed sets are in force."""
        self.drafted(min_days=18)
        self.assertEqual(self.at("2027-01-01").min_days, 20)

    def test_two_sets_never_start_on_one_day(self):
        """R139: no overlap; each set ends the day before the next begins."""
        first, second = self.drafted(), self.drafted()
        self.as_post(first, "organisation_department").action_confirm()
        with (
            self.assertRaises(UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.as_post(second, "organisation_department").action_confirm()
            second.flush_recordset()

    def test_the_administrator_does_not_confirm(self):
        """R139, R140: the drafter never confirms, and 系统管理员 has no right to."""
        change = self.drafted()
        for post in self.users.keys() - {"organisation_department", "bureau_authority"}:
            with self.subTest(post), self.assertRaises(AccessError):
                self.as_post(change, post).action_confirm()
        both = self.user("zs-both", "administrator", "organisation_department")
        own = (
            self.env["zhaoshang.rule.set"]
            .with_user(both)
            .create({"name": "调整", "date_from": "2027-01-01"})
        )
        with self.refused(AccessError, "R139"):
            own.action_confirm()

    def test_confirmation_is_not_forged(self):
        """R139: neither written nor given on creation, for the superuser too."""
        change = self.drafted(state="confirmed", confirmed_by_id=self.second.id)
        self.assertEqual((change.state, change.confirmed_by_id.ids), ("draft", []))
        for record in (change, change.sudo()):
            with self.refused(AccessError, "R139"):
                record.write({"state": "confirmed"})

    def test_a_new_county_begins_with_the_regulation(self):
        """R139: every county has its own sets, and does not see its neighbour's."""
        other = self.env["res.company"].create({"name": "邻县"})
        rules = self.env["zhaoshang.rule.set"]._at(date(2026, 11, 23), other)
        self.assertEqual((rules.min_days, rules.company_id), (20, other))
        seen = self.as_post(self.env["zhaoshang.rule.set"], "administrator").search([])
        self.assertEqual(seen.company_id, self.county)

    def test_changing_opens_a_draft_with_the_old_values(self):
        """R139: the button copies the set, to be given a later date."""
        action = self.as_post(self.first_set, "administrator").action_change()
        draft = self.env["zhaoshang.rule.set"].browse(action["res_id"])
        self.assertEqual((draft.state, draft.min_days), ("draft", 20))

    def test_every_parameter_says_where_it_comes_from(self):
        """R139: each is on the form with clause and rule, and no reading poses as the text."""
        arch = etree.fromstring(self.env["zhaoshang.rule.set"].get_view(view_type="form")["arch"])
        for name, source in PARAMETERS.items():
            with self.subTest(name):
                help_text = self.env["zhaoshang.rule.set"]._fields[name].help
                self.assertIn(f"Clause {source.clause}, {source.rule}", help_text)
                node = arch.find(f".//page[@name='{source.topic}']//field[@name='{name}']")
                badge, rule = (
                    span.text for span in node.getparent().getparent().findall("span")[:2]
                )
                self.assertEqual(rule, source.rule)
                says_literal = badge in ("Text of the regulation", "条文原文")
                self.assertEqual(says_literal, source.kind == LITERAL)

    def test_where_the_text_is_cut_off_the_form_says_so(self):
        """R130, R131: the rule is a switch, off from the start; 【原文缺失】 stands beside it and
        its conditions alone."""
        sets = self.env["zhaoshang.rule.set"].with_context(lang="zh_CN")
        self.assertFalse(self.first_set.suspend_enabled)
        arch = etree.fromstring(sets.get_view(view_type="form")["arch"])
        marked = [
            span.getparent().find(".//field").get("name")
            for span in arch.iterfind(".//span")
            if span.text == "【原文缺失】"
        ]
        conditions = ("few_days", "no_visit", "no_report", "no_claim")
        self.assertEqual(marked, [f"suspend_{name}" for name in ("enabled", *conditions)])
