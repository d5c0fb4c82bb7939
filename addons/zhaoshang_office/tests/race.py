import random
import threading
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.exceptions import ValidationError
from odoo.modules.registry import DummyRLock, Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name
from odoo.tools import mute_logger


class RaceCase(BaseCase):
    """Real threads, real cursors, committed, retried as Odoo's RPC does it, with shorter pauses."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.patch(Registry, "_lock", DummyRLock())  # held by the test run itself
        pause = patch("odoo.service.model.random.uniform", lambda _low, _high: random.random() / 20)
        self.enterContext(pause)

    def run_in_transaction(self, work):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"lang": "en_US", "tracking_disable": True})
            return retrying(lambda: work(env), env)

    def race(self, *works):
        """Do all works at the same moment, each on a snapshot of before.

        :param works: functions of an environment
        :returns: what came of each, in the order of their ends: None, or the refusal
        """
        barrier, outcomes = threading.Barrier(len(works)), []

        def attempt(work):
            attempts = []

            def together(env):
                if not attempts:
                    env.cr.execute("SELECT 1")  # the first statement takes the snapshot
                    barrier.wait(timeout=20)
                attempts.append(1)
                work(env)

            try:
                outcomes.append(self.run_in_transaction(together))
            except Exception as refusal:  # the loser's is what the test looks at
                outcomes.append(refusal)

        with mute_logger("odoo.sql_db", "odoo.service.model"):
            threads = [threading.Thread(target=attempt, args=(work,)) for work in works]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(timeout=60)
        return outcomes

    def assert_one_is_refused(self, outcomes, rule):
        """Of two, one went through and the other was told the rule."""
        self.assertEqual(len(outcomes), 2)
        self.assertIn(None, outcomes)
        refusal = next(filter(None, outcomes))
        self.assertIsInstance(refusal, ValidationError)
        self.assertIn(rule, str(refusal))
