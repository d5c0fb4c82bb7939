"""The words for what the rules of past projects found; one place for each text."""

from .sheet_texts import SheetTexts


class ProjectTexts(SheetTexts):
    def _own_texts(self):
        return {
            "unknown_bureau": self.env._(
                "“%(text)s” is no bureau with somebody in post (%(rule)s). Write its full name as "
                "under “Bureaus”"
            ),
            "unknown_word": self.env._("%(column)s “%(text)s” is none of: %(words)s (%(rule)s)"),
            "ahead": self.env._("%(column)s %(text)s lies ahead (%(rule)s)"),
            "bad_amount": self.env._(
                "%(column)s “%(text)s” is no amount: a number without unit, not negative (%(rule)s)"
            ),
            "bad_uscc": self.env._(
                "“%(text)s” is no unified social credit code (%(rule)s): copy it from the business "
                "licence or leave it empty"
            ),
            "codename": self.env._(
                "The codename “%(text)s” names the investor (%(rule)s): choose another"
            ),
            "stage_before_report": self.env._("The stage begins before the report (%(rule)s)"),
            "twice": self.env._("The same project stands in row %(row)s (%(rule)s)"),
            "other_stage": self.env._(
                "The project is on record in another stage, which its buttons move (%(rule)s): "
                "take the row out"
            ),
        }
