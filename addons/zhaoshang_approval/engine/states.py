"""States and the only ways from one to the next."""

RUNNING = "running"
APPROVED = "approved"
REJECTED = "rejected"
RETURNED = "returned"
WITHDRAWN = "withdrawn"
REVOKED = "revoked"
DRAFT = "draft"

#: state of an instance -> states it may enter
INSTANCE_TRANSITIONS = {
    RUNNING: frozenset({RUNNING, APPROVED, REJECTED, RETURNED, WITHDRAWN}),
    RETURNED: frozenset({RUNNING, APPROVED}),
    WITHDRAWN: frozenset({RUNNING, APPROVED}),
    APPROVED: frozenset({APPROVED, REVOKED}),
    REJECTED: frozenset(),
    REVOKED: frozenset(),
}

OPEN = "open"
FILED = "filed"
READ = "read"
CLOSED = "closed"

#: state of a task -> states it may enter; whatever is not open is history
TASK_TRANSITIONS = {
    OPEN: frozenset({APPROVED, REJECTED, RETURNED, FILED, READ, CLOSED}),
    APPROVED: frozenset(),
    REJECTED: frozenset(),
    RETURNED: frozenset(),
    FILED: frozenset(),
    READ: frozenset(),
    CLOSED: frozenset(),
}

APPROVE = "approve"
FILE = "file"
CC = "cc"

#: kinds of task that need somebody's decision (a copy is only acknowledged)
DECIDING = frozenset({APPROVE, FILE})

#: (kind of task, decision) -> state of the task afterwards
DECISIONS = {
    (APPROVE, "approve"): APPROVED,
    (APPROVE, "reject"): REJECTED,
    (FILE, "file"): FILED,
    (CC, "acknowledge"): READ,
}

#: states in which the content of a document stands
LOCKED = frozenset({RUNNING, APPROVED, REJECTED, REVOKED})
#: states from which the requester may send a document again
RESUBMITTABLE = frozenset({RETURNED, WITHDRAWN})


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """A command that the law does not allow; ``reason`` is a stable code."""

    def __init__(self, reason, **details):
        super().__init__(reason)
        self.reason = reason
        self.details = details


def check_transition(table, before, after):
    """Return ``after``, or refuse a way that the table does not know."""
    if after not in table[before]:
        raise Refused("transition", before=before, after=after)
    return after
