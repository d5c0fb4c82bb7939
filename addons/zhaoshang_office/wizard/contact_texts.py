"""The words for what the rules of the address book found; one place for each text."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

TEXTS = {
    "empty": _lt("%(column)s is empty (clause 6, %(rule)s)"),
    "unknown_category": _lt(
        "“%(text)s” is no category: correct it, or have the investment bureau add it to "
        "the list (clause 6, %(rule)s)"
    ),
    "bad_phone": _lt(
        "“%(text)s” cannot be dialled: seven digits at least and no letters; format the "
        "column as text (%(rule)s)"
    ),
    "bad_email": _lt("“%(text)s” is no e-mail address (%(rule)s)"),
    "bad_uscc": _lt(
        "“%(text)s” is no unified social credit code: copy it from the business licence, "
        "or leave it empty (%(rule)s)"
    ),
    "contact_ahead": _lt("The last contact on %(date)s lies in the future (%(rule)s)"),
    "contact_twice": _lt(
        "%(name)s of the same organisation stands in row %(row)s, too: keep one of the "
        "two (%(rule)s)"
    ),
    "two_codes": _lt(
        "Row %(row)s gives the same organisation another credit code than %(text)s (%(rule)s)"
    ),
    "code_of_two": _lt(
        "Row %(row)s gives the credit code %(text)s to another organisation (%(rule)s)"
    ),
    "two_categories": _lt(
        "Row %(row)s gives the same organisation another category than “%(text)s” (%(rule)s)"
    ),
    "code_on_record": _lt(
        "The credit code %(text)s belongs to “%(organisation)s” in the address book: use "
        "its name (%(rule)s)"
    ),
    "other_code_on_record": _lt(
        "The address book has the credit code %(text)s for this organisation: correct "
        "the sheet or the entry (%(rule)s)"
    ),
}
