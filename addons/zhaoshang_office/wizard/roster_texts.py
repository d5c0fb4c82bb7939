"""The words for what the roster's rules found; one place for each text."""
# ``_`` is ``env._`` here, short because it comes so often
# pylint: disable=prefer-env-translation

from ..rules.roster import COLUMNS
from .sheet_texts import SheetTexts


class RosterTexts(SheetTexts):
    def __init__(self, env):
        super().__init__(env, COLUMNS)

    def _own_texts(self):
        return {
            "unknown_bureau": self.env._(
                "There is no bureau “%(bureau)s”: correct the name, or have the investment bureau "
                "set it up first (clause 1, %(rule)s)"
            ),
            "unknown_role": self.env._(
                "The post “%(role)s” is neither head nor deputy head (clause 2, %(rule)s)"
            ),
            "ends_before_start": self.env._(
                "The appointment ends on %(to)s, before it begins on %(from)s (clause 3, %(rule)s)"
            ),
            "term_too_long": self.env._(
                "The appointment ends on %(to)s, later than the two-year term allows: "
                "%(longest)s at most (clause 3, %(rule)s)"
            ),
            "bureau_not_open": self.env._(
                "The bureau was opened on %(date)s only (clause 1, %(rule)s)"
            ),
            "bureau_closed": self.env._("The bureau is closed on %(date)s (clause 1, %(rule)s)"),
            "no_host_unit": self.env._("There is no host unit (clause 2, %(rule)s)"),
            "unknown_host_unit": self.env._(
                "“%(unit)s” is not in the list of host units: correct it, or add it to the list "
                "first (clause 2, %(rule)s)"
            ),
            "host_unit_not_listed": self.env._(
                "“%(unit)s” is not on the list for this post: give the reason in the column of "
                "remarks (clause 2, %(rule)s)"
            ),
            "person_twice": self.env._(
                "The same person stands in row %(row)s for the same time (clause 3, %(rule)s)"
            ),
            "second_head": self.env._(
                "A second head of the bureau at the same time; the other is %(name)s in row "
                "%(row)s (clause 2, %(rule)s)"
            ),
            "person_twice_on_record": self.env._(
                "%(name)s has an appointment from %(from)s to %(to)s already: end that one first "
                "(clause 3, %(rule)s)"
            ),
            "second_head_on_record": self.env._(
                "The bureau has a head already: %(name)s, %(from)s to %(to)s; end that "
                "appointment first (clause 2, %(rule)s)"
            ),
            "confirmed_is_fixed": self.env._(
                "The appointment is confirmed; %(columns)s cannot be changed by an import: end "
                "it on the appointment's page and draft a new one (clause 3, %(rule)s)"
            ),
            "many_deputies": self.env._(
                "Note: %(count)s deputy heads at once; the staffing standard is %(standard)s "
                "people (clause 2, %(rule)s)"
            ),
        }
