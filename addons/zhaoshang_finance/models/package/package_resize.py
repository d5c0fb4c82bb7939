from dataclasses import dataclass

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ...rules.entitlement import (
    RESIZED,
    Turn,
    counts_from,
    deduct,
    entitled,
    lapsed_amounts,
    monthly_standards,
    respread,
)
from ...rules.schedule import LOAN, ZERO, Line
from ..arguments import day_of
from ..claim.claim_access import ACCOUNTANT
from ..zhaoshang_package import decimal_of

DOCUMENT = ("document", "file", "file_name", "reason")


@dataclass(frozen=True)
class Plan:
    """What a change would do: ``lines`` are the new ones by allotment, amounts in yuan."""

    turn: Turn
    headcount: int
    amount: object
    entitlement: object
    lines: dict


class Package(models.Model):
    """Another headcount, an early closing, a late opening: months and rest anew (R124)."""

    _inherit = "zhaoshang.package"

    def action_zs_change(self, kind, date, headcount=None, **paper):
        """Change the package as a document has decided, and share the rest anew (R124).

        Nothing changes by itself: 会计 enters what was decided. Unpaid months that lie in approval
        are taken back from it; one that is approved is replaced by a new line.

        :param kind: ``resized``, ``closed`` or ``opened``
        :param date: the day of the change, its first day, of a closing the last day
        :param headcount: 2 or 3, where the headcount changes
        :param paper: ``document``, ``file``, ``file_name`` and ``reason``
        """
        self.ensure_one()
        self._zs_check_accountant()
        self._zs_check_paper(paper)
        self.sudo()._zs_lock()
        package, day = self.sudo(), day_of(self.env, date)
        plan = package._zs_plan_change(kind, day, headcount)
        package._zs_check_spent(plan.entitlement)
        package._zs_record_change(
            kind, day, plan.amount, paper, month=plan.turn.month, headcount=plan.headcount,
            standard=float(plan.turn.standard),
        )  # fmt: skip
        package._zs_apply_lines(plan.lines, paper["document"])
        package._zs_open_todos("zs_change").unlink()
        package._zs_sync_todos()
        return True

    def _zs_check_accountant(self):
        if not self.env.user.has_group(ACCOUNTANT):
            raise AccessError(
                self.env._("Only the accountant changes a package (clause 13, R124, R133).")
            )
        self.check_access("read")

    def _zs_check_paper(self, paper):
        """No change without its document (R124, R133)."""
        if not paper.keys() <= set(DOCUMENT):
            self._zs_refuse_by_hand()
        number = paper.get("document")
        if not (isinstance(number, str) and number.strip() and paper.get("file")):
            raise UserError(
                self.env._(
                    "A package changes by a document: give its number and attach it (clause 13, "
                    "R124, R133)."
                )
            )

    def _zs_check_open(self):
        """Nothing is planned of a closed year (R133)."""
        if self.state != "open":
            raise UserError(
                self.env._("%s is closed and does not change any more.", self.display_name)
            )

    def _zs_plan_change(self, kind, day, headcount=None):
        """Return the :class:`Plan` of a change, or refuse it with the way out (R124)."""
        self.ensure_one()
        self._zs_check_open()
        if not day or day.year != self.year or kind not in ("resized", "closed", "opened"):
            raise UserError(
                self.env._(
                    "The change lies outside %(year)s: choose a day of the year of the package "
                    "(clause 13, R124).",
                    year=self.year,
                )
            )
        turn = Turn(kind, counts_from(kind, day), self._zs_new_standard(kind, headcount))
        terms, turns = self._zs_terms(), self._zs_turns()
        new, old = entitled(terms, [*turns, turn]), entitled(terms, turns)
        if monthly_standards(terms, [*turns, turn]) == monthly_standards(terms, turns):
            raise UserError(
                self.env._(
                    "This changes nothing: on %(date)s it counts from month %(month)s (clause 13, "
                    "R124), and the months after it stay as they are. Check day and headcount.",
                    date=format_date(self.env, day),
                    month=turn.month,
                )
            )
        entitlement = self._zs_entitlements()[self.id] + new - old
        first = turn.month if kind == RESIZED else 1
        lines = self._zs_planned_lines(entitlement, [*turns, turn], first)
        return Plan(turn, int(headcount or 0), new - old, entitlement, lines)

    def _zs_new_standard(self, kind, headcount):
        if kind != RESIZED:
            return decimal_of(0)
        rule_set = self.sudo().rule_set_id
        standards = {3: rule_set.package_3, 2: rule_set.package_2}
        if headcount not in standards:
            raise UserError(
                self.env._(
                    "A package is set for three or two people (clause 13, R115, R116): choose one "
                    "of the two."
                )
            )
        return decimal_of(standards[headcount])

    def _zs_planned_lines(self, entitlement, turns, first=1):
        """Return ``{allotment: rules.schedule.Line}`` of the unpaid months under an entitlement.

        :param turns: all changes of months and standard
        :param first: unpaid months before it stay as they are
        """
        sums = self.env["zhaoshang.package.ledger"].sudo()._zs_sums(self.ids, ("paid", "returned"))
        paid = sums[self.id]["paid"] - sums[self.id]["returned"]
        unpaid = self._zs_lines().filtered(lambda line: line.state != "paid")
        lapsed = lapsed_amounts(self._zs_terms(), turns).keys()  # they take no share any more
        active = monthly_standards(self._zs_terms(), turns).keys() - lapsed
        kept = {month for month in active if month < first}
        loans = self._zs_lines().filtered(lambda line: line.kind == LOAN)
        due = loans <= unpaid and not (kept | lapsed).intersection(loans.mapped("month"))
        lines = respread(
            [line._zs_line() for line in unpaid],
            entitlement - paid,
            kept=kept,
            free={month for month in active if month >= first},
            loan=self._zs_terms().loan if due else ZERO,
        )
        return dict(zip(unpaid, lines, strict=True))

    def _zs_check_spent(self, entitlement):
        """No package falls below what is settled or claimed from it already (R127)."""
        room = self._zs_rooms()[self]
        if room.accepted + room.pending > entitlement:
            raise UserError(
                self.env._(
                    "The package would be %(entitlement)s, and %(accepted)s are settled and "
                    "%(pending)s claimed (clause 13, R127). Have claims returned or refused, or "
                    "reverse settled ones, then enter the change.",
                    entitlement=self._zs_yuan(entitlement),
                    accepted=self._zs_yuan(room.accepted),
                    pending=self._zs_yuan(room.pending),
                )
            )

    def _zs_record_change(self, kind, day, amount, paper, **values):
        """Make the row of a change; who calls has checked rights and document."""
        return self.env["zhaoshang.package.change"]._zs_command_create(
            [
                {
                    "package_id": self.id,
                    "kind": kind,
                    "date": day,
                    "amount": float(amount),
                    "decided_by_id": self.env.uid,
                    **{name: paper.get(name) for name in DOCUMENT},
                    **values,
                }
            ]
        )

    def _zs_apply_lines(self, planned, document):
        """Give unpaid months their new amounts; those in approval begin anew (R124)."""
        changed = {line: new for line, new in planned.items() if line._zs_line() != new}
        running = (
            self.env["zhaoshang.allotment"]
            .union(*changed)
            .filtered(lambda line: line.state == "submitted")
        )
        if running:
            running._zs_withdraw_for(
                self.env._("The package changes by %s: submit it anew.", document)
            )
        for line, new in changed.items():
            line._zs_replan(new)
        self.invalidate_recordset()

    def _zs_deduct(self, amount, claim):
        """Have the next months bear an advance that was paid early (R128).

        A month in approval bears it only where the others do not suffice: it would begin anew.

        :param amount: yuan
        :param claim: name of the claim
        """
        if self.state != "open":  # no month of a closed year is paid any more
            return
        unpaid = self._zs_lines().filtered(lambda line: line.state != "paid")
        lines = deduct(
            [line._zs_line() for line in unpaid],
            amount,
            last={line.month for line in unpaid if line.state in ("submitted", "approved")},
        )
        self._zs_apply_lines(dict(zip(unpaid, lines, strict=True)), claim)


