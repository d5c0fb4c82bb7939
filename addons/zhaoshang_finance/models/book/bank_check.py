from datetime import date

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.addons.zhaoshang_office.models.month import Month
from odoo.addons.zhaoshang_office.models.words import month_words
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_amount
from odoo.tools.translate import LazyTranslate

from ..claim.claim_access import ACCOUNTANT, CASHIER
from ..zhaoshang_package import decimal_of

_lt = LazyTranslate(__name__)


class BankCheck(models.Model):
    """The books of the cashier (出纳日记账) checked against the bank, once a month (R134).

    出纳 types what the bank's statement says; a difference is explained; 会计 reads it, and opens
    it again where it was wrong. Nothing is posted by it.
    """

    _name = "zhaoshang.bank.check"
    _description = "Monthly Check of the Bank Balance"
    _inherit = ["zhaoshang.finance.typed", "mail.thread", "zhaoshang.audit.mixin"]
    _order = "month desc, id desc"
    _zs_audit_fields = ("state", "month", "bank_balance", "explanation")
    _zs_typed = frozenset({"month", "bank_balance", "explanation"})
    _zs_typed_once = frozenset({"company_id"})
    _zs_leaves_out = True
    _zs_refusal = _lt(
        "What has been checked is not changed: the accountant opens the month again first (R134)."
    )

    def _default_month(self):
        return county_today(self.env).replace(day=1) - relativedelta(months=1)

    month = Month(required=True, default=lambda self: self._default_month())
    company_id = fields.Many2one(
        "res.company",
        "County",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    bank_balance = fields.Monetary(
        "Balance at the bank", required=True, help="At the end of the month, as the bank says."
    )
    book_now = fields.Monetary(
        "Balance in the book",
        compute="_compute_book_now",
        help="At the end of the month, of all entries posted until now.",
    )
    book_balance = fields.Monetary("Balance when checked", readonly=True, copy=False)
    difference = fields.Monetary(compute="_compute_difference", help="Bank less book.")
    moved = fields.Boolean(
        "Posted since",
        compute="_compute_difference",
        help="Something was posted in this month after it had been checked.",
    )
    explanation = fields.Text(help="Where bank and book differ: which transfers, and why.")
    state = fields.Selection(
        [("draft", "Being checked"), ("checked", "Checked")],
        "Status",
        required=True,
        readonly=True,
        copy=False,
        default="draft",
    )
    checked_by_id = fields.Many2one("res.users", "Checked by", readonly=True, copy=False)
    checked_at = fields.Datetime("Checked on", readonly=True, copy=False)

    _one_a_month = models.UniqueIndex(
        "(company_id, month)", "This month has its check already: open it in the list (R134)."
    )

    @api.depends("month")
    def _compute_display_name(self):
        for check in self:
            check.display_name = month_words(self.env, check.month) if check.month else ""

    @api.depends("month", "company_id")
    def _compute_book_now(self):
        """What stood at the bank by the books at the end of each month, in one query."""
        self.env.flush_all()
        # a county that is only named in a form tells nothing to who does not work in it (R140)
        counties = self.company_id if self.env.su else self.company_id & self.env.companies
        rows = self.env.execute_query(
            SQL(
                """
                SELECT l.company_id, DATE_TRUNC('month', l.date)::date, SUM(l.balance)
                  FROM account_move_line l
                  JOIN res_company c ON c.id = l.company_id
                  JOIN account_journal j ON j.id = c.zs_bank_journal_id
                 WHERE l.account_id = j.default_account_id AND l.parent_state = 'posted'
                   AND l.company_id IN %s
                 GROUP BY 1, 2
                """,
                tuple(counties.ids) or (None,),
            )
        )
        for check in self:
            own = [
                amount
                for company, month, amount in rows
                if company == check.company_id.id and check.month and month <= check.month
            ]
            check.book_now = float(sum(own))

    @api.depends("bank_balance", "book_now", "book_balance", "state")
    def _compute_difference(self):
        for check in self:
            checked = check.state == "checked"
            book = decimal_of(check.book_balance if checked else check.book_now)
            check.difference = float(decimal_of(check.bank_balance) - book)
            check.moved = checked and decimal_of(check.book_now) != book

    # -- who writes ----

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([_of_a_month(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(_of_a_month(vals))

    def _zs_open_to_typing(self):
        return self.filtered(lambda check: check.state == "draft")

    @api.ondelete(at_uninstall=False)
    def _unlink_only_unchecked(self):
        if self - self._zs_open_to_typing():
            self._zs_refuse_by_hand()

    # -- commands ----

    def action_check(self):
        """出纳 has compared bank and book; a difference is explained (R134)."""
        self._check_role(CASHIER, self.env._("Only the cashier checks the bank balance (R134)."))
        for check in self:
            check.company_id.sudo()._zs_lock_journal()
            check.invalidate_recordset()
            check._check_complete()
            check._govern(
                {
                    "state": "checked",
                    "book_balance": check.book_now,
                    "checked_by_id": self.env.uid,
                    "checked_at": fields.Datetime.now(),
                }
            )
        return True

    def action_reopen(self):
        """会计 has found something: the cashier checks the month anew (R134)."""
        self._check_role(ACCOUNTANT, self.env._("Only the accountant opens a month again (R134)."))
        names = ("book_balance", "checked_by_id", "checked_at")
        self._govern({"state": "draft"} | dict.fromkeys(names, False))
        return True

    def action_open_book(self):
        """Open the entries at the bank up to the end of this month."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("zhaoshang_finance.cash_book_action")
        domain = [("at_bank", "=", True), ("company_id", "=", self.company_id.id)]
        last = fields.Date.end_of(self.month, "month")
        domain += [("year", "=", self.month.year), ("date", "<=", last)]
        return action | {"domain": domain, "context": {"zs_cash_book": 1}}

    def _check_role(self, group, refusal):
        if not self.env.user.has_group(group):
            raise AccessError(refusal)
        self.check_access("read")

    def _check_complete(self):
        if self.state != "draft":
            raise UserError(
                self.env._("%s has been checked already.", month_words(self.env, self.month))
            )
        if fields.Date.end_of(self.month, "month") > county_today(self.env):
            raise UserError(
                self.env._(
                    "%s is not over: check it when the bank's statement of its last day is there "
                    "(R134).",
                    month_words(self.env, self.month),
                )
            )
        if self.difference and not (self.explanation or "").strip():
            raise UserError(
                self.env._(
                    "Bank and book differ by %(amount)s in %(month)s: say which transfers make it "
                    "and why (R134).",
                    amount=format_amount(self.env, self.difference, self.currency_id),
                    month=month_words(self.env, self.month),
                )
            )


def _of_a_month(vals):
    """The first day stands for the month, whichever was typed."""
    day = fields.Date.to_date(vals.get("month"))
    return vals | {"month": date(day.year, day.month, 1)} if day else vals
