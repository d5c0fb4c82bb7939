from typing import NamedTuple

from odoo import api, fields, models, tools
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL, format_date

#: field → (external id of the parent in both Chinese charts, name, account type, reconcilable)
ACCOUNTS = {
    "zs_loan_account_id": ("1221", "驻外招商局借款", "asset_current", True),
    "zs_prepaid_account_id": ("1123", "预拨驻外招商经费", "asset_prepayments", True),
    "zs_advance_account_id": ("2241", "应付驻外招商垫付", "liability_current", True),
    "zs_funding_account_id": ("2401", "财政拨入驻外招商经费", "liability_current", True),
}
BANK_PARENT, BANK_NAME, JOURNAL_NAME, JOURNAL_CODE = (
    "1002",
    "驻外招商经费专户",
    "驻外招商经费专户",
    "ZWJF",
)
# 管理费用 of both charts; categories have accounts of their own below it
EXPENSE_PARENTS = ("account_5602", "large_bis_account_6602")
EXPENSE_NAME, FIRST_EXPENSE = "驻外招商经费-{}", "31"
JOURNAL = "zs_bank_journal_id"
CLAIM_JOURNAL = "zs_claim_journal_id"
CLAIM_JOURNAL_NAME, CLAIM_JOURNAL_CODE = "驻外招商经费转账", "ZWZZ"
SETTINGS = (*ACCOUNTS, JOURNAL, CLAIM_JOURNAL)


class Guarded(NamedTuple):
    """Ids of journals, of accounts, and of those accounts that always name a bureau."""

    journals: frozenset
    accounts: frozenset
    bureau_accounts: frozenset


