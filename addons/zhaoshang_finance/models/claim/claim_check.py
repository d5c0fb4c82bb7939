from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_amount, format_list

from ...rules import claim as rules
from ..zhaoshang_package import decimal_of

#: what a photo does not say, and the fault that it is to lack it
TO_TYPE = {
    "category_id": rules.CATEGORY,
    "invoice_number": rules.NUMBER,
    "invoice_date": rules.YEAR,
    "invoice_amount": rules.AMOUNT,
}
#: stands for the day of an invoice in a text that several invoices share
DAY = "\0"


class ClaimLine(models.Model):
    """What is wrong with an invoice, told while it is typed and refused when it is sent."""

    _inherit = "zhaoshang.claim.line"

    @api.depends(
        "category_id",
        "invoice_code",
        "invoice_number",
        "invoice_date",
        "invoice_amount",
        "amount",
        "file",
        "reading",
        "paper_ids.kind",
        "claim_id.package_id",
        "claim_id.zs_approval_state",
    )
    @api.depends_context("uid", "lang")
    def _compute_fault(self):
        """Only of what can still be mended."""
        self.fault = False
        open_lines = self.filtered(lambda line: line.claim_id.state in (False, "draft", "returned"))
        for line, texts in open_lines._faults().items():
            line.fault = "\n".join(texts) or False

    def _law(self):
        """The line as the rule knows it."""
        needs = self.category_id.needs or rules.NO_PAPERS
        papers = self.paper_ids.mapped("kind") if needs != rules.NO_PAPERS else ()
        return rules.Line(
            code=rules.normal_number(self.invoice_code),
            number=rules.normal_number(self.invoice_number),
            day=self.invoice_date or None,
            total=decimal_of(self.invoice_amount),
            amount=decimal_of(self.amount),
            has_file=bool(self.with_context(bin_size=True).file),
            needs=needs,
            papers=frozenset(papers),
            blocked=self.category_id.blocked,
            has_category=bool(self.category_id),
            **self._law_of_reading(),
        )

    def _faults(self):
        """Return ``{line: [text, …]}``, each with rule, figure and way out (R010, R125, R126)."""
        lines = self.filtered("claim_id.package_id")
        posts = lines.claim_id._posts()
        laws = {line: line._law() for line in lines}
        used = lines._zs_first_uses([(law.code, law.number) for law in laws.values()])
        uses = {((line.invoice_code or ""), line.invoice_number): line for line in used}
        told = {}
        for line, law in laws.items():
            claim = line.claim_id
            found = rules.faults(law, claim.year, posts[claim])
            told[line] = line._fault_texts(found, law)
            if (law.code, law.number) in uses:
                told[line].append(line._used_text(uses[law.code, law.number]))
        return told

    def _fault_texts(self, found, law):
        """A sentence for each fault; one for all that nobody has typed yet of a photo."""
        empty = {
            name: fault for name, fault in TO_TYPE.items() if fault in found and not self[name]
        }
        if law.number or len(empty) < 2:
            return [self._fault_text(fault, law) for fault in found]
        rest = [fault for fault in found if fault not in empty.values()]
        return [self._to_type_text(), *(self._fault_text(fault, law) for fault in rest)]

    def _to_type_text(self):
        """What is still to be typed of a line, or nothing."""
        names = [
            self._fields[name]._description_string(self.env) for name in TO_TYPE if not self[name]
        ]
        return names and self.env._("Still to be typed: %s (R125).", format_list(self.env, names))

    def _fault_text(self, fault, law):
        return getattr(self, f"_fault_{fault}")(law)

    def _fault_category(self, _law):
        return self.env._("Say what it was spent for: choose a category (clause 13, R126).")

    def _fault_other(self, law):
        return self.env._(
            "%(number)s is typed, but the attached file is invoice %(said)s (clause 13, R126). "
            "Type the number of the attached invoice, or attach the invoice of this number.",
            number=law.number or "—",
            said=law.said_number,
        )

    def _fault_blocked(self, _law):
        return self.env._(
            "“%(category)s” is not paid from the package: it goes on to come from the original "
            "unit (R010). Choose another category, or take the line out.",
            category=self.category_id.name,
        )

    def _fault_number(self, law):
        return self.env._(
            "“%(number)s” is no number of an original invoice (clause 13, R125). A fully digital "
            "invoice has 20 digits and no code; others have a code of 8 to 12 digits and a number "
            "of 6 to 12. Type it as it is printed.",
            number=f"{law.code} {law.number}".strip() or "—",
        )

    def _fault_file(self, _law):
        return self.env._(
            "The original invoice is not attached (clause 13, R125). Attach its file or its scan."
        )

    def _fault_amount(self, law):
        return self.env._(
            "%(amount)s cannot be claimed: the amount is above zero (clause 13, R125).",
            amount=self._yuan(law.amount),
        )

    def _fault_above(self, law):
        return self.env._(
            "%(amount)s is claimed, but the invoice is of %(total)s: it is %(more)s too much "
            "(clause 13, R126). Claim what the invoice says at most.",
            amount=self._yuan(law.amount),
            total=self._yuan(law.most),
            more=self._yuan(law.amount - law.most),
        )

    def _fault_year(self, law):
        if not law.day:
            return self.env._("The date of the invoice is lacking (clause 13, R126). Type it.")
        return self.env._(
            "The invoice of %(day)s is not of %(year)s, whose package pays this claim (clause 13, "
            "R126). Claim it from the package of its own year.",
            day=law.day.isoformat(),
            year=self.claim_id.year,
        )

    def _fault_post(self, law):
        return self.env._(
            "On %(day)s you had no post in %(bureau)s (clause 13, R126). Invoices are claimed by "
            "whoever was in post on their day.",
            day=law.day.isoformat(),
            bureau=self.claim_id.bureau_id.name,
        )

    def _fault_papers(self, law):
        kinds = dict(self.paper_ids._fields["kind"]._description_selection(self.env))
        or_ = self.env._(" or ")
        groups = rules.lacking_papers(law.needs, law.papers)
        return self.env._(
            "“%(category)s” asks for more than the invoice: %(papers)s is lacking (R126). Open the "
            "line and attach it.",
            category=self.category_id.name,
            papers=format_list(
                self.env, [or_.join(kinds[kind] for kind in group) for group in groups]
            ),
        )

    def _zs_name(self):
        """How a line is called among others: by its end, which people compare."""
        if not self.invoice_number and self.file_name:
            return self.file_name
        number = self.invoice_number or "—"
        return self.env._("Invoice …%(end)s %(seller)s", end=number[-8:], seller=self.seller or "")

    def _is_blank(self):
        """Whether nothing was typed of it: a row that Tab has made."""
        return not any(self[name] for name in self._zs_typed_names()) and not self.paper_ids

    def _zs_names(self):
        """How lines are called that have something in common."""
        if len(self) == 1:
            return self._zs_name()
        ends = [
            f"…{line.invoice_number[-8:]}" if line.invoice_number else line.file_name or "—"
            for line in self
        ]
        return self.env._(
            "%(count)s invoices (%(names)s)", count=len(self), names=format_list(self.env, ends)
        )

    def _told_once(self, told):
        """Return what is wrong, one text for all invoices that lack the same, with their days.

        :param told: ``{line: [text, …]}``
        """
        shared = defaultdict(self.browse)
        for line, texts in told.items():
            day = line.invoice_date and line.invoice_date.isoformat()
            for text in texts:
                shared[text.replace(day, DAY) if day else text] |= line
        said = defaultdict(list)
        for text, lines in shared.items():
            said[lines].append(text.replace(DAY, lines._zs_days()) if DAY in text else text)
        return [
            self.env._("%(line)s: %(fault)s", line=lines._zs_names(), fault=" ".join(texts))
            for lines, texts in said.items()
        ]

    def _zs_days(self):
        days = sorted(set(self.mapped("invoice_date")))
        return format_list(self.env, [day.isoformat() for day in days])

    def _yuan(self, amount):
        return format_amount(self.env, float(amount), self.currency_id)


class Claim(models.Model):
    _inherit = "zhaoshang.claim"

    fault = fields.Text("To be mended", compute="_compute_fault")

    @api.depends("line_ids.fault")
    @api.depends_context("uid", "lang")
    def _compute_fault(self):
        """What is wrong with the invoices, in one place above them."""
        for claim in self:
            told = {
                line: line.fault.split("\n")
                for line in claim.line_ids
                if line.fault and not line._is_blank()
            }
            claim.fault = "\n".join(claim.line_ids._told_once(told)) or False

    def _check_lines(self):
        """Refuse a claim with a line that is not good, naming each (R125, R126)."""
        self.line_ids.filtered(lambda line: line._is_blank()).unlink()
        if not self.line_ids:
            raise UserError(
                self.env._(
                    "This claim has no invoice (clause 13, R125). Add a line for each original "
                    "invoice."
                )
            )
        if told := self.line_ids._told_once(self.line_ids._faults()):
            raise UserError("\n".join(told))
        if not (self.reason or "").strip():
            raise UserError(
                self.env._("Say for what the money was spent, then hand the claim in (R129).")
            )
