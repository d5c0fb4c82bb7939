"""How a run moves: each command takes the run as it stands and returns what it changes.

A step is open while the run stands on it. Inside a party any one member signs; the step's mode
holds between parties. ``file`` and ``cc`` steps never hold a run up: they are opened on the way
to the next ``approve`` step, and a run with no ``approve`` step left is approved.
"""

from dataclasses import dataclass, replace

from .flow import ANY, SEQUENTIAL, Flow
from .states import (
    APPROVE,
    APPROVED,
    CC,
    CLOSED,
    DECIDING,
    DECISIONS,
    DRAFT,
    FILE,
    FILED,
    INSTANCE_TRANSITIONS,
    OPEN,
    READ,
    REJECTED,
    RESUBMITTABLE,
    RETURNED,
    RUNNING,
    TASK_TRANSITIONS,
    WITHDRAWN,
    Refused,
    check_transition,
)


@dataclass(frozen=True, slots=True)
class Task:
    """One person's part in a step of the current round."""

    id: int
    step: str
    party: int
    user: int
    kind: str = APPROVE
    state: str = OPEN

    @property
    def is_open(self):
        return self.state == OPEN


@dataclass(frozen=True, slots=True)
class Run:
    """Where a document stands: its state, its step and the tasks of its round.

    ``tasks`` also holds tasks of earlier rounds that are still open (copies not yet read).
    """

    state: str = DRAFT
    step: str | None = None
    tasks: tuple[Task, ...] = ()
    filing: str = "none"
    round: int = 0

    def task(self, task_id):
        for task in self.tasks:
            if task.id == task_id:
                return task
        raise Refused("stale", task=task_id)

    def open_tasks(self):
        return tuple(task for task in self.tasks if task.is_open)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a command changes.

    ``opens`` names ``(step key, party key)``; the models find the people.
    """

    state: str
    step: str | None
    opens: tuple[tuple[str, int], ...] = ()
    closes: tuple[int, ...] = ()
    task_states: tuple[tuple[int, str], ...] = ()
    filing: str = "none"
    new_round: bool = False
    step_done: bool = False


def first_parties(step):
    """Parties asked when a step opens: the first one where they sign one after another."""
    return step.parties[:1] if step.kind == APPROVE and step.mode == SEQUENTIAL else step.parties


def advance(flow: Flow, after, filing="none"):
    """Open what follows position ``after`` up to the next step that holds the run.

    :returns: ``(step key or None where nothing holds any more, opens, filing state)``
    """
    opens = []
    for step in flow.steps[after + 1 :]:
        if step.kind == FILE and filing == FILED:
            continue  # registered in an earlier round: the number stays
        opens += [(step.key, party.key) for party in first_parties(step)]
        if step.kind == FILE:
            filing = "pending"
        if step.kind == APPROVE:
            return step.key, tuple(opens), filing
    return None, tuple(opens), filing


def start(flow: Flow, run: Run):
    """Submit a draft, or send a returned or withdrawn document again in a new round."""
    if run.state != DRAFT and run.state not in RESUBMITTABLE:
        raise Refused("not_resubmittable", state=run.state)
    step, opens, filing = advance(flow, -1, run.filing)
    return Effect(
        state=RUNNING if step else APPROVED,
        step=step,
        opens=opens,
        closes=_all(run.open_tasks()),
        filing=filing,
        new_round=True,
    )


def signed(step, tasks):
    """Keys of the parties of ``step`` that have signed."""
    return {
        task.party for task in tasks if task.step == step.key and task.state in (APPROVED, FILED)
    }


def is_complete(step, tasks):
    """Whether the parties that signed satisfy the mode of the step."""
    done = signed(step, tasks)
    if step.mode == ANY:
        return bool(done)
    return all(party.key in done for party in step.parties)


def next_party(step, tasks):
    """In a sequential step, the party whose turn it is; else None."""
    if step.mode != SEQUENTIAL:
        return None
    done = signed(step, tasks)
    return next((party for party in step.parties if party.key not in done), None)


def decide(flow: Flow, run: Run, task_id, decision):
    """One person's decision: approve or reject, register a filing, acknowledge a copy."""
    task = run.task(task_id)
    if not task.is_open:
        raise Refused("stale", task=task_id, state=task.state)
    new_state = DECISIONS.get((task.kind, decision))
    if new_state is None:
        raise Refused("wrong_decision", kind=task.kind, decision=decision)
    check_transition(TASK_TRANSITIONS, task.state, new_state)
    if task.kind == CC:
        return replace(_unchanged(run), task_states=((task_id, READ),))
    if task.kind == APPROVE and (run.state != RUNNING or run.step != task.step):
        raise Refused("stale", task=task_id, state=task.state)
    step = flow.step(task.step)
    tasks = _with_state(run.tasks, task_id, new_state)
    if new_state == REJECTED:
        return _refusal(step, run, tasks, task_id)
    effect = replace(
        _unchanged(run),
        task_states=((task_id, new_state),),
        closes=tuple(
            t.id for t in tasks if t.is_open and t.step == task.step and t.party == task.party
        ),
    )
    if not is_complete(step, tasks):
        turn = next_party(step, tasks)
        if turn and turn.key != task.party and task.kind == APPROVE:
            effect = replace(effect, opens=((step.key, turn.key),))
        return effect
    closes = tuple(t.id for t in tasks if t.is_open and t.step == task.step)
    if task.kind == FILE:
        return replace(effect, closes=closes, filing=FILED, step_done=True)
    onward, opens, filing = advance(flow, flow.index(task.step), run.filing)
    state = check_transition(INSTANCE_TRANSITIONS, run.state, RUNNING if onward else APPROVED)
    return replace(
        effect, state=state, step=onward, opens=opens, closes=closes, filing=filing, step_done=True
    )


