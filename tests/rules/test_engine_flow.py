"""What a version says, and what keeps it from being published."""

from dataclasses import replace

import pytest
from zhaoshang_approval.engine import chain, states, verify
from zhaoshang_approval.engine.flow import Flow, Party, Step, problems
from zhaoshang_approval.engine.states import Refused

ONE = Step("one", parties=(Party(1), Party(2)))
FILE, COPY = Step("file", kind="file", parties=(Party(3),)), Step("copy", kind="cc",
                                                                 parties=(Party(4),))  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ((), [("no_step", None)]),
        ((ONE, FILE, COPY), []),
        ((COPY,), [("nothing_to_decide", None)]),
        ((COPY, FILE), []),
        ((ONE, ONE), [("duplicate_key", "one")]),
        ((ONE, FILE, replace(FILE, key="one")), [("duplicate_key", "one")]),
        ((ONE, Step("two")), [("no_party", "two")]),
        ((replace(ONE, mode="vote", ratio=0), FILE), [("no_ratio", "one")]),
        ((replace(ONE, mode="vote", ratio=0.01),), []),
        ((replace(ONE, mode="vote", ratio=100),), []),
        ((replace(ONE, mode="vote", ratio=100.01),), [("no_ratio", "one")]),
        ((replace(ONE, mode="vote", ratio=-1),), [("no_ratio", "one")]),
        ((replace(ONE, ratio=0),), []),
        ((Step("x", kind="cc"), Step("x", kind="cc")),
         [("nothing_to_decide", None), ("no_party", "x"), ("duplicate_key", "x"),
          ("no_party", "x")]),
    ],
)  # fmt: skip
def test_what_keeps_a_flow_from_being_published(steps, found):
    assert problems(Flow(steps)) == found


def test_steps_and_parties_are_found_by_their_keys():
    flow = Flow((ONE, FILE, COPY), number=4, fallback=9)
    assert [flow.index(key) for key in (None, "", "one", "file", "copy")] == [-1, -1, 0, 1, 2]
    assert flow.step("file") is FILE
    assert [ONE.party(key) for key in (1, 2)] == list(ONE.parties)
    with pytest.raises(Refused) as refused:
        flow.step("nowhere")
    assert refused.value.reason == "unknown_step"
    with pytest.raises(StopIteration):
        ONE.party(3)


def test_a_flow_leaves_steps_out_and_takes_parties_in():
    flow = Flow((ONE, FILE, COPY), number=4, fallback=9)
    assert flow.without(()) is flow
    shorter = flow.without({"one", "copy"})
    assert shorter == Flow((FILE,), number=4, fallback=9)
    assert flow.with_added(()) is flow
    new = [Party(-1, anchor=1, position="before"), Party(-2), Party(-3)]
    longer = flow.with_added([("one", new[0]), ("file", new[2]), ("one", new[1])])
    assert longer.step("one").parties == (*ONE.parties, new[0], new[1])
    assert longer.step("file").parties == (*FILE.parties, new[2])
    assert longer.step("copy") == COPY
    assert (longer.number, longer.fallback) == (4, 9)


def test_whom_a_side_has_beside_it():
    before, after, other = (Party(-1, anchor=1, position="before"),
                            Party(-2, anchor=1, position="after"),
                            Party(-3, anchor=2, position="before"))  # fmt: skip
    step = replace(ONE, parties=(*ONE.parties, before, after, other, Party(-4)))
    assert [side.key for side in step.sides] == [1, 2, -4]
    assert step.attached(Party(1), "before") == (before,)
    assert step.attached(Party(1), "after") == (after,)
    assert step.attached(Party(2), "before") == (other,)
    assert step.attached(Party(2), "after") == ()
    assert before.is_added
    assert not Party(1).is_added
    assert not Party(0).is_added


@pytest.mark.parametrize(
    ("sides", "ratio", "needed"),
    [(1, 1, 1), (3, 33.33, 1), (3, 33.34, 2), (3, 66.67, 2), (3, 66.68, 3), (2, 50, 1), (4, 75, 3),
     (4, 75.01, 4), (5, 100, 5), (6, 50.01, 4)],
)  # fmt: skip
def test_how_many_a_vote_needs(sides, ratio, needed):
    step = Step("v", parties=tuple(Party(n + 1) for n in range(sides)), mode="vote", ratio=ratio)
    assert step.needed == needed


def test_whom_a_document_may_be_sent_back_to():
    two = replace(ONE, key="two")
    flow = Flow((ONE, FILE, two, COPY, replace(ONE, key="three")))
    assert flow.approve_steps_before("one") == ()
    assert flow.approve_steps_before(None) == ()
    assert flow.approve_steps_before("two") == (ONE,)
    assert flow.approve_steps_before("three") == (ONE, two)


def test_a_revocation_registers_nothing():
    flow = Flow((ONE, FILE, COPY), number=4, fallback=9).to_revoke()
    assert [step.kind for step in flow.steps] == ["approve", "cc", "cc"]
    assert (flow.number, flow.fallback) == (4, 9)


@pytest.mark.parametrize("before", states.INSTANCE_TRANSITIONS)
def test_an_instance_goes_only_the_ways_of_the_table(before):
    allowed = {
        "running": {"running", "approved", "rejected", "returned", "withdrawn"},
        "returned": {"running", "approved"},
        "withdrawn": {"running", "approved"},
        "approved": {"approved", "returned", "revoked"},
        "rejected": set(),
        "revoked": set(),
    }[before]
    for after in states.INSTANCE_TRANSITIONS:
        if after in allowed:
            assert states.check_transition(states.INSTANCE_TRANSITIONS, before, after) == after
        else:
            with pytest.raises(Refused) as refused:
                states.check_transition(states.INSTANCE_TRANSITIONS, before, after)
            assert refused.value.reason == str(refused.value) == "transition"
            assert refused.value.user is None


def test_the_head_of_a_history():
    assert verify.head([]) == (0, "0" * 64)
    events = chain.link([{"instance_id": 1}] * 3)
    assert verify.head(events) == (3, events[2]["hash"])


def test_a_picture_has_a_digest_of_its_own():
    known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert chain.bytes_digest(b"abc") == known
