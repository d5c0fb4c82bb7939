from base64 import b64encode
from datetime import date

from odoo import api, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.fields import Command
from odoo.tools import file_open

INVOICE = "zhaoshang_finance/demo/papers/invoice.pdf"
PAPERS = {
    "trip": ("trip", "出差审批单.pdf", "zhaoshang_finance/demo/papers/travel-form.pdf"),
    "invitation": ("invitation", "邀请函.pdf", "zhaoshang_finance/demo/papers/invitation.pdf"),
    "guests": ("guests", "接待清单.pdf", "zhaoshang_finance/demo/papers/guest-list.pdf"),
}
# who, for what, (category, seller, days ago, yuan, papers) …, then what happens, one after another
CLAIMS = (
    ("deputy1.hangzhou", "第三季度办公用房租金及宽带费", (
        ("rent", "杭州钱江物业管理有限公司", 40, 9600, ()),
        ("telecom", "中国电信杭州分公司", 38, 1200, ()),
        ("office", "杭州文汇办公用品商行", 36, 1200, ()),
    ), ("head", "authority", "accountant", "leader", "post")),
    ("deputy2.hangzhou", "赴嘉兴、湖州拜访企业差旅费", (
        ("travel", "嘉兴南湖宾馆", 20, 1380, ("trip",)),
        ("travel", "中国铁路上海局集团有限公司", 20, 292.5, ("trip",)),
    ), ("head", "authority", "cut")),
    ("head.ningbo", "接待来访客商工作餐", (
        ("reception", "宁波江北老外滩餐饮店", 12, 860, ("invitation", "guests")),
    ), ("authority",)),
    ("deputy1.ningbo", "宣传册印刷及推介会场地费", (
        ("printing", "宁波海曙图文印务", 15, 3200, ()),
        ("promotion", "宁波国际会展中心", 14, 4800, ()),
    ), ("head", "authority", "accountant")),
    ("deputy1.shanghai", "市内交通费", (
        ("transport", "上海申通地铁集团", 9, 420, ()),
    ), ("head", "authority", "accountant")),
    ("deputy2.shanghai", "办公用品采购", (
        ("office", "上海晨光文具店", 8, 365.8, ()),
    ), ()),
    ("deputy1.shenzhen", "与公务无关的会所消费", (
        ("other", "深圳某会所", 25, 2600, ()),
    ), ("head", "refuse")),
    ("deputy2.shenzhen", "10 月通讯费", (
        ("telecom", "中国移动深圳分公司", 22, 198, ()),
    ), ("return",)),
    ("head.quanzhou", "赴厦门考察差旅费（未附审批单）", (
        ("travel", "厦门海景酒店", 6, 640, ()),
    ), None),
)  # fmt: skip
WORDS = {
    "head": "同意，情况属实。",
    "authority": "同意，请财务核票。",
    "accountant": "票据齐全，同意列支。",
    "leader": "同意。",
}
REASONS = {"refuse": "与外出招商工作无关，不得列支。", "return": "请补充通话清单后再报。"}
CUT = (80, "住宿费超出当地标准部分不予列支")


class Claim(models.Model):
    _inherit = "zhaoshang.claim"

    @api.model
    def _load_demonstration(self):
        """Claims in every state, each step taken by the person whose step it is."""
        county = self.env.ref("base.main_company")
        if county.chart_template not in ("cn", "cn_large_bis"):
            return
        self = self.with_context(lang="zh_CN")  # noqa: PLW0642
        categories = self.env["zhaoshang.expense.category"].sudo()
        codes = {row.code: row.id for row in categories.search([("company_id", "=", county.id)])}
        for place, (login, reason, lines, steps) in enumerate(CLAIMS):
            claim = self._demonstrate(login, reason, lines, codes, 100 * place)
            if claim and steps is not None:
                claim.action_zs_submit()
                for step in steps:
                    claim._demonstrate_step(step)

    @api.model
    def _demonstrate(self, login, reason, lines, codes, first):
        user = self.env.ref(f"zhaoshang_office.user_{login.replace('.', '_')}")
        today = county_today(self.env)
        own = self.with_user(user).with_company(user.company_id)
        if not own._default_package_id():
            return self.browse()
        values = [
            self._demonstrate_line(codes[category], seller, today, ago, amount, papers, first + n)
            for n, (category, seller, ago, amount, papers) in enumerate(lines, 1)
        ]
        return own.create({"reason": reason, "line_ids": [Command.create(row) for row in values]})

    @api.model
    def _demonstrate_line(self, category, seller, today, ago, amount, papers, number):
        day = max(date.fromordinal(today.toordinal() - ago), date(today.year, 1, 1))
        return {
            "category_id": category,
            "invoice_number": f"{today:%y}332000{number:012d}",
            "invoice_date": day,
            "seller": seller,
            "invoice_amount": amount,
            "file": _file(INVOICE),
            "file_name": f"发票{number:04d}.pdf",
            "paper_ids": [
                Command.create({"kind": kind, "file_name": name, "file": _file(path)})
                for kind, name, path in (PAPERS[paper] for paper in papers)
            ],
        }

    def _demonstrate_step(self, step):
        if step == "post":
            accountant = self.env.ref("zhaoshang_office.user_kuaiji")
            self.with_user(accountant).action_post()
        elif step == "cut":
            line = self.line_ids.sorted("amount")[-1]
            accountant = self.env.ref("zhaoshang_office.user_kuaiji")
            line.with_user(accountant).action_cut(*CUT)
        else:
            self._demonstrate_decision(step)
        self.invalidate_recordset()

    def _demonstrate_decision(self, step):
        tasks = self.env["zhaoshang.approval.task"].sudo()
        task = tasks.search(
            [("res_model", "=", self._name), ("res_id", "=", self.id), ("state", "=", "open"),
             ("kind", "=", "approve")], limit=1
        )  # fmt: skip
        task = task.with_user(task.user_id).sudo(False)
        if step == "refuse":
            task.action_decide("reject", comment=REASONS[step])
        elif step == "return":
            task.action_return(comment=REASONS[step])
        else:
            task.action_decide("approve", comment=WORDS[step])


def _file(path):
    """The content of a file of the demonstration, as a field takes it."""
    with file_open(path, "rb") as file:
        return b64encode(file.read()).decode()
