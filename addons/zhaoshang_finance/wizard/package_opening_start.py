from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import UserError
from odoo.fields import Command

from ..rules.opening import last_month


class PackageOpeningStart(models.TransientModel):
    """All packages of a year that were kept on paper, a row each (R134)."""

    _name = "zhaoshang.package.opening.start"
    _description = "Take Packages Over from Paper"

    year = fields.Integer(required=True, default=lambda self: county_today(self.env).year)
    company_id = fields.Many2one(
        "res.company", "County", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date("Taken over on", required=True, default=lambda self: county_today(self.env))
    document = fields.Char("Document number")
    file = fields.Binary("Document")
    file_name = fields.Char()
    line_ids = fields.One2many(
        "zhaoshang.package.opening.start.line",
        "wizard_id",
        "Bureaus",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )

    @api.depends("year", "company_id")
    def _compute_line_ids(self):
        """The open packages of the year that have no entry and no opening yet."""
        for wizard in self:
            packages = self.env["zhaoshang.package"].search(
                [
                    ("company_id", "=", (wizard.company_id & self.env.companies).id),
                    ("year", "=", wizard.year),
                    ("state", "=", "open"),
                    ("ledger_ids", "=", False),
                    ("allotment_ids.state", "=", "planned"),
                ]
            )
            taken = self.env["zhaoshang.package.opening"].search(
                [("package_id", "in", packages.ids), ("state", "not in", ("refused", "reversed"))]
            )
            until = last_month(wizard.year, wizard.date or county_today(self.env))
            wizard.line_ids = [Command.clear()] + [
                Command.create({"package_id": package.id, "until": until})
                for package in packages - taken.package_id
            ]

    def action_create(self):
        """Make a draft for each row with figures; months and categories are refined there."""
        self.ensure_one()
        rows = self.line_ids.filtered(lambda row: row.until or row.accepted or row.advance)
        if not rows:
            raise UserError(
                self.env._("Fill in at least one row: until which month was a bureau paid?")
            )
        openings = self.env["zhaoshang.package.opening"].create(
            [row._opening_values() for row in rows]
        )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "zhaoshang_finance.zhaoshang_package_opening_action"
        )
        return action | {"domain": [("id", "in", openings.ids)], "context": {}, "target": "main"}


class PackageOpeningStartLine(models.TransientModel):
    _name = "zhaoshang.package.opening.start.line"
    _description = "Package to be Taken Over"
    _inherit = ["zhaoshang.kept.links"]

    wizard_id = fields.Many2one(
        "zhaoshang.package.opening.start", required=True, ondelete="cascade"
    )
    package_id = fields.Many2one("zhaoshang.package", required=True)
    currency_id = fields.Many2one(related="package_id.currency_id")
    until = fields.Integer("Paid until month", aggregator=None)
    paid = fields.Monetary(compute="_compute_paid")
    accepted = fields.Monetary("Settled in one sum")
    loan_open = fields.Monetary("Open loan")
    advance = fields.Monetary("Owed for advances")
    prepaid = fields.Monetary("Paid ahead", compute="_compute_paid")

    @api.depends("package_id", "until", "accepted", "loan_open", "advance")
    def _compute_paid(self):
        for row in self:
            row.paid = sum(row._months_paid().mapped("amount"))
            row.prepaid = row.paid - row.accepted - row.loan_open + row.advance

    def _months_paid(self):
        return self.package_id.allotment_ids.filtered(
            lambda line: line.state == "planned" and line.month <= self.until
        )

    def _opening_values(self):
        wizard, paid = self.wizard_id, self._months_paid()
        planned = self.package_id.allotment_ids.filtered(lambda line: line.state == "planned")
        other = self.env["zhaoshang.expense.category"].search(
            [("company_id", "=", self.package_id.company_id.id), ("code", "=", "other")], limit=1
        )
        return {
            "package_id": self.package_id.id,
            "date": wizard.date,
            "document": wizard.document,
            "file": wizard.file,
            "file_name": wizard.file_name,
            "loan_open": self.loan_open,
            "advance": self.advance,
            "month_ids": [
                Command.create(
                    {"allotment_id": line.id, "amount": line.amount if line in paid else 0}
                )
                for line in planned.sorted("month")
            ],
            "expense_ids": [Command.create({"category_id": other.id, "amount": self.accepted})]
            if self.accepted
            else [],
        }
