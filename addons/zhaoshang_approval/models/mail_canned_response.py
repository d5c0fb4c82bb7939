from odoo import api, fields, models
from odoo.exceptions import AccessError

SHORTCUT_LENGTH = 20
#: who puts words into the mouths of others
SHARERS = ("zhaoshang_approval.group_flow_manager", "mail.group_mail_canned_response_admin")


class MailCannedResponse(models.Model):
    """A person's stock phrases for opinions are kept where Odoo keeps those of the chatter.

    Odoo lets everybody share his with everybody; what is offered as an opinion, two keys away, is
    shared by who keeps the flows.
    """

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
        phrases = super().create(vals_list)
        phrases._zs_check_shared()
        return phrases

    def write(self, vals):
        result = super().write(vals)
        self._zs_check_shared()
        return result

    def _zs_check_shared(self):
        if self.env.su or any(self.env.user.has_group(group) for group in SHARERS):
            return
        if any(phrase.zs_opinion and phrase.group_ids for phrase in self):
            raise AccessError(
                self.env._(
                    "A phrase for opinions is shared by who keeps the flows. Keep it for yourself, "
                    "or ask the administrator to share it."
                )
            )
