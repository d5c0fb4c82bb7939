from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount, format_date

from ...rules import opening as rules
from ..claim.claim_access import ACCOUNTANT
from ..res_company import CLAIM_JOURNAL
from ..zhaoshang_package import decimal_of


class PackageOpening(models.Model):
    """What cannot be taken over, and what is signed of it (R120, R124, R127, R128, R134)."""

    _inherit = "zhaoshang.package.opening"

    fault = fields.Text("To be mended", compute="_compute_fault")

    @api.depends("package_id", "date", "paid", "accepted", "loan_open", "advance", "state")
    @api.depends_context("lang")
    def _compute_fault(self):
        """Said while the figures are typed; binding when they are submitted."""
        for opening in self:
            open_for_change = opening.state in (False, "draft", "returned")
            texts = opening._zs_fault_texts() if opening.package_id and open_for_change else []
            opening.fault = "\n".join(texts)

    def _zs_fault_texts(self):
        package = self.package_id._origin.sudo()
        if not package:
            return []
        pending = package._zs_rooms()[package].pending
        until = rules.last_month(package.year, self.date or county_today(self.env))
        faults = rules.opening_faults(
            self._zs_facts(), decimal_of(self.entitlement), until, pending
        )
        return [self._zs_fault_text(fault) for fault in faults]

    def _zs_fault_text(self, fault):
        yuan = {
            name: format_amount(self.env, float(figure), self.currency_id)
            for name, figure in fault.figures.items()
        }
        return getattr(self, f"_refuse_{fault.key}")(fault.figures, yuan)

    def _refuse_nothing(self, _figures, _yuan):
        return self.env._(
            "Nothing is entered: give what was paid and accepted until the day. A package of "
            "which nothing was paid yet needs no opening voucher (R134)."
        )

    def _refuse_negative(self, _figures, _yuan):
        return self.env._("No figure of an opening is below zero (R134).")

    def _refuse_future(self, figures, _yuan):
        return self.env._(
            "Month %(month)s is entered as paid, and on %(day)s only the months up to %(until)s "
            "can have been paid (clause 13, R120). Choose a later day or leave the month empty.",
            month=figures["month"],
            day=format_date(self.env, self.date),
            until=figures["until"],
        )

    def _refuse_above(self, _figures, yuan):
        return self.env._(
            "%(paid)s are entered as paid, and the package is %(entitlement)s (clause 13, R124). "
            "Correct the months, or have what is too much returned before it is taken over.",
            **yuan,
        )

    def _refuse_beyond(self, _figures, yuan):
        return self.env._(
            "%(accepted)s are entered as accepted and %(pending)s are claimed here, and the "
            "package is %(entitlement)s (clause 13, R127). Correct what was accepted.",
            **yuan,
        )

    def _refuse_loan(self, _figures, yuan):
        return self.env._(
            "Of the loan %(open)s are said to be open, and %(paid)s were paid as a loan (clause "
            "13, R128). Correct one of the two.",
            **yuan,
        )

    def _refuse_owed(self, _figures, yuan):
        return self.env._(
            "%(advance)s are said to be owed for advances, and only %(accepted)s were accepted "
            "(clause 13, R128). Enter what was accepted in full.",
            **yuan,
        )

    def _refuse_held(self, _figures, yuan):
        return self.env._(
            "Accepted %(accepted)s and open loan %(loan)s come to more than paid %(paid)s and "
            "owed %(advance)s: %(missing)s are missing (clause 13, R134). What was accepted "
            "beyond the money paid is owed: enter it under “Owed for advances”.",
            **yuan,
        )

    # Approval

    def _zs_approval_check(self):
        """会计 submits sound figures of an untouched package, with their document (R134)."""
        if not self.env.user.has_group(ACCOUNTANT):
            raise AccessError(
                self.env._("Only the accountant takes over packages from paper (clause 13, R134).")
            )
        for opening in self:
            if not ((opening.document or "").strip() and opening.file):
                raise UserError(
                    self.env._(
                        "%s: give the number of the document that the figures are taken from, and "
                        "attach it (clause 13, R134).",
                        opening.display_name,
                    )
                )
            opening._zs_check_sound()
        return super()._zs_approval_check()

    def _zs_check_sound(self):
        """Refuse what the rules, the day or the books do not bear (R124, R127, R128, R134)."""
        if self.date > county_today(self.env):
            raise UserError(
                self.env._(
                    "%(date)s lies in the future: a package is taken over with the figures of a "
                    "day that is past (clause 13, R134).",
                    date=format_date(self.env, self.date),
                )
            )
        if faults := self._zs_fault_texts():
            raise UserError("\n".join([self.display_name, *faults]))
        self._zs_check_untouched()
        self.company_id._zs_finance_setup()
        self.company_id._zs_check_period([self.date], self.company_id.sudo()[CLAIM_JOURNAL])

    def _zs_check_untouched(self):
        """Nothing was posted or is under way for the package here (R134)."""
        package = self.sudo().package_id
        if package.state != "open":
            raise UserError(self.env._("%s is closed and is not taken over.", package.display_name))
        if entries := self._zs_other_entries():
            raise UserError(
                self.env._(
                    "%(package)s has entries here already, the first is %(entry)s: figures on "
                    "paper would count twice (clause 13, R134). Reverse them first.",
                    package=package.display_name,
                    entry=entries[0].name,
                )
            )
        moving = package.allotment_ids.filtered(
            lambda line: line.state in ("submitted", "returned", "approved")
        )
        if moving:
            raise UserError(
                self.env._(
                    "%s is under way here: withdraw it, or have it refused, before the package is "
                    "taken over (clause 13, R134).",
                    moving.sorted("month")[0].display_name,
                )
            )
        planned = package.allotment_ids.filtered(lambda line: line.state == "planned")
        if self.month_ids.allotment_id != planned:
            raise UserError(
                self.env._(
                    "The months of %s have changed since they were entered: choose the package "
                    "anew (clause 13, R118).",
                    package.display_name,
                )
            )

    def _zs_other_entries(self):
        """Entries of the package that stand, without this voucher, in the order of posting."""
        self.env.flush_all()
        moves = self.env["account.move.line"].sudo().search(
            [("zs_package_id", "in", self.package_id.ids), ("move_id.zs_reversed", "!=", True)]
        ).move_id  # fmt: skip
        return (moves - self.sudo().move_id).sorted("id")

    def _zs_approval_excluded_users(self):
        """Who has entered the figures does not agree to them (R134)."""
        return {opening.id: opening.sudo().create_uid for opening in self}

    def _zs_approval_locked_fields(self):
        return {
            "package_id", "date", "document", "file", "loan_open", "advance", "month_ids",
            "expense_ids",
        }  # fmt: skip

    def _zs_approval_snapshot(self):
        return {
            opening.id: {
                "bureau_id": opening.bureau_id.name,
                "year": opening.year,
                "date": opening.date.isoformat(),
                "document": opening.document,
                "paid": f"{decimal_of(opening.paid)}",
                "accepted": f"{decimal_of(opening.accepted)}",
                "loan_open": f"{decimal_of(opening.loan_open)}",
                "prepaid": f"{decimal_of(opening.prepaid)}",
                "advance": f"{decimal_of(opening.advance)}",
                "month_ids": [
                    f"{line.month}: {decimal_of(line.amount)}"
                    for line in opening.month_ids.sorted("month")
                    if line.amount
                ],
                "expense_ids": [
                    f"{line.category_id.name}: {decimal_of(line.amount)}"
                    for line in opening.expense_ids
                ],
            }
            for opening in self.sudo()
        }

    def _zs_approval_title(self):
        return {
            opening.id: self.env._(
                "%(opening)s: paid %(paid)s, settled %(accepted)s",
                opening=opening.display_name,
                paid=format_amount(self.env, opening.paid, opening.currency_id),
                accepted=format_amount(self.env, opening.accepted, opening.currency_id),
            )
            for opening in self
        }
