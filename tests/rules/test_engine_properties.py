"""What holds for every flow and every order of commands."""

import itertools
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from zhaoshang_approval.engine import progress, states
from zhaoshang_approval.engine.flow import KINDS, MODES, Flow, Party, Step
from zhaoshang_approval.engine.run import Run, apply
from zhaoshang_approval.engine.states import Refused

COMMANDS = ("approve", "reject", "file", "acknowledge", "return", "return_to", "withdraw", "again")


@st.composite
def flows(draw):
    steps = []
    for number in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from((states.APPROVE, *KINDS)))
        parties = tuple(Party(number * 10 + n) for n in range(draw(st.integers(1, 3))))
        policy = draw(st.sampled_from(("refuse", "return")))
        steps.append(
            Step(f"s{number}", kind=kind, mode=draw(st.sampled_from(MODES)), parties=parties,
                 reject_policy=policy)
        )  # fmt: skip
    if all(step.kind == states.CC for step in steps):
        steps[0] = replace(steps[0], kind=states.APPROVE)  # nothing else is ever published
    return Flow(tuple(steps))


def people_of(flow):
    """Two members a party, one of whom also sits in every other party."""
    return lambda key, party: (flow.step(key).kind, (1000, party))


def obey(flow, run, command, pick):
    """Effect of a command on some task, or None where the law refuses."""
    tasks = run.tasks
    task = tasks[pick % len(tasks)].id if tasks else 0
    try:
        if command == "again":
            return progress.start(flow, run)
        if command == "withdraw":
            return progress.withdraw(run)
        if command == "return":
            return progress.send_back(flow, run, task)
        if command == "return_to":
            return progress.send_back(flow, run, task, flow.steps[pick % len(flow.steps)].key)
        return progress.decide(flow, run, task, command)
    except Refused:
        return None


def histories(flow, commands):
    """Each ``(run before, command, effect, run after)`` that the law allows."""
    ids = itertools.count(1)
    run = Run()
    steps = [("again", 0), *commands]
    for command, pick in steps:
        effect = obey(flow, run, command, pick)
        if effect:
            after = apply(run, effect, people_of(flow), ids)
            yield run, command, effect, after
            run = after


PLAYS = st.lists(st.tuples(st.sampled_from(COMMANDS), st.integers(0, 30)), max_size=30)


@given(flows(), PLAYS)
def test_a_running_document_always_waits_for_somebody_at_its_step(flow, commands):
    for _before, _command, _effect, run in histories(flow, commands):
        deciders = [t for t in run.open_tasks() if t.kind == states.APPROVE]
        if run.state == states.RUNNING:
            assert deciders
            assert {t.step for t in deciders} == {run.step}
        else:
            assert not deciders
            assert run.step is None


@given(flows(), PLAYS)
def test_a_document_is_approved_only_when_every_approving_step_is_complete(flow, commands):
    signed = {}
    for before, command, effect, run in histories(flow, commands):
        if effect.new_round:
            start = flow.index(run.step) if command == "return_to" else 0
            signed = {s.key: signed.get(s.key, set()) for s in flow.steps[:start]}
        for task_id, state in effect.task_states:
            if state == states.APPROVED:
                task = before.task(task_id)
                signed.setdefault(task.step, set()).add(task.party)
        if run.state == states.APPROVED:
            for step in flow.steps:
                if step.kind == states.APPROVE:
                    needed = 1 if step.mode == "any" else len(step.parties)
                    assert len(signed.get(step.key, ())) >= needed


@given(flows(), PLAYS)
def test_nobody_has_two_open_tasks_for_one_party(flow, commands):
    for _before, _command, _effect, run in histories(flow, commands):
        places = [(t.step, t.party, t.user) for t in run.open_tasks()]
        assert len(places) == len(set(places))


@given(flows(), PLAYS)
def test_rounds_only_grow_and_closed_tasks_never_come_back(flow, commands):
    closed = set()
    for before, _command, effect, run in histories(flow, commands):
        assert run.round in (before.round, before.round + 1)
        assert run.round == before.round + effect.new_round
        closed |= {t.id for t in before.tasks if not t.is_open}
        assert not closed & {t.id for t in run.open_tasks()}


@given(flows(), PLAYS)
def test_a_filing_once_registered_stays_registered(flow, commands):
    for before, _command, _effect, run in histories(flow, commands):
        if before.filing == "filed":
            assert run.filing == "filed"
        if run.filing == "pending":
            assert any(t.kind == states.FILE for t in run.open_tasks())


@given(flows(), PLAYS)
def test_the_order_in_which_parties_sign_does_not_matter(flow, commands):
    """Agreeing all round ends approved, whoever comes first."""
    ids = itertools.count(1)
    people = people_of(flow)
    run = apply(Run(), progress.start(flow, Run()), people, ids)
    picks = itertools.cycle([pick for _command, pick in commands] or [0])
    for _turn in range(100):
        deciders = [t for t in run.open_tasks() if t.kind == states.APPROVE]
        if not deciders:
            break
        task = deciders[next(picks) % len(deciders)]
        run = apply(run, progress.decide(flow, run, task.id, "approve"), people, ids)
    assert run.state == states.APPROVED


@given(flows(), PLAYS)
def test_what_is_final_takes_no_command_but_filing_and_reading(flow, commands):
    for before, command, _effect, run in histories(flow, commands):
        if before.state in (states.APPROVED, states.REJECTED):
            assert command in ("file", "acknowledge")
            assert run.state == before.state
