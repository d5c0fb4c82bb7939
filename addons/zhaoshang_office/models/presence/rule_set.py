from odoo import api, models

from ...rules.presence import Parameters

NAMES = tuple(Parameters.__dataclass_fields__)


class RuleSet(models.Model):
    _inherit = "zhaoshang.rule.set"

    def _presence_parameters(self, changed=None):
        """Return the parameters by which a month is counted and judged (R068 to R083, R097)."""
        self.ensure_one()
        return Parameters(**{name: self[name] for name in NAMES} | (changed or {}))

    @api.model
    def _of_counties(self, counties):
        """Return {county: its sets in the order of their dates}, one statement for all."""
        sets = self.search(
            [("company_id", "in", counties.ids), ("state", "=", "confirmed")], order="date_from"
        )
        return sets.grouped("company_id")

    def _in_force_first(self, day):
        """Return the set in force on ``day``, else the first one.

        A month is bound by the set of its first day: no set binds days before its own (R139).
        """
        return self.filtered(lambda each: each.date_from <= day)[-1:] or self[:1]

    def _confirm(self):
        result = super()._confirm()
        for rule_set in self:
            self.env["zhaoshang.presence.month"].sudo()._recompute(
                rule_set.company_id, first=rule_set.date_from
            )
        return result
