"""Contexts come from the client; what the engine does in somebody's name runs without them."""

KEPT = {"lang", "tz", "allowed_company_ids"}


def quiet(records):
    """The records, each once, in a context of our own: nothing a client sent in it goes below.

    ``default_*`` keys would fill fields of messages and tasks, other keys switch off checks of
    stock models. A program that says no language speaks its person's: titles are kept, and read by
    others.
    """
    records = records.browse(dict.fromkeys(records.ids))
    context = {key: value for key, value in records.env.context.items() if key in KEPT}
    if not context.get("lang"):
        context["lang"] = records.env["res.users"].context_get().get("lang")
    return records.with_env(records.env(context=context))
