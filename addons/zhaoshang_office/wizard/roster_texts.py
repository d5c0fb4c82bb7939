"""The words for what the roster's rules found; one place for each text."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

TEXTS = {
    "unknown_bureau": _lt(
        "There is no bureau “%(bureau)s”: correct the name, or have the investment bureau "
        "set it up first (clause 1, %(rule)s)"
    ),
    "unknown_role": _lt("The post “%(role)s” is neither head nor deputy head (clause 2, %(rule)s)"),
    "ends_before_start": _lt(
        "The appointment ends on %(to)s, before it begins on %(from)s (clause 3, %(rule)s)"
    ),
    "term_too_long": _lt(
        "The appointment ends on %(to)s, later than the two-year term allows: "
        "%(longest)s at most (clause 3, %(rule)s)"
    ),
    "bureau_not_open": _lt("The bureau was opened on %(date)s only (clause 1, %(rule)s)"),
    "bureau_closed": _lt("The bureau is closed on %(date)s (clause 1, %(rule)s)"),
    "no_host_unit": _lt("There is no host unit (clause 2, %(rule)s)"),
    "unknown_host_unit": _lt(
        "“%(unit)s” is not in the list of host units: correct it, or add it to the list "
        "first (clause 2, %(rule)s)"
    ),
    "host_unit_not_listed": _lt(
        "“%(unit)s” is not on the list for this post: give the reason in the column of "
        "remarks (clause 2, %(rule)s)"
    ),
    "person_twice": _lt(
        "The same person stands in row %(row)s for the same time (clause 3, %(rule)s)"
    ),
    "second_head": _lt(
        "A second head of the bureau at the same time; the other is %(name)s in row "
        "%(row)s (clause 2, %(rule)s)"
    ),
    "person_twice_on_record": _lt(
        "%(name)s has an appointment from %(from)s to %(to)s already: end that one first "
        "(clause 3, %(rule)s)"
    ),
    "second_head_on_record": _lt(
        "The bureau has a head already: %(name)s, %(from)s to %(to)s; end that "
        "appointment first (clause 2, %(rule)s)"
    ),
    "confirmed_is_fixed": _lt(
        "The appointment is confirmed; %(columns)s cannot be changed by an import: end "
        "it on the appointment's page and draft a new one (clause 3, %(rule)s)"
    ),
    "many_deputies": _lt(
        "Note: %(count)s deputy heads at once; the staffing standard is %(standard)s "
        "people (clause 2, %(rule)s)"
    ),
}
