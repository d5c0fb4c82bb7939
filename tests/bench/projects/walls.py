"""Lists, board and duplicate check, as the web client and a report ask for them."""

from __future__ import annotations

import gc
import re
import statistics
import time

from odoo import Command, api

BUREAUS, EACH, TIMES = 1000, 100, 25
OFFICER, GUEST = "bench_officer", "bench_guest"
COLUMNS = {
    name: {} for name in ("number", "codename", "stage", "stage_on", "stage_due_on", "industry")
} | {name: {"fields": {"display_name": {}}} for name in ("bureau_id", "appointment_id")}


class Walls:
    """``lists`` measures both sides in turn; each command has a cursor of its own."""

    addon = "zhaoshang_office"

    def __init__(self, env):
        self.registry = env.registry
        self.users = {user.login: user.id for user in env["res.users"].search([])}
        self.bureau = self._bureau_of(env, OFFICER).id
        company = env.ref("base.main_company").id
        self.context = {"lang": "en_US", "allowed_company_ids": [company]}

    @staticmethod
    def _bureau_of(env, login):
        user = env["res.users"].search([("login", "=", login)])
        return env["zhaoshang.appointment"]._own_bureaus(user)

    def about(self, env):
        return env["ir.module.module"].search([("name", "=", self.addon)]).latest_version

    @classmethod
    def prepare(cls, env):
        """Two officers by the ORM, everything else copied below it."""
        officer, guest = (cls._officer(env, login) for login in (OFFICER, GUEST))
        project = env["zhaoshang.project"].with_user(officer.user_id).create({"codename": "P"})
        project._govern({"stage": "accepted", "number": "XM-2026-0000", "stage_on": "2026-01-01",
                         "reported_on": "2026-01-01"})  # fmt: skip
        env.flush_all()
        copies(env.cr, "zhaoshang_bureau", officer.bureau_id.id, BUREAUS, code="'b' || n")
        copies(
            env.cr, "zhaoshang_appointment", officer.id, BUREAUS, user_id="NULL",
            bureau_id="(SELECT min(id) FROM zhaoshang_bureau WHERE code = 'b' || n)",
            date_from="date '1900-01-01' + 2 * n::int", date_to="date '1900-01-01' + 2 * n::int",
        )  # fmt: skip
        env.cr.execute(
            "CREATE TEMP TABLE bench AS SELECT row_number() OVER (ORDER BY id) - 1 AS place, id,"
            " bureau_id FROM zhaoshang_appointment"
            " WHERE id = %s OR date_from < date '1990-01-01'",
            [officer.id],
        )
        stages = "(ARRAY['reported','accepted','inspection','screened','negotiation','signed'])"
        place = f"mod(n, {BUREAUS})"
        copies(
            env.cr, "zhaoshang_project", project.id, BUREAUS * EACH,
            number="'XM-' || n", codename="'P' || n", stage=f"{stages}[1 + mod(n, 6)]",
            mature="mod(n, 3) = 0", stage_on="date '2026-01-01' + mod(n, 300)",
            bureau_id=f"(SELECT bureau_id FROM bench WHERE place = {place})",
            appointment_id=f"(SELECT id FROM bench WHERE place = {place})",
        )  # fmt: skip
        env.cr.execute(
            "INSERT INTO zhaoshang_project_investor (project_id, company_id, name,"
            " normalised_name, uscc) SELECT id, company_id, codename || 'x', codename || 'x',"
            " 'C' || (id / 2) FROM zhaoshang_project"
        )
        cls._share(env, guest)

    @staticmethod
    def _officer(env, login):
        user = env["res.users"].create(
            {"name": login, "login": login,
             "group_ids": [Command.set(env.ref("zhaoshang_office.group_deputy").ids)]}
        )  # fmt: skip
        bureau = env["zhaoshang.bureau"].create(
            {"name": login, "code": login.replace("_", ""), "city": "x", "opened_on": "2020-01-01"}
        )
        appointment = env["zhaoshang.appointment"].create(
            {"employee_id": env["hr.employee"].create({"name": login, "user_id": user.id}).id,
             "name": login, "bureau_id": bureau.id, "role": "deputy",
             "host_unit_id": env["zhaoshang.host.unit"].search([("for_deputy", "=", True)],
                                                               limit=1).id,
             "date_from": "2025-07-01", "date_to": "2027-06-30"}
        )  # fmt: skip
        appointment._confirm()
        return appointment

    @classmethod
    def _share(cls, env, guest):
        """Some granted projects, as the engine would leave them."""
        env.cr.execute(
            "INSERT INTO zhaoshang_project_share (project_id, own_bureau_id, company_id, bureau_id,"
            " date_from, date_to, reason, zs_approval_state)"
            " SELECT id, bureau_id, company_id, %s, '2020-01-01', '2099-01-01', 'x', 'approved'"
            " FROM zhaoshang_project WHERE bureau_id <> %s ORDER BY id LIMIT 20",
            [guest.bureau_id.id, guest.bureau_id.id],
        )

    # -- measuring ----

    def lists(self):
        """``{metric: {"ms": …, "queries": …}}`` of ours, the peer's as ``peer_…``."""
        own = [("bureau_id", "=", self.bureau)]
        sides = {"": (OFFICER, []), "peer_": (None, own)}
        measured = {}
        for turn in range(TIMES + 3):
            for prefix, (login, domain) in sides.items():
                for name, command in (("list", self._list), ("board", self._board)):
                    figures = self._run(login, lambda env, c=command, d=domain: c(env, d))
                    if turn >= 3:
                        measured.setdefault(prefix + name, []).append(figures)
        figures = {
            name: {"ms": statistics.median(ms for ms, _count in rows),
                   "queries": statistics.median(count for _ms, count in rows)}
            for name, rows in measured.items()
        }  # fmt: skip
        return figures | self._plans()

    def _list(self, env, domain):
        answer = env["zhaoshang.project"].web_search_read(
            domain, specification=COLUMNS, limit=80, order="stage_on desc, id desc"
        )
        assert answer["length"] == EACH + 1, answer["length"]

    def _board(self, env, domain):
        answer = env["zhaoshang.project"].web_read_group(
            domain, groupby=["stage"], aggregates=["fixed_investment:sum"], auto_unfold=True,
            unfold_read_specification=COLUMNS, unfold_read_default_limit=20,
        )  # fmt: skip
        assert sum(group["__count"] for group in answer["groups"]) == EACH + 1

    def _run(self, login, command):
        gc.collect()
        with self.registry.cursor() as cr:
            user = self.users[login] if login else api.SUPERUSER_ID
            env = api.Environment(cr, user, self.context)
            statements, start = cr.sql_log_count, time.perf_counter()
            command(env)
            return 1000 * (time.perf_counter() - start), cr.sql_log_count - statements

    def _plans(self):
        """How often a plan reads the whole table, and what a duplicate check costs."""
        with self.registry.cursor() as cr:
            whole = 0
            for login in (OFFICER, GUEST):
                env = api.Environment(cr, self.users[login], self.context)
                model = env["zhaoshang.project"]
                query = model._search([], limit=80, order=model._order).select()
                whole += self._scans(cr, query)
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            project = env["zhaoshang.project"].search([("number", "=", "XM-5000")])
            env.flush_all()
            statements, start = cr.sql_log_count, time.perf_counter()
            env["zhaoshang.project.duplicate"]._find(project)
            spent = 1000 * (time.perf_counter() - start)
            count = cr.sql_log_count - statements
            statement = env["zhaoshang.project.duplicate"]._find_query(project)
            whole_check = self._scans(cr, statement)
        return {
            "whole_table_scans": {"ms": 0, "queries": whole},
            "duplicate": {"ms": spent, "queries": count},
            "duplicate_scans": {"ms": 0, "queries": whole_check},
        }

    @staticmethod
    def _scans(cr, query):
        from odoo.tools import SQL

        cr.execute(SQL("EXPLAIN %s", query))
        lines = [row[0] for row in cr.fetchall()]
        return sum(bool(re.search(r"Seq Scan on zhaoshang_project\b", line)) for line in lines)


def copies(cr, table, prototype, count, **changed):
    """Rows like ``prototype`` with columns replaced by SQL of the number ``n``."""
    cr.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
        " AND column_name <> 'id' ORDER BY ordinal_position",
        [table],
    )
    columns = [row[0] for row in cr.fetchall()]
    values = ", ".join(changed.get(column, f"t.{column}") for column in columns)
    cr.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values}"
        f" FROM {table} t, generate_series(1, {count}) n WHERE t.id = %s",
        [prototype],
    )
