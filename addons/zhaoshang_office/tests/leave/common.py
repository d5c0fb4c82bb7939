from contextlib import contextmanager
from datetime import date

from freezegun import freeze_time
from odoo.fields import Command
from odoo.tests import TransactionCase

NOW = "2026-11-23 02:00:00"  # Monday, ten in the morning in the county
TERM_START = date(2025, 7, 1)

MANAGING = {
    "zuzhibu": ("organisation_department", "organisation_department"),
    "zhaoshangju": ("bureau_authority", "bureau_authority"),
    "bangongshi": ("office", "office"),
    "xiaonengban": ("efficiency", None),
    "fenguan": ("leader", "leader"),
    "lianxi": ("leader", None),
    "guazhi": ("host_unit", None),
    "xitong": ("administrator", None),
}
STAFF = {
    "head.a": "head",
    "deputy1.a": "deputy",
    "deputy2.a": "deputy",
    "head.b": "head",
    "deputy1.b": "deputy",
}


class OfficeCase(TransactionCase):
    """Two bureaus with their people, the county's offices, and a clock that stands still.

    Logins: ``head.a``, ``deputy1.a``, ``deputy2.a``, ``head.b``, ``deputy1.b``, and MANAGING.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(NOW)
        clock.start()
        cls.addClassCleanup(clock.stop)
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": True, "lang": "en_US"})
        cls.company = cls.env.ref("base.main_company")
        cls.users = {}
        cls._users({login: group for login, (group, _role) in MANAGING.items()} | STAFF)
        for login, (_group, role) in MANAGING.items():
            cls._let_hold(login, role)
        cls.host_unit = cls.env["zhaoshang.host.unit"].create(
            {
                "name": "测试挂任单位",
                "for_head": True,
                "for_deputy": True,
                "user_ids": cls.users["guazhi"].ids,
            }
        )
        cls.bureau_a, cls.bureau_b = (
            cls.env["zhaoshang.bureau"].create(
                {
                    "name": f"测试{code}局",
                    "code": f"test{code}",
                    "city": code,
                    "opened_on": "2020-01-01",
                    "fixed_phone": f"0571-0000-000{n}",
                    "company_id": cls.company.id,
                }
            )
            for n, code in enumerate("ab", 1)
        )
        cls.bureau_a.leader_ids = cls.users["lianxi"]
        cls.posts = {}
        cls._appoint_all(
            {
                login: {"role": role, "bureau_id": getattr(cls, f"bureau_{login[-1]}").id}
                for login, role in STAFF.items()
            }
        )

    def setUp(self):
        super().setUp()
        users, posts = dict(self.users), dict(self.posts)
        self.addCleanup(setattr, type(self), "users", users)
        self.addCleanup(setattr, type(self), "posts", posts)

    @classmethod
    def _users(cls, groups):
        """Make the users ``{login: group}`` in one call, a third of the work."""
        users = cls.env["res.users"].create(
            [
                {
                    "name": login,
                    "login": f"test.{login}",
                    "lang": "en_US",
                    "tz": "Asia/Shanghai",
                    "company_id": cls.company.id,
                    "company_ids": [Command.set(cls.company.ids)],
                    "group_ids": [Command.set(cls.env.ref(f"zhaoshang_office.group_{group}").ids)],
                }
                for login, group in groups.items()
            ]
        )
        cls.users.update(zip(groups, users, strict=True))
        return users

    @classmethod
    def _user(cls, login, group, role=None):
        user = cls._users({login: group})
        cls._let_hold(login, role)
        return user

    @classmethod
    def _let_hold(cls, login, role):
        """Let ``login`` alone hold the approval post ``role``, if one is named."""
        if role:
            post = cls.env.ref(f"zhaoshang_office.approval_role_{role}")
            post.member_ids.date_to = TERM_START
            post.member_ids = [Command.create({"user_id": cls.users[login].id})]
            post.member_ids._zs_take_effect()

    @classmethod
    def _appoint(cls, login, role, bureau, date_from=TERM_START, date_to=None, host_unit=None):
        values = {"role": role, "bureau_id": bureau.id, "date_from": date_from}
        if host_unit:
            values["host_unit_id"] = host_unit.id
        if date_to:
            values["date_to"] = date_to
        return cls._appoint_all({login: values})

    @classmethod
    def _appoint_all(cls, values):
        """Appoint ``{login: values}``, in force, with users where there are none yet."""
        if new := {login: its["role"] for login, its in values.items() if login not in cls.users}:
            cls._users(new)
        employees = cls.env["hr.employee"].create(
            [
                {"name": login, "user_id": cls.users[login].id, "company_id": cls.company.id}
                for login in values
            ]
        )
        appointments = cls.env["zhaoshang.appointment"].create(
            [
                {
                    "name": login,
                    "employee_id": employee.id,
                    "host_unit_id": cls.host_unit.id,
                    "date_from": TERM_START,
                }
                | its
                for (login, its), employee in zip(values.items(), employees, strict=True)
            ]
        )
        appointments._confirm()
        cls.posts.update(zip(values, appointments, strict=True))
        return appointments

    def as_user(self, login, model="zhaoshang.leave"):
        return self.env[model].with_user(self.users[login])

    def draft(self, login, first, last, **values):
        """Return a leave that ``login`` has typed in for himself."""
        if self.posts[login].role == "head" and "acting_appointment_id" not in values:
            candidates = self.posts.get(login.replace("head", "deputy1"))
            values["acting_appointment_id"] = candidates.id
        return self.as_user(login).create({"date_from": first, "date_to": last, **values})

    def ask(self, login, first, last, **values):
        """Return a leave that ``login`` has sent."""
        leave = self.draft(login, first, last, **values)
        leave.action_zs_submit()
        return leave

    def tasks(self, leave, login=None):
        """Return the open tasks of a leave, those of ``login`` alone where given."""
        domain = [
            ("res_model", "=", leave._name),
            ("res_id", "=", leave.id),
            ("state", "=", "open"),
        ]
        if login:
            domain.append(("user_id", "=", self.users[login].id))
        return self.env["zhaoshang.approval.task"].search(domain)

    def decide(self, leave, login, decision="approve", comment=None):
        task = self.tasks(leave, login).with_user(self.users[login])
        self.assertTrue(task, f"{login} has nothing to decide")
        task.action_decide(decision, comment=comment)
        self.env.invalidate_all()

    def grant(self, leave):
        """Let everybody who is asked agree, until the leave is granted."""
        for _turn in range(5):
            for task in self.tasks(leave).filtered(lambda task: task.kind == "approve"):
                task.with_user(task.user_id).action_decide("approve")
            self.env.invalidate_all()
            if leave.zs_approval_state == "approved":
                return leave
        raise AssertionError("the leave was not granted")

    def granted(self, login, first, last, **values):
        return self.grant(self.ask(login, first, last, **values))

    def waiting_for(self, leave):
        return sorted(self.tasks(leave).mapped("user_id.name"))

    @contextmanager
    def at(self, moment):
        """Stand at ``moment`` of the county's clock, like "2026-11-24 09:00"."""
        with freeze_time(f"{moment}+08:00"):
            yield
