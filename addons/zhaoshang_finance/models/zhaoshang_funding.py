from odoo import api, fields, models
from odoo.addons.zhaoshang_approval.permit import permitted, spend
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..rules.entry import funding_parts
from .posting import Entry
from .zhaoshang_package import decimal_of

#: what may be written at any time: talk, files and to-dos
TALK = ("message_", "activity_", "rating_", "website_message_")
#: what the commands alone write
COMMANDED = {"state", "move_id", "company_id"}


class Funding(models.Model):
    """Funds that the treasury has paid into the package account (clause 13, R115).

    出纳 registers what the bank reports, 会计 checks and posts it; the two are two people.
    """

    _name = "zhaoshang.funding"
    _description = "Funds Received"
    _inherit = ["mail.thread", "mail.activity.mixin", "zhaoshang.audit.mixin"]
    _order = "date desc, id desc"
    _rec_name = "document"
    _check_company_auto = True
    _zs_kept_in_bureau = True
    _zs_audit_fields = ("state", "date", "amount", "slip_number", "document")

    date = fields.Date(
        "Bank date", required=True, default=lambda self: county_today(self.env), tracking=True
    )
    amount = fields.Monetary(required=True, tracking=True)
    slip_number = fields.Char("Bank slip", required=True, tracking=True)
    document = fields.Char(
        "Treasury document", required=True, help="Number of the document that allots the funds."
    )
    company_id = fields.Many2one(
        "res.company", "County", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        [("draft", "Registered"), ("posted", "Posted"), ("reversed", "Reversed")],
        "Status",
        required=True,
        readonly=True,
        copy=False,
        default="draft",
        tracking=True,
    )
    move_id = fields.Many2one("account.move", "Entry", readonly=True, copy=False)

    _amount_positive = models.Constraint("CHECK (amount > 0)", "Funds received are more than zero.")
    _one_use_of_a_slip = models.UniqueIndex(
        "(company_id, date, slip_number) WHERE state <> 'reversed'",
        "This bank slip of this day is already registered (clause 13, R134).",
    )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([vals | {"state": "draft", "move_id": False} for vals in vals_list])

    def write(self, vals):
        names = {name for name in vals if not name.startswith(TALK)}
        operations = [
            (self._name, funding.id, name)
            for funding in self
            for name in names
            if funding.state != "draft" or name in COMMANDED
        ]
        if operations and not spend(self.env, operations):
            raise AccessError(
                self.env._(
                    "Funds received are changed only until they are posted; a wrong entry is "
                    "reversed (clause 13, R134)."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _unlink_only_draft(self):
        if any(funding.state != "draft" for funding in self):
            raise UserError(
                self.env._("Posted funds are not deleted; reverse them (clause 13, R134).")
            )

    def action_post(self):
        """Post what was registered: Dr bank / Cr funds from the treasury (clause 13, R115)."""
        self._zs_check_accountant()
        for funding in self:
            funding._zs_check_postable()
        for company, own in self.sudo().grouped("company_id").items():
            entries = [funding._zs_entry() for funding in own]
            moves = self.env["zhaoshang.posting"]._post_entries(company, entries)
            for funding, move in zip(own, moves, strict=True):
                funding._zs_command({"state": "posted", "move_id": move.id})
        return True

    def action_reverse(self, reason, reverse_date=None):
        """Cancel a wrong entry by a storno reversal; register the right one anew (R134)."""
        self.ensure_one()
        self._zs_check_accountant()
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Say why the entry is reversed (clause 13, R134)."))
        if self.state != "posted":
            raise UserError(self.env._("%(line)s has no entry to reverse.", line=self.display_name))
        day = fields.Date.to_date(reverse_date) or county_today(self.env)
        self.env["zhaoshang.posting"]._reverse_entry(self.sudo().move_id, day, reason)
        self.sudo()._zs_command({"state": "reversed"})
        return True

    def _zs_check_accountant(self):
        if not self.env.user.has_group("zhaoshang_finance.group_accountant"):
            raise AccessError(
                self.env._("Only the accountant posts and reverses funds received (clause 13).")
            )
        self.check_access("write")

    def _zs_check_postable(self):
        if self.state != "draft":
            raise UserError(self.env._("%(line)s is posted already.", line=self.display_name))
        if self.env.user in self.create_uid | self.write_uid:
            raise AccessError(
                self.env._(
                    "You registered or changed %(line)s: somebody else has to post it (clause 13, "
                    "R134).",
                    line=self.display_name,
                )
            )
        if self.date > county_today(self.env):
            raise UserError(
                self.env._(
                    "The bank date %(date)s lies in the future: pay first, then record it "
                    "(clause 13, R134).",
                    date=format_date(self.env, self.date),
                )
            )

    def _zs_entry(self):
        books = self.with_context(lang=self.company_id._zs_books_lang()).env
        return Entry(
            source=self,
            event="funding",
            date=self.date,
            package=self.env["zhaoshang.package"],
            parts=tuple(funding_parts(decimal_of(self.amount))),
            label=books._(
                "Funds received, %(document)s, bank slip %(slip)s",
                document=self.document,
                slip=self.slip_number,
            ),
            slip_number=self.slip_number,
        )

    def _zs_command(self, vals):
        operations = [(self._name, id_, name) for id_ in self.ids for name in vals]
        with permitted(self, operations) as allowed:
            allowed.write(vals)
        self.flush_recordset(list(vals))

    def action_zs_open_entry(self):
        """Open the entry in accounting."""
        self.ensure_one()
        return self.move_id._get_records_action()
