from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812

from odoo import api, models
from odoo.addons.zhaoshang_approval.permit import permitted
from odoo.addons.zhaoshang_approval.quiet import quiet
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import float_repr, format_amount, format_date

from ..rules.entry import BANK_ACCOUNT, EXPENSE_ACCOUNT
from .res_company import JOURNAL

PURPOSE_FIELDS = {
    "loan": "zs_loan_account_id",
    "prepaid": "zs_prepaid_account_id",
    "advance": "zs_advance_account_id",
    "funding": "zs_funding_account_id",
}


@dataclass(frozen=True)
class Entry:
    """One entry to be posted for an event of a source document.

    :param package: the package it belongs to, empty for funds received from the treasury
    :param parts: :class:`rules.entry.Part`, debit positive, in yuan
    :param journal: the company's setting that names the journal
    :param expenses: the account of each expense category, by code
    :param packages: the package of each part, where they are not all of one
    """

    source: models.Model
    event: str
    date: Date
    package: models.Model
    parts: tuple
    label: str
    slip_number: str = ""
    journal: str = JOURNAL
    expenses: Mapping = field(default_factory=dict)
    packages: tuple = ()


class Posting(models.AbstractModel):
    """Turns events of the package funds into posted entries of the package journals.

    Callers have checked rights and hold the lock of the packages; this model locks the journal,
    checks the period, posts, and makes sure that what was posted is what was asked for.
    """

    _name = "zhaoshang.posting"
    _description = "Posting of package funds"

    @api.model
    def _post_entries(self, company, entries):
        """Post one entry each and return the moves in the same order (clause 13, R119, R134)."""
        company = self._clean(company)
        company._zs_finance_setup()
        company._zs_lock_journal()
        for journal in {entry.journal for entry in entries}:
            dates = [entry.date for entry in entries if entry.journal == journal]
            company._zs_check_period(dates, company[journal])
        return self._create_posted(company, [self._entry_vals(company, entry) for entry in entries])

    @api.model
    def _reverse_entry(self, move, date, reason):
        """Cancel an entry by a storno reversal (红冲) and free the key of its event (R134)."""
        move = self._clean(move)
        company = move.company_id
        company._zs_lock_journal()
        company._zs_check_period([date], move.journal_id)
        if date > county_today(self.env):
            raise UserError(
                self.env._(
                    "%(entry)s is reversed on the day it is done, not in the future on %(date)s "
                    "(clause 13, R134).",
                    entry=move.name,
                    date=format_date(self.env, date),
                )
            )
        if date < move.date:
            raise UserError(
                self.env._(
                    "%(entry)s was posted on %(date)s and cannot be reversed before that day "
                    "(clause 13, R134).",
                    entry=move.name,
                    date=format_date(self.env, move.date),
                )
            )
        with permitted(move, [("write", move.id, "zs_reversed", True)]) as allowed:
            allowed.write({"zs_reversed": True})
        return self._create_posted(company, [self._reversal_vals(move, date, reason)], move)

    # Values

    @api.model
    def _entry_vals(self, company, entry):
        partner = entry.package.bureau_id.partner_id
        line = {
            "name": entry.label,
            "partner_id": partner.id,
            "currency_id": company.currency_id.id,
        }
        packages = entry.packages or (entry.package,) * len(entry.parts)
        return {
            "move_type": "entry",
            "company_id": company.id,
            "journal_id": company[entry.journal].id,
            "currency_id": company.currency_id.id,
            "date": entry.date,
            "ref": entry.label,
            "partner_id": partner.id,
            "zs_source_model": entry.source._name,
            "zs_source_id": entry.source.id,
            "zs_event": entry.event,
            "zs_slip_number": entry.slip_number,
            "line_ids": [
                Command.create(
                    line | {"zs_package_id": package.id} | self._part_vals(company, entry, part)
                )
                for part, package in zip(entry.parts, packages, strict=True)
            ],
        }

    @api.model
    def _part_vals(self, company, entry, part):
        """Return the account and the amount of a part; an expense is counted for its bureau."""
        vals = {
            "account_id": self._part_account(company, entry, part).id,
            "balance": float(part.amount),
            "amount_currency": float(part.amount),
        }
        if part.purpose == EXPENSE_ACCOUNT:
            analytic = entry.package.bureau_id.analytic_account_id
            vals["analytic_distribution"] = {str(analytic.id): 100}
        return vals

    @api.model
    def _part_account(self, company, entry, part):
        """Return the account that takes a part of an entry (R117, R125)."""
        if part.purpose == BANK_ACCOUNT:
            return company.zs_bank_journal_id.default_account_id
        if part.purpose == EXPENSE_ACCOUNT:
            return entry.expenses[part.category]
        return company[PURPOSE_FIELDS[part.purpose]]

    @api.model
    def _entry_text(self, title, entry):
        """Return an entry as text, to be looked at before it is posted: a row for each part."""
        company = entry.source.company_id
        rows = [title]
        for part in entry.parts:
            side = self.env._("Dr") if part.amount > 0 else self.env._("Cr")
            account = self._part_account(company, entry, part).display_name
            amount = format_amount(self.env, float(abs(part.amount)), company.currency_id)
            rows.append(f"  {side} {account} {amount}")
        return "\n".join(rows)

    @api.model
    def _reversal_vals(self, move, date, reason):
        books = self.with_context(lang=move.company_id._zs_books_lang()).env
        return {
            "move_type": "entry",
            "company_id": move.company_id.id,
            "journal_id": move.journal_id.id,
            "currency_id": move.currency_id.id,
            "date": date,
            "ref": books._("Reversal of %(entry)s: %(reason)s", entry=move.name, reason=reason),
            "partner_id": move.partner_id.id,
            "reversed_entry_id": move.id,
            "zs_source_model": move.zs_source_model,
            "zs_source_id": move.zs_source_id,
            "zs_event": "reversal",
            "zs_slip_number": move.zs_slip_number,
            "zs_reversed": True,
            "line_ids": [
                Command.create(
                    {
                        "name": line.name,
                        "account_id": line.account_id.id,
                        "partner_id": line.partner_id.id,
                        "currency_id": line.currency_id.id,
                        "zs_package_id": line.zs_package_id.id,
                        "analytic_distribution": line.analytic_distribution,
                        "balance": -line.balance,
                        "amount_currency": -line.amount_currency,
                        "is_storno": True,
                    }
                )
                for line in move.line_ids
            ],
        }

    # Posting

    @api.model
    def _create_posted(self, company, vals_list, reversed_move=None):
        moves = company.env["account.move"]
        with permitted(moves, _create_operations(vals_list)) as allowed:
            moves = allowed.create(vals_list).with_env(moves.env)
        with permitted(moves, _post_operations(moves, reversed_move)) as allowed:
            allowed._post(soft=False)
        for move, vals in zip(moves, vals_list, strict=True):
            if move.state != "posted" or move.date != vals["date"]:
                raise UserError(
                    self.env._(
                        "%(label)s could not be posted on %(date)s (clause 13, R134).",
                        label=move.ref,
                        date=format_date(self.env, vals["date"]),
                    )
                )
        return moves

    @api.model
    def _clean(self, records):
        """Return the records as superuser, without what a client may have put in the context."""
        company = records if records._name == "res.company" else records.company_id
        return quiet(records.sudo()).with_context(allowed_company_ids=company.ids)


def _create_operations(vals_list):
    """Return what the guards will see while these entries are created."""
    for vals in vals_list:
        yield (
            "create",
            vals["journal_id"],
            vals["date"],
            vals["zs_source_model"],
            vals["zs_source_id"],
            vals["zs_event"],
            vals.get("zs_reversed", False),
        )
        for _command, _id, line in vals["line_ids"]:
            cents = float_repr(line["balance"], 2)
            yield ("line", line["account_id"], line["partner_id"], line["zs_package_id"], cents)


def _post_operations(moves, reversed_move=None):
    """Return what the guards will see while these entries are posted."""
    for move in moves:
        yield ("write", move.id, "state", "posted")
        yield ("write", move.id, "posted_before", True)
        yield ("hash", move.id)
        yield from [("analytic", line.id) for line in move.line_ids if line.analytic_distribution]
        if reversed_move:
            # a carry-over has debit and credit on one account: its own lines match, too
            pair = sorted((move | reversed_move).ids)
            for moves_matched in (pair, pair[:1], pair[1:]):
                matched = [("match", *moves_matched), ("full", *moves_matched)]
                yield from matched * len(move.line_ids)
