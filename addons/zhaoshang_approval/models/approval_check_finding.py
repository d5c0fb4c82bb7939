from odoo import api, fields, models
from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

KINDS = [
    ("broken", "Entry changed, removed, inserted or moved"),
    ("cut", "End cut off"),
    ("vanished", "Whole history gone"),
    ("rewritten", "Written anew"),
    ("empty", "Run without history"),
    ("state", "Run says something else"),
    ("course", "Run does not follow from its history"),
    ("content", "Content says something else"),
    ("signature", "Signature is another"),
    ("file", "File is gone or another"),
    ("document", "Document says something else"),
    ("anchor", "Anchor changed or removed"),
    ("unanchored", "Not anchored"),
    ("trigger", "Guard of the database missing"),
]
#: what each kind of finding says
SENTENCES = {
    "broken": _lt(
        "Run %(run)s: entry %(place)s does not fit. It was changed, or an entry before it "
        "was removed, inserted or moved."
    ),
    "cut": _lt(
        "Run %(run)s: its history had %(place)s entries and has fewer now. Its end was cut off."
    ),
    "vanished": _lt("Run %(run)s: the whole run or its history is gone."),
    "rewritten": _lt(
        "Run %(run)s: up to entry %(place)s the history is not the one that was anchored. "
        "It was written anew."
    ),
    "empty": _lt("Run %(run)s: it has no history."),
    "state": _lt(
        "Run %(run)s: its state or its content is not the one of its last entry "
        "(%(place)s). It was changed past the approval."
    ),
    "course": _lt(
        "Run %(run)s: where it stands, or who is asked, does not follow from its history "
        "up to entry %(place)s. It was changed past the approval."
    ),
    "content": _lt("Run %(run)s: what is kept for print is not what was decided on."),
    "signature": _lt(
        "Run %(run)s: the handwritten signature of entry %(place)s is not the one that was "
        "signed with."
    ),
    "file": _lt(
        "Run %(run)s: file %(place)s of its approval form is gone or is another one. It "
        "was changed past the approval."
    ),
    "document": _lt(
        "Run %(run)s: the state of its document is not its own. It was changed past the approval."
    ),
    "anchor": _lt("Anchor %(place)s does not fit. It was changed, or one before it was removed."),
    "unanchored": _lt(
        "%(place)s histories older than two days are kept by no anchor: the nightly job "
        "does not run, or the last anchors were removed."
    ),
    "trigger": _lt(
        "The database does not refuse changes: %(detail)s is missing, switched off or replaced."
    ),
}


class ApprovalCheckFinding(models.Model):
    """What a check found: numbers alone, no title, since who keeps watch need not read it."""

    _name = "zhaoshang.approval.check.finding"
    _inherit = ["zhaoshang.approval.guarded"]
    _description = "Finding of a History Check"
    _order = "id"
    _rec_name = "kind"

    check_id = fields.Many2one(
        "zhaoshang.approval.check", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one("res.company", ondelete="restrict")
    kind = fields.Selection(KINDS, required=True)
    instance_id = fields.Integer("Run", aggregator=None)
    place = fields.Integer("Entry", aggregator=None)
    detail = fields.Char()
    sentence = fields.Char("What Was Found", compute="_compute_sentence")

    @api.depends("kind", "instance_id", "place", "detail")
    @api.depends_context("lang")
    def _compute_sentence(self):
        for finding in self:
            finding.sentence = self._zs_sentence(
                finding.kind, finding.instance_id, finding.place, finding.detail
            )

    @api.model
    def _zs_sentence(self, kind, run=0, place=0, detail=""):
        """A finding in plain words."""
        sentence = self.env._(SENTENCES[kind])
        return sentence % {"run": run or "-", "place": place, "detail": detail}
