from decimal import Decimal

from odoo import models
from odoo.tools import format_date

from ...rules import project as rules
from ..words import join_names

REPORTED_FIELDS = {
    "investor": "investor_name",
    "contact": "investor_contact",
    "content": "content",
    "industry": "industry",
    "fixed_investment": "fixed_investment",
    "source": "source",
}


class Project(models.Model):
    """What stands against a report or a move, in words. The one place of each text."""

    _inherit = "zhaoshang.project"

    def _stage_labels(self):
        return dict(self._fields["stage"]._description_selection(self.env))

    def _report_refusals(self, today):
        """Return every reason why this project cannot be reported (R106, R107, R108, R110)."""
        self.ensure_one()
        move = rules.Move(self.stage, rules.REPORTED, self._movers())
        texts = [self._move_refusal(violation) for violation in rules.move_violations(move)]
        investor = self._investor()
        report = rules.Report(
            investor=investor.name or "",
            codename=self.codename or "",
            content=(self.content or "").strip(),
            industry=self.industry or "",
            fixed_investment=Decimal(str(self.fixed_investment)),
            total_investment=Decimal(str(self.total_investment)),
            contact=investor.contact or "",
            source=(self.source or "").strip(),
            fits_plan=self.fits_plan,
            intention_clear_on=self.intention_clear_on or None,
            today=today,
        )
        return texts + [self._report_refusal(found) for found in rules.report_violations(report)]

    def _report_refusal(self, violation):
        return getattr(self, f"_refuse_{violation.code}")(**violation.figures)

    def _refuse_missing(self, names):
        labels = [
            self._fields[REPORTED_FIELDS[name]]._description_string(self.env) for name in names
        ]
        return self.env._(
            "A project report names investor, content, industry, investment, contact and source "
            "(clause 12, R106). Still empty: %s. Fill them in and report it again.",
            join_names(self.env, labels),
        )

    def _refuse_no_intention(self):
        return self.env._(
            "A project is reported once the investor's intention is clear (clause 12, R106). Enter "
            "the day on which it became clear, or keep the draft until then."
        )

    def _refuse_future(self, day):
        return self.env._(
            "The intention became clear on %s, which lies ahead (R107). Enter the day on which it "
            "did.",
            format_date(self.env, day),
        )

    def _refuse_moved_intention(self, day):
        return self.env._(
            "The project was reported on %s, in time or late: the day on which the intention "
            "became clear stands since then (clause 12, R107). Ask the investment bureau to "
            "correct it.",
            format_date(self.env, day),
        )

    def _refuse_other_investor(self):
        return self.env._(
            "“%(project)s” was first reported on %(day)s for another firm, and that day counts for "
            "that firm alone (clause 12, R113). Report this firm as a new project of its own. If "
            "it is the same firm and only its name or code was wrong, ask the investment bureau by "
            "a message below to correct it.",
            project=self.display_name,
            day=format_date(self.env, self.reported_on),
        )

    def _refuse_no_plan(self):
        return self.env._(
            "A project is reported where it fits the county's industrial plan (clause 12, R106). "
            "Tick this if it does; keep the draft if it does not."
        )

    def _refuse_total(self, total, fixed):
        return self.env._(
            "The total investment of %(total)s is less than the fixed investment of %(fixed)s "
            "(in 10,000 yuan, R032). Correct one of the two.",
            total=f"{total:,.2f}",
            fixed=f"{fixed:,.2f}",
        )

    def _move_refusal(self, violation):
        labels = self._stage_labels()
        figures = {
            name: labels.get(value, value or "") for name, value in violation.figures.items()
        }
        return getattr(self, f"_refuse_{violation.code}")(**figures)

    def _refuse_not_authority(self, to):
        return self.env._(
            "“%(to)s” is decided by the investment bureau alone (clause 12, R108). Ask it by a "
            "message on the project.",
            to=to,
        )

    def _refuse_not_leading_group(self, to):
        return self.env._(
            "Projects are put before the leading group by the investment bureau alone (clause 12, "
            "R109, R110). A bureau reports to the management office and waits for screening and "
            "negotiation."
        )

    def _refuse_not_bureau(self, to):
        return self.env._(
            "A project is reported by the officers of the bureau that found it (clause 12, R106)."
        )

    def _refuse_out_of_turn(self, stage, to, next):
        if not next:
            return self.env._(
                "“%(project)s” is in stage “%(stage)s”, from which it does not go to “%(to)s” "
                "(clause 12, R108).",
                project=self.display_name,
                stage=stage,
                to=to,
            )
        return self.env._(
            "“%(project)s” is in stage “%(stage)s” and cannot go to “%(to)s”: no stage is skipped "
            "(clause 12, R108). The next one is “%(next)s”.",
            project=self.display_name,
            stage=stage,
            to=to,
            next=next,
        )

    def _refuse_reason(self, to):
        return self.env._(
            "To go to “%(to)s” needs its reason, which the bureau reads (R032, R108). Write it.",
            to=to,
        )

    def _refuse_without_agenda(self):
        return self.env._(
            "“%s” goes before the leading group with a list of issues (clause 12, R109). Open "
            "“Issue Lists”, put the project on one and submit it.",
            self.display_name,
        )
