from datetime import timedelta
from typing import NamedTuple

from markupsafe import Markup
from odoo import api, fields, models
from odoo.tools import SQL

from ..portions import in_portions
from ..quiet import quiet
from ..texts import one_line
from .approval_role import COUNTY_TZ

DIGEST_HOUR = 8
#: what one mail lists; the rest is a number and a link to the inbox
LONGEST = 30


class Section(NamedTuple):
    """What one addon has to say in somebody's mail of the morning, in his language."""

    title: str
    count: int
    late: int
    html: Markup


class ResUsers(models.Model):
    """One mail each morning to whoever has something waiting, and to nobody else.

    Other addons have their say in the same mail: they add to ``_zs_digest_waiting`` who is to get
    one, and to ``_zs_digest_sections`` what it says.
    """

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
                " AND zs_digest_on IS DISTINCT FROM %s AND (%s) ORDER BY id",
                now.date(),
                SQL(" OR ").join(self._zs_digest_waiting(now.date())),
            )
        )
        users = quiet(self).sudo().browse([number for (number,) in rows])
        in_portions(users, lambda portion: portion._zs_mail_digest(now.date()))

    @api.model
    def _zs_digest_waiting(self, day):
        """Return conditions on the user ``u``: where one is true, something waits for him."""
        return [
            SQL(
                "EXISTS (SELECT FROM zhaoshang_approval_task t"
                " WHERE t.user_id = u.id AND t.state = 'open')"
            )
        ]

    def _zs_digest_sections(self, day):
        """Return {user: sections of his mail}, each of what is his own alone."""
        tasks = self.env["zhaoshang.approval.task"].search(
            [("user_id", "in", self.ids), ("state", "=", "open")], order="create_date, id"
        )
        return {
            user: [own.with_context(lang=user.lang)._zs_mail_section(user)]
            for user, own in tasks.grouped("user_id").items()
        }

    def _zs_mail_digest(self, day):
        # the row is written first: a second worker fails here and starts again
        users = self.filtered(lambda user: user.zs_digest_on != day)
        users.zs_digest_on = day
        users.flush_recordset(["zs_digest_on"])
        reached = users.filtered(lambda user: user.partner_id.email)
        sections = reached._zs_digest_sections(day)
        self.env["mail.mail"].create(
            [user._zs_digest_vals(sections[user]) for user in reached if sections.get(user)]
        )

    def _zs_digest_vals(self, sections):
        self = self.with_context(lang=self.lang)
        values = {"user": self, "sections": sections}
        return {
            "subject": self.env["zhaoshang.approval.task"]._zs_waiting_words(
                sum(section.count for section in sections),
                sum(section.late for section in sections),
            ),
            "body_html": self.env["ir.qweb"]._render("zhaoshang_approval.mail_digest", values),
            "email_from": self.company_id.email_formatted,
            "recipient_ids": [(4, self.partner_id.id)],
            "auto_delete": True,
        }


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
            tasks._zs_mail()

    def _zs_mail(self):
        """Queue one mail for each person of these tasks; it goes out after the commit."""
        mails = []
        for user, tasks in self.grouped("user_id").items():
            if user.partner_id.email:
                mails.append(tasks.with_context(lang=user.lang)._zs_mail_vals(user))
        self.env["mail.mail"].create(mails)

    def _zs_mail_section(self, user):
        """Return what the mail of the morning says of these tasks."""
        html = self.env["ir.qweb"]._render(
            "zhaoshang_approval.mail_tasks", self._zs_mail_values(user)
        )
        return Section(self.env._("To Decide"), len(self), len(self._zs_late()), html)

    def _zs_late(self):
        now = fields.Datetime.now()
        return self.filtered(lambda task: task.due_at and task.due_at < now)

    def _zs_mail_values(self, user):
        late = self._zs_late()
        return {
            "user": user,
            "tasks": (late + (self - late))[:LONGEST],
            "more": max(len(self) - LONGEST, 0),
            "late": late,
            "soon": fields.Datetime.now() + timedelta(days=1),
            "moment": self._zs_county_moment,
            "inbox": f"{self[:1].get_base_url()}/odoo/approvals",
        }

    def _zs_mail_vals(self, user):
        one = self.env._("To decide: %s", one_line(self.title)) if len(self) == 1 else None
        return {
            "subject": one or self._zs_waiting_words(len(self), len(self._zs_late())),
            "body_html": self.env["ir.qweb"]._render(
                "zhaoshang_approval.mail_at_once", self._zs_mail_values(user)
            ),
            "email_from": (self[:1].company_id or user.company_id).email_formatted,
            "recipient_ids": [(4, user.partner_id.id)],
            "auto_delete": True,
        }

    @api.model
    def _zs_waiting_words(self, count, late):
        if late:
            return self.env._(
                "Waiting for you: %(count)s, of them overdue: %(late)s", count=count, late=late
            )
        return self.env._("Waiting for you: %s", count)
