from dataclasses import replace

from odoo import fields, models
from odoo.addons.zhaoshang_office.rules.sheet import Violation, plain, refuse
from odoo.addons.zhaoshang_office.wizard.sheet_texts import SheetTexts
from odoo.tools.translate import LazyTranslate

from ..rules import claim as rules
from . import invoice_list

_lt = LazyTranslate(__name__)

TEXTS = {
    "twice": _lt("The same invoice stands in row %(row)s (%(rule)s): take one out"),
    "bad_amount": _lt("%(column)s “%(text)s” is no amount in yuan (%(rule)s)"),
    "unknown_category": _lt(
        "“%(text)s” is no category of the package (%(rule)s): write one of the list, or leave it "
        "empty and choose it in the claim"
    ),
    "digits_lost": _lt(
        "The spreadsheet has kept only %(most)s digits of “%(text)s” (%(rule)s): format the column "
        "as text and type the number anew"
    ),
    # a refusal of the claim itself, in its own words
    "said": "%(text)s",
}
#: what a list can have wrong by the law; files and papers come afterwards
JUDGED = (rules.NUMBER, rules.BLOCKED, rules.AMOUNT, rules.ABOVE, rules.YEAR, rules.POST)


class ClaimImport(models.TransientModel):
    """A list of invoices becomes the lines of a claim, all of them or none (R125, R126)."""

    _name = "zhaoshang.claim.import"
    _description = "Import of Invoices"
    _inherit = ["zhaoshang.box.of.record", "zhaoshang.kept.links", "zhaoshang.sheet.import"]
    _zs_box_of = ("claim_id",)
    _zs_box_list = "zhaoshang_finance.my_claim_action"
    _zs_columns = invoice_list.COLUMNS
    _zs_reads_csv = True

    claim_id = fields.Many2one("zhaoshang.claim", required=True, readonly=True, ondelete="cascade")
    # said again, so that its words are translated with this addon
    state = fields.Selection(
        [("upload", "Choose"), ("preview", "Check"), ("done", "Imported")], default="upload"
    )
    line_ids = fields.One2many("zhaoshang.claim.import.line", "import_id", readonly=True)
    currency_id = fields.Many2one(related="claim_id.currency_id")
    total = fields.Monetary("New together", readonly=True)

    def _compute_display_name(self):
        self.display_name = self.env._("Import invoices")

    def action_show_claim(self):
        """Back to the claim."""
        return self.claim_id._get_records_action()

    def _zs_check_importer(self):
        """R134: the claimant, before it is handed in."""
        self.claim_id.check_access("write")
        self.claim_id._check_open_for_lines()

    def _zs_texts(self):
        return SheetTexts(self.env, self._zs_columns, TEXTS)

    def _zs_workbook_name(self):
        return self.env._("Invoices with reasons.xlsx")

    def _zs_shown_headings(self):
        return invoice_list.SHOWN

    def _zs_plan(self, rows):
        categories = self.env["zhaoshang.expense.category"].search_fetch(
            [("company_id", "=", self.claim_id.company_id.id)], ["name", "blocked"]
        )
        plan = invoice_list.plan_import(rows, {plain(row.name): row for row in categories})
        lines = self.env["zhaoshang.claim.line"]
        records = [line.record for line in plan.lines if line.record]
        used = lines._zs_first_uses([(record.code, record.number) for record in records])
        uses = {(line.invoice_code or "", line.invoice_number): line for line in used}
        posts = self.claim_id._posts()[self.claim_id]
        judged = [self._judged(line, uses, posts) for line in plan.lines]
        return replace(plan, lines=tuple(judged))

    def _judged(self, line, uses, posts):
        """A row as the claim itself would judge it, in its words."""
        record = line.record
        if not record or line.action == "error":
            return line
        claim = self.claim_id
        law = rules.Line(
            code=record.code,
            number=record.number,
            day=record.day,
            total=record.total,
            amount=record.amount,
            blocked=bool(record.category) and record.category.blocked,
        )
        row = self.env["zhaoshang.claim.line"].new(
            {"claim_id": claim.id, "category_id": record.category and record.category.id}
        )
        texts = [
            row._fault_text(fault, law)
            for fault in rules.faults(law, claim.year, posts)
            if fault in JUDGED
        ]
        if used := uses.get((record.code, record.number)):
            texts.append(row._used_text(used))
        return refuse(line, [Violation("said", values={"text": text}) for text in texts])

    def _zs_apply(self, plan):
        """One line each, in one go."""
        place = max(self.claim_id.line_ids.mapped("sequence"), default=0)
        self.env["zhaoshang.claim.line"].create(
            [
                {
                    "claim_id": self.claim_id.id,
                    "sequence": place + n,
                    "category_id": record.category and record.category.id,
                    "invoice_code": record.code,
                    "invoice_number": record.number,
                    "invoice_date": record.day,
                    "seller": record.seller,
                    "invoice_amount": float(record.total),
                    "amount": float(record.amount),
                    "note": record.note,
                }
                for n, record in enumerate((line.record for line in plan.lines), 1)
            ]
        )

    def _zs_preview_values(self, plan):
        new = [line.record.amount for line in plan.lines if line.action == "new"]
        return {"total": float(sum(new))}

    def _zs_line_values(self, record, names):
        return {
            "name": f"{record.code} {record.number}".strip(),
            "date": record.day,
            "seller": record.seller,
            "amount": float(record.amount or 0),
        }


class ClaimImportLine(models.TransientModel):
    """One row of the list as the preview shows it."""

    _name = "zhaoshang.claim.import.line"
    _description = "Row of an Invoice List"
    _inherit = ["zhaoshang.sheet.import.line"]

    import_id = fields.Many2one("zhaoshang.claim.import", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="import_id.currency_id")
    action = fields.Selection(
        [
            ("new", "New"),
            ("changed", "Changed"),
            ("unchanged", "Unchanged"),
            ("error", "Error"),
        ],
        "Result",
    )
    date = fields.Date("Date of the invoice")
    seller = fields.Char()
    amount = fields.Monetary("Claimed")
