"""Our engine, with its locks, its history chain and its snapshot."""

from odoo import Command

from .side import FIRST, PAGE, PLAIN, REASON, SECOND, TALK, Side, copies

MODELS = {PLAIN: "bench.document", REASON: "bench.document", TALK: "bench.document.talk"}
LIST = ("flow_name", "title", "step_name", "create_date", "due_at")
PEOPLE = ("requester_id", "owner_id")


class Ours(Side):
    addon = "zhaoshang_approval"
    agreed, refused = "approved", "rejected"

    @classmethod
    def prepare(cls, env):
        super().prepare(env)
        # more at once than a person is allowed to
        env["ir.config_parameter"].set_param("zhaoshang_approval.batch_limit", "200")
        users = env["res.users"].search([]).grouped("login")
        for model in sorted(set(MODELS.values())):
            flow = env["zhaoshang.approval.flow"].create(
                {"name": model, "code": model, "model_id": env["ir.model"]._get_id(model)}
            )
            steps = [
                {
                    "key": login,
                    "name": login,
                    "sequence": number,
                    "party_ids": [
                        Command.create(
                            {"name": login, "source": "user", "user_id": users[login].id}
                        )
                    ],
                }
                for number, login in enumerate((FIRST, SECOND))
            ]
            version = env["zhaoshang.approval.version"].create(
                {"flow_id": flow.id, "step_ids": [Command.create(step) for step in steps]}
            )
            version.action_publish()
            version._zs_take_effect()

    def draft(self, env, kind, count):
        names = [{"name": f"Document {number}", "amount": number} for number in range(count)]
        return env[MODELS[kind]].create(names).ids

    def submit(self, env, kind, drafts):
        env[MODELS[kind]].browse(drafts).action_zs_submit()
        return drafts

    def waiting(self, env, kind, documents):
        return env["zhaoshang.approval.task"].search(
            [("user_id", "=", env.uid), ("state", "=", "open"), ("res_id", "in", documents),
             ("res_model", "=", MODELS[kind])]
        ).ids  # fmt: skip

    def decide(self, env, kind, waiting):
        env["zhaoshang.approval.task"].browse(waiting).action_decide("approve")

    def refuse(self, env, kind, waiting):
        env["zhaoshang.approval.task"].browse(waiting).action_decide("reject", "No.")

    def states(self, env, kind, documents):
        return list(set(env[MODELS[kind]].browse(documents).mapped("zs_approval_state")))

    def fill(self, cr, prototype, first, last):
        cr.execute(
            "SELECT t.id, t.instance_id FROM zhaoshang_approval_task t"
            " WHERE t.res_model = 'bench.document' AND t.res_id = %s",
            [prototype],
        )
        [(task, run)] = cr.fetchall()
        ages = "create_date - n * interval '1 minute'"
        copies(
            cr, "zhaoshang_approval_instance", run, first, last,
            res_id="res_id + n", create_date=ages,
        )  # fmt: skip
        copies(
            cr, "bench_document", prototype, first, last,
            zs_approval_instance_id="zs_approval_instance_id + n", create_date=ages,
        )  # fmt: skip
        copies(
            cr, "zhaoshang_approval_task", task, first, last,
            instance_id="instance_id + n", res_id="res_id + n", create_date=ages,
        )  # fmt: skip

    def look(self, env):
        tasks = env["zhaoshang.approval.task"]
        names = dict.fromkeys(LIST, {}) | dict.fromkeys(PEOPLE, {"fields": {"display_name": {}}})
        mine = [("user_id", "=", env.uid), ("state", "=", "open")]
        return tasks.web_search_read(mine, names, order="create_date, id", **PAGE)

    def badge(self, env):
        return env["zhaoshang.approval.task"].zs_inbox_badge()
