from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.fields import Domain
from odoo.tools.translate import LazyTranslate

from ...rules.capital import capital_amount
from ..zhaoshang_package import decimal_of

STATES = {
    "draft": "draft",
    "withdrawn": "draft",
    "running": "submitted",
    "returned": "returned",
    "rejected": "refused",
    "approved": "confirmed",
}
_lt = LazyTranslate(__name__)


class LoanHandover(models.Model):
    """The open loan goes from one head to the next by a slip that both confirm (R119, R128).

    No entry is posted: the bureau owes the same as before, another person answers for it.
    """

    _name = "zhaoshang.loan.handover"
    _description = "Hand-over of the Loan"
    _inherit = [
        "zhaoshang.finance.typed",
        "zhaoshang.package.part",
        "zhaoshang.kept.links",
        "mail.thread",
        "mail.activity.mixin",
        "zhaoshang.approval.mixin",
        "zhaoshang.audit.mixin",
    ]
    _order = "date desc, id desc"
    _zs_approval_revocable = False  # what was wrong is handed back by another slip
    _zs_approval_keep_read = True
    _zs_kept_in_bureau = True
    _zs_audit_fields = ("zs_approval_state", "amount", "date")
    _zs_typed = frozenset(
        {"package_id", "date", "old_gone", "document", "file", "file_name", "note"}
    )
    _zs_refusal = _lt(
        "On a hand-over slip the accountant chooses package and day; the two heads and the amount "
        "follow from the appointments and the books (clause 13, R128)."
    )

    package_id = fields.Many2one(domain=[("state", "=", "open")])
    date = fields.Date("Handed over on", required=True, default=lambda self: county_today(self.env))
    old_appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "Handed over by",
        compute="_compute_people",
        store=True,
        compute_sudo=True,
        ondelete="restrict",
        help="Who has answered for the loan so far.",
    )
    new_appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "Taken over by",
        compute="_compute_people",
        store=True,
        compute_sudo=True,
        ondelete="restrict",
        help="Who is head of the bureau on the day.",
    )
    old_user_id = fields.Many2one(
        "res.users", compute="_compute_people", store=True, compute_sudo=True
    )
    new_user_id = fields.Many2one(
        "res.users", compute="_compute_people", store=True, compute_sudo=True
    )
    amount = fields.Monetary(
        "Open loan",
        compute="_compute_people",
        store=True,
        compute_sudo=True,
        help="By the posted entries up to the end of the day (R128).",
    )
    amount_capital = fields.Char("Amount in capitals", compute="_compute_amount_capital")
    old_gone = fields.Boolean(
        "The predecessor cannot confirm",
        help="Then the investment bureau confirms for him, with a document.",
    )
    document = fields.Char("Document number")
    file = fields.Binary("Document", attachment=True, copy=False)
    file_name = fields.Char(copy=False)
    note = fields.Char("Remark")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Awaiting confirmation"),
            ("returned", "Returned"),
            ("refused", "Refused"),
            ("confirmed", "Confirmed"),
        ],
        "Status",
        compute="_compute_state",
        store=True,
        index=True,
    )

    _one_at_a_time = models.UniqueIndex(
        "(package_id) WHERE state = 'submitted'",
        "The loan of this package is being handed over already: that slip is confirmed or "
        "withdrawn first (clause 13, R128).",
    )

    @api.depends("package_id.display_name", "date")
    def _compute_display_name(self):
        """A head who has gone to another bureau signs, and reads no package of the old one."""
        for slip in self:
            package = slip.package_id.sudo()  # who reads the slip reads bureau and year on it
            slip.display_name = self.env._(
                "%(package)s, loan handed over", package=package.display_name or ""
            )

    @api.depends("package_id", "date")
    def _compute_people(self):
        """From the books and the appointments; what was sent stands as it was signed."""
        for slip in self.filtered(lambda slip: slip.state in (False, "draft", "returned")):
            slip.update(slip._zs_people_values())

    def _zs_people_values(self):
        package, none = self.package_id._origin, self.env["zhaoshang.appointment"]
        day = self.date or county_today(self.env)
        old = package._zs_loan_holders()[package.id] if package else none
        new = package.bureau_id._head_at(day) if package else none
        return {
            "old_appointment_id": old.id,
            "new_appointment_id": new.id,
            "old_user_id": old.user_id.id,
            "new_user_id": new.user_id.id,
            "amount": float(package._zs_loan_at(day)) if package else 0,
        }

    @api.depends("amount")
    def _compute_amount_capital(self):
        for slip in self:
            slip.amount_capital = capital_amount(decimal_of(slip.amount))

    @api.depends("zs_approval_state")
    def _compute_state(self):
        for slip in self:
            slip.state = STATES[slip.zs_approval_state or "draft"]

    # Who reads

    def _zs_approval_own_query(self):
        packages = self.env["zhaoshang.package"]._search_zs_readable("in", [True])
        signed = Domain("old_user_id", "=", self.env.uid) | Domain("new_user_id", "=", self.env.uid)
        return self.sudo()._search(
            Domain("package_id", "any!", packages) | (signed & Domain("state", "!=", "draft"))
        )
