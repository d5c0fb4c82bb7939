from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...rules import inspection as rules
from ..clock import county_moment

WAYS = [
    (rules.PHONE, "By Telephone"),
    (rules.VIDEO, "Video"),
    (rules.ON_SITE, "On Site"),
    (rules.ROLL_CALL, "Roll Call"),
]
RESULTS = [
    (rules.PRESENT, "At Post"),
    (rules.ABSENT, "Not at Post"),
    (rules.UNREPORTED, "Not Reported"),
    (rules.OTHER, "Other"),
]
SIGNS = {rules.PRESENT: "✔", rules.ABSENT: "✖", rules.UNREPORTED: "▲", rules.OTHER: "○"}


class InspectionEntry(models.Model):
    """What an inspection found about one officer: time, way, result, evidence (clause 9, R061).

    The first entry of a person and every correction stay; the one that nothing corrects stands.
    """

    _name = "zhaoshang.inspection.entry"
    _description = "Result of an Inspection"
    _inherit = ["zhaoshang.audit.mixin"]
    _order = "moment desc, id desc"
    _rec_names_search = ("appointment_id.name",)
    _check_company_auto = True
    _zs_audit_fields = ("appointment_id", "way", "result", "note", "reason")
    _zs_kept_in_bureau = True

    inspection_id = fields.Many2one(
        "zhaoshang.inspection", required=True, readonly=True, index=True, ondelete="restrict"
    )
    bureau_id = fields.Many2one(
        related="inspection_id.bureau_id", store=True, index=True, string="Bureau"
    )
    company_id = fields.Many2one(
        related="inspection_id.company_id", store=True, index=True, string="County"
    )
    day = fields.Date(related="inspection_id.day", store=True, index=True)
    appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "Officer",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    moment = fields.Datetime("Inspected At", required=True, readonly=True)
    way = fields.Selection(WAYS, required=True, readonly=True, help="Clause 9, R061.")
    result = fields.Selection(RESULTS, required=True, readonly=True, help="Clause 9, R061.")
    expected = fields.Char(
        "Should Be", readonly=True, help="What the month of presence said at that moment (R069)."
    )
    note = fields.Text("What Was Found", readonly=True)
    inspector_id = fields.Many2one(
        "res.users", "Inspected By", required=True, readonly=True, ondelete="restrict"
    )
    corrects_id = fields.Many2one(
        "zhaoshang.inspection.entry",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    corrected_by_ids = fields.One2many("zhaoshang.inspection.entry", "corrects_id", readonly=True)
    standing = fields.Boolean("Stands", compute="_compute_standing", search="_search_standing")
    reason = fields.Char(
        "Reason for Correcting", readonly=True, help="R138: what was put down first stays readable."
    )
    finding_id = fields.Many2one(
        "zhaoshang.finding",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="R090: suspected, answered by the person, decided by the management office.",
    )
    duty_id = fields.Many2one(
        "zhaoshang.duty",
        readonly=True,
        ondelete="restrict",
        help="The report that was missing (clause 8).",
    )
    evidence_ids = fields.One2many("zhaoshang.inspection.evidence", "entry_id", readonly=True)
    words = fields.Char("Result in Words", compute="_compute_words")

    _first_of_a_person = models.UniqueIndex(
        "(inspection_id, appointment_id) WHERE corrects_id IS NULL",
        "Somebody has put down a result for this officer at the same moment. Reload the page.",
    )
    _corrected_once = models.UniqueIndex(
        "(corrects_id)", "This entry has been corrected already. Reload the page."
    )

    @api.depends("appointment_id", "day", "result")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for entry in self:
            entry.display_name = (
                f"{entry.words} {entry.appointment_id.sudo().name} {entry.day or ''}"
            )

    @api.depends("corrected_by_ids")
    def _compute_standing(self):
        for entry in self:
            entry.standing = not entry.corrected_by_ids

    def _search_standing(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("corrected_by_ids", "=" if True in value else "!=", False)]

    @api.depends("result")
    @api.depends_context("lang")
    def _compute_words(self):
        labels = dict(self._fields["result"]._description_selection(self.env))
        for entry in self:
            entry.words = f"{SIGNS[entry.result]} {labels[entry.result]}" if entry.result else ""

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise AccessError(self.env["zhaoshang.inspection"]._by_buttons_alone())

    def write(self, vals):  # pylint: disable=method-required-super
        raise AccessError(self.env["zhaoshang.inspection"]._by_buttons_alone())

    def unlink(self):  # pylint: disable=method-required-super
        raise AccessError(self.env["zhaoshang.inspection"]._by_buttons_alone())

    def _add(self, values):
        """Add what a command has decided, as superuser; every value is given."""
        return super(InspectionEntry, self.sudo()).create([values])  # pylint: disable=super-method-mismatch

    def _county_moment(self):
        return county_moment(self.moment)
