from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...rules.entitlement import to_be_returned
from ...rules.schedule import ZERO
from ..arguments import day_of
from ..zhaoshang_package import decimal_of
from .package_settle import KINDS

#: what a person has done with the balance of a year, and may take back
DISPOSALS = tuple(KINDS.values())


class PackageChange(models.Model):
    """A wrong disposal of a balance is answered by another row, its entry by one in red (R133)."""

    _inherit = "zhaoshang.package.change"

    arrival_id = fields.Many2one(
        "zhaoshang.package.change", "Arrived as", readonly=True, copy=False, check_company=True,
        help="R133: what was carried over is one row here and one in the next year.",
    )  # fmt: skip
    reverses_id = fields.Many2one(
        "zhaoshang.package.change", "Takes back", readonly=True, copy=False, check_company=True
    )
    reversal_ids = fields.One2many("zhaoshang.package.change", "reverses_id", "Taken back by")
    can_be_undone = fields.Boolean(compute="_compute_can_be_undone")

    _taken_back_once = models.UniqueIndex(
        "(reverses_id) WHERE reverses_id IS NOT NULL", "This is taken back already (R133)."
    )

    @api.depends("kind", "reverses_id", "reversal_ids", "package_id.state")
    def _compute_can_be_undone(self):
        for change in self:
            change.can_be_undone = (
                change.kind in DISPOSALS
                and not (change.reverses_id or change.reversal_ids)
                and change.package_id.state == "open"
            )

    def _zs_label(self):
        """What it is called on paper."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        name = kinds[self.kind]
        return self.env._("%s (taken back)", name) if self.reverses_id else name

    def action_zs_undo(self, day, **paper):
        """Take a wrong return, carry-over or lapse back, its entry by one in red (R133, R134).

        :param day: the day on which it is taken back
        :param paper: ``document``, ``file``, ``file_name`` and ``reason``
        """
        self.ensure_one()
        self.check_access("read")
        self.package_id._zs_check_accountant()
        self.package_id._zs_check_reasoned(paper)
        change, day = self.sudo(), day_of(self.env, day) or county_today(self.env)
        arrival = change.arrival_id
        (change | arrival).package_id._zs_lock()
        self.env.invalidate_all()
        change._zs_check_undo(day)
        values = {}
        if change.move_id:
            posting = self.env["zhaoshang.posting"]
            move = posting._reverse_entry(change.move_id, day, paper["reason"])
            values["move_id"] = move.id
        for row in change | arrival:
            row.package_id._zs_record_change(
                row.kind, day, -decimal_of(row.amount), paper, reverses_id=row.id, **values
            )
        for package in (change | arrival).package_id:
            package._zs_share_rest(paper["document"])
            package._zs_sync_todos()
        return True

    def _zs_check_undo(self, day):
        """Refuse what cannot be taken back, with the way out (R128, R133, R134)."""
        if self.kind not in DISPOSALS or self.reverses_id or self.reversal_ids:
            raise UserError(
                self.env._(
                    "Only a return, a carry-over or a lapse at the end of the year is taken back, "
                    "and once (clause 13, R133)."
                )
            )
        if not day or day > county_today(self.env) or day < self.date:
            raise UserError(
                self.env._(
                    "What was entered for %(first)s is taken back between that day and today, not "
                    "on %(day)s (clause 13, R134).",
                    first=format_date(self.env, self.date),
                    day=format_date(self.env, day) if day else "—",
                )
            )
        for package in (self | self.arrival_id).package_id:
            if package.state != "open":
                raise UserError(
                    self.env._(
                        "%(package)s is closed and rests on it: open that year again first, with "
                        "its document (clause 13, R133).",
                        package=package.display_name,
                    )
                )
        if self.arrival_id:
            self._zs_check_next_year()

    def _zs_check_next_year(self):
        """Nothing of the next year may rest on what was carried over into it (R128, R133)."""
        following = self.arrival_id.package_id
        amount, money = decimal_of(self.arrival_id.amount), self._zs_money(following)
        left = following._zs_entitlements()[following.id] - amount
        room = following._zs_rooms()[following]
        prepaid = following._zs_open_balances()[following.id]["prepaid"]
        words = {
            "package": following.display_name,
            "amount": following._zs_yuan(amount),
            "left": following._zs_yuan(left),
            "settled": following._zs_yuan(room.accepted + room.pending),
            "released": following._zs_yuan(room.released - money),
            "year": following.year,
        }
        if room.accepted + room.pending > left or prepaid < money:
            raise UserError(
                self.env._(
                    "%(package)s rests on the %(amount)s carried over into it: without them it "
                    "would be %(left)s, and %(settled)s are settled or claimed (clause 13, R127, "
                    "R133). Have these claims reversed or returned first, or dispose of the amount "
                    "at the end of %(year)s.",
                    **words,
                )
            )
        if to_be_returned(left, room.released - money, ZERO):
            raise UserError(
                self.env._(
                    "%(package)s would be %(left)s without the %(amount)s carried over, and "
                    "%(released)s are paid (clause 13, R124, R133). Have the payments reversed or "
                    "the money returned first, or dispose of the amount at the end of %(year)s.",
                    **words,
                )
            )
        self._zs_check_one_loan()

    def _zs_money(self, package):
        """What its entry has booked as paid ahead to the next year, in yuan."""
        lines = self.move_id.line_ids.filtered(lambda line: line.zs_package_id == package)
        return sum(map(decimal_of, lines.mapped("balance")), ZERO)

    def _zs_check_one_loan(self):
        """The old loan would be open again: no bureau has two of them (R122, R128)."""
        loan = self.company_id.zs_loan_account_id
        packages = self.bureau_id.package_ids
        opened = packages._zs_open_balances()
        others = packages.filtered(
            lambda package: package != self.package_id and opened[package.id]["loan"]
        )
        if others and loan in self.move_id.line_ids.account_id:
            raise UserError(
                self.env._(
                    "The carry-over has cleared the loan of %(old)s, and since then %(new)s has "
                    "received its own, of which %(open)s are open: no bureau has two loans (clause "
                    "13, R122, R128). Have that one settled or reversed first.",
                    old=self.package_id.display_name,
                    new=others[0].display_name,
                    open=self.package_id._zs_yuan(opened[others[0].id]["loan"]),
                )
            )


class Package(models.Model):
    """A year that was closed too early is opened again (R133)."""

    _inherit = "zhaoshang.package"

    def action_zs_reopen(self, **paper):
        """Open a closed year again by a document: what it has left is shared anew (R133).

        :param paper: ``document``, ``file``, ``file_name`` and ``reason``
        """
        self.ensure_one()
        self._zs_check_accountant()
        self._zs_check_reasoned(paper)
        package = self.sudo()
        package._zs_lock()
        self.env.invalidate_all()
        package._zs_check_reopen()
        package._zs_record_change("reopened", county_today(self.env), ZERO, paper)
        package._govern({"state": "open", "closed_on": False, "closed_by_id": False})
        package._zs_share_rest(paper["document"])
        package._zs_sync_todos()
        return True

    def _zs_check_reopen(self):
        if self.state != "closed":
            raise UserError(self.env._("%s is not closed.", self.display_name))
        following = self.search(
            [("bureau_id", "=", self.bureau_id.id), ("year", ">", self.year),
             ("state", "=", "closed")], order="year desc", limit=1
        )  # fmt: skip
        if following:
            raise UserError(
                self.env._(
                    "%(later)s is closed and rests on %(package)s: open the later year again first "
                    "(clause 13, R133).",
                    later=following.display_name,
                    package=self.display_name,
                )
            )

    def _zs_check_reasoned(self, paper):
        """What is taken back has a document and a reason (R133)."""
        self._zs_check_paper(paper)
        if not (isinstance(paper.get("reason"), str) and paper["reason"].strip()):
            raise UserError(
                self.env._("Say why it is taken back or opened again (clause 13, R133).")
            )

    def _zs_share_rest(self, document):
        """Share what the package leaves among its unpaid months (R121)."""
        entitlement = self._zs_entitlements()[self.id]
        self._zs_apply_lines(self._zs_planned_lines(entitlement, self._zs_turns()), document)
