"""The words for what the rules of past arrivals found; one place for each text."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

TEXTS = {
    "unknown_project": _lt(
        "“%(text)s” is number or codename of no reported project (%(rule)s): copy the "
        "number from “Projects”, or import the project first"
    ),
    "ahead": _lt("The day of arrival %(text)s lies ahead (%(rule)s)"),
    "bad_amount": _lt("“%(text)s” is no amount above zero in units of 10,000 yuan (%(rule)s)"),
    "twice": _lt(
        "The same project, day and amount stand in row %(row)s (%(rule)s): add the two up "
        "or take one out"
    ),
    "on_record_draft": _lt("On record as a draft, which is reported under “Arrivals” (%(rule)s)"),
}
