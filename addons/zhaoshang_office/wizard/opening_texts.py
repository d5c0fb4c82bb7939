"""The words for what the rules of the opening sheet found; one place for each text."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

TEXTS = {
    "unknown_kind": _lt("“%(text)s” is no kind of entry: write one of %(kinds)s"),
    "unknown_bureau": _lt(
        "“%(text)s” is the name or city of no bureau (%(rule)s): copy it from “Bureaus”"
    ),
    "unknown_officer": _lt(
        "“%(text)s” holds no confirmed appointment in this bureau (%(rule)s): import the "
        "roster first, or correct the name"
    ),
    "no_number": _lt("The number of the document is empty (%(rule)s)"),
    "ahead": _lt("%(day)s lies ahead: only what was served is taken over (%(rule)s)"),
    "outside_term": _lt(
        "%(day)s is not within the appointment from %(first)s to %(last)s: what happened "
        "in another term does not count in this one (%(rule)s)"
    ),
    "twice": _lt("Row %(row)s says the same already (%(rule)s): take one out"),
    "start_known": _lt(
        "The duties of this bureau are watched from %(day)s already: the investment bureau "
        "changes that on the bureau itself"
    ),
    "start_far_back": _lt(
        "%(day)s lies more than %(days)s days back (%(rule)s): what was due before would "
        "be called missing at once. Begin on %(first)s or later; what was on paper before "
        "comes in by the other rows"
    ),
    "no_reason": _lt("Write in the column of remarks why the figures are corrected (%(rule)s)"),
    "no_paper_month": _lt(
        "%(month)s of this officer is not on record as closed on paper (%(rule)s): there "
        "is nothing to correct; import it as a month at post"
    ),
    "result_known": _lt(
        "A result of %(day)s is on record (%(rule)s), so there was one: take the row out"
    ),
    "sanction_known": _lt(
        "This sanction is on record, served on %(day)s, %(number)s (%(rule)s): what is on "
        "record is not written over"
    ),
    "no_note": _lt(
        "Write which result it was (%(rule)s): a project accepted, a client in the county, "
        "a signing, a start of construction, an arrival"
    ),
    "nobody_there": _lt(
        "On %(day)s nobody was in post in this bureau (%(rule)s): name the officer, or "
        "correct the day"
    ),
    "bad_month": _lt("“%(text)s” is not a month: write it like 2026-10"),
    "bad_days": _lt("“%(column)s” is no number of days (%(rule)s): write a whole number"),
    "month_runs": _lt("%(month)s is not over yet (%(rule)s): only a month that is over is closed"),
    "service_beyond": _lt(
        "%(days)s days in service, but the appointment has %(most)s days in %(month)s (%(rule)s)"
    ),
    "days_beyond": _lt(
        "The days come to %(days)s, more than the %(most)s in service (%(rule)s): days at "
        "post, of leave and without leave are told apart"
    ),
    "no_start": _lt(
        "Nobody has said from which day this bureau is watched (%(rule)s): add its row "
        "“%(kind)s” to the sheet"
    ),
    "month_watched": _lt(
        "The bureau is watched from %(start)s, and %(month)s is worked out by this "
        "software (%(rule)s): take the row out"
    ),
    "sanction_watched": _lt(
        "The bureau is watched from %(start)s: what is served on %(day)s is drafted, "
        "decided and served in this software (%(rule)s), not imported: take the row out"
    ),
    "result_watched": _lt(
        "The bureau is watched from %(start)s: a result of %(day)s stands with its project "
        "or its guests (%(rule)s): take the row out, and enter it there"
    ),
    "month_closed": _lt("%(month)s has been closed in this software (%(rule)s): take the row out"),
    "month_known": _lt(
        "%(month)s is on record with %(days)s days at post, %(number)s (%(rule)s): what "
        "was signed is not written over. If it was wrong, correct it by a row “%(kind)s” "
        "with document and reason"
    ),
    "no_criticism": _lt(
        "A warning follows a public criticism that was served before (%(rule)s): add that "
        "row, or correct the days"
    ),
}
