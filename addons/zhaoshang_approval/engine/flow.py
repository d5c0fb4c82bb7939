"""What a published version says: steps in order, each with its parties."""

from dataclasses import dataclass, replace

from .states import APPROVE, CC, FILE, Refused

ALL = "all"
ANY = "any"
SEQUENTIAL = "sequential"
VOTE = "vote"
MODES = (ALL, ANY, SEQUENTIAL, VOTE)
KINDS = (APPROVE, FILE, CC)

BEFORE = "before"
AFTER = "after"
PARALLEL = "parallel"
POSITIONS = (BEFORE, AFTER, PARALLEL)


@dataclass(frozen=True, slots=True)
class Party:
    """One side of a step; any one of its members signs for it.

    ``source`` and ``ref`` say where its members come from; only the models look at them.

    A party that was added while a document runs (加签) has a negative key. Beside ``anchor``, the
    party that asked for it, it signs ``before`` or ``after``; without one it is a side of its own.
    ``by`` is the person who added it and may take it away again.
    """

    key: int
    name: str = ""
    source: str = ""
    ref: object = None
    anchor: int | None = None
    position: str = ""
    by: int | None = None

    @property
    def is_added(self):
        return self.key < 0


@dataclass(frozen=True, slots=True)
class Step:
    """One station.

    ``mode`` holds between the parties: all (会签), any (或签), sequential (依次) or vote (票签).
    In a vote, ``ratio`` is the share of them, in percent, that must agree.
    """

    key: str
    name: str = ""
    kind: str = APPROVE
    mode: str = ALL
    parties: tuple[Party, ...] = ()
    ratio: float = 100.0
    comment_required: bool = False
    signature_required: bool = False
    batch_allowed: bool = True
    condition: str = ""
    deadline_hours: float = 0
    reject_policy: str = "refuse"

    def party(self, key):
        return next(party for party in self.parties if party.key == key)

    @property
    def is_one_by_one(self):
        """Whether each document is decided by itself: a signature is given for one."""
        return self.signature_required or not self.batch_allowed

    @property
    def sides(self):
        """Parties between which the mode holds: all but those that sign for another's sake."""
        return tuple(party for party in self.parties if party.anchor is None)

    def attached(self, side, position):
        """Parties that sign ``before`` or ``after`` a side."""
        return tuple(
            party
            for party in self.parties
            if party.anchor == side.key and party.position == position
        )

    @property
    def needed(self):
        """How many sides must agree in a vote; 66.67 % of three are two.

        >>> Step("s", parties=tuple(map(Party, range(1, 4))), mode=VOTE, ratio=66.67).needed
        2
        """
        sides = len(self.sides)
        enough = (n for n in range(1, sides) if round(100 * n / sides, 2) >= self.ratio)
        return next(enough, sides)


@dataclass(frozen=True, slots=True)
class Flow:
    """The steps of a version, in their order, and the number it is known by.

    ``fallback`` is the post that is asked where a step has nobody who could decide.
    """

    steps: tuple[Step, ...]
    number: int = 0
    fallback: int = 0

    def index(self, key):
        """Position of a step; before the first one where ``key`` is empty."""
        if not key:
            return -1
        for position, step in enumerate(self.steps):
            if step.key == key:
                return position
        raise Refused("unknown_step")

    def step(self, key):
        return self.steps[self.index(key)]

    def without(self, keys):
        """The flow of a document for which the conditions of these steps do not hold."""
        if not keys:
            return self
        return replace(self, steps=tuple(step for step in self.steps if step.key not in keys))

    def with_added(self, added):
        """The flow of a run in whose steps parties were added.

        :param added: ``[(step key, Party), …]``
        """
        if not added:
            return self
        extra = {}
        for key, party in added:
            extra[key] = (*extra.get(key, ()), party)
        steps = (replace(s, parties=(*s.parties, *extra.get(s.key, ()))) for s in self.steps)
        return replace(self, steps=tuple(steps))

    def to_revoke(self):
        """The way of a revocation: who approved decides again, who registered gets a copy."""
        steps = (replace(s, kind=CC) if s.kind == FILE else s for s in self.steps)
        return replace(self, steps=tuple(steps))

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
        if step.mode == VOTE and not 0 < step.ratio <= 100:
            found.append(("no_ratio", step.key))
    return found
