"""The words for what the rules of past arrivals found; one place for each text."""

from ..rules.arrival_list import COLUMNS
from .sheet_texts import SheetTexts


class ArrivalTexts(SheetTexts):
    def __init__(self, env):
        super().__init__(env, COLUMNS)

    def _own_texts(self):
        return {
            "unknown_project": self.env._(
                "“%(text)s” is number or codename of no reported project (%(rule)s): copy the "
                "number from “Projects”, or import the project first"
            ),
            "ahead": self.env._("The day of arrival %(text)s lies ahead (%(rule)s)"),
            "bad_amount": self.env._(
                "“%(text)s” is no amount above zero in units of 10,000 yuan (%(rule)s)"
            ),
            "twice": self.env._(
                "The same project, day and amount stand in row %(row)s (%(rule)s): add the two up "
                "or take one out"
            ),
            "on_record_draft": self.env._(
                "On record as a draft, which is reported under “Arrivals” (%(rule)s)"
            ),
        }
