from odoo import api, models
from odoo.addons.zhaoshang_office.models.clock import county_today

#: held back until its cause is settled: bureau, reason, whether it has been decided or handed in
DECEMBER = (
    ("shenzhen", "10 月、11 月连续未按规定报送月汇报，停拨 12 月经费", "decide"),
    ("quanzhou", "10 月、11 月连续未按规定坚持外出招商，拟停拨 12 月经费", "send"),
    ("shanghai", "10 月、11 月未报账且借款未清，待核实", ""),
)
#: held back last month, and to be paid now together with the next: bureau, why it was, why no more
RESUMED = ("wuxi", "连续两个月未交月汇报，停拨经费", "月汇报已补交，恢复拨付并补拨停拨月份")


class Suspension(models.Model):
    _inherit = "zhaoshang.suspension"

    @api.model
    def _load_demonstration(self):
        """管理办公室 has a suspension decided, another waiting, drafts a third; one is resumed."""
        today = county_today(self.env)
        packages = self.env["zhaoshang.package"].with_context(lang="zh_CN")
        for place, (code, reason, step) in enumerate(DECEMBER):
            paper = packages._demo_paper(f"松招办〔{today.year}〕{41 + place}号", reason)
            values = {"month_from": 12, "reason": reason, **(paper if step else {})}
            self._demonstrate(packages._demo_package(code, today.year), values, step)
        code, why, no_more = RESUMED
        package = packages._demo_package(code, today.year)
        if not package or today.month == 1:
            return
        paper = packages._demo_paper(f"松招办〔{today.year}〕38号", why)
        values = {"month_from": today.month - 1, **paper}
        held = self._demonstrate(package, values, "decide")
        paper = packages._demo_paper(f"松招办〔{today.year}〕40号", no_more)
        resume = {"kind": "resume", "suspension_id": held.id, "back_pay": True}
        self._demonstrate(package, {"month_from": today.month, **resume, **paper}, "decide")

    @api.model
    def _demonstrate(self, package, values, step):
        """A decision as 管理办公室 enters it; 招商管理局 decides one that is handed in."""
        if not package:
            return self.browse()
        office = self.with_user(package._demo_user("bangongshi")).with_context(lang="zh_CN")
        record = office.create({"bureau_id": package.bureau_id.id, "year": package.year, **values})
        if step:
            record.action_zs_submit()
        if step == "decide":
            tasks = self.env["zhaoshang.approval.task"]
            tasks = tasks.with_user(package._demo_user("zhaoshangju"))
            domain = [("res_model", "=", self._name), ("res_id", "=", record.id)]
            mine = [("state", "=", "open"), ("user_id", "=", tasks.env.uid)]
            tasks.search(domain + mine).action_decide("approve", comment="情况属实，同意。")
        return record
