"""A document played in plain values: every command of the engine, and the history it writes.

What a model does with rows is done here with a dictionary of tasks, each with the round it was
opened in, and what it writes into the history with a list of dictionaries.
"""

import itertools
import json
from dataclasses import replace

from hypothesis import strategies as st
from zhaoshang_approval.engine import chain, progress, replay, states, stored
from zhaoshang_approval.engine.flow import KINDS, MODES, Flow, Party, Step
from zhaoshang_approval.engine.run import Run, Task
from zhaoshang_approval.engine.states import Refused

REQUESTER, CROWD = 1, range(2, 11)
COMMANDS = (
    *("approve",) * 8,
    *("reject", "file", "acknowledge", "object"),
    *("return", "return_to", "withdraw", "straight", "resubmit", "revoke", "undo"),
    *("transfer", "add_sign", "remove_sign", "delegate", "escalate", "urge"),
)
MOVES = st.lists(
    st.tuples(st.sampled_from(COMMANDS), st.integers(0, 60), st.integers(0, 60)),
    min_size=30, max_size=30,
)  # fmt: skip


@st.composite
def flows(draw):
    """Flows that could be published, with steps of every kind and mode."""
    steps = []
    for number in range(draw(st.integers(1, 4))):
        parties = tuple(
            Party(number * 10 + n) for n in range(1, draw(st.integers(2, 3 + number % 2)))
        )
        steps.append(
            Step(
                f"s{number}", kind=draw(st.sampled_from((states.APPROVE, *KINDS))),
                mode=draw(st.sampled_from(MODES)), parties=parties,
                ratio=draw(st.sampled_from((30.0, 50.0, 66.67, 100.0))),
                reject_policy=draw(st.sampled_from(("refuse", "return"))),
            )
        )  # fmt: skip
    if all(step.kind == states.CC for step in steps):
        steps[0] = replace(steps[0], kind=states.APPROVE)  # nothing else is ever published
    return Flow(tuple(steps))


