from dataclasses import replace

from odoo import fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ...rules.entry import ADVANCE_ACCOUNT, claim_parts
from ..arguments import day_of
from ..posting import Entry
from ..res_company import CLAIM_JOURNAL
from ..zhaoshang_package import decimal_of
from .claim_access import ACCOUNTANT

EVENT = "claim"


class Claim(models.Model):
    """An approved claim becomes an entry: expense against loan, advance paid, advance owed."""

    _inherit = "zhaoshang.claim"

    posted_on = fields.Date("Posted on", readonly=True, copy=False)
    posted_by_id = fields.Many2one("res.users", "Posted by", readonly=True, copy=False)
    loan_first = fields.Boolean(
        "Loan cleared first", readonly=True, copy=False, help="R128: unless the accountant chooses."
    )
    owed = fields.Monetary(
        "Owed to the claimant",
        readonly=True,
        copy=False,
        help="What the claim is above the advance of the bureau (R128).",
    )

    def action_post(self, date=None, loan_first=True):
        """Post approved claims, each as one entry (clause 13, R125, R128).

        :param date: day of the entries, today by default
        :param loan_first: whether the loan is cleared before what was paid ahead
        :raise UserError: not approved, in the future, in a locked period
        """
        self._check_accountant()
        day = day_of(self.env, date) or county_today(self.env)
        self.sudo().package_id._zs_lock()
        self.invalidate_recordset()
        self._check_not_being_revoked()
        self._check_postable(day)
        for company, own in self.sudo().sorted("id").grouped("company_id").items():
            own = own.with_context(lang=company._zs_books_lang())
            entries = own._zs_entries(day, bool(loan_first))
            moves = self.env["zhaoshang.posting"]._post_entries(company, entries)
            for claim, entry, move in zip(own, entries, moves, strict=True):
                claim._govern(
                    {
                        "move_id": move.id,
                        "posted_on": day,
                        "posted_by_id": self.env.uid,
                        "loan_first": bool(loan_first),
                        "owed": float(_amount(entry, ADVANCE_ACCOUNT)),
                    }
                )
        return True

    def _check_accountant(self):
        """会计 posts, and never what he receives himself (R134)."""
        if not self.env.user.has_group(ACCOUNTANT):
            raise AccessError(
                self.env._("Only the accountant posts and reverses claims (clause 13, R134).")
            )
        self.check_access("read")
        if self.env.user in self.sudo().user_id:
            raise AccessError(
                self.env._(
                    "One of these claims is your own: somebody else has to post it (clause 13, "
                    "R134)."
                )
            )

    def _check_not_being_revoked(self):
        for run in self.sudo()._zs_revocations():
            raise UserError(
                self.env._(
                    "Its claimant has asked to revoke %(claim)s: it is posted once that has been "
                    "refused (clause 13, R134).",
                    claim=self.browse(run.res_id).display_name,
                )
            )

    def _check_postable(self, day):
        """Approved, not before it was handed in, and all together within the package (R127)."""
        rooms = self.sudo().package_id._zs_rooms(without=self.ids)
        for claim in self:
            claim._check_state_and_day(day)
            package, amount = claim.sudo().package_id, decimal_of(claim.accepted_amount)
            room = rooms[package]
            if room.accepted + amount > room.entitlement:
                raise UserError(claim._beyond_text(room, amount))
            rooms[package] = replace(room, accepted=room.accepted + amount)

    def _check_state_and_day(self, day):
        if self.state != "approved":
            raise UserError(
                self.env._(
                    "%(claim)s is not waiting to be posted (status: %(state)s).",
                    claim=self.display_name,
                    state=self._zs_state_word(),
                )
            )
        if not self.submitted_on <= day <= county_today(self.env):
            raise UserError(
                self.env._(
                    "%(claim)s was handed in on %(sent)s: it is posted between that day and "
                    "today, not on %(day)s (clause 13, R134).",
                    claim=self.display_name,
                    sent=format_date(self.env, self.submitted_on),
                    day=format_date(self.env, day),
                )
            )

    def _zs_entries(self, day, loan_first):
        """Return what is to be posted; each claim clears what the one before left open."""
        packages = self.package_id
        opened = packages._zs_open_balances()
        entries = []
        for claim in self:
            balances = opened[claim.package_id.id]
            parts = claim_parts(
                claim._amounts_by_category(), balances["loan"], balances["prepaid"], loan_first
            )
            for part in parts:
                if part.purpose in balances:
                    balances[part.purpose] += part.amount
            entries.append(
                Entry(
                    source=claim,
                    event=EVENT,
                    date=day,
                    package=claim.package_id,
                    parts=tuple(parts),
                    label=self.env._(
                        "%(claim)s, %(reason)s", claim=claim.display_name, reason=claim.reason
                    ),
                    journal=CLAIM_JOURNAL,
                    expenses={line.category_id.code: line.category_id.account_id
                              for line in claim.line_ids},
                )
            )  # fmt: skip
        return entries

    def _posting_preview(self, loan_first):
        """Return the entries of approved claims as text, before they are posted."""
        ready = self.filtered(lambda claim: claim.state == "approved").sudo()
        posting = ready.env["zhaoshang.posting"]
        entries = ready.sorted("id")._zs_entries(county_today(self.env), loan_first)
        return "\n".join(posting._entry_text(entry.source.display_name, entry) for entry in entries)

    def _amounts_by_category(self):
        """Return the accepted yuan of each category, in the order of the categories."""
        lines = self.line_ids.sorted(lambda line: (line.category_id.sequence, line.id))
        amounts = {}
        for line in lines:
            code = line.category_id.code
            amounts[code] = amounts.get(code, 0) + decimal_of(line.accepted_amount)
        return amounts

    def _zs_check_accountant(self):
        self._check_accountant()

    def _zs_check_reversible(self):
        self._check_not_paid_out()
        # a late claim that is still owed as a whole has settled nothing of a closed year
        if decimal_of(self.payable) == decimal_of(self.accepted_amount):
            return None
        return super()._zs_check_reversible()

    def _zs_entry_reversed(self):
        """The claim can be posted anew (R134)."""
        names = ("move_id", "posted_on", "posted_by_id", "loan_first", "owed")
        self._govern(dict.fromkeys(names, False))


def _amount(entry, purpose):
    """Return what an entry credits to the account of this purpose, in yuan."""
    return -sum((part.amount for part in entry.parts if part.purpose == purpose), decimal_of(0))
