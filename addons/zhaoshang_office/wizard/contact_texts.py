"""The words for what the rules of the address book found; one place for each text."""
# ``_`` is ``env._`` here, short because it comes so often
# pylint: disable=prefer-env-translation

from ..rules.contacts import COLUMNS
from .sheet_texts import SheetTexts


class ContactTexts(SheetTexts):
    def __init__(self, env):
        super().__init__(env, COLUMNS)

    def _own_texts(self):
        return {
            "empty": self.env._("%(column)s is empty (clause 6, %(rule)s)"),
            "unknown_category": self.env._(
                "“%(text)s” is no category: correct it, or have the investment bureau add it to "
                "the list (clause 6, %(rule)s)"
            ),
            "bad_phone": self.env._(
                "“%(text)s” cannot be dialled: seven digits at least and no letters; format the "
                "column as text (%(rule)s)"
            ),
            "bad_email": self.env._("“%(text)s” is no e-mail address (%(rule)s)"),
            "bad_uscc": self.env._(
                "“%(text)s” is no unified social credit code: copy it from the business licence, "
                "or leave it empty (%(rule)s)"
            ),
            "contact_ahead": self.env._(
                "The last contact on %(date)s lies in the future (%(rule)s)"
            ),
            "contact_twice": self.env._(
                "%(name)s of the same organisation stands in row %(row)s, too: keep one of the "
                "two (%(rule)s)"
            ),
            "two_codes": self.env._(
                "Row %(row)s gives the same organisation another credit code than %(text)s "
                "(%(rule)s)"
            ),
            "code_of_two": self.env._(
                "Row %(row)s gives the credit code %(text)s to another organisation (%(rule)s)"
            ),
            "two_categories": self.env._(
                "Row %(row)s gives the same organisation another category than “%(text)s” "
                "(%(rule)s)"
            ),
            "code_on_record": self.env._(
                "The credit code %(text)s belongs to “%(organisation)s” in the address book: use "
                "its name (%(rule)s)"
            ),
            "other_code_on_record": self.env._(
                "The address book has the credit code %(text)s for this organisation: correct "
                "the sheet or the entry (%(rule)s)"
            ),
        }