class Allotment(models.Model):
    _inherit = "zhaoshang.allotment"

    replaced = fields.Boolean(
        readonly=True,
        copy=False,
        help="R124: approved before the package changed and never paid; another line stands for "
        "its month.",
    )

    def _zs_fit_plan(self):
        """Share the rest anew where months planned again are more than a package leaves (R124).

        ``self`` are these months, as superuser; those before them stay as they are.
        """
        packages = self.package_id
        entitlements, rooms = packages._zs_entitlements(), packages._zs_rooms()
        for package, own in self.grouped("package_id").items():
            entitlement, lines = entitlements[package.id], package._zs_lines()
            unpaid = lines.filtered(lambda line: line.state != "paid").mapped("amount")
            if sum(map(decimal_of, unpaid), rooms[package].released) > entitlement:
                first, turns = min(own.mapped("month")), package._zs_turns()
                planned = package._zs_planned_lines(entitlement, turns, first)
                package._zs_apply_lines(planned, own[:1].display_name)

    def _zs_line(self):
        """This month as the rules know it."""
        return Line(self.month, self.kind, decimal_of(self.amount))

    def _zs_replan(self, new):
        """Take a new amount; what was approved is not edited but replaced (R134)."""
        values = {"kind": new.kind, "amount": float(new.amount)}
        if self.state != "approved":
            return self._govern(values)
        self._govern({"replaced": True})
        self.flush_recordset()
        names = {"package_id": self.package_id.id, "month": self.month}
        return self._zs_command_create([names | values])
