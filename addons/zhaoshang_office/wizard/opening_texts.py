"""The words for what the rules of the opening sheet found; one place for each text."""

from ..rules.opening import COLUMNS
from .sheet_texts import SheetTexts


class OpeningTexts(SheetTexts):
    def __init__(self, env):
        super().__init__(env, COLUMNS)

    def _own_texts(self):
        return {
            "unknown_kind": self.env._("“%(text)s” is no kind of entry: write one of %(kinds)s"),
            "unknown_bureau": self.env._(
                "“%(text)s” is the name or city of no bureau (%(rule)s): copy it from “Bureaus”"
            ),
            "unknown_officer": self.env._(
                "“%(text)s” holds no confirmed appointment in this bureau (%(rule)s): import the "
                "roster first, or correct the name"
            ),
            "no_number": self.env._("The number of the document is empty (%(rule)s)"),
            "ahead": self.env._(
                "%(day)s lies ahead: only what was served is taken over (%(rule)s)"
            ),
            "outside_term": self.env._(
                "%(day)s is not within the appointment from %(first)s to %(last)s: what happened "
                "in another term does not count in this one (%(rule)s)"
            ),
            "twice": self.env._("Row %(row)s says the same already (%(rule)s): take one out"),
            "start_known": self.env._(
                "The duties of this bureau are watched from %(day)s already: the investment bureau "
                "changes that on the bureau itself"
            ),
            "sanction_known": self.env._(
                "This sanction is on record, served on %(day)s, %(number)s (%(rule)s): what is on "
                "record is not written over"
            ),
            "no_note": self.env._(
                "Write which result it was (%(rule)s): a project accepted, a client in the county, "
                "a signing, a start of construction, an arrival"
            ),
            "nobody_there": self.env._(
                "On %(day)s nobody was in post in this bureau (%(rule)s): name the officer, or "
                "correct the day"
            ),
            "bad_month": self.env._("“%(text)s” is not a month: write it like 2026-10"),
            "bad_days": self.env._(
                "“%(column)s” is no number of days (%(rule)s): write a whole number"
            ),
            "month_runs": self.env._(
                "%(month)s is not over yet (%(rule)s): only a month that is over is closed"
            ),
            "service_beyond": self.env._(
                "%(days)s days in service, but the appointment has %(most)s days in %(month)s "
                "(%(rule)s)"
            ),
            "days_beyond": self.env._(
                "The days come to %(days)s, more than the %(most)s in service (%(rule)s): days at "
                "post, of leave and without leave are told apart"
            ),
            "no_start": self.env._(
                "Nobody has said from which day this bureau is watched (%(rule)s): add its row "
                "“%(kind)s” to the sheet"
            ),
            "month_watched": self.env._(
                "The bureau is watched from %(start)s, and %(month)s is worked out by this "
                "software (%(rule)s): take the row out"
            ),
            "sanction_watched": self.env._(
                "The bureau is watched from %(start)s: what is served on %(day)s is drafted, "
                "decided and served in this software (%(rule)s), not imported: take the row out"
            ),
            "result_watched": self.env._(
                "The bureau is watched from %(start)s: a result of %(day)s stands with its project "
                "or its guests (%(rule)s): take the row out, and enter it there"
            ),
            "month_closed": self.env._(
                "%(month)s has been closed in this software (%(rule)s): take the row out"
            ),
            "month_known": self.env._(
                "%(month)s is on record with %(days)s days at post, %(number)s (%(rule)s): what "
                "was signed is not written over"
            ),
            "no_criticism": self.env._(
                "A warning follows a public criticism that was served before (%(rule)s): add that "
                "row, or correct the days"
            ),
        }
