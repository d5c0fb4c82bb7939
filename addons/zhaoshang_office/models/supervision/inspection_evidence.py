import base64
import binascii

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

LARGEST = 20 * 1024 * 1024


class InspectionEvidence(models.Model):
    """A picture, a recording or a paper that shows what an inspection found (clause 9, R061)."""

    _name = "zhaoshang.inspection.evidence"
    _description = "Evidence of an Inspection"
    _inherit = ["zhaoshang.audit.mixin"]
    _order = "id"
    _zs_audit_fields = ("name",)
    _zs_kept_in_bureau = True

    entry_id = fields.Many2one(
        "zhaoshang.inspection.entry", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="entry_id.company_id", store=True, string="County")
    name = fields.Char("File Name", required=True, readonly=True)
    content = fields.Binary("File", attachment=True, required=True, readonly=True)

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise AccessError(self.env["zhaoshang.inspection"]._by_buttons_alone())

    def write(self, vals):  # pylint: disable=method-required-super
        raise AccessError(self.env["zhaoshang.inspection"]._by_buttons_alone())

    def unlink(self):  # pylint: disable=method-required-super
        raise AccessError(self.env["zhaoshang.inspection"]._by_buttons_alone())

    def _add(self, values):
        return super(InspectionEvidence, self.sudo()).create([values])  # pylint: disable=super-method-mismatch


class InspectionEntry(models.Model):
    _inherit = "zhaoshang.inspection.entry"

    def action_attach(self, name, content):
        """Add a file to an entry (the efficiency office, R061); it stays with it.

        :param content: the file in base64
        """
        self.env["zhaoshang.inspection"]._check_inspector()
        self.check_access("read")
        self.ensure_one()
        try:
            size = len(base64.b64decode(content, validate=True))
        except (TypeError, ValueError, binascii.Error):
            size = 0
        if not size or size > LARGEST:
            raise UserError(
                self.env._(
                    "The file is empty or larger than 20 MB. Take a smaller picture or a part of "
                    "the recording; the result itself is kept."
                )
            )
        values = {"entry_id": self.id, "name": str(name or "").strip()[:200], "content": content}
        values["name"] = values["name"] or self.env._("Evidence")
        return self.env["zhaoshang.inspection.evidence"]._add(values).id
