"""The state of a run told from its history alone is its state."""

import os
from dataclasses import replace

import pytest
from engine_play import COMMANDS, MOVES, REQUESTER, Play, flows
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from zhaoshang_approval.engine import chain, replay, states, verify
from zhaoshang_approval.engine.flow import Flow, Party, Step

#: ZS_PLAYS=10000 ./dev test tests/rules/test_engine_replay.py for a longer run
PLAYS = int(os.environ.get("ZS_PLAYS", "300"))
PURPOSES = st.sampled_from(("submit", "submit", "submit", "revoke"))
TWO = Flow((Step("a", parties=(Party(1), Party(2))), Step("b", parties=(Party(3),))))


# to shrink a play takes minutes; its first form is short enough to read
@settings(max_examples=PLAYS, phases=(Phase.explicit, Phase.generate))
@given(flows(), MOVES, PURPOSES, st.integers(0, 8))
def test_the_state_told_from_history_alone_is_the_state_after_every_command(
    flow, moves, purpose, left_out
):
    """… of 30 random ones; and none of them breaks what always holds."""
    skipped = [flow.steps[left_out].key] if left_out < len(flow.steps) - 1 else []
    try:
        play = Play(flow, skipped, purpose)
    except states.Refused:
        return  # nobody would decide
    for name, pick, other in moves:
        before = play.run
        done = play.command(name, pick, other)
        assert play.past.facts() == play.facts()
        check_what_always_holds(play, before, done)
    assert chain.breaks(play.events) == []
    assert replay.replay(play.events, play.flow_of) == play.past


def check_what_always_holds(play, before, done):
    run, tasks = play.run, play.tasks.values()
    deciders = [task for task in tasks if task.is_open and task.kind == states.APPROVE]
    assert all(task.user for task in tasks)
    assert bool(deciders) == (run.state == states.RUNNING)
    assert {task.step for task in deciders} <= {run.step}
    assert (run.step is not None) == (run.state == states.RUNNING)
    places = [(t.step, t.party, t.user, play.rounds[t.id]) for t in tasks if t.is_living]
    if not {"delegate", "escalate"} & {event["action"] for event in play.events}:
        assert len(places) == len(set(places))
    if before.state in (states.REJECTED, states.REVOKED):
        # what is over takes no decision but of registering and reading, unless taken back
        assert done in (None, "file", "acknowledge", "undo", "delegate", "escalate", "urge",
                        "transfer")  # fmt: skip
    if before.filing == "filed":
        assert run.filing == "filed"


def test_the_plays_reach_every_command():
    """A command that random plays never carry out would prove nothing."""
    done = set()

    @settings(max_examples=200, database=None, derandomize=True)
    @given(flows(), MOVES)
    def watch(flow, moves):
        play = Play(flow)
        done.update(play.command(*move) for move in moves)

    watch()
    assert set(COMMANDS) - done == set()


def changed(place, **values):
    """A history of two decisions, one entry of which says something else, linked anew."""
    play = Play(TWO)
    play.obey("approve", 1)
    play.obey("approve", 3)
    events = [{n: v for n, v in event.items() if n not in ("seq", "prev_hash", "hash")}
              for event in play.events]  # fmt: skip
    events[place] |= values
    return play, chain.link(events)


FLOW_OF = {7: TWO}.__getitem__


def test_a_whole_history_deviates_in_nothing():
    play, events = changed(0)
    assert verify.deviations(play.facts(), events, FLOW_OF) == []


@pytest.mark.parametrize(
    ("place", "values", "found"),
    [
        (1, {"action": "reject"}, 2),  # it would have refused the document
        (1, {"task_id": 99}, 2),
        (1, {"task_id": 2}, 3),  # the other member of the same party
        (2, {"action": "nothing known"}, 3),
        (2, {"state": "approved"}, 3),
        (0, {"version_id": 8}, 1),
        (0, {"actor_id": 99}, 3),
        (2, {"details": None}, 3),
        (2, {"details": "[]"}, 3),
        (2, {"details": '{"asks":[[5,"b",3]]}'}, 3),
        (2, {"details": '{"asks":5}'}, 3),
        (2, {"details": "no JSON"}, 3),
        (2, {"details": '{"asks":[[5,"b",3,4],[6,"b",3,5],[7,"b",3,6],[8,"c",3,6]]}'}, 3),
    ],
)
def test_an_entry_that_the_law_did_not_write_is_found(place, values, found):
    """… also by who can make the chain fit again."""
    play, events = changed(place, **values)
    assert chain.breaks(events) == []
    assert verify.deviations(play.facts(), events, FLOW_OF) == [("course", found)]


def rows_that_say_something_else(play):
    facts = play.facts()
    number, (task, round_) = next(iter(facts["tasks"].items()))
    for name, value in (("step", "b"), ("user", 9), ("state", "open"), ("kind", "file"),
                        ("party", 2)):  # fmt: skip
        yield facts | {"tasks": facts["tasks"] | {number: (replace(task, **{name: value}), round_)}}
    yield facts | {"tasks": facts["tasks"] | {number: (task, 9)}}
    yield facts | {"tasks": facts["tasks"] | {99: (task, round_)}}
    yield facts | {"tasks": {n: t for n, t in facts["tasks"].items() if n != number}}
    for place, value in enumerate(("approved", "a", 9, "filed", "No. 9")):
        state = list(facts["state"])
        state[place] = value
        yield facts | {"state": tuple(state)}
    yield facts | {"origin": (8, REQUESTER)}
    yield facts | {"origin": (7, 99)}
    for place, value in enumerate(({"a"}, (("a", Party(-1)),), "a", "a", {1: (9,)})):
        course = list(facts["course"])
        course[place] = value
        yield facts | {"course": tuple(course)}


