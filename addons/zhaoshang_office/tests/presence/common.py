from datetime import date, timedelta

from odoo.addons.zhaoshang_approval.permit import permitted_write
from odoo.tools import SQL

from ..leave.common import OfficeCase

DAY = timedelta(days=1)


class PresenceCase(OfficeCase):
    """Months of 2026 for the people of two bureaus, watched from the first of January on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.bureau_a | cls.bureau_b).write({"compliance_start": "2026-01-01"})
        cls.months = cls.env["zhaoshang.presence.month"]

    def lay_out(self):
        self.months._recompute(self.company)

    def row(self, login, month):
        return self.months.search(
            [("appointment_id", "=", self.posts[login].id), ("month", "=", f"{month}-01")]
        )

    def days(self, login, month):
        return self.row(login, month).days

    def figures(self, login, month):
        row = self.row(login, month)
        return (row.at_post_days, row.service_days, row.limit_days, row.dismiss_days, row.result)

    def away(self, login, first, last, kind="rotation", **values):
        """Put in a granted absence of the past, whose request is none of these tests' matter."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO zhaoshang_leave (appointment_id, user_id, bureau_id, company_id, kind,
                    date_from, date_to, last_away, zs_approval_state, %(names)s)
                SELECT a.id, a.user_id, a.bureau_id, a.company_id, %(kind)s, %(first)s, %(last)s,
                       %(last)s, 'draft', %(values)s
                  FROM zhaoshang_appointment a WHERE a.id = %(appointment)s RETURNING id
                """,
                names=SQL(", ").join(map(SQL.identifier, ("create_uid", *values))),
                values=SQL(", ").join([self.env.uid, *values.values()]),
                kind=kind,
                first=first,
                last=last,
                appointment=self.posts[login].id,
            )
        )
        leave = self.env["zhaoshang.leave"].browse(self.env.cr.fetchone()[0])
        permitted_write(leave, {"zs_approval_state": "approved"})
        return leave

    def absent(self, login, first, last, *, confirm=True):
        """Let 效能办 report an absence, the person answer, 管理办公室 confirm."""
        finding = self.as_user("xiaonengban", "zhaoshang.finding")._report_absence(
            self.posts[login], date.fromisoformat(first), date.fromisoformat(last), "nobody there"
        )
        if confirm:
            finding.with_user(self.users[login]).action_answer("I was ill")
            finding.with_user(self.users["bangongshi"]).action_confirm("no leave was asked for")
        return finding

    def close(self, month, login="bangongshi"):
        row = self.row("head.a", month).with_user(self.users[login])
        row.action_close()
        self.env.invalidate_all()
