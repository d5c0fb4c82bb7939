from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import POSTS, OrganisationCase

OPERATIONS = ("read", "write", "create", "unlink")
EVERYBODY = set(POSTS)
SEE_LEAVE = {
    "deputy",
    "head",
    "office",
    "bureau_authority",
    "organisation_department",
    "efficiency",
}
DRAFT_SANCTIONS = {"office", "organisation_department", "efficiency"}
READ_ONLY = dict.fromkeys(OPERATIONS, set())
# model -> operation -> the posts that have the right; whoever is not named has not
RIGHTS = {
    "zhaoshang.bureau": {
        "read": EVERYBODY,
        "write": {"bureau_authority", "organisation_department"},
        "create": {"bureau_authority"},
        "unlink": set(),
    },
    "zhaoshang.bureau.event": {
        "read": EVERYBODY,
        "write": set(),
        "create": {"bureau_authority"},
        "unlink": set(),
    },
    "zhaoshang.appointment": {
        "read": EVERYBODY,
        "write": {"organisation_department"},
        "create": {"organisation_department"},
        "unlink": {"organisation_department"},
    },
    "zhaoshang.host.unit": {
        "read": EVERYBODY,
        "write": {"organisation_department"},
        "create": {"organisation_department"},
        "unlink": {"organisation_department"},
    },
    "zhaoshang.policy": {
        "read": EVERYBODY,
        "write": {"administrator"},
        "create": {"administrator"},
        "unlink": set(),
    },
    "zhaoshang.rule.set": {
        "read": EVERYBODY,
        "write": {"administrator"},
        "create": {"administrator"},
        "unlink": {"administrator"},
    },
    "zhaoshang.workday": {
        "read": EVERYBODY,
        "write": {"administrator"},
        "create": {"administrator"},
        "unlink": {"administrator"},
    },
    "zhaoshang.audit": {
        "read": {"administrator", "efficiency"},
        "write": set(),
        "create": set(),
        "unlink": set(),
    },
    "zhaoshang.roster.import": dict.fromkeys(OPERATIONS, {"organisation_department"}),
    "zhaoshang.appointment.end": dict.fromkeys(OPERATIONS, {"organisation_department"}),
    "zhaoshang.appointment.transfer": dict.fromkeys(OPERATIONS, {"organisation_department"}),
    "zhaoshang.appointment.hand.over": dict.fromkeys(OPERATIONS, {"organisation_department"}),
    "zhaoshang.acting": dict.fromkeys(OPERATIONS, {"organisation_department"})
    | {"read": SEE_LEAVE | {"leader"}, "unlink": set()},
    "zhaoshang.handover": {
        "read": {"deputy", "head", "office", "bureau_authority", "organisation_department"},
        "write": set(),
        "create": set(),
        "unlink": set(),
    },
    "zhaoshang.lease": {
        "read": {
            "deputy",
            "head",
            "office",
            "bureau_authority",
            "organisation_department",
            "leader",
        },
        "write": {"deputy", "head", "office", "bureau_authority"},
        "create": {"deputy", "head", "office", "bureau_authority"},
        "unlink": {"office", "bureau_authority"},
    },
    "zhaoshang.presence.month": READ_ONLY | {"read": EVERYBODY - {"administrator"}},
    "zhaoshang.presence.what.if": dict.fromkeys(
        OPERATIONS, {"office", "bureau_authority", "organisation_department", "efficiency"}
    ),
    "zhaoshang.standing": READ_ONLY | {"read": SEE_LEAVE},
    "zhaoshang.ground.notice": READ_ONLY | {"read": SEE_LEAVE},
    "zhaoshang.settlement": READ_ONLY | {"read": SEE_LEAVE},
    "zhaoshang.settlement.line": READ_ONLY | {"read": SEE_LEAVE},
    "zhaoshang.sanction": READ_ONLY
    | {
        "read": SEE_LEAVE | {"leader"},
        "write": DRAFT_SANCTIONS,
        "create": DRAFT_SANCTIONS,
    },
    "zhaoshang.sanction.review": READ_ONLY | {"read": SEE_LEAVE},
    "zhaoshang.sanction.step": dict.fromkeys(OPERATIONS, DRAFT_SANCTIONS | {"deputy", "head"}),
    "zhaoshang.finding.absence": dict.fromkeys(OPERATIONS, {"office", "efficiency"}),
    **dict.fromkeys(
        ("zhaoshang.inspection", "zhaoshang.inspection.entry", "zhaoshang.inspection.evidence"),
        READ_ONLY
        | {"read": {"office", "bureau_authority", "organisation_department", "efficiency"}},
    ),
    "zhaoshang.liaison": dict.fromkeys(OPERATIONS, {"bureau_authority"})
    | {"read": EVERYBODY, "unlink": set()},
    **dict.fromkeys(
        ("zhaoshang.dispatch", "zhaoshang.dispatch.item"),
        dict.fromkeys(OPERATIONS, {"office", "leader"})
        | {"read": {"deputy", "head", "office", "bureau_authority", "leader"}},
    ),
    "zhaoshang.dispatch.reply": dict.fromkeys(OPERATIONS, {"deputy", "head", "office", "leader"}),
    "zhaoshang.opening.import": dict.fromkeys(OPERATIONS, {"organisation_department"}),
    "zhaoshang.suggestion": READ_ONLY | {"read": {"organisation_department"}},
    "zhaoshang.suggestion.answer": dict.fromkeys(OPERATIONS, {"organisation_department"}),
    "zhaoshang.leave.paper": READ_ONLY
    | {
        "read": {
            "deputy",
            "head",
            "office",
            "bureau_authority",
            "organisation_department",
            "leader",
        }
    },
    "zhaoshang.leave.step": dict.fromkeys(OPERATIONS, {"deputy", "head", "bureau_authority"}),
    "zhaoshang.leave.entry": dict.fromkeys(OPERATIONS, {"office"}),
    "zhaoshang.target": {
        "read": EVERYBODY - {"host_unit", "administrator"},
        "write": {"bureau_authority"},
        "create": {"bureau_authority"},
        "unlink": {"bureau_authority"},
    },
    "zhaoshang.arrival.import": dict.fromkeys(OPERATIONS, {"bureau_authority"}),
    "zhaoshang.arrival": {
        "read": {"deputy", "head", "office", "bureau_authority", "leader"},
        "write": {"deputy", "head", "office", "bureau_authority"},
        "create": {"deputy", "head", "office", "bureau_authority"},
        "unlink": {"deputy", "head", "bureau_authority"},
    },
    "zhaoshang.account.slip": {
        "read": {"organisation_department"},
        "write": set(),
        "create": set(),
        "unlink": set(),
    },
    "zhaoshang.project": {
        "read": {"deputy", "head", "office", "bureau_authority", "leader"},
        "write": {"deputy", "head", "bureau_authority"},
        "create": {"deputy", "head"},
        "unlink": {"deputy", "head"},
    },
    "zhaoshang.project.investor": dict.fromkeys(OPERATIONS, set()),
    "zhaoshang.project.stage.event": READ_ONLY
    | {"read": {"deputy", "head", "office", "bureau_authority", "leader"}},
    "zhaoshang.project.access": READ_ONLY | {"read": {"deputy", "head", "bureau_authority"}},
    "zhaoshang.project.brief": READ_ONLY
    | {"read": {"leader", "organisation_department", "office", "bureau_authority"}},
    "zhaoshang.project.duplicate": READ_ONLY | {"read": {"bureau_authority"}},
    "zhaoshang.project.agenda": dict.fromkeys(OPERATIONS, {"bureau_authority"}),
    "zhaoshang.project.share": dict.fromkeys(OPERATIONS, {"deputy", "head"})
    | {"read": {"deputy", "head", "office", "bureau_authority"}},
    "zhaoshang.document.number": READ_ONLY
    | {"read": {"office", "bureau_authority", "organisation_department", "efficiency"}},
    "zhaoshang.document.counter": READ_ONLY,
    "zhaoshang.document.font": dict.fromkeys(OPERATIONS, {"administrator"})
    | {"read": {"administrator", "office"}},
    "zhaoshang.document.typeface": READ_ONLY | {"read": {"administrator", "office"}},
    "zhaoshang.bulletin": dict.fromkeys(OPERATIONS, {"office"})
    | {"read": EVERYBODY - {"host_unit", "administrator"}},
    "zhaoshang.bulletin.reading": READ_ONLY | {"read": {"office"}},
    "zhaoshang.document.series": {
        "read": {
            "office",
            "bureau_authority",
            "organisation_department",
            "efficiency",
            "administrator",
        },
        "write": {"administrator"},
        "create": {"administrator"},
        "unlink": set(),
    },
    "zhaoshang.signin": READ_ONLY | {"read": SEE_LEAVE},
    "zhaoshang.signin.day": READ_ONLY | {"read": SEE_LEAVE},
    "zhaoshang.signin.later": dict.fromkeys(OPERATIONS, {"office"}),
    "zhaoshang.signin.undo": dict.fromkeys(OPERATIONS, {"office"}),
    "zhaoshang.rotation.plan": dict.fromkeys(OPERATIONS, {"deputy", "head"})
    | {"read": {"deputy", "head", "office", "bureau_authority"}},
    "zhaoshang.rotation.slot": dict.fromkeys(OPERATIONS, {"deputy", "head"})
    | {"read": {"deputy", "head", "office", "bureau_authority"}},
}
# What none of our posts may hold, directly or by way of another group.
NEVER = (
    "base.group_system",
    "base.group_erp_manager",
    "base.group_sanitize_override",
    "hr.group_hr_user",
    "hr.group_hr_manager",
)


