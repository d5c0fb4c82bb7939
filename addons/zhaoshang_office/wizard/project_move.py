from odoo import api, fields, models

from ..models.projects.project_stage_event import STAGES


class ProjectMove(models.TransientModel):
    """The slip that asks why: a project returned, paused, dropped, or a duplicate decided."""

    _name = "zhaoshang.project.move"
    _description = "Move of a Project"
    _inherit = ["zhaoshang.kept.links"]

    project_id = fields.Many2one("zhaoshang.project", readonly=True, ondelete="cascade")
    duplicate_id = fields.Many2one("zhaoshang.project.duplicate", readonly=True, ondelete="cascade")
    to = fields.Selection(STAGES, "Move To", readonly=True)
    decision = fields.Selection(
        [
            ("merged", "Merge Into the First"),
            ("split", "Let Both Go On"),
            ("distinct", "Not the Same"),
        ],
        "Outcome",
        default="merged",
    )
    reason = fields.Text()
    consequence = fields.Text(compute="_compute_consequence")

    @api.depends("to", "decision", "duplicate_id")
    def _compute_consequence(self):
        texts = {
            "returned": self.env._(
                "The bureau reads the reason, corrects the project and reports it again."
            ),
            "paused": self.env._("The project rests, and goes on later where it was."),
            "dropped": self.env._("The project ends here. It stays on record."),
            "merged": self.env._(
                "The later project is dropped; the first report decides (R113). The later bureau "
                "reads your reason: do not name the other bureau in it."
            ),
            "split": self.env._(
                "Both go on. How arrivals are divided is settled when they are reported."
            ),
            "distinct": self.env._("Both go on; they only look alike."),
        }
        for slip in self:
            slip.consequence = texts.get(slip.decision if slip.duplicate_id else slip.to, False)

    def action_send(self):
        """Do what the slip was opened for; project and duplicate check who may."""
        for slip in self:
            if slip.duplicate_id:
                slip.duplicate_id.action_decide(slip.decision, slip.reason)
            else:
                slip.project_id.action_move(slip.to, slip.reason)
        return {"type": "ir.actions.act_window_close"}
