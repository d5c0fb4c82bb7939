from datetime import timedelta

from odoo import api, models

from ..clock import county_today

# login, first day counted from today, length in days, acting deputy, reason, what happened
STORY = (
    ("head.hangzhou", 20, 5, "deputy1.hangzhou", "回县看望父母", ()),
    ("deputy1.hangzhou", 6, 3, None, "孩子家长会", ("submit",)),
    (
        "deputy2.hangzhou",
        0,
        4,
        None,
        "回家休整",
        ("submit", "approve head.hangzhou 同意，注意安全", "file zhaoshangju"),
    ),
    (
        "head.ningbo",
        8,
        6,
        "deputy1.ningbo",
        "回县体检",
        ("submit", "approve zuzhibu 同意"),
    ),
    (
        "deputy1.ningbo",
        5,
        3,
        None,
        "家中装修",
        ("submit", "return head.ningbo 与客商来访时间冲突，请往后调两天"),
    ),
    (
        "deputy2.ningbo",
        15,
        5,
        None,
        "回老家办事",
        ("submit", "reject head.ningbo 年底项目集中签约，建议下月再休"),
    ),
    (
        "head.wuxi",
        10,
        5,
        "deputy2.wuxi",
        "探亲",
        ("submit", "approve zhaoshangju 同意，已与客商沟通"),
    ),
    ("deputy1.wuxi", 4, 3, None, "照顾老人", ("submit", "approve head.wuxi 同意")),
    (
        "deputy2.wuxi",
        -1,
        3,
        None,
        "家人住院，先行电话报告",
        ("submit", "approve head.wuxi 情况属实，同意补办", "file zhaoshangju"),
    ),
    (
        "head.shanghai",
        3,
        5,
        "deputy1.shanghai",
        "回县休整",
        ("submit", "approve zuzhibu 同意", "approve zhaoshangju 同意"),
    ),
    ("deputy1.shanghai", 12, 4, None, "探亲", ("submit", "withdraw")),
    (
        "head.shenzhen",
        5,
        7,
        "deputy1.shenzhen",
        "外出旅行",
        ("submit", "approve zuzhibu 同意", "reject zhaoshangju 该周有重点项目考察，不宜离岗"),
    ),
    (
        "deputy1.shenzhen",
        9,
        4,
        None,
        "搬家",
        ("submit", "approve head.shenzhen 同意", "file zhaoshangju"),
    ),
    (
        "head.quanzhou",
        0,
        3,
        "deputy1.quanzhou",
        "回县参加亲属婚礼",
        ("submit", "approve zuzhibu 同意", "approve zhaoshangju 同意"),
    ),
    ("deputy1.quanzhou", 14, 3, None, "探亲", ("submit",)),
)


class Leave(models.Model):
    _inherit = "zhaoshang.leave"

    @api.model
    def _load_demonstration(self):
        """Ask and decide as the demonstration users would, so that every state can be looked at."""
        self = self.with_context(lang="zh_CN")  # titles are kept as written
        today = county_today(self.env)
        users = {user.login: user for user in self.env["res.users"].search([])}
        for login, offset, length, acting, reason, events in STORY:
            first = today + timedelta(days=offset)
            leave = self.with_user(users[login]).create(
                {
                    "date_from": first,
                    "date_to": first + timedelta(days=length - 1),
                    "acting_appointment_id": acting
                    and self.env["zhaoshang.appointment"]._current(users[acting]).id,
                    "reason": reason,
                }
            )
            for event in events:
                leave._demonstrate(users, *event.split())

    def _demonstrate(self, users, what, login=None, comment=None):
        """Do one event of the story: submit, withdraw, or a decision of ``login``."""
        if what in ("submit", "withdraw"):
            getattr(self, f"action_zs_{what}")()
            return
        task = (
            self.env["zhaoshang.approval.task"]
            .with_user(users[login])
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "=", self.id),
                    ("user_id", "=", users[login].id),
                    ("state", "=", "open"),
                ]
            )
        )
        if what == "return":
            task.action_return(comment=comment)
        else:
            task.action_decide(what, comment=comment)
