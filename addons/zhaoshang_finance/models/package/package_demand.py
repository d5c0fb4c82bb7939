from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import UserError

from ...rules.capital import capital_amount
from ..zhaoshang_package import decimal_of

#: before the year and the number in it, drawn from the one counter of the county
PREFIX = "TK"
#: the figures of the package on the day of the notice
FIGURES = ("entitlement", "paid", "returned")


class PackageDemand(models.Model):
    """A notice to give money back (退款通知单): numbered, and never changed (R124, R128, R133).

    What is to be returned follows from the entries and the entitlement; a notice says how it stood
    on its day. Where it stands otherwise later, another notice is issued.
    """

    _name = "zhaoshang.package.demand"
    _description = "Return Notice"
    _inherit = ["zhaoshang.finance.commanded", "zhaoshang.package.part", "zhaoshang.audit.mixin"]
    _order = "id desc"
    _rec_name = "number"
    _rec_names_search = ("number",)
    _zs_audit_fields = ("number", "amount", "issued_on")

    number = fields.Char(required=True)
    entitlement = fields.Monetary(required=True, help="R124: on the day of the notice.")
    paid = fields.Monetary(required=True)
    returned = fields.Monetary("Money returned", required=True)
    amount = fields.Monetary("To be returned", required=True)
    amount_capital = fields.Char("Amount in capitals", compute="_compute_amount_capital")
    basis = fields.Text(required=True, help="The changes of the package, with their documents.")
    issued_on = fields.Date("Issued on", required=True)
    issued_by_id = fields.Many2one("res.users", "Issued by", required=True)
    still_due = fields.Monetary("Still to be returned", compute="_compute_still_due")

    _number_once = models.UniqueIndex("(company_id, number)", "A number is given once.")
    _amount_positive = models.Constraint("CHECK (amount > 0)", "A notice demands more than zero.")

    @api.depends("amount")
    def _compute_amount_capital(self):
        for demand in self:
            demand.amount_capital = capital_amount(decimal_of(demand.amount))

    @api.depends("package_id.return_due")
    def _compute_still_due(self):
        """Of all notices of a package together: money does not come back notice by notice."""
        for demand in self:
            demand.still_due = demand.package_id.return_due

    def action_print(self):
        """The notice as PDF."""
        self.check_access("read")
        report = self.env.ref("zhaoshang_finance.action_report_package_demand")
        return report.report_action(self)


class Package(models.Model):
    _inherit = "zhaoshang.package"

    demand_ids = fields.One2many("zhaoshang.package.demand", "package_id", "Return notices")

    def action_zs_demand(self):
        """Issue the notice of what is to be returned, under the next number, and print it (R124).

        Where the last one says the same already, that one is printed again.
        """
        self.ensure_one()
        self._zs_check_accountant()
        package = self.sudo()
        package._zs_lock()
        self.env.invalidate_all()
        if not package.return_due:
            raise UserError(
                self.env._(
                    "%s has received no more than it is entitled to: there is nothing to be "
                    "returned (clause 13, R124).",
                    self.display_name,
                )
            )
        figures = {name: package[name] for name in FIGURES} | {"amount": package.return_due}
        last = package.demand_ids[:1]
        if any(decimal_of(last[name]) != decimal_of(value) for name, value in figures.items()):
            last = package._zs_issue_demand(figures)
        return last.with_env(self.env).action_print()

    def _zs_issue_demand(self, figures):
        today = county_today(self.env)
        counter = self.env["zhaoshang.document.counter"]
        number = counter._next(self.company_id, PREFIX, today.year, 0)
        return self.env["zhaoshang.package.demand"]._zs_command_create(
            [
                figures
                | {
                    "number": f"{PREFIX}-{today.year}-{number:04d}",
                    "package_id": self.id,
                    "basis": self._zs_demand_basis(),
                    "issued_on": today,
                    "issued_by_id": self.env.uid,
                }
            ]
        )

    def _zs_demand_basis(self):
        """What lowered the package: each change with its day and its document."""
        books = self.with_context(lang=self.company_id._zs_books_lang())
        lowered = books.change_ids.filtered(lambda change: change.amount < 0).sorted("id")
        return "\n".join(
            books.env._(
                "%(date)s %(change)s, %(document)s: %(amount)s",
                date=change.date.isoformat(),
                change=change._zs_label(),
                document=change.document,
                amount=f"{decimal_of(change.amount):,.2f}",
            )
            for change in lowered
        ) or books.env._("Payments of the year against its entitlement")
