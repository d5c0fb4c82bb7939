"""In-process permits: what this module's own commands may do to guarded records.

A permit names each operation that may follow, and each is spent when it happens. It travels in the
context as an object of this process: no client can send one, a copy of the context kept by an
automation finds it spent or closed, and no boolean stands for it.
"""

from collections import Counter
from contextlib import contextmanager

KEY = "zs_finance_permit"


class Permit:
    """Operations that a command is about to do, each of them once."""

    __slots__ = ("_open",)

    def __init__(self, operations):
        self._open = Counter(operations)

    def spend(self, operations):
        """Spend all these operations, or none; tell whether they were open."""
        wanted = Counter(operations)
        if any(self._open[operation] < count for operation, count in wanted.items()):
            return False
        self._open -= wanted
        return True

    def close(self):
        """Let nothing more happen on this permit."""
        self._open.clear()


@contextmanager
def permitted(records, operations):
    """Yield the records with a permit for these operations, closed afterwards."""
    permit = Permit(operations)
    try:
        yield records.with_context(**{KEY: permit})
    finally:
        permit.close()


def spend(env, operations):
    """Spend the operations on the permit of this environment; tell whether it allowed them."""
    permit = env.context.get(KEY)
    return type(permit) is Permit and permit.spend(operations)
