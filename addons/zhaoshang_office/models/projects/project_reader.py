from contextlib import contextmanager

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules import project as rules
from ..clock import county_today

# what decides whether a grant runs: see ``zhaoshang.project.share``, which says the same by the ORM
RUNNING = ("project_id", "bureau_id", "zs_approval_state", "ended_on", "date_from", "date_to")

# beside the cursor, where no client can put anything
MEMORY = "zs_project_walls"


class Project(models.Model):
    """Who reads a project (R012, R014, R041, R106, R110 to R112)."""

    _inherit = "zhaoshang.project"

    @api.model
    def _domain_readable_to_officer(self):
        """R012, R041, R111, R112: own bureau, own leader once mature, a granted share.

        By ids that were looked up first: PostgreSQL then takes its indexes, and plans in no time.
        """
        memory = self.env.cr.cache.get(MEMORY, {})
        if self.env.uid not in memory:
            memory[self.env.uid] = self._own_and_shared()
        own, shared = memory[self.env.uid]
        readable = Domain("bureau_id", "in", own)
        if shared:
            readable |= Domain("id", "in", shared)
        if self.env.user.has_group("zhaoshang_office.group_leader"):
            led = (
                self.env["zhaoshang.bureau"]
                .sudo()
                ._search([("leader_ids", "in", self.env.user.ids)])
            )
            readable |= Domain("mature", "=", True) & Domain("bureau_id", "in", led)
        return readable

    @api.model
    def _domain_readable_to_offices(self):
        """R014, R106: until it is reported a project is its bureau's own."""
        return Domain("stage", "!=", rules.DRAFT) | self._domain_readable_to_officer()

    @api.model
    def _own_and_shared(self):
        """Return ids of the own bureaus, and of the projects shared with them today (R112)."""
        share = self.env["zhaoshang.project.share"]
        rows = self.env.execute_query(
            SQL(
                """
                WITH own AS (%(own)s)
                SELECT bureau_id, NULL FROM own
                 UNION ALL
                SELECT NULL, share.project_id
                  FROM zhaoshang_project_share share JOIN own USING (bureau_id)
                 WHERE share.zs_approval_state = 'approved' AND share.ended_on IS NULL
                   AND %(today)s BETWEEN share.date_from AND share.date_to
                """,
                own=self._own_bureaus_sql(),
                today=county_today(self.env),
                to_flush=[share._fields[name] for name in RUNNING],
            )
        )
        own = [bureau for bureau, _project in rows if bureau]
        return own, [project for _bureau, project in rows if project]

    @contextmanager
    def _walls_remembered(self):
        """Look once at who the reader is, while one list or board is read: nothing changes then."""
        cache = self.env.cr.cache
        first = MEMORY not in cache
        cache.setdefault(MEMORY, {})
        try:
            yield
        finally:
            if first:
                cache.pop(MEMORY, None)

    @api.model
    def web_read_group(self, *args, **kwargs):
        with self._walls_remembered():
            return super().web_read_group(*args, **kwargs)
