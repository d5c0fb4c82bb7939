"""The words for what every imported sheet may have wrong; one place for each text."""
# ``_`` is ``env._`` here, short because it comes so often
# pylint: disable=prefer-env-translation

from ..rules.sheet import plain


class SheetTexts:
    """Sentences by the code of a violation; each kind of sheet adds its own in ``_own_texts``."""

    def __init__(self, env, columns):
        self.env = env
        self._columns = columns
        self._texts = self._common_texts() | self._own_texts()

    def _common_texts(self):
        return {
            "no_header": self.env._(
                "No row with the headings %(headings)s was found in the first 20 rows. Is this "
                "the right sheet?"
            ),
            "missing_columns": self.env._("The sheet lacks these columns: %(columns)s."),
            "no_rows": self.env._("There is no entry below the headings."),
            "empty": self.env._("%(column)s is empty"),
            "bad_date": self.env._("%(column)s “%(text)s” is not a date: write it like 2025-07-01"),
            "error_cell": self.env._(
                "Cell %(cell)s holds the error %(text)s instead of a value: mend its formula"
            ),
        }

    def _own_texts(self):
        return {}

    def of(self, violation):
        """Return the sentence for one violation, with its rule."""
        return self._texts[violation.code] % {"rule": violation.rule, **violation.values}

    def changes(self, names):
        """Return which columns differ from what is on record."""
        if not names:
            return False
        return self.env._("Changes: %s", self._columns.titles(names))

    def first_text(self, cells):
        return next((text for text in map(plain, cells) if text), "")
