from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today

from ..claim.claim import PENDING
from ..zhaoshang_package import SETTLED, decimal_of


class Package(models.Model):
    """What a package shows at a glance: planned, paid and spent by month, what is late (UX 24)."""

    _inherit = "zhaoshang.package"

    overdue_count = fields.Integer(
        "Months overdue",
        compute="_compute_overdue_count",
        help="R123: due and not paid yet.",
    )
    pending_count = fields.Integer("Number of claims under way", compute="_compute_pending_count")

    @api.depends("allotment_ids.due_on", "allotment_ids.state")
    def _compute_overdue_count(self):
        today = county_today(self.env)
        for package in self:
            package.overdue_count = len(
                package.allotment_ids.filtered(
                    lambda line: (
                        line.due_on
                        and line.due_on < today
                        and line.amount
                        and line.state not in SETTLED
                        and not line.taken_over
                    )
                )
            )

    @api.depends("claim_ids.state")
    def _compute_pending_count(self):
        """Counted like their amounts: all that hold a part of the package, whoever reads them."""
        claims = self.env["zhaoshang.claim"].sudo()
        domain = [("package_id", "in", self.ids), ("state", "in", PENDING)]
        counts = dict(claims._read_group(domain, ["package_id"], ["__count"]))
        for package in self:
            package.pending_count = counts.get(package.sudo(), 0)

    @api.depends("claim_ids.move_id")
    def _compute_curve(self):
        """Add what was spent by the end of each month, as posted; what was posted in January of
        the next year belongs to December (R126)."""
        result = super()._compute_curve()
        spent, today = self._zs_spent_by_month(), county_today(self.env)
        for package in self:
            its, added, last = spent.get(package.id, {}), decimal_of(0), 0
            curve = package.curve
            for point in curve["points"]:
                for month in range(last + 1, point["month"] + 1):
                    added += its.get(month, 0)
                last = point["month"]
                point["spent"] = float(added)
            if curve["points"]:
                rest = sum((its[month] for month in its if month > last), decimal_of(0))
                curve["points"][-1]["spent"] += float(rest)
                curve["spent"] = curve["points"][-1]["spent"]
            if curve["current"]:
                curve["today"] = today.month - 1 + today.day / 31
            package.curve = curve
        return result

    def _zs_spent_by_month(self):
        """Return ``{package id: {month of its year: yuan}}``, in one query."""
        self.env.flush_all()
        ledger = self.env["zhaoshang.package.ledger"]
        rows = ledger._read_group(
            [("package_id", "in", self.ids), ("accepted", "!=", 0)],
            ["package_id", "date:month"],
            ["accepted:sum"],
        )
        spent = {}
        for package, month, amount in rows:
            its = spent.setdefault(package.id, {})
            number = month.month + 12 * max(month.year - package.year, 0)
            its[number] = its.get(number, decimal_of(0)) + decimal_of(amount)
        return spent

    # -- down to the papers behind the figures ----

    def action_zs_allotments(self):
        """Open the months of this package."""
        return self._zs_open_own("zhaoshang_finance.zhaoshang_allotment_action")

    def action_zs_vouchers(self):
        """Open the entries behind the figures."""
        action = self._zs_open_own("zhaoshang_finance.action_moves")
        moves = self.env["zhaoshang.package.ledger"].search([("package_id", "=", self.id)]).move_id
        return action | {"domain": [("id", "in", moves.ids)], "context": {"create": False}}

    def action_zs_account_ledger(self):
        """Open the three-column ledger of this bureau and year."""
        action = self._zs_open_own("zhaoshang_finance.zhaoshang_account_ledger_action")
        domain = [("bureau_id", "=", self.bureau_id.id), ("year", "=", self.year)]
        return action | {"domain": domain}

    def _zs_open_own(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return action | {"domain": [("package_id", "=", self.id)], "context": {}}
