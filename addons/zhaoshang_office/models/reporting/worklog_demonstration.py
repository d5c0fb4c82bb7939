from odoo import api, models

from ...rules import worklog as rules
from ..clock import county_today

TEXTS = (
    "上午整理上周拜访企业情况，下午电话回访3家有意向企业，其中1家愿意年内来县考察。",
    "参加驻地行业协会秘书长座谈会，了解长三角产业转移动向，收集企业名录12家。",
    "到产业园区走访招商部门，对接外迁企业清单，初步筛选机械加工类企业5家。",
    "准备招商手册和用地、厂房资料，送两家企业，并约定下周见面时间。",
    "与在谈项目方商谈厂房租赁与用工问题，梳理出需县里协调的事项两件。",
    "走访宿松在外人士，请其介绍客商；整理通信录，更新联系人电话。",
)
NEXT = (
    "",
    "约企业负责人下周面谈。",
    "",
    "跟进来县考察的时间安排。",
    "",
    "将需协调事项书面报管理办公室。",
)
PROBLEMS = {4: "标准厂房近期可用面积需请产业园确认。"}
# login -> how many working days back nothing was written
SILENT = {
    "deputy2.shenzhen": (6, 7, 8, 9, 10),
    "deputy1.wuxi": (5, 6),
    "deputy2.ningbo": (8,),
    "head.shenzhen": (7,),
}
OPENED, WHY = "deputy1.wuxi", "驻点网络故障，当日已书面记录，准予补记。"


class Worklog(models.Model):
    _inherit = "zhaoshang.worklog"

    @api.model
    def _load_demonstration(self):
        """Some weeks of logs; a few days missing, one opened again, today's written by some."""
        self = self.with_context(lang="zh_CN")  # what is begun from the day's facts is Chinese
        county = self.env.ref("base.main_company")
        today = county_today(self.env)
        for post, rows in self._demonstrate_days(county).items():
            self._demonstrate_logs(post, rows, today)
        self._demonstrate_opening(county)

    def _demonstrate_days(self, county):
        """Return {appointment: its days that need a log, the last first}."""
        days = self.env["zhaoshang.worklog.day"].sudo()
        days._flush_days()
        rows = days.with_context(allowed_company_ids=county.ids).search(
            [("state", "!=", rules.EXEMPT)]
        )
        return rows.grouped("appointment_id")

    def _demonstrate_logs(self, post, rows, today):
        """Let an officer write: the last days by his own command, the older ones as they were."""
        login = post.sudo().user_id.login
        mine = self.with_user(post.sudo().user_id).with_company(post.sudo().company_id)
        shown = [
            (back, row.day)
            for back, row in enumerate(rows.sorted("day", reverse=True))
            if back not in SILENT.get(login, ()) and (row.day != today or post.id % 3 == 0)
        ]
        drafts = mine.concat(
            *(mine.new({"appointment_id": post.id, "day": day}) for _back, day in shown)
        )
        drafts.mapped("visit_ids")  # the facts of all days at once
        values = [
            self._demonstrate_text(draft, post, back)
            for draft, (back, _day) in zip(drafts, shown, strict=True)
        ]
        recent = [vals for vals in values if (today - vals["day"]).days <= 2]
        mine.create(recent)
        mine.sudo().create([vals for vals in values if vals not in recent])

    def _demonstrate_text(self, draft, post, back):
        place = (post.id + back) % len(TEXTS)
        facts = draft._facts_text()
        return {
            "appointment_id": post.id,
            "day": draft.day,
            "content": f"{facts}\n{TEXTS[place]}" if facts else TEXTS[place],
            "next_step": NEXT[place] or False,
            "problem": PROBLEMS.get(place, False),
        }

    def _demonstrate_opening(self, county):
        rows = self.env["zhaoshang.worklog.day"].sudo()
        rows = rows.with_context(allowed_company_ids=county.ids).search(
            [("user_id.login", "=", OPENED), ("state", "=", rules.MISSING)], order="day"
        )
        if rows:
            office = self.env.ref("zhaoshang_office.user_bangongshi")
            self.env["zhaoshang.worklog.opening"].with_user(office).create(
                {
                    "appointment_id": rows[0].appointment_id.id,
                    "date_from": rows[0].day,
                    "date_to": rows[0].day,
                    "reason": WHY,
                }
            )
