from datetime import date

from odoo import api, models
from odoo.addons.zhaoshang_office.models.clock import county_today

#: the bureau, and which one its former head leads now
BUREAU, LEADS_NOW = "ningbo", "quanzhou"


class LoanHandover(models.Model):
    _inherit = "zhaoshang.loan.handover"

    @api.model
    def _load_demonstration(self):
        """What was open of last year's loan went from one head to the next by a slip (R128)."""
        county = self.env.ref("base.main_company")
        if county.chart_template not in ("cn", "cn_large_bis"):
            return
        today = county_today(self.env)
        packages = self.env["zhaoshang.package"].with_context(lang="zh_CN")
        package = packages._demo_package(BUREAU, today.year - 1)
        head = package.bureau_id._head_at(today)
        if head.date_from.year != package.year:  # nobody came into the post in that year
            return
        self._demonstrate_former_head(head)
        slips = self.with_context(lang="zh_CN").with_user(packages._demo_user("kuaiji"))
        slip = slips.create(
            {
                "package_id": package.id,
                "date": min(date(today.year, 1, 5), today),
                "note": "年终对账时补办，发票存根和借款单一并移交",
            }
        )
        slip.action_zs_submit()
        for user in slip.sudo().old_user_id | slip.sudo().new_user_id:
            slip._demonstrate_confirm(user)

    @api.model
    def _demonstrate_former_head(self, head):
        """组织部 enters who was head until the day before, for the record."""
        packages = self.env["zhaoshang.package"]
        now = self.env.ref(f"zhaoshang_office.bureau_{LEADS_NOW}")._head_at(head.date_from)
        posts = self.env["zhaoshang.appointment"].with_user(packages._demo_user("zuzhibu"))
        former = posts.create(
            {
                "employee_id": now.employee_id.id,
                "bureau_id": head.bureau_id.id,
                "role": "head",
                "date_from": date(head.date_from.year, 1, 1),
                "date_to": date.fromordinal(head.date_from.toordinal() - 1),
                "host_unit_id": now.host_unit_id.id,
                "host_post": now.host_post,
                "document": f"松组任〔{head.date_from.year}〕2号",
            }
        )
        former.with_user(packages._demo_user("zuzhibu2")).action_confirm()

    def _demonstrate_confirm(self, user):
        tasks = self.env["zhaoshang.approval.task"].with_user(user)
        tasks.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("user_id", "=", user.id),
                ("state", "=", "open"),
            ]
        ).action_decide("approve", comment="金额核对无误，同意交接。")
