from odoo import api, models
from odoo.fields import Domain

from ...rules import dispatch as rules
from ...rules.days import DAY
from ..clock import county_today

JOB = "dispatch"
TODO = "mail.mail_activity_data_todo"


class Liaison(models.Model):
    """A quarter without a dispatch: the leader's contact is reminded, once, and that is all (R040).

    The regulation says 「定期」 and names no period; nobody is found or sanctioned for it.
    """

    _inherit = "zhaoshang.liaison"

    @api.model
    def _cron_remind(self):
        today = county_today(self.env)
        standing = self.sudo().search(
            self._domain_in_force(today) & Domain("bureau_id.state", "=", "active")
        )
        by_county = standing.grouped("company_id")
        self.env["zhaoshang.job"]._each(
            JOB, standing.company_id, lambda county: by_county[county]._remind_county(county)
        )

    def _remind_county(self, county):
        today = county_today(self.env)
        months = self.env["zhaoshang.rule.set"]._at(today, county).leader_dispatch_period
        if months > 0:
            self._remind_of(rules.period_before(today, months), months)

    def _remind_of(self, period, months):
        """Remind for each bureau that had the whole ``period`` and no dispatch in it."""
        today = county_today(self.env)
        held = self.env["zhaoshang.dispatch"].sudo()._read_group(
            [("bureau_id", "in", self.bureau_id.ids), ("day", ">=", period.first)],
            ["bureau_id"],
            ["day:array_agg"],
        )  # fmt: skip
        days = dict(held)
        contacts = self.env["zhaoshang.approval.role"]._zs_holders("office", self.company_id)
        for liaison in self:
            bureau = liaison.bureau_id
            watched = max(filter(None, (bureau.compliance_start, liaison.date_from)), default=None)
            watched = bureau.compliance_start and watched
            found = days.get(bureau, [])
            lacking = rules.lacks_dispatch(today, found, watched, months)
            held_since = any(day > period.last for day in found)
            if not lacking or held_since or liaison.reminded_for == period.first:
                continue
            people = liaison.assistant_id or contacts[liaison.company_id]
            self.env["zhaoshang.job"]._apart(
                JOB, lambda one, people=people: one._remind(period, people), liaison
            )

    def _remind(self, period, people):
        for user in people:
            self.activity_schedule(
                TODO,
                date_deadline=county_today(self.env) + 7 * DAY,
                summary=self.env._("A period without a dispatch by the county leader"),
                note=self.env._(
                    "%(bureau)s: no dispatch by %(leader)s from %(first)s to %(last)s is entered "
                    "(clause 7, R040; how often is not said there). Arrange one, or enter one that "
                    "was held. It is a reminder and nothing else.",
                    bureau=self.bureau_id.name,
                    leader=self.leader_id.name,
                    first=period.first,
                    last=period.last,
                ),
                user_id=user.id,
            )
        self.reminded_for = period.first

    @api.model
    def _settle_reminders(self, bureaus):
        """A dispatch was entered: what reminded of one is done."""
        reminded = self.sudo().search(
            [("bureau_id", "in", bureaus.ids), ("reminded_for", "!=", False)]
        )
        reminded.activity_unlink([TODO])
