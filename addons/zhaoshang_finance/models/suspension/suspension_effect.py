from odoo import fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.addons.zhaoshang_office.models.words import join_names
from odoo.exceptions import UserError

from ...rules.entitlement import LAPSED, lapsed_amounts, monthly_standards
from ...rules.schedule import ZERO, Line
from ..package.package_resize import DOCUMENT
from ..zhaoshang_package import SETTLED, decimal_of


class Package(models.Model):
    _inherit = "zhaoshang.package"

    held_notice = fields.Char(compute="_compute_held_notice")

    def _compute_held_notice(self):
        """Say which unpaid months a decision holds back (R131), to whoever reads the package."""
        held = self.env["zhaoshang.suspension"]._zs_held(self)
        for package in self:
            months = [
                str(line.month)
                for line in package._zs_lines()
                if line.month in held[package] and line.state not in SETTLED and line.amount
            ]
            package.held_notice = bool(months) and self.env._(
                "Months %(months)s are held back by a decision: they are neither submitted nor "
                "paid until another one resumes them (clause 13, R131, R132).",
                months=join_names(self.env, months),
            )

    def _zs_lapse_months(self, months, decision):
        """Suspended months lapse: the entitlement falls by them, with the decision (R132).

        Who calls has decided. A row for each month, since a month between them may have been paid;
        none that was paid, lapsed before or is out of service is touched.
        """
        terms, turns = self._zs_terms(), self._zs_turns()
        active = monthly_standards(terms, turns).keys() & months
        active -= lapsed_amounts(terms, turns).keys()
        lines = self._zs_lines().filtered(
            lambda line: line.month in active and line.state != "paid"
        )
        if not lines:
            return
        amount = sum(map(decimal_of, lines.mapped("amount")), ZERO)
        self._zs_check_spent(self._zs_entitlements()[self.id] - amount)
        paper = {name: decision[name] for name in DOCUMENT}
        for line in lines:
            self._zs_record_change(
                LAPSED, county_today(self.env), -decimal_of(line.amount), paper,
                month=line.month, month_to=line.month,
            )  # fmt: skip
        nothing = {line: Line(line.month, line.kind, ZERO) for line in lines}
        self._zs_apply_lines(nothing, decision.document)
        self._zs_sync_todos()


class Allotment(models.Model):
    """A month that a decision holds back is neither submitted nor paid (R131)."""

    _inherit = "zhaoshang.allotment"

    def _zs_approval_check(self):
        result = super()._zs_approval_check()
        self._zs_check_not_suspended()
        return result

    def _zs_check_payable(self, bank_date):
        result = super()._zs_check_payable(bank_date)
        self._zs_check_not_suspended()
        return result

    def _zs_waits_for(self):
        """Months that are held back do not keep later ones waiting (R132)."""
        held = self.env["zhaoshang.suspension"]._zs_held(self.package_id)
        return {
            line: earlier.filtered(lambda other: other.month not in held[other.package_id])
            for line, earlier in super()._zs_waits_for().items()
        }

    def _zs_check_not_suspended(self):
        held = self.env["zhaoshang.suspension"]._zs_held(self.sudo().package_id)
        for line in self:
            if line.month in held[line.sudo().package_id]:
                raise UserError(
                    self.env._(
                        "%(line)s is suspended by a decision: it is neither submitted nor paid "
                        "until another one resumes it (clause 13, R131, R132).",
                        line=line.display_name,
                    )
                )
