"""The words for what the rules of past projects found; one place for each text."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

TEXTS = {
    "unknown_bureau": _lt(
        "“%(text)s” is no bureau with somebody in post (%(rule)s). Write its full name as "
        "under “Bureaus”"
    ),
    "unknown_word": _lt("%(column)s “%(text)s” is none of: %(words)s (%(rule)s)"),
    "ahead": _lt("%(column)s %(text)s lies ahead (%(rule)s)"),
    "bad_amount": _lt(
        "%(column)s “%(text)s” is no amount: a number without unit, not negative (%(rule)s)"
    ),
    "bad_uscc": _lt(
        "“%(text)s” is no unified social credit code (%(rule)s): copy it from the business "
        "licence or leave it empty"
    ),
    "codename": _lt("The codename “%(text)s” names the investor (%(rule)s): choose another"),
    "stage_before_report": _lt("The stage begins before the report (%(rule)s)"),
    "twice": _lt("The same project stands in row %(row)s (%(rule)s)"),
    "other_stage": _lt(
        "The project is on record in another stage, which its buttons move (%(rule)s): "
        "take the row out"
    ),
}
