import base64
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models

from ..clock import county_today

TARGETS = ("hangzhou", "ningbo", "wuxi", "shanghai", "shenzhen", "quanzhou")
SHARED = {"shanghai": 60, "hangzhou": 40}
BEFORE = "before"  # while it was held by who handed it over since
# codename, months ago, 万元, split {bureau: percent}, what happened, opinion
ARRIVALS = (
    ("云梯精密铸件", 10, 1600, {}, "approve", "银行回单与合同一致，予以认定。"),
    ("云梯精密铸件", 4, 2000, {}, "approve", "审计报告齐全，予以认定。"),
    ("临港装备基地", BEFORE, 400, SHARED, "approve", "按六四分成认定，记当时负责人名下。"),
    ("临港装备基地", 1, 600, SHARED, "approve", "按六四分成认定。"),
    ("甬江新材", 8, 1800, {}, "approve", "予以认定。"),
    ("甬江新材", 3, 1300, {}, "approve", "予以认定。"),
    ("甬江新材", 1, 420, {}, "submit", None),
    ("锡能电池壳体", 5, 900, {}, "approve", "予以认定。"),
    ("锡能电池壳体", 1, 300, {}, "reject", "回单付款方与项目公司不一致，请核实后另报。"),
    ("锡能电池壳体", 0, 260, {}, "return", "请补充设备发票。"),
    ("临港装备基地", 0, 200, {}, "draft", None),
)
SCAN = "%PDF-1.4\n% 演示用扫描件：目标责任书（双方已签字盖章）\n%%EOF\n"


def _tasks(documents, login):
    """Return the open tasks of a demonstration user on these documents."""
    user = documents.env.ref(f"zhaoshang_office.user_{login}")
    return (
        documents.env["zhaoshang.approval.task"]
        .with_user(user)
        .search(
            [
                ("res_model", "=", documents._name),
                ("res_id", "in", documents.ids),
                ("user_id", "=", user.id),
                ("state", "=", "open"),
            ]
        )
    )


class Target(models.Model):
    _inherit = "zhaoshang.target"

    @api.model
    def _load_demonstration(self):
        """Issue the targets of the term, change one, and report arrivals, as the people would."""
        self = self.with_context(lang="zh_CN")  # noqa: PLW0642
        targets = self.browse()
        for code in TARGETS:
            bureau = self.env.ref(f"zhaoshang_office.bureau_{code}")
            head = bureau._head_at(county_today(self.env)).sudo()
            targets |= self._demo_as("zhaoshangju").create(
                {"bureau_id": bureau.id, "date_from": head.term_from}
            )
        targets._demonstrate_signing()
        changed = targets.filtered(lambda target: target.bureau_id.code == "quanzhou")
        version = changed.with_user(self._demo_user("zhaoshangju"))._change(
            "核定编制两人，按会议纪要调整", "松政办〔2026〕31号", 4800, 1
        )
        version._demonstrate_signing()
        for story in ARRIVALS:
            self.env["zhaoshang.arrival"]._demonstrate(*story)

    def _demonstrate_signing(self):
        day = county_today(self.env)
        mine = self.with_user(self._demo_user("zhaoshangju"))
        mine.action_print()
        mine.write(
            {
                "signed_on": day - timedelta(days=1),
                "signed_scan": base64.b64encode(SCAN.encode()),
                "signed_scan_name": "目标责任书.pdf",
            }
        )
        mine.action_zs_submit()
        _tasks(self, "zhaoshangju2").action_decide("approve", comment="签字盖章齐全，生效。")
        self.invalidate_recordset()

    @api.model
    def _demo_as(self, login):
        return self.with_user(self._demo_user(login))

    @api.model
    def _demo_user(self, login):
        return self.env.ref(f"zhaoshang_office.user_{login}")


class Arrival(models.Model):
    _inherit = "zhaoshang.arrival"

    @api.model
    def _demonstrate(self, codename, months, amount, split, what, opinion):
        """Report one arrival as the project's bureau, and decide it as 招商管理局."""
        project = (
            self.env["zhaoshang.project"].sudo().search([("codename", "=", codename)], limit=1)
        )
        if not project:
            return
        head = project.bureau_id._head_at(county_today(self.env)).sudo()
        bureaus = {bureau.code: bureau.id for bureau in head.bureau_id.search([])}
        arrival = self.with_user(head.user_id).create(
            {
                "project_id": project.id,
                "amount": amount,
                "date": self._demonstrate_day(project, months),
                "evidence": base64.b64encode("%PDF-1.4\n% 演示用银行回单\n%%EOF\n".encode()),
                "evidence_name": "银行回单.pdf",
                "share_ids": [
                    (0, 0, {"bureau_id": bureaus[code], "percent": percent})
                    for code, percent in split.items()
                ],
            }
        )
        if what == "draft":
            return
        arrival.action_zs_submit()
        task = _tasks(arrival, "zhaoshangju")
        if what == "return":
            task.action_return(comment=opinion)
        elif what in ("approve", "reject"):
            task.action_decide(what, comment=opinion)

    @api.model
    def _demonstrate_day(self, project, months):
        if months == BEFORE:
            _holder, last = project.holders_before[-1]
            return fields.Date.to_date(last) - timedelta(days=20)
        return county_today(self.env) - relativedelta(months=months, days=6)
