"""What a history tells about itself: whether it is whole, and where it is not.

A chain shows a changed, removed, inserted or moved entry. It cannot show that its own end was cut
off, or that all of it was written anew: anchors do, which keep the last hash of every history that
grew since the anchor before, and chain themselves.
"""

import hashlib

from . import chain, replay

#: what an anchor says; each of them is covered by its hash
ANCHOR_FIELDS = ("number", "day", "at", "runs", "heads")

#: digits of a hash on paper: 128 bits, as many as anybody needs to tell two histories apart
PRINTED = 32


def head(events):
    """``(number, hash)`` of the last entry."""
    return (events[-1]["seq"], events[-1]["hash"]) if events else (0, chain.GENESIS)


def short(value):
    """The hash as it is printed: groups of four, to be read aloud.

    >>> short("0123456789abcdef" * 4)
    '0123 4567 89ab cdef 0123 4567 89ab cdef'
    """
    return " ".join(value[start : start + 4] for start in range(0, PRINTED, 4))


def findings(run, events, anchored=()):
    """What does not hold in one history: ``[(kind, number of the entry), …]``, the worst first.

    :param run: the run as it stands, with ``state``, ``digest`` and ``content``, the digest of
        the content kept for print; None where the row is gone
    :param events: its history in order
    :param anchored: ``[(number, hash), …]`` that anchors keep of it
    """
    found = [("broken", seq) for seq in chain.breaks(events)[:1]]
    known = {event["seq"]: event["hash"] for event in events}
    missing = sorted(seq for seq, _hash in anchored if seq not in known)
    if missing:
        found.append(("cut" if events else "vanished", missing[0]))
    found += [("rewritten", seq) for seq, kept in anchored if known.get(seq, kept) != kept][:1]
    if not run:
        return found or [("vanished", 0)]
    if not events:
        return found or [("empty", 0)]
    last = events[-1]
    if (last["state"], last["digest"]) != (run["state"], run["digest"]):
        found.append(("state", last["seq"]))
    if run["content"] != run["digest"]:
        found.append(("content", last["seq"]))
    return found


def deviations(facts, events, flow_of):
    """Where the rows of a run do not follow from its history: ``[("course", number), …]``.

    :param facts: what the rows say, as :func:`replay.facts`
    :param events: its history, which is whole
    :param flow_of: function version id -> flow
    """
    if not replay.is_told(events):
        return []
    try:
        past = replay.replay(events, flow_of)
    except replay.Unlawful as unlawful:
        return [("course", unlawful.place)]
    return [] if past.facts() == facts else [("course", events[-1]["seq"])]


def anchor_hash(anchor, previous):
    """Hash of one anchor over what it says and the hash of the anchor before it."""
    content = {name: anchor[name] for name in ANCHOR_FIELDS}
    return hashlib.sha256(f"{previous}\n{chain.canonical(content)}".encode()).hexdigest()


def broken_anchors(anchors):
    """Numbers of the anchors that were changed, or before which one is missing.

    :param anchors: in order, each with what it says, ``prev_hash``, ``hash`` and ``heads_now``,
        the digest of the heads that are kept for it
    """
    found, previous = [], chain.GENESIS
    for number, anchor in enumerate(anchors, start=1):
        if (
            anchor["number"] != number
            or anchor["prev_hash"] != previous
            or anchor["heads"] != anchor["heads_now"]
            or anchor["hash"] != anchor_hash(anchor, anchor["prev_hash"])
        ):
            found.append(anchor["number"])
        previous = anchor["hash"]
    return found
