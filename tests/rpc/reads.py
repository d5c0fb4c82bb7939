"""Every way to read something over RPC: ``read(door, model, ids)`` tells what the reader learnt.

Nothing learnt is empty: no row, a count of zero, no text. A refusal is an exception. Each of them
answers for those who may read, which the positive controls show.
"""

from __future__ import annotations

READS = {}
LABEL = {"display_name": {}}


def reading(function):
    READS[function.__name__] = function
    return function


def among(ids):
    return [("id", "in", ids)]


def _named(rows, ids):
    return [row for row in rows if row["id"] in ids]


def _link(door, model):
    """Some many2one by which rows can be grouped."""
    fields = door.call(model, "fields_get", attributes=["type", "store", "groupable"])
    return next(
        name
        for name, field in sorted(fields.items())
        if field["type"] == "many2one" and field["store"] and field["groupable"]
    )


@reading
def read(door, model, ids):
    return door.call(model, "read", ids, fields=["display_name"])


@reading
def read_all_fields(door, model, ids):
    return door.call(model, "read", ids)


@reading
def web_read(door, model, ids):
    return door.call(model, "web_read", ids, specification=LABEL)


@reading
def search(door, model, ids):
    return door.call(model, "search", domain=among(ids))


@reading
def search_with_context_keys(door, model, ids):
    context = {"active_test": False, "uid": 1, "su": True, "sudo": True, "bin_size": True}
    return door.call(model, "search", domain=among(ids), context=context)


@reading
def search_count(door, model, ids):
    return door.call(model, "search_count", domain=among(ids))


@reading
def search_read(door, model, ids):
    return door.call(model, "search_read", domain=among(ids), fields=["display_name"])


@reading
def search_read_everything(door, model, ids):
    return _named(door.call(model, "search_read", domain=[], fields=["display_name"]), ids)


@reading
def web_search_read(door, model, ids):
    return door.call(model, "web_search_read", domain=among(ids), specification=LABEL)["records"]


@reading
def formatted_read_group(door, model, ids):
    groups = door.call(
        model, "formatted_read_group", domain=among(ids), groupby=[], aggregates=["__count"]
    )
    return sum(group["__count"] for group in groups)


@reading
def formatted_read_group_by_the_first_link(door, model, ids):
    return door.call(
        model, "formatted_read_group", domain=among(ids), groupby=[_link(door, model)],
        aggregates=["__count"],
    )  # fmt: skip


@reading
def web_read_group(door, model, ids):
    link = _link(door, model)
    return door.call(model, "web_read_group", domain=among(ids), groupby=[link])["groups"]


@reading
def name_search(door, model, ids):
    return door.call(model, "name_search", name="", domain=among(ids))


@reading
def web_name_search(door, model, ids):
    return door.call(model, "web_name_search", name="", specification=LABEL, domain=among(ids))
