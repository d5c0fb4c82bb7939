from odoo import api, fields, models

from ...rules import ladder as rules
from ..clock import county_today
from .sanction import LADDER, STEP_OF_KIND

COUNTED = ("decided", "served", "withdrawn")


class Sanction(models.Model):
    """Why this step, and what happens next (R094, R095, R105)."""

    _inherit = "zhaoshang.sanction"

    ladder = fields.Html("Why This Step", compute="_compute_ladder", sanitize=False)
    step_notice = fields.Char("Counted Anew", compute="_compute_ladder")
    next_step = fields.Char("What Happens Next", compute="_compute_next_step")
    decision_text = fields.Text("Decision", compute="_compute_decision_text")

    @api.depends("state", "kind", "appointment_id", "finding_ids")
    @api.depends_context("uid", "lang")
    def _compute_ladder(self):
        self.ladder = self.step_notice = False
        stepwise = self._origin.filtered(lambda sanction: sanction.ground == LADDER)
        standings = stepwise.appointment_id._ladders() if stepwise else {}
        for sanction in self.filtered(lambda sanction: sanction._origin in stepwise):
            standing = standings[sanction.appointment_id.sudo()._term_key()]
            marked = sanction.sudo().finding_ids[:1]
            if standing.findings:  # all may be taken back
                sanction.ladder = standing.findings._render_ladder(standing, marked)
            sanction.step_notice = sanction._step_notice(standing)

    def _step_notice(self, standing):
        """R105: a sanction before it was withdrawn: what this one would be today."""
        now = standing.ladder.steps.get(self._origin.id)
        was = STEP_OF_KIND[self.kind]
        if not now or now == was:
            return False
        names = self.env["zhaoshang.finding"]
        return self.env._(
            "An earlier sanction of this term was withdrawn: counted today, this one would be step "
            "%(now)s (%(name)s), not step %(was)s. The organisation department looks whether it "
            "stands (R105).",
            now=now,
            name=names._step_name(now),
            was=was,
        )

    @api.depends("kind", "ground", "effective_on", "decided_on")
    @api.depends_context("lang")
    def _compute_decision_text(self):
        for sanction in self:
            sanction.decision_text = sanction._decision_sentence()

    def _decision_sentence(self):
        name = self.appointment_id.sudo().name
        if self.kind == "criticism":
            return self.env._("Under clause 11, first time: %s is publicly criticised.", name)
        if self.kind == "warning":
            return self.env._("Under clause 11, second time: %s is given a warning.", name)
        grounds = dict(self._fields["ground"]._description_selection(self.env))
        return self.env._(
            "Under clause 11 (%(ground)s): the appointment of %(name)s ends; in force from "
            "%(day)s.",
            ground=grounds[self.ground],
            name=name,
            day=self.effective_on or self.env._("a day that is still to be named"),
        )

    @api.depends("status", "review_until", "review_ids.state", "statement_until", "statement")
    @api.depends_context("lang")
    def _compute_next_step(self):
        for sanction in self:
            sanction.next_step = sanction._next_step_text()

    def _next_step_text(self):
        if self.status == "served":
            asked = self.sudo().review_ids.filtered(lambda review: review.state == "asked")
            if asked:
                return self.env._(
                    "A review is asked for. A member of the organisation department who neither "
                    "drafted nor signed it decides."
                )
            return self._served_text()
        if self.status == "draft" and self.statement_asked_on and not self.statement:
            return self.env._(
                "The person may state his side until %s. After the statement, or after that day, "
                "it can be sent to be decided.",
                self.statement_until,
            )
        return {
            "draft": self.env._(
                "Read the facts, write the nature and what is expected, then send it to be decided."
            ),
            "running": self.env._("Those whom the flow names decide. Nothing follows by itself."),
            "returned": self.env._("Correct it and send it again, or give it up."),
            "decided": self._decided_text(),
            "withdrawn": self.env._("Withdrawn: it stays readable and counts nowhere (R105)."),
            "refused": self.env._("Refused: it counts nowhere; its findings stay confirmed."),
            "dropped": self.env._("Given up: it counts nowhere; its findings stay confirmed."),
        }.get(self.status, "")

    def _decided_text(self):
        words = self.env._("Print it, serve it and keep the receipt.")
        if not self.appointment_id.sudo()._ladder_require_service():
            return words
        return " ".join([words, self.env._("Until then no further act raises the step (R095).")])

    def _served_text(self):
        until = self._review_end()
        words = [self.env._("Served on %s.", self.served_on)]
        if self.appointment_id.sudo()._ladder_require_service():
            words.append(self.env._("What happens after that day raises the step (R095)."))
        if county_today(self.env) <= until:
            words.append(self.env._("The person may ask for a review until %s.", until))
        else:
            words.append(self.env._("The time to ask for a review ended on %s.", until))
        return " ".join(words)

    def _ladder_values(self):
        """Return these sanctions as the rules count them, in the order of their decisions."""
        return [
            rules.Sanction(
                sanction.id,
                frozenset(sanction.finding_ids.ids),
                sanction.served_on or None,
                sanction.state == "withdrawn",
            )
            for sanction in self
        ]


class Appointment(models.Model):
    _inherit = "zhaoshang.appointment"

    @api.model
    def _ladder_sanctions(self, posts):
        """The decided sanctions of these posts by term: one statement."""
        found = self.env["zhaoshang.sanction"].sudo().search(
            [
                ("appointment_id", "in", posts.ids),
                ("ground", "=", LADDER),
                ("state", "in", COUNTED),
            ],
            order="decided_on, id",
        )  # fmt: skip
        return found.grouped(lambda sanction: sanction.appointment_id._term_key())


class Finding(models.Model):
    _inherit = "zhaoshang.finding"

    def _sanctioned_text(self, standing, place):
        """Name the sanction that an act belongs to, its number and its service."""
        sanction = standing.sanctions and standing.sanctions.filtered(
            lambda each: each.id == place.sanction
        )
        if not sanction:
            return super()._sanctioned_text(standing, place)
        served = (
            self.env._("served on %s", sanction.served_on)
            if sanction.served_on
            else self.env._("not served yet")
        )
        words = {
            "name": sanction.display_name,
            "number": sanction.number or "",
            "served": served,
            "step": standing.ladder.steps.get(place.sanction, 0),
        }
        if place.outcome == rules.WITHDRAWN:
            return self.env._("“%(name)s” was withdrawn: it does not count (R105).", **words)
        if place.outcome == rules.SANCTIONED:
            return self.env._("Step %(step)s: %(name)s, %(served)s.", **words)
        return self.env._(
            "No further step: belongs to %(name)s, %(served)s; it was the same week, or not later "
            "than that service (R094, R095).",
            **words,
        )
