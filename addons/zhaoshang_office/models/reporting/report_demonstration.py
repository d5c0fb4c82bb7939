import base64
from datetime import datetime, time, timedelta

from odoo import api, models

from ...rules import duty as rules
from ..clock import county_now, county_today
from .duty_lay_out import naive

CITIES = ("hangzhou", "ningbo", "wuxi", "shanghai", "shenzhen", "quanzhou")
WEEKS = 9
# (city, weeks back) -> how it went, where not in time
FRIDAYS = {
    ("wuxi", 2): "late",
    ("shenzhen", 3): "none",
    ("hangzhou", 0): "review",
    ("ningbo", 0): "draft",
    ("wuxi", 0): "none",
    ("shanghai", 0): "none",
    ("shenzhen", 0): "none",
    ("quanzhou", 0): "none",
    ("quanzhou", 1): "fax",
}
MONTHS = {"wuxi": "late", "shenzhen": "late"}
UNREAD = ("ningbo", "quanzhou")  # whose monthly report 组织部 has not read yet
SUMMARY = "本周按计划走访企业，跟进在谈项目，各项工作有序推进。"
INSTRUCTION = "项目要抓紧，用地和厂房问题列出清单报县政府研究。"
SCAN = base64.b64encode(b"%PDF-1.4\n%demonstration\n")
EXPLANATIONS = (
    ("deputy2.hangzhou", "当日赴外地参加推介会，途中无固定电话，附会议通知。", "action_accept",
     "情况属实，予以采纳。"),
    ("deputy1.ningbo", "手机没电，忘记汇报。", "action_refuse", "不属于特殊情况，不予采纳。"),
    ("deputy1.shanghai", "下周一全天陪同客商在工厂，可能无法用固定电话汇报。", None, None),
    ("deputy1.hangzhou", "上午在高速公路上，途中无固定电话。", "action_refuse",
     "行程可以预先安排，汇报时段可以提前约定，不予采纳。"),
    ("head.hangzhou", "县里临时召开项目调度会，周一在县城，附会议通知。", "action_accept",
     "会议通知属实，予以采纳。"),
    ("deputy1.wuxi", "周一陪客商看厂房。", "action_withdraw", None),
    ("deputy1.shenzhen", "周一随商会赴东莞考察，全天在途。", None, None),
    ("head.ningbo", "周一陪同客商乘早班车回县，固定电话不在身边。", "draft", None),
    ("deputy1.quanzhou", "周一上午到医院复查。", "action_refuse", "可在返回驻点后汇报，不予采纳。"),
)  # fmt: skip


