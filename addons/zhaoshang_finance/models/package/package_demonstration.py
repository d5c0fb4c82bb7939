from base64 import b64encode
from datetime import date, timedelta

from odoo import api, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.tools import file_open

PAPER = "zhaoshang_finance/demo/papers/spending-plan.pdf"
#: a headcount that falls next month: bureau, document, why
RESIZED = ("shenzhen", "松编办〔{year}〕27号", "副局长期满返回原单位，核定编制调整为 2 人")
#: bureau, yuan, days ago, why, whether the accountant has posted it
RETURNED = (
    ("wuxi", 1860, 20, "推介会场地押金退回", True),
    ("ningbo", 520, 2, "误付的印刷费退回", False),
)
#: what was done with last year's balance: bureau, way, document, why
BALANCES = (
    ("wuxi", "carried", "松财预〔{year}〕3号", "结余留用，结转本年办公用房租金"),
    ("ningbo", "returned", "松财预〔{year}〕4号", "推介会未举办，结余退回县财政"),
)
#: last year's packages that are closed
CLOSED = ("quanzhou", "wuxi")


class Package(models.Model):
    _inherit = "zhaoshang.package"

    @api.model
    def _load_year_demonstration(self):
        """What happens to packages in their year, by the people whose step it is."""
        today = county_today(self.env)
        self = self.with_context(lang="zh_CN")  # noqa: PLW0642
        self._demonstrate_resize(today)
        for place, row in enumerate(RETURNED):
            self._demonstrate_return(today, place, *row)

    @api.model
    def _demo_package(self, code, year):
        domain = [("bureau_id.code", "=", code), ("year", "=", year)]
        return self.sudo().search(domain, limit=1)

    @api.model
    def _demo_paper(self, document, reason):
        with file_open(PAPER, "rb") as file:
            content = b64encode(file.read()).decode()
        return {"document": document, "reason": reason, "file": content, "file_name": "批复.pdf"}

    @api.model
    def _demonstrate_resize(self, today):
        code, document, reason = RESIZED
        package = self._demo_package(code, today.year)
        if package and today.month < 12:
            paper = self._demo_paper(document.format(year=today.year), reason)
            accountant = package.with_user(self._demo_user("kuaiji"))
            accountant.action_zs_change("resized", date(today.year, today.month + 1, 1), 2, **paper)

    @api.model
    def _demonstrate_return(self, today, place, code, amount, ago, reason, posted):
        package = self._demo_package(code, today.year)
        if package.loan + package.prepaid < amount:
            return
        day = max(today - timedelta(days=ago), date(today.year, 1, 1))
        refunds = self.env["zhaoshang.package.refund"].with_user(self._demo_user("chuna"))
        refund = refunds.create(
            {
                "package_id": package.id,
                "amount": amount,
                "date": day,
                "slip_number": f"{day:%Y%m%d}9{place}",
                "reason": reason,
            }
        )
        if posted:
            refund.with_user(self._demo_user("kuaiji")).action_post()

    @api.model
    def _load_balances_demonstration(self):
        """The end of last year: carried over, demanded back, and closed where all is settled."""
        county = self.env.ref("base.main_company")
        if county.chart_template not in ("cn", "cn_large_bis"):
            return
        today = county_today(self.env)
        self = self.with_context(lang="zh_CN")  # noqa: PLW0642
        accountant = self._demo_user("kuaiji")
        for code, way, document, reason in BALANCES:
            package = self._demo_package(code, today.year - 1).with_user(accountant)
            paper = self._demo_paper(document.format(year=today.year), reason)
            day = min(date(today.year, 1, 15), today)
            package.action_zs_settle(day, {way: package.available}, {way: paper})
            if package.return_due:
                package.action_zs_demand()
        for code in CLOSED:
            self._demo_package(code, today.year - 1).with_user(accountant).action_zs_close()
