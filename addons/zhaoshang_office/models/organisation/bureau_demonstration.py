import base64
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from odoo import api, models

from ..clock import county_today

# bureau, rent a month, days until the lease ends
LEASES = (
    ("hangzhou", 6800, 400),
    ("ningbo", 5600, 18),
    ("wuxi", 5200, 210),
    ("shanghai", 9800, 320),
    ("shenzhen", 8900, 150),
)


class Appointment(models.Model):
    _inherit = "zhaoshang.appointment"

    @api.model
    def _load_demonstration(self):
        """闻汇报 helped out in 宁波 for two weeks: a month in which one officer held two posts."""
        month = (county_today(self.env) - relativedelta(months=2)).replace(day=1)
        mine = self.env.ref("zhaoshang_office.appointment_deputy2_shanghai")
        for code, day, number, reason in (
            ("ningbo", 8, 15, "宁波局集中签约，临时支援"),
            ("shanghai", 22, 16, "支援结束，返回原岗位"),
        ):
            mine = mine._demonstrate_move(
                self.env.ref(f"zhaoshang_office.bureau_{code}"),
                month.replace(day=day),
                f"松组任〔{month.year}〕{number}号",
                reason,
            )
        self.env["ir.model.data"].sudo()._update_xmlids(
            [{"xml_id": "zhaoshang_office.appointment_deputy2_shanghai", "record": mine,
              "noupdate": True}]
        )  # fmt: skip

    def _demonstrate_move(self, bureau, first_day, document, reason):
        """One member of 组织部 proposes, the other confirms; return the new appointment."""
        there = {
            "bureau_id": bureau.id,
            "role": self.role,
            "host_unit_id": self.host_unit_id.id,
            "host_post": self.host_post,
            "host_reason": self.host_reason,
        }
        mine = self.with_user(self.env.ref("zhaoshang_office.user_zuzhibu"))
        mine._propose_transfer(first_day, document, reason, there)
        mine.with_user(self.env.ref("zhaoshang_office.user_zuzhibu2")).action_confirm_end()
        return self.sudo().next_ids.sudo(self.env.su)


class Bureau(models.Model):
    _inherit = "zhaoshang.bureau"

    @api.model
    def _load_demonstration(self):
        """Leases (one that ends soon, one missing), a transfer, a term that ends, a renewal."""
        self = self.with_context(lang="zh_CN")  # noqa: PLW0642
        for code, rent, days in LEASES:
            self._demo_bureau(code)._demonstrate_lease(rent, days)
        self._demonstrate_people()
        self.env["zhaoshang.appointment"]._cron_remind_of_expiry()
        self._cron_office_alert()

    def _demonstrate_lease(self, rent, days):
        last = county_today(self.env) + timedelta(days=days)
        office = self.env.ref("zhaoshang_office.user_bangongshi")
        self.env["zhaoshang.lease"].with_user(office).create(
            {
                "bureau_id": self.id,
                "address": self.address,
                "lessor": f"{self.city}写字楼物业演示公司",
                "rent": rent,
                "date_from": last - relativedelta(years=2) + timedelta(days=1),
                "date_to": last,
                "contract": base64.b64encode("%PDF-1.4\n% 演示用租赁合同\n%%EOF\n".encode()),
                "contract_name": "租赁合同.pdf",
            }
        )

    @api.model
    def _demonstrate_people(self):
        """程有约 is to go to 泉州; 田落地 leaves within 90 days and his renewal is drafted."""
        first = self.env.ref("zhaoshang_office.user_zuzhibu")
        second = self.env.ref("zhaoshang_office.user_zuzhibu2")
        today = county_today(self.env)
        moving = self.env.ref("zhaoshang_office.appointment_deputy2_wuxi").with_user(first)
        moving._propose_transfer(
            (today + relativedelta(months=1)).replace(day=1),
            "松组任〔2026〕18号",
            "充实泉州力量",
            {
                "bureau_id": self._demo_bureau("quanzhou").id,
                "role": "deputy",
                "host_unit_id": moving.host_unit_id.id,
                "host_post": moving.host_post,
                "host_reason": moving.host_reason,
            },
        )
        leaving = self.env.ref("zhaoshang_office.appointment_deputy1_shenzhen").with_user(first)
        leaving._propose_end(
            today + timedelta(days=75), "松组任〔2026〕19号", "原单位换届，聘期提前届满"
        )
        leaving.with_user(second).action_confirm_end()
        leaving.action_renew()

    @api.model
    def _demo_bureau(self, code):
        return self.env.ref(f"zhaoshang_office.bureau_{code}")
