"""The state of a run told from its history alone, entry by entry.

An entry says what was commanded and whom it asked (``asks`` in its details: number of the task,
step, party, person). The law says what follows. Where the rows say something else, or an entry that
the law would have refused, somebody went past the approval.
"""

import json
from dataclasses import dataclass, field, replace

from . import progress, stored
from .run import Footprint, Run, Task, apply
from .states import Refused

STARTS = ("submit", "request_revoke", "resubmit")
#: entries that change no state: people were reminded, files came to the document
WORDS = ("urge", "remind", "add_file")
#: what an entry raises that the law did not write: its details are anything that is JSON
MISFITS = (Refused, LookupError, TypeError, ValueError, AttributeError, StopIteration)
DECIDED_BY = ("approve", "reject", "file", "acknowledge")


class Unlawful(Exception):  # noqa: N818 - it is an answer, not a fault
    """An entry that the law would have refused, or that says another state than it; ``place`` is
    its number."""

    def __init__(self, place):
        super().__init__(place)
        self.place = place


@dataclass(frozen=True, slots=True)
class Past:
    """What a history has told so far.

    ``run`` holds every task there ever was, ``rounds`` the round of each, ``mark`` what must be
    known to take the last decision back.
    """

    run: Run = Run()
    rounds: dict = field(default_factory=dict)
    mark: Footprint | None = None
    version: int = 0
    requester: int = 0
    chosen: tuple = ()
    number: str = ""
    revokes: bool = False

    def now(self):
        """The run as a command finds it: without what earlier rounds decided."""
        current = (
            task
            for task in self.run.tasks
            if task.is_living or self.rounds[task.id] == self.run.round
        )
        return replace(self.run, tasks=tuple(current))

    def facts(self):
        """What the rows have to say, too."""
        return facts(
            self.run, self.rounds, version=self.version, requester=self.requester,
            chosen=dict(self.chosen), number=self.number,
        )  # fmt: skip


def facts(run, rounds, *, version, requester, chosen=None, number=""):
    """A run in plain values that compare.

    :param run: with every task there ever was
    :param rounds: ``{task id: its round}``
    :param chosen: ``{party key: user ids}`` that the requester chose
    """
    return {
        "state": (run.state, run.step, run.round, run.filing, number or ""),
        "origin": (version, requester),
        "course": (
            run.skipped, run.added, run.resume, run.returned_from,
            {int(key): tuple(users) for key, users in (chosen or {}).items()},
        ),
        "tasks": {task.id: (replace(task, id=0), rounds[task.id]) for task in run.tasks},
    }  # fmt: skip


def is_told(events):
    """Whether a history says whom each command asked; those of before that was written do not."""
    return bool(events) and '"asks"' in (events[0].get("details") or "")


def replay(events, flow_of):
    """What a whole history tells.

    :param events: in order, each a dictionary of what it says
    :param flow_of: function version id -> :class:`Flow` as it was published
    :raises Unlawful: at the first entry that does not follow from those before it
    """
    past = Past()
    for event in events:
        past = follow(past, event, flow_of)
    return past


def follow(past, event, flow_of):
    """What the history tells once one more entry is known."""
    try:
        after = _after(past, event, _details(event), flow_of)
    except MISFITS as error:
        raise Unlawful(event["seq"]) from error
    if after.run.state != event["state"]:
        raise Unlawful(event["seq"])
    return after


def _details(event):
    return json.loads(event.get("details") or "{}")


def _after(past, event, said, flow_of):
    action, task = event["action"], event.get("task_id")
    if action in WORDS:
        return past
    if action in ("delegate", "delegate_end"):
        return _with_task(past, replace(past.run.task(task), user=said["user"]))
    if action == "escalate":
        return _escalated(past, past.run.task(task), said.get("asks", ()))
    if action in STARTS:
        past = _begun(past, event, said)
    flow = flow_of(past.version)
    flow = flow.to_revoke() if past.revokes else flow
    now = past.now()
    effect = _effect(past, flow, now, event, said)
    after = _applied(past, flow, effect, said.get("asks", ()))
    mark = None
    if task and action != "undo":
        opened = [number for number in after.rounds if number not in past.rounds]
        mark = progress.footprint(now, effect, task, opened)
    return replace(after, mark=mark, number=said.get("number") or past.number)


def _begun(past, event, said):
    """A submit says which version it takes, which steps are left out and whom it chose."""
    return replace(
        past,
        run=replace(past.run, skipped=frozenset(said.get("skipped", ()))),
        version=event["version_id"],
        requester=past.requester or event["actor_id"],
        chosen=tuple(sorted(stored.chosen(said).items())),
        revokes=past.revokes or event["action"] == "request_revoke",
    )


def _effect(past, flow, now, event, said):
    """Ask the law about the command of an entry."""
    action, task = event["action"], event.get("task_id")
    straight_back = bool(said.get("straight_back"))
    if action in STARTS:
        return progress.start(flow, now, straight_back=straight_back)
    if action in DECIDED_BY:
        return progress.decide(flow, now, task, action)
    laws = {
        "return": lambda: progress.send_back(
            flow, now, task, said.get("to"), straight_back=straight_back
        ),
        "object": lambda: progress.object_to(now, task),
        "withdraw": lambda: progress.withdraw(now),
        "revoke": lambda: progress.revoke(now),
        "transfer": lambda: progress.transfer(now, task, said["user"]),
        "add_sign": lambda: progress.add_sign(
            flow, now, task, said["users"], said["position"], said["mode"]
        ),
        "remove_sign": lambda: progress.remove_sign(flow, now, task, event["actor_id"]),
        "undo": lambda: progress.undo(past.run, _own_mark(past.mark, task)),
    }
    return laws[action]()


def _own_mark(mark, task):
    if not mark or mark.task != task:
        raise Refused("stale")
    return mark


def _applied(past, flow, effect, asks):
    """The run after an effect, with the people whom the entry says it asked."""

    def people(step, party):
        users = [user for _id, *place, user in asks if place == [step, party]]
        return flow.step(step).kind, users

    numbers = iter([number for number, _step, _party, _user in asks])
    run = apply(past.run, effect, people, numbers, keep=True)
    if next(numbers, None) is not None:
        raise LookupError(asks)
    # who takes over a task takes it over in its round
    its_round = past.rounds[effect.gives[0][0]] if effect.gives else run.round
    fresh = {task.id: its_round for task in run.tasks if task.id not in past.rounds}
    return replace(past, run=run, rounds=past.rounds | fresh)


def _escalated(past, task, asks):
    """The deputy of a post is asked beside its member."""
    added = [Task(number, step, party, user, task.kind) for number, step, party, user in asks]
    run = replace(past.run, tasks=(*past.run.tasks, *added))
    rounds = past.rounds | {new.id: past.rounds[task.id] for new in added}
    return replace(past, run=run, rounds=rounds)


def _with_task(past, task):
    tasks = tuple(task if old.id == task.id else old for old in past.run.tasks)
    return replace(past, run=replace(past.run, tasks=tasks))
