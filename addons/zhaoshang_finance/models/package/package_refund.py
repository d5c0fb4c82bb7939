from odoo import api, fields, models
from odoo.addons.zhaoshang_approval.permit import permitted, spend
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ...rules.entry import LOAN_ACCOUNT, PREPAID_ACCOUNT, return_parts
from ..claim.claim_access import ACCOUNTANT
from ..posting import Entry
from ..zhaoshang_funding import COMMANDED, TALK
from ..zhaoshang_package import decimal_of

EVENT = "return"


class PackageRefund(models.Model):
    """Money that a bureau gives back (clause 13, R124, R128).

    出纳 registers what the bank reports, 会计 checks and posts it; the two are two people.
    """

    _name = "zhaoshang.package.refund"
    _description = "Money Returned"
    _inherit = [
        "zhaoshang.kept.links",
        "mail.thread",
        "mail.activity.mixin",
        "zhaoshang.audit.mixin",
    ]
    _zs_kept_in_bureau = True
    _order = "date desc, id desc"
    _check_company_auto = True
    _zs_audit_fields = ("state", "date", "amount", "slip_number", "package_id", "clears")

    package_id = fields.Many2one(
        "zhaoshang.package",
        required=True,
        ondelete="restrict",
        index=True,
        check_company=True,
        help="The bureau and the year whose advance it settles.",
    )
    bureau_id = fields.Many2one(
        related="package_id.bureau_id", string="Bureau", store=True, index=True
    )
    company_id = fields.Many2one(related="package_id.company_id", string="County", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    held = fields.Monetary("Held by the bureau", compute="_compute_held")
    date = fields.Date(
        "Bank date", required=True, default=lambda self: county_today(self.env), tracking=True
    )
    amount = fields.Monetary(required=True, tracking=True)
    slip_number = fields.Char("Bank slip", required=True, tracking=True)
    slip = fields.Binary(attachment=True, copy=False)
    slip_name = fields.Char(copy=False)
    reason = fields.Char("Why it came back")
    clears = fields.Selection(
        [(LOAN_ACCOUNT, "The loan"), (PREPAID_ACCOUNT, "What was paid ahead")],
        "Cleared first",
        required=True,
        default=LOAN_ACCOUNT,
        help="R128: the loan, unless the accountant chooses otherwise.",
    )
    state = fields.Selection(
        [("draft", "Registered"), ("posted", "Posted"), ("reversed", "Reversed")],
        "Status",
        required=True,
        readonly=True,
        copy=False,
        default="draft",
        index=True,
        tracking=True,
    )
    move_id = fields.Many2one("account.move", "Entry", readonly=True, copy=False)

    _amount_positive = models.Constraint("CHECK (amount > 0)", "Money returned is more than zero.")
    _one_use_of_a_slip = models.UniqueIndex(
        "(company_id, date, slip_number) WHERE state <> 'reversed'",
        "This bank slip of this day is already registered (clause 13, R134).",
    )

    @api.depends("package_id.display_name", "amount")
    def _compute_display_name(self):
        for refund in self:
            refund.display_name = self.env._(
                "%(package)s, returned %(amount)s",
                package=refund.package_id.display_name or "",
                amount=refund.package_id._zs_yuan(refund.amount) if refund.package_id else "",
            )

    @api.depends("package_id", "state")
    def _compute_held(self):
        for refund in self:
            package = refund.package_id
            refund.held = package.loan + package.prepaid

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([vals | {"state": "draft", "move_id": False} for vals in vals_list])

    def write(self, vals):
        names = {name for name in vals if not name.startswith(TALK)}
        operations = [
            (self._name, refund.id, name)
            for refund in self
            for name in names
            if refund.state != "draft" or name in COMMANDED
        ]
        if operations and not spend(self.env, operations):
            raise AccessError(
                self.env._(
                    "Money returned is changed only until it is posted; a wrong entry is reversed "
                    "(clause 13, R134)."
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=True)
    def _unlink_only_draft(self):
        if any(refund.state != "draft" for refund in self):
            raise UserError(
                self.env._("Posted money is not deleted; reverse the entry (clause 13, R134).")
            )

    def action_post(self):
        """Post what was registered: bank / 借款, 预拨经费 (clause 13, R124, R128)."""
        self._zs_check_accountant()
        for refund in self:
            refund._zs_check_postable()
        self.sudo().package_id._zs_lock()
        self.invalidate_recordset()
        for company, own in self.sudo().grouped("company_id").items():
            own = own.with_context(lang=company._zs_books_lang())
            moves = self.env["zhaoshang.posting"]._post_entries(company, own._zs_entries())
            for refund, move in zip(own, moves, strict=True):
                refund._zs_command({"state": "posted", "move_id": move.id})
        self.package_id._zs_sync_todos()
        return True

    def action_reverse(self, reason, reverse_date=None):
        """Cancel a wrong entry by a storno reversal; register the right one anew (R134)."""
        self.ensure_one()
        self._zs_check_accountant()
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Say why the entry is reversed (clause 13, R134)."))
        self.sudo().package_id._zs_lock()
        self.invalidate_recordset()
        if self.state != "posted":
            raise UserError(self.env._("%(line)s has no entry to reverse.", line=self.display_name))
        self._zs_check_package_open()
        day = fields.Date.to_date(reverse_date) or county_today(self.env)
        self.env["zhaoshang.posting"]._reverse_entry(self.sudo().move_id, day, reason)
        self.sudo()._zs_command({"state": "reversed"})
        self.package_id._zs_sync_todos()
        return True

    def _zs_check_accountant(self):
        if not self.env.user.has_group(ACCOUNTANT):
            raise AccessError(
                self.env._("Only the accountant posts and reverses money returned (clause 13).")
            )
        self.check_access("write")

    def _zs_check_package_open(self):
        """What a closed year rests on is not turned around (R133)."""
        package = self.sudo().package_id
        if package.state != "open":
            raise UserError(
                self.env._(
                    "%s is closed: its advance is settled (clause 13, R133).", package.display_name
                )
            )

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
        self._zs_check_package_open()

    def _zs_entries(self):
        """What is to be posted; each takes off what the one before left with the bureau."""
        opened = self.package_id._zs_open_balances()
        entries = []
        for refund in self.sorted("id"):
            balances = opened[refund.package_id.id]
            refund._zs_check_held(balances)
            parts = return_parts(
                decimal_of(refund.amount),
                balances["loan"],
                balances["prepaid"],
                refund.clears == LOAN_ACCOUNT,
            )
            for part in parts:
                if part.purpose in balances:
                    balances[part.purpose] += part.amount
            entries.append(
                Entry(
                    source=refund,
                    event=EVENT,
                    date=refund.date,
                    package=refund.package_id,
                    parts=tuple(parts),
                    label=self.env._(
                        "%(package)s, money returned, bank slip %(slip)s",
                        package=refund.package_id.display_name,
                        slip=refund.slip_number,
                    ),
                    slip_number=refund.slip_number,
                )
            )
        return entries

    def _zs_check_held(self, balances):
        """Nobody gives back more than he holds (R128)."""
        held = balances["loan"] + balances["prepaid"]
        if decimal_of(self.amount) > held:
            raise UserError(
                self.env._(
                    "%(package)s holds %(held)s of what it was paid, and %(amount)s are said to be "
                    "returned (clause 13, R128). Check the amount and the year.",
                    package=self.package_id.display_name,
                    held=self.package_id._zs_yuan(held),
                    amount=self.package_id._zs_yuan(self.amount),
                )
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


class Package(models.Model):
    _inherit = "zhaoshang.package"

    refund_ids = fields.One2many("zhaoshang.package.refund", "package_id", "Money paid back")
