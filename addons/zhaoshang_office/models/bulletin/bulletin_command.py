from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...rules import bulletin as rules
from ..clock import county_today


class Bulletin(models.Model):
    """What 管理办公室 does with a bulletin: draw the figures, and issue it (R058, R059)."""

    _inherit = "zhaoshang.bulletin"

    def action_draw(self):
        """Draw the figures of the month anew; what was worded stays."""
        self._check_office()
        self.check_access("write")
        for bulletin in self.sudo():
            bulletin._check_open()
            bulletin._draw()
        return True

    def _check_open(self):
        self._check_not_issued()
        if self.zs_approval_state in ("running", "approved"):
            raise UserError(
                self.env._(
                    "This draft is being checked or has been, so its figures stand (R059). "
                    "Withdraw it first."
                )
            )

    def _draw(self):
        if self.kind == "correction":
            return self._draw_correction()
        findings = self._findings_to_tell()
        figures = self._figures(findings)
        values = {
            "figures": figures,
            "drawn_at": fields.Datetime.now(),
            "finding_ids": [Command.set(findings.ids)],
        }
        if not self.work_text:
            values["work_text"] = rules.work_text(figures)
        return self._govern(values)

    def action_issue(self):
        """Give the checked bulletin its number and its date, and send it out (管理办公室)."""
        self._check_office()
        self.check_access("write")
        today = county_today(self.env)
        for bulletin in self.sudo():
            bulletin._check_not_issued()
            bulletin._check_still_right()
            # the row first: of two at once the second is retried and then refused
            self.env.cr.execute(
                "UPDATE zhaoshang_bulletin SET write_date = write_date WHERE id = %s", [bulletin.id]
            )
            number = self.env["zhaoshang.document.number"]._take(
                bulletin.company_id, "bulletin", today, bulletin._in_chinese()
            )
            bulletin._govern({"number": number, "issued_on": today, "issued_by_id": self.env.uid})
            bulletin._send_out()
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])
        return True

    def _check_still_right(self):
        """R063: what was confirmed when the draft was drawn may have been withdrawn since."""
        told = {line["id"] for line in (self.figures or {}).get("findings", ())}
        standing = (
            self.env["zhaoshang.finding"]
            .sudo()
            .search([("id", "in", list(told)), ("state", "=", "confirmed")])
        )
        if told - set(standing.ids):
            raise UserError(
                self.env._(
                    "A finding that this bulletin tells does not stand any more (R063). Take the "
                    "bulletin back, draw the figures anew and have them checked again."
                )
            )
