import base64
import binascii
from dataclasses import dataclass

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from psycopg2.errors import UniqueViolation

from ...rules.invoice.figures import Invoice, Unreadable
from .apart import read_invoice
from .refusal import refusal_text

MOST_FILES = 30
MOST_BYTES = 60 * 1024 * 1024
LONGEST_NAME = 200


@dataclass
class Drop:
    """A file on its way into a line, and what is told of it."""

    name: str
    content: bytes
    outcome: Invoice | Unreadable
    text: str = ""
    line: object = None
    is_refused: bool = False

    @property
    def key(self):
        """Code and number, by which an invoice is known; nothing of a photo."""
        found = isinstance(self.outcome, Invoice) and self.outcome.number
        return (self.outcome.code, self.outcome.number) if found else None

    def refuse(self, text):
        self.is_refused, self.text = True, text


class Claim(models.Model):
    """Ten files dropped make ten lines (R125, R126)."""

    _inherit = "zhaoshang.claim"

    has_difference = fields.Boolean(compute="_compute_has_difference")

    @api.depends("line_ids.difference")
    def _compute_has_difference(self):
        for claim in self:
            claim.has_difference = any(line.difference for line in claim.line_ids)

    def action_zs_check_lines(self):
        """Open the invoices of this claim, each with its file beside it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "zhaoshang_finance.claim_line_action"
        )
        name = self.env._("Check one by one: %s", self.display_name)
        return action | {"name": name, "domain": [("claim_id", "=", self.id)], "context": {}}

    def action_add_files(self, files):
        """Make a line for each of these files, with what could be read of it.

        A file that is no invoice, or whose invoice is used, is refused while the others go in; a
        file of an invoice that stands in this claim without one is attached to its line.

        :param files: ``[{"name": str, "data": base64}, …]``
        :return: ``[{"name": str, "done": bool, "text": str}, …]``, in their order
        :raise UserError: no file, too many, or the claim stands
        """
        self.ensure_one()
        self.check_access("write")
        self._check_open_for_lines()
        drops = [Drop(name, content, read_invoice(content)) for name, content in self._files(files)]
        self._refuse_files(drops)
        self._make_lines([drop for drop in drops if not drop.is_refused])
        return [
            {"name": drop.name, "done": not drop.is_refused, "text": drop.text} for drop in drops
        ]

    def _check_open_for_lines(self):
        """R134: invoices come in before it is handed in, or after it was returned."""
        if self.state not in ("draft", "returned"):
            raise UserError(
                self.env._(
                    "Invoices are added before a claim is handed in (clause 13, R134). Withdraw it "
                    "while it runs, or begin a new claim."
                )
            )

    def _files(self, files):
        """Names and contents; more than this is no claim but an accident."""
        good = isinstance(files, list) and all(
            isinstance(file, dict) and isinstance(file.get("data"), str) for file in files
        )
        if not (good and files):
            raise UserError(self.env._("Choose the files of the invoices first (R125)."))
        size = sum(len(file["data"]) for file in files) * 3 // 4
        if len(files) > MOST_FILES or size > MOST_BYTES:
            raise UserError(
                self.env._(
                    "%(files)s files of %(size)s MB were dropped at once; %(most)s files of "
                    "%(most_size)s MB go at one time (R125). Drop them in two parts.",
                    files=len(files),
                    size=round(size / 1024**2),
                    most=MOST_FILES,
                    most_size=MOST_BYTES // 1024**2,
                )
            )
        return [
            (str(file.get("name") or self.env._("invoice"))[:LONGEST_NAME], _decoded(file["data"]))
            for file in files
        ]

    def _refuse_files(self, drops):
        """Say of each file that cannot go in why not; one search for all of them."""
        lines = self.env["zhaoshang.claim.line"]
        used = lines._zs_first_uses([drop.key for drop in drops if drop.key])
        uses = {(line.invoice_code or "", line.invoice_number): line for line in used}
        seen = set()
        for drop in drops:
            same = drop.key or drop.content
            line = uses.get(drop.key)
            if isinstance(drop.outcome, Unreadable):
                drop.refuse(refusal_text(self.env, drop.outcome.reason, drop.outcome.figures))
            elif same in seen:
                drop.refuse(self.env._("It is among these files twice; one line was made (R126)."))
            elif line and line.claim_id == self and not line.file_name:
                drop.line = line.sudo(False)
            elif line and line.claim_id == self:
                drop.refuse(self.env._("This invoice stands in this claim already (R126)."))
            elif line:
                drop.refuse(lines._used_text(line))
            seen.add(same)

    def _make_lines(self, drops):
        """Make the lines, in one go; of two people with the same invoice the later is told."""
        lines = self.env["zhaoshang.claim.line"]
        new = [drop for drop in drops if not drop.line]
        values = lines._zs_values_of([drop.outcome for drop in new], self.company_id)
        place = max(self.line_ids.mapped("sequence"), default=0)
        try:
            made = lines.create(
                [
                    {
                        **row,
                        "claim_id": self.id,
                        "sequence": place + n,
                        "file": base64.b64encode(drop.content).decode(),
                        "file_name": drop.name,
                    }
                    for n, (drop, row) in enumerate(zip(new, values, strict=True), 1)
                ]
            )
            self.env.flush_all()
        except UniqueViolation as used:
            raise ConcurrencyError(str(used)) from used  # once more, and it is seen as used
        for drop, line in zip(new, made, strict=True):
            drop.line = line
        for drop in drops:
            if drop not in new:
                data = base64.b64encode(drop.content).decode()
                drop.line.write({"file": data, "file_name": drop.name})
            drop.text = drop.line._zs_added_text()


class ClaimLine(models.Model):
    _inherit = "zhaoshang.claim.line"

    def _zs_added_text(self):
        """What is still to be typed of a line that was made of a file."""
        return self._to_type_text() or self.env._("Read. Please compare it with the invoice.")


def _decoded(data):
    try:
        return base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return b""
