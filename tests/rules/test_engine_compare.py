"""Two versions of a flow, compared in words."""

from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_approval.engine.compare import (
    ADDED,
    CHANGED,
    MOVED,
    REMOVED,
    SAME,
    Part,
    compare,
)


def part(key, name="", parts=(), **facts):
    return Part(key, name or key, facts, tuple(parts))


A, B, C = part("a"), part("b"), part("c")


def kinds(old, new):
    return [(change.kind, change.part.key) for change in compare(old, new)]


def test_the_same_versions_have_no_change():
    assert kinds([A, B], [A, B]) == [(SAME, "a"), (SAME, "b")]
    assert kinds([], []) == []


def test_a_new_part_is_added_where_it_stands():
    assert kinds([A, C], [A, B, C]) == [(SAME, "a"), (ADDED, "b"), (SAME, "c")]


def test_what_was_removed_stands_behind_the_part_it_followed():
    assert kinds([A, B, C], [A, C]) == [(SAME, "a"), (REMOVED, "b"), (SAME, "c")]
    assert kinds([A, B], [B]) == [(REMOVED, "a"), (SAME, "b")]
    assert kinds([A, B, C], [C]) == [(REMOVED, "a"), (REMOVED, "b"), (SAME, "c")]
    assert kinds([A, B], []) == [(REMOVED, "a"), (REMOVED, "b")]


def test_of_two_that_changed_places_one_has_moved():
    found = kinds([A, B, C], [C, A, B])
    assert found == [(MOVED, "c"), (SAME, "a"), (SAME, "b")]


def test_a_changed_fact_says_what_it_was_and_is():
    old, new = part("a", mode="all", share="1"), part("a", mode="any", term="24")
    (change,) = compare([old], [new])
    assert change.kind == CHANGED
    assert change.facts == (("mode", "all", "any"), ("share", "1", None), ("term", None, "24"))


def test_another_name_is_a_change_though_nothing_else_is_different():
    (change,) = compare([part("a", "Head")], [part("a", "Chief")])
    assert (change.kind, change.facts, change.parts) == (CHANGED, (), ())
    assert (change.old.name, change.new.name) == ("Head", "Chief")


def test_a_change_within_is_a_change_of_the_whole():
    old = part("a", parts=[part("x"), part("y", post="1"), part("z")])
    new = part("a", parts=[part("y", post="2"), part("z"), part("w")])
    (change,) = compare([old], [new])
    assert change.kind == CHANGED
    assert [(inner.kind, inner.part.key) for inner in change.parts] == [
        (REMOVED, "x"),
        (CHANGED, "y"),
        (ADDED, "w"),
    ]
    assert change.parts[1].facts == (("post", "1", "2"),)


def test_what_is_changed_and_moved_says_both():
    changed = [c for c in compare([A, B, C], [part("c", mode="any"), A, B]) if c.kind == CHANGED]
    assert [(c.part.key, c.moved) for c in changed] == [("c", True)]


flows = st.lists(st.sampled_from("abcdef"), unique=True).flatmap(
    lambda keys: st.tuples(*[st.builds(part, st.just(k), mode=st.sampled_from("12")) for k in keys])
)


@given(flows, flows)
def test_every_part_of_both_is_said_once_and_the_new_order_holds(old, new):
    changes = compare(old, new)
    assert [c.new for c in changes if c.new] == list(new)
    assert sorted(c.old.key for c in changes if c.old) == sorted(p.key for p in old)
    for change in changes:
        assert (change.kind == ADDED) == (change.old is None)
        assert (change.kind == REMOVED) == (change.new is None)
        assert (change.kind == SAME) == (change.old == change.new and not change.moved)


@given(flows, flows)
def test_what_is_added_one_way_is_removed_the_other_way(old, new):
    def found(kind, changes):
        return {change.part.key for change in changes if change.kind == kind}

    there, back = compare(old, new), compare(new, old)
    assert found(ADDED, there) == found(REMOVED, back)
    assert found(CHANGED, there) == found(CHANGED, back)
