"""Small matters of language that are the same everywhere."""


def join_names(env, names):
    """Return names in a row, with the mark that the reader's language uses between them."""
    return ("、" if (env.lang or "").startswith("zh") else ", ").join(names)
