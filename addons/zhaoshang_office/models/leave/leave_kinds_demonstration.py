import base64
from datetime import timedelta

from odoo import api, models

from ..clock import county_today

PAPER = base64.b64encode("%PDF-1.4\n% 演示用书面申请\n%%EOF\n".encode())
AGREED = ("submit", "approve head.{city} 同意")

# login, kind, first day (counted from today, or "week -6": the Tuesday six weeks ago), days,
# what else the person fills in, what happened
STORY = (
    # reported back two days early; registered long after it began
    ("deputy1.wuxi", "rotation", "week -6", 4, {"reason": "回老家办事"},
     (*AGREED, "file zhaoshangju", "back 2")),
    # a day late
    ("deputy1.ningbo", "rotation", "week -7", 3, {"reason": "探亲"},
     (*AGREED, "file zhaoshangju", "back 4")),
    # no visit was ever linked
    ("deputy2.ningbo", "escort", "week -8", 2, {"organisation_id": True},
     AGREED),
    ("deputy1.shanghai", "escort", 0, 3, {"client_visit_id": True},
     AGREED),
    ("deputy2.shenzhen", "escort", 6, 5,
     {"client_visit_id": True, "reason": "客商另要看两处厂房并与县直部门座谈，延长一天"},
     AGREED),
    ("deputy2.shenzhen", "special", 16, 12,
     {"paper": PAPER, "paper_name": "书面申请.pdf", "reason": "住院手术，遵医嘱休养"},
     ("submit", "approve zuzhibu 情况属实，同意", "approve zhaoshangju 同意，报分管领导审定")),
    ("deputy1.wuxi", "county_duty", 12, 2,
     {"notice_number": "松招办〔2026〕12号", "reason": "回县参加招商工作调度会"}, ("submit",)),
    ("deputy1.ningbo", "county_duty", 15, 1, {"reason": "到县直部门对接项目用地"}, AGREED),
    ("deputy2.shanghai", "rotation", 22, 5, {"reason": "探亲"},
     (*AGREED, "file zhaoshangju", "turn 2")),
)  # fmt: skip
PROLONGED = ("deputy1.shenzhen", 2, "新房水电改造未完，需再留两天")
TOLD = ("deputy2.shanghai", 0, 2, "孩子发烧住院，先行电话报告")


class Leave(models.Model):
    _inherit = "zhaoshang.leave"

    @api.model
    def _load_demonstration_of_kinds(self):
        """The other kinds, and what is done about a leave once it is granted, by the users."""
        self = self.with_context(lang="zh_CN")  # titles are kept as written
        users = {user.login: user for user in self.env["res.users"].search([])}
        for login, kind, first, days, values, events in STORY:
            leave = self.with_user(users[login])._demonstrate_kind(kind, first, days, values)
            for event in events:
                leave._demonstrate_step(users, *event.format(city=login.split(".")[1]).split())
        self._demonstrate_prolonged(users)
        login, first, days, reason = TOLD
        today = county_today(self.env)
        self.with_user(users["bangongshi"]).action_enter_for(
            {
                "appointment_id": self.env["zhaoshang.appointment"]._current(users[login]).id,
                "date_from": today + timedelta(first),
                "date_to": today + timedelta(first + days - 1),
                "reason": reason,
            }
        )

    def _demonstrate_kind(self, kind, first, days, values):
        """Type in a leave; one of past weeks counts as asked for two days before."""
        today = county_today(self.env)
        past = isinstance(first, str)
        if past:
            monday = today - timedelta(today.weekday())
            day = monday + timedelta(weeks=int(first.split()[1]), days=1)
        else:
            day = today + timedelta(first)
        links = {
            name: self._demonstrated_link(name)
            for name in ("client_visit_id", "organisation_id")
            if name in values
        }
        leave = self.create(
            values | links | {"kind": kind, "date_from": day, "date_to": day + timedelta(days - 1)}
        )
        if past:
            leave.sudo().asked_on = day - timedelta(2)
        return leave

    def _demonstrated_link(self, name):
        """The visit that comes next, or the first client of one's address book."""
        model = self.env[self._fields[name].comodel_name]
        order = "date_from desc" if name == "client_visit_id" else "id"
        bureau = model._own_bureaus()
        return model.search([("bureau_id", "in", bureau.ids)], order=order, limit=1).id

    def _demonstrate_step(self, users, what, *words):
        if what == "back":
            self.action_report_return(self.date_from + timedelta(int(words[0])))
        elif what == "turn":
            self.action_turn_into_escort(
                self.date_from + timedelta(int(words[0])),
                organisation_id=self._demonstrated_link("organisation_id"),
            )
        else:
            self._demonstrate(users, what, *words)

    def _demonstrate_prolonged(self, users):
        login, days, reason = PROLONGED
        leave = self.with_user(users[login]).search(
            [("user_id.login", "=", login), ("zs_approval_state", "=", "approved")],
            order="date_to desc",
            limit=1,
        )
        leave.action_prolong(leave.date_to + timedelta(days), reason)
