import base64
from datetime import date
from typing import NamedTuple

from dateutil.relativedelta import relativedelta
from odoo import api, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.fields import Command
from odoo.tools import file_open


class OnPaper(NamedTuple):
    """A package of last year as the county kept it on paper."""

    accepted: dict  # yuan by code of the category
    until: int = 12  # the last month that was paid; the figures are those of its end
    loan_open: float = 0
    step: str = "agree"  # how far it has come: "" is a draft, "send" waits, "agree" is posted


#: by bureau; the last but one was taken over within its year, and the last is still to be mended:
#: more was spent than paid, and nothing is said of what is owed
ON_PAPER = {
    "quanzhou": OnPaper({"rent": 36000, "travel": 76240.5, "transport": 22779.5,
                         "reception": 44980}),
    "wuxi": OnPaper({"rent": 60000, "travel": 98426.3, "transport": 31208, "reception": 57365}),
    "ningbo": OnPaper({"rent": 57600, "travel": 101480, "transport": 33260, "reception": 55000},
                      loan_open=2660),
    "shenzhen": OnPaper({"rent": 66750, "travel": 52318.4, "reception": 20416}, until=9,
                        loan_open=6800, step="send"),
    "shanghai": OnPaper({"rent": 40800, "travel": 67350, "reception": 19230}, until=6,
                        loan_open=12000, step=""),
}  # fmt: skip
PAPER = {
    "quanzhou": {"rent": 36000, "travel": 76240.5, "transport": 22779.5, "reception": 44980},
    "wuxi": {"rent": 60000, "travel": 98426.3, "transport": 31208, "reception": 57365},
    "ningbo": {"rent": 57600, "travel": 101480, "transport": 33260, "reception": 55000},
}
PAPER = "zhaoshang_finance/demo/papers/spending-plan.pdf"


class PackageOpening(models.Model):
    _inherit = "zhaoshang.package.opening"

    @api.model
    def _load_demonstration(self):
        """Last year's packages, kept on paper: taken over, waiting to be agreed, drafted (R134)."""
        county = self.env.ref("base.main_company")
        if county.chart_template not in ("cn", "cn_large_bis"):
            return
        year = county_today(self.env).year - 1
        steps = dict.fromkeys(("", "send", "agree"), self.browse())
        for code, paper in ON_PAPER.items():
            bureau = self.env.ref(f"zhaoshang_office.bureau_{code}")
            steps[paper.step] = self._demonstrate_opening(bureau, year, paper) | steps[paper.step]
        (steps["send"] | steps["agree"]).action_zs_submit()
        steps["agree"]._demonstrate_agree()

    @api.model
    def _demonstrate_opening(self, bureau, year, paper):
        packages = self.env["zhaoshang.package"].with_context(lang="zh_CN")
        rule_set = self.env["zhaoshang.rule.set"]._at(date(year, 1, 1), bureau.company_id)
        package = packages._zs_command_create([packages._zs_package_vals(bureau, year, rule_set)])
        package._zs_create_allotments()
        categories = self.env["zhaoshang.expense.category"].search(
            [("company_id", "=", bureau.company_id.id)]
        )
        codes = {category.code: category.id for category in categories}
        months = package.allotment_ids.sorted("month")
        openings = self.with_context(lang="zh_CN").with_user(packages._demo_user("kuaiji"))
        return openings.create(
            {
                "package_id": package.id,
                "date": date(year, paper.until, 1) + relativedelta(day=31),
                "loan_open": paper.loan_open,
                "expense_ids": [
                    Command.create({"category_id": codes[code], "amount": amount})
                    for code, amount in paper.accepted.items()
                ],
                "month_ids": [
                    Command.create(self._demonstrate_month(line, paper.until)) for line in months
                ],
                **(self._demonstrate_paper(year, paper.until) if paper.step else {}),
            }
        )

    @api.model
    def _demonstrate_month(self, line, until):
        if line.month > until:
            return {"allotment_id": line.id, "amount": 0}
        day = date(line.year, line.month, 5)
        return {"allotment_id": line.id, "amount": line.amount, "paid_on": day}

    @api.model
    def _demonstrate_paper(self, year, until):
        name = "驻外经费决算表" if until == 12 else f"{until} 月末驻外经费收支表"
        with file_open(PAPER, "rb") as file:
            content = base64.b64encode(file.read())
        return {
            "document": f"松财行〔{year}〕{name}",
            "file": content,
            "file_name": f"{name}.pdf",
            "note": "" if until == 12 else f"{until + 1} 月起的拨款和报销在系统中补录",
        }

    def _demonstrate_agree(self):
        """招商管理局 agrees, and the voucher is posted."""
        tasks = self.env["zhaoshang.approval.task"].with_user(
            self.env["zhaoshang.package"]._demo_user("zhaoshangju")
        )
        tasks.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("user_id", "=", tasks.env.uid),
                ("state", "=", "open"),
            ]
        ).action_decide("approve", comment="与纸质账核对一致，同意启用。")
