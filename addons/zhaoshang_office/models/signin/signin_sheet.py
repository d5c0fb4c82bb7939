from odoo import models

from ...rules import signin as rules
from ..clock import county_now


class SigninDay(models.Model):
    """What stands on the printed sheet: one for each county and month (clause 10, R079)."""

    _inherit = "zhaoshang.signin.day"

    def _zs_sheets(self):
        """Return the sheets of these days, the first month first."""
        self.check_access("read")
        months = self.sorted(lambda row: (row.day, row.bureau_id.id, row.id)).grouped(
            lambda row: (row.company_id, row.day.replace(day=1))
        )
        printed = self.env._(
            "Printed on %(moment)s by %(person)s",
            moment=f"{county_now(self.env):%Y-%m-%d %H:%M}",
            person=self.env.user.name,
        )
        return [
            {
                "county": county.sudo().name,
                "month": self.env._("Year %(year)s, month %(month)s", year=m.year, month=m.month),
                "lines": [row._zs_sheet_line() for row in rows],
                "total": self.env._(
                    "%(days)s days, %(signed)s signed, %(missing)s missing",
                    days=len(rows),
                    signed=sum(rows.mapped("signed_count")),
                    missing=sum(rows.mapped("missing_count")),
                ),
                "printed": printed,
            }
            for (county, m), rows in months.items()
        ]

    def _zs_sheet_line(self):
        """One line; an empty place for the hand of whom is expected today."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        signin = self.signin_id.sudo()
        later = bool(signin.late_reason)
        remark = ""
        if self.state == rules.MISSING:
            remark = self.env._("missing")
        elif later:
            remark = self.env._("added later: %s", signin.late_reason)
        return {
            "day": self.day.isoformat(),
            "name": self.appointment_id.sudo().name,
            "unit": self.bureau_id.sudo().name,
            "kind": kinds[self.kind],
            "time": f"{signin._county_moment():%H:%M}" if signin and not later else "",
            "by": signin.recorded_by_id.name or "",
            "remark": remark,
        }
