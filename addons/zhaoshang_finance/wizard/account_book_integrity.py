from odoo import api, fields, models
from odoo.addons.zhaoshang_office.rules.paper import Cell, Paper, Table
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date, split_every

from ..models.claim.claim_access import ACCOUNTANT

#: entries that are read at once
BATCH = 1000
WIDTHS = (34, 22, 50, 50)


class AccountBook(models.TransientModel):
    """凭证完整性: no posted entry of the package funds was altered, by Odoo's own seals (R134).

    Odoo prints its report for who may enter vouchers by hand. The accountant of the package funds
    may not, and has the same check here for the two journals of the county alone.
    """

    _inherit = "zhaoshang.account.book"

    unaltered = fields.Boolean("Unaltered vouchers")

    def action_sheet(self):
        """What is checked is printed; there is no workbook of it."""
        if self.unaltered:
            raise UserError(self.env._("This check is printed as PDF; it has no workbook (R134)."))
        return super().action_sheet()

    @api.depends("unaltered")
    def _compute_sheet(self):
        checks = self.filtered("unaltered")
        checks.sheet = False
        return super(AccountBook, self - checks)._compute_sheet()

    def _period(self):
        return "" if self.unaltered else super()._period()

    def _title(self):
        unaltered = self._fields["unaltered"]._description_string(self.env)
        return unaltered if self.unaltered else super()._title()

    def _document(self, form=""):
        self.ensure_one()
        if not self.unaltered:
            return super()._document(form)
        head = self.env._("Accounting unit: %(county)s", county=self.company_id.name)
        note = self.env._(
            "Each voucher of the package funds carries a figure worked out from its own content "
            "and from the voucher before it. Whoever alters, adds or takes out one breaks the "
            "chain from there on (clause 13, R134)."
        )
        signs = (self.env._("Accountant (signature):"), self.env._("Checked (signature):"))
        return Paper(
            title=self._title(),
            blocks=[
                ("note", head),
                ("table", self._integrity_table()),
                ("note", note),
                ("signs", signs),
            ],
            printed=self._printed_by(),
        )

    def _integrity_table(self):
        head = [
            self.env._("Journal"),
            self.env._("Result"),
            self.env._("First voucher"),
            self.env._("Last voucher"),
        ]
        return Table(list(self._integrity_rows()), WIDTHS, head, size=9)

    def _integrity_rows(self):
        """Yield a row for each journal of the package funds and each year of its numbers."""
        self._check_integrity_reader()
        county = self.company_id.sudo()  # who asks has been checked on the line before
        for journal in county.zs_bank_journal_id | county.zs_claim_journal_id:
            domain = [("journal_id", "=", journal.id), ("inalterable_hash", "!=", False)]
            moves = county.env["account.move"].search(
                domain, order="sequence_prefix, sequence_number"
            )
            if not moves:
                yield journal.name, self.env._("No voucher yet"), "—", "—"
            for prefix, chain in moves.grouped("sequence_prefix").items():
                altered = _first_altered(chain)
                result = (
                    self.env._("Altered from %s on", altered.name)
                    if altered
                    else self.env._("Unaltered")
                )
                ends = (
                    Cell(self._integrity_end(move), left=True) for move in (chain[0], chain[-1])
                )
                yield f"{journal.name} {prefix}", result, *ends

    def _check_integrity_reader(self):
        if not self.env.user.has_group(ACCOUNTANT):
            raise AccessError(
                self.env._("Only the accountant checks the vouchers of the package funds (R134).")
            )
        if self.company_id not in self.env.user.company_ids:
            raise AccessError(self.env._("These are the vouchers of another county (R140)."))

    def _integrity_end(self, move):
        return f"{move.name}　{format_date(self.env, move.date)}\n{move.inalterable_hash}"


def _first_altered(chain):
    """Return the first entry whose content is not the one it was sealed with, or none.

    :param chain: posted entries of one journal and prefix, in the order of their numbers
    """
    last = ""
    for ids in split_every(BATCH, chain.ids):
        moves = chain.browse(ids)
        for move, seal in moves._calculate_hashes(last).items():
            if move.inalterable_hash != seal:
                return move
        last = moves[-1].inalterable_hash
        moves.invalidate_recordset()
    return chain.browse()
