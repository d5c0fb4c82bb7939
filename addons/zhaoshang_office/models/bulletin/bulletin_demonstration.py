from datetime import time, timedelta

from odoo import api, models
from odoo.tools import SQL

from ..clock import county_today, to_utc

REQUIREMENTS = """各驻外招商局要严格执行请休假制度，做到先请假、后离岗，按时销假。
要坚持每周走访企业不少于2家，及时更新企业通信录，成熟一个报送一个。
要按时汇报工作，周一电话、周五动态、月末汇报不得迟报漏报。"""
CORRECTION = "因月份锁定后补充核实出勤情况，原通报相关人员的出勤天数有误。"
FURTHER = "原通报“工作动态”部分一处表述不准确：杭州驻外招商局所述客商来县考察，应为“拟来县考察”。"
FIRST = "原通报“工作动态”部分所列无锡驻外招商局客商来访人数有误，应为3人。"
SECOND = "原通报“要求”部分引用的文件名称有误，应为《宿松县驻外招商局管理及考核办法》。"
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

    @api.model
    def _load_history(self):
        """The bulletins of the months before the last, issued in time and read; one corrected, and
        the correction of another checked but not issued yet."""
        self = self.with_context(lang="zh_CN")
        closed = self.env["zhaoshang.presence.month"].sudo()._read_group(
            [("state", "=", "closed"), ("paper_number", "=", False),
             ("month", "<", self._last_month())],
            ["month:day"],
        )  # fmt: skip
        corrected = {number: text for number, text in enumerate((FIRST, SECOND), len(closed) - 2)}
        for number, (month,) in enumerate(closed):
            bulletin = self._demonstrate_issue(month)
            bulletin._demonstrate_past()
            if number in corrected:
                correction = self._demonstrate_correction(bulletin, corrected[number])
                correction._demonstrate_check("情况属实，同意更正")
            if corrected.get(number) == FIRST:
                correction.action_issue()
                correction._demonstrate_past(bulletin.issued_on + timedelta(days=7))

    def _demonstrate_past(self, day=None):
        """What was issued today by the real people lies back: its days alone are put there."""
        day = min(day or self.issue_by, county_today(self.env))
        moment = to_utc(day, time(10))
        self.sudo()._govern({"issued_on": day, "drawn_at": moment})
        self.env["zhaoshang.document.number"]._of(self)._set({"issued_on": day})
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE zhaoshang_bulletin_reading SET read_at = %s WHERE bulletin_id = %s",
                moment + timedelta(hours=5),
                self.id,
            )
        )
        self.env.invalidate_all()

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
