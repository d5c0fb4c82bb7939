"""The right to make one write to a guarded record, and only that one.

A permit is a fresh Python object put in the context of a single call. No client can send one:
contexts that come over the wire hold strings, numbers, lists and dictionaries. It names the
model, the records, the operation and the values it is good for, closes when it is first used, and
is taken out of the context before anything else runs, so that neither a hook, a computed field, a
message nor a server action (which can read ``env.context``) ever holds an open one.
"""

CONTEXT_KEY = "zs_permit"


class Permit:
    """Good for one ``create`` or ``write`` of exactly these values."""

    __slots__ = ("_ids", "_model", "_open", "_operation", "_vals")

    def __init__(self, records, operation, vals):
        self._model = records._name
        self._ids = records._ids
        self._operation = operation
        self._vals = vals
        self._open = True

    def spend(self, records, operation, vals):
        """Close the permit; return the values it was good for in this call, else None.

        Overrides above the guard may have added values of their own: they are not permitted, the
        guard has to check them like anybody's.
        """
        was_open, self._open = self._open, False
        good = (
            was_open
            and records._name == self._model
            and records._ids == self._ids
            and operation == self._operation
            and (vals == self._vals or operation == "write" and _contains(vals, self._vals))
        )
        return self._vals if good else None


def permitted_write(records, vals):
    """Write engine-owned values through every override of ``write``."""
    if not records:
        return True
    return _with_permit(records, Permit(records, "write", dict(vals))).write(vals)


def permitted_create(model, vals_list):
    """Create engine-owned records through every override of ``create``."""
    model = model.browse()
    if not vals_list:
        return model
    copies = [dict(vals) for vals in vals_list]
    return _with_permit(model, Permit(model, "create", copies)).create(vals_list)


def enter(records, operation, vals=None):
    """First act of a guarded method.

    :returns: ``(records without the permit, values it permits or None)``
    """
    permit = records.env.context.get(CONTEXT_KEY)
    if permit is None:
        return records, None
    context = {key: value for key, value in records.env.context.items() if key != CONTEXT_KEY}
    clean = records.with_env(records.env(context=context))
    # ``type is`` and not isinstance: what a client can send is never a Permit
    return clean, permit.spend(records, operation, vals) if type(permit) is Permit else None


def quiet(records):
    """The records, each once, in a context of our own: nothing a client sent in it goes below.

    ``default_*`` keys would fill fields of messages and tasks, other keys switch off checks of
    stock models.
    """
    kept = {"lang", "tz", "allowed_company_ids"}
    records = records.browse(dict.fromkeys(records.ids))
    context = {key: value for key, value in records.env.context.items() if key in kept}
    return records.with_env(records.env(context=context))


def _contains(vals, part):
    return all(name in vals and vals[name] == value for name, value in part.items())


def _with_permit(records, permit):
    return records.with_context(**{CONTEXT_KEY: permit})
