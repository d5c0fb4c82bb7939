"""Times commands as a server meets them."""

import gc
import statistics
import time
from collections import defaultdict

from odoo import api

CONTEXT = {"lang": "en_US", "tz": "Asia/Shanghai"}


class Meter:
    """Runs each command with a cursor and an empty record cache of its own, like a request.

    What is measured begins with the call and ends with the commit, all flushes included. Garbage
    is collected before and, as on a server, whenever Python wants to meanwhile; what the registry
    holds is set aside first, so that it costs no side more than another.
    """

    def __init__(self, env):
        self.registry = env.registry
        self.users = {user.login: user.id for user in env["res.users"].search([])}
        self.company = env.ref("base.main_company").id
        self.measured = defaultdict(list)

    def set_aside(self):
        """Once all is warm: look no more at what stays anyway."""
        gc.collect()
        gc.freeze()

    def run(self, login, command, metric=None, *, tell=True, context=None):
        """Call ``command(env)`` as this user; keep time and statements under ``metric``.

        :param tell: wake the browsers after the commit, for which Odoo connects anew each time
        """
        context = CONTEXT | {"allowed_company_ids": [self.company]} | (context or {})
        gc.collect()
        with self.registry.cursor() as cr:
            env = api.Environment(cr, self.users[login], context)
            statements, start = cr.sql_log_count, time.perf_counter()
            result = command(env)
            if not tell:
                cr.flush()
                cr.postcommit.clear()
            cr.commit()
            seconds = time.perf_counter() - start
            statements = cr.sql_log_count - statements
        if metric:
            self.measured[metric].append((1000 * seconds, statements))
        return result

    def add_up(self, metric, *parts):
        """Keep the sum of measurements: of the last one of each metric, or of these pairs."""
        pairs = [self.measured[part][-1] if isinstance(part, str) else part for part in parts]
        self.measured[metric].append(tuple(map(sum, zip(*pairs, strict=True))))

    def figures(self):
        """``{metric: {"ms": …, "queries": …}}``, the times as they were least disturbed.

        Whatever else the machine does stretches long commands more than short ones, so that a
        median would flatter the quicker side.
        """
        return {
            metric: {"ms": min(times), "queries": statistics.median(counts)}
            for metric, (times, counts) in (
                (metric, zip(*rows, strict=True)) for metric, rows in self.measured.items()
            )
        }
