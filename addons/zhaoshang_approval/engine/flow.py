"""What a published version says: steps in order, each with its parties."""

from dataclasses import dataclass

from .states import APPROVE, CC, FILE, Refused

ALL = "all"
ANY = "any"
SEQUENTIAL = "sequential"
MODES = (ALL, ANY, SEQUENTIAL)
KINDS = (APPROVE, FILE, CC)


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a step; any one of its members signs for it.

    ``source`` and ``ref`` say where its members come from; only the models look at them.
    """

    key: int
    name: str = ""
    source: str = ""
    ref: object = None


@dataclass(frozen=True, slots=True)
class Step:
    """One station.

    ``mode`` holds between the parties: all (会签), any (或签), sequential (依次).
    """

    key: str
    name: str = ""
    kind: str = APPROVE
    mode: str = ALL
    parties: tuple[Party, ...] = ()
    comment_required: bool = False
    deadline_hours: float = 0
    reject_policy: str = "refuse"

    def party(self, key):
        return next(party for party in self.parties if party.key == key)


@dataclass(frozen=True, slots=True)
class Flow:
    """The steps of a version, in their order, and the number it is known by."""

    steps: tuple[Step, ...]
    number: int = 0

    def index(self, key):
        """Position of a step; before the first one where ``key`` is empty."""
        if not key:
            return -1
        for position, step in enumerate(self.steps):
            if step.key == key:
                return position
        raise Refused("unknown_step", step=key)

    def step(self, key):
        return self.steps[self.index(key)]

    def approve_steps_before(self, key):
        """Steps a document may be sent back to from ``key``."""
        return tuple(s for s in self.steps[: max(self.index(key), 0)] if s.kind == APPROVE)


def problems(flow):
    """What keeps a flow from being published, as ``(code, step key)`` pairs.

    >>> problems(Flow(()))
    [('no_step', None)]
    """
    found = []
    if not flow.steps:
        return [("no_step", None)]
    if all(step.kind == CC for step in flow.steps):
        found.append(("nothing_to_decide", None))
    seen = set()
    for step in flow.steps:
        if step.key in seen:
            found.append(("duplicate_key", step.key))
        seen.add(step.key)
        if not step.parties:
            found.append(("no_party", step.key))
    return found
