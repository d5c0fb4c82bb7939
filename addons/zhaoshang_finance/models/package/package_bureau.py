from odoo import models
from odoo.addons.zhaoshang_office.models.clock import county_today

from ..claim.claim_access import ACCOUNTANT


class Bureau(models.Model):
    """What the office decides about a bureau is told to 会计; nothing changes by itself (R124)."""

    _inherit = "zhaoshang.bureau"

    def write(self, vals):
        before = {bureau: bureau.headcount_standard for bureau in self}
        result = super().write(vals)
        for bureau, headcount in before.items():
            if bureau.headcount_standard != headcount:
                bureau._zs_tell_accountant(
                    self.env._(
                        "%(bureau)s has an approved headcount of %(new)s, before %(old)s: enter "
                        "the change of its package with the document (clause 13, R124).",
                        bureau=bureau.name,
                        new=bureau.headcount_standard,
                        old=headcount,
                    )
                )
        return result

    def _govern(self, vals):
        result = super()._govern(vals)
        if vals.get("closed_on"):
            for bureau in self:
                bureau._zs_tell_accountant(
                    self.env._(
                        "%(bureau)s closes on %(date)s: enter the change of its package with the "
                        "document (clause 13, R124).",
                        bureau=bureau.name,
                        date=bureau.closed_on,
                    )
                )
        return result

    def _zs_tell_accountant(self, summary):
        year = county_today(self.env).year
        packages = self.env["zhaoshang.package"].sudo()
        for package in packages.search(
            [("bureau_id", "=", self.id), ("year", ">=", year), ("state", "=", "open")]
        ):
            package._zs_open_todos("zs_change").unlink()
            package._zs_tell("zs_change", summary, ACCOUNTANT)