class Report(models.Model):
    _inherit = "zhaoshang.report"

    @api.model
    def _load_demonstration(self):
        """Reports of the last weeks in every state, drafted and submitted by the people."""
        self = self.with_context(lang="zh_CN", tracking_disable=True)
        for city in CITIES:
            bureau = self.env.ref(f"zhaoshang_office.bureau_{city}")
            watched = county_today(self.env) - bureau.compliance_start
            weeks, months = max(WEEKS, watched.days // 7 + 1), watched.days // 30
            # what is older came by fax: nothing is drafted, and the demonstration begins sooner
            fridays = [
                FRIDAYS.get((city, back), "time" if back < WEEKS else "fax")
                for back in range(weeks)
            ]
            stories = [(rules.FRIDAY_REPORT, back, how) for back, how in enumerate(fridays)]
            stories.append((rules.MONTH_REPORT, 1, MONTHS.get(city, "time")))
            stories += [(rules.MONTH_REPORT, back, "time") for back in range(2, months + 1)]
            stories += [(rules.BIMONTH_REPORT, back, "time") for back in range(1, months // 2 + 2)]
            self._demonstrate(bureau, stories)
        self._demonstrate_correction()
        self._demonstrate_explanations()

    def _demonstrate(self, bureau, stories):
        """Let a deputy draft a bureau's reports, and who decides submit them.

        :param stories: ``[(kind, how many periods ago, how it went), …]``
        """
        deputy = self.env.ref(f"zhaoshang_office.user_deputy1_{bureau.code}")
        office = self.env.ref("zhaoshang_office.user_bangongshi")
        written = {deputy: {}, office: {}}
        for kind, back, how in stories:
            if values := self._demonstrated_values(bureau, kind, back, how):
                written[office if how == "fax" else deputy][back, kind] = how, values
        for writer, its in written.items():
            hows = [how for how, _values in its.values()]
            reports = self.with_user(writer).with_company(bureau.company_id)
            reports = reports.create([values for _how, values in its.values()])
            for report in reports.filtered(lambda report: not report.content):
                report.content = SUMMARY
            self._demonstrate_submission(reports, hows, bureau)

    def _demonstrated_values(self, bureau, kind, back, how):
        first = rules.period_of(kind, county_today(self.env))
        for _turn in range(back):
            first = rules.period_of(kind, first - rules.DAY)
        if how == "none" or first < bureau.compliance_start.replace(day=1) - 45 * rules.DAY:
            return None
        values = {"kind": kind, "period_from": first, "bureau_id": bureau.id}
        if how == "fax":
            values |= {"channel": "fax", "file": SCAN, "file_name": "周动态传真.pdf"}
        if kind == rules.BIMONTH_REPORT:
            values |= {"channel": "telephone", "instructions": INSTRUCTION}
        return values

    def _demonstrate_submission(self, reports, hows, bureau):
        head = bureau.sudo()._deciding_head_at(county_today(self.env)).user_id
        story = dict(zip(reports, hows, strict=True))
        begun = reports.filtered(lambda report: story[report] != "draft")
        if reports.env.user != head:
            begun.filtered(lambda report: story[report] != "fax").action_send_to_head()
        sent = begun.filtered(lambda report: story[report] != "review")
        submitter = {"fax": reports.env.user}
        for user, its in sent.grouped(lambda report: submitter.get(story[report], head)).items():
            its.with_user(user).action_submit()
        for report in sent:
            reported_at = self._demonstrated_moment(*report._due(), story[report] == "late")
            report.sudo()._govern({"reported_at": reported_at})
            self._demonstrate_readings(report, bureau)

    def _demonstrated_moment(self, due_on, limit, is_late):
        """Return when a report came in: late, or on its last day; never later than now, which is
        told in whole seconds: a part of one would lie in the future (on a month's first day)."""
        if is_late:
            moment = limit.grace_end - timedelta(hours=6)
        else:
            moment = datetime.combine(due_on, time(16, 20), limit.due_at.tzinfo)
        return naive(min(moment, county_now(self.env).replace(microsecond=0)))

    def _demonstrate_readings(self, report, bureau):
        readers = {
            rules.FRIDAY_REPORT: ["bangongshi"],
            rules.MONTH_REPORT: ["zhaoshangju"]
            + (["zuzhibu"] if bureau.code not in UNREAD else []),
            rules.BIMONTH_REPORT: [f"leader_{bureau.code}"] if bureau.code == "hangzhou" else [],
        }[report.kind]
        for login in readers:
            user = self.env.ref(f"zhaoshang_office.user_{login}")
            remark = INSTRUCTION if report.kind == rules.BIMONTH_REPORT else None
            report.with_user(user).action_mark_read(remark)

    def _demonstrate_correction(self):
        """上海 found a slip in its last report, and its head submitted a further version."""
        bureau = self.env.ref("zhaoshang_office.bureau_shanghai")
        last = self.sudo().search(
            [("bureau_id", "=", bureau.id), ("kind", "=", rules.FRIDAY_REPORT)],
            order="period_from desc",
            limit=1,
        )
        head = bureau.sudo()._deciding_head_at(county_today(self.env)).user_id
        mine = last.with_user(head).with_company(bureau.company_id)
        action = mine.action_correct("客商到访人数有误，由5人更正为3人。")
        self.browse(action["res_id"]).with_user(head).action_submit()

    def _demonstrate_explanations(self):
        office = self.env.ref("zhaoshang_office.user_bangongshi")
        today = county_today(self.env)
        users = {user.login: user for user in self.env["res.users"].search([])}
        for number, (login, reason, decision, comment) in enumerate(EXPLANATIONS):
            friday = number == 1  # calls of this week stand as they are
            one = self.env["zhaoshang.explanation"].with_user(users[login]).create(
                {"kind": rules.FRIDAY_REPORT if friday else rules.MONDAY_CALL,
                 "day": today if friday else today + 7 * rules.DAY, "reason": reason}
            )  # fmt: skip
            if decision == "draft":
                continue
            one.action_submit()
            if decision == "action_withdraw":
                one.action_withdraw()
            elif decision:
                getattr(one.with_user(office), decision)(comment)
