from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.zhaoshang_package import decimal_of
from ..rules.entitlement import to_be_returned


class PackageChangeWizard(models.TransientModel):
    """What a change of headcount or months would do, line by line, before it is confirmed."""

    _name = "zhaoshang.package.change.enter"
    _description = "Change Headcount or Months"
    _inherit = ["zhaoshang.box.of.record", "zhaoshang.kept.links"]
    _zs_box_of = ("package_id",)
    _zs_box_list = "zhaoshang_finance.zhaoshang_package_action"

    package_id = fields.Many2one("zhaoshang.package", required=True, readonly=True)
    currency_id = fields.Many2one(related="package_id.currency_id")
    kind = fields.Selection(
        [
            ("resized", "Another headcount"),
            ("closed", "Closed in the year"),
            ("opened", "Opened later"),
        ],
        "Change",
        required=True,
        compute="_compute_kind",
        store=True,
        readonly=False,
    )
    date = fields.Date(
        "Day",
        compute="_compute_kind",
        store=True,
        readonly=False,
        help="R124: another headcount counts from the next month, on the first of a month from "
        "that month; a month counts if the bureau is active on or before the 15th.",
    )
    headcount = fields.Selection(
        [("3", "Three people"), ("2", "Two people")],
        "New headcount",
        compute="_compute_kind",
        store=True,
        readonly=False,
    )
    document = fields.Char("Document number")
    file = fields.Binary("Document")
    file_name = fields.Char()
    reason = fields.Char()

    old_entitlement = fields.Monetary("Package now", compute="_compute_preview")
    new_entitlement = fields.Monetary("Package then", compute="_compute_preview")
    return_due = fields.Monetary("To be returned", compute="_compute_preview")
    refusal = fields.Char(compute="_compute_preview")
    line_ids = fields.One2many(
        "zhaoshang.package.change.line", "wizard_id", "Months", compute="_compute_preview"
    )

    @api.depends("package_id")
    def _compute_kind(self):
        """What the office has entered about the bureau, for a start."""
        for wizard in self:
            bureau, package = wizard.package_id.sudo().bureau_id, wizard.package_id
            closing = bureau.closed_on and bureau.closed_on.year == package.year
            wizard.kind = "closed" if closing else "resized"
            wizard.date = bureau.closed_on if closing else county_today(self.env)
            # a change that has been entered and is still to come is not undone unsaid
            later = [("kind", "=", "resized"), ("date", ">", county_today(self.env))]
            coming = package.sudo().change_ids.filtered_domain(later).sorted("id")[-1:]
            wizard.headcount = str(coming.headcount or bureau.headcount_standard)

    @api.depends("package_id", "kind", "date", "headcount")
    def _compute_preview(self):
        for wizard in self:
            package = wizard.package_id.sudo(False)
            package.check_access("read")
            wizard.old_entitlement = wizard.new_entitlement = package.entitlement
            wizard.refusal, wizard.return_due, lines = False, 0, []
            try:
                plan = package.sudo()._zs_plan_change(
                    wizard.kind, wizard.date, int(wizard.headcount or 0)
                )
                package.sudo()._zs_check_spent(plan.entitlement)
            except UserError as refused:
                wizard.refusal = str(refused)
            else:
                wizard.new_entitlement = float(plan.entitlement)
                paid, returned = decimal_of(package.paid), decimal_of(package.returned)
                wizard.return_due = float(to_be_returned(plan.entitlement, paid, returned))
                lines = wizard._line_values(plan.lines)
            wizard.line_ids = [Command.clear(), *map(Command.create, lines)]

    def _line_values(self, planned):
        return [
            {
                "date_from": line.date_from,
                "state": line.state,
                "currency_id": line.currency_id.id,
                "old_amount": line.amount,
                "new_amount": float(planned[line].amount) if line in planned else line.amount,
            }
            for line in self.package_id._zs_lines()
        ]

    def action_confirm(self):
        """Enter the change with its document (clause 13, R124)."""
        self.ensure_one()
        self.package_id.action_zs_change(
            self.kind,
            self.date,
            int(self.headcount or 0),
            document=self.document,
            file=self.file,
            file_name=self.file_name,
            reason=self.reason,
        )
        return {"type": "ir.actions.act_window_close"}


class PackageChangeLine(models.TransientModel):
    _name = "zhaoshang.package.change.line"
    _description = "Month of a Package, Before and After"

    wizard_id = fields.Many2one("zhaoshang.package.change.enter", ondelete="cascade")
    date_from = fields.Date("Month")
    state = fields.Selection(
        lambda self: (
            self.env["zhaoshang.allotment"]._fields["state"]._description_selection(self.env)
        ),
        "Status",
    )
    currency_id = fields.Many2one("res.currency")
    old_amount = fields.Monetary("Now")
    new_amount = fields.Monetary("Afterwards")
