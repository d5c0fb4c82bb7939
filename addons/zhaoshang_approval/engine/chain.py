"""The hash chain of an instance's events: what was written cannot be changed unseen."""

import hashlib
import json
from datetime import date, datetime

GENESIS = "0" * 64

#: what an event says, in the order it is documented; each of them is covered by the hash
EVENT_FIELDS = (
    "instance_id", "seq", "at", "action", "actor_id", "actor_name", "owner_id", "owner_name",
    "task_id", "step_key", "step_name", "party_name", "round", "comment", "version_id",
    "version_number", "res_model", "res_id", "state", "digest",
)  # fmt: skip
#: what only some events say; left out of the hash where empty, so that further ones may follow
FURTHER_FIELDS = ("target_name", "signature_digest", "details")


def canonical(value):
    """JSON that two machines write the same way: sorted keys, no blanks, UTC to the second.

    >>> canonical({"b": 1, "a": None})
    '{"a":null,"b":1}'
    """
    return json.dumps(
        value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain
    )


def _plain(value):
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def digest(content):
    """Digest of a document's snapshot: the same before it is kept as JSON and after."""
    kept = json.loads(canonical(content))
    return hashlib.sha256(canonical(kept).encode()).hexdigest()


def bytes_digest(content):
    """Digest of a picture, such as a signature."""
    return hashlib.sha256(content).hexdigest()


def event_hash(event, previous):
    """Hash of one event over its content and the hash of the event before it."""
    content = {name: event.get(name) or None for name in EVENT_FIELDS}
    content |= {name: event[name] for name in FURTHER_FIELDS if event.get(name)}
    return hashlib.sha256(f"{previous}\n{canonical(content)}".encode()).hexdigest()


def link(events, seq=0, previous=GENESIS):
    """Give each event of one instance its place and its hashes.

    :param seq: number of the last event already written
    :param previous: hash of that event
    """
    linked = []
    for event in events:
        seq += 1
        event = event | {"seq": seq, "prev_hash": previous}
        previous = event_hash(event, previous)
        linked.append(event | {"hash": previous})
    return linked


def breaks(events):
    """Sequence numbers at which the chain of one instance does not hold."""
    found, previous = [], GENESIS
    for expected, event in enumerate(events, start=1):
        if (
            event["seq"] != expected
            or event["prev_hash"] != previous
            or event["hash"] != event_hash(event, event["prev_hash"])
        ):
            found.append(event["seq"])
        previous = event["hash"]
    return found
