from collections import namedtuple

from odoo import api, models

from ...rules import ladder as rules
from ..clock import county_today

Standing = namedtuple("Standing", "ladder findings sanctions")


class Appointment(models.Model):
    """Where an officer stands on the steps of clause 11, counted per person and term (R094)."""

    _inherit = "zhaoshang.appointment"

    def _term_key(self):
        """R094: a person and his term; a transfer goes on in it, a renewal is another (R008)."""
        return self.employee_id.id, self.term_from

    def _ladders(self, supposed=None):
        """Return {term: :class:`Standing`}, with a number of statements that does not grow.

        Read as superuser: whoever calls has checked who may know.

        :param supposed: findings that are not decided, counted as if they were confirmed
        """
        mine = {post._term_key() for post in self.sudo()}
        posts = self.sudo().search([("employee_id", "in", self.sudo().employee_id.ids)])
        terms = {
            key: each for key, each in posts.grouped(lambda p: p._term_key()).items() if key in mine
        }
        none = self.env["zhaoshang.finding"].sudo()
        findings = none.search(
            [("appointment_id", "in", posts.ids), ("state", "=", "confirmed")],
            order="occurred_on, id",
        )
        findings = (findings | supposed.sudo()) if supposed else findings
        by_post = findings.grouped("appointment_id")
        sanctions = self._ladder_sanctions(posts)
        standings = {}
        for key, each in terms.items():
            found = none.union(*(by_post.get(post, none) for post in each))
            given = sanctions.get(key, self.browse())
            standings[key] = Standing(
                rules.climb(
                    [rules.Act(f.id, f.kind, f.occurred_on) for f in found],
                    given and given._ladder_values() or (),
                    each[:1]._ladder_require_service(),
                ),
                found.sorted(lambda f: (f.occurred_on, f.id)),
                given,
            )
        return standings

    @api.model
    def _ladder_sanctions(self, posts):
        """Return {term: the decided sanctions of its posts, in the order of their decisions}."""
        return {}

    def _ladder_require_service(self):
        today = county_today(self.env)
        rule_set = self.env["zhaoshang.rule.set"].sudo()._at(today, self.company_id)
        return rule_set.ladder_require_service
