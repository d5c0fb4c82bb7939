"""What a history cannot show by itself, its anchors do."""

import pytest
from zhaoshang_approval.engine import chain, verify

DIGEST = chain.digest({"days": 5})
RUN = {"state": "approved", "digest": DIGEST, "content": DIGEST}


def history(count=4, comment="同意"):
    return chain.link(
        [
            {"instance_id": 7, "actor_id": n, "comment": comment, "state": "approved",
             "digest": DIGEST}
            for n in range(1, count + 1)
        ]
    )  # fmt: skip


def anchored(events, *numbers):
    return [(number, events[number - 1]["hash"]) for number in numbers]


def anchors(count=3):
    made, previous = [], chain.GENESIS
    for number in range(1, count + 1):
        anchor = {"number": number, "day": "2026-11-23", "at": "x", "runs": 2, "heads": "d",
                  "prev_hash": previous, "heads_now": "d"}  # fmt: skip
        previous = verify.anchor_hash(anchor, previous)
        made.append(anchor | {"hash": previous})
    return made


def test_an_untouched_history_holds_against_its_anchors():
    events = history()
    assert verify.findings(RUN, events, anchored(events, 2, 4)) == []


def test_a_history_that_went_on_since_its_anchor_holds():
    events = history()
    assert verify.findings(RUN, events, anchored(events, 1)) == []


@pytest.mark.parametrize(
    ("events", "kind", "place"),
    [
        (history()[:3], "cut", 4),
        ([], "vanished", 2),
        (history(comment="不同意"), "rewritten", 2),
        (history()[:1] + history()[2:], "broken", 3),
    ],
)
def test_what_was_done_to_an_anchored_history_is_named(events, kind, place):
    found = verify.findings(RUN, events, anchored(history(), 2, 4))
    assert found[0] == (kind, place)


def test_a_run_that_is_gone_with_all_its_history_is_known_by_its_anchor():
    assert verify.findings(None, [], anchored(history(), 4)) == [("vanished", 4)]


def test_a_history_without_its_run_is_no_history():
    assert verify.findings(None, history()) == [("vanished", 0)]


def test_a_run_without_history_is_found_without_an_anchor():
    assert verify.findings(RUN, []) == [("empty", 0)]


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({"state": "rejected"}, ["state"]),
        ({"content": "another"}, ["content"]),
        ({"digest": "another", "content": "another"}, ["state"]),
    ],
)
def test_a_run_that_says_something_else_than_its_last_entry_is_found(change, kinds):
    found = verify.findings(RUN | change, history())
    assert [kind for kind, _place in found] == kinds


def test_anchors_as_they_were_made_hold():
    assert verify.broken_anchors(anchors()) == []


@pytest.mark.parametrize("field", [*verify.ANCHOR_FIELDS, "prev_hash", "hash", "heads_now"])
def test_every_field_of_an_anchor_is_covered(field):
    changed = anchors()
    changed[1] = changed[1] | {field: 99}
    assert 2 in verify.broken_anchors(changed) or 99 in verify.broken_anchors(changed)


def test_an_anchor_that_is_gone_shows_in_the_next():
    first, _second, third = anchors()
    assert verify.broken_anchors([first, third]) == [3]


def test_the_digest_of_content_is_the_same_before_and_after_it_was_kept():
    assert chain.digest({2: "a", 10: "b"}) == chain.digest({"10": "b", "2": "a"})


def test_printed_digits_come_in_groups_of_four():
    assert verify.short("0123456789abcdef" * 4) == "0123 4567 89ab cdef 0123 4567 89ab cdef"


def test_of_many_faults_of_a_kind_the_first_is_named():
    events = history()
    for event in events[1:]:
        event["comment"] = "不同意"
    assert verify.findings(RUN, events) == [("broken", 2)]
    other = history(comment="不同意")
    assert verify.findings(RUN, other, anchored(history(), 1, 3)) == [("rewritten", 1)]
    assert verify.findings(RUN, other[:2], anchored(other, 3, 4)) == [("cut", 3)]


def test_a_run_is_compared_with_its_last_entry():
    rows = [{"instance_id": 7, "state": state, "digest": DIGEST} for state in ("running", "x", "y")]
    events = chain.link([*rows, rows[0] | {"state": "approved"}])
    assert verify.findings(RUN, events) == []
    assert verify.findings(RUN | {"state": "running"}, events) == [("state", 4)]
    assert verify.findings(RUN | {"content": "z"}, events) == [("content", 4)]


@pytest.mark.parametrize("field", ["number", "prev_hash", "heads_now"])
def test_one_fault_of_an_anchor_is_enough(field):
    changed = anchors()
    changed[1] = changed[1] | {field: 99}
    if field == "prev_hash":
        changed[1]["hash"] = verify.anchor_hash(changed[1], 99)
        changed[2]["prev_hash"] = changed[1]["hash"]
        changed[2]["hash"] = verify.anchor_hash(changed[2], changed[1]["hash"])
    if field == "number":
        changed[1]["hash"] = verify.anchor_hash(changed[1], changed[1]["prev_hash"])
        changed[2]["prev_hash"] = changed[1]["hash"]
        changed[2]["hash"] = verify.anchor_hash(changed[2], changed[1]["hash"])
    assert verify.broken_anchors(changed) == [changed[1]["number"]]
