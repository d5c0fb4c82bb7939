from odoo import api, models

from ..clock import county_today


class Bulletin(models.Model):
    """The bulletin of last month is begun on the first, with a to-do for 管理办公室 (R059)."""

    _inherit = "zhaoshang.bulletin"

    @api.model
    def _cron_begin(self):
        """Look at every county; what goes wrong in one stops no other."""
        counties = (
            self.env["zhaoshang.bureau"]
            .sudo()
            ._read_group(
                [("compliance_start", "<", county_today(self.env).replace(day=1))], ["company_id"]
            )
        )
        self.env["zhaoshang.job"]._each(
            "bulletin",
            self.env["res.company"].union(*(county for (county,) in counties)),
            self.sudo()._begin_last_month,
        )

    @api.model
    def _begin_last_month(self, county):
        """Begin what is not begun; remind of what is not issued. Twice changes nothing."""
        month = self._last_month()
        bulletin = self.search(
            [("company_id", "=", county.id), ("month", "=", month), ("kind", "=", "bulletin")]
        )
        if not bulletin:
            bulletin = (
                self._in_chinese()
                .with_company(county)
                ._begin([{"company_id": county.id, "month": month}])
            )
        if bulletin.issued_on or bulletin.activity_ids:
            return
        office = self.env.ref("zhaoshang_office.group_office").all_user_ids
        for user in office.filtered(lambda user: user.active and county in user.company_ids):
            bulletin.activity_schedule(
                "mail.mail_activity_data_todo",
                date_deadline=bulletin.issue_by,
                user_id=user.id,
                summary=self.env._("Draft and issue the monthly bulletin"),
            )
