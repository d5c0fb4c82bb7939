import base64
from datetime import date

from odoo import api, models
from odoo.tools import SQL

from ...rules import research as halves
from ...rules.visit import DAY, WEEK, monday_of
from ..clock import county_today

WEEKS = 40
FIRST_DAY = date(2025, 7, 7)  # the officers of the demonstration are in post from 1 July 2025
CITIES = ("hangzhou", "ningbo", "wuxi", "shanghai", "shenzhen", "quanzhou")
# category -> what such an organisation of a city is called
NAMES = {
    "association": ("{city}机械行业演示协会", "{city}轻纺行业演示协会"),
    "chamber": ("{city}安徽演示商会", "{city}工商演示商会"),
    "foreign_office": ("北欧演示株式会社驻{city}代表处", "南洋演示集团驻{city}代表处"),
    "top500": ("{city}重工演示集团", "{city}冶金演示股份有限公司"),
    "private100": ("{city}民生演示控股有限公司", "{city}恒昌演示集团有限公司"),
    "industry50": ("{city}精工演示有限公司", "{city}新材料演示有限公司"),
    "listed": ("{city}智能制造演示股份有限公司", "{city}食品演示股份有限公司"),
    "other": ("{city}电子元件演示厂",),
}
SURNAMES, POSTS = "甄贾梅郝史吴钱金尤单", ("董事长", "总经理", "投资总监", "会长", "秘书长", "代表")
PLACES = ("宿松", "安庆", "合肥", "", "安徽", "浙江")
MATTERS = (
    "介绍宿松区位和产业园政策，对方有兴趣了解土地价格。",
    "了解企业扩产计划，约定下月再谈。",
    "参加行业座谈，收集转移意向两条。",
    "送上招商手册，对方表示近期考虑设分厂。",
)
INTENTIONS = ("none", "weak", "weak", "strong", "none", "weak")


