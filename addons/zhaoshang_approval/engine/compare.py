"""What is different between two versions of something that has named parts."""

from dataclasses import dataclass

SAME = "same"
ADDED = "added"
REMOVED = "removed"
CHANGED = "changed"
MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Part:
    """One part, in words: a step of a flow, or a party of a step.

    :param key: what it is known by in both versions, whatever it is called
    :param facts: ``{label: word}``, whatever it says
    :param parts: its own parts, in their order
    """

    key: str
    name: str
    facts: dict[str, str]
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """A part of one of the versions, or of both.

    ``kind`` says the most important thing; a part that is changed may have moved as well.
    ``facts`` are ``(label, word before, word now)`` of what differs, None where it is not said.
    """

    kind: str
    old: Part | None = None
    new: Part | None = None
    moved: bool = False
    facts: tuple[tuple[str, str | None, str | None], ...] = ()
    parts: tuple["Change", ...] = ()

    @property
    def part(self):
        return self.new or self.old


def compare(old, new):
    """Changes from the parts of one version to those of another, in the order of the new one.

    What was removed stands behind the part that it followed.

    >>> head, both = Part("head", "Head", {}), Part("both", "Both", {"Mode": "all"})
    >>> [(change.kind, change.part.key) for change in compare([head], [head, both])]
    [('same', 'head'), ('added', 'both')]
    """
    before = {part.key: part for part in old}
    now = {part.key: part for part in new}
    stays = _in_order([p.key for p in old if p.key in now], [p.key for p in new if p.key in before])
    result = [
        _change(before.get(part.key), part, moved=part.key in before and part.key not in stays)
        for part in new
    ]
    for position, part in enumerate(old):
        if part.key not in now:
            behind = old[position - 1].key if position else None
            places = [place for place, change in enumerate(result) if change.part.key == behind]
            result.insert(places[0] + 1 if places else 0, Change(REMOVED, old=part))
    return tuple(result)


def differing(old, new):
    """``(label, word before, word now)`` of the facts that differ."""
    return tuple(
        (label, old.get(label), new.get(label))
        for label in {**old, **new}
        if old.get(label) != new.get(label)
    )


def _change(old, new, *, moved):
    if old is None:
        return Change(ADDED, new=new)
    facts = differing(old.facts, new.facts)
    parts = tuple(change for change in compare(old.parts, new.parts) if change.kind != SAME)
    differs = facts or parts or old.name != new.name
    kind = CHANGED if differs else MOVED if moved else SAME
    return Change(kind, old, new, moved, facts, parts)


def _in_order(old, new):
    """Keys that follow each other in both: a longest common subsequence."""
    best = {(i, j): () for i in range(len(old) + 1) for j in range(len(new) + 1)}
    for i, key in enumerate(old):
        for j, other in enumerate(new):
            best[i + 1, j + 1] = (
                (*best[i, j], key) if key == other else max(best[i, j + 1], best[i + 1, j], key=len)
            )
    return set(best[len(old), len(new)])
