from markupsafe import Markup
from odoo import Command, fields, models
from odoo.fields import Domain

from ..engine import verify


class ApprovalRole(models.Model):
    _inherit = "zhaoshang.approval.role"

    keeps_watch = fields.Boolean(
        "Keeps Watch Over the History",
        help="Its members receive the nightly anchor and are told when the history is not whole. "
        "Name two posts, so that no single one can pass over it.",
    )

    def _zs_held_fields(self):
        """Nobody sends the watch away alone."""
        return super()._zs_held_fields() | ({"keeps_watch"} if self.sudo().member_ids else set())


class ApprovalCheck(models.Model):
    """Who is told: the members of the posts that keep watch."""

    _inherit = "zhaoshang.approval.check"

    def _zs_watchers(self):
        """``{company: users}``"""
        roles = self.env["zhaoshang.approval.role"].sudo().search([("keeps_watch", "=", True)])
        return {
            company: its._members_at(roles._today()).filtered("active")
            for company, its in roles.grouped("company_id").items()
        }

    def _zs_lacking_watch(self):
        """Says that a break would be told to too few."""
        watching = Domain("keeps_watch", "=", True)
        watching &= Domain("company_id", "in", self.env.companies.ids)
        if self.env["zhaoshang.approval.role"].sudo().search_count(watching, limit=2) == 2:
            return []
        return [self.env._("Name two posts that keep watch, so that they are told of a break.")]

    def _zs_mail_findings(self):
        """The findings of each company to its watchers; what concerns none, to all."""
        for company, users in self._zs_watchers().items():
            found = self.finding_ids.filtered(
                lambda finding, company=company: finding.company_id in (company, company.browse())
            )
            if found:
                self._zs_mail(users, "broken", found)

    def _zs_mail_anchor(self, anchor):
        """The anchor leaves the server, so that who rewrites all of it is shown up, too."""
        for users in self._zs_watchers().values():
            self._zs_mail(users, "anchor", anchor)

    def _zs_mail(self, users, kind, records):
        mails = []
        for lang, readers in users.grouped("lang").items():
            there = records.with_context(lang=lang)
            subject, lines = getattr(self.with_context(lang=lang), f"_zs_{kind}_text")(there)
            body = Markup("").join(Markup("<p>%s</p>") % line for line in lines)
            mails.append(
                {
                    "subject": subject,
                    "body_html": body,
                    "recipient_ids": [Command.link(p) for p in readers.partner_id.ids],
                    "auto_delete": True,
                }
            )
        self.env["mail.mail"].sudo().create(mails)

    def _zs_broken_text(self, findings):
        return self.env._("The approval history is not whole: %s findings", len(findings)), [
            self.env._("The check of the approval history found what must not be:"),
            *findings.mapped("sentence"),
            self.env._(
                "Keep this mail. Ask the administrator of the server who has worked on the "
                "database, and compare with a backup."
            ),
        ]

    def _zs_anchor_text(self, anchor):
        return self.env._("Approval history: %s", anchor.display_name), [
            self.env._(
                "The history is whole. %(runs)s runs went on since the anchor before.",
                runs=anchor.runs,
            ),
            self.env._("Anchor: %s", verify.short(anchor.hash)),
            self.env._(
                "Keep this mail: should the history ever be written anew, it will not lead to "
                "this number any more."
            ),
        ]
