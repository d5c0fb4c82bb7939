from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...rules import document as rules
from .document_series import KINDS


class DocumentNumber(models.Model):
    """The register of official documents (发文登记): one number for each, without gaps.

    A number is taken in the transaction that issues its document, and by nobody's hand. One that
    became void stays in its place with the reason.
    """

    _name = "zhaoshang.document.number"
    _description = "Register of Document Numbers"
    _inherit = ["zhaoshang.audit.mixin"]
    _order = "year desc, prefix, number desc"
    _rec_name = "reference"
    _rec_names_search = ("reference", "title")
    _zs_audit_fields = ("state", "void_reason")

    reference = fields.Char("Document Number", required=True, readonly=True)
    kind = fields.Selection(KINDS, "Kind of Document", required=True, readonly=True)
    title = fields.Char(required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company", "County", required=True, readonly=True, ondelete="restrict"
    )
    prefix = fields.Char("Issuing Body in Short", required=True, readonly=True)
    year = fields.Integer(required=True, readonly=True, aggregator=None)
    number = fields.Integer("Number in the Year", required=True, readonly=True, aggregator=None)
    issued_on = fields.Date("Date of the Document", required=True, readonly=True)
    issued_by_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")
    state = fields.Selection(
        [("issued", "Issued"), ("void", "Void")], "Status", required=True, readonly=True
    )
    void_reason = fields.Char("Void Because", readonly=True)
    voided_by_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    voided_at = fields.Datetime(readonly=True)
    res_model = fields.Char("Model of the Document", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Document", required=True, readonly=True, model_field="res_model"
    )

    _once = models.UniqueIndex("(company_id, prefix, year, number)", "A number is given once.")
    _of_document = models.UniqueIndex(
        "(res_model, res_id, kind) WHERE state = 'issued'", "This document has its number already."
    )
    _void_with_reason = models.Constraint(
        "CHECK (state <> 'void' OR void_reason <> '')", "A void number says why."
    )

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise self._by_nobodys_hand()

    def write(self, vals):  # pylint: disable=method-required-super
        raise self._by_nobodys_hand()

    def unlink(self):  # pylint: disable=method-required-super
        raise self._by_nobodys_hand()

    def _by_nobodys_hand(self):
        return AccessError(
            self.env._(
                "A document gets its number when it is issued; nobody writes, changes or deletes "
                "one. A number that is not needed any more stays as void with the reason."
            )
        )

    @api.model
    def _take(self, company, kind, day, record, title=None):
        """Give ``record`` the next number of its kind; whoever calls has checked who issues it.

        :param day: the date of the document; its year is the number's
        :param title: what the register calls it, else its display name
        :returns: 发文字号 like 松驻招〔2026〕3号
        :raise UserError: where the county has no series of this kind
        """
        record.ensure_one()
        series = self.env["zhaoshang.document.series"]._of(company, kind)
        number = (
            self.env["zhaoshang.document.counter"]
            .sudo()
            ._next(company, series.prefix, day.year, series._kin()._opening_of(day.year))
        )
        taken = self.sudo()._insert(
            {
                "reference": rules.reference(series.prefix, day.year, number),
                "kind": kind,
                "title": title or record.display_name,
                "company_id": company.id,
                "prefix": series.prefix,
                "year": day.year,
                "number": number,
                "issued_on": day,
                "issued_by_id": self.env.uid,
                "state": "issued",
                "res_model": record._name,
                "res_id": record.id,
            }
        )
        return taken.reference

    def _insert(self, vals):
        """Insert what ``create`` refuses to everybody."""
        return super().create(vals)  # pylint: disable=super-method-mismatch

    def _set(self, vals):
        """Write what ``write`` refuses to everybody."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    @api.model
    def _of(self, records):
        """Return the numbers that these documents hold now."""
        return self.sudo().search(
            [
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
                ("state", "=", "issued"),
            ]
        )

    def _void(self, reason):
        """Keep the numbers as void; whoever calls has checked who may withdraw the documents."""
        if not (reason or "").strip():
            raise UserError(self.env._("Write why the number is void."))
        self.sudo()._set(
            {
                "state": "void",
                "void_reason": reason.strip(),
                "voided_by_id": self.env.uid,
                "voided_at": fields.Datetime.now(),
            }
        )
        self.flush_recordset()  # before the document gets another

    def action_open_document(self):
        """Open the document itself, for who may read it."""
        self.ensure_one()
        self.check_access("read")
        document = self.env[self.res_model].browse(self.res_id).exists()
        if not document.has_access("read"):
            raise UserError(
                self.env._(
                    "The document itself is not open to you; its number, date and title are what "
                    "the register shows."
                )
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }
