from datetime import date

from odoo import api, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.tools import file_open, split_every

# how far the line of the present month has come, by bureau
PRESENT_MONTH = {
    "hangzhou": ("submit", "approve"),
    "ningbo": ("submit",),
    "wuxi": ("submit", "return"),
    "shanghai": (),
    "shenzhen": ("submit", "approve", "pay"),
    "quanzhou": ("submit",),
}
# month, yuan and document of the funds that the treasury has paid in
FUNDS = ((1, 800000, "松财预〔{year}〕6号"), (7, 630000, "松财预〔{year}〕58号"))
# bureau whose line comes with a file to be read beside it
PLAN = (
    "ningbo",
    "宁波驻外招商局经费用款计划.pdf",
    "zhaoshang_finance/demo/papers/spending-plan.pdf",
)
# bureau whose last month was held back by a decision and waits to be paid with the present one
HELD_BACK = "wuxi"
WRONG_PAYMENT = ("shanghai", 3, "收款账号录入有误，银行已退票")


class Package(models.Model):
    _inherit = "zhaoshang.package"

    @api.model
    def _load_demonstration(self):
        """Open the year as 会计, pay the months so far, and leave the present one half-way."""
        self = self.with_context(lang="zh_CN")  # noqa: PLW0642
        county = self.env.ref("base.main_company")
        if county.chart_template not in ("cn", "cn_large_bis"):
            return
        today = county_today(self.env)
        self._demonstrate_funds(today)
        packages = self.with_company(county).with_user(self._demo_user("kuaiji"))
        packages = packages._zs_open_year(today.year).sudo()
        lines = packages.allotment_ids
        past = lines.filtered(lambda line: line.month < today.month)
        past._demonstrate("submit")
        past._demonstrate("approve")
        held = past.filtered(
            lambda line: line.bureau_id.code == HELD_BACK and line.month == today.month - 1
        )
        for month in range(1, today.month):
            due = (past - held).filtered(lambda line, month=month: line.month == month)
            due._demonstrate("pay")
        past._demonstrate_wrong_payment()
        present = lines.filtered(lambda line: line.month == today.month)
        present._demonstrate_plan()
        for line in present:
            for step in PRESENT_MONTH.get(line.bureau_id.code, ()):
                line._demonstrate(step)

    @api.model
    def _demonstrate_funds(self, today):
        """出纳 registers what the treasury paid in, 会计 posts it."""
        model = self.env["zhaoshang.funding"].with_user(self._demo_user("chuna"))
        for month, amount, document in FUNDS:
            day = date(today.year, month, 4)
            if day <= today:
                funding = model.create(
                    {
                        "date": day,
                        "amount": amount,
                        "slip_number": f"{day:%Y%m%d}01",
                        "document": document.format(year=today.year),
                    }
                )
                funding.with_user(self._demo_user("kuaiji")).action_post()

    @api.model
    def _demo_user(self, login):
        return self.env.ref(f"zhaoshang_office.user_{login}")


class Allotment(models.Model):
    _inherit = "zhaoshang.allotment"

    def _demonstrate(self, step):
        """Take one step as the person whose step it is."""
        if self:
            getattr(self, f"_demonstrate_{step}")()
            self.invalidate_recordset()

    def _demonstrate_submit(self):
        self.with_user(self.package_id._demo_user("kuaiji")).action_zs_submit()

    def _demonstrate_plan(self):
        """会计 attaches what the bureau sent in."""
        code, name, path = PLAN
        line = self.filtered(lambda line: line.bureau_id.code == code)
        with file_open(path, "rb") as file:
            line.with_user(self.package_id._demo_user("kuaiji")).env["ir.attachment"].create(
                {"name": name, "raw": file.read(), "res_model": line._name, "res_id": line.id}
            )

    def _demonstrate_approve(self):
        tasks = self._demo_tasks()
        for ids in split_every(tasks._zs_batch_limit(), tasks.ids):
            tasks.browse(ids).action_decide("approve", comment="同意，按时序进度拨付。")

    def _demonstrate_return(self):
        self._demo_tasks().action_return(comment="请核对收款账户开户行后再报。")

    def _demo_tasks(self):
        tasks = self.env["zhaoshang.approval.task"].with_user(
            self.package_id._demo_user("zhaoshangju")
        )
        return tasks.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("user_id", "=", tasks.env.uid),
                ("state", "=", "open"),
            ]
        )

    def _demonstrate_pay(self):
        today = county_today(self.env)
        day = min(date(today.year, self[0].month, 5), today)
        slips = [f"{day:%Y%m}{bureau.id:04d}" for bureau in self.bureau_id]
        self.with_user(self.package_id._demo_user("chuna")).action_pay(day, slips)

    def _demonstrate_wrong_payment(self):
        """One transfer went to the wrong account: reversed in red, then paid again."""
        code, month, reason = WRONG_PAYMENT
        line = self.filtered(lambda line: line.bureau_id.code == code and line.month == month)
        if not line:
            return
        day, slip = date(line.year, month, 9), f"{line.slip_number}-2"
        line.with_user(self.package_id._demo_user("kuaiji")).action_reverse(reason, day)
        line.with_user(self.package_id._demo_user("chuna")).action_pay(day, slip)
