from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ..rules.entry import payment_parts
from .arguments import day_of
from .posting import Entry
from .zhaoshang_package import SETTLED, decimal_of


class Allotment(models.Model):
    """Paying (R118 to R120), and what a line is once its payment was reversed (R134)."""

    _inherit = "zhaoshang.allotment"

    def action_pay(self, bank_date, slip_numbers):
        """Pay approved lines: one posted entry for each transfer (clause 13, R119, R120, R134).

        :param bank_date: day of the transfers, a date or its ISO text
        :param slip_numbers: the bank slip of each line, in the order of the lines
        :raise UserError: too early, out of order, locked period, or the payer had a part in it
        """
        bank_date = day_of(self.env, bank_date)
        slips = slip_numbers if isinstance(slip_numbers, (list, tuple)) else [slip_numbers]
        self._zs_check_payer()
        self._zs_check_slips(bank_date, slips)
        self.sudo().package_id._zs_lock()
        self.invalidate_recordset()
        self._zs_check_payable(bank_date)
        self._zs_check_entitlement()
        lines = self.sudo().sorted(lambda line: (line.month, line.bureau_id.sequence, line.id))
        slips = dict(zip(self.ids, slips, strict=True))
        for company, own in lines.grouped("company_id").items():
            own = own.with_context(lang=company._zs_books_lang())
            entries = own._zs_entries(bank_date, slips)
            moves = self.env["zhaoshang.posting"]._post_entries(company, entries)
            for line, move in zip(own, moves, strict=True):
                line._govern(
                    {
                        "move_id": move.id,
                        "bank_date": bank_date,
                        "slip_number": slips[line.id],
                        "paid_by_id": self.env.uid,
                        "paid_at": fields.Datetime.now(),
                    }
                )
        return True

    def _zs_check_payer(self):
        """出纳 pays, and is neither who submitted nor who approved (clause 13, R134)."""
        if not self.env.user.has_group("zhaoshang_finance.group_cashier"):
            raise AccessError(self.env._("Only the cashier pays allotments (clause 13, R118)."))
        self.check_access("read")
        for line in self.sudo():
            if self.env.user in line._zs_deciders():
                raise AccessError(
                    self.env._(
                        "You submitted or approved %(line)s: somebody else has to pay it "
                        "(clause 13, R134).",
                        line=line.display_name,
                    )
                )

    def _zs_deciders(self):
        """Return who submitted and who approved this line."""
        decided = self.zs_approval_task_ids.filtered(lambda task: task.state == "approved")
        return self.submitted_by_id | decided.user_id | decided.decided_by

    def _zs_check_slips(self, bank_date, slip_numbers):
        if not bank_date or len(slip_numbers) != len(self) or not all(map(_text, slip_numbers)):
            self._zs_refuse_without_slip()
        self._zs_check_bank_date(bank_date)

    def _zs_check_payable(self, bank_date):
        """Approved, its bureau open, its month begun, the months before it paid (R003, R118)."""
        waits = self.sudo()._zs_waits_for()
        for line in self:
            if line.state != "approved":
                raise UserError(
                    self.env._(
                        "%(line)s is not waiting to be paid (status: %(state)s).",
                        line=line.display_name,
                        state=line._zs_state_word(),
                    )
                )
            line._zs_check_bureau_open()
            if bank_date < line.date_from:
                raise UserError(
                    self.env._(
                        "%(line)s can be paid from %(date)s on, at the beginning of its month "
                        "(clause 13, R120).",
                        line=line.display_name,
                        date=format_date(self.env, line.date_from),
                    )
                )
            if earlier := waits[line]:
                raise UserError(
                    self.env._(
                        "%(earlier)s has not been paid: pay it before %(line)s (clause 13, R118).",
                        earlier=earlier.sorted("month")[0].display_name,
                        line=line.display_name,
                    )
                )

    def _zs_waits_for(self):
        """Return ``{line: months to be paid before it}``, but for those paid together (R118)."""
        together = set(self.ids)
        unpaid = self.package_id.allotment_ids.filtered(
            lambda line: line.amount and line.state not in SETTLED and line.id not in together
        ).grouped("package_id")
        return {
            line: unpaid.get(line.package_id, self.browse()).filtered(
                lambda other, month=line.month: other.month < month
            )
            for line in self
        }

    def _zs_check_entitlement(self):
        """What is paid, less what was returned, never exceeds the entitlement (R124, R127)."""
        packages = self.sudo().package_id
        entitlements, rooms = packages._zs_entitlements(), packages._zs_rooms()
        for package, lines in self.sudo().grouped("package_id").items():
            amount = sum(map(decimal_of, lines.mapped("amount")))
            if rooms[package].released + amount > entitlements[package.id]:
                raise UserError(
                    self.env._(
                        "%(package)s is entitled to %(entitlement)s and has received %(released)s: "
                        "%(amount)s more would be too much (clause 13, R124). Have the money "
                        "returned first, or enter the change of the package.",
                        package=package.display_name,
                        entitlement=package._zs_yuan(entitlements[package.id]),
                        released=package._zs_yuan(rooms[package].released),
                        amount=package._zs_yuan(amount),
                    )
                )

    def _zs_entries(self, bank_date, slips):
        """Return what is to be posted; advances are repaid before anything is paid ahead."""
        opened = self.package_id._zs_open_balances()
        entries = []
        for line in self:
            balances = opened[line.package_id.id]
            parts = payment_parts(line.kind, decimal_of(line.amount), balances["advance"])
            balances["advance"] -= sum(part.amount for part in parts if part.purpose == "advance")
            entries.append(
                Entry(
                    source=line,
                    event=line.kind,
                    date=bank_date,
                    package=line.package_id,
                    parts=tuple(parts),
                    label=self.env._(
                        "%(line)s, bank slip %(slip)s",
                        line=line.display_name,
                        slip=slips[line.id],
                    ),
                    slip_number=slips[line.id],
                )
            )
        return entries

    def _zs_entry_reversed(self):
        """The line can be paid again (R134)."""
        names = ("move_id", "bank_date", "slip_number", "paid_by_id", "paid_at")
        self._govern(dict.fromkeys(names, False))


def _text(value):
    """Tell whether the value is a text that says something."""
    return isinstance(value, str) and bool(value.strip())
