from odoo import api, models
from odoo.addons.zhaoshang_office.models.clock import county_today


class Suspension(models.Model):
    _inherit = "zhaoshang.suspension"

    @api.model
    def _load_demonstration(self):
        """管理办公室 has handed in a suspension of December, and drafts another."""
        today = county_today(self.env)
        packages = self.env["zhaoshang.package"].with_context(lang="zh_CN")
        office = self.with_user(packages._demo_user("bangongshi")).with_context(lang="zh_CN")
        for code, month, reason, send in (
            ("quanzhou", 12, "10 月、11 月连续未按规定坚持外出招商，拟停拨 12 月经费", True),
            ("shanghai", 12, "10 月、11 月未报账且借款未清，待核实", False),
        ):
            package = packages._demo_package(code, today.year)
            if not package:
                continue
            paper = packages._demo_paper(f"松招办〔{today.year}〕41号", reason) if send else {}
            record = office.create(
                {
                    "bureau_id": package.bureau_id.id,
                    "year": today.year,
                    "month_from": month,
                    "reason": reason,
                    **paper,
                }
            )
            if send:
                record.action_zs_submit()
