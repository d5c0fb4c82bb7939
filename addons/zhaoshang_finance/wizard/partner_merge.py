from odoo import models
from odoo.exceptions import UserError


class PartnerMerge(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """Merging rewrites the partner of posted lines by SQL: not with a bureau's partner."""
        bureau = self.env["zhaoshang.bureau"].sudo().with_context(active_test=False)
        if found := bureau.search([("partner_id", "in", list(partner_ids))], limit=1):
            raise UserError(
                self.env._(
                    "%(partner)s is the account holder of a bureau: its postings belong to it "
                    "alone and the contact cannot be merged (clause 13, R117).",
                    partner=found.partner_id.display_name,
                )
            )
        return super()._merge(partner_ids, dst_partner=dst_partner, extra_checks=extra_checks)
