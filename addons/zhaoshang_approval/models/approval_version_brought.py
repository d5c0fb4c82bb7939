from odoo import api, fields, models

from ..condition import BROKEN, read
from ..permit import permitted_write

CONFIRMER = "zhaoshang_approval.group_flow_confirmer"


class ApprovalVersion(models.Model):
    """Flows that an upgrade brings: nobody wakes up to other deciders; a person agrees first."""

    _inherit = "zhaoshang.approval.version"

    @api.model
    def _zs_propose_brought(self):
        """Put first versions that an upgrade has brought before a second person; once.

        At an installation the data of a module is in force at once, and nothing is left here. The
        server itself proposes, so one person with the right to confirm is enough.
        """
        brought = self.env["ir.model.data"].sudo().search(
            [("model", "=", self._name), ("noupdate", "=", True)]
        )  # fmt: skip
        told = self.env["zhaoshang.approval.proposal"].sudo().search(
            [("res_model", "=", self._name)]
        )  # fmt: skip
        drafts = self.sudo().search(
            [
                ("id", "in", brought.mapped("res_id")),
                ("id", "not in", told.mapped("res_id")),
                ("state", "=", "draft"),
                ("flow_id.active", "=", True),
                ("flow_id.version_ids", "not any", [("state", "!=", "draft")]),
            ]
        )
        lang = self.env.ref(CONFIRMER).sudo().all_user_ids.filtered("active")[:1].lang
        for version in drafts.with_context(lang=lang or self.env.lang):
            proposed = {"proposed_by": self.env.uid, "proposed_at": fields.Datetime.now()}
            permitted_write(version, proposed | {"state": "proposed"})
            version._zs_propose("publish", version._zs_difference())
        return drafts

    @api.model
    def _zs_not_yet(self, document, company):
        """The version that would fit the document and is not in force, proposed ones first."""
        waiting = self.sudo().search(
            [
                ("flow_id.res_model", "=", document._name),
                ("flow_id.active", "=", True),
                ("flow_id.company_id", "in", (False, company)),
                ("state", "in", ("draft", "proposed")),
            ]
        )
        fits = waiting.filtered(lambda version: version._zs_would_fit(document))
        return fits.sorted(lambda v: (v.state != "proposed", v.flow_id.sequence, v.id))[:1]

    def _zs_would_fit(self, document):
        try:
            return bool(document.filtered_domain(read(self.condition_domain)))
        except BROKEN:
            return False
