"""OCA's base_tier_validation. A batch is its single command in a loop: it has no other."""

from .side import FIRST, PAGE, PLAIN, REASON, SECOND, TALK, Side, copies

MODELS = {
    PLAIN: "bench.document",
    REASON: "bench.document.reason",
    TALK: "bench.document.talk",
}
NOTICES = ("notify_on_pending", "notify_on_accepted", "notify_on_rejected")


class Oca(Side):
    addon = "base_tier_validation"
    has_batch = False
    agreed, refused = "validated", "rejected"

    @classmethod
    def prepare(cls, env):
        super().prepare(env)
        users = env["res.users"].search([]).grouped("login")
        for kind, model in MODELS.items():
            for sequence, login in ((20, FIRST), (10, SECOND)):  # the higher one comes first
                env["tier.definition"].create(
                    {
                        "name": login,
                        "model_id": env["ir.model"]._get_id(model),
                        "review_type": "individual",
                        "reviewer_id": users[login].id,
                        "definition_domain": "[]",
                        "sequence": sequence,
                        "approve_sequence": True,
                        "has_comment": kind == REASON,
                        **dict.fromkeys(NOTICES, kind == TALK),
                    }
                )

    def draft(self, env, kind, count):
        names = [{"name": f"Document {number}", "amount": number} for number in range(count)]
        return env[MODELS[kind]].create(names).ids

    def submit(self, env, kind, drafts):
        env[MODELS[kind]].browse(drafts).request_validation()
        return drafts

    def decide(self, env, kind, waiting):
        for document in env[MODELS[kind]].browse(waiting):
            document.validate_tier()

    def refuse(self, env, kind, waiting):
        for document in env[MODELS[kind]].browse(waiting):
            dialogue = document.reject_tier()
            if kind == REASON:
                asking = env["comment.wizard"].with_context(**dialogue["context"])
                asking.create({"comment": "No."}).add_comment()

    def states(self, env, kind, documents):
        return list(set(env[MODELS[kind]].browse(documents).mapped("validation_status")))

    def fill(self, cr, prototype, first, last):
        cr.execute(
            "SELECT id FROM tier_review WHERE model = 'bench.document' AND res_id = %s ORDER BY id",
            [prototype],
        )
        reviews = [review for (review,) in cr.fetchall()]
        ages = "create_date - n * interval '1 minute'"
        copies(cr, "bench_document", prototype, first, last, create_date=ages)
        moved = f"n * {len(reviews)}"
        for review in reviews:
            copies(
                cr, "tier_review", review, first, last,
                id=f"id + {moved}", res_id="res_id + n", create_date=ages,
            )  # fmt: skip
            cr.execute(
                "INSERT INTO res_users_tier_review_rel (res_users_id, tier_review_id)"
                f" SELECT res_users_id, tier_review_id + {moved} FROM res_users_tier_review_rel,"
                " generate_series(%s, %s) n WHERE tier_review_id = %s",
                [first, last, review],
            )

    def look(self, env):
        names = dict.fromkeys(("name", "state", "create_date", "validation_status"), {})
        names |= dict.fromkeys(("create_uid", "company_id"), {"fields": {"display_name": {}}})
        return env["bench.document"].web_search_read([("can_review", "=", True)], names, **PAGE)

    def badge(self, env):
        return env["res.users"].review_user_count()
