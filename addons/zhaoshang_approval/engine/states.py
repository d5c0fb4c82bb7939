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
    # an objection within the term of a filing brings an approved document back
    APPROVED: frozenset({APPROVED, RETURNED, REVOKED}),
    REJECTED: frozenset(),
    REVOKED: frozenset(),
}

OPEN = "open"
FILED = "filed"
READ = "read"
CLOSED = "closed"
WAITING = "waiting"
TRANSFERRED = "transferred"

#: state of a task -> states it may enter; what is neither open nor waiting is history
TASK_TRANSITIONS = {
    OPEN: frozenset({APPROVED, REJECTED, RETURNED, FILED, READ, CLOSED, WAITING, TRANSFERRED}),
    WAITING: frozenset({OPEN, CLOSED}),
    APPROVED: frozenset(),
    REJECTED: frozenset(),
    RETURNED: frozenset(),
    FILED: frozenset(),
    READ: frozenset(),
    CLOSED: frozenset(),
    TRANSFERRED: frozenset(),
}
#: states of tasks that their person decided
DECIDED = frozenset({APPROVED, REJECTED, RETURNED, FILED, READ})
#: states of tasks that still count on their person
LIVING = frozenset({OPEN, WAITING})
#: what a person may take back at once; a registered number is given, a copy once read is read
UNDOABLE = frozenset({APPROVED, REJECTED, RETURNED})

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
    """A command that the law does not allow; ``reason`` is a stable code, ``user`` whom it is
    about, if anybody."""

    def __init__(self, reason, user=None):
        super().__init__(reason)
        self.reason = reason
        self.user = user


def check_transition(table, before, after):
    """Return ``after``, or refuse a way that the table does not know."""
    if after not in table[before]:
        raise Refused("transition")
    return after
