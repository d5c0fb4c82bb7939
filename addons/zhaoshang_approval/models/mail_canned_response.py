from odoo import api, fields, models

SHORTCUT_LENGTH = 20


class MailCannedResponse(models.Model):
    """A person's stock phrases for opinions are kept where Odoo keeps those of the chatter."""

    _inherit = "mail.canned.response"

    zs_opinion = fields.Boolean(
        "For Opinions", help="Offered where somebody decides, beside his opinion."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """The shortcut of an opinion is its beginning, so that it is typed once."""
        for vals in vals_list:
            if vals.get("zs_opinion") and not vals.get("source"):
                vals["source"] = (vals.get("substitution") or "").strip()[:SHORTCUT_LENGTH]
        return super().create(vals_list)
