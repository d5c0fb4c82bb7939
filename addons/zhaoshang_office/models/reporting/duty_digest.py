from odoo import api, models
from odoo.addons.zhaoshang_approval.models.approval_mail import LONGEST, Section
from odoo.tools import SQL

from .duty_facts import in_charge

READER = "zhaoshang_office.group_organisation_department"


class ResUsers(models.Model):
    """The mail of the morning says what is to be reported, answered and done (R040, R045, R063).

    It is the one mail in which approvals stand, too. It names what is a person's own alone: reports
    that he answers for, items of leaders, findings that he may answer.
    """

    _inherit = "res.users"

    @api.model
    def _zs_digest_waiting(self, day):
        return [
            *super()._zs_digest_waiting(day),
            SQL(
                """EXISTS (SELECT FROM zhaoshang_duty d
                    WHERE d.user_id = u.id AND d.reported_at IS NULL
                      AND (d.state = 'late' OR d.state = 'due' AND d.due_on = %s))""",
                day,
            ),
            SQL(
                """EXISTS (SELECT FROM zhaoshang_finding f
                    WHERE f.user_id = u.id AND f.state = 'suspected')"""
            ),
            SQL("u.id IN (SELECT item.user_id FROM (%s) item)", _items_behind(day)),
            SQL(
                """u.id = ANY(%s) AND EXISTS (SELECT FROM zhaoshang_suggestion s
                     JOIN res_company_users_rel c ON c.cid = s.company_id
                    WHERE c.user_id = u.id AND s.state = 'new')""",
                self.env.ref(READER).sudo().all_user_ids.ids,
            ),
        ]

    def _zs_digest_sections(self, day):
        """What is a person's own comes before what he decides for others."""
        found = super()._zs_digest_sections(day)
        duties, items = self._digest_duties(day), self._digest_items(day)
        findings = self._digest_findings()
        for user in self:
            mine = user.with_context(lang=user.lang)
            own = [
                mine._findings_section(findings.get(user)),
                mine._duties_section(duties.get(user), items.get(user)),
                mine._box_section(),
            ]
            found[user] = [section for section in own if section] + found.get(user, [])
        return found

    def _digest_duties(self, day):
        return (
            self.env["zhaoshang.duty"]
            .search(
                [
                    ("user_id", "in", self.ids),
                    ("reported_at", "=", False),
                    "|",
                    ("state", "=", "late"),
                    "&",
                    ("state", "=", "due"),
                    ("due_on", "=", day),
                ],
                order="due_at, id",
            )
            .grouped("user_id")
        )

    def _digest_items(self, day):
        """Return {user: items of leaders whose deadline is today or has gone by} (R040)."""
        self.env["zhaoshang.dispatch.item"].flush_model()
        items, found = self.env["zhaoshang.dispatch.item"], {}
        for number, user in self.env.execute_query(_items_behind(day)):
            if user in self._ids:
                whose = self.browse(user)
                found[whose] = found.get(whose, items) + items.browse(number)
        return found

    def _digest_findings(self):
        return (
            self.env["zhaoshang.finding"]
            .search(
                [("user_id", "in", self.ids), ("state", "=", "suspected")],
                order="answer_until, id",
            )
            .grouped("user_id")
        )

    def _findings_section(self, findings):
        if not findings:
            return None
        base = self.get_base_url()
        lines = [
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
        return self._digest_section(self.env._("Findings to Be Answered"), lines, 0)

    def _duties_section(self, duties, items):
        base, lines, late = self.get_base_url(), [], 0
        for duty in (duties or self.env["zhaoshang.duty"]).with_env(self.env):
            lines.append((f"{duty.display_name}: {duty.status}", f"{base}/odoo/today"))
            late += duty.state == "late"
        for item in (items or self.env["zhaoshang.dispatch.item"]).with_env(self.env):
            lines.append((item.words, f"{base}/odoo/dispatch-items/{item.id}"))
            late += item.overdue
        return self._digest_section(self.env._("To Be Done Today"), lines, late)

    def _box_section(self):
        """R137: how many entries wait for a reply; nothing of what they say or when they came."""
        if not self.has_group(READER):
            return None
        count = self.env["zhaoshang.suggestion"].search_count(
            [("company_id", "in", self.company_ids.ids), ("state", "=", "new")]
        )
        words = self.env._("Entries that wait for a reply: %s", count)
        lines = [(words, f"{self.get_base_url()}/odoo/suggestions")] if count else []
        return self._digest_section(self.env._("Suggestion Box"), lines, 0, count)

    def _digest_section(self, title, lines, late, count=None):
        if not lines:
            return None
        html = self.env["ir.qweb"]._render(
            "zhaoshang_office.mail_duty_lines",
            {
                "lines": lines[:LONGEST],
                "more": max(len(lines) - LONGEST, 0),
                "link": f"{self.get_base_url()}/odoo/today",
            },
        )
        return Section(title, count or len(lines), late, html)


def _items_behind(day):
    return SQL(
        "SELECT id, user_id FROM (%s) i WHERE state <> 'done' AND deadline <= %s ORDER BY deadline",
        in_charge(day),
        day,
    )
