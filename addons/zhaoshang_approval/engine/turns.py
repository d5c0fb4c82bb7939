"""Whose turn it is in a step, and whether a step is decided.

Inside a party any one member signs; the step's mode holds between its sides, a side being a party
with those that were added before or after it.
"""

from .flow import AFTER, ANY, BEFORE, SEQUENTIAL, VOTE, Flow
from .states import APPROVE, APPROVED, FILE, FILED, REJECTED


def signed(step, tasks):
    """Keys of the parties of ``step`` that have signed."""
    return _parties_in(step, tasks, (APPROVED, FILED))


def _parties_in(step, tasks, wanted):
    return {task.party for task in tasks if task.step == step.key and task.state in wanted}


def side_of(step, side):
    """The party of a side with those added to it."""
    return (side, *step.attached(side, BEFORE), *step.attached(side, AFTER))


def _side_is_complete(step, side, done):
    return all(party.key in done for party in side_of(step, side))


def is_complete(step, tasks):
    """Whether the sides that signed satisfy the mode of the step."""
    done = signed(step, tasks)
    complete = sum(_side_is_complete(step, side, done) for side in step.sides)
    if step.mode == ANY:
        return complete > 0
    return complete >= (step.needed if step.mode == VOTE else len(step.sides))


def is_lost(step, tasks):
    """Whether what was refused refuses the step: one is enough, but in a vote."""
    lost = len(lost_sides(step, tasks))
    return lost > (len(step.sides) - step.needed if step.mode == VOTE else 0)


def lost_sides(step, tasks):
    """Sides of the step in which somebody refused."""
    refused = _parties_in(step, tasks, (REJECTED,))
    return [side for side in step.sides if any(p.key in refused for p in side_of(step, side))]


def turns(step, tasks=()):
    """Parties whose turn it is in a step: those added before a side, the side, those after it."""
    done = signed(step, tasks)
    lost = lost_sides(step, tasks)
    sides = [s for s in step.sides if not _side_is_complete(step, s, done) and s not in lost]
    if step.kind == APPROVE and step.mode == SEQUENTIAL:
        sides = sides[:1]
    found = []
    for side in sides:
        before = [p for p in step.attached(side, BEFORE) if p.key not in done]
        after = [p for p in step.attached(side, AFTER) if p.key not in done]
        found += before or ([side] if side.key not in done else after)
    return tuple(found)


def advance(flow: Flow, after, filing="none", straight_to=0):
    """Open what follows position ``after`` up to the next step that holds the run.

    :param straight_to: position before which no step approves again
    :returns: ``(step key or None where nothing holds any more, opens, filing state)``
    """
    opens = []
    for position, step in enumerate(flow.steps[after + 1 :], after + 1):
        if step.kind == FILE and filing == FILED:
            continue  # registered in an earlier round: the number stays
        if step.kind == APPROVE and position < straight_to:
            continue
        opens += [(step.key, party.key) for party in turns(step)]
        if step.kind == FILE:
            filing = "pending"
        if step.kind == APPROVE:
            return step.key, tuple(opens), filing
    return None, tuple(opens), filing
