import re

from markupsafe import Markup
from odoo import api, models

LEADER = "zhaoshang_office.group_leader"
MAKERS = re.compile(r'<p class="o_zs_makers">.*?</p>', re.DOTALL)
TITLE = re.compile(r"<p.*?</p>", re.DOTALL)


class EmptyList(models.AbstractModel):
    """Where nothing is listed, say what this person can do about it, never to press what he lacks.

    In the help of an action, ``o_zs_makers`` marks the paragraph for those who enter records.
    """

    _inherit = "base"

    @api.model
    def get_empty_list_help(self, help_message):
        text = super().get_empty_list_help(help_message)
        if not text or not self._name.startswith("zhaoshang."):
            return text
        mine = self.sudo(False)  # actions are loaded as superuser
        if mine._zs_leads_no_bureau():
            return TITLE.search(text)[0] + self._zs_paragraph(
                self.env._(
                    "You are liaison leader of no bureau, and read what belongs to your own "
                    "bureaus (clause 7). The investment bureau enters liaison leaders under "
                    "“Bureaus”."
                )
            )
        if MAKERS.search(text) and not mine.has_access("create"):
            told = self.env._(
                "Others enter it; it then appears here. There is nothing for you to do."
            )
            return MAKERS.sub(self._zs_paragraph(told), text)
        return text

    def _zs_leads_no_bureau(self):
        if "bureau_id" not in self._fields or not self.env.user.has_group(LEADER):
            return False
        led = [("leader_ids", "in", self.env.user.ids)]
        return not self.env["zhaoshang.bureau"].search_count(led, limit=1)

    def _zs_paragraph(self, text):
        return str(Markup("<p>%s</p>") % text)
