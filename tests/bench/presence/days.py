"""A month of 1,000 and of 54,000 officers: worked out and stored, beside bare SQL.

The peer knows no law: it spreads the days of the month over the officers, marks those inside a
granted leave, joins them into a string, counts and stores both. Both sides read the same rows and
write into the same table.
"""

from __future__ import annotations

import datetime
import gc
import resource
import statistics
import time

from odoo import api
from odoo.tools import SQL

from ..projects.walls import Walls, copies

COUNTIES, BUREAUS, EACH = 3000, 6, 3
MONTH = datetime.date(2026, 11, 1)
LEAVES = 3  # of each officer, one of them in the month
TIMES = {1000: 7, 54000: 3}

BARE = """
    INSERT INTO zhaoshang_presence_month (
           appointment_id, bureau_id, company_id, month, state, days, service_days, at_post_days,
           limit_days, result, rule_set_id, create_uid, write_uid)
    SELECT appointment_id, bureau_id, company_id, %(first)s, 'open', days, length(days),
           length(replace(days, 'L', '')), 20, 'met', %(rule_set)s, 1, 1
      FROM (
        SELECT a.id AS appointment_id, a.bureau_id, a.company_id,
               string_agg(CASE WHEN l.id IS NULL THEN 'P' ELSE 'L' END, '' ORDER BY d.day) AS days
          FROM zhaoshang_appointment a
         CROSS JOIN (SELECT %(first)s::date + n AS day FROM generate_series(0, 29) n) d
     LEFT JOIN zhaoshang_leave l ON l.appointment_id = a.id AND l.zs_approval_state = 'approved'
           AND d.day BETWEEN l.date_from AND l.last_away
         WHERE a.company_id IN %(counties)s AND a.state = 'confirmed'
           AND a.date_from <= %(last)s AND a.date_to >= %(first)s
         GROUP BY a.id) x
"""


class Days:
    addon = "zhaoshang_office"

    def __init__(self, env):
        self.registry = env.registry

    def about(self, env):
        return env["ir.module.module"].search([("name", "=", self.addon)]).latest_version

    @classmethod
    def prepare(cls, env):
        """One officer by the ORM, everything else copied below it."""
        officer = Walls._officer(env, "bench_officer")
        env.flush_all()
        cr = env.cr
        home = officer.company_id.id
        copies(cr, "res_company", home, COUNTIES, name="'County ' || n",
               zs_county_code="'bench-' || n",
               partner_id=f"(SELECT partner_id FROM res_company WHERE id = {home})")  # fmt: skip
        copies(cr, "zhaoshang_bureau", officer.bureau_id.id, COUNTIES * BUREAUS, code="'b' || n")
        cr.execute(
            "CREATE TEMP TABLE county AS SELECT id, row_number() OVER (ORDER BY id) - 1 AS place"
            " FROM res_company WHERE name LIKE 'County %'"
        )
        cr.execute(
            "UPDATE zhaoshang_bureau b SET company_id = c.id, compliance_start = '2026-10-01'"
            " FROM county c WHERE b.code ~ '^b[0-9]+$'"
            f" AND c.place = (substr(b.code, 2)::int - 1) / {BUREAUS}"
        )
        copies(cr, "zhaoshang_rule_set", cls._rule_set(env, home), COUNTIES, name="'Set ' || n",
               company_id="1", state="'draft'")  # fmt: skip
        cr.execute(
            "UPDATE zhaoshang_rule_set r SET company_id = c.id, state = 'confirmed' FROM county c"
            " WHERE r.name LIKE 'Set %' AND c.place = substr(r.name, 5)::int - 1"
        )
        cls._officers(cr, officer)
        cls._leaves(cr)

    @staticmethod
    def _rule_set(env, company):
        return env["zhaoshang.rule.set"].search([("company_id", "=", company)], limit=1).id

    @staticmethod
    def _officers(cr, officer):
        """Three in each bureau; distinct years of birth in office keep the constraints quiet."""
        copies(
            cr, "hr_employee", officer.employee_id.id, COUNTIES * BUREAUS * EACH,
            user_id="NULL", name="'Officer ' || n", resource_id="t.resource_id",
        )  # fmt: skip
        cr.execute(
            "CREATE TEMP TABLE bench_bureau AS SELECT id, company_id,"
            " row_number() OVER (ORDER BY id) - 1 AS place FROM zhaoshang_bureau"
            " WHERE code ~ '^b[0-9]+$'"
        )
        cr.execute(
            "INSERT INTO zhaoshang_appointment (name, employee_id, bureau_id, company_id, role,"
            " rank, date_from, date_to, term_from, state)"
            " SELECT e.name, e.id, b.id, b.company_id, 'deputy', 'deputy', '2025-07-01',"
            " '2027-06-30', '2025-07-01', 'confirmed'"
            " FROM hr_employee e JOIN bench_bureau b"
            f" ON b.place = (substr(e.name, 9)::int - 1) / {EACH} WHERE e.name LIKE 'Officer %'"
        )

    @staticmethod
    def _leaves(cr):
        cr.execute(
            "INSERT INTO zhaoshang_leave (appointment_id, bureau_id, company_id, kind, date_from,"
            " date_to, last_away, zs_approval_state)"
            " SELECT id, bureau_id, company_id,"
            " (ARRAY['rotation', 'escort', 'county_duty', 'special'])[1 + (id + n) %% 4],"
            " f, f + 4, f + 4, 'approved'"
            " FROM (SELECT a.*, n, date '2026-09-01' + 31 * n + (a.id %% 20)::int AS f"
            "       FROM zhaoshang_appointment a, generate_series(0, %s) n"
            "       WHERE a.name LIKE 'Officer %%') x",
            [LEAVES - 1],
        )

    # -- measuring ----

    def days(self):
        """``{metric: {"ms": …, "queries": …}}``; memory is the process's highest, in MiB."""
        figures = {}
        for officers, times in TIMES.items():
            rounds = {"ours": [], "bare": []}
            for _turn in range(times):
                for name, command in (("ours", self._ours), ("bare", self._bare)):
                    rounds[name].append(self._run(officers, command))
            for name, rows in rounds.items():
                figures[f"{name}_{officers}"] = {
                    "ms": statistics.median(ms for ms, _count in rows),
                    "queries": statistics.median(count for _ms, count in rows),
                }
        highest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        figures["memory"] = {"ms": 0, "queries": 0, "mib": highest}
        return figures

    def _ours(self, env, counties):
        env["zhaoshang.presence.month"]._recompute(counties, MONTH, MONTH)
        env.cr.execute("SELECT count(*) FROM zhaoshang_presence_month")

    def _bare(self, env, counties):
        last = MONTH.replace(day=30)
        rule_set = env["zhaoshang.rule.set"].search([], limit=1).id
        env.cr.execute(SQL(BARE, first=MONTH, last=last, counties=counties._ids, rule_set=rule_set))
        env.cr.execute("SELECT count(*) FROM zhaoshang_presence_month")

    def _run(self, officers, command):
        """On empty tables each time; what is measured is rolled back."""
        gc.collect()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            counties = env["res.company"].search(
                [("name", "=like", "County %")], order="id", limit=-(-officers // (BUREAUS * EACH))
            )
            counties.mapped("active")
            statements, start = cr.sql_log_count, time.perf_counter()
            command(env, counties)
            spent = 1000 * (time.perf_counter() - start)
            [(stored,)] = cr.fetchall()
            assert officers <= stored < officers + BUREAUS * EACH, stored
            count = cr.sql_log_count - statements
            cr.rollback()
        return spent, count
