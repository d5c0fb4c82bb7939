from odoo import api, models
from odoo.fields import Domain

from ..clock import county_moment
from .publication import PUBLISHED, WITHDRAWN

PAGE = 30  # texts on one page of the column, and in its feed


class Publication(models.Model):
    """What anybody may read of the column, and nothing else of it (R060)."""

    _inherit = "zhaoshang.publication"

    @api.depends("state")
    def _compute_public_url(self):
        base = self.get_base_url()
        for text in self:
            shown = text.state == PUBLISHED
            code = text.sudo().company_id.zs_county_code
            text.public_url = shown and f"{base}/zhaoshang/log/{code}/{text.id}"

    @api.model
    def _public_county(self, code):
        """Return the county of this code, or none."""
        return self.env["res.company"].sudo().search([("zs_county_code", "=", code)], limit=1)

    @api.model
    def _public_list(self, county, page=1):
        """Return (texts of a page, whether there are more) as plain values, the last first."""
        domain = Domain("company_id", "=", county.id) & Domain("state", "=", PUBLISHED)
        found = self.sudo().search(domain, limit=PAGE + 1, offset=(page - 1) * PAGE)
        return [text._public_values() for text in found[:PAGE]], len(found) > PAGE

    @api.model
    def _public_text(self, county, number):
        """Return ``(values, gone)`` of one text: only what is published is told."""
        text = self.sudo().search([("id", "=", number), ("company_id", "=", county.id)])
        if text.state == PUBLISHED:
            return text._public_values(), False
        return None, text.state == WITHDRAWN

    def _public_values(self):
        """Plain values: a template or a feed cannot follow them to anything else."""
        moment = county_moment(self.published_at)
        return {
            "id": self.id,
            "title": self.title,
            "body": self.body,
            "bureau": self.bureau_id.name,
            "author": self.appointment_id.name,
            "day": f"{moment:%Y-%m-%d}",
            "published": moment.isoformat(timespec="seconds"),
        }
