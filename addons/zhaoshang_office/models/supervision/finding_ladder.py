from odoo import api, fields, models

from ...rules import ladder as rules
from .finding import FALLEN


class Finding(models.Model):
    """What a confirmed finding comes to on the steps of clause 11, and why (R089 to R095)."""

    _inherit = "zhaoshang.finding"

    ladder = fields.Html("Why This Step", compute="_compute_ladder", sanitize=False)
    outcome = fields.Char("Comes To", compute="_compute_ladder")

    @api.depends("state", "kind", "occurred_on", "appointment_id")
    @api.depends_context("uid", "lang")
    def _compute_ladder(self):
        """Only of what one may read: the count names all confirmed findings of the term."""
        findings = self._origin.filtered(lambda finding: finding.state not in FALLEN)
        standings = findings.appointment_id._ladders(supposed=findings)
        self.ladder = self.outcome = False
        for finding in self.filtered(lambda finding: finding._origin in findings):
            standing = standings[finding.sudo().appointment_id._term_key()]
            place = standing.ladder.place(finding._origin.id)
            outcome = self._outcome_text(standing, place)
            finding.outcome = (
                outcome if finding.state == "confirmed" else self.env._("If confirmed: %s", outcome)
            )
            finding.ladder = standing.findings._render_ladder(standing, finding._origin)

    def _render_ladder(self, standing, marked=None):
        """Return the count as a table: each act, its day, what it came to and why."""
        return self.env["ir.qweb"]._render(
            "zhaoshang_office.zhaoshang_ladder",
            {"facts": self._ladder_facts(standing), "marked": marked and marked.id},
        )

    def _ladder_facts(self, standing):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        states = dict(self._fields["state"]._description_selection(self.env))
        weeks = {}
        for place in standing.ladder.places:
            weeks.setdefault(place.act.offence, []).append(place)
        rows = []
        for finding in standing.findings:
            place = standing.ladder.place(finding.id)
            merged = len(weeks[place.act.offence]) > 1
            rows.append(
                {
                    "id": finding.id,
                    "day": finding.occurred_on,
                    "kind": kinds[finding.kind],
                    "state": states[finding.state],
                    "settled": finding.state == "confirmed",
                    "week": merged and self._week_text(place.act),
                    "outcome": self._outcome_text(standing, place),
                    "raises": place.outcome == rules.RAISES,
                }
            )
        return {"rows": rows, "rule": self._ladder_rule_text(standing)}

    def _week_text(self, act):
        year, week, _day = act.day.isocalendar()
        return self.env._(
            "week %(week)s of %(year)s: one offence (R094)", week=week, year=str(year)
        )

    def _ladder_rule_text(self, standing):
        """R094, and R095 as the county's parameters have it today."""
        post = standing.findings[:1].appointment_id
        counted = self.env._(
            "Clause 11: the first time a public criticism, the second a warning, the third "
            "dismissal. Counted per person in the term since %(day)s, missed reports and absence "
            "together (our reading, R094).",
            day=post.term_from,
        )
        if post._ladder_require_service():
            raises = self.env._(
                "Only what happens after the last sanction was served raises the step (our "
                "reading, R095)."
            )
        else:
            raises = self.env._(
                "Each offence is a step, whether or not the last sanction was served: the county "
                "has switched R095 off in its parameters."
            )
        return f"{counted} {raises}"

    @api.model
    def _step_name(self, step):
        return {
            rules.CRITICISM: self.env._("public criticism"),
            rules.WARNING: self.env._("warning"),
            rules.DISMISSAL: self.env._("dismissal"),
        }[step]

    def _outcome_text(self, standing, place):
        """Return in one sentence what an act came to."""
        if place.outcome == rules.NO_STEP:
            return self.env._("No step: clause 11 does not name it; a basis for assessment.")
        if place.outcome == rules.RAISES:
            step = standing.ladder.step
            return self.env._(
                "Step %(step)s: %(name)s may be proposed; a person decides.",
                step=step,
                name=self._step_name(step),
            )
        return self._sanctioned_text(standing, place)

    def _sanctioned_text(self, standing, place):
        """Overridden where sanctions are: names the one that the act belongs to."""
        return self.env._("Belongs to an offence that is counted already (R094, R095).")
