"""How long the nightly job takes over 100,000 entries; nothing stays in the database.

    ./dev shell -d zs_demo < tests/load/check_history.py

Makes 20,000 runs of five entries and three rounds of tasks each, anchors them, checks all of it and
tells each run's state from its history; then changes one entry with the guard off and checks again.
Everything happens in one transaction that is rolled back.
"""

import sys
import time
from datetime import timedelta
from itertools import count

from odoo import fields
from odoo.addons.zhaoshang_approval.engine import chain, progress
from odoo.addons.zhaoshang_approval.engine.run import Run
from psycopg2.extras import Json, execute_values

RUNS, BUDGET = 20_000, 60.0
ACTIONS = ("submit", "withdraw", "resubmit", "withdraw", "resubmit")
FIRST = fields.Datetime.now()

env = globals()["env"]  # the shell's
cr = env.cr


RUN_COLUMNS = (
    "id, version_id, res_model, res_id, title, requester_id, state, step_key, purpose, round,"
    " digest, filing_state, lock_version, snapshot"
)
TASK_COLUMNS = (
    "id, instance_id, res_model, res_id, user_id, requester_id, step_key, party_key, round, kind,"
    " state"
)
EVENT_COLUMNS = (*chain.EVENT_FIELDS, *chain.FURTHER_FIELDS, "prev_hash", "hash")
CONTENT = {"officer": "甄杭远", "days": 5, "reason": "探亲" * 10}
DIGEST = chain.digest(CONTENT)


def insert(table, columns, rows):
    text = f"INSERT INTO {table} ({columns}) VALUES %s"
    execute_values(cr._obj, text, rows, page_size=1000)
    cr.execute(f"ANALYZE {table}")


def after(table):
    """The first number that is free."""
    cr.execute(f"SELECT COALESCE(max(id), 0) + 1 FROM {table}")
    return cr.fetchone()[0]


def made():
    """Runs that were sent, withdrawn and sent again, as the engine would write them."""
    versions = env["zhaoshang.approval.version"].search([("state", "=", "published")])
    version = next(v for v in versions if v._zs_definition().steps[0].kind == "approve")
    start = progress.start(version._zs_definition(), Run())
    first, numbers = after("zhaoshang_approval_instance"), count(after("zhaoshang_approval_task"))
    snapshot = Json(CONTENT, dumps=chain.canonical)
    runs, tasks, entries = [], [], []
    for run in range(first, first + RUNS):
        runs.append((run, version.id, "load.test", run, "load", 1, "running", start.step, "submit",
                     3, DIGEST, start.filing, 0, snapshot))  # fmt: skip
        its_tasks, its_entries = played(run, version.id, start, numbers)
        tasks += its_tasks
        entries += [tuple(e.get(name) for name in EVENT_COLUMNS) for e in chain.link(its_entries)]
    insert("zhaoshang_approval_instance", RUN_COLUMNS, runs)
    insert("zhaoshang_approval_task", TASK_COLUMNS, tasks)
    insert("zhaoshang_approval_event", ", ".join(EVENT_COLUMNS), entries)


def played(run, version, start, numbers):
    """Tasks and entries of one run."""
    tasks, entries, number = [], [], 0
    for hour, action in enumerate(ACTIONS):
        asks = []
        if action != "withdraw":
            number += 1
            asks = [[next(numbers), step, party, 2] for step, party in start.opens]
            tasks += [
                (task, run, "load.test", run, user, 1, step, party, number, "approve",
                 "open" if number == 3 else "closed")
                for task, step, party, user in asks
            ]  # fmt: skip
        entries.append(
            {"instance_id": run, "at": FIRST + timedelta(hours=hour), "action": action,
             "actor_id": 1, "actor_name": "甄杭远", "round": number, "comment": "请批示。" * 5,
             "version_id": version, "version_number": 1, "res_model": "load.test", "res_id": run,
             "state": "running" if asks else "withdrawn", "digest": DIGEST,
             "details": chain.canonical({"asks": asks}) if asks else None}
        )  # fmt: skip
    return tasks, entries


def say(text):
    sys.stdout.write(text + "\n")


def timed(what, function):
    start = time.monotonic()
    result = function()
    seconds = time.monotonic() - start
    say(f"{what}: {seconds:.1f} s")
    return result, seconds


def checked():
    check = env["zhaoshang.approval.check"]._zs_begin(env["res.users"])
    while check.state == "running":
        check._zs_step()
    say(check.result)
    return check


timed("making the histories", made)
anchor, anchoring = timed("anchor", env["zhaoshang.approval.anchor"]._zs_make)
check, checking = timed("check", checked)
cr.execute("ALTER TABLE zhaoshang_approval_event DISABLE TRIGGER zs_no_change")
cr.execute("UPDATE zhaoshang_approval_event SET comment = 'x' WHERE id = (SELECT max(id) FROM"
           " zhaoshang_approval_event)")  # fmt: skip
env.invalidate_all()
changed, _seconds = timed("check of a changed history", checked)
found = set(changed.finding_ids.mapped("kind")) - set(check.finding_ids.mapped("kind"))
unfaithful = check.finding_ids.filtered(lambda f: f.kind == "course")
total, entries = anchoring + checking, check.entries
cr.rollback()
say(f"anchor and check of {entries} entries: {total:.1f} s of {BUDGET:.0f} s")
sys.exit(0 if total <= BUDGET and {"broken", "trigger"} <= found and not unfaithful else 1)
