from dataclasses import replace

from odoo import models
from odoo.tools import format_date

from ...rules import leave as rules
from ..clock import county_today
from ..words import days_words, join_names

OF_THE_DAYS = frozenset({"R007", "R067", "R086"})  # told by the days and the other absences alone
OF_THE_BUREAU = frozenset({"R015", "R077", "R087"})


class Leave(models.Model):
    """What stands against a leave, in words: rule, figure, way out. The one place of each text."""

    _inherit = "zhaoshang.leave"

    def _refusal_texts(self, only=None):
        """Return every reason why this leave cannot be sent, worded for the person who asks.

        :param only: rule ids to look at; all of them where None
        """
        self.ensure_one()
        found = self._violations(only)
        if only is None or only & OF_THE_BUREAU:
            found += self._standing_violations()
        return [
            self._refusal_text(violation)
            for violation in found
            if only is None or violation.rule in only
        ]

    def _violations(self, only=None):
        """Return what the pure rules find against this leave.

        :param only: rule ids that are asked for, so that no more is looked up than they rest on
        """
        if not (self.date_from and self.date_to and self.appointment_id):
            return []
        mine = self.appointment_id.sudo()
        request = rules.Request(
            kind=self.kind,
            span=rules.Span(self.date_from, self.date_to),
            term=rules.Span(mine.date_from, mine.date_to),
            today=self.asked_on or county_today(self.env),
        )
        if only is None or "R086" in only:
            request = replace(request, others=[other._span_away() for other in self._others()])
        if only is None or only - OF_THE_DAYS:
            request = replace(
                request,
                in_month=self._others_in_month(),
                has_reason=bool((self.reason or "").strip()),
                has_paper=self.kind == "special" and self._has_paper(),
                has_client=self._has_client(),
                continues=self._continues(),
            )
        return rules.violations(request, self._limits(), self._calendars()[self.company_id])

    def _standing_violations(self):
        """R015, R077, R087: is somebody there to act, to decide, and to stay at post?"""
        if not (self._span() and self.appointment_id):
            return []
        found = []
        candidates = self._acting_candidates()
        acting = self.acting_appointment_id
        if (
            rules.must_name_acting_head(
                is_head=self.route == "head", deputies_at_post=len(candidates)
            )
            and acting not in candidates
        ):
            names = join_names(self.env, candidates.sudo().mapped("name"))
            found.append(rules.Violation("R015", {"names": names, "acting": acting.sudo().name}))
        elif acting and acting not in candidates:
            found.append(rules.Violation("R015", {"names": "", "acting": acting.sudo().name}))
        if self._needs_head() and not self.deciding_head_user_id:
            found.append(rules.Violation("R077", {"bureau": self.bureau_id.sudo().name}))
        return found + self._too_few_at_post()

    def _too_few_at_post(self):
        """R087: who leaves the bureau empty says why; a county may refuse it outright."""
        empty, rule_set = self._days_below_minimum(), self._rule_set()
        hard = rule_set.min_on_duty_hard
        if not empty or ((self.reason or "").strip() and not hard):
            return []
        figures = {"day": empty[0], "count": len(empty), "limit": rule_set.min_on_duty}
        return [rules.Violation("R087", figures | {"hard": hard})]

    def _refusal_text(self, violation):
        figures = {
            name: format_date(self.env, value) if hasattr(value, "isoformat") else value
            for name, value in violation.figures.items()
        }
        if violation.rule == "R086":
            other = self._overlapped(violation)
            told = other.sudo(False).has_access("read")
            figures["what"] = told and other.display_name
        return getattr(self, f"_refuse_{violation.rule.lower()}")(**figures)

    def _overlapped(self, violation):
        return self._others().filtered(lambda other: other.date_from == violation.figures["first"])[
            :1
        ]

    def _refuse_r007(self, first, last):
        return self.env._(
            "The appointment runs from %(first)s to %(last)s; a leave lies inside it "
            "(clause 3, R007). Choose days within the appointment.",
            first=first,
            last=last,
        )

    def _refuse_r015(self, names, acting):
        if not names:
            return self.env._(
                "%(acting)s cannot act as head on these days: not a deputy at post in this "
                "bureau (clause 4, R015). Leave the acting head empty or change the days.",
                acting=acting,
            )
        if acting:
            return self.env._(
                "%(acting)s is not at post on all these days and cannot act as head (clause 4, "
                "R015). Name %(names)s, or change the days.",
                acting=acting,
                names=names,
            )
        return self.env._(
            "A head who goes on leave names the deputy who acts for him (clause 4, R015). "
            "Fill in the acting head: %(names)s.",
            names=names,
        )

    def _refuse_r065(self, count, limit):
        return self.env._(
            "%(count)s leave is asked for or granted in this month already; clause 10 gives "
            "%(limit)s in principle (R065). Write the reason: both departments will then decide, "
            "or choose days of next month.",
            count=count,
            limit=limit,
        )

    def _refuse_r066(self, days, limit):
        return self.env._(
            "This leave counts %(days)s days and exceeds the %(limit)s days of one leave "
            "(clause 10, R066). Shorten it to %(limit)s days. If special circumstances keep you "
            "from going out, apply in writing to both departments for special leave (clause 10).",
            days=days,
            limit=limit,
        )

    def _refuse_r067(self, first, last):
        return self.env._(
            "The last day %(last)s lies before the first day %(first)s. Correct one of the two.",
            first=first,
            last=last,
        )

    def _refuse_r073(self, days, limit):
        return self.env._(
            "This escort lasts %(days)s days; clause 10 gives %(limit)s in principle, and only "
            "those count as at post (R073). Write in the reason why it takes longer: the "
            "investment bureau decides whether the further days count, or shorten it.",
            days=days,
            limit=limit,
        )

    def _refuse_r074(self, first=None):
        if first:
            return self.env._(
                "An escort is reported before leaving, at the latest on its first day, %(first)s "
                "(R074, our reading). Choose today or a later day; for the days before call the "
                "management office and explain.",
                first=first,
            )
        return self.env._(
            "An escort names whom it is for (clause 10, R072, R074): choose the client visit, or "
            "the client or the project while no visit is entered yet."
        )

    def _refuse_r077(self, bureau):
        return self.env._(
            "%(bureau)s has no head at post and nobody is named to act, so nobody can decide "
            "this leave (clause 10, R077). Ask the organisation department to name an acting "
            "head, then send it again.",
            bureau=bureau,
        )

    def _refuse_r082(self):
        return self.env._(
            "Special leave is asked for in writing (clause 10, R082). Attach the signed "
            "application as a scan or photograph under “Written Application”."
        )

    def _refuse_r085(self, last):
        return self.env._(
            "The leave ended on %(last)s and is prolonged before its end only (R085). Report "
            "back, and explain the later days to the management office.",
            last=last,
        )

    def _refuse_r086(self, first, last, what):
        if not what:
            return self.env._(
                "These days overlap another absence that the person has typed in and not sent yet "
                "(R086). Ask the person to change or delete it first."
            )
        return self.env._(
            "These days overlap another absence, %(days)s: %(what)s (R086). "
            "Choose other days, or withdraw or delete that one first.",
            days=days_words(self.env, first, last),
            what=what,
        )

    def _refuse_r087(self, day, count, limit, hard):
        if hard:
            return self.env._(
                "On %(count)s working days, first on %(day)s, fewer than %(limit)s person would "
                "stay at post in the bureau, which this county refuses (R087). Choose other days, "
                "or agree with a colleague who stays.",
                day=day,
                count=count,
                limit=limit,
            )
        return self.env._(
            "On %(count)s working days, first on %(day)s, fewer than %(limit)s person would stay "
            "at post in the bureau (R087, our reading). Write the reason, or choose other days.",
            day=day,
            count=count,
            limit=limit,
        )

    def _refuse_r088(self, first, latest, limit):
        return self.env._(
            "This leave began on %(first)s. It may be asked for afterwards within %(limit)s "
            "working days, that is until %(latest)s (R088). Call the management office and "
            "explain.",
            first=first,
            latest=latest,
            limit=limit,
        )
