from odoo import api, models

# login, title, text, what came of it, reason
TEXTS = (
    ("head.hangzhou", "以真诚打动客商：一次七次上门的招商经历",
     "从初次登门被婉拒，到企业主动提出来县考察，我们前后上门七次。最大的体会是：把企业当朋友，"
     "把政策讲明白，把承诺落到实处。", "publish", None),
    ("deputy1.quanzhou", "两个人的驻点，一样有干劲",
     "泉州驻点只有两个人，我们把走访路线排成日历，每周不少于两家企业，同乡会成了最好的引路人。",
     "publish", None),
    ("deputy2.shanghai", "在上海做“店小二”的一天",
     "清早联系协会，上午走访企业，傍晚整理客商需求。招商没有捷径，靠的是脚底板。", "propose", None),
    ("deputy1.ningbo", "新材料企业走访手记",
     "与企业负责人谈了两个小时，对方已基本确定投资意向，计划投资规模较大。", "refuse",
     "涉及在谈项目的投资意向，签约前不宜公开，请删去后重新报送。"),
    ("deputy1.shenzhen", "参加推介会的几点体会", "推介会上要讲产业配套，更要讲服务。",
     "draft", None),
    ("head.shanghai", "重复刊发的旧稿", "此稿与上月刊发内容重复。", "withdraw",
     "与上月稿件重复，撤下。"),
)  # fmt: skip


class Publication(models.Model):
    _inherit = "zhaoshang.publication"

    @api.model
    def _load_demonstration(self):
        """Texts of the column in every state; one taken from a log."""
        self = self.with_context(lang="zh_CN", tracking_disable=True)
        office = self.env.ref("zhaoshang_office.user_bangongshi")
        for login, title, body, what, reason in TEXTS:
            user = self.env["res.users"].search([("login", "=", login)])
            mine = self.with_user(user).with_company(user.company_id)
            text = mine.create({"title": title, "body": body})
            if what == "draft":
                continue
            text.action_propose()
            checked = text.with_user(office)
            if what in ("publish", "withdraw"):
                checked.action_publish()
            if what == "withdraw":
                checked.action_withdraw(reason)
            if what == "refuse":
                checked.action_refuse(reason)
        user = self.env.ref("zhaoshang_office.user_deputy2_hangzhou")
        log = self.env["zhaoshang.worklog"].with_user(user)
        log.search([("user_id", "=", user.id)], limit=1).action_propose_publication()
