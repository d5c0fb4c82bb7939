from odoo.tools import SQL

from ..leave.common import OfficeCase


class SigninCase(OfficeCase):
    """Officers who work in the county; the clock stands on Friday 2026-11-27, ten o'clock."""

    NOW = "2026-11-27 10:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.bureau_a | cls.bureau_b)._govern({"compliance_start": "2026-01-01"})

    def stay(self, login, first, last, kind="county_duty"):
        """Return a granted stay in the county, whatever way the county has it granted."""
        leave = self.draft(login, first, last, kind=kind)
        self.env.flush_all()
        self.env.cr.execute(
            SQL("UPDATE zhaoshang_leave SET zs_approval_state = 'approved' WHERE id = %s", leave.id)
        )
        self.env.invalidate_all()
        return leave

    def sign(self, login, day=None, reason=None, by="bangongshi"):
        register = self.as_user(by, "zhaoshang.signin")
        return register.browse(register.action_sign(self.posts[login].id, day, reason))

    def days(self, by="bangongshi"):
        """Return {(login, day): state} of the officers of this test as read by ``by``."""
        posts = [post.id for post in self.posts.values()]
        rows = self.as_user(by, "zhaoshang.signin.day").search([("appointment_id", "in", posts)])
        return {(row.appointment_id.sudo().name, str(row.day)): row.state for row in rows}
