from markupsafe import Markup
from odoo import api, models


class ApprovalTask(models.Model):
    """The list of what is to be decided is the first page; empty, it is not all there is to do."""

    _inherit = "zhaoshang.approval.task"

    @api.model
    def get_empty_list_help(self, help_message):
        text = super().get_empty_list_help(help_message)
        calendar = self.env["zhaoshang.duty.calendar"].sudo(False)  # actions load as superuser
        if not text or not calendar.has_access("read"):
            return text
        words = self.env._("Reports, answers and whatever else is due today: open “Today”")
        link = Markup('<p><a href="/odoo/today">%s</a></p>') % words
        return f"{text}{link}"  # the help is markup, to which a plain text is added escaped
