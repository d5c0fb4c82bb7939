from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.fields import Domain
from odoo.tools import format_amount

from ..claim.claim_access import ACCOUNTANT
from ..zhaoshang_package import decimal_of

CAUSE = "zs_loan_handover"
TODO = "mail.mail_activity_data_todo"


class Package(models.Model):
    """Who answers for the open loan, and whether it waits to be handed over (R128)."""

    _inherit = "zhaoshang.package"

    loan_handover_ids = fields.One2many(
        "zhaoshang.loan.handover", "package_id", "Hand-overs of the loan"
    )
    loan_holder_id = fields.Many2one(
        "zhaoshang.appointment",
        "Answers for the loan",
        compute="_compute_loan_holder",
        compute_sudo=True,
        help="R128: the head when it was paid, or who took it over by a slip.",
    )
    loan_notice = fields.Char(compute="_compute_loan_holder", compute_sudo=True)

    @api.depends("loan", "loan_handover_ids.state")
    @api.depends_context("lang")
    def _compute_loan_holder(self):
        with_loan = self.filtered("loan")
        holders = with_loan._zs_loan_holders()
        heads = with_loan.bureau_id._heads_at(county_today(self.env)).grouped("bureau_id")
        none = self.env["zhaoshang.appointment"]
        for package in self:
            holder = holders.get(package.id, none)
            head = heads.get(package.bureau_id, none)
            waits = holder and head and head.employee_id != holder.employee_id
            package.loan_holder_id = holder
            package.loan_notice = package._zs_loan_text(holder, head) if waits else False

    def _zs_loan_text(self, holder, head):
        return self.env._(
            "%(bureau)s has a new head, %(new)s. Of the loan %(amount)s are open, and %(old)s "
            "still answers for them: hand it over by a slip (clause 13, R128).",
            bureau=self.bureau_id.name,
            new=head.name,
            amount=format_amount(self.env, self.loan, self.currency_id),
            old=holder.name,
        )

    def _zs_loan_holders(self):
        """Return ``{package id: appointment}``: the last slip's new head, else the head in post
        when the loan was paid, or the first one after that (R128). Three statements."""
        slips = self.env["zhaoshang.loan.handover"].sudo().search(
            [("package_id", "in", self.ids), ("state", "=", "confirmed")], order="date, id"
        )  # fmt: skip
        holders = {slip.package_id.id: slip.new_appointment_id for slip in slips}
        loans = self.env["zhaoshang.allotment"].sudo().search(
            [("package_id", "in", self.ids), ("kind", "=", "loan"), ("state", "=", "paid")]
        )  # fmt: skip
        paid_on = {loan.package_id.id: loan.bank_date or loan.date_from for loan in loans}
        heads = self.env["zhaoshang.appointment"].sudo().search(
            Domain("bureau_id", "in", self.sudo().bureau_id.ids)
            & Domain("role", "=", "head")
            & Domain("state", "in", ["confirmed", "ended"]),
            order="date_from",
        ).grouped("bureau_id")  # fmt: skip
        none = self.env["zhaoshang.appointment"].sudo()
        for package in self.sudo():
            day = paid_on.get(package.id)
            if day and package.id not in holders:
                its = heads.get(package.bureau_id, none)
                holders[package.id] = its.filtered(lambda head, day=day: head.date_to >= day)[:1]
            holders.setdefault(package.id, none)
        return holders

    def _zs_loan_at(self, day):
        """Return the yuan of the loan that are open at the end of a day, by the books."""
        self.env.flush_all()
        ledger = self.env["zhaoshang.package.ledger"].sudo()
        rows = ledger._read_group(
            [("package_id", "=", self.id), ("date", "<=", day)], [], ["loan:sum"]
        )
        return decimal_of(rows[0][0])

    # To-dos

    def _zs_loan_todos(self):
        return self.sudo().activity_ids.filtered(lambda todo: todo.zs_cause == CAUSE)

    def _zs_tell_loan(self, head):
        """会计 and the new head learn that a slip is due; nothing is handed over by itself."""
        with_loan = self.sudo().filtered("loan")
        holders = with_loan._zs_loan_holders()
        for package in with_loan:
            holder = holders[package.id]
            if holder and holder.employee_id != head.employee_id:
                text = package._zs_loan_text(holder, head)
                package._zs_loan_todos().unlink()
                package._zs_tell(CAUSE, text, ACCOUNTANT)
                if head.user_id.active:
                    package.activity_schedule(
                        TODO,
                        date_deadline=county_today(self.env),
                        summary=text,
                        user_id=head.user_id.id,
                        zs_cause=CAUSE,
                    )

    def action_zs_hand_over_loan(self):
        """Open a new slip for this package."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "zhaoshang_finance.zhaoshang_loan_handover_action"
        )
        return action | {
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {"default_package_id": self.id},
        }
