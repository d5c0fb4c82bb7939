from odoo import models
from odoo.exceptions import UserError

from .bulletin import PROSE


class Bulletin(models.Model):
    """How a draft is checked: 招商管理局 agrees or returns it, through the approval engine.

    The engine, and not a mere second signature: the draft waits in the one inbox, it can come back
    with a reason, what was signed is sealed by its digest, and its sheet is printed like any other.
    """

    _inherit = "zhaoshang.bulletin"

    def _zs_approval_check(self):
        for bulletin in self:
            if not bulletin.figures:
                raise UserError(
                    self.env._("Draw the figures of the month first (clause 9, R058, R059).")
                )
            if bulletin.kind == "correction":
                bulletin._check_correction()
            elif not (bulletin.requirements_text or "").strip():
                raise UserError(
                    self.env._("Write the requirements, part four of the bulletin (R058).")
                )
        return super()._zs_approval_check()

    def _zs_approval_locked_fields(self):
        return super()._zs_approval_locked_fields() | {*PROSE, "figures", "changes", "month"}

    def _zs_approval_snapshot(self):
        return {
            bulletin.id: {
                "month": bulletin.month_label,
                "text": self.env["zhaoshang.document.paper"]._text(bulletin),
            }
            for bulletin in self.sudo()
        }

    def _zs_approval_snapshot_labels(self):
        labels = {"month": self.env._("Reported month"), "text": self.env._("The draft")}
        return {bulletin.id: labels for bulletin in self}

    def _zs_approval_title(self):
        return {bulletin.id: bulletin.display_name for bulletin in self}

    def _zs_approval_check_revoke(self):
        """R059: what is issued is corrected and not revoked; before that it can be."""
        self._check_not_issued()
        return super()._zs_approval_check_revoke()

    def _zs_panel_rights(self, run, writable):
        """R059: no button for what would be refused."""
        rights = super()._zs_panel_rights(run, writable)
        return rights | {"revoke": rights["revoke"] and not self.issued_on}

    def _zs_approval_on_approved(self):
        self.activity_unlink(["mail.mail_activity_data_todo"])
        return super()._zs_approval_on_approved()
