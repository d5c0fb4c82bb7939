import base64
from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import ExclusionViolation

from .common import OrganisationCase

SCAN = base64.b64encode(b"%PDF-1.4 contract")


@tagged("post_install", "-at_install")
class TestLease(OrganisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.confirmed("测甲", "head", cls.users["head"])
        cls.bureau.fixed_phone = "0551-0000-0000"
        cls.bureau.leader_ids = cls.users["leader"]
        cls.holds(cls.users["office"], "office")

    def lease(self, last="2027-06-30", post="head", **vals):
        return self.as_post(self.env["zhaoshang.lease"], post).create(
            {
                "bureau_id": self.bureau.id,
                "address": "合肥市演示路1号",
                "lessor": "演示物业公司",
                "date_from": "2025-07-01",
                "date_to": last,
                "contract": SCAN,
                **vals,
            }
        )

    def todos(self):
        return self.bureau.activity_ids.filtered(lambda a: a.user_id == self.users["office"])

    def test_a_lease_that_ends_in_thirty_days_alerts(self):
        """R042: 30 days before is an alert, 31 is none."""
        lease = self.lease("2026-12-24")
        self.assertFalse(self.bureau.office_alert)
        lease.date_to = "2026-12-23"
        self.assertIn("2026-12-23", self.bureau.office_alert)
        found = self.env["zhaoshang.bureau"].search([("has_office_alert", "=", True)])
        self.assertIn(self.bureau, found)

    def test_missing_lease_and_telephone_are_named(self):
        """R042: each by itself."""
        self.assertIn("R042", self.bureau.office_alert)
        self.lease()
        self.assertFalse(self.bureau.office_alert)
        self.bureau.fixed_phone = False
        self.assertTrue(self.bureau.office_alert)

    def test_the_days_of_the_alert_are_a_dated_parameter(self):
        """R042, R139: 60 days from the next set on."""
        self.lease("2027-01-15")
        self.assertFalse(self.bureau.office_alert)
        change = self.as_post(self.env["zhaoshang.rule.set"], "administrator").create(
            {"name": "调整", "date_from": date(2026, 11, 23), "lease_alert_days": 60}
        )
        self.as_post(change, "organisation_department").action_confirm()
        self.bureau.invalidate_recordset()
        self.assertTrue(self.bureau.office_alert)

    def test_the_management_office_is_told_once_for_each_cause(self):
        """R042: a second night says nothing new; what is settled takes the to-do away."""
        night = self.env["zhaoshang.bureau"]._cron_office_alert
        for _run in range(2):
            night()
            self.assertEqual(len(self.todos()), 1)
        lease = self.lease("2026-12-01")
        night()
        self.assertEqual(len(self.todos()), 1)
        self.assertIn("2026-12-01", self.todos().note)
        self.assertIn(self.users["head"], self.bureau.activity_ids.user_id)
        lease.date_to = "2027-12-01"
        self.assertFalse(self.bureau.activity_ids)

    def test_a_lease_needs_its_contract(self):
        """R042: no lease without the scan."""
        with self.refused(ValidationError, "R042"):
            self.lease(contract=False)

    def test_one_lease_at_a_time(self):
        """R042: a second one for the same days is refused."""
        self.lease()
        with (
            self.assertRaises(ExclusionViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.lease("2028-06-30", date_from="2027-06-30")

    def test_a_bureau_keeps_its_own_lease_alone(self):
        """R012, R042: the head of one bureau neither writes nor reads another's."""
        other = self.bureau.copy({"name": "芜湖驻外招商局", "code": "wuhu"})
        foreign = self.lease(post="office", bureau_id=other.id)
        own = self.lease()
        seen = self.as_post(self.env["zhaoshang.lease"], "head").search([])
        self.assertIn(own, seen)
        self.assertNotIn(foreign, seen)
        with self.assertRaises(AccessError):
            self.lease(bureau_id=other.id, date_from="2028-01-01", last="2029-01-01")
        with self.assertRaises(AccessError):
            self.as_post(foreign, "head").write({"lessor": "x"})
        with self.assertRaises(AccessError):
            self.as_post(own, "head").write({"bureau_id": other.id})
