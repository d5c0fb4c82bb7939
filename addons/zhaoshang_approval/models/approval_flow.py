from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError

from ..condition import meeting
from ..remembered import forget


class ApprovalFlow(models.Model):
    _name = "zhaoshang.approval.flow"
    _inherit = ["zhaoshang.approval.proposable"]
    _description = "Approval Flow"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    code = fields.Char(required=True)
    model_id = fields.Many2one(
        "ir.model", string="Document", ondelete="set null",
        domain=lambda self: [("model", "in", self._zs_document_models())],
    )  # fmt: skip
    res_model = fields.Char(
        related="model_id.model", store=True, precompute=True, index=True, depends=["model_id"]
    )
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, index=True,
        help="Empty: for the documents of every company.",
    )  # fmt: skip
    sequence = fields.Integer(default=10, help="A document takes the first flow that fits it.")
    active = fields.Boolean(default=True)
    version_ids = fields.One2many("zhaoshang.approval.version", "flow_id")
    published_version_id = fields.Many2one(
        "zhaoshang.approval.version", compute="_compute_published_version_id"
    )

    _code_company_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "A company has one approval flow of each code."
    )

    @api.model
    def _zs_document_models(self):
        return self.env["zhaoshang.approval.mixin"]._zs_approval_models()

    @api.depends("version_ids.state")
    def _compute_published_version_id(self):
        published = self.env["zhaoshang.approval.version"].search(
            [("flow_id", "in", self.ids), ("state", "=", "published")]
        )
        by_flow = {version.flow_id.id: version for version in published}
        for flow in self:
            flow.published_version_id = by_flow.get(flow._origin.id, published.browse())

    @api.model_create_multi
    def create(self, vals_list):
        forget(self.env)
        flows = super().create(vals_list)
        flows._zs_check_reach()
        return flows

    def write(self, vals):
        self.check_access("write")
        self._zs_check_reach()
        if {"model_id", "code", "company_id"} & vals.keys():
            self._check_never_published(vals)
        forget(self.env)
        result = super().write(vals)
        self._zs_check_reach()
        return result

    def unlink(self):
        self.check_access("unlink")
        self._zs_check_reach()
        self._check_never_published()
        forget(self.env)
        self.version_ids.unlink()
        return super().unlink()

    def _zs_held_fields(self):
        """What decides which flow a document takes, once it has been proposed with a version."""
        proposed = any(version.state != "draft" for version in self.sudo().version_ids)
        return {"name", "sequence", "active"} if proposed else set()

    def _zs_check_may_confirm(self):
        self._zs_check_reach()

    def _zs_check_reach(self):
        """What is for the documents of every company is made by who works in all of them."""
        if self.env.su or self.env.user._zs_works_everywhere():
            return
        for flow in self.sudo():
            if not flow.company_id:
                raise AccessError(
                    self.env._(
                        "“%s” is for the documents of every company, and you do not work in all of "
                        "them. Name your company in the flow, or ask somebody who does.",
                        flow.name,
                    )
                )

    def _check_never_published(self, vals=None):
        """A flow that was in force keeps its document and its code; it can be archived."""
        for flow in self.sudo():
            changed = vals is None or any(
                flow._fields[name].convert_to_write(flow[name], flow) != vals[name]
                for name in ("model_id", "code", "company_id")
                if name in vals
            )
            if changed and any(version.state != "draft" for version in flow.version_ids):
                raise UserError(
                    self.env._(
                        "The flow “%s” has been in force and documents refer to it. Archive it "
                        "and make a new one instead.",
                        flow.name,
                    )
                )

    def action_new_version(self):
        """Start a draft from the version in force, to be changed and published."""
        self.ensure_one()
        draft = self.version_ids.filtered(lambda version: version.state == "draft")[:1]
        draft = draft or self.published_version_id.copy() or draft.create({"flow_id": self.id})
        return draft._get_records_action()

    @api.model
    def _zs_pick(self, documents, companies):
        """Version each document takes: the first flow of its model and company that fits it.

        :param companies: ``{document id: company id}``
        :returns: ``{document id: version id}``, without the documents no flow fits
        """
        picked = {}
        versions = self.env["zhaoshang.approval.version"]
        for version, company, condition in self._zs_published(documents._name):
            left = documents.filtered(
                lambda doc, company=company: (
                    doc.id not in picked and company in (False, companies[doc.id])
                )
            )
            if left:
                left = meeting(left, condition, versions.browse(version)._zs_flow_name())
            picked.update(dict.fromkeys(left.ids, version))
        return picked

    @api.model
    @tools.ormcache("res_model", cache="stable")
    def _zs_published(self, res_model):
        """``(version id, company id, condition)`` of the flows of a model, in their order."""
        versions = self.env["zhaoshang.approval.version"].sudo().search(
            [("flow_id.res_model", "=", res_model), ("flow_id.active", "=", True),
             ("state", "=", "published")],
        )  # fmt: skip
        versions = versions.sorted(lambda v: (v.flow_id.sequence, v.flow_id.id))
        return tuple((v.id, v.flow_id.company_id.id, v.condition_domain) for v in versions)
