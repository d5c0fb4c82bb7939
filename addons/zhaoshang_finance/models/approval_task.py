from markupsafe import Markup
from odoo import api, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.fields import Domain

from .claim.claim_access import ACCOUNTANT, CASHIER


class ApprovalTask(models.Model):
    """The first page lists what is to be decided; what is to be paid, submitted and posted is told
    where it is empty, as it nearly always is for a cashier."""

    _inherit = "zhaoshang.approval.task"

    @api.model
    def get_empty_list_help(self, help_message):
        text = super().get_empty_list_help(help_message)
        links = text and self.sudo(False)._zs_finance_links()  # actions load as superuser
        return f"{text}{Markup().join(links)}" if links else text

    def _zs_finance_links(self):
        """Return a paragraph for each list in which something waits for the user."""
        link = Markup('<p><a href="/odoo/%s">%s</a></p>')
        return [link % (path, words) for path, words in self._zs_finance_waiting()]

    def _zs_finance_waiting(self):
        user = self.env.user
        allotments, claims = self.env["zhaoshang.allotment"], self.env["zhaoshang.claim"]
        if user.has_group(CASHIER):
            if count := allotments.search_count([("state", "=", "approved")]):
                yield "allotments-to-pay", self.env._("Loans and allotments to be paid: %s", count)
            if count := claims.search_count([("payable", ">", 0)]):
                yield "claims-owed", self.env._("Claims of which something is owed: %s", count)
        if user.has_group(ACCOUNTANT):
            if count := allotments.search_count(self._zs_to_submit()):
                yield "allotments-to-submit", self.env._("Allotments to be submitted: %s", count)
            if count := claims.search_count([("state", "=", "approved")]):
                yield "claims-to-post", self.env._("Claims to be posted: %s", count)

    def _zs_to_submit(self):
        """Return what the list of months to submit shows."""
        return Domain(
            [
                ("state", "in", ("planned", "returned")),
                ("amount", ">", 0),
                ("package_id.state", "=", "open"),
                ("date_from", "<=", county_today(self.env)),
                ("taken_over", "=", False),
            ]
        )
