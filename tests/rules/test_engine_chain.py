"""The hash chain shows every change, gap and exchange."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_approval.engine import chain


def history(count=4):
    return chain.link(
        [
            {"instance_id": 7, "action": "approve", "actor_id": n, "actor_name": f"甲{n}",
             "at": datetime(2026, 11, 23, 8, 30, n), "comment": "同意"}  # noqa: DTZ001
            for n in range(1, count + 1)
        ]
    )  # fmt: skip


def test_a_history_as_it_was_written_holds():
    assert chain.breaks(history()) == []


def test_a_later_event_continues_the_chain():
    first = history(2)
    later = chain.link(history(1), seq=2, previous=first[-1]["hash"])
    assert chain.breaks([*first, *later]) == []


@pytest.mark.parametrize("field", [*chain.EVENT_FIELDS, "prev_hash", "hash"])
def test_every_field_is_covered(field):
    events = history()
    events[1] = events[1] | {field: 99}
    assert chain.breaks(events)


def test_a_vanished_event_shows():
    events = history()
    assert chain.breaks(events[:1] + events[2:]) == [3, 4]


def test_two_exchanged_events_show():
    events = history()
    events[1], events[2] = events[2], events[1]
    assert chain.breaks(events)


def test_a_rewritten_event_needs_all_later_ones_rewritten():
    events = history()
    forged = events[0] | {"comment": "不同意"}
    events[0] = forged | {"hash": chain.event_hash(forged, forged["prev_hash"])}
    assert chain.breaks(events) == [2]


def test_the_vector_of_the_first_event_never_changes():
    """A change of the canonical form would break the histories of every database."""
    assert history(1)[0]["hash"] == FIRST


FIRST = "2aea0fd5d712bb989b99516b6b04f7cb8eeb616a88bb03485919c729ca3123cb"


def test_nothing_and_zero_are_the_same_as_what_the_database_returns():
    event = {"instance_id": 1, "seq": 1, "owner_id": 0, "comment": False}
    same = {"instance_id": 1, "seq": 1, "owner_id": None, "comment": None}
    assert chain.event_hash(event, chain.GENESIS) == chain.event_hash(same, chain.GENESIS)


@given(st.dictionaries(st.text(), st.one_of(st.none(), st.integers(), st.text()), max_size=6))
def test_a_digest_does_not_depend_on_the_order_of_keys(content):
    backwards = dict(reversed(content.items()))
    assert chain.digest(content) == chain.digest(backwards)


@given(
    st.lists(st.tuples(st.text(max_size=20), st.integers(1, 9)), min_size=2, max_size=8),
    st.data(),
)
def test_any_change_of_any_event_shows(comments, data):
    events = chain.link([{"comment": text, "actor_id": who} for text, who in comments])
    victim = data.draw(st.integers(0, len(events) - 1))
    events[victim] = events[victim] | {"comment": events[victim]["comment"] + "。"}
    assert chain.breaks(events)


def test_a_digest_is_that_of_the_text_as_it_is_kept():
    known = "43258cff783fe7036d8a43033f830adfc60ec037382473548ac742b888292777"
    assert chain.digest({"b": 2, "a": 1}) != chain.digest({"b": 1, "a": 2})
    assert chain.digest({"a": 1, "b": 2}) == known


def test_what_json_does_not_know_is_written_as_people_read_it():
    values = [datetime(2026, 11, 23, 4, 5, 6, 789, UTC), date(2026, 11, 23), Decimal("1.50")]
    assert chain.canonical(values) == '["2026-11-23T04:05:06Z","2026-11-23","1.50"]'
    assert chain.canonical({"说": "同意", "a": [1, None]}) == '{"a":[1,null],"说":"同意"}'
