"""A batch of payments and a batch of claims, killed as a power cut does it: all of it or nothing.

``ZS_KILLS=30`` kills at as many random moments beside the two that are chosen here
(``tests/load/check_finance_killed.py``).
"""

from __future__ import annotations

import contextlib
import datetime
import os
import random
import threading
import time

import pytest

from .clients import Refused
from .test_duty_killed import Database

ALLOTMENT, CLAIM = "zhaoshang.allotment", "zhaoshang.claim"
TABLES = {ALLOTMENT: "zhaoshang_allotment", CLAIM: "zhaoshang_claim"}
PEOPLE = {ALLOTMENT: "chuna", CLAIM: "kuaiji"}
#: what is due, as the approval leaves it; its ceremony has its own tests
AGREED = {
    ALLOTMENT: "UPDATE zhaoshang_allotment SET zs_approval_state = 'approved', state = 'approved'"
    " WHERE move_id IS NULL AND opening_id IS NULL AND amount > 0 AND date_from <= current_date"
    " AND zs_approval_state <> 'rejected' AND package_id NOT IN (SELECT package_id"
    " FROM zhaoshang_package_opening WHERE state NOT IN ('posted', 'refused', 'reversed'))"
    " RETURNING id",
    CLAIM: "UPDATE zhaoshang_claim SET zs_approval_state = 'approved', state = 'approved'"
    " WHERE state IN ('submitted', 'approved') RETURNING id",
}
ENTRIES = """
    SELECT m.zs_source_model, m.zs_source_id, m.zs_event, m.name, m.inalterable_hash IS NOT NULL,
           (SELECT count(*) || ' ' || sum(l.balance)
              FROM account_move_line l WHERE l.move_id = m.id)
      FROM account_move m WHERE m.zs_event IS NOT NULL ORDER BY m.id
"""
RANDOM = int(os.environ.get("ZS_KILLS", "0"))


class Batch:
    """Documents of one kind that wait to be posted, and who posts them."""

    def __init__(self, model, database, as_role):
        self.model, self.database, self.as_role = model, database, as_role
        self.ids = [number for (number,) in database.ask(AGREED[model])]
        database.sql.commit()
        assert self.ids
        self.before = database.read(ENTRIES)

    def post(self):
        day = datetime.datetime.now(datetime.UTC).date().isoformat()
        slips = [f"K{number}" for number in self.ids]
        values = {ALLOTMENT: ("action_pay", day, slips), CLAIM: ("action_post",)}[self.model]
        method, *rest = values
        self.as_role(PEOPLE[self.model]).button(self.model, method, self.ids, *rest)

    def post_killed(self, server, stop):
        """Post, and be killed while something stands in the way, or at a moment of chance."""

        def post():
            with contextlib.suppress(OSError):
                self.post()

        self._stand_in_the_way(stop)
        posting = threading.Thread(target=post)
        posting.start()
        if isinstance(stop, float):
            time.sleep(stop)
        else:
            self.database.wait_for_somebody()
        server.kill()
        posting.join(60)
        self.database.sql.rollback()
        server.start_again()

    def _stand_in_the_way(self, stop):
        """Before the lines of the entries, or after them and before the last document is marked."""
        if stop == "lines":
            self.database.ask("LOCK TABLE account_move_line IN SHARE ROW EXCLUSIVE MODE")
        elif stop == "document":
            query = f"SELECT id FROM {TABLES[self.model]} WHERE id = %s FOR UPDATE"
            self.database.ask(query, max(self.ids))

    def posted(self):
        """The entries that have come, each once, each with its lines and its hash, or none."""
        new = self.database.read(ENTRIES)[len(self.before) :]
        assert [row[1] for row in new if row[0] != self.model] == []
        if new:
            assert sorted(row[1] for row in new) == sorted(self.ids)
            assert all(hashed and lines.endswith(" 0.00") for *_key, hashed, lines in new)
        marked = f"SELECT count(*) FROM {TABLES[self.model]} WHERE id = ANY(%s) AND move_id > 0"
        assert self.database.ask(marked, self.ids) == [(len(new),)]
        self.database.sql.rollback()
        return len(new)

    def take_back(self):
        for number in self.ids:
            self.as_role("kuaiji").button(self.model, "action_reverse", [number], "Killed")
        self.before = self.database.read(ENTRIES)


@pytest.mark.parametrize(("model", "stop"), [(ALLOTMENT, "document"), (CLAIM, "lines")])
def test_a_batch_killed_in_the_middle_is_posted_once_and_whole(as_role, server, model, stop):
    """R134: killed while the entries are made, or made and the documents not yet marked: nothing
    is posted; the same batch anew posts each once; again, it is refused."""
    batch = Batch(model, Database(server), as_role)
    batch.post_killed(server, stop)
    assert batch.posted() == 0
    for _kill in range(RANDOM):
        batch.post_killed(server, random.uniform(0, 1.5))
        if batch.posted():
            batch.take_back()
    batch.post()
    assert batch.posted() == len(batch.ids)
    with pytest.raises(Refused):
        batch.post()
    assert batch.posted() == len(batch.ids)
