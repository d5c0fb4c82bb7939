from odoo import Command
from odoo.tests import TransactionCase


class ApprovalCase(TransactionCase):
    """Real users, posts and flows around the test document."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, lang="en_US", no_reset_password=True))
        cls.requester, cls.other, cls.ann, cls.abe, cls.ben, cls.bea, cls.clerk, cls.reader = (
            cls.new_users(
                *("zs_requester", "zs_other", "zs_ann", "zs_abe"),
                *("zs_ben", "zs_bea", "zs_clerk", "zs_reader"),
            )
        )
        cls.role_a, cls.role_b, cls.role_c, cls.role_d = cls.new_roles(
            {
                "zs_a": cls.ann | cls.abe,
                "zs_b": cls.ben | cls.bea,
                "zs_c": cls.clerk,
                "zs_d": cls.reader,
            }
        )

    @classmethod
    def new_user(cls, login, *groups, **values):
        return cls.new_users(login, groups=groups, **values)

    @classmethod
    def new_users(cls, *logins, groups=(), **values):
        """Make the users in one call, a third of the work."""
        groups = [cls.env.ref(g).id for g in ("base.group_user", *groups)]
        return cls.env["res.users"].create(
            [
                {
                    "name": login.removeprefix("zs_").title(),
                    "login": login,
                    "password": login,
                    "group_ids": [Command.set(groups)],
                    **values,
                }
                for login in logins
            ]
        )

    @classmethod
    def new_role(cls, code, *users, **values):
        return cls.new_roles({code: cls.env["res.users"].union(*users)}, **values)

    @classmethod
    def new_roles(cls, people, **values):
        """Make the posts ``{code: users}``, their members in force."""
        roles = cls.env["zhaoshang.approval.role"].create(
            [
                {
                    "code": code,
                    "name": code,
                    "member_ids": [Command.create({"user_id": user.id}) for user in users],
                    **values,
                }
                for code, users in people.items()
            ]
        )
        roles.member_ids._zs_take_effect()
        return roles

    @classmethod
    def new_flow(
        cls, *steps, code="zs_test", publish=True, model="test.approval.document", **values
    ):
        """A flow of steps made by :meth:`step`; published unless told otherwise."""
        condition = values.pop("condition_domain", "[]")
        flow = cls.env["zhaoshang.approval.flow"].create(
            {"name": code, "code": code, "model_id": cls.env["ir.model"]._get_id(model), **values}
        )
        version = cls.env["zhaoshang.approval.version"].create(
            {
                "flow_id": flow.id,
                "condition_domain": condition,
                "step_ids": [
                    Command.create(step | {"sequence": number}) for number, step in enumerate(steps)
                ],
            }
        )
        if publish:
            version.action_publish()
            version._zs_take_effect()
        return flow

    @classmethod
    def step(cls, key, *sources, **values):
        """A step whose parties are posts, users or paths."""
        parties = []
        for source in sources:
            if isinstance(source, str):
                party = {"name": source, "source": "field", "field_path": source}
            elif source._name == "res.users":
                party = {"name": source.name, "source": "user", "user_id": source.id}
            else:
                party = {"name": source.name, "role_id": source.id}
            parties.append(Command.create(party | {"sequence": len(parties)}))
        return {"key": key, "name": key.title(), "party_ids": parties, **values}

    @classmethod
    def both_flow(cls, **values):
        """A and B must both agree."""
        return cls.new_flow(cls.step("both", cls.role_a, cls.role_b), **values)

    @classmethod
    def whole_flow(cls, **values):
        """A and B both, a copy to D, B again, then registered by C."""
        return cls.new_flow(
            cls.step("both", cls.role_a, cls.role_b),
            cls.step("copy", cls.role_d, kind="cc"),
            cls.step("last", cls.role_b),
            cls.step("file", cls.role_c, kind="file"),
            **values,
        )

    @classmethod
    def new_document(cls, user=None, count=None, **values):
        documents = cls.env["test.approval.document"].with_user(user or cls.requester)
        made = documents.create([{"name": f"Document {n}", **values} for n in range(count or 1)])
        cls.env.flush_all()
        cls.env.invalidate_all()
        return made

    @classmethod
    def submitted(cls, user=None, count=None, **values):
        documents = cls.new_document(user, count, **values)
        documents.action_zs_submit()
        cls.env.invalidate_all()
        return documents

    def task(self, user, document, *, kind=None):
        """The open tasks of a user on documents, in his own environment."""
        domain = [
            ("user_id", "=", user.id),
            ("state", "=", "open"),
            ("res_model", "=", document._name),
            ("res_id", "in", document.ids),
        ]
        if kind:
            domain.append(("kind", "=", kind))
        return self.env["zhaoshang.approval.task"].with_user(user).search(domain, order="id")

    def decide(self, user, document, decision="approve", comment=None, **expected):
        if decision == "reject" and comment is None:
            comment = "No."
        return self.task(user, document).action_decide(decision, comment, **expected)

    def approve(self, *users, document):
        for user in users:
            self.decide(user, document)

    def state(self, document):
        document.invalidate_recordset()
        return document.sudo().mapped("zs_approval_state")

    def waiting(self, document):
        """Logins of those whose turn it is."""
        tasks = self.env["zhaoshang.approval.task"].sudo().search(
            [("res_model", "=", document._name), ("res_id", "in", document.ids),
             ("state", "=", "open")]
        )  # fmt: skip
        return sorted(tasks.user_id.mapped("login"))
