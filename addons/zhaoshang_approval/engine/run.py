"""A run in plain values: where a document stands, and what a command changes of it."""

from dataclasses import dataclass, replace

from .flow import Flow, Party
from .states import (
    APPROVE,
    CLOSED,
    DRAFT,
    LIVING,
    OPEN,
    TASK_TRANSITIONS,
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

    @property
    def is_living(self):
        """Whether it still counts on its person, now or when its turn comes back."""
        return self.state in LIVING


@dataclass(frozen=True, slots=True)
class Run:
    """Where a document stands: its state, its step and the tasks of its round.

    ``tasks`` also holds tasks of earlier rounds that are still open (copies not yet read).
    ``skipped`` are the steps whose condition does not hold for this document, ``added`` the
    parties that were added in this round. ``resume`` is the step to go straight back to, and
    ``returned_from`` the step that sent the document back to its requester.
    """

    state: str = DRAFT
    step: str | None = None
    tasks: tuple[Task, ...] = ()
    filing: str = "none"
    round: int = 0
    skipped: frozenset[str] = frozenset()
    added: tuple[tuple[str, Party], ...] = ()
    resume: str | None = None
    returned_from: str | None = None

    def task(self, task_id):
        for task in self.tasks:
            if task.id == task_id:
                return task
        raise Refused("stale")

    def open_tasks(self):
        return tuple(task for task in self.tasks if task.is_open)

    def living_tasks(self):
        return tuple(task for task in self.tasks if task.is_living)

    def way(self, flow: Flow):
        """The flow as it holds for this document, with the parties added to it."""
        return flow.without(self.skipped).with_added(self.added)


@dataclass(frozen=True, slots=True)
class Effect:
    """What a command changes.

    ``opens`` names ``(step key, party key)``; the models find the people. ``gives`` names
    ``(task id, user)``: the task's place goes to that person. ``added`` are the parties added to
    the run (加签), ``resume`` and ``returned_from`` the run's, all as they are afterwards.
    ``round`` is set where a round is taken back.
    """

    state: str
    step: str | None
    opens: tuple[tuple[str, int], ...] = ()
    closes: tuple[int, ...] = ()
    task_states: tuple[tuple[int, str], ...] = ()
    gives: tuple[tuple[int, int], ...] = ()
    added: tuple[tuple[str, Party], ...] = ()
    filing: str = "none"
    new_round: bool = False
    step_done: bool = False
    resume: str | None = None
    returned_from: str | None = None
    round: int | None = None


@dataclass(frozen=True, slots=True)
class Footprint:
    """What the last decision left, so that it can be taken back for a moment.

    ``states`` are ``(task id, state before)`` of the tasks it changed, ``opened`` the tasks that
    it made.
    """

    task: int
    before: Run
    states: tuple[tuple[int, str], ...] = ()
    opened: tuple[int, ...] = ()


def apply(run: Run, effect: Effect, people, ids, *, keep=False):
    """The run after ``effect``: what the models do with rows, done with values.

    :param people: function ``(step key, party key)`` -> ``(kind, users)`` who get a task
    :param ids: iterator of fresh task ids
    :param keep: hold on to the decided tasks of earlier rounds, too
    """
    before = {task.id: task.state for task in run.tasks}
    wanted = [*effect.task_states, *((number, CLOSED) for number in effect.closes)]
    if effect.round is None:  # taking back is the one way from history to life
        for number, state in wanted:
            check_transition(TASK_TRANSITIONS, before[number], state)
    kept = with_states(run.tasks, wanted)
    if effect.new_round and not keep:
        kept = tuple(task for task in kept if task.is_living)
    opened = []
    for step, party in effect.opens:
        kind, users = people(step, party)
        opened += [Task(next(ids), step, party, user, kind) for user in users]
    for number, user in effect.gives:
        opened.append(replace(run.task(number), id=next(ids), user=user, state=OPEN))
    return replace(
        run,
        state=effect.state,
        step=effect.step,
        tasks=kept + tuple(opened),
        filing=effect.filing,
        round=run.round + effect.new_round if effect.round is None else effect.round,
        added=() if effect.new_round else effect.added,
        resume=effect.resume,
        returned_from=effect.returned_from,
    )


def with_states(tasks, task_states):
    """The tasks with other states: ``(task id, state)``."""
    wanted = dict(task_states)
    return tuple(replace(t, state=wanted[t.id]) if t.id in wanted else t for t in tasks)
