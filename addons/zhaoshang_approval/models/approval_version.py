import ast

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..engine import flow as law
from ..permit import enter, permitted_write


class ApprovalVersion(models.Model):
    _name = "zhaoshang.approval.version"
    _description = "Version of an Approval Flow"
    _order = "flow_id, number desc, id desc"
    _check_company_auto = True

    flow_id = fields.Many2one(
        "zhaoshang.approval.flow", required=True, ondelete="restrict", index=True
    )
    company_id = fields.Many2one(related="flow_id.company_id", store=True)
    res_model = fields.Char(related="flow_id.res_model")
    number = fields.Integer(readonly=True, copy=False, aggregator=None)
    state = fields.Selection(
        [("draft", "Draft"), ("published", "In Force"), ("retired", "Retired")],
        default="draft", required=True, readonly=True, copy=False,
    )  # fmt: skip
    condition_domain = fields.Char(
        default="[]", help="Documents that take this flow, as a domain; empty: all."
    )
    step_ids = fields.One2many("zhaoshang.approval.step", "version_id", copy=True)
    published_at = fields.Datetime(readonly=True, copy=False)
    published_by = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")

    _one_published = models.UniqueIndex(
        "(flow_id) WHERE state = 'published'", "A flow has one version in force."
    )
    _number_uniq = models.UniqueIndex(
        "(flow_id, number)", "The versions of a flow are numbered 1, 2, 3 …"
    )

    @api.depends("flow_id.name", "number")
    def _compute_display_name(self):
        for version in self:
            version.display_name = f"{version.flow_id.name or ''} v{version.number}"

    @api.model_create_multi
    def create(self, vals_list):
        flows = self.env["zhaoshang.approval.flow"].browse(
            [vals["flow_id"] for vals in vals_list if vals.get("flow_id")]
        )
        last = dict(
            self.sudo()._read_group([("flow_id", "in", flows.ids)], ["flow_id"], ["number:max"])
        )
        for vals in vals_list:
            flow = flows.browse(vals.get("flow_id"))
            last[flow] = last.get(flow, 0) + 1
            if vals.get("state", "draft") != "draft":
                raise self._zs_published_error()
            vals |= {"number": last[flow], "state": "draft", "published_at": False,
                     "published_by": False}  # fmt: skip
        return super().create(vals_list)

    def write(self, vals):
        clean, permitted = enter(self, "write", vals)
        clean.check_access("write")
        if permitted != vals:
            self._zs_check_draft()
            if {"state", "number", "published_at", "published_by"} & vals.keys():
                raise self._zs_published_error()
        return super(ApprovalVersion, clean).write(vals)

    def unlink(self):
        self.check_access("unlink")
        self._zs_check_draft()
        return super().unlink()

    def _zs_check_draft(self):
        """What was published stands for ever: documents in flight and history refer to it."""
        if any(version.state != "draft" for version in self.sudo()):
            raise self._zs_published_error()

    def _zs_published_error(self):
        return AccessError(
            self.env._(
                "A published version of an approval flow cannot be changed, and only its button "
                "publishes one. Make a new version and publish that."
            )
        )

    def action_publish(self):
        """Put drafts in force in place of the version before; those in force stay as they are."""
        self.check_access("write")
        if not self.env.su and self.env.user in self.sudo().step_ids.party_ids.user_id:
            raise AccessError(self.env._("You cannot publish a flow that names yourself."))
        for version in self.filtered(lambda version: version.state == "draft"):
            version.sudo()._zs_check_publishable()
            version._zs_publish()
        return True

    def _zs_publish(self):
        before = self.sudo().flow_id.published_version_id
        permitted_write(before, {"state": "retired"})
        before.flush_recordset()
        permitted_write(
            self.sudo(),
            {
                "state": "published",
                "published_at": fields.Datetime.now(),
                "published_by": self.env.uid,
            },
        )
        self.sudo().flow_id.invalidate_recordset(["published_version_id"])
        self.env.registry.clear_cache("stable")

    def _zs_check_publishable(self):
        """A version must be able to work before it may: steps, people, conditions, rights."""
        texts = {
            "no_step": self.env._("The flow has no step."),
            "nothing_to_decide": self.env._("No step decides or registers anything."),
            "duplicate_key": self.env._("Two steps have the same key:"),
            "no_party": self.env._("This step has no party:"),
        }
        found = [
            f"{texts[code]} {key or ''}".strip()
            for code, key in law.problems(self._zs_build_definition())
        ]
        found += self._zs_condition_problems()
        for party in self.step_ids.party_ids:
            found += party._zs_problems()
        if found:
            raise ValidationError(
                self.env._("“%s” cannot be published yet:", self.display_name)
                + "\n- " + "\n- ".join(found)
            )  # fmt: skip

    def _zs_condition_problems(self):
        try:
            domain = Domain(ast.literal_eval(self.condition_domain or "[]"))
            self.env[self.res_model].search_count(domain, limit=1)
        except (ValueError, SyntaxError, KeyError, TypeError, UserError) as error:
            return [self.env._("Its condition cannot be read: %s", error)]
        return []

    @tools.ormcache("self.id", cache="stable")
    def _zs_definition(self):
        """The version as the engine sees it; what is published never changes, so it is kept."""
        return self.sudo()._zs_build_definition()

    @tools.ormcache("self.id", cache="stable")
    def _zs_flow_name(self):
        """What people call the matter; kept, since it is asked for at every submit."""
        return self.sudo().flow_id.name

    def _zs_build_definition(self):
        return law.Flow(
            tuple(
                law.Step(
                    key=step.key,
                    name=step.name,
                    kind=step.kind,
                    mode=step.mode,
                    comment_required=step.comment_required,
                    deadline_hours=step.deadline_hours,
                    reject_policy=step.reject_policy,
                    parties=tuple(party._zs_build_definition() for party in step.party_ids),
                )
                for step in self.step_ids.sorted(lambda step: (step.sequence, step.id))
            ),
            number=self.number,
        )
