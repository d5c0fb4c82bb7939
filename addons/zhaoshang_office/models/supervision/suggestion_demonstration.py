from odoo import api, models

ENTRIES = (
    (
        "deputy1.wuxi", True, "关于固定电话汇报时段的建议",
        "周一上午占线较多，建议将电话汇报时段分局安排。",
        "已与管理办公室商议，下月起分两个时段安排，感谢建议。",
    ),
    (
        "deputy2.hangzhou", False, "关于差旅报销周期的意见",
        "报销从提交到付款时间较长，建议明确办理时限。", None,
    ),
    (
        "head.quanzhou", True, "关于调研报告选题的建议",
        "建议年初统一下达选题方向，避免各局重复。", None,
    ),
)  # fmt: skip


class Suggestion(models.Model):
    _inherit = "zhaoshang.suggestion"

    @api.model
    def _load_demonstration(self):
        """What officers have written into the box, and one answer."""
        department = self.env.ref("zhaoshang_office.user_zuzhibu")
        users = self.env["res.users"]
        for login, named, title, content, answer in ENTRIES:
            writer = users.search([("login", "=", login)])
            self.with_user(writer).action_send(title, content, named)
            if answer:
                entry = self.with_user(department).search([("title", "=", title)])
                entry.action_answer(answer)