class ResCompany(models.Model):
    _inherit = "res.company"

    zs_loan_account_id = fields.Many2one(
        "account.account",
        "Loans to bureaus",
        ondelete="restrict",
        help="What bureaus have received as a loan and not yet cleared (clause 13, R119).",
    )
    zs_prepaid_account_id = fields.Many2one(
        "account.account",
        "Funds paid ahead to bureaus",
        ondelete="restrict",
        help="Allotments paid and not yet settled by invoices (clause 13, R120).",
    )
    zs_advance_account_id = fields.Many2one(
        "account.account",
        "Owed to bureaus for advances",
        ondelete="restrict",
        help="What bureaus have spent beyond the funds paid to them.",
    )
    zs_funding_account_id = fields.Many2one(
        "account.account",
        "Funds received from the treasury",
        ondelete="restrict",
        help="Counterpart of the bank when the treasury funds the package.",
    )
    zs_bank_journal_id = fields.Many2one(
        "account.journal",
        "Package bank journal",
        ondelete="restrict",
        help="The bank account from which packages are paid; its entries are locked by a hash.",
    )
    zs_claim_journal_id = fields.Many2one(
        "account.journal",
        "Package transfers journal",
        ondelete="restrict",
        help="Where accepted claims are posted; its entries are locked by a hash.",
    )

    @api.constrains(*SETTINGS)
    def _check_zs_settings(self):
        """What is chosen can carry the package funds, whatever the chart (R117, R134)."""
        for company in self.sudo():
            bank = company[JOURNAL].default_account_id
            used = [*filter(None, (bank, *(company[name] for name in ACCOUNTS)))]
            if twice := next((one for n, one in enumerate(used) if one in used[:n]), None):
                raise ValidationError(
                    self.env._(
                        "%(account)s is chosen twice: loans, funds paid ahead, advances owed, "
                        "funds received and the bank each need an account of their own, or the "
                        "ledger mixes them up (clause 13, R117).",
                        account=twice.display_name,
                    )
                )
            for name, kind in ((JOURNAL, "bank"), (CLAIM_JOURNAL, "general")):
                company[name] and company._zs_check_journal(company[name], kind)

    def _zs_check_journal(self, journal, kind):
        if (
            journal.company_id != self
            or journal.type != kind
            or not journal.restrict_mode_hash_table
        ):
            kinds = dict(journal._fields["type"]._description_selection(self.env))
            raise ValidationError(
                self.env._(
                    "%(journal)s cannot carry the package funds: it has to be a journal of "
                    "%(company)s, of the type “%(kind)s”, that secures its posted entries with a "
                    "hash (clause 13, R134). Choose or make such a journal.",
                    journal=journal.display_name,
                    company=self.name,
                    kind=kinds[kind],
                )
            )
        domain = [("journal_id", "=", journal.id), ("zs_event", "=", False)]
        if self.env["account.move"].sudo().search_count(domain, limit=1):
            raise ValidationError(
                self.env._(
                    "%(journal)s has entries of other kinds already, and those of the package "
                    "funds have a journal of their own (clause 13, R117). Choose or make one "
                    "without entries.",
                    journal=journal.display_name,
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        self.env.registry.clear_cache()
        return companies

    def write(self, vals):
        ours = {*SETTINGS} & vals.keys()
        if ours:
            self._zs_refuse_change_of_used_settings({name: vals[name] for name in ours})
        result = super().write(vals)
        if ours:
            self.env.registry.clear_cache()
        return result

    def _zs_refuse_change_of_used_settings(self, vals):
        """Settings stay as they are once an entry rests on them (R134)."""
        for company in self:
            changed = [name for name, value in vals.items() if company[name].id != (value or False)]
            if changed and any(company[name] for name in changed) and company._zs_has_entries():
                raise UserError(
                    self.env._(
                        "%(setting)s cannot be changed: entries of the package funds rest on it "
                        "(clause 13, R134).",
                        setting=self._fields[changed[0]]._description_string(self.env),
                    )
                )

    def _zs_has_entries(self):
        self.ensure_one()
        domain = [("company_id", "=", self.id), ("zs_event", "!=", False)]
        return bool(self.env["account.move"].sudo().search_count(domain, limit=1))

    @api.model
    @tools.ormcache()
    def _zs_guarded_ids(self):
        """Return the ids that the guards protect, of all companies."""
        self.flush_model(SETTINGS)
        rows = self.env.execute_query(
            SQL(
                """SELECT c.zs_bank_journal_id, c.zs_claim_journal_id, j.default_account_id,
                          c.zs_loan_account_id, c.zs_prepaid_account_id, c.zs_advance_account_id
                     FROM res_company c
                     LEFT JOIN account_journal j ON j.id = c.zs_bank_journal_id"""
            )
        )
        bureau_accounts = frozenset(account for row in rows for account in row[3:] if account)
        return Guarded(
            journals=frozenset(journal for row in rows for journal in row[:2] if journal),
            accounts=bureau_accounts | {row[2] for row in rows if row[2]},
            bureau_accounts=bureau_accounts,
        )

    # Set-up

    def _zs_finance_setup(self):
        """Create the accounts and journals that are missing, under the Chinese chart.

        :raise UserError: something is missing and the company has no Chinese chart of accounts
        """
        for company in self.sudo():
            env = company.with_context(allowed_company_ids=company.ids).with_company(company).env
            company = company.with_env(env)
            missing = [name for name in SETTINGS if not company[name]]
            if missing:
                company.write({name: company._zs_create_setting(name).id for name in missing})
            env["zhaoshang.expense.category"]._zs_ensure(company)

    def _zs_create_setting(self, name):
        if name == JOURNAL:
            return self._zs_create_bank_journal()
        if name == CLAIM_JOURNAL:
            return self._zs_create_claim_journal()
        parent, label, account_type, reconcile = ACCOUNTS[name]
        return self._zs_create_account(parent, label, account_type, reconcile)

    def _zs_create_account(self, parent, label, account_type, reconcile=False):
        """Create an account beside the chart's account with this external id, whatever its code."""
        account = self._zs_chart_account(f"common_account_{parent}")
        return account.create(
            {
                "code": account._search_new_account_code(account.code),
                "name": label,
                "account_type": account_type,
                "reconcile": reconcile,
                "company_ids": self.ids,
            }
        )

    def _zs_create_expense_account(self, name):
        """Create an account for a category of expenses below 管理费用, or, in another chart,
        beside the expense account that the company takes by default."""
        parent = self._zs_find_chart_account(*EXPENSE_PARENTS)
        first = parent and f"{parent.code[:4]}{FIRST_EXPENSE}"
        parent = parent or self.expense_account_id or self._zs_chart_account(*EXPENSE_PARENTS)
        return parent.create(
            {
                "code": parent._search_new_account_code(first or parent.code),
                "name": EXPENSE_NAME.format(name),
                "account_type": "expense",
                "company_ids": self.ids,
            }
        )

    def _zs_find_chart_account(self, *names):
        """The account that the chart knows by one of these external ids, or an empty one."""
        xmlids = [f"account.{self.id}_l10n_cn_{name}" for name in names]
        found = (self.env.ref(xmlid, raise_if_not_found=False) for xmlid in xmlids)
        return next(filter(None, found), self.env["account.account"])

    def _zs_chart_account(self, *names):
        account = self._zs_find_chart_account(*names)
        if not account:
            raise UserError(
                self.env._(
                    "%(company)s has no Chinese chart of accounts yet, so the accounts of the "
                    "package funds cannot be made. Choose the localisation “China” in the settings "
                    "of Invoicing, or have accounts and journals of another chart chosen under "
                    "“Package funds” in the settings, then try again.",
                    company=self.name,
                )
            )
        return account

    def _zs_create_bank_journal(self):
        return self.env["account.journal"].create(
            {
                "name": JOURNAL_NAME,
                "code": JOURNAL_CODE,
                "type": "bank",
                "company_id": self.id,
                "default_account_id": self._zs_create_account(
                    BANK_PARENT, BANK_NAME, "asset_cash"
                ).id,
                "restrict_mode_hash_table": True,
            }
        )

    def _zs_create_claim_journal(self):
        return self.env["account.journal"].create(
            {
                "name": CLAIM_JOURNAL_NAME,
                "code": CLAIM_JOURNAL_CODE,
                "type": "general",
                "company_id": self.id,
                "restrict_mode_hash_table": True,
            }
        )

    # Posting

    def _zs_books_lang(self):
        """Return the language in which the books of the county are kept, whoever posts."""
        return self.sudo().partner_id.lang or self.env.user.lang

    def _zs_lock_journal(self):
        """Serialise postings: the loser of two simultaneous ones is retried on a new snapshot.

        The row of the bank journal stands for both journals.
        Odoo numbers and hashes entries from what it can see. Two transactions that do so at once
        fail with a gap in the sequence, which is not retried; a lost update of this row is.
        """
        self.ensure_one()
        self.env.cr.execute(
            SQL(
                "UPDATE account_journal SET sequence = sequence WHERE id = %s",
                self.sudo().zs_bank_journal_id.id,
            )
        )

    def _zs_check_period(self, dates, journal):
        """Refuse dates in a locked period; Odoo would silently move them (R134)."""
        self.ensure_one()
        for date in sorted(set(dates)):
            locks = self.sudo()._get_violated_lock_dates(date, False, journal)
            if locks:
                raise UserError(
                    self.env._(
                        "The period up to %(lock)s is closed: nothing can be posted on %(date)s "
                        "(clause 13, R134). Give a bank date after it, or have the period opened.",
                        lock=format_date(self.env, locks[-1][0]),
                        date=format_date(self.env, date),
                    )
                )
