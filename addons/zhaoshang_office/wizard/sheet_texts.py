"""The words for what every imported sheet may have wrong; one place for each text."""

from odoo.tools.translate import LazyTranslate

from ..rules.sheet import plain

_lt = LazyTranslate(__name__)

TEXTS = {
    "no_header": _lt(
        "No row with the headings %(headings)s was found in the first 20 rows. Is this "
        "the right sheet?"
    ),
    "missing_columns": _lt("The sheet lacks these columns: %(columns)s."),
    "no_rows": _lt("There is no entry below the headings."),
    "empty": _lt("%(column)s is empty"),
    "bad_date": _lt("%(column)s “%(text)s” is not a date: write it like 2025-07-01"),
    "error_cell": _lt(
        "Cell %(cell)s holds the error %(text)s instead of a value: mend its formula"
    ),
}


class SheetTexts:
    """Sentences by the code of a violation: those of all sheets, and ``own`` of one kind."""

    def __init__(self, env, columns, own):
        self.env = env
        self._columns = columns
        self._texts = TEXTS | own

    def of(self, violation):
        """Return the sentence for one violation, with its rule."""
        text = self.env._(self._texts[violation.code])
        return text % {"rule": violation.rule, **violation.values}

    def changes(self, names):
        """Return which columns differ from what is on record."""
        if not names:
            return False
        return self.env._("Changes: %s", self._columns.titles(names))

    def first_text(self, cells):
        return next((text for text in map(plain, cells) if text), "")
