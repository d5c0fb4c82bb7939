from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..clock import county_today, read_day

EFFICIENCY = "zhaoshang_office.group_efficiency"


class Inspection(models.Model):
    """One inspection of one bureau on one day by the efficiency office (clause 9, R061).

    Its entries are added by the buttons of the page and never changed: a correction is a further
    entry with its reason.
    """

    _name = "zhaoshang.inspection"
    _description = "Inspection"
    _inherit = ["zhaoshang.audit.mixin", "zhaoshang.document.mixin"]
    _order = "day desc, bureau_id, number desc"
    _check_company_auto = True
    _zs_audit_fields = ("bureau_id", "day", "number", "document_number", "issued_on")
    _zs_kept_in_bureau = True

    bureau_id = fields.Many2one(
        "zhaoshang.bureau", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="bureau_id.company_id", store=True, index=True, string="County"
    )
    day = fields.Date(required=True, readonly=True, help="Clause 9, R061: the day inspected.")
    number = fields.Integer(
        "Inspection of the Day", required=True, readonly=True, aggregator=None,
        help="The first, second … inspection of this bureau on this day.",
    )  # fmt: skip
    inspector_id = fields.Many2one(
        "res.users", "Inspected By", required=True, readonly=True, ondelete="restrict"
    )
    entry_ids = fields.One2many("zhaoshang.inspection.entry", "inspection_id", readonly=True)
    standing_entry_ids = fields.One2many(
        "zhaoshang.inspection.entry",
        "inspection_id",
        "Results",
        domain=[("corrected_by_ids", "=", False)],
        readonly=True,
    )
    absent_count = fields.Integer("Not at Post", compute="_compute_counts")
    summary = fields.Char("What Was Found", compute="_compute_counts")

    _one_number = models.UniqueIndex(
        "(bureau_id, day, number)",
        "Somebody has begun this inspection at the same moment. Reload the page.",
    )

    @api.depends("bureau_id", "day", "number")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for inspection in self:
            inspection.display_name = self.env._(
                "%(bureau)s, inspection of %(day)s",
                bureau=inspection.bureau_id.sudo().name or "",
                day=inspection.day,
            ) + (f" ({inspection.number})" if inspection.number > 1 else "")

    @api.depends("entry_ids.result", "entry_ids.corrected_by_ids")
    @api.depends_context("lang")
    def _compute_counts(self):
        entries = self.env["zhaoshang.inspection.entry"]
        labels = dict(entries._fields["result"]._description_selection(self.env))
        for inspection in self:
            found = inspection.standing_entry_ids
            inspection.absent_count = len(found.filtered(lambda e: e.result == "absent"))
            results = found.mapped("result")
            inspection.summary = "　".join(
                f"{labels[result]} {results.count(result)}"
                for result in labels
                if result in results
            )

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise AccessError(self._by_buttons_alone())

    def write(self, vals):  # pylint: disable=method-required-super
        raise AccessError(self._by_buttons_alone())

    def unlink(self):  # pylint: disable=method-required-super
        raise AccessError(self._by_buttons_alone())

    def _govern(self, vals):
        """Write what a command has decided; logged like any other change."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    @api.model
    def action_begin(self, bureau_id, day=None):
        """Begin another inspection of a bureau; the first begins with its first entry (R061).

        :return: id of the inspection
        """
        bureau = self._inspected_bureau(bureau_id)
        day = read_day(self.env, day) if day else county_today(self.env)
        return self._begin(bureau, day).id

    @api.model
    def _begin(self, bureau, day):
        """Add the sheet as superuser; the caller has asked who inspects what."""
        if day > county_today(self.env):
            raise UserError(self._refuse_ahead(day))
        of_day = self.sudo().search([("bureau_id", "=", bureau.id), ("day", "=", day)], limit=1)
        values = {
            "bureau_id": bureau.id,
            "day": day,
            "number": of_day.number + 1,
            "inspector_id": self.env.uid,
        }
        return super(Inspection, self.sudo()).create([values])  # pylint: disable=super-method-mismatch

    @api.model
    def _inspected_bureau(self, bureau_id):
        """Return the bureau that the current user may inspect.

        :raise AccessError: for all but the efficiency office, and for another county
        """
        self._check_inspector()
        number = bureau_id if type(bureau_id) is int else None
        bureau = self.env["zhaoshang.bureau"].browse(number).exists()
        bureau.check_access("read")
        if len(bureau) != 1 or bureau.company_id not in self.env.companies:
            raise UserError(self.env._("Choose the bureau to be inspected first."))
        return bureau

    @api.model
    def _is_inspector(self):
        return self.env.user.has_group(EFFICIENCY)

    def _check_inspector(self):
        if not self._is_inspector():
            raise AccessError(
                self.env._("Inspections are the efficiency office's alone (clause 9, R061).")
            )

    def _by_buttons_alone(self):
        return self.env._(
            "An inspection is put down by the buttons of its page and never changed afterwards; a "
            "mistake is corrected by a further entry with its reason (clause 9, R061)."
        )

    def _refuse_ahead(self, day):
        return self.env._(
            "%s has not come yet: only what has been can be inspected (clause 9, R061).", day
        )