@tagged("post_install", "-at_install")
class TestRights(OrganisationCase):
    def test_every_cell_of_post_by_right(self):
        """R014, R140: each post has exactly the rights of the table, on every model."""
        for model, rights in RIGHTS.items():
            for post, user in self.users.items():
                for operation in OPERATIONS:
                    with self.subTest(model=model, post=post, operation=operation):
                        allowed = self.env[model].with_user(user).has_access(operation)
                        self.assertEqual(allowed, post in rights[operation])

    def test_no_post_holds_a_technical_group(self):
        """R140: no post reaches Settings, access rights or personnel files by any implication."""
        privilege = self.env.ref("zhaoshang_office.privilege_zhaoshang")
        self.assertGreaterEqual(len(privilege.group_ids), len(POSTS))
        for group in privilege.group_ids:
            for name in NEVER:
                forbidden = self.env.ref(name)
                with self.subTest(group=group.name, forbidden=name):
                    self.assertNotIn(forbidden, group | group.all_implied_ids)

    def test_an_officer_sees_no_foreign_application_and_others_lose_none(self):
        """The county's Odoo may serve others: their menus are left as they were."""
        menu = self.env.ref("calendar.mail_menu_calendar")
        stranger = self.env["res.users"].create(
            {"name": "Clerk", "login": "clerk", "group_ids": [self.env.ref("base.group_user").id]}
        )

        def sees(user):
            return menu.id in self.env["ir.ui.menu"].with_user(user).load_menus(False)

        self.assertTrue(sees(stranger))
        self.assertFalse(sees(self.users["deputy"]))
        self.users["deputy"].group_ids += self.env.ref("base.group_system")
        self.assertTrue(sees(self.users["deputy"]))

    def test_a_slip_is_read_by_who_fills_it(self):
        """R140: Odoo shows the rows of a dialogue to everybody who may open one."""
        rules = self.env["ir.rule"].search([("global", "=", True), ("perm_read", "=", True)])
        own = rules.filtered(
            lambda rule: "'create_uid', '=', user.id" in rule.domain_force.replace('"', "'")
        )
        kept = set(own.mapped("model_id.model"))
        slips = {
            name
            for name, model in self.env.registry.items()
            if name.startswith("zhaoshang.") and model._transient and not model._abstract
        }
        self.assertFalse(slips - kept)

    def test_no_post_implies_another(self):
        """R140: posts are given one by one."""
        groups = self.env.ref("zhaoshang_office.privilege_zhaoshang").group_ids
        for group in groups:
            self.assertFalse((group.all_implied_ids - group) & groups, group.name)

    def test_the_administrator_gives_nobody_a_post(self):
        """R140: 系统管理员 neither grants himself a group nor edits users or groups."""
        user = self.users["administrator"]
        target = self.env.ref("zhaoshang_office.group_organisation_department")
        grant = {"group_ids": [Command.link(target.id)]}
        for attempt in (
            lambda: user.with_user(user).write(grant),
            lambda: self.users["office"].with_user(user).write(grant),
            lambda: target.with_user(user).write({"user_ids": [Command.link(user.id)]}),
            lambda: self.env["res.users"].with_user(user).create({"name": "x", "login": "x"}),
        ):
            with self.assertRaises(AccessError):
                attempt()
        self.assertFalse(user.has_group("zhaoshang_office.group_organisation_department"))

    def test_the_administrator_takes_no_approval_post(self):
        """R140: nor does he make himself a member of an approval post."""
        user = self.users["administrator"]
        role = self.env.ref("zhaoshang_office.approval_role_organisation_department")
        with self.assertRaises(AccessError):
            self.env["zhaoshang.approval.role.member"].with_user(user).create(
                {"role_id": role.id, "user_id": user.id}
            )

    def test_a_host_unit_sees_its_own_people_only(self):
        """R012: 挂任单位 cannot see another unit's staff."""
        self.committee.user_ids = self.users["host_unit"]
        own = self.confirmed("测甲", "head")
        other = self.confirmed("测乙", "deputy")
        seen = self.as_post(self.env["zhaoshang.appointment"], "host_unit").search([])
        self.assertIn(own, seen)
        self.assertNotIn(other, seen)
        with self.assertRaises(AccessError):
            self.as_post(other, "host_unit").read(["name"])

    def test_both_managing_departments_see_everybody(self):
        """R012: 组织部 and 招商管理局 see all bureaus and their officers."""
        appointments = self.confirmed("测甲", "head") | self.confirmed("测乙", "deputy")
        for post in ("organisation_department", "bureau_authority", "office"):
            seen = self.as_post(self.env["zhaoshang.appointment"], post).search([])
            self.assertLessEqual(appointments, seen)

    def test_officers_see_their_own_bureau(self):
        """R012, R041: an officer sees his colleagues, not the staff of another bureau."""
        wuxi = self.env.ref("zhaoshang_office.bureau_wuxi")
        own = self.confirmed("测甲", "head", user=self.users["head"])
        colleague = self.confirmed("测乙", "deputy", user=self.users["deputy"])
        other = self.confirmed("测丙", "deputy", bureau_id=wuxi.id)
        for post in ("head", "deputy"):
            seen = self.as_post(self.env["zhaoshang.appointment"], post).search([])
            self.assertLessEqual(own | colleague, seen)
            self.assertNotIn(other, seen)

    def test_a_former_officer_sees_himself_only(self):
        """R008, R012: after the end only his own appointment remains visible."""
        own = self.confirmed("测甲", "deputy", user=self.users["deputy"], date_to="2026-11-22")
        self.confirmed("测乙", "head")
        seen = self.as_post(self.env["zhaoshang.appointment"], "deputy").search([])
        self.assertEqual(seen, own)

    def test_walls_between_counties(self):
        """R012: nobody reads another county's bureaus, officers, parameters or host units."""
        other = self.env["res.company"].create({"name": "邻县"})
        foreign = [
            self.env["zhaoshang.bureau"].create(
                {
                    "name": "邻局",
                    "code": "lin",
                    "city": "南京",
                    "opened_on": "2024-01-01",
                    "company_id": other.id,
                }
            ),
            self.env["zhaoshang.host.unit"].create({"name": "邻办", "company_id": other.id}),
            self.env["zhaoshang.workday"].create(
                {"date": "2026-11-23", "kind": "rest", "company_id": other.id}
            ),
        ]
        foreign.append(
            self.env["zhaoshang.appointment"].create(
                {"name": "邻人", "bureau_id": foreign[0].id, "date_from": "2025-07-01"}
            )
        )
        foreign.append(foreign[0].event_ids)
        for record in foreign:
            for post in ("organisation_department", "bureau_authority", "administrator"):
                with self.subTest(record._name, post=post):
                    self.assertFalse(self.as_post(record, post).search([("id", "in", record.ids)]))
                    with self.assertRaises(AccessError):
                        self.as_post(record, post).read(["display_name"])

    def test_counties_do_not_mix_in_one_appointment(self):
        """R012: a bureau of one county takes no host unit of another."""
        other = self.env["res.company"].create({"name": "邻县"})
        unit = self.env["zhaoshang.host.unit"].create(
            {"name": "邻办", "for_head": True, "company_id": other.id}
        )
        with self.assertRaises(UserError):
            self.draft(host_unit_id=unit.id)

    def test_what_names_kept_records_tells_no_label_by_number(self):
        """R012: whoever may make a row sees the label behind each link, which Odoo reads as
        superuser; so every such model looks whether he may read what he names."""
        rights = self.env["ir.model.access"].search(
            ["|", ("perm_create", "=", True), ("perm_write", "=", True)]
        )
        worked_out = {"zhaoshang.report": {"corrects_id"}}  # which nobody types
        for name in {*rights.mapped("model_id.model")}:
            links = self.env[name]._zs_kept_links() - worked_out.get(name, set())
            if name.startswith("zhaoshang.") and links:
                with self.subTest(name):
                    self.assertIsInstance(self.env[name], self.env.registry["zhaoshang.kept.links"])

    def test_menus_by_post(self):
        """R014: import and host units for 组织部, the log for 系统管理员 and 效能办."""
        menus = {
            "menu_zhaoshang_roster_import": {"organisation_department"},
            "menu_zhaoshang_host_unit": {"organisation_department"},
            "menu_zhaoshang_audit": {"administrator", "efficiency"},
            "menu_zhaoshang_appointment": EVERYBODY,
        }
        for name, posts in menus.items():
            menu = self.env.ref(f"zhaoshang_office.{name}")
            for post, user in self.users.items():
                with self.subTest(name, post=post):
                    visible = menu.id in self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
                    self.assertEqual(visible, post in posts)
