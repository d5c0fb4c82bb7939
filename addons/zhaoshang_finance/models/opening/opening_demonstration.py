import base64
from datetime import date

from odoo import api, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.fields import Command
from odoo.tools import file_open

# bureau → accepted yuan by category of the year before, when packages were kept on paper
ON_PAPER = {
    "quanzhou": {"rent": 36000, "travel": 76240.5, "transport": 22779.5, "reception": 44980},
    "wuxi": {"rent": 60000, "travel": 98426.3, "transport": 31208, "reception": 57365},
    "ningbo": {"rent": 57600, "travel": 101480, "transport": 33260, "reception": 55000},
}
PAPER = "zhaoshang_finance/demo/papers/spending-plan.pdf"


class PackageOpening(models.Model):
    _inherit = "zhaoshang.package.opening"

    @api.model
    def _load_demonstration(self):
        """Last year's package of a bureau, kept on paper and taken over at its end (R134)."""
        county = self.env.ref("base.main_company")
        if county.chart_template not in ("cn", "cn_large_bis"):
            return
        year = county_today(self.env).year - 1
        openings = self.browse()
        for code, accepted in ON_PAPER.items():
            bureau = self.env.ref(f"zhaoshang_office.bureau_{code}")
            openings = self._demonstrate_opening(bureau, year, accepted) | openings
        openings.action_zs_submit()
        openings._demonstrate_agree()

    @api.model
    def _demonstrate_opening(self, bureau, year, accepted):
        packages = self.env["zhaoshang.package"].with_context(lang="zh_CN")
        rule_set = self.env["zhaoshang.rule.set"]._at(date(year, 1, 1), bureau.company_id)
        package = packages._zs_command_create([packages._zs_package_vals(bureau, year, rule_set)])
        package._zs_create_allotments()
        categories = self.env["zhaoshang.expense.category"].search(
            [("company_id", "=", bureau.company_id.id)]
        )
        codes = {category.code: category.id for category in categories}
        with file_open(PAPER, "rb") as file:
            paper = base64.b64encode(file.read())
        openings = self.with_context(lang="zh_CN").with_user(packages._demo_user("kuaiji"))
        return openings.create(
            {
                "package_id": package.id,
                "date": date(year, 12, 31),
                "document": f"松财行〔{year}〕驻外经费决算表",
                "file": paper,
                "file_name": "驻外经费决算表.pdf",
                "expense_ids": [
                    Command.create({"category_id": codes[code], "amount": amount})
                    for code, amount in accepted.items()
                ],
                "month_ids": [
                    Command.create(
                        {
                            "allotment_id": line.id,
                            "amount": line.amount,
                            "paid_on": date(year, line.month, 5),
                        }
                    )
                    for line in package.allotment_ids.sorted("month")
                ],
            }
        )

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
