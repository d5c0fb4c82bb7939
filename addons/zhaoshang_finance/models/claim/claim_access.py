from odoo import api, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.translate import LazyTranslate

from ...rules.claim import takes_claims
from ..zhaoshang_bureau import ALL_BUREAUS

ACCOUNTANT = "zhaoshang_finance.group_accountant"
CASHIER = "zhaoshang_finance.group_cashier"
#: what the accountant decides of a line
DECIDED = frozenset({"cut", "cut_reason"})
_lt = LazyTranslate(__name__)


class Claim(models.Model):
    """Who writes a claim, and who reads it (R134, R140)."""

    _inherit = "zhaoshang.claim"

    _zs_typed = frozenset({"package_id", "reason", "line_ids"})
    _zs_refusal = _lt(
        "Of a claim its claimant types year, purpose and invoices; all else follows from them or "
        "is decided by the accountant (clause 13, R134)."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Everybody claims for himself, from the package of his own bureau (clause 13, R117)."""
        claims = super().create(vals_list)
        claims._check_own_package()
        return claims

    def write(self, vals):
        result = super().write(vals)
        if "package_id" in vals:
            self._check_own_package()
        return result

    def _check_own_package(self):
        """R117: nobody spends another bureau's package, nor one that is closed."""
        for claim, posts in self.sudo()._posts().items():
            if not posts:
                raise UserError(
                    self.env._(
                        "You never had a post in %(bureau)s, so nothing is claimed from its "
                        "package (clause 13, R117). Choose the package of your own bureau.",
                        bureau=claim.package_id.bureau_id.name,
                    )
                )
        self._check_package_open()

    def _check_package_open(self):
        """A closed year takes late claims in January, within what is left of it (R126, R133)."""
        today = county_today(self.env)
        for package in self.sudo().package_id:
            if package.state == "open" or takes_claims(package.year, today, closed=True):
                continue
            if today.year > package.year:
                raise UserError(
                    self.env._(
                        "%(package)s is closed: nothing can be claimed from it any more (clause "
                        "13, R133).",
                        package=package.display_name,
                    )
                )
            raise UserError(
                self.env._(
                    "%(package)s is closed and its advance is settled: before the year ends "
                    "nothing is claimed from it (clause 13, R126, R133). Late claims are taken in "
                    "January %(next)s within what is left; before that the accountant opens the "
                    "year again.",
                    package=package.display_name,
                    next=package.year + 1,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_unsent(self):
        if any(claim.submitted_on for claim in self):
            raise UserError(
                self.env._(
                    "A claim that has been handed in is kept (clause 13, R134). Withdraw it, or "
                    "leave it as it is."
                )
            )

    # -- reading -------------------------------------------------------------------------------

    def _zs_approval_own_query(self):
        """Finance and 招商管理局 read what was handed in; a bureau its own; drafts only who writes
        them."""
        return self.sudo()._search(self.sudo(False)._domain_readable())

    @api.model
    def _domain_readable(self):
        own = Domain("user_id", "=", self.env.uid)
        sent = Domain("submitted_on", "!=", False)
        if any(self.env.user.has_group(group) for group in ALL_BUREAUS):
            return own | sent
        today = county_today(self.env)
        posts = self.env["zhaoshang.appointment"].sudo()
        posts = posts._domain_active_at(today) & Domain("user_id", "=", self.env.uid)
        bureaus = (
            self.env["zhaoshang.bureau"].sudo()._search(Domain("appointment_ids", "any!", posts))
        )
        return own | (sent & Domain("bureau_id", "in", bureaus))


class ClaimLine(models.Model):
    _inherit = "zhaoshang.claim.line"

    _zs_refusal = _lt(
        "What is not accepted of an invoice is said by the accountant with “Accept less” (clause "
        "13, R129)."
    )

    def _zs_governed(self, names):
        return DECIDED & names

    def _check_unused(self, keys):
        """Say where an invoice is claimed already, before the index refuses it (R126).

        :param keys: ``[(code, number), …]`` that lines shall have; ``self`` are those lines
        :raise UserError: an officer learns number and date, finance the first claim as well
        """
        keys = [key for key in keys if key[1]]
        if twice := next((key for n, key in enumerate(keys) if key in keys[:n]), None):
            raise UserError(
                self.env._(
                    "Invoice %(number)s stands twice in this claim (clause 13, R126): an original "
                    "invoice is used once. Take one line out.",
                    number=" ".join(twice).strip(),
                )
            )
        used = self._zs_first_uses(keys)
        if used:
            raise UserError(self._used_text(used[0]))

    def _zs_first_uses(self, keys):
        """The lines that hold these invoices, in whatever county, but for ``self``."""
        numbers = [number for _code, number in keys if number]
        domain = [
            ("invoice_number", "in", numbers),
            ("in_use", "=", True),
            ("id", "not in", self._origin.ids),
        ]
        found = self.sudo().search(domain) if numbers else self.browse()
        return found.filtered(lambda line: (line.invoice_code or "", line.invoice_number) in keys)

    def _used_text(self, used):
        words = {
            "number": " ".join(filter(None, (used.invoice_code, used.invoice_number))),
            "day": used.invoice_date.isoformat() if used.invoice_date else "—",
        }
        if self.env.user.has_group(ACCOUNTANT):
            return self.env._(
                "Invoice %(number)s of %(day)s is claimed already: %(claim)s, %(bureau)s, "
                "%(county)s (clause 13, R126). An original invoice is used once.",
                claim=used.claim_id.display_name,
                bureau=used.claim_id.bureau_id.name,
                county=used.company_id.name,
                **words,
            )
        return self.env._(
            "Invoice %(number)s of %(day)s is claimed already (clause 13, R126): an original "
            "invoice is used once. Leave it out, or ask the accountant.",
            **words,
        )