class Visit(models.Model):
    _inherit = "zhaoshang.visit"

    @api.model
    def _load_demonstration(self):
        """Forty weeks of visits and what stands around them, entered by the officers themselves."""
        self = self.with_context(lang="zh_CN", tracking_disable=True)
        for number, city in enumerate(CITIES):
            story = _Story(self.env, city, number)
            story.fill_address_book()
            story.visit()
            story.bring_clients()
            story.keep_registers()
            story.write_research()
        self._demonstrate_past_of_address_books()
        self.env["zhaoshang.outreach.need"]._lay_out_all()
        bureau = self.env.ref("zhaoshang_office.bureau_quanzhou")
        head = bureau._deciding_head_at(county_today(self.env)).sudo()
        month = self.env["zhaoshang.contact.month"].with_user(head.user_id)
        month = month.search([("bureau_id", "=", bureau.id)], limit=1)
        if month.state == "open":
            month.action_state_unchanged()

    def _demonstrate_past_of_address_books(self):
        """The books grew with the visits; 深圳 and 泉州 have had nothing new this month."""
        self.env.flush_all()
        this_month = county_today(self.env).replace(day=1)
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM zhaoshang_contact_touch;
                INSERT INTO zhaoshang_contact_touch (bureau_id, contact_id, touched_on, created)
                SELECT v.bureau_id, v.contact_id, v.date, v.date = min(v.date) OVER (
                           PARTITION BY v.contact_id)
                  FROM zhaoshang_visit v JOIN zhaoshang_bureau b ON b.id = v.bureau_id
                 WHERE v.state = 'registered' AND v.contact_id IS NOT NULL
                   AND (v.date < %(month)s OR b.code NOT IN ('shenzhen', 'quanzhou'))
                   AND (b.code <> 'wuxi' OR v.date < %(before)s OR v.date >= %(month)s)
                    ON CONFLICT DO NOTHING
                """,
                month=this_month,
                before=(this_month - DAY).replace(day=1),
            )
        )


class _Story:
    """What one bureau has done."""

    def __init__(self, env, city, number):
        self.number = number
        self.bureau = env.ref(f"zhaoshang_office.bureau_{city}")
        self.today = county_today(env)
        county = env.ref("base.main_company")
        self.head, self.deputy = (
            env(user=env.ref(f"zhaoshang_office.user_{role}_{city}").id)(
                context={**env.context, "allowed_company_ids": county.ids}
            )
            for role in ("head", "deputy1")
        )
        self.authority = env(user=env.ref("zhaoshang_office.user_zhaoshangju").id)

    def fill_address_book(self):
        """Fifteen organisations of all categories, twenty people; one firm stands twice."""
        city = self.bureau.city
        names = [(kind, name.format(city=city)) for kind, two in NAMES.items() for name in two]
        self.organisations = self.deputy["zhaoshang.organisation"].create(
            [
                {
                    "name": name,
                    "category_id": self.deputy.ref(
                        f"zhaoshang_office.organisation_category_{kind}"
                    ).id,
                }
                for kind, name in names
            ]
        )
        self.contacts = self.deputy["zhaoshang.contact"].create(
            [self._person(place) for place in range(20)]
        )
        if city == "杭州":
            twin = self.deputy["zhaoshang.organisation"].create({"name": "杭州精工演示"})
            self.deputy["zhaoshang.contact"].create(
                {"organisation_id": twin.id, "name": "梅重样", "phone": "000-0000-9999"}
            )

    def _person(self, place):
        organisations = self.organisations
        return {
            "organisation_id": organisations[place % len(organisations)].id,
            "name": f"{SURNAMES[place % 10]}{'演示样本'[place % 4]}{'一二三四五六'[self.number]}",
            "post": POSTS[place % len(POSTS)],
            "phone": f"000-{self.number + 1:04}-{place:04}",
            "wechat": f"demo-{self.number + 1}-{place}",
            "native_place": PLACES[place % len(PLACES)] or False,
        }

    def visit(self):
        """Two or three a week by head and deputy in turn; the last ones are planned."""
        first = max(monday_of(self.today) - WEEKS * WEEK, FIRST_DAY)
        done, planned = [], []
        for week in range(WEEKS + 2):
            monday = first + week * WEEK
            back = (monday_of(self.today) - monday).days // 7
            for place in range(self._how_many(back)):
                day = monday + (1 + place + self.number % 2) * DAY
                vals = self._visit_values(week, place, back) | {"date": day}
                (done if day <= self.today else planned).append(vals)
        for turn, env in enumerate((self.head, self.deputy)):
            visits = env["zhaoshang.visit"].create(done[turn::2])
            visits.action_register()
        self.deputy["zhaoshang.visit"].create(planned)

    def _how_many(self, back):
        """杭州 keeps the promise; 宁波 missed one two weeks ago, 深圳 one six weeks ago, 无锡 saw
        one firm twice."""
        if back < 0:
            return 2 if back == -1 else 0
        if (back, self.bureau.code) in ((2, "ningbo"), (6, "shenzhen")):
            return 1
        return 2 + (back + self.number) % 2

    def _visit_values(self, week, place, back):
        repeated = back == 3 and self.bureau.code == "wuxi"
        seen = 0 if repeated else (week * 3 + place + self.number)
        organisation = self.organisations[seen % len(self.organisations)]
        people = self.contacts.filtered(lambda contact: contact.organisation_id == organisation)
        clear = place == 0 and back == 1 and self.bureau.code in ("shenzhen", "ningbo")
        return {
            "organisation_id": organisation.id,
            "contact_id": people[:1].id,
            "place": f"{self.bureau.city}市演示路{seen % 90 + 1}号",
            "matter": MATTERS[seen % len(MATTERS)],
            "intention": "clear" if clear else INTENTIONS[seen % len(INTENTIONS)],
            "next_step": "寄送用地材料" if seen % 3 == 0 else False,
            "follow_up_on": self.today + (5 + seen % 9) * DAY if back < 3 else False,
        }

    def bring_clients(self):
        """One visit in each state among the bureaus."""
        visits = self.deputy["zhaoshang.client.visit"]
        start = self.today + (self.number - 3) * 6 * DAY
        visit = visits.create(
            {
                "guests": f"{self.bureau.city}精工演示有限公司 单总一行",
                "guest_count": 3 + self.number,
                "date_from": start,
                "date_to": start + 2 * DAY,
                "organisation_id": self.number != 5 and self.organisations[10].id,
                "leaders_met": "高县长（演示）" if self.number < 2 else False,
                "programme": "第一天：看临江产业园标准化厂房；第二天：座谈，看港口；第三天：返程。",
                "result": "对厂房条件满意，约定年底前再谈。" if self.number < 3 else False,
            }
        )
        if self.number < 4:
            visit.with_env(self.head).action_confirm()
        if self.number < 3:
            visit.with_env(self.head).action_done()

    def keep_registers(self):
        """Associations, an event with its leads, help with party members."""
        city, env = self.bureau.city, self.deputy
        env["zhaoshang.association"].create(
            [
                {
                    "name": f"{city}宿松同乡会（演示）",
                    "kind": "home",
                    "founded_on": self.number != 5 and date(2024, 5, 18) + self.number * WEEK,
                    "president": f"{SURNAMES[self.number]}会长",
                    "member_count": 80 + 15 * self.number,
                    "phone": f"000-0000-10{self.number:02}",
                    "note": "春节联谊会一次，推荐返乡创业项目两个。",
                },
                {"name": f"{city}宿松贸易促进会（演示）", "kind": "trade"},
            ]
        )
        env["zhaoshang.party.help"].create(
            {
                "date": self.today - (20 + self.number) * DAY,
                "activity": "组织流动党员学习交流",
                "people_count": 12 + self.number,
            }
        )
        if self.number % 2 == 0:
            day = self.today - (30 + 10 * self.number) * DAY
            env["zhaoshang.event"].create(
                {
                    "name": f"宿松（{city}）招商引资推介会（演示）",
                    "kind": "promotion",
                    "date_from": day,
                    "date_to": day,
                    "place": f"{city}演示会议中心",
                    "part": "邀请企业、会场布置、签到",
                    "guest_count": 60,
                    "guests": "行业协会负责人、企业代表",
                    "lead_ids": [
                        (0, 0, {"organisation_id": organisation.id, "note": "有意来县考察"})
                        for organisation in self.organisations[8:11]
                    ],
                }
            )

    def write_research(self):
        """The last half-year handed in by all but 无锡; the running one in every state."""
        now = halves.half_year(self.today)
        before = halves.half_year(now.first - DAY)
        if self.bureau.code != "wuxi":
            self._research(before, "产业转移情况调研报告").with_env(self.authority).action_accept()
        if self.bureau.code in ("ningbo", "shanghai"):
            report = self._research(now, "产业链招商调研报告").with_env(self.authority)
            if self.bureau.code == "shanghai":
                report.action_return("请补充重点企业名单和用地需求。")
        elif self.bureau.code == "quanzhou":
            self.deputy["zhaoshang.research"].create(
                {"title": f"{self.bureau.city}鞋服产业调研（草稿）"}
            )

    def _research(self, half, title):
        report = self.deputy["zhaoshang.research"].create(
            {
                "title": f"{self.bureau.city}{title}（演示）",
                "half_from": half.first,
                "summary": "本地劳动密集型产业外迁意愿增强，建议聚焦装备和新材料。",
                "file": base64.b64encode("调研报告（演示）".encode()),
                "file_name": "调研报告.txt",
            }
        )
        report.action_submit()
        return report
