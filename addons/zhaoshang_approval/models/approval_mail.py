from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..portions import in_portions
from ..quiet import quiet
from ..texts import one_line
from .approval_role import COUNTY_TZ

DIGEST_HOUR = 8
#: what one mail lists; the rest is a number and a link to the inbox
LONGEST = 30


class ResUsers(models.Model):
    _inherit = "res.users"

    zs_mail_at_once = fields.Boolean(
        string="Mail New Matters at Once",
        help="A mail for what comes to you, beside the one each morning with all that waits.",
    )
    zs_digest_on = fields.Date(readonly=True, copy=False, groups="base.group_system")

    @property
    def SELF_READABLE_FIELDS(self):  # noqa: N802
        return [*super().SELF_READABLE_FIELDS, "zs_mail_at_once"]

    @property
    def SELF_WRITEABLE_FIELDS(self):  # noqa: N802
        return [*super().SELF_WRITEABLE_FIELDS, "zs_mail_at_once"]

    @api.model
    def _zs_cron_digest(self):
        """One mail a day for whoever has something waiting; caught up later in the day where
        nobody was there at eight, never twice."""
        now = fields.Datetime.context_timestamp(
            self.with_context(tz=COUNTY_TZ), fields.Datetime.now()
        )
        if now.hour < DIGEST_HOUR:
            return
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM res_users u WHERE active AND NOT COALESCE(share, FALSE)"
                " AND zs_digest_on IS DISTINCT FROM %s AND EXISTS (SELECT FROM"
                " zhaoshang_approval_task t WHERE t.user_id = u.id AND t.state = 'open')"
                " ORDER BY id",
                now.date(),
            )
        )
        users = quiet(self).sudo().browse([number for (number,) in rows])
        in_portions(users, lambda portion: portion._zs_mail_digest(now.date()))

    def _zs_mail_digest(self, day):
        # the row is written first: a second worker fails here and starts again
        users = self.filtered(lambda user: user.zs_digest_on != day)
        users.zs_digest_on = day
        users.flush_recordset(["zs_digest_on"])
        tasks = self.env["zhaoshang.approval.task"].search(
            [("user_id", "in", users.ids), ("state", "=", "open")], order="create_date, id"
        )
        tasks._zs_mail("zhaoshang_approval.mail_digest")


class ApprovalTask(models.Model):
    """What people get by mail: what waits, since when, until when, with a link each."""

    _inherit = "zhaoshang.approval.task"

    def _zs_opened(self):
        self._zs_mail_at_once()
        return super()._zs_opened()

    def _zs_mail_at_once(self):
        eager = self.sudo().user_id.filtered("zs_mail_at_once")
        if eager:
            tasks = quiet(self).sudo().filtered(lambda task: task.user_id in eager)
            tasks._zs_mail("zhaoshang_approval.mail_at_once")

    def _zs_mail(self, template):
        """Queue one mail for each person of these tasks; it goes out after the commit."""
        mails = []
        for user, tasks in self.grouped("user_id").items():
            if user.partner_id.email:
                mails.append(tasks.with_context(lang=user.lang)._zs_mail_vals(user, template))
        self.env["mail.mail"].create(mails)

    def _zs_mail_vals(self, user, template):
        now = fields.Datetime.now()
        late = self.filtered(lambda task: task.due_at and task.due_at < now)
        values = {
            "user": user,
            "tasks": (late + (self - late))[:LONGEST],
            "more": max(len(self) - LONGEST, 0),
            "late": late,
            "soon": now + timedelta(days=1),
            "moment": self._zs_county_moment,
            "inbox": f"{self[:1].get_base_url()}/odoo/approvals",
        }
        return {
            "subject": self._zs_mail_subject(template, late),
            "body_html": self.env["ir.qweb"]._render(template, values),
            "email_from": (self[:1].company_id or user.company_id).email_formatted,
            "recipient_ids": [(4, user.partner_id.id)],
            "auto_delete": True,
        }

    def _zs_mail_subject(self, template, late):
        if template.endswith("at_once") and len(self) == 1:
            return self.env._("To decide: %s", one_line(self.title))
        if late:
            return self.env._(
                "Waiting for you: %(count)s, of them overdue: %(late)s",
                count=len(self),
                late=len(late),
            )
        return self.env._("Waiting for you: %s", len(self))