def send_back(flow: Flow, run: Run, task_id, target=None):
    """Return a document: to the requester, or to an earlier step that decides anew."""
    task = run.task(task_id)
    if not task.is_open or run.state != RUNNING or run.step != task.step:
        raise Refused("stale", task=task_id, state=task.state)
    if task.kind != APPROVE:
        raise Refused("wrong_decision", kind=task.kind, decision="return")
    tasks = _with_state(run.tasks, task_id, RETURNED)
    effect = Effect(
        state=check_transition(INSTANCE_TRANSITIONS, run.state, RETURNED),
        step=None,
        closes=_all(t for t in tasks if t.is_open),
        task_states=((task_id, RETURNED),),
        filing=_filing_stopped(run),
    )
    if target is None:
        return effect
    earlier = {step.key: step for step in flow.approve_steps_before(run.step)}
    if target not in earlier:
        raise Refused("not_an_earlier_step", step=target)
    opens = tuple((target, party.key) for party in first_parties(earlier[target]))
    return replace(effect, state=RUNNING, step=target, opens=opens, new_round=True)


def withdraw(run: Run):
    """The requester takes a running document back."""
    if run.state != RUNNING:
        raise Refused("not_running", state=run.state)
    return Effect(
        state=check_transition(INSTANCE_TRANSITIONS, run.state, WITHDRAWN),
        step=None,
        closes=_all(run.open_tasks()),
        filing=_filing_stopped(run),
    )


def _refusal(step, run, tasks, task_id):
    state = RETURNED if step.reject_policy == "return" else REJECTED
    # a copy of what was refused stays with those who got it; what goes back is nobody's to read
    closes = _all if state == RETURNED else _deciding
    return Effect(
        state=check_transition(INSTANCE_TRANSITIONS, run.state, state),
        step=None,
        closes=closes(t for t in tasks if t.is_open),
        task_states=((task_id, REJECTED),),
        filing=_filing_stopped(run),
    )


def _unchanged(run):
    return Effect(state=run.state, step=run.step, filing=run.filing)


def _filing_stopped(run):
    return "none" if run.filing == "pending" else run.filing


def _all(tasks):
    return tuple(task.id for task in tasks)


def _deciding(tasks):
    return tuple(task.id for task in tasks if task.kind in DECIDING)


def _with_state(tasks, task_id, state):
    return tuple(replace(t, state=state) if t.id == task_id else t for t in tasks)


def apply(run: Run, effect: Effect, people, ids):
    """The run after ``effect``: what the models do with rows, done with values.

    :param people: function ``(step key, party key)`` -> ``(kind, users)`` who get a task
    :param ids: iterator of fresh task ids
    """
    states = dict(effect.task_states) | dict.fromkeys(effect.closes, CLOSED)
    kept = tuple(
        replace(task, state=states[task.id]) if task.id in states else task for task in run.tasks
    )
    if effect.new_round:
        kept = tuple(task for task in kept if task.is_open)
    opened = []
    for step, party in effect.opens:
        kind, users = people(step, party)
        opened += [Task(next(ids), step, party, user, kind) for user in users]
    return Run(
        state=effect.state,
        step=effect.step,
        tasks=kept + tuple(opened),
        filing=effect.filing,
        round=run.round + effect.new_round,
    )
