from contextlib import contextmanager

from freezegun import freeze_time
from odoo.fields import Command
from odoo.tests import TransactionCase

POSTS = (
    "deputy",
    "head",
    "office",
    "bureau_authority",
    "organisation_department",
    "leader",
    "efficiency",
    "host_unit",
    "administrator",
)
# 10:00 on Monday 2026-11-23 in the county
NOW = "2026-11-23 02:00:00"


class OrganisationCase(TransactionCase):
    """One user for each post, a bureau of its own, and the clock stopped at ``NOW``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.county = cls.env.ref("base.main_company")
        posts = {f"zs-{post}": [post] for post in POSTS}
        *users, cls.second = cls.make_users(posts | {"zs-second": ["organisation_department"]})
        cls.users = dict(zip(POSTS, users, strict=True))
        cls.first = cls.users["organisation_department"]
        cls.bureau = cls.env["zhaoshang.bureau"].create(
            {
                "name": "合肥驻外招商局",
                "code": "hefei",
                "city": "合肥",
                "opened_on": "2024-01-01",
                "approval_document": "松测〔2024〕1号",
            }
        )
        cls.committee = cls.env.ref("zhaoshang_office.host_unit_county_committee_office")
        cls.zone = cls.env.ref("zhaoshang_office.host_unit_development_zone")

    @classmethod
    def make_users(cls, posts):
        """Make the users ``{login: posts}`` in one call, a third of the work."""
        return cls.env["res.users"].create(
            [
                {
                    "name": login,
                    "login": login,
                    "password": f"{login}-test",
                    "email": f"{login}@example.com",
                    "company_id": cls.county.id,
                    "company_ids": [Command.set(cls.county.ids)],
                    "group_ids": [
                        Command.link(cls.env.ref(f"zhaoshang_office.group_{post}").id)
                        for post in its_posts
                    ],
                }
                for login, its_posts in posts.items()
            ]
        )

    @classmethod
    def user(cls, login, *posts):
        return cls.make_users({login: posts})

    @classmethod
    def holds(cls, user, post):
        """Let ``user`` hold the approval post ``post``, as if a second person had agreed."""
        role = cls.env.ref(f"zhaoshang_office.approval_role_{post}")
        role.member_ids = [Command.create({"user_id": user.id})]
        role.member_ids.filtered(lambda member: member.user_id == user)._zs_take_effect()

    @classmethod
    def draft(cls, name="测甲", role="head", by=None, **vals):
        """Return an appointment drafted by a member of 组织部."""
        unit = cls.committee if role == "head" else cls.zone
        return (
            cls.env["zhaoshang.appointment"]
            .with_user(by or cls.first)
            .create(
                {
                    "name": name,
                    "bureau_id": cls.bureau.id,
                    "role": role,
                    "host_unit_id": unit.id,
                    "date_from": "2025-07-01",
                    **vals,
                }
            )
        )

    @classmethod
    def confirmed(cls, name="测甲", role="head", user=None, **vals):
        """Return an appointment in force, of ``user`` where one is given."""
        appointment = cls.draft(name, role, **vals)
        appointment.sudo().employee_id.user_id = user
        appointment.with_user(cls.second).action_confirm()
        return appointment.sudo()

    @contextmanager
    def refused(self, exception, text):
        """Expect ``exception`` with ``text``, and take back what was done before it."""
        with self.assertRaisesRegex(exception, text), self.env.cr.savepoint():
            yield

    def as_post(self, record, post):
        return record.with_user(self.users[post])