def test_rows_that_do_not_follow_from_the_history_are_found():
    play, events = changed(0)
    wrong = list(rows_that_say_something_else(play))
    assert len(wrong) == 20
    for facts in wrong:
        assert verify.deviations(facts, events, FLOW_OF) == [("course", 3)], facts


def test_a_history_of_before_people_were_written_down_tells_nothing():
    _play, events = changed(0, details=None)
    assert not replay.is_told(events)
    assert verify.deviations({}, events, FLOW_OF) == []
    assert not replay.is_told([])


def test_whom_the_requester_chose_is_told_at_each_submit():
    _play, events = changed(0, details=chain.canonical(
        {"asks": [[1, "a", 1, 3], [2, "a", 1, 4], [3, "a", 2, 4], [4, "a", 2, 5]],
         "chosen": {"3": [8, 9]}}))  # fmt: skip
    assert replay.replay(events, FLOW_OF).facts()["course"][-1] == {3: (8, 9)}


def refused_at(play, **event):
    """Add an entry to what was played; the place at which the law refuses it."""
    row = {"instance_id": 1, "actor_id": 1, "version_id": 7, "state": play.run.state}
    (linked,) = chain.link([row | event], len(play.events), play.events[-1]["hash"])
    with pytest.raises(replay.Unlawful) as unlawful:
        replay.follow(play.past, linked, FLOW_OF)
    assert str(unlawful.value) == str(unlawful.value.place)
    return unlawful.value.place


def test_only_the_last_decision_is_taken_back_and_only_by_who_took_it():
    play = Play(TWO)
    assert refused_at(play, action="undo", task_id=1) == 2
    play.obey("approve", 1)
    assert refused_at(play, action="undo", task_id=3) == 3
    play.obey("transfer", 3, 9)
    assert refused_at(play, action="undo", task_id=1) == 4


def test_a_deputy_is_asked_beside_whom_he_stands_for():
    play = Play(TWO)
    play.obey("escalate", 3, 9)
    task = play.past.run.task(5)
    assert (task.user, task.party, task.kind, task.state) == (9, 2, "approve", "open")
    assert play.past.rounds[5] == 1


def entry(play, **event):
    """What the history tells with one more entry."""
    row = {"instance_id": 1, "actor_id": 1, "version_id": 7, "state": play.run.state}
    (linked,) = chain.link([row | event], len(play.events), play.events[-1]["hash"])
    return replay.follow(play.past, linked, FLOW_OF)


@pytest.mark.parametrize("action", ["delegate", "delegate_end"])
def test_a_delegation_gives_a_task_to_another(action):
    play = Play(TWO)
    past = entry(play, action=action, task_id=3, details='{"user":9}')
    assert past.run.task(3) == replace(play.past.run.task(3), user=9)
    assert [task.user for task in past.run.tasks] == [3, 4, 9, 5]
    assert refused_at(play, action=action, task_id=99, details='{"user":9}') == 2
    assert refused_at(play, action=action, task_id=3) == 2


def test_a_deputy_who_has_a_part_already_is_not_asked():
    play = Play(TWO)
    assert entry(play, action="escalate", task_id=3) == play.past


def test_what_rows_have_none_of_is_none():
    play = Play(TWO)
    facts = replay.facts(play.whole(), play.rounds, version=7, requester=1, number=None)
    assert facts == play.past.facts()
    assert facts["state"] == ("running", "a", 1, "none", "")
    assert facts["course"] == (frozenset(), (), None, None, {})
    assert facts["tasks"][1][0].id == 0


def test_a_reminder_changes_nothing():
    play = Play(TWO)
    before = play.past
    play.obey("urge", 1)
    assert play.past == before
    assert refused_at(play, action="urged", task_id=1) == 3


def test_a_file_that_comes_changes_no_state():
    play = Play(TWO)
    assert entry(play, action="add_file", details='{"files":[]}') == play.past


def test_a_registered_number_stays_known():
    flow = Flow((Step("f", kind="file", parties=(Party(1),)), Step("a", parties=(Party(2),))))
    play = Play(flow)
    play.obey("file", 1)
    assert play.past.facts()["state"] == ("running", "a", 1, "filed", "No. 1")
    play.obey("approve", 3)
    assert play.past.facts()["state"] == ("approved", None, 1, "filed", "No. 1")


def test_who_takes_over_an_older_task_takes_it_over_in_its_round():
    flow = Flow((Step("f", kind="file", parties=(Party(1),)), Step("a", parties=(Party(2),)),
                 Step("b", parties=(Party(3),))))  # fmt: skip
    play = Play(flow)
    play.obey("approve", 3)
    play.obey("return_to", 5, 2)
    assert play.past.run.round == 2
    play.obey("transfer", 1, 9)
    assert (play.past.run.task(9).user, play.past.rounds[9]) == (9, 1)
    assert play.past.rounds[7] == 2
