"""A thousand bureaus with five years of entries: posting, a claim of thirty lines, the ledger.

The peer of posting makes the same entries in one batch, with the same lines, in a journal that is
locked by a hash too, and posts them in one call; it knows no law and no source. The peer of the
ledger's page is Odoo's own list of journal items over the lines of the same bureau.
"""

from __future__ import annotations

import datetime
import gc
import json
import statistics
import time

from odoo import Command, api
from odoo.addons.zhaoshang_finance.models.posting import Entry
from odoo.addons.zhaoshang_finance.models.res_company import CLAIM_JOURNAL
from odoo.addons.zhaoshang_finance.rules.entry import claim_parts, payment_parts
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.tools import SQL

from ..projects.walls import copies

BUREAUS, YEARS, EACH_YEAR = 1000, range(2021, 2026), 36
TIMES, LISTS, LINES = 3, 15, 30
PHOTO = "/9j/4AAQSkZJRg=="  # an invoice is read, a photo of one is taken as it is
PEOPLE = {
    "bench_kuaiji": "zhaoshang_finance.group_accountant",
    "bench_chuna": "zhaoshang_finance.group_cashier",
    "bench_zhaoshangju": "zhaoshang_office.group_bureau_authority",
    "bench_juzhang": "zhaoshang_office.group_head",
    "bench_fuju": "zhaoshang_office.group_deputy",
}
LEDGER = (
    "date", "move_name", "event", "slip_number", "paid", "returned", "accepted", "loan", "prepaid",
    "advance", "balance",
)  # fmt: skip
ITEMS = ("date", "move_name", "ref", "name", "debit", "credit", "balance", "matching_number")
DAY = datetime.date(2025, 1, 6)


