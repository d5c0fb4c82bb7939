"""How long the nightly job takes over 100,000 entries; nothing stays in the database.

    ./dev shell -d zs_demo < tests/load/check_history.py

Makes 20,000 runs of five entries each, anchors them, checks all of it, then changes one entry with
the guard off and checks again. Everything happens in one transaction that is rolled back.
"""

import sys
import time
from datetime import timedelta

from odoo import fields
from odoo.addons.zhaoshang_approval.engine import chain
from psycopg2.extras import Json, execute_values

RUNS, ENTRIES, BUDGET = 20_000, 5, 60.0
ACTIONS = ("submit", "approve", "return", "resubmit", "approve")
FIRST = fields.Datetime.now()

env = globals()["env"]  # the shell's
cr = env.cr


def made_runs():
    """Rows of runs with a history of their own, as the engine would write them."""
    version = env["zhaoshang.approval.version"].search([], limit=1)
    content = {"officer": "甄杭远", "days": 5, "reason": "探亲" * 10}
    digest = chain.digest(content)
    cr.execute("SELECT COALESCE(max(id), 0) FROM zhaoshang_approval_instance")
    [(last,)] = cr.fetchall()
    ids = range(last + 1, last + 1 + RUNS)
    execute_values(
        cr._obj,
        "INSERT INTO zhaoshang_approval_instance (id, version_id, res_model, res_id, title,"
        " requester_id, state, purpose, round, digest, filing_state, lock_version, snapshot)"
        " VALUES %s",
        [
            (run, version.id, "load.test", run, "load", env.uid, "approved", "submit", 1, digest,
             "none", 0, Json(content, dumps=chain.canonical))
            for run in ids
        ],
    )  # fmt: skip
    return ids, digest


def made_entries(ids, digest):
    columns = (*chain.EVENT_FIELDS, *chain.FURTHER_FIELDS, "prev_hash", "hash")
    rows = []
    for run in ids:
        entries = [
            {"instance_id": run, "at": FIRST + timedelta(hours=place), "action": action,
             "actor_id": 2, "actor_name": "甄杭远", "step_key": "both", "step_name": "两部门",
             "party_name": "组织部", "round": 1, "comment": "同意。" * 5, "version_id": 1,
             "version_number": 1, "res_model": "load.test", "res_id": run, "state": "approved",
             "digest": digest}
            for place, action in enumerate(ACTIONS[:ENTRIES])
        ]  # fmt: skip
        rows += [tuple(entry.get(name) for name in columns) for entry in chain.link(entries)]
    execute_values(
        cr._obj,
        f"INSERT INTO zhaoshang_approval_event ({', '.join(columns)}) VALUES %s",
        rows,
        page_size=1000,
    )
    cr.execute("ANALYZE zhaoshang_approval_event")


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


timed("making the histories", lambda: made_entries(*made_runs()))
anchor, anchoring = timed("anchor", env["zhaoshang.approval.anchor"]._zs_make)
check, checking = timed("check", checked)
cr.execute("ALTER TABLE zhaoshang_approval_event DISABLE TRIGGER zs_no_change")
cr.execute("UPDATE zhaoshang_approval_event SET comment = 'x' WHERE id = (SELECT max(id) FROM"
           " zhaoshang_approval_event)")  # fmt: skip
env.invalidate_all()
changed, _seconds = timed("check of a changed history", checked)
found = set(changed.finding_ids.mapped("kind")) - set(check.finding_ids.mapped("kind"))
total, entries = anchoring + checking, check.entries
cr.rollback()
say(f"anchor and check of {entries} entries: {total:.1f} s of {BUDGET:.0f} s")
sys.exit(0 if total <= BUDGET and {"broken", "trigger"} <= found else 1)
