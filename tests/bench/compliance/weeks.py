"""46 weeks of Monday and Friday duties of 1,000 officers; three weeks of downtime of 54,000.

The peer knows no law: it spreads the weeks over officers and bureaus and inserts as many rows into
the same table, with its indexes and foreign keys.
"""

from __future__ import annotations

import datetime
import gc
import resource
import statistics
import time

from odoo import api
from odoo.tools import SQL

from ..presence.days import BUREAUS, EACH, Days

WEEKS, TIMES = 46, 3
DOWNTIME = datetime.timedelta(days=21)
KINDS = ("monday_call", "friday_report")

BARE = """
    INSERT INTO zhaoshang_duty (
           kind, appointment_id, user_id, bureau_id, company_id, due_on, period_from, period_to,
           opens_at, due_at, grace_end, state, rule_set_id, provisional,
           create_uid, create_date, write_uid, write_date)
    SELECT k.kind, a.id, a.user_id, a.bureau_id, a.company_id, w.day, w.day, w.day,
           w.day, w.day, w.day, 'missed', %(rule_set)s, FALSE, 1, now(), 1, now()
      FROM zhaoshang_appointment a
     CROSS JOIN (SELECT %(first)s::date + 7 * n AS day FROM generate_series(0, %(last)s) n) w
     CROSS JOIN UNNEST(ARRAY['monday_call', 'friday_report']) k(kind)
     WHERE a.company_id IN %(counties)s AND a.state = 'confirmed'
       AND (k.kind = 'monday_call' OR a.role = 'head')
"""


class Weeks(Days):
    @classmethod
    def prepare(cls, env):
        """The crowd of the bench of presence, with a head in each bureau."""
        super().prepare(env)
        env.cr.execute(
            "UPDATE zhaoshang_appointment SET role = 'head' WHERE id IN ("
            " SELECT min(id) FROM zhaoshang_appointment WHERE name LIKE 'Officer %'"
            " GROUP BY bureau_id)"
        )

    def weeks(self):
        """``{metric: {"ms": …, …}}``; memory is the process's highest, in MiB."""
        rounds = {"ours": [], "bare": [], "second": []}
        for _turn in range(TIMES):
            for name, figure in self._round().items():
                rounds[name].append(figure)
        figures = {name: {"ms": statistics.median(each)} for name, each in rounds.items()}
        figures["catch_up"] = self._catch_up()
        highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        figures["memory"] = {"ms": 0, "mib": highest}
        return figures

    def _round(self):
        gc.collect()
        figures = {}
        for name in ("ours", "bare"):
            with self.registry.cursor() as cr:
                env = api.Environment(cr, api.SUPERUSER_ID, {})
                bureaus, first = self._watched(env, 1000, datetime.timedelta(weeks=WEEKS))
                if name == "bare":
                    figures[name] = self._timed(lambda: self._bare(env, bureaus, first))  # noqa: B023
                else:
                    figures[name] = self._timed(lambda: self._ours(env, bureaus))  # noqa: B023
                    changed = self._changes(cr)
                    figures["second"] = self._timed(lambda: self._ours(env, bureaus))  # noqa: B023
                    assert self._changes(cr) == changed, "the second run changed a row"
                cr.execute("SELECT count(*) FROM zhaoshang_duty")
                rows = cr.fetchone()[0]
                assert rows >= (WEEKS - 1) * 1000 * 4 / 3 * 0.9, rows
                cr.rollback()
        return figures

    def _watched(self, env, officers, span):
        """The bureaus of so many officers, watched since ``span`` ago; no other is."""
        counties = env["res.company"].search(
            [("name", "=like", "County %")], order="id", limit=-(-officers // (BUREAUS * EACH))
        )
        today = datetime.date.today()  # noqa: DTZ011
        first = today - span
        env.cr.execute(
            SQL(
                "UPDATE zhaoshang_bureau SET compliance_start = CASE WHEN company_id IN %s"
                " THEN %s END",
                counties._ids,
                first,
            )
        )
        env.invalidate_all(flush=False)
        return env["zhaoshang.duty"]._watched(counties), first

    def _ours(self, env, bureaus):
        env["zhaoshang.duty"].sudo()._check_bureaus(bureaus, KINDS)

    def _bare(self, env, bureaus, first):
        rule_set = env["zhaoshang.rule.set"].search([], limit=1).id
        counties = bureaus.company_id._ids
        env.cr.execute(SQL(BARE, first=first, last=WEEKS - 1, counties=counties, rule_set=rule_set))

    def _changes(self, cr):
        cr.execute(
            "SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables"
            " WHERE relname IN ('zhaoshang_duty', 'zhaoshang_duty_watermark')"
        )
        return cr.fetchone()[0]

    def _timed(self, command):
        start = time.perf_counter()
        command()
        return 1000 * (time.perf_counter() - start)

    def _catch_up(self):
        """The scheduled action itself, with its commits, after three weeks in which none ran."""
        gc.collect()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            self._watched(env, 54000, DOWNTIME)
            cr.commit()
            spent = self._timed(env["zhaoshang.duty"]._cron_duties)
            cr.execute("SELECT count(*), count(DISTINCT bureau_id) FROM zhaoshang_duty")
            duties, bureaus = cr.fetchone()
            cr.execute("SELECT string_agg(failures, '') FROM zhaoshang_duty_scan")
            assert not cr.fetchone()[0]
            cr.execute("SELECT count(*) FROM zhaoshang_finding")
            findings = cr.fetchone()[0]
        assert bureaus == 18000, bureaus
        return {"ms": spent, "duties": duties, "findings": findings}
