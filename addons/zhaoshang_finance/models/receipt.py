from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import AccessError, UserError

from .posting import Entry


class Receipt(models.AbstractModel):
    """Money that has come into the package account (clause 13, R115, R124, R128).

    出纳 registers what the bank reports, 会计 checks and posts it; the two are two people.
    """

    _name = "zhaoshang.receipt"
    _description = "Money Received"
    _inherit = [
        "zhaoshang.finance.typed",
        "zhaoshang.finance.posted",
        "mail.thread",
        "mail.activity.mixin",
        "zhaoshang.audit.mixin",
    ]
    _order = "date desc, id desc"
    _check_company_auto = True
    _zs_kept_in_bureau = True
    _zs_leaves_out = True

    #: the event of its entry, as ``account.move`` names it
    _zs_event = None
    #: why a posted one is not deleted, a lazy text
    _zs_not_deleted = None

    date = fields.Date(
        "Bank date", required=True, default=lambda self: county_today(self.env), tracking=True
    )
    amount = fields.Monetary(required=True, tracking=True)
    slip_number = fields.Char("Bank slip", required=True, tracking=True)
    company_id = fields.Many2one("res.company", "County")
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        [("draft", "Registered"), ("posted", "Posted"), ("reversed", "Reversed")],
        "Status",
        required=True,
        readonly=True,
        copy=False,
        default="draft",
        index=True,
        tracking=True,
    )

    _one_use_of_a_slip = models.UniqueIndex(
        "(company_id, date, slip_number) WHERE state <> 'reversed'",
        "This bank slip of this day is already registered (clause 13, R134).",
    )

    def _zs_open_to_typing(self):
        return self.filtered(lambda receipt: receipt.state == "draft")

    @api.ondelete(at_uninstall=True)
    def _unlink_only_draft(self):
        if any(receipt.state != "draft" for receipt in self):
            raise UserError(self.env._(self._zs_not_deleted))

    def action_post(self):
        """Post what was registered, each as one entry (clause 13, R115, R124, R128)."""
        self._zs_check_accountant()
        typists = self._zs_typists()
        for receipt in self:
            receipt._zs_check_postable(typists.get(receipt.id, ()))
        packages = self.sudo()._zs_packages()
        packages._zs_lock()
        self.invalidate_recordset()
        for company, own in self.sudo().sorted("id").grouped("company_id").items():
            own = own.with_context(lang=company._zs_books_lang())
            moves = self.env["zhaoshang.posting"]._post_entries(company, own._zs_entries())
            for receipt, move in zip(own, moves, strict=True):
                receipt._govern({"state": "posted", "move_id": move.id})
        packages._zs_sync_todos()
        return True

    def _zs_entries(self):
        """What is to be posted of these, in the order of these; see :meth:`_zs_entry`."""
        raise NotImplementedError

    def _zs_entry(self, parts, label):
        return Entry(
            source=self,
            event=self._zs_event,
            date=self.date,
            package=self._zs_packages(),
            parts=tuple(parts),
            label=label,
            slip_number=self.slip_number,
        )

    def _zs_entry_reversed(self):
        self._govern({"state": "reversed"})
        self.flush_recordset(["state"])  # its bank slip may be used again
        self._zs_packages()._zs_sync_todos()

    def _zs_typists(self):
        """Return {record id: numbers of all users who typed anything of it} (R134).

        By the log, which nobody can change (R138): who changed a figure stays one of them, whoever
        saves the record after him.
        """
        # sudo: the log is not the accountant's to read; it only tells here who may not post
        logged = (
            self.env["zhaoshang.audit"]
            .sudo()
            ._read_group(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", self.ids),
                    ("kind", "in", ("create", "change")),
                ],
                ["res_id"],
                ["user_ref:array_agg"],
            )
        )
        return dict(logged)

    def _zs_check_postable(self, typists):
        if self.state != "draft":
            raise UserError(self.env._("%(line)s is posted already.", line=self.display_name))
        if self.env.uid in {*typists, *(self.create_uid | self.write_uid).ids}:
            raise AccessError(
                self.env._(
                    "You registered or changed %(line)s: somebody else has to post it, or the "
                    "cashier deletes it and registers it anew (clause 13, R134).",
                    line=self.display_name,
                )
            )
        self._zs_check_bank_date(self.date)
        self._zs_check_reversible()
