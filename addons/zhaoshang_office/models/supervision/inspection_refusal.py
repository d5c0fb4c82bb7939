from odoo import api, models

from ..words import days_words


class InspectionEntry(models.Model):
    """What stands against an entry, in words: rule, figure, way out; each text once."""

    _inherit = "zhaoshang.inspection.entry"

    @api.model
    def _refusal(self, rule, officer, day, leave, before):
        words = getattr(self, f"_refuse_{rule.lower().replace('-', '_')}")
        return words(officer, day, leave, before)

    def _refuse_r007(self, officer, day, leave, before):
        return self.env._(
            "%(name)s holds no post on %(day)s; in service from %(first)s to %(last)s (clause 3, "
            "R007). Choose another day.",
            name=officer.name,
            day=day,
            first=officer.date_from,
            last=officer.date_to,
        )

    def _refuse_r061_ahead(self, officer, day, leave, before):
        return self.env._(
            "%s: this moment has not come yet; only what has been can be inspected (clause 9, "
            "R061). Correct day or time.",
            day,
        )

    def _refuse_r061_leave(self, officer, day, leave, before):
        return self.env._(
            "%(leave)s is granted to %(name)s: on %(day)s he is not absent without leave (clause "
            "9, R061). Put down “Other” with what was found if something else is wrong.",
            leave=self._leave_words(leave),
            name=officer.name,
            day=day,
        )

    def _refuse_r070(self, officer, day, leave, before):
        return self.env._(
            "%s is a statutory holiday: nobody has to be at the outpost (R070, our reading). Put "
            "down “Other” with what was found if something else is wrong.",
            day,
        )

    def _refuse_r061_note(self, officer, day, leave, before):
        return self.env._("Write what was found: “Other” alone tells nothing (clause 9, R061).")

    def _refuse_r061_reason(self, officer, day, leave, before):
        return self.env._(
            "For %(name)s “%(result)s” is put down already, %(moment)s by %(who)s. It stands; a "
            "correction is a further entry: write its reason (clause 9, R061).",
            name=officer.name,
            result=before.words,
            moment=before._county_moment().strftime("%H:%M"),
            who=before.inspector_id.name,
        )

    @api.model
    def _leave_words(self, leaves):
        """Kind, number and days of the absences, and nothing of what they are for (R012)."""
        kinds = dict(leaves._fields["kind"]._description_selection(self.env))
        return "; ".join(
            f"{kinds[leave.kind]} {leave.number or ''} "
            f"{days_words(self.env, leave.date_from, leave.last_away)}"
            for leave in leaves
        )
