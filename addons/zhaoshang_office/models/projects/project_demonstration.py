import base64
import io
from datetime import timedelta

from odoo import api, models
from PIL import Image, ImageDraw

from ..clock import county_today

AUTHORITY_LOGIN = "zhaoshangju"
CHOSEN_LOGIN = "zhaoshangju2"
# who found a project and has left since; his successor has it from then on
FOUND_BY_THE_ENDED = {"p9": "ended.shanghai"}
WAY = ("accepted", "inspection", "screened", "negotiation", "leading_group", "signed", "started",
       "funded")  # fmt: skip
# xml id, login, codename, investor, credit code, industry, industrial, fixed, total, mu, what is
# built, days ago: intention clear, reported, then each stage of the way; then what went aside
STORY = (
    ("p1", "deputy1.hangzhou", "云梯精密铸件", "浙江金阶演示公司", "91330100000000001C",
     "equipment", True, 12000, 15000, 60, "年产三万吨精密铸件，分两期建设",
     500, 498, (495, 480, 470, 455, 420, 390, 330), None),
    ("p2", "deputy1.ningbo", "甬江新材", "宁波海曙演示公司", "91330200000000002L",
     "materials", True, 9900, 11000, 45, "改性塑料颗粒生产线四条",
     300, 298, (295, 285, 278, 268, 258, 250, 100), None),
    ("p3", "deputy2.wuxi", "锡能电池壳体", "无锡蓄力演示公司", "91320200000000003K",
     "energy", True, 20000, 26000, 110, "动力电池铝壳及盖板项目",
     262, 260, (255, 245, 235, 225, 205, 185), None),
    ("p4", "deputy1.shanghai", "申浦食品", "上海浦鲜演示公司", "913100000000000048",
     "food", False, 6000, 7200, 30, "稻米、油茶籽深加工",
     75, 73, (70, 60, 50, 35), None),
    ("p5", "deputy1.shenzhen", "鹏城灯具", "深圳亮度演示公司", "91440300000000005X",
     "electronics", True, 8000, 9000, 25, "节能灯具组装与出口",
     28, 26, (20,), None),
    ("p6", "deputy1.quanzhou", "刺桐鞋材", "泉州轻履演示公司", "91350500000000006Q",
     "textile", True, 5000, 6500, 20, "发泡鞋底及成型鞋材",
     3, 1, (), None),
    ("p7", "deputy2.ningbo", "电池结构件", "无锡蓄力演示公司", "91320200000000003K",
     "energy", True, 18000, 22000, 100, "电池结构件生产基地",
     262, 258, (250,), ("paused", 50, "投资方情况待核实，暂缓")),
    ("p8", "deputy2.shenzhen", "蓝湾物流园", "深圳捷运演示公司", None,
     "trade", False, 30000, 35000, 200, "仓储与城市配送中心",
     95, 90, (85,), ("dropped", 70, "用地指标不足，投资方已转投他处")),
    ("p9", "deputy2.shanghai", "临港装备基地", "上海双城演示公司", None,
     "equipment", True, 16000, 18000, 70, "临港高端装备生产基地",
     400, 398, (395, 380, 370, 350, 320, 300, 200, 40), None),
    ("p10", "deputy2.wuxi", "梁溪纺织", "无锡经纬演示公司", None,
     "textile", True, 3000, 3600, 15, "功能面料织造",
     12, 4, (), ("returned", 2, "请补充设备清单和用地测算")),
    ("p11", "deputy2.hangzhou", "钱塘医材", "杭州康宁演示公司", None,
     "health", True, 4500, 5000, 18, "一次性医用耗材", 2, None, (), None),
    ("p12", "deputy1.wuxi", "太湖传感器", "无锡灵敏演示公司", None,
     "electronics", True, 7000, 8000, 22, "工业传感器封装", 9, None, (), None),
)  # fmt: skip


