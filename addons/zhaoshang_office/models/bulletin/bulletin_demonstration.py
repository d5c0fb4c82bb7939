from odoo import api, models

from ..clock import county_today

REQUIREMENTS = """各驻外招商局要严格执行请休假制度，做到先请假、后离岗，按时销假。
要坚持每周走访企业不少于2家，及时更新企业通信录，成熟一个报送一个。
要按时汇报工作，周一电话、周五动态、月末汇报不得迟报漏报。"""
CORRECTION = "因月份锁定后补充核实出勤情况，原通报相关人员的出勤天数有误。"
FURTHER = "原通报“工作动态”部分一处表述不准确：杭州驻外招商局所述客商来县考察，应为“拟来县考察”。"
READ_BY = ("head.hangzhou", "deputy1.hangzhou", "zuzhibu", "leader.hangzhou", "xiaonengban")


class Bulletin(models.Model):
    _inherit = "zhaoshang.bulletin"

    @api.model
    def _load_demonstration(self):
        """Last month's is issued, read by some and corrected; more is checked or begun."""
        self = self.with_context(lang="zh_CN")
        bulletin = self._demonstrate_issue(self._last_month())
        for login in READ_BY:
            reader = self.env["res.users"].search([("login", "=", login)])
            bulletin.with_user(reader).action_acknowledge()
        if bulletin._difference():
            correction = self._demonstrate_correction(bulletin, CORRECTION)
            correction._demonstrate_check("情况属实，同意更正")
            correction.action_issue()
        self._demonstrate_correction(bulletin, FURTHER)
        office = self.env.ref("zhaoshang_office.user_bangongshi")
        self.with_user(office).create({"month": county_today(self.env)})

    def _demonstrate_issue(self, month):
        office = self.env.ref("zhaoshang_office.user_bangongshi")
        bulletin = self.with_user(office).create(
            {"month": month, "requirements_text": REQUIREMENTS}
        )
        bulletin.action_draw()
        bulletin.action_zs_submit()
        bulletin._demonstrate_check("同意印发")
        bulletin.action_issue()
        return bulletin

    def _demonstrate_check(self, comment):
        checker = self.env.ref("zhaoshang_office.user_zhaoshangju")
        task = (
            self.env["zhaoshang.approval.task"]
            .with_user(checker)
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("user_id", "=", checker.id),
                    ("state", "=", "open"),
                ]
            )
        )
        task.action_decide("approve", comment=comment)

    def _demonstrate_correction(self, bulletin, text):
        correction = self.browse(bulletin.action_correct()["res_id"]).with_user(bulletin.env.user)
        correction.correction_text = text
        correction.action_zs_submit()
        return correction
