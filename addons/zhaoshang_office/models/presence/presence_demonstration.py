from datetime import timedelta

from odoo import api, models

from ..clock import county_today

# login, first day of last month's absence, days, what was found, answer, decision
BEFORE_CLOSING = (
    (
        "deputy1.shanghai", 9, 17,
        "督查组三次到驻点，本人均不在岗，同事称其回县处理家事。",
        "家中老人住院，未及时办理请假手续。", "action_confirm", "经核查，未履行请假手续。",
    ),
    (
        "deputy2.ningbo", 12, 12,
        "视频抽查不在驻地，房东反映近两周未见本人。",
        "在外地走访企业，未写工作日志。", "action_confirm", "走访情况无佐证，不予采纳。",
    ),
    (
        "head.shanghai", 20, 1,
        "上午到驻点未见本人。",
        "当日在高铁站接客商，附车票。", "action_drop", "车票属实，说明予以采纳。",
    ),
)  # fmt: skip
AFTER_CLOSING = (
    (
        "deputy1.quanzhou", 28, 2,
        "核对差旅票据发现当日不在驻地。",
        "回县办理个人事务，忘记请假。", "action_confirm", "本人承认未请假。",
    ),
)  # fmt: skip


class PresenceMonth(models.Model):
    _inherit = "zhaoshang.presence.month"

    @api.model
    def _load_demonstration(self):
        """Months met, short and to be verified; those that are over closed, and one thing found
        later."""
        self = self.with_context(lang="zh_CN")  # reasons are kept as written
        county = self.env.ref("base.main_company")
        self.sudo()._recompute(county)
        this_month = county_today(self.env).replace(day=1)
        last_month = (this_month - timedelta(days=1)).replace(day=1)
        for line in BEFORE_CLOSING:
            self._demonstrate_absence(last_month, *line)
        office = self.env.ref("zhaoshang_office.user_bangongshi")
        over = [("company_id", "=", county.id), ("month", "<", this_month), ("state", "=", "open")]
        self.search(over).with_user(office).with_company(county).action_close()
        for line in AFTER_CLOSING:
            self._demonstrate_absence(last_month, *line)

    def _demonstrate_absence(self, month, login, day, length, facts, answer, decision, comment):
        """效能办 reports, the person answers, 管理办公室 decides."""
        user = self.env["res.users"].search([("login", "=", login)])
        post = self.env["zhaoshang.appointment"]._current(user)
        first = month.replace(day=day)
        findings = self.env["zhaoshang.finding"]
        finding = findings.with_user(
            self.env.ref("zhaoshang_office.user_xiaonengban")
        )._report_absence(post, first, first + timedelta(days=length - 1), facts)
        finding.with_user(user).action_answer(answer)
        office = self.env.ref("zhaoshang_office.user_bangongshi")
        getattr(finding.with_user(office), decision)(comment)