class Play:
    """One document and its history."""

    def __init__(self, flow, skipped=(), purpose="submit"):
        self.flow = flow.to_revoke() if purpose == "revoke" else flow
        self.flow_of = {7: flow}.__getitem__
        self.ids = itertools.count(1)
        self.run = Run(skipped=frozenset(skipped))
        self.tasks, self.rounds = {}, {}
        self.mark, self.number = None, ""
        self.events, self.past = [], replay.Past()
        self.obey("submit" if purpose == "submit" else "request_revoke")

    # -- the rows --

    def current(self):
        """The run as a command finds it."""
        living = (
            task
            for number, task in self.tasks.items()
            if task.is_living or self.rounds[number] == self.run.round
        )
        return replace(self.run, tasks=tuple(living))

    def whole(self):
        return replace(self.run, tasks=tuple(self.tasks.values()))

    def facts(self):
        return replay.facts(
            self.whole(), self.rounds, version=7, requester=REQUESTER, number=self.number
        )

    def members(self, key, party):
        """Two members a party, one of whom also sits in the party beside it."""
        if party < 0:
            added = (found for _step, found in self.adding if found.key == party)
            return self.flow.step(key).kind, next(added).ref
        at = CROWD.index(2 + party % len(CROWD))
        return self.flow.step(key).kind, (CROWD[at], CROWD[(at + 1) % len(CROWD)])

    # -- the commands --

    def command(self, name, pick, other):
        """Give a command about some task and some person.

        :returns: the command that the law allowed, or None
        """
        if pick % 5:  # most of the time something that could be
            name, tasks = self._fitting(name)
        else:
            tasks = list(self.tasks.values())
        task = tasks[pick % len(tasks)]
        user = CROWD[other % len(CROWD)]
        if name == "remove_sign" and pick % 5:
            user = next((p.by for _step, p in self.run.added if p.key == task.party), user)
        before = self.facts()
        try:
            self.obey(name, task.id, user)
        except Refused:
            assert self.facts() == before
            return None
        return name

    def _fitting(self, name):
        """The command, or the next one for which there is a task, and those tasks."""
        first = COMMANDS.index(name)
        for other in (*COMMANDS[first:], *COMMANDS[:first]):
            tasks = [task for task in self.tasks.values() if self._could(other, task)]
            if tasks:
                return other, tasks
        return name, list(self.tasks.values())

    def _could(self, name, task):
        state = {"withdraw": "running", "revoke": "approved", "straight": "returned"}
        if name in state or name == "resubmit":
            return self.run.state == state.get(name) or (
                name == "resubmit" and self.run.state in states.RESUBMITTABLE
            )
        if name == "undo":
            return bool(self.mark) and self.mark.task == task.id
        if name == "remove_sign":
            return task.is_living and task.party < 0
        kind = {"file": states.FILE, "object": states.FILE, "acknowledge": states.CC}
        return task.is_open and task.kind == kind.get(name, states.APPROVE)

    def obey(self, name, task=None, user=None):
        if name in ("delegate", "escalate", "urge"):
            self._move(name, task, user)
            return
        now, said = self.current(), {}
        action = {"return_to": "return", "straight": "resubmit"}.get(name, name)
        effect = self._ask(name, now, task, user, said)
        known = set(self.tasks)
        self._apply(effect)
        opened = [self.tasks[number] for number in self.tasks if number not in known]
        mine = task if action in self.BY_TASK else None
        self.mark = None
        if mine and action != "undo":
            self.mark = progress.footprint(now, effect, mine, [new.id for new in opened])
        if action == "file" and effect.filing == "filed" and not self.number:
            self.number = said["number"] = "No. 1"
        if opened:
            said["asks"] = [[new.id, new.step, new.party, new.user] for new in opened]
        actor = user if action == "remove_sign" else REQUESTER
        self._write(action, mine, said, actor)

    BY_TASK = ("approve", "reject", "file", "acknowledge", "return", "object", "transfer",
               "add_sign", "remove_sign", "undo")  # fmt: skip

    def _ask(self, name, now, task, user, said):
        flow = self.flow
        if name in ("submit", "request_revoke", "resubmit", "straight"):
            if self.run.skipped:
                said["skipped"] = sorted(self.run.skipped)
            if name == "straight":
                said["straight_back"] = True
            return progress.start(flow, now, straight_back=name == "straight")
        if name in ("approve", "reject", "file", "acknowledge"):
            return progress.decide(flow, now, task, name)
        if name in ("return", "return_to"):
            before = flow.index(self.tasks[task].step) - 1 - user % 2
            target = flow.steps[before % len(flow.steps)].key if name == "return_to" else None
            back = bool(user % 2) and name == "return_to"
            said |= {"to": target, "straight_back": back}
            return progress.send_back(flow, now, task, target, straight_back=back)
        if name == "transfer":
            said["user"] = user
            return progress.transfer(now, task, user)
        if name == "add_sign":
            people = [user, CROWD[(user + 3) % len(CROWD)]]
            position = ("before", "after", "parallel")[user % 3]
            mode = ("all", "any")[user % 2]
            said |= {"users": people, "position": position, "mode": mode}
            return progress.add_sign(flow, now, task, people, position, mode)
        if name == "undo":
            if not self.mark or self.mark.task != task:
                raise Refused("stale")
            kept = json.loads(json.dumps(stored.footprint(self.mark)))
            return progress.undo(self.whole(), stored.read_footprint(kept, self.mark.opened))
        laws = {
            "object": lambda: progress.object_to(now, task),
            "withdraw": lambda: progress.withdraw(now),
            "revoke": lambda: progress.revoke(now),
            "remove_sign": lambda: progress.remove_sign(flow, now, task, user),
        }
        return laws[name]()

    def _apply(self, effect):
        """Row by row, as the models do it."""
        for number, state in (*effect.task_states, *((n, states.CLOSED) for n in effect.closes)):
            if effect.round is None:
                states.check_transition(states.TASK_TRANSITIONS, self.tasks[number].state, state)
            self.tasks[number] = replace(self.tasks[number], state=state)
        self.adding = effect.added
        round_ = self.run.round + effect.new_round if effect.round is None else effect.round
        for number, user in effect.gives:
            self._open(replace(self.tasks[number], user=user, state="open"), self.rounds[number])
        for step, party in effect.opens:
            kind, users = self.members(step, party)
            for user in users:
                self._open(Task(0, step, party, user, kind), round_)
        kept = json.loads(
            json.dumps(
                stored.course(
                    Run(
                        skipped=self.run.skipped,
                        added=() if effect.new_round else effect.added,
                        resume=effect.resume,
                        returned_from=effect.returned_from,
                    )
                )
            )
        )
        self.run = stored.with_course(
            Run(effect.state, effect.step, (), effect.filing, round_), kept
        )

    def _open(self, task, round_):
        number = next(self.ids)
        self.tasks[number] = replace(task, id=number)
        self.rounds[number] = round_

    def _move(self, name, number, user):
        """What the clock and delegations do: no decision, but people change."""
        task = self.tasks[number]
        said = {}
        if name != "urge":
            # a deputy is asked days after a task was opened; one takes back within seconds
            fresh = name == "escalate" and self.mark and number in self.mark.opened
            if not task.is_open or fresh:
                raise Refused("stale")
            if name == "delegate":
                self.tasks[number] = replace(task, user=user)
                said = {"user": user}
            else:
                self._open(replace(task, user=user), self.rounds[number])
                said = {"asks": [[max(self.tasks), task.step, task.party, user]]}
        self._write(name, number if name != "urge" else None, said, REQUESTER)

    def _write(self, action, task, said, actor):
        event = {"instance_id": 1, "action": action, "task_id": task, "actor_id": actor,
                 "version_id": 7, "state": self.run.state,
                 "details": chain.canonical(said) if said else None}  # fmt: skip
        seq, previous = len(self.events), self.events[-1]["hash"] if self.events else chain.GENESIS
        self.events += chain.link([event], seq, previous)
        # told entry by entry: the same as from the first entry on, without reading all of it again
        self.past = replay.follow(self.past, self.events[-1], self.flow_of)
