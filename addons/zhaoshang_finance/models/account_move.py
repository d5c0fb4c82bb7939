from odoo import api, fields, models
from odoo.addons.zhaoshang_approval.permit import spend

from .guard import changed_names, guarded_ids, refuse_entry

#: what may still be written on our entries: talk, files, to-dos, and Odoo's own notes on numbering
FREE = {
    "access_token",
    "activity_ids",
    "attachment_ids",
    "is_manually_modified",
    "made_sequence_gap",
    "message_follower_ids",
    "message_ids",
    "message_main_attachment_id",
}
#: what an entry was posted for: money of the county, or of a package
FUNDING = ("funding", "Funds received")
PACKAGE_EVENTS = [
    ("loan", "Loan"),
    ("allotment", "Allotment"),
    ("claim", "Claim"),
    ("advance", "Advance paid"),
    ("return", "Money returned"),
    ("carry", "Carried over"),
    ("opening", "Opening balance"),
    ("reversal", "Reversal"),
]


class AccountMove(models.Model):
    _inherit = "account.move"

    zs_source_model = fields.Char("Source model", copy=False, readonly=True)
    zs_source_id = fields.Many2oneReference(
        "Source document", model_field="zs_source_model", copy=False, readonly=True
    )
    zs_event = fields.Selection(
        [FUNDING, *PACKAGE_EVENTS],
        "Package event",
        copy=False,
        readonly=True,
    )
    zs_slip_number = fields.Char("Bank slip", copy=False, readonly=True)
    zs_reversed = fields.Boolean(
        "Reversed or reversal",
        copy=False,
        readonly=True,
        help="This entry and its reversal cancel each other; the event may be posted again.",
    )

    _zs_one_entry_per_event = models.UniqueIndex(
        "(zs_source_model, zs_source_id, zs_event) "
        "WHERE zs_source_model IS NOT NULL AND zs_reversed IS NOT TRUE",
        "This has already been posted. Open the entry from the package ledger; a wrong one is "
        "reversed first (clause 13, R134).",
    )

    @api.model_create_multi
    def create(self, vals_list):
        moves = super().create(vals_list)
        guarded = moves._zs_guarded()
        if guarded and not spend(self.env, [move._zs_create_operation() for move in guarded]):
            refuse_entry(guarded, guarded[0].journal_id.display_name)
        return moves

    def write(self, vals):
        guarded = self._zs_guarded()
        operations = [
            move._zs_write_operation(name, vals[name])
            for move in guarded
            for name in changed_names(move, vals) - FREE
        ]
        if operations and not spend(self.env, operations):
            refuse_entry(guarded)
        result = super().write(vals)
        if joined := (self - guarded)._zs_guarded():
            refuse_entry(joined)
        return result

    @api.ondelete(at_uninstall=True)
    def _unlink_except_zs_guarded(self):
        if guarded := self._zs_guarded():
            refuse_entry(guarded)

    def button_draft(self):
        if guarded := self._zs_guarded():
            refuse_entry(guarded)
        return super().button_draft()

    def action_zs_open_source(self):
        """Open the document that this entry was posted for."""
        self.ensure_one()
        return self.env[self.zs_source_model].browse(self.zs_source_id)._get_records_action()

    def _zs_guarded(self):
        """Return the entries of the package funds among these."""
        journals = guarded_ids(self.env).journals
        return self.filtered(
            lambda move: (
                move.journal_id.id in journals
                or move.zs_event
                or move.zs_source_model
                or move.zs_source_id
                or move.zs_reversed
            )
        )

    def _zs_write_operation(self, name, value):
        """The hash is computed while posting, so a permit cannot know it beforehand."""
        if name == "inalterable_hash":
            return ("hash", self.id)
        return ("write", self.id, name, value)

    def _zs_create_operation(self):
        return (
            "create",
            self.journal_id.id,
            self.date,
            self.zs_source_model,
            self.zs_source_id,
            self.zs_event,
            self.zs_reversed,
        )
