from odoo import api, fields, models
from odoo.addons.zhaoshang_approval.portions import in_portions
from odoo.tools import SQL

from ..clock import county_now

DIGEST_HOUR = 8
LONGEST = 30  # lines of one mail; the rest is a number beside the link


class ResUsers(models.Model):
    """One mail each morning to whoever has a duty or a finding waiting, and to nobody else (R063).

    It names what is his own: reports that he answers for, findings that he may answer.
    """

    _inherit = "res.users"

    zs_duty_digest_on = fields.Date(readonly=True, copy=False, groups="base.group_system")

    @api.model
    def _cron_duty_digest(self):
        """Caught up later in the day where nobody was there at eight, never twice a day."""
        now = county_now(self.env)
        if now.hour < DIGEST_HOUR:
            return
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM res_users u
                 WHERE active AND zs_duty_digest_on IS DISTINCT FROM %(today)s
                   AND (EXISTS (SELECT FROM zhaoshang_duty d WHERE d.user_id = u.id AND %(open)s)
                     OR EXISTS (SELECT FROM zhaoshang_finding f
                                 WHERE f.user_id = u.id AND f.state = 'suspected'))
              ORDER BY id
                """,
                today=now.date(),
                open=_still_open(now.date()),
            )
        )
        users = self.sudo().browse([number for (number,) in rows])
        in_portions(users, lambda portion: portion._mail_duties(now.date()))

    def _mail_duties(self, today):
        # the row is written first: a second worker fails here and starts again
        users = self.filtered(lambda user: user.zs_duty_digest_on != today)
        users.zs_duty_digest_on = today
        users.flush_recordset(["zs_duty_digest_on"])
        duties = self.env["zhaoshang.duty"].search(
            [
                ("user_id", "in", users.ids),
                ("reported_at", "=", False),
                "|",
                ("state", "=", "late"),
                "&",
                ("state", "=", "due"),
                ("due_on", "=", today),
            ],
            order="due_at, id",
        )
        findings = self.env["zhaoshang.finding"].search(
            [("user_id", "in", users.ids), ("state", "=", "suspected")], order="answer_until, id"
        )
        his_duties, his_findings = duties.grouped("user_id"), findings.grouped("user_id")
        mails = [
            user._duty_mail(
                his_duties.get(user, duties.browse()), his_findings.get(user, findings.browse())
            )
            for user in users
            if user.partner_id.email
        ]
        self.env["mail.mail"].create(mails)

    def _duty_mail(self, duties, findings):
        """Return what the mail of one person says, in his language."""
        self = self.with_context(lang=self.lang)
        base = self.get_base_url()
        texts = [f"{duty.display_name}: {duty.status}" for duty in duties.with_env(self.env)]
        lines = [(text, f"{base}/odoo/today") for text in texts]
        lines += [
            (
                self.env._(
                    "Answer until %(day)s: %(finding)s",
                    day=finding.answer_until,
                    finding=finding.display_name,
                ),
                f"{base}/odoo/findings/{finding.id}",
            )
            for finding in findings.with_env(self.env)
        ]
        values = {
            "user": self,
            "lines": lines[:LONGEST],
            "more": max(len(lines) - LONGEST, 0),
            "link": f"{base}/odoo/today",
        }
        return {
            "subject": self.env._("To be done today: %s", len(lines)),
            "body_html": self.env["ir.qweb"]._render("zhaoshang_office.mail_duty_digest", values),
            "email_from": self.company_id.email_formatted,
            "recipient_ids": [(4, self.partner_id.id)],
            "auto_delete": True,
        }


def _still_open(today):
    return SQL(
        "d.reported_at IS NULL AND (d.state = 'late' OR d.state = 'due' AND d.due_on = %s)", today
    )
