"""The right to do what one command has announced, each operation once and nothing else.

A permit is a fresh Python object in the context of a call. No client can send one: contexts that
come over the wire hold strings, numbers, lists and dictionaries. It is closed when its command
ends, so that a context kept by an automation opens nothing afterwards.

- ``permitted_write`` and ``permitted_create`` announce one call with exactly these values. The
  guarded method begins with ``enter``, which closes the permit and takes it out of the context
  before anything else runs: neither a hook, a computed field, a message nor a server action (which
  can read ``env.context``) ever holds an open one.
- ``permitted`` announces what happens inside a method of Odoo's own that writes several models, as
  posting an entry does. Each guard on the way takes its part with ``spend``.
"""

from collections import Counter
from contextlib import contextmanager

CONTEXT_KEY = "zs_permit"


class Permit:
    """Operations that are about to happen: hashable values that the guards know."""

    __slots__ = ("_open",)

    def __init__(self, operations):
        self._open = Counter(operations)

    def names(self, operation):
        """Whether the operation is still open."""
        return operation in self._open

    def spend(self, operations):
        """Spend all these operations, or none; tell whether they were open."""
        wanted = Counter(operations)
        if any(self._open[operation] < count for operation, count in wanted.items()):
            return False
        self._open -= wanted
        return True

    def spend_all(self, operations):
        """Spend all that is open if it is exactly these operations; tell whether it was."""
        if not operations or Counter(operations) != self._open:
            return False
        self._open.clear()
        return True

    def close(self):
        """Let nothing more happen on this permit; tell whether something was left."""
        left = bool(self._open)
        self._open.clear()
        return left


@contextmanager
def permitted(records, operations):
    """Yield the records with a permit for these operations, closed afterwards."""
    permit = Permit(operations)
    try:
        yield records.with_context(**{CONTEXT_KEY: permit})
    finally:
        permit.close()


def spend(env, operations):
    """Spend the operations on the permit of this environment; tell whether it allowed them."""
    permit = env.context.get(CONTEXT_KEY)
    # ``type is`` and not isinstance: what a client can send is never a Permit
    return type(permit) is Permit and permit.spend(operations)


def permitted_write(records, vals):
    """Write guarded values through every override of ``write``."""
    if not records:
        return True
    with permitted(records, call(records, "write", [vals])) as allowed:
        return allowed.write(vals)


def permitted_create(model, vals_list):
    """Create guarded records through every override of ``create``."""
    model = model.browse()
    if not vals_list:
        return model
    with permitted(model, call(model, "create", vals_list)) as allowed:
        return allowed.create(vals_list)


def call(records, method, rows):
    """Operations of one call of ``create`` or ``write``: each of its values.

    :param rows: the list of values of ``create``; those of ``write`` as a list of one
    """
    return [
        operation(method, records, place, name, value)
        for place, row in enumerate(rows)
        for name, value in row.items()
    ]


def operation(method, records, place, name, value):
    """One value of one call; lists and dictionaries by what they look like."""
    try:
        hash(value)
    except TypeError:
        value = repr(value)
    return method, records._name, records._ids, place, name, value


def enter(records, method, vals):
    """First act of a guarded ``create`` or ``write``.

    Overrides above the guard may have added values of their own: they are not permitted, the guard
    has to check them like anybody's. Where one that was announced is missing, nothing is permitted.

    :returns: ``(records without the permit, the part of vals that it permits or None)``
    """
    permit = records.env.context.get(CONTEXT_KEY)
    if permit is None:
        return records, None
    context = {key: value for key, value in records.env.context.items() if key != CONTEXT_KEY}
    clean = records.with_env(records.env(context=context))
    if type(permit) is not Permit:
        return clean, None
    many = method == "create"
    if permit.spend_all(call(records, method, vals if many else [vals])):
        return clean, vals
    announced = [
        {
            name: value
            for name, value in row.items()
            if permit.names(operation(method, records, place, name, value))
        }
        for place, row in enumerate(vals if many else [vals])
    ]
    spent = permit.spend(call(records, method, announced))
    if permit.close() or not spent or not any(announced):
        return clean, None
    return clean, announced if many else announced[0]
