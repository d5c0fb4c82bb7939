from base64 import b64encode
from datetime import date
from decimal import Decimal

from odoo import api, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.fields import Command
from odoo.tools import file_open

from ...rules.invoice.sample import Sample, digital_xml, printed_pdf
from ..zhaoshang_package import decimal_of

#: what was bought, as the issuer classes it
ITEMS = {
    "rent": "*经营租赁*办公用房租金",
    "telecom": "*电信服务*宽带费",
    "office": "*纸制品*办公用品",
    "travel": "*住宿服务*住宿费",
    "reception": "*餐饮服务*工作餐",
    "printing": "*印刷品*宣传册印刷费",
    "promotion": "*会展服务*场地费",
    "transport": "*运输服务*客运服务费",
    "other": "*生活服务*服务费",
}
#: an invoice on which another total stands than was typed
MISTYPED = {"上海晨光文具店": Decimal("356.80")}
#: what a claim is above the advance of its bureau, owed to who has paid it (R128)
OWED = Decimal("1280.00")
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
    # the last one comes to what the bureau has not spent yet, and a little more
    ("deputy1.quanzhou", "年度办公用房租金及投资推介会费用", (
        ("rent", "泉州丰泽物业管理有限公司", 33, 9600, ()),
        ("promotion", "泉州闽南国际会展有限公司", 31, None, ()),
    ), ("head", "authority", "accountant", "leader", "post")),
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
        package = own._default_package_id()
        if not package:
            return self.browse()
        known = sum(Decimal(amount or 0) for _category, _seller, _ago, amount, _papers in lines)
        rest = decimal_of(package.sudo().loan + package.sudo().prepaid) + OWED - known
        rest = max(rest, OWED)
        values = [
            self._demonstrate_line(
                category, seller, today, ago, Decimal(amount or rest), papers, first + n
            )
            | {"category_id": codes[category]}
            for n, (category, seller, ago, amount, papers) in enumerate(lines, 1)
        ]
        return own.create({"reason": reason, "line_ids": [Command.create(row) for row in values]})

    @api.model
    def _demonstrate_line(self, category, seller, today, ago, amount, papers, number):
        """An e-invoice as XML or as PDF, and what its claimant has typed of it."""
        day = max(date.fromordinal(today.toordinal() - ago), date(today.year, 1, 1))
        said = MISTYPED.get(seller, amount)
        sample = Sample(f"{today:%y}332000{number:012d}", day, seller, said, ITEMS[category])
        as_xml = number % 2 == 0
        return {
            "invoice_number": sample.number,
            "invoice_date": day,
            "seller": seller,
            "invoice_amount": float(amount),
            "file": b64encode(digital_xml(sample) if as_xml else printed_pdf(sample)).decode(),
            "file_name": f"发票{number:04d}.{'xml' if as_xml else 'pdf'}",
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
