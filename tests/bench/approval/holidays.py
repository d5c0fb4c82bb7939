"""Odoo's own Time Off with double validation. Its request is its submission, days worked out."""

from datetime import date, timedelta

from .side import FIRST, PAGE, REQUESTER, SECOND, TALK, Side, copies


class Holidays(Side):
    addon = "hr_holidays"
    has_drafts = False
    keeps_reason = False
    agreed, refused = "validate", "refuse"
    reader = SECOND

    def __init__(self, env):
        super().__init__(env)
        employee = env["hr.employee"].search([("user_id.login", "=", REQUESTER)])
        kind = env["hr.leave.type"].search([("name", "=", REQUESTER)])
        self.values = {"employee_id": employee.id, "holiday_status_id": kind.id}
        self.day = date.today() + timedelta(days=30)  # noqa: DTZ011

    @classmethod
    def prepare(cls, env):
        cls.make_users(env, bench_second="hr_holidays.group_hr_holidays_user")
        users = env["res.users"].search([]).grouped("login")
        env["hr.employee"].create(
            {
                "name": REQUESTER,
                "user_id": users[REQUESTER].id,
                "leave_manager_id": users[FIRST].id,
            }
        )
        env["hr.leave.type"].create(
            {
                "name": REQUESTER,
                "leave_validation_type": "both",
                "requires_allocation": False,
                "responsible_ids": [(4, users[SECOND].id)],
            }
        )

    def context(self, kind):
        if kind == TALK:
            return {}
        return {"mail_activity_automation_skip": True, "tracking_disable": True}

    def draft(self, env, kind, count):
        return [self.values | dict.fromkeys(("request_date_from", "request_date_to"), day)
                for day in self.days(count)]  # fmt: skip

    def days(self, count):
        """The next working days, none of them twice."""
        while count:
            self.day += timedelta(days=1)
            if self.day.weekday() < 5:
                count -= 1
                yield self.day

    def submit(self, env, kind, drafts):
        return env["hr.leave"].create(drafts).ids

    def decide(self, env, kind, waiting):
        env["hr.leave"].browse(waiting).action_approve()

    def refuse(self, env, kind, waiting):
        env["hr.leave"].browse(waiting).action_refuse()

    def states(self, env, kind, documents):
        return list(set(env["hr.leave"].browse(documents).mapped("state")))

    def one_waiting(self):
        documents = self.run(REQUESTER, self.new, TALK, 1)
        self.run(FIRST, self.decide, TALK, documents)
        return documents

    def fill(self, cr, prototype, first, last):
        cr.execute(
            "SELECT a.id FROM mail_activity a JOIN res_users u ON u.id = a.user_id"
            " WHERE a.res_model = 'hr.leave' AND a.res_id = %s AND u.login = %s AND a.active",
            [prototype, SECOND],
        )
        [(activity,)] = cr.fetchall()
        ages = "create_date - n * interval '1 minute'"
        copies(cr, "hr_leave", prototype, first, last, create_date=ages)
        copies(cr, "mail_activity", activity, first, last, res_id="res_id + n", create_date=ages)

    def look(self, env):
        names = dict.fromkeys(("date_from", "date_to", "number_of_days", "state"), {})
        people = ("employee_id", "holiday_status_id")
        names |= dict.fromkeys(people, {"fields": {"display_name": {}}})
        mine = [
            ("employee_id.company_id", "in", env.companies.ids),
            ("state", "in", ["confirm", "validate1"]),
            "|", ("employee_id.user_id", "!=", env.uid),
            "|", "&", ("state", "=", "confirm"),
            ("holiday_status_id.leave_validation_type", "=", "hr"), ("state", "=", "validate1"),
        ]  # fmt: skip
        return env["hr.leave"].web_search_read(mine, names, **PAGE)

    def badge(self, env):
        return env["res.users"]._get_activity_groups()
