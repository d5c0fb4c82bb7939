from datetime import timedelta

from odoo import api, models

from ..clock import county_today

# bureau, days ago, way, place, matters, items: (what, days until the deadline, answer, outcome)
DISPATCHES = (
    (
        "hangzhou", 40, "on_site", "杭州驻外招商局办公室",
        "听取三季度工作汇报，研究重点项目跟进和客商回访安排。",
        (
            ("对接装备制造协会，提交意向企业名单", 15, "已报送意向企业名单11家。", "settle"),
            ("完成四季度走访计划", 10, "计划已报，按周推进。", "settle"),
        ),
    ),
    (
        "hangzhou", 6, "phone", False,
        "了解在谈项目进展，要求做好客商来县考察准备。",
        (
            ("拟定客商来县考察日程", 4, "日程已拟定，待客商确认时间。", None),
            ("年底前再走访上市公司2家", 30, None, None),
        ),
    ),
    (
        "ningbo", 25, "meeting", "县政府四楼会议室",
        "调度全年目标完成情况，分析到资进度偏慢原因。",
        (
            ("提出到资进度补救措施", 10, None, None),
            ("梳理在谈项目清单", 12, "清单已梳理。", "send_back"),
        ),
    ),
    (
        "shenzhen", 15, "video", False,
        "强调工作纪律，要求按时汇报、规范请假。",
        (("报送本月走访佐证材料", 20, None, None),),
    ),
    (
        "quanzhou", 18, "on_site", "泉州驻外招商局办公室",
        "督查驻点日常管理，听取鞋服产业转移情况，研究客商来县考察安排。",
        (
            ("报送鞋服企业转移意向清单", 7, "清单已报送，共9家。", "settle"),
            ("补齐固定电话登记和值班安排", 14, None, None),
            ("核实意向客商用地需求", 16, "已核实，附用地需求表。", None),
            ("组织一次同乡企业家座谈", 40, None, None),
        ),
    ),
)  # fmt: skip


LEADERS = {"quanzhou": "zhaoshang_office.user_fenguan"}  # else the first who keeps contact


class Dispatch(models.Model):
    _inherit = "zhaoshang.dispatch"

    @api.model
    def _load_demonstration(self):
        """Liaisons since the beginning of the term, and dispatches in every state."""
        self = self.with_context(lang="zh_CN")
        today = county_today(self.env)
        term = today.replace(year=today.year - 1, month=7, day=1)
        office = self.env.ref("zhaoshang_office.user_bangongshi")
        self._demonstrate_liaison()
        rows = self.env["zhaoshang.liaison"].search([("bureau_id.leader_ids", "!=", False)])
        rows.write({"date_from": term, "document": "松办发〔2025〕31号"})
        for code, ago, way, place, matters, items in DISPATCHES:
            bureau = self.env["zhaoshang.bureau"].search([("code", "=", code)])
            leader = LEADERS.get(code) and self.env.ref(LEADERS[code]) or bureau.leader_ids[:1]
            held = today - timedelta(days=ago)
            by = office if way == "meeting" else leader  # the office keeps the minutes of meetings
            dispatch = self.with_user(by).create(
                {
                    "bureau_id": bureau.id,
                    "leader_id": leader.id,
                    "day": held,
                    "way": way,
                    "place": place,
                    "matters": matters,
                    "item_ids": [
                        (0, 0, {"task": task, "deadline": held + timedelta(days=days)})
                        for task, days, _answer, _outcome in items
                    ],
                }
            )
            for item, line in zip(dispatch.item_ids.sorted("id"), items, strict=True):
                item._demonstrate(leader, *line[2:])

    def _demonstrate_liaison(self):
        """分管领导 keeps contact with 泉州 beside its own leader (R039)."""
        authority = self.env.ref("zhaoshang_office.user_zhaoshangju")
        self.env["zhaoshang.liaison"].with_user(authority).create(
            {
                "bureau_id": self.env.ref("zhaoshang_office.bureau_quanzhou").id,
                "leader_id": self.env.ref("zhaoshang_office.user_fenguan").id,
            }
        )


class DispatchItem(models.Model):
    _inherit = "zhaoshang.dispatch.item"

    def _demonstrate(self, leader, answer, outcome):
        """Let the bureau answer and the leader decide."""
        post = self.bureau_id.sudo()._deciding_head_at(county_today(self.env)).sudo()
        if not answer or not post.user_id:
            return
        self.with_user(post.user_id).action_feedback(answer)
        if outcome == "settle":
            self.with_user(leader).action_settle("已办结。")
        elif outcome == "send_back":
            self.with_user(leader).action_send_back("请补充每个项目的责任人和时间节点。")
