from odoo import api, models
from odoo.exceptions import ValidationError

from ...rules import opening
from ..clock import county_today


class Bureau(models.Model):
    """From which day a bureau is watched: typed on its form as on the opening sheet (R095)."""

    _inherit = "zhaoshang.bureau"

    @api.model_create_multi
    def create(self, vals_list):
        bureaus = super().create(vals_list)
        bureaus._check_compliance_start()
        return bureaus

    def write(self, vals):
        result = super().write(vals)
        if "compliance_start" in vals:
            self._check_compliance_start()
        return result

    def _check_compliance_start(self):
        if self.env.su:  # what was checked, or a database that is moved
            return
        today = county_today(self.env)
        for bureau in self.filtered("compliance_start"):
            rule_set = self.env["zhaoshang.rule.set"].sudo()._at(today, bureau.company_id)
            first = opening.earliest_start(today, rule_set.start_back_days)
            if bureau.compliance_start < first:
                raise ValidationError(
                    self.env._(
                        "%(day)s lies more than %(days)s days back (R095): what was due before "
                        "would be called missing at once. Begin on %(first)s or later; what was on "
                        "paper before comes in by the opening import.",
                        day=bureau.compliance_start,
                        days=rule_set.start_back_days,
                        first=first,
                    )
                )
