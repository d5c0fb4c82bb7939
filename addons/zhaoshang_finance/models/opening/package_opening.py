from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools.translate import LazyTranslate

from ...rules import opening as rules
from ..zhaoshang_package import decimal_of

STATES = {
    "draft": "draft",
    "withdrawn": "draft",
    "running": "submitted",
    "returned": "returned",
    "rejected": "refused",
    "approved": "posted",
}
_lt = LazyTranslate(__name__)


class PackageOpening(models.Model):
    """A package that was kept on paper until a day in its year, taken over by one voucher.

    会计 enters what the county's papers say, 招商管理局 agrees, and the voucher (期初凭证) is
    posted: months paid on paper have no entry each (clause 13, R117, R134).
    """

    _name = "zhaoshang.package.opening"
    _description = "Package Taken Over from Paper"
    _inherit = [
        "zhaoshang.finance.typed",
        "zhaoshang.finance.posted",
        "zhaoshang.package.part",
        "zhaoshang.kept.links",
        "mail.thread",
        "mail.activity.mixin",
        "zhaoshang.approval.mixin",
        "zhaoshang.audit.mixin",
    ]
    _order = "year desc, bureau_id, id desc"
    _zs_approval_revocable = False  # posted, so reversed and never revoked (R134)
    _zs_kept_in_bureau = True
    _zs_audit_fields = ("zs_approval_state", "paid", "accepted", "loan_open", "advance", "reversed")
    _zs_typed = frozenset(
        {"package_id", "date", "document", "file", "file_name", "note", "month_ids", "expense_ids",
         "loan_open", "advance"}
    )  # fmt: skip
    _zs_refusal = _lt(
        "Of a package taken over the accountant types the figures of the papers; voucher and "
        "status follow from the approval and the reversal (clause 13, R134)."
    )

    package_id = fields.Many2one(domain=[("state", "=", "open")])
    date = fields.Date(
        "Taken over on",
        required=True,
        default=lambda self: county_today(self.env),
        help="The figures are those of the end of this day; the voucher bears it.",
    )
    document = fields.Char("Document number", help="What the figures are taken from.")
    file = fields.Binary("Document", attachment=True, copy=False)
    file_name = fields.Char(copy=False)
    note = fields.Char("Remark")
    month_ids = fields.One2many(
        "zhaoshang.package.opening.month",
        "opening_id",
        "Paid on paper",
        compute="_compute_month_ids",
        store=True,
        readonly=False,
        copy=False,
    )
    expense_ids = fields.One2many(
        "zhaoshang.package.opening.expense", "opening_id", "Accepted on paper", copy=False
    )
    loan_open = fields.Monetary(
        "Open loan", help="R128: what is left of the loan after the claims accepted so far."
    )
    advance = fields.Monetary(
        "Owed for advances", help="What the county still owes the bureau (应付垫付)."
    )
    entitlement = fields.Monetary("Year's package", compute="_compute_entitlement")
    paid = fields.Monetary(compute="_compute_sums", store=True)
    accepted = fields.Monetary("Settled", compute="_compute_sums", store=True)
    prepaid = fields.Monetary(
        "Paid ahead",
        compute="_compute_sums",
        store=True,
        help="Follows from the others: paid − settled − open loan + owed for advances (R134).",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Awaiting approval"),
            ("returned", "Returned"),
            ("refused", "Refused"),
            ("posted", "Posted"),
            ("reversed", "Reversed"),
        ],
        "Status",
        compute="_compute_state",
        store=True,
        index=True,
    )
    move_id = fields.Many2one(string="Opening voucher")
    reversed = fields.Boolean(readonly=True, copy=False)

    _amounts = models.Constraint(
        "CHECK (loan_open >= 0 AND advance >= 0)", "What is open is never negative."
    )
    _one_of_a_package = models.UniqueIndex(
        "(package_id) WHERE state NOT IN ('refused', 'reversed')",
        "This package is being taken over already, or has been (clause 13, R134). Open that one; "
        "a posted one is reversed first.",
    )

    @api.depends("package_id.display_name")
    def _compute_display_name(self):
        for opening in self:
            opening.display_name = self.env._(
                "%s, taken over from paper", opening.package_id.display_name or ""
            )

    @api.depends("package_id")
    def _compute_month_ids(self):
        """All months of the package; those before the day are taken as paid as planned."""
        for opening in self:
            day = opening.date or county_today(self.env)
            until = rules.last_month(opening.year, day) - (day.year == opening.year)
            lines = opening.package_id.allotment_ids.filtered(
                lambda line: line.state in ("planned", "paid")
            )
            opening.month_ids = [Command.clear()] + [
                Command.create(
                    {
                        "allotment_id": line._origin.id,
                        "amount": line.amount if line.month <= until else 0,
                    }
                )
                for line in lines.sorted("month")
            ]

    @api.depends("package_id")
    def _compute_entitlement(self):
        rooms = self.package_id._origin.sudo()._zs_rooms()
        for opening in self:
            room = rooms.get(opening.package_id._origin.sudo())
            opening.entitlement = float(room.entitlement) if room else 0

    @api.depends("month_ids.amount", "expense_ids.amount", "loan_open", "advance")
    def _compute_sums(self):
        for opening in self:
            facts = opening._zs_facts()
            opening.paid = float(facts.total_paid)
            opening.accepted = float(facts.total_accepted)
            opening.prepaid = float(facts.prepaid)

    @api.depends("zs_approval_state", "move_id", "reversed")
    def _compute_state(self):
        for opening in self:
            decided = STATES[opening.zs_approval_state or "draft"]
            opening.state = "reversed" if opening.reversed else decided

    def _zs_facts(self):
        """The figures as the rules know them."""
        self.ensure_one()
        paid, accepted = {}, {}
        for line in self.month_ids:
            paid[line.month] = decimal_of(line.amount)
        for line in self.expense_ids.sorted(lambda line: line.category_id.sequence):
            code = line.category_id.code
            accepted[code] = accepted.get(code, rules.ZERO) + decimal_of(line.amount)
        loans = self.month_ids.filtered(lambda line: line.kind == "loan")
        return rules.Opening(
            paid,
            sum((decimal_of(line.amount) for line in loans), rules.ZERO),
            accepted,
            decimal_of(self.loan_open),
            decimal_of(self.advance),
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_unsent(self):
        if any(opening.move_id for opening in self.sudo()):
            raise UserError(
                self.env._("What is posted is not deleted; reverse it (clause 13, R134).")
            )

    # Who reads

    def _zs_approval_own_query(self):
        packages = self.env["zhaoshang.package"]._search_zs_readable("in", [True])
        return self.sudo()._search(Domain("package_id", "any!", packages))