class Funds:
    """``funds`` measures; each command has a cursor of its own and is rolled back."""

    addon = "zhaoshang_finance"

    def __init__(self, env):
        self.registry = env.registry
        self.users = {user.login: user.id for user in env["res.users"].search([])}
        self.company = env.ref("base.main_company").id
        self.context = {"lang": "en_US", "allowed_company_ids": [self.company]}
        self.bureau = env["zhaoshang.bureau"].search([("code", "=", "b500")]).id

    def about(self, env):
        return env["ir.module.module"].search([("name", "=", self.addon)]).latest_version

    # -- the crowd ----

    @classmethod
    def prepare(cls, env):
        """One bureau by the commands, everything else copied below it."""
        company = env.ref("base.main_company")
        if company.chart_template not in ("cn", "cn_large_bis"):
            env["account.chart.template"].try_loading("cn", company)
        company._zs_finance_setup()
        users = cls._people(env)
        bureau = cls._bureau(env, users)
        env["zhaoshang.package"].with_user(users["bench_kuaiji"])._zs_open_year(DAY.year)
        package = bureau.package_ids
        moves = cls._entries(env, package)
        env.flush_all()
        cls._copy_bureaus(env.cr, bureau, package)
        cls._copy_entries(env.cr, moves)
        cls._peer_journal(env)

    @classmethod
    def _people(cls, env):
        users = {
            login: env["res.users"].create(
                {"name": login, "login": login, "group_ids": [Command.set(env.ref(group).ids)]}
            )
            for login, group in PEOPLE.items()
        }
        for role, login in (
            ("zhaoshang_office.approval_role_bureau_authority", "bench_zhaoshangju"),
            ("zhaoshang_finance.approval_role_accountant", "bench_kuaiji"),
        ):
            post = env.ref(role)
            post.member_ids = [Command.create({"user_id": users[login].id})]
            post.member_ids._zs_take_effect()
        return users

    @staticmethod
    def _bureau(env, users):
        bureau = env["zhaoshang.bureau"].create(
            {"name": "Bench", "code": "bench", "city": "x", "opened_on": "2013-01-01",
             "headcount_standard": "3"}
        )  # fmt: skip
        for login, role in (("bench_juzhang", "head"), ("bench_fuju", "deputy")):
            user = users[login]
            employee = env["hr.employee"].create({"name": login, "user_id": user.id})
            unit = env["zhaoshang.host.unit"].search([(f"for_{role}", "=", True)], limit=1)
            env["zhaoshang.appointment"].create(
                {"name": login, "employee_id": employee.id, "host_unit_id": unit.id, "role": role,
                 "bureau_id": bureau.id, "date_from": "2025-07-01"}
            )._confirm()  # fmt: skip
        return bureau

    @classmethod
    def _entries(cls, env, package):
        """An allotment and a claim as the commands post them: what the copies are made of."""
        posting, company = env["zhaoshang.posting"], package.company_id
        category = env["zhaoshang.expense.category"].search([("code", "=", "rent")], limit=1)
        line = package.allotment_ids[0]
        amount, day = 1000, datetime.date(YEARS[0], 1, 1)
        paid = Entry(
            line, "allotment", day, package, tuple(payment_parts("allotment", amount)), "p"
        )
        spent = Entry(
            package, "claim", day, package, tuple(claim_parts({"rent": amount}, 0, amount)), "c",
            journal=CLAIM_JOURNAL, expenses={"rent": category.account_id},
        )  # fmt: skip
        return posting._post_entries(company, [paid, spent])

    @staticmethod
    def _copy_bureaus(cr, bureau, package):
        """Bureaus with a holder of their own; their packages; January of the last year agreed."""
        copies(cr, "res_partner", bureau.partner_id.id, BUREAUS, name="'Bench ' || n",
               complete_name="'Bench ' || n")  # fmt: skip
        cr.execute(
            "CREATE TEMP TABLE holder AS SELECT id, substr(name, 7)::int AS n FROM res_partner"
            " WHERE name ~ '^Bench [0-9]+$'"
        )
        copies(cr, "zhaoshang_bureau", bureau.id, BUREAUS, code="'b' || n",
               partner_id="(SELECT h.id FROM holder h WHERE h.n = n.n)")  # fmt: skip
        cr.execute(
            "CREATE TEMP TABLE bench AS SELECT id, partner_id, substr(code, 2)::int AS n"
            " FROM zhaoshang_bureau WHERE code ~ '^b[0-9]+$'"
        )
        for year in YEARS:
            copies(cr, "zhaoshang_package", package.id, BUREAUS, year=str(year),
                   bureau_id="(SELECT b.id FROM bench b WHERE b.n = n.n)")  # fmt: skip
        cr.execute(
            "CREATE TEMP TABLE own AS SELECT p.id, p.year, p.bureau_id, b.partner_id, b.n"
            " FROM zhaoshang_package p JOIN bench b ON b.id = p.bureau_id"
        )
        copies(
            cr, "zhaoshang_allotment", package.allotment_ids[0].id, BUREAUS, state="'approved'",
            zs_approval_state="'approved'",
            bureau_id="(SELECT b.id FROM bench b WHERE b.n = n.n)",
            package_id=f"(SELECT o.id FROM own o WHERE o.n = n.n AND o.year = {DAY.year})",
        )  # fmt: skip

    @staticmethod
    def _copy_entries(cr, moves):
        """Each package has a third of payments and two thirds of claims, spread over its year."""
        cr.execute(
            "CREATE TEMP TABLE entry AS SELECT o.id AS package, o.partner_id, o.year, k,"
            " (ARRAY[%(first)s, %(second)s, %(second)s])[1 + k %% 3] AS prototype,"
            " make_date(o.year, 1, 1) + 10 * k AS day,"
            " nextval('account_move_id_seq')::int AS id,"
            " 1 + row_number() OVER (PARTITION BY k %% 3 = 0, o.year) AS place"
            " FROM own o, generate_series(0, %(last)s) k",
            {"first": moves[0].id, "second": moves[1].id, "last": EACH_YEAR - 1},
        )
        prefix = "split_part(t.name, '/', 1) || '/' || e.year || '/'"
        for table, key, changed in (
            ("account_move", "id",
             {"id": "e.id", "name": f"{prefix} || lpad(e.place::text, 5, '0')",
              "date": "e.day", "partner_id": "e.partner_id", "sequence_prefix": prefix,
              "sequence_number": "e.place", "inalterable_hash": "'$4$bench'",
              "zs_source_id": "e.id"}),
            ("account_move_line", "move_id",
             {"move_id": "e.id", "move_name": "'B/' || e.id", "date": "e.day",
              "partner_id": "e.partner_id", "zs_package_id": "e.package"}),
        ):  # fmt: skip
            cr.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
                " ORDER BY ordinal_position",
                [table],
            )
            names = [name for (name,) in cr.fetchall() if name != "id" or table == "account_move"]
            values = ", ".join(changed.get(name, f"t.{name}") for name in names)
            cr.execute(
                f"INSERT INTO {table} ({', '.join(names)}) SELECT {values}"
                f" FROM entry e JOIN {table} t ON t.{key} = e.prototype"
            )

    @staticmethod
    def _peer_journal(env):
        """A bank journal with accounts of its own, locked by a hash like ours."""
        env["account.account"].create(
            {"code": "BENCH1", "name": "Peer", "account_type": "asset_current", "reconcile": True}
        )
        env["account.journal"].create(
            {"name": "Peer", "code": "PEER", "type": "bank", "restrict_mode_hash_table": True}
        )

    # -- measuring ----

    def funds(self):
        """``{metric: {"ms": …, "queries": …}}``"""
        rounds = {}
        for _turn in range(TIMES):
            for name, user, command in (
                ("post", "bench_chuna", self._post_ours),
                ("peer_post", None, self._post_peer),
            ):
                rounds.setdefault(name, []).append(self._run(user, command))
            rounds.setdefault("claim", []).append(self._run("bench_fuju", self._claim))
        for turn in range(LISTS + 2):
            for name, login, command in (
                ("list", "bench_kuaiji", self._list),
                ("peer_list", "bench_kuaiji", self._items),
            ):
                figures = self._run(login, command)
                if turn >= 2:
                    rounds.setdefault(name, []).append(figures)
        figures = {
            name: {"ms": statistics.median(ms for ms, _count in rows),
                   "queries": statistics.median(count for _ms, count in rows)}
            for name, rows in rounds.items()
        }  # fmt: skip
        return figures | {"ledger": self._plan()}

    def _post_ours(self, env):
        lines = env["zhaoshang.allotment"].search([("state", "=", "approved")])
        lines.mapped("display_name")
        return lambda: lines.action_pay(DAY, [f"S{line.id}" for line in lines])

    def _post_peer(self, env):
        journal = env["account.journal"].search([("code", "=", "PEER")])
        account = env["account.account"].search([("code", "=", "BENCH1")])
        bank = journal.default_account_id.id
        currency = env.company.currency_id.id
        lines = env["zhaoshang.allotment"].search([("state", "=", "approved")])
        partners = lines.bureau_id.mapped("partner_id").ids

        def line(partner, account, amount):
            return Command.create(
                {"name": "Bench", "partner_id": partner, "account_id": account,
                 "currency_id": currency, "balance": amount, "amount_currency": amount}
            )  # fmt: skip

        values = [
            {"move_type": "entry", "company_id": env.company.id, "journal_id": journal.id,
             "currency_id": currency, "date": DAY, "ref": "Bench", "partner_id": partner,
             "line_ids": [line(partner, account.id, 30000.0), line(partner, bank, -30000.0)]}
            for partner in partners
        ]  # fmt: skip
        assert len(values) == BUREAUS, len(values)

        def command():
            env["account.move"].create(values)._post(soft=False)

        return command

    def _claim(self, env):
        category = env["zhaoshang.expense.category"].search([("code", "=", "rent")], limit=1)
        today = county_today(env)
        package = self._package_of(env(user=api.SUPERUSER_ID), today)
        lines = [
            {"category_id": category.id, "invoice_number": f"25332{place:015d}",
             "invoice_date": today, "invoice_amount": 10, "file": PHOTO, "file_name": "x.jpg"}
            for place in range(LINES)
        ]  # fmt: skip
        claim = env["zhaoshang.claim"].create(
            {
                "package_id": package.id,
                "reason": "Rent",
                "line_ids": [Command.create(line) for line in lines],
            }
        )
        env.flush_all()
        env.invalidate_all()
        return claim.action_zs_submit

    @staticmethod
    def _package_of(env, today):
        """The first bureau's package of this year, alone."""
        bureau, packages = (
            env["zhaoshang.bureau"].search([("code", "=", "bench")]),
            env["zhaoshang.package"],
        )
        rule_set = env["zhaoshang.rule.set"]._at(today, bureau.company_id)
        return packages._zs_command_create(
            [packages._zs_package_vals(bureau, today.year, rule_set)]
        )

    def _list(self, env):
        def command():
            found = env["zhaoshang.package.ledger"].web_search_read(
                [("bureau_id", "=", self.bureau)], dict.fromkeys(LEDGER, {}), limit=80
            )
            assert found["length"] == len(YEARS) * EACH_YEAR, found["length"]

        return command

    def _items(self, env):
        partner = env["zhaoshang.bureau"].sudo().browse(self.bureau).partner_id.id
        specification = dict.fromkeys(ITEMS, {}) | {
            name: {"fields": {"display_name": {}}} for name in ("account_id", "journal_id")
        }

        def command():
            found = env["account.move.line"].web_search_read(
                [("partner_id", "=", partner)], specification, limit=80
            )
            assert found["length"] == 2 * len(YEARS) * EACH_YEAR, found["length"]

        return command

    def _plan(self):
        """What the database spends on the ledger of one bureau, by its own watch."""
        with self.registry.cursor() as cr:
            env = api.Environment(cr, self.users["bench_kuaiji"], self.context)
            model = env["zhaoshang.package.ledger"]
            query = model._search([("bureau_id", "=", self.bureau)], order=model._order)
            statement = query.select(*(SQL.identifier(model._table, name) for name in LEDGER))
            spent = []
            for _turn in range(5):
                cr.execute(SQL("EXPLAIN (ANALYZE, FORMAT JSON) %s", statement))
                answer = cr.fetchone()[0]
                answer = json.loads(answer) if isinstance(answer, str) else answer
                spent.append(answer[0]["Execution Time"])
        return {"ms": statistics.median(spent), "queries": 1}

    def _run(self, login, prepared):
        """What is made ready is not measured; what is measured is rolled back."""
        gc.collect()
        with self.registry.cursor() as cr:
            user = self.users[login] if login else api.SUPERUSER_ID
            env = api.Environment(cr, user, self.context)
            command = prepared(env)
            env.flush_all()
            statements, start = cr.sql_log_count, time.perf_counter()
            command()
            env.flush_all()
            spent = 1000 * (time.perf_counter() - start)
            count = cr.sql_log_count - statements
            cr.rollback()
        return spent, count
