from odoo import api, fields, models
from odoo.addons.zhaoshang_office.rules.paper import Cell, Paper, Table
from odoo.tools import format_date

from ...rules.capital import capital_amount
from ..zhaoshang_package import decimal_of

WIDTHS = (56, 44, 28, 28)


class AccountMove(models.Model):
    """The printed voucher (记账凭证) of an entry, which Odoo has none of."""

    _name = "account.move"
    _inherit = ["account.move", "zhaoshang.document.mixin"]

    zs_bureau_id = fields.Many2one(
        "zhaoshang.bureau", "Bureau", compute="_compute_zs_bureau_id", compute_sudo=True
    )

    @api.depends("line_ids.zs_package_id")
    def _compute_zs_bureau_id(self):
        for move in self:
            move.zs_bureau_id = move.line_ids.zs_package_id.bureau_id[:1]

    def get_formview_id(self, access_uid=None):
        """Return the voucher form for an entry of the package funds, Odoo's own for another."""
        if self and self == self._zs_guarded():
            return self.env.ref("zhaoshang_finance.view_move_form_voucher").id
        return super().get_formview_id(access_uid)

    def _get_records_action(self, **kwargs):
        if len(self.ids) == 1:
            kwargs = {"views": [(self.get_formview_id(), "form")]} | kwargs
        return super()._get_records_action(**kwargs)

    def action_open_business_doc(self):
        action = super().action_open_business_doc()
        if action["res_model"] == self._name:
            action["views"] = [(self.get_formview_id(), "form")]
        return action

    def _document(self, form=""):
        self.ensure_one()
        rows = [line._voucher_row() for line in self.line_ids.sorted(lambda line: line.credit)]
        debit, credit = (
            sum(map(decimal_of, self.line_ids.mapped(it))) for it in ("debit", "credit")
        )
        total = self.env._("Total: %s", capital_amount(debit))
        rows.append([Cell(total, 2, label=True), _figure(debit), _figure(credit)])
        head = (self.env._("Summary"), self.env._("Account"), self.env._("Debit"),
                self.env._("Credit"))  # fmt: skip
        note = self.env._(
            "%(county)s　%(date)s　No. %(number)s　Enclosures: %(count)s",
            county=self.company_id.sudo().name,
            date=format_date(self.env, self.date),
            number=self.name,
            count=self._voucher_enclosures(),
        )
        return Paper(
            title=self.env._("Voucher"),
            blocks=[
                ("note", note),
                ("table", Table(rows, WIDTHS, head, sums=(len(rows) - 1,), row_height=9)),
                ("signs", self._voucher_signs()),
            ],
            mark="" if self.state == "posted" else self.env._("Draft"),
            printed=self._printed_by(),
        )

    def _document_name(self, form=""):
        return self.env._("Voucher %s", (self.name or "").replace("/", "-"))

    def _voucher_enclosures(self):
        """Papers kept with the entry: invoices of a claim, the document of a decision, else what
        is attached."""
        own = self.sudo()  # who prints the voucher reads it; of its source the papers are counted
        source = own.env[own.zs_source_model or self._name].browse(own.zs_source_id).exists()
        if source._name == "zhaoshang.claim":
            return source.invoice_count
        document = "file" in source._fields and source.with_context(bin_size=True).file
        return len(own.attachment_ids) or int(bool(own.zs_slip_number or document))

    def _voucher_signs(self):
        name = self.sudo().create_uid.name or ""
        cashier = name if self.zs_slip_number and self.zs_event != "funding" else ""
        return (
            self.env._("Prepared: %s", name),
            self.env._("Checked:"),
            self.env._("Booked:"),
            self.env._("Cashier: %s", cashier),
        )


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _voucher_row(self):
        account = "\n".join(filter(None, (self.account_id.display_name, self.partner_id.name)))
        return [
            Cell(self.name or self.move_id.ref or "", left=True),
            Cell(account, left=True),
            _figure(self.debit),
            _figure(self.credit),
        ]


def _figure(amount):
    return f"{decimal_of(amount):,.2f}" if amount else ""
