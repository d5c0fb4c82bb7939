from odoo import api, models
from odoo.exceptions import UserError

from ...rules import inspection as rules
from ..clock import county_today

# A small picture of 16 × 16 points, so that something is there to open.
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQV"
    "R42mOI6jlBEmIY1TCqYfhqAAArnq4QbIHYuAAAAABJRU5ErkJggg=="
)
# bureau, working days ago, way, who is put down as what; of those at post alone
VISITS = (
    ("hangzhou", 6, rules.PHONE, {}),
    ("ningbo", 2, rules.VIDEO, {"deputy2.ningbo": rules.ABSENT}),
    ("wuxi", 2, rules.ON_SITE, {"deputy1.wuxi": rules.OTHER}),
    ("shenzhen", 1, rules.ROLL_CALL, {"deputy2.shenzhen": rules.UNREPORTED}),
    ("hangzhou", 1, rules.PHONE, {}),
)
VOID = "通报所列督查方式与督查记录不一致，另行核实后再发。"
NOTES = {
    rules.ABSENT: "视频连线时本人不在办公场所，同事称其外出未说明去向。",
    rules.OTHER: "本人在岗，工作日志三天未记，已当场提醒补记。",
    rules.UNREPORTED: "本周一未按时用固定电话汇报。",
}


class InspectionEntry(models.Model):
    _inherit = "zhaoshang.inspection.entry"

    @api.model
    def _load_demonstration(self):
        """Let 效能办 inspect some bureaus on the last working days, correct one entry and tell of
        the first inspection in a circular; that of the second is declared void."""
        office = self.env.ref("zhaoshang_office.user_xiaonengban")
        self = self.with_user(office).with_context(lang="zh_CN")
        for visit in VISITS:
            self._demonstrate_visit(*visit)
        first, second = self.env["zhaoshang.inspection"].search([], order="day, id", limit=2)
        for inspection in (first, second):
            inspection.action_issue()
        second.action_void(VOID)

    @api.model
    def _demonstrate_visit(self, code, days_ago, way, found):
        bureau = self.env["zhaoshang.bureau"].search([("code", "=", code)])
        today = county_today(self.env)
        calendar = self.env["zhaoshang.workday"]._calendar(today, today, bureau.company_id)
        day = today
        for _turn in range(days_ago):
            day = calendar.previous_working(day)
        people = self.env["zhaoshang.inspection"].zs_desk(bureau.id, day.isoformat())["people"]
        officers = self.env["zhaoshang.appointment"]
        for number, person in enumerate(people):
            if person["expected"] != rules.AT_POST:
                if code == "wuxi" and person["leave"]:
                    self._demonstrate_refusal(bureau, person["id"], way, day)
                continue  # who is granted an absence is not telephoned
            login = officers.browse(person["id"]).sudo().user_id.login
            result = found.get(login, rules.PRESENT)
            arguments = [bureau.id, person["id"], result, way, day.isoformat(), f"10:{number}5"]
            entry = self.browse(self.action_record(*arguments, NOTES.get(result)))
            if result == rules.ABSENT:
                entry.action_attach("视频连线截图.png", PICTURE)
            if result == rules.OTHER:
                self.action_record(
                    *arguments[:5], f"10:{number}8", "本人在岗；日志缺记两天，已提醒补记。",
                    "复核日志，缺记为两天。",
                )  # fmt: skip

    def _demonstrate_refusal(self, bureau, officer, way, day):
        """“Not at post” on a day of granted leave is refused; the reason goes into the record."""
        place = bureau.id, officer
        moment = way, day.isoformat(), "10:00"
        try:
            with self.env.cr.savepoint():
                self.action_record(*place, rules.ABSENT, *moment, "到驻点时本人不在。")
        except UserError as refusal:
            note = f"拟记“不在岗”，系统未予登记：{refusal}"
            self.action_record(*place, rules.OTHER, *moment, note)
