from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_amount

from ...rules.entitlement import CLOSED, LAPSED, OPENED, RESIZED, to_be_returned
from ..zhaoshang_package import decimal_of

TURNS = (RESIZED, CLOSED, OPENED, LAPSED)


class Package(models.Model):
    """What a package is entitled to: as it was opened, and all changes since (R124, R133)."""

    _inherit = "zhaoshang.package"

    change_ids = fields.One2many("zhaoshang.package.change", "package_id", "Changes")
    entitlement = fields.Monetary(
        compute="_compute_entitlement",
        help="The package as it was opened, and what changes in the year have added or taken away.",
    )
    return_due = fields.Monetary(
        "To be returned",
        compute="_compute_return_due",
        help="R124: what the bureau has received beyond its entitlement.",
    )
    return_notice = fields.Char(compute="_compute_return_due")
    owes = fields.Boolean(compute="_compute_return_due", search="_search_owes")

    @api.depends("annual", "change_ids.amount")
    def _compute_entitlement(self):
        entitlements = self._zs_entitlements()
        for package in self:
            package.entitlement = float(entitlements[package.id])

    @api.depends("entitlement", "paid", "returned")
    @api.depends_context("lang")
    def _compute_return_due(self):
        for package in self:
            due = to_be_returned(
                *(decimal_of(package[name]) for name in ("entitlement", "paid", "returned"))
            )
            package.return_due = float(due)
            package.owes = bool(due)
            package.return_notice = due and self.env._(
                "%(bureau)s has received %(due)s more than it is entitled to: the money is to be "
                "returned (clause 13, R124). The cashier registers it under “Money paid back”.",
                bureau=package.bureau_id.name,
                due=package._zs_yuan(due),
            )

    @api.model
    def _search_owes(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.env.flush_all()
        owing = SQL(
            """(SELECT p.id
                  FROM zhaoshang_package p
                  JOIN (SELECT package_id, SUM(paid - returned) AS net
                          FROM zhaoshang_package_ledger GROUP BY package_id) l
                    ON l.package_id = p.id
                 WHERE l.net > p.annual + COALESCE((SELECT SUM(c.amount)
                       FROM zhaoshang_package_change c WHERE c.package_id = p.id), 0))"""
        )
        return Domain("id", "in" if True in value else "not in", owing)

    def _zs_entitlements(self):
        """Return ``{package id: yuan}``, whoever may read the changes (R124)."""
        changes = self.env["zhaoshang.package.change"].sudo()
        groups = changes._read_group(
            [("package_id", "in", self.ids)], ["package_id"], ["amount:sum"]
        )
        changed = {package.id: decimal_of(amount) for package, amount in groups}
        return {
            package.id: decimal_of(package.sudo().annual)
            + changed.get(package._origin.id, decimal_of(0))
            for package in self
        }

    def _zs_turns(self):
        """The changes of months and standard so far, in the order in which they were decided."""
        changes = self.sudo().change_ids.filtered(lambda change: change.kind in TURNS)
        return [change._zs_turn() for change in changes.sorted("id")]

    def _zs_lines(self):
        """The lines of the year that count, in the order of their months."""
        self.ensure_one()
        lines = self.sudo().allotment_ids
        return lines.filtered(lambda line: line.state not in ("refused", "replaced")).sorted(
            "month"
        )

    def _zs_yuan(self, amount):
        return format_amount(self.env, float(amount), self.currency_id)
