"""How long the inbox and its badge take for one person with very many tasks; nothing stays.

    ./dev shell -d zs_demo < tests/load/check_inbox.py

Makes 100,000 open tasks of a person, then as many decided ones, and measures after each; then puts
nearly all open ones off, which nobody does: that figure is shown, not asked for. Everything happens
in one transaction that is rolled back.
"""

import statistics
import sys
import time

from odoo.tools import SQL

MANY, TIMES, BUDGET = 100_000, 30, 10.0  # ms

env = globals()["env"]  # the shell's
cr = env.cr
run = env["zhaoshang.approval.instance"].search([], limit=1)
person = env["res.users"].search(
    [("id", "!=", run.requester_id.id), ("share", "=", False)], limit=1
)
inbox = env(user=person.id, su=False)["zhaoshang.approval.task"].with_context(lang="zh_CN")
NOW = ["|", ("later_until", "=", False), ("later_until", "<=", "now")]
MINE = [("user_id", "=", person.id), ("state", "=", "open"), *NOW]
COLUMNS = ("flow_name", "title", "create_date", "due_at", "kind")
too_slow = []


def fill(state, first):
    """Tasks of the person, made below the ORM."""
    cr.execute(
        SQL(
            """INSERT INTO zhaoshang_approval_task (instance_id, res_model, res_id, title,
                   flow_name, user_id, requester_id, step_key, party_key, round, kind, state,
                   decided_by, decided_at, create_date)
               SELECT %s, %s, %s, 'T', 'Leave', %s, %s, 'load', %s + n, 1, 'approve', %s, %s::int,
                   now(), now() - n * interval '1 minute' FROM generate_series(1, %s) n""",
            run.id, run.res_model, run.res_id, person.id, run.requester_id.id, first, state,
            None if state == "open" else person.id, MANY,
        )
    )  # fmt: skip
    cr.execute("ANALYZE zhaoshang_approval_task")


def measure(what, budget=BUDGET):
    commands = {
        "badge": inbox.zs_inbox_badge,
        "list": lambda: inbox.search_fetch(MINE, COLUMNS, limit=50, order="create_date, id"),
    }
    for name, command in commands.items():
        spent = []
        for _turn in range(TIMES):
            env.invalidate_all(flush=False)
            before, began = cr.sql_log_count, time.perf_counter()
            command()
            spent.append(1000 * (time.perf_counter() - began))
        queries, middle = cr.sql_log_count - before, statistics.median(spent)
        sys.stdout.write(f"{what}, {name}: {middle:.1f} ms, {queries} query\n")
        if budget and (middle > budget or queries > 1):
            too_slow.append(f"{what}, {name}")


measure("as it is")
fill("open", 1_000)
measure(f"{MANY:,} open")
fill("approved", 1_000_000)
measure(f"{MANY:,} open and {MANY:,} decided")
cr.execute(
    SQL(
        "UPDATE zhaoshang_approval_task SET later_until = now() + interval '1 day'"
        " WHERE user_id = %s AND state = 'open' AND party_key > 1010",
        person.id,
    )
)
cr.execute("ANALYZE zhaoshang_approval_task")
measure(f"{MANY:,} open, nearly all put off", budget=None)
cr.rollback()
if too_slow:
    sys.exit(f"more than {BUDGET} ms or one query: {too_slow}")
