"""The check of the duties, killed as a power cut does it: nothing is lost and nothing doubled."""

from __future__ import annotations

import contextlib
import threading
import time

import psycopg2
import pytest

DUTIES = """
    SELECT kind, bureau_id, appointment_id, due_on, period_from, state, report_id, excuse
      FROM zhaoshang_duty ORDER BY 1, 2, 3, 4
"""
FINDINGS = """
    SELECT d.kind, d.bureau_id, d.due_on, f.state FROM zhaoshang_finding f
      JOIN zhaoshang_duty d ON d.id = f.duty_id ORDER BY 1, 2, 3, f.id
"""


class Database:
    """Another client of the server's database, who may stand in the way of the check."""

    def __init__(self, server):
        self.sql = psycopg2.connect(dbname=server.database)

    def ask(self, query, *values):
        with self.sql.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchall() if cursor.description else None

    def read(self, query):
        rows = self.ask(query)
        self.sql.rollback()
        return rows

    def wait_for_somebody(self):
        for _turn in range(300):
            self.ask("SELECT pg_stat_clear_snapshot()")
            waiting = self.ask(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if waiting != [(0,)]:
                return
            time.sleep(0.1)
        raise AssertionError("nobody checks")


def check(as_role):
    """Let the scheduled action run, with its own commits; whoever is killed does not answer."""
    admin = as_role("admin")
    (job,) = admin.call("ir.cron", "search", [("cron_name", "=", "驻外招商：汇报任务检查")])
    with contextlib.suppress(OSError):
        admin.button("ir.cron", "method_direct_trigger", [job])


@pytest.mark.parametrize("stopped_at", ["zhaoshang_duty_watermark", "zhaoshang_finding"])
def test_a_check_killed_in_the_middle_loses_and_doubles_nothing(as_role, server, stopped_at):
    """R045, R051: killed before the duties, or after them and before the findings, are kept; the
    next check ends with what one that was never disturbed leaves."""
    database = Database(server)
    check(as_role)
    duties, findings = database.read(DUTIES), database.read(FINDINGS)
    assert duties
    assert findings
    database.ask("DELETE FROM mail_activity WHERE res_model = 'zhaoshang.finding'")
    database.ask("TRUNCATE zhaoshang_duty, zhaoshang_duty_watermark CASCADE")
    database.sql.commit()

    database.ask(f"LOCK TABLE {stopped_at} IN SHARE ROW EXCLUSIVE MODE")
    checking = threading.Thread(target=check, args=(as_role,))
    checking.start()
    database.wait_for_somebody()
    server.kill()
    checking.join(60)
    database.sql.rollback()
    kept = database.read(DUTIES)
    assert kept == ([] if stopped_at == "zhaoshang_duty_watermark" else duties)
    assert not database.read(FINDINGS)

    server.start_again()
    check(as_role)
    assert database.read(DUTIES) == duties
    raised = database.read(FINDINGS)
    assert [row[:3] for row in raised] == [row[:3] for row in database.read(MISSED)]
    check(as_role)
    assert database.read(DUTIES) == duties
    assert database.read(FINDINGS) == raised


# a missing research report is no finding (R034)
MISSED = """
    SELECT kind, bureau_id, due_on FROM zhaoshang_duty
     WHERE state = 'missed' AND NOT provisional AND kind <> 'research_report' ORDER BY 1, 2, 3
"""
