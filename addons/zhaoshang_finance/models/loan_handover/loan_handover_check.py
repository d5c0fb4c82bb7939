from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount

from ...rules.handover import Slip, handover_faults
from ..claim.claim_access import ACCOUNTANT
from ..zhaoshang_package import decimal_of


class LoanHandover(models.Model):
    """What stands against a slip, and what the two heads sign (R128)."""

    _inherit = "zhaoshang.loan.handover"

    fault = fields.Text("To be mended", compute="_compute_fault")

    @api.depends("package_id", "date", "old_gone", "document", "file", "state")
    @api.depends_context("lang")
    def _compute_fault(self):
        for slip in self:
            open_for_change = slip.state in (False, "draft", "returned")
            texts = slip._zs_fault_texts() if slip.package_id and open_for_change else []
            slip.fault = "\n".join(texts)

    def _zs_fault_texts(self):
        slip = self.sudo()
        old, new = slip.old_appointment_id, slip.new_appointment_id
        user = slip.old_user_id
        facts = Slip(
            day=self.date or county_today(self.env),
            amount=decimal_of(self.amount),
            old=old.employee_id.id or None,
            new=new.employee_id.id or None,
            old_signs=not self.old_gone,
            has_paper=bool((self.document or "").strip() and self.file),
        )
        can_sign = bool(user.active) and self._zs_may_read(user)
        faults = handover_faults(facts, county_today(self.env), can_sign)
        return [getattr(self, f"_refuse_{fault}")() for fault in faults]

    def _zs_may_read(self, user):
        """Whether the account still holds a post that opens slips; his task opens this one."""
        return bool(user) and self.browse().with_user(user).has_access("read")

    def _refuse_future(self):
        return self.env._(
            "A loan is handed over on a day that has come (clause 13, R128). Choose today or an "
            "earlier day."
        )

    def _refuse_vacant(self):
        return self.env._(
            "%s has no head on that day, so nobody can take the loan over (clause 13, R128). Wait "
            "until the organisation department has appointed one, or choose his first day.",
            self.bureau_id.name,
        )

    def _refuse_settled(self):
        return self.env._(
            "Nothing of the loan was open at the end of that day (clause 13, R128): there is "
            "nothing to hand over."
        )

    def _refuse_same(self):
        return self.env._(
            "%s answers for the loan already and is head on that day (clause 13, R128): there is "
            "nothing to hand over.",
            self.sudo().new_appointment_id.name,
        )

    def _refuse_gone(self):
        return self.env._(
            "%s has no account here any more and cannot confirm. Tick “The predecessor cannot "
            "confirm” and attach the document; the investment bureau confirms for him (R128).",
            self.sudo().old_appointment_id.name,
        )

    def _refuse_paper(self):
        return self.env._(
            "Where the predecessor cannot confirm, a document stands in for him: give its number "
            "and attach it (clause 13, R128)."
        )

    # Approval

    def _zs_approval_check(self):
        """会计 sends a sound slip to both heads, with the figures of this moment (R128)."""
        if not self.env.user.has_group(ACCOUNTANT):
            raise AccessError(
                self.env._("Only the accountant sends a hand-over slip (clause 13, R128).")
            )
        for slip in self:
            slip.sudo()._govern(slip.sudo()._zs_people_values())
            if faults := slip._zs_fault_texts():
                raise UserError("\n".join([slip.display_name, *faults]))
        return super()._zs_approval_check()

    def _zs_approval_on_approved(self):
        """Nothing is posted: another person answers for the same loan (R128)."""
        result = super()._zs_approval_on_approved()
        self.sudo().package_id._zs_loan_todos().unlink()
        return result

    def _zs_approval_locked_fields(self):
        return {"package_id", "date", "old_gone", "document", "file"}

    def _zs_approval_snapshot(self):
        return {
            slip.id: {
                "bureau_id": slip.bureau_id.name,
                "year": slip.year,
                "date": slip.date.isoformat(),
                "old_appointment_id": slip.old_appointment_id.name,
                "new_appointment_id": slip.new_appointment_id.name,
                "amount": f"{decimal_of(slip.amount)}",
                "amount_capital": slip.amount_capital,
                "document": slip.document or "",
            }
            for slip in self.sudo()
        }

    def _zs_approval_title(self):
        return {
            slip.id: self.env._(
                "%(slip)s: %(old)s to %(new)s, %(amount)s",
                slip=slip.display_name,
                old=slip.sudo().old_appointment_id.name,
                new=slip.sudo().new_appointment_id.name,
                amount=format_amount(self.env, slip.amount, slip.currency_id),
            )
            for slip in self
        }
