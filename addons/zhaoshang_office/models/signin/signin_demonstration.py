from datetime import datetime, time, timedelta

from odoo import api, models

from ...rules import signin as rules
from ..clock import COUNTY_ZONE, county_now, county_today

# login, what is said with the stay; each has come two working days ago
STAYS = (
    ("deputy1.ningbo", {"notice_number": "松招管〔2026〕18号", "reason": "参加全县招商引资调度会"}),
    ("deputy2.shanghai", {"notice_number": "松办通〔2026〕63号", "reason": "参加项目用地协调会"}),
    ("head.wuxi", {"notice_number": "松招管〔2026〕19号", "reason": "汇报在谈项目"}),
)


class Signin(models.Model):
    _inherit = "zhaoshang.signin"

    @api.model
    def _demonstrate_stays(self):
        """Officers called back by a notice, as they enter it themselves."""
        today = county_today(self.env)
        workday = self.env["zhaoshang.workday"]
        calendar = workday._calendar(today, today, self.env.ref("base.main_company"))
        first = calendar.previous_working(calendar.previous_working(today))
        users = self.env["res.users"]
        for login, values in STAYS:
            user = users.search([("login", "=", login)])
            leaves = self.env["zhaoshang.leave"].with_user(user).with_context(lang="zh_CN")
            leave = leaves.new({"date_from": first, "date_to": today, "kind": "county_duty"})
            if leave._refusal_texts(only={"R086"}):
                continue  # the story of the leaves has him elsewhere
            acting = leave.acting_candidate_ids[:1]._origin.id if leave.route == "head" else False
            leaves.create(
                {
                    "kind": "county_duty",
                    "date_from": first,
                    "date_to": today,
                    "acting_appointment_id": acting,
                    **values,
                }
            ).action_zs_submit()

    @api.model
    def _load_demonstration(self):
        """What the desk has recorded of the stays of the demonstration: one day is missing, one was
        added later, and of those expected today some are still to come."""
        self._demonstrate_stays()
        office = self.env.ref("zhaoshang_office.user_bangongshi")
        register = self.with_user(office).with_context(lang="zh_CN")
        days = register.env["zhaoshang.signin.day"].search(
            [("company_id", "=", self.env.ref("base.main_company").id)],
            order="day desc, appointment_id",
        )
        over = days.filtered(lambda row: row.state == rules.MISSING)
        later, signed = over[1:2], over[2:]  # the last one stays missing
        for number, row in enumerate(signed):
            morning = datetime.combine(row.day, time(8, 40), tzinfo=COUNTY_ZONE)
            moment = morning + timedelta(minutes=7 * (number % 9))
            # backdated, which no command does
            register.sudo()._record(
                row.appointment_id,
                row.day,
                False,
                (moment - moment.utcoffset()).replace(tzinfo=None),
            )
        if later and not register._is_month_closed(later.appointment_id, later.day):
            register.action_sign(
                later.appointment_id.id, later.day, "当日在经开区座谈，纸质登记簿已签名，次日补登。"
            )
        today = days.filtered(lambda row: row.state == rules.OPEN)
        if today and county_now(self.env).hour >= 8:
            register.action_sign(today[0].appointment_id.id)
