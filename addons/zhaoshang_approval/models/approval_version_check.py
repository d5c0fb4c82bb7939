from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .. import condition
from ..engine import flow as law

#: what a version says of its steps and their parties
STEPS = [
    f"step_ids.{name}"
    for name in ("key", "name", "sequence", "kind", "mode", "ratio", "condition_domain",
                 "deadline_hours", "party_ids.name", "party_ids.sequence", "party_ids.source",
                 "party_ids.role_id", "party_ids.user_id", "party_ids.field_path")
]  # fmt: skip


class ApprovalVersion(models.Model):
    """What keeps a version from being put in force, while it is drafted and when it is proposed."""

    _inherit = "zhaoshang.approval.version"

    problems = fields.Json(compute="_compute_problems", help="What has to be put right first.")

    @api.depends("condition_domain", "fallback_role_id", "flow_id.res_model", *STEPS)
    @api.depends_context("lang", "uid")
    def _compute_problems(self):
        # a draft may hold any values a client sends: only who keeps flows learns what they mean
        self.check_access("read")
        for version in self:
            version.problems = version.state == "draft" and [
                *version._zs_problems(),
                *version._zs_own_problem(),
            ]

    def _zs_check_publishable(self):
        """A version must be able to work before it may: steps, people, conditions, rights."""
        found = [problem["text"] for problem in self._zs_problems()]
        if found:
            raise ValidationError(
                self.env._("“%s” cannot be published yet:", self.display_name)
                + "\n- " + "\n- ".join(found)
            )  # fmt: skip

    def _zs_problems(self):
        """What is wrong, each with its way out.

        :returns: ``[{"text": sentence, "step": key of the step to open or False}, …]``
        """
        self.ensure_one()
        if self.env.get(self.res_model) is None:
            return [
                _problem(
                    self.env._(
                        "The flow names no document that is still there. Choose it in the flow."
                    )
                )
            ]
        found = self._zs_law_problems()
        found += [
            _problem(text)
            for text in self._zs_condition_problems(
                self.condition_domain, self.env._("The condition of the version")
            )
        ]
        for step in self.step_ids:
            name = self.env._("“Only If” of the step “%s”", step.name or "")
            found += [
                _problem(text, step)
                for text in self._zs_condition_problems(step.condition_domain, name)
            ]
            for party in step.party_ids:
                found += [_problem(text, step) for text in party._zs_problems()]
        return found

    def _zs_law_problems(self):
        steps = {step.key: step for step in self.step_ids}
        texts = {
            "no_step": self.env._("The flow has no step yet. Add one with “Add a Step”."),
            "nothing_to_decide": self.env._(
                "No step decides or registers anything. Make one of the steps decide."
            ),
            "duplicate_key": self.env._(
                "Two steps have the same key. Remove “%s” and add it anew."
            ),
            "no_party": self.env._(
                "The step “%s” has no party: open it and say under “Who Is Asked” who decides."
            ),
            "no_ratio": self.env._(
                "The step “%s” is a vote and needs a share between 0 and 100 percent."
            ),
        }
        return [
            _problem(
                texts[code].replace("%s", (key in steps and steps[key].name) or ""),
                steps.get(key),
            )
            for code, key in law.problems(self._zs_build_definition())
        ]

    def _zs_condition_problems(self, text, where):
        model = self.env[self.res_model]
        try:
            model.sudo().search_count(condition.read(text), limit=1)
        except (*condition.BROKEN, UserError) as error:
            return [
                self.env._(
                    "%(where)s cannot be read (%(error)s). Set it anew, or empty it.",
                    where=where,
                    error=condition.words(model, text) or error,
                )
            ]
        return []

    def _zs_own_problem(self):
        if self.env.user not in self._zs_beneficiaries():
            return []
        return [
            _problem(
                self.env._(
                    "It names yourself, so somebody else has to propose it to be put in force."
                )
            )
        ]


def _problem(text, step=None):
    return {"text": text, "step": (step and step.key) or False}


class ApprovalParty(models.Model):
    _inherit = "zhaoshang.approval.party"

    @api.onchange("source", "role_id", "user_id", "field_path")
    def _onchange_source(self):
        """A party is called what it is, until it is given another name."""
        name = {
            "role": self.role_id.name,
            "requester_choice": self.role_id.name,
            "user": self.user_id.name,
            "field": self._zs_path_label(),
            "manager": self.env._("Manager of the requester"),
        }.get(self.source)
        if name:
            self.name = name

    def _zs_path_label(self):
        """The way to the users as people read it; empty where it leads nowhere."""
        model = self.env.get(self.res_model)
        return condition.label(model, self.field_path) if model is not None else ""

    def _zs_problems(self):
        """Why this party could not work, as sentences."""
        model = self.env[self.step_id.version_id.res_model]
        if self.source == "field":
            return self._zs_path_problems(model)
        if self.source == "manager":
            return []
        role = self.role_id
        users = self.user_id if self.source == "user" else role._members_at(role._today())
        return self._zs_gone_problems() + [
            self.env._(
                "%(user)s (%(party)s) has no right to read “%(document)s”, so the decision could "
                "not be taken. Give the group that reads these documents.",
                user=user.name, party=self.name, document=model._description,
            )
            for user in users
            if not model.with_user(user).has_access("read")
        ]  # fmt: skip

    def _zs_gone_problems(self):
        """What the party names and what is there no more."""
        if not (self.user_id if self.source == "user" else self.role_id):
            step = self.step_id.name or ""
            return [self.env._("The step “%s” has a party without a post or person: choose.", step)]
        if self.source == "user":
            if self.user_id.active:
                return []
            text = self.env._(
                "“%(party)s”: %(user)s cannot log in any more. Choose somebody else, or a post.",
                party=self.name or "", user=self.user_id.name or "",
            )  # fmt: skip
            return [text]
        if self.role_id.active:
            return []
        return [
            self.env._(
                "“%(party)s”: the post “%(post)s” is archived. Choose another post, or put it "
                "back in use under “Posts”.",
                party=self.name or "", post=self.role_id.name or "",
            )
        ]  # fmt: skip

    def _zs_path_problems(self, model):
        names = (self.field_path or "").split(".")
        for name in names:
            field = model._fields.get(name)
            if field is None or not field.relational:
                model = None
                break
            model = self.env[field.comodel_name]
        if model is None or model._name != "res.users":
            return [
                self.env._(
                    "The path “%(path)s” of %(party)s does not lead to users.",
                    path=self.field_path or "", party=self.name or "",
                )
            ]  # fmt: skip
        return []
