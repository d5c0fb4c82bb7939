from odoo import fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date
from odoo.tools.translate import LazyTranslate

from .arguments import day_of

_lt = LazyTranslate(__name__)


class Posted(models.AbstractModel):
    """A document with its entry, which the accountant cancels in red where it was wrong (R134)."""

    _name = "zhaoshang.finance.posted"
    _description = "Document with an Entry"

    #: why nobody else reverses it, a lazy text
    _zs_accountant_only = _lt("Only the accountant reverses an entry (clause 13, R134).")

    move_id = fields.Many2one("account.move", "Entry", readonly=True, copy=False)

    def action_reverse(self, reason, reverse_date=None):
        """Cancel a wrong entry by a storno reversal (红冲), so that a right one can follow (R134).

        :param reason: why, kept on the reversal
        :param reverse_date: day of the reversal, today by default
        """
        self.ensure_one()
        self._zs_check_accountant()
        reason = self._zs_said_reason(reason)
        document = self.sudo()
        document._zs_packages()._zs_lock()
        self.invalidate_recordset()
        if document.state not in ("posted", "paid"):
            raise UserError(self.env._("%(line)s has no entry to reverse.", line=self.display_name))
        document._zs_check_reversible()
        document._zs_reverse(document.move_id, reason, reverse_date)
        document._zs_entry_reversed()
        return True

    def _zs_state_word(self):
        """The state of this document in words, for a refusal."""
        return dict(self._fields["state"]._description_selection(self.env))[self.state]

    def _zs_check_bank_date(self, bank_date):
        """What has not left or reached the bank yet is not recorded (R134)."""
        if bank_date > county_today(self.env):
            raise UserError(
                self.env._(
                    "The bank date %(date)s lies in the future: pay first, then record it "
                    "(clause 13, R134).",
                    date=format_date(self.env, bank_date),
                )
            )

    def _zs_refuse_without_slip(self):
        raise UserError(
            self.env._(
                "Each payment needs its bank date and the number of its bank slip "
                "(clause 13, R134)."
            )
        )

    def _zs_said_reason(self, reason):
        """Return why an entry is reversed, or refuse where nothing was said (R134)."""
        reason = reason.strip() if isinstance(reason, str) else ""
        if not reason:
            raise UserError(self.env._("Say why the entry is reversed (clause 13, R134)."))
        return reason

    def _zs_reverse(self, move, reason, reverse_date):
        """Reverse an entry of this document, for a command that has checked the rights.

        :param reverse_date: a date or its ISO text, nothing for today
        """
        day = day_of(self.env, reverse_date) or county_today(self.env)
        reversal = self.env["zhaoshang.posting"]._reverse_entry(move, day, reason)
        self.message_post(
            body=self.env._(
                "%(entry)s was reversed by %(reversal)s: %(reason)s",
                entry=move.name,
                reversal=reversal.name,
                reason=reason,
            )
        )

    def _zs_packages(self):
        """The packages that the entry changes."""
        return self.package_id

    def _zs_check_accountant(self):
        if not self.env.user.has_group("zhaoshang_finance.group_accountant"):
            raise AccessError(self.env._(self._zs_accountant_only))
        self.check_access("write")

    def _zs_check_reversible(self):
        """What a closed year rests on is not turned around (R133)."""
        for package in self.sudo()._zs_packages():
            if package.state != "open":
                raise UserError(
                    self.env._(
                        "%s is closed: its advance is settled (clause 13, R133). Open that year "
                        "again first, with its document.",
                        package.display_name,
                    )
                )

    def _zs_entry_reversed(self):
        """Write what the document is without its entry."""
        raise NotImplementedError

    def action_zs_open_entry(self):
        """Open the entry in accounting."""
        self.ensure_one()
        return self.move_id._get_records_action()
