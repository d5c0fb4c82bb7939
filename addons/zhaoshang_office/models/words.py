"""Small matters of language that are the same everywhere."""


def join_names(env, names):
    """Return names in a row, with the mark that the reader's language uses between them."""
    return ("、" if (env.lang or "").startswith("zh") else ", ").join(names)


def month_words(env, day):
    """Return the month of a day as the reader's language writes it: 2026年10月, else 2026-10."""
    chinese = (env.lang or "").startswith("zh")
    return f"{day.year}年{day.month}月" if chinese else f"{day:%Y-%m}"


def days_words(env, first, last):
    """Return days in a row as one says them: the one day, or the first to the last."""
    return str(first) if first == last else env._("%(first)s to %(last)s", first=first, last=last)
