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
            "no_criticism": self.env._(
                "A warning follows a public criticism that was served before (%(rule)s): add that "
                "row, or correct the days"
            ),
        }