class Project(models.Model):
    _inherit = "zhaoshang.project"

    @api.model
    def _load_demonstration(self):
        """Report and move as the demonstration users would, each on its day of the story."""
        self = self.with_context(lang="zh_CN")  # texts are kept as written
        users = {user.login: user for user in self.env["res.users"].search([])}
        projects = {}
        for line in STORY:
            project = projects[line[0]] = self._demonstrate(users, line)
            self.env["ir.model.data"]._update_xmlids(
                [{"xml_id": f"zhaoshang_office.project_{line[0]}", "record": project,
                  "noupdate": True}]
            )  # fmt: skip
        self._demonstrate_shares(users, projects)
        self.env["zhaoshang.project.agenda"].with_user(users[AUTHORITY_LOGIN]).create(
            {
                "name": "招商引资领导小组第四季度会议议题",
                "meeting_on": county_today(self.env) + timedelta(days=9),
                "project_ids": projects["p4"].ids,
                "note": "申浦食品：请研究用地三十亩及仓储补助事项。",
            }
        )

    def _demonstrate(self, users, line):
        (key, login, codename, investor, code, industry, industrial, fixed, total, land, content,
         clear, reported, way, aside) = line  # fmt: skip
        today = county_today(self.env)
        project = self.with_user(users[login]).create(
            {
                "organisation_id": self._demonstrate_investor(users[login], investor, code).id,
                "codename": codename,
                "content": content,
                "industry": industry,
                "is_industrial": industrial,
                "fixed_investment": fixed,
                "total_investment": total,
                "land_mu": land,
                "fits_plan": True,
                "intention_clear_on": today - timedelta(days=clear),
                "source": "走访行业协会时获悉",
                "investor_name": investor,
                "investor_uscc": code,
                "investor_contact": "钱经理（演示）",
                "investor_phone": "000-00000000",
            }
        )
        if key in FOUND_BY_THE_ENDED:
            project._demonstrate_found_by(users[FOUND_BY_THE_ENDED[key]])
        if reported is not None:
            project._report(today - timedelta(days=reported))
        moves = [(to, days, None) for to, days in zip(WAY, way, strict=False)]
        moved = project.with_user(users[AUTHORITY_LOGIN])
        for to, days, reason in moves + ([aside] if aside else []):
            day = today - timedelta(days=days)
            project._demonstrate_hand_over(day)
            moved._check_move(to, reason)
            moved._transition(to, reason, on=day)
        return project

    def _demonstrate_found_by(self, user):
        """The officer who found it has left: nobody enters it in his name today."""
        held = self.env["zhaoshang.appointment"].sudo().search([("user_id", "=", user.id)], limit=1)
        self.sudo()._govern({"appointment_id": held.id})

    def _demonstrate_hand_over(self, day):
        """From the first step after who held it had left, it is his successor's (R008, R101)."""
        held = self.sudo().appointment_id
        if day > held.date_to:
            successor = self.env["zhaoshang.appointment"]._current(
                self.env.user, county_today(self.env)
            )
            held.with_user(self.env.ref("zhaoshang_office.user_zuzhibu"))._hand_over(
                successor, "殷早离离任后由闻汇报接手，此前到资仍记殷早离名下。"
            )

    def _demonstrate_investor(self, user, name, code):
        """Return the investor as the officer has it in the address book of the bureau."""
        category = self.env.ref("zhaoshang_office.organisation_category_other")
        firm = self.env["zhaoshang.organisation"].with_user(user).create(
            {"name": name, "uscc": code, "category_id": category.id}
        )  # fmt: skip
        self.env["zhaoshang.contact"].with_user(user).create(
            {"organisation_id": firm.id, "name": "钱经理（演示）", "post": "项目经理",
             "phone": "000-00000000"}
        )  # fmt: skip
        return firm

    def _demonstrate_shares(self, users, projects):
        """One sharing that runs, and one that waits for the investment bureau; of a large project
        one that was signed by hand and has ended, one that waits for it, and one being written."""
        for key, login, to, reason, decided in (
            ("p9", "head.shanghai", "hangzhou", "杭州局共同服务该项目，到资按比例分计", True),
            ("p1", "head.hangzhou", "ningbo", "宁波局协助联系上游铸造企业", False),
        ):
            share = self._demonstrate_share(users, projects[key], login, to, reason)
            share.action_zs_submit()
            if decided:
                self._demonstrate_task(share, AUTHORITY_LOGIN).action_decide(
                    "approve", comment="同意，注意保密"
                )
        chosen = users[CHOSEN_LOGIN]
        for to, reason, stage in (
            ("hangzhou", "杭州局协助对接动力电池整车客户", "ended"),
            ("shenzhen", "深圳局协助引进电池壳体自动化产线", "waiting"),
            ("quanzhou", "泉州局协助联系铝材供应商", "draft"),
        ):
            share = self._demonstrate_share(users, projects["p3"], "head.wuxi", to, reason)
            if stage == "draft":
                continue
            party = self.env.ref("zhaoshang_office.flow_large_share_party")
            share.action_zs_submit({party.id: chosen.ids})
            if stage == "ended":
                self._demonstrate_task(share, CHOSEN_LOGIN).action_decide(
                    "approve", comment="同意共享，期满收回", signature=_signature()
                )
                share.action_end()

    def _demonstrate_share(self, users, project, login, to, reason):
        bureau = self.env["zhaoshang.bureau"].search([("code", "=", to)], limit=1)
        return self.env["zhaoshang.project.share"].with_user(users[login]).create(
            {
                "project_id": project.id,
                "bureau_id": bureau.id,
                "date_to": county_today(self.env) + timedelta(days=90),
                "reason": reason,
            }
        )  # fmt: skip

    def _demonstrate_task(self, document, login):
        """The open task of a person on a document, in his own session."""
        task = self.env["zhaoshang.approval.task"].search(
            [("res_model", "=", document._name), ("res_id", "=", document.id),
             ("user_id.login", "=", login), ("state", "=", "open")]
        )  # fmt: skip
        return task.with_user(task.user_id)


def _signature():
    """A stroke of the pen, as the screen sends it."""
    picture = Image.new("RGBA", (420, 140))
    pen = ImageDraw.Draw(picture)
    for stroke in (
        [(40, 50), (90, 40), (70, 100), (45, 95)],
        [(120, 35), (115, 105), (160, 60), (150, 110)],
        [(190, 45), (240, 42), (205, 70), (250, 75), (210, 112), (280, 90)],
        [(300, 40), (310, 110), (345, 55), (390, 100)],
    ):
        pen.line(stroke, fill="black", width=5, joint="curve")
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return base64.b64encode(stream.getvalue()).decode()
