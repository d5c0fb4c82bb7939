import sys

from odoo import api, fields, models, tools
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..engine import flow as law
from ..permit import permitted_write
from ..remembered import forget

#: written by proposing and confirming only
ENGINE_FIELDS = frozenset(
    {"state", "number", "proposed_by", "proposed_at", "published_at", "published_by"}
)


class ApprovalVersion(models.Model):
    _name = "zhaoshang.approval.version"
    _inherit = ["zhaoshang.approval.proposable"]
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
        [("draft", "Draft"), ("proposed", "Waiting for a Second Person"),
         ("published", "In Force"), ("retired", "Retired")],
        default="draft", required=True, readonly=True, copy=False,
    )  # fmt: skip
    condition_domain = fields.Char(
        default="[]", help="Documents that take this flow, as a domain; empty: all."
    )
    step_ids = fields.One2many("zhaoshang.approval.step", "version_id", copy=True)
    proposed_by = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")
    proposed_at = fields.Datetime(readonly=True, copy=False)
    fallback_role_id = fields.Many2one(
        "zhaoshang.approval.role", string="If There Is Nobody", ondelete="restrict",
        check_company=True,
        help="Members of this post are asked to say who shall decide where a step has nobody who "
             "could. Without it, such a document is not accepted.",
    )  # fmt: skip
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
                     "published_by": False, "proposed_at": False, "proposed_by": False}  # fmt: skip
        return super().create(vals_list)

    def _zs_check_held(self, vals):
        self._zs_check_draft()
        if ENGINE_FIELDS & vals.keys():
            raise self._zs_published_error()

    def unlink(self):
        self.check_access("unlink")
        self._zs_check_draft()
        return super().unlink()

    def _zs_check_draft(self):
        """What was published stands for ever: documents in flight and history refer to it. What is
        proposed stands while a second person looks at it.

        The touch makes proposing at this very moment fail and be retried: it would else describe
        the steps of before.
        """
        if any(version.state != "draft" for version in self.sudo()):
            raise self._zs_published_error()
        if self.ids:
            self.flush_recordset()
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET write_date = write_date WHERE id IN %s",
                    SQL.identifier(self._table),
                    tuple(self.ids),
                )
            )

    def _zs_published_error(self):
        return AccessError(
            self.env._(
                "A version of an approval flow stands once it is proposed or in force, and only "
                "its button proposes one. Make a new version, or take the proposal back."
            )
        )

    def action_publish(self):
        """Propose drafts to be put in force in place of the version before; others stay as they
        are. What a module brings is in force at once."""
        self.check_access("write")
        self.flow_id._zs_check_reach()
        if not self.env.su and self.env.user in self.sudo()._zs_beneficiaries():
            raise AccessError(self.env._("You cannot publish a flow that names yourself."))
        for version in self.filtered(lambda version: version.state == "draft"):
            version.sudo()._zs_check_publishable()
            if self._zs_installing():
                version._zs_publish()
                continue
            vals = {"proposed_by": self.env.uid, "proposed_at": fields.Datetime.now()}
            permitted_write(version.sudo(), vals | {"state": "proposed"})
            version._zs_propose("publish", version._zs_in_own_words().sudo()._zs_difference())
        return True

    def action_take_back(self):
        """Make a draft again of what one proposed and nobody has decided yet."""
        self.check_access("write")
        self._zs_pending().sudo(self.env.su).action_take_back()
        return True

    def _zs_apply(self, proposal):
        self._zs_check_publishable()
        self._zs_publish(proposal.decided_by)

    def _zs_drop(self, proposal):
        """What was not agreed can be changed and proposed anew."""
        permitted_write(self.sudo(), {"state": "draft", "proposed_by": False, "proposed_at": False})

    def _zs_check_may_confirm(self):
        self.flow_id._zs_check_reach()

    def _zs_beneficiaries(self):
        return self.step_ids.party_ids.user_id

    def _zs_publish(self, user=None):
        before = self.sudo().flow_id.published_version_id
        permitted_write(before, {"state": "retired"})
        before.flush_recordset()
        permitted_write(
            self.sudo(),
            {
                "state": "published",
                "published_at": fields.Datetime.now(),
                "published_by": (user or self.env.user).id,
            },
        )
        self.sudo().flow_id.invalidate_recordset(["published_version_id"])
        forget(self.env)

    @tools.ormcache("self.id", cache="stable")
    def _zs_definition(self):
        """The version as the engine sees it; what is published never changes, so it is kept."""
        return self.sudo()._zs_build_definition()

    @tools.ormcache("self.id", cache="stable")
    def _zs_flow_name(self):
        """What people call the matter; kept, since it is asked for at every submit."""
        return self.sudo().flow_id.name

    def _zs_steps_in_order(self):
        """The steps as they follow each other; those not saved yet come last among equals."""
        return self.step_ids.sorted(lambda step: (step.sequence, step._origin.id or sys.maxsize))

    def _zs_build_definition(self):
        return law.Flow(
            tuple(
                law.Step(
                    key=step.key,
                    name=step.name,
                    kind=step.kind,
                    mode=step.mode,
                    ratio=step.ratio,
                    condition=step._zs_condition(),
                    signature_required=step.signature_required,
                    comment_required=step.comment_required,
                    batch_allowed=step.batch_allowed,
                    deadline_hours=step.deadline_hours,
                    reject_policy=step.reject_policy,
                    parties=tuple(party._zs_build_definition() for party in step.party_ids),
                )
                for step in self._zs_steps_in_order()
            ),
            number=self.number,
            fallback=self.fallback_role_id.id or 0,
        )
