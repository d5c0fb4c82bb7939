from odoo import api, fields, models
from odoo.addons.zhaoshang_office.models.clock import county_today
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ...rules.suspension import Hold, held_months, suspended_months

STATES = {
    "draft": "draft",
    "withdrawn": "draft",
    "running": "submitted",
    "returned": "returned",
    "rejected": "refused",
    "revoked": "refused",
    "approved": "decided",
}
OFFICE = "zhaoshang_office.group_office"
AUTHORITY = "zhaoshang_office.group_bureau_authority"
READERS = (OFFICE, AUTHORITY, "zhaoshang_finance.group_accountant",
           "zhaoshang_finance.group_cashier")  # fmt: skip


class Suspension(models.Model):
    """A decision to hold back the allotments of a bureau, or to pay them again (R130 to R132).

    The text of clause 13 is cut off here, so nothing follows by itself: 管理办公室 enters it with a
    document, 招商管理局 decides, and months are held back or paid again by that alone.
    """

    _name = "zhaoshang.suspension"
    _description = "Suspension of Allotments"
    _inherit = [
        "zhaoshang.worked.out",
        "zhaoshang.kept.links",
        "mail.thread",
        "mail.activity.mixin",
        "zhaoshang.approval.mixin",
        "zhaoshang.audit.mixin",
    ]
    _order = "id desc"
    _check_company_auto = True
    _zs_approval_revocable = False
    _zs_kept_in_bureau = True
    _zs_worked_out = frozenset({"proposed", "state"})
    _zs_audit_fields = ("zs_approval_state", "month_from", "month_to", "back_pay", "document")

    kind = fields.Selection(
        [("suspend", "Suspend"), ("resume", "Resume")], "Decision", required=True, default="suspend"
    )
    bureau_id = fields.Many2one(
        "zhaoshang.bureau", required=True, ondelete="restrict", index=True, check_company=True
    )
    company_id = fields.Many2one(related="bureau_id.company_id", string="County", store=True)
    year = fields.Integer(
        required=True, aggregator=None, default=lambda self: county_today(self.env).year
    )
    month_from = fields.Integer(
        "From month",
        required=True,
        aggregator=None,
        default=lambda self: county_today(self.env).month,
        help="The first month that is held back, or that is paid again.",
    )
    month_to = fields.Integer(
        "Until month", aggregator=None, help="Empty: until it is resumed by another decision."
    )
    suspension_id = fields.Many2one(
        "zhaoshang.suspension", "Resumes", ondelete="restrict", check_company=True, copy=False
    )
    resumption_ids = fields.One2many("zhaoshang.suspension", "suspension_id", "Resumed by")
    back_pay = fields.Boolean(
        "With back pay",
        help="R132: the months held back are paid together with the next one; else they lapse.",
    )
    reason = fields.Text()
    proposed = fields.Boolean(
        "Proposed by the system", readonly=True, copy=False, help="R131: only where switched on."
    )
    document = fields.Char("Document number", copy=False)
    file = fields.Binary("Document", attachment=True, copy=False)
    file_name = fields.Char(copy=False)
    text_missing = fields.Char("The text", compute="_compute_text_missing")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Awaiting approval"),
            ("returned", "Returned"),
            ("refused", "Refused"),
            ("decided", "In force"),
        ],
        "Status",
        compute="_compute_state",
        store=True,
        index=True,
    )

    _months = models.Constraint(
        "CHECK (month_from BETWEEN 1 AND 12 AND (month_to IS NULL OR month_to = 0 "
        "OR month_to BETWEEN month_from AND 12))",
        "The months lie in one year, the first before the last (R132).",
    )

    @api.depends("bureau_id.name", "year", "month_from", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for record in self:
            record.display_name = self.env._(
                "%(bureau)s, %(kind)s from %(year)s-%(month)02d",
                bureau=record.bureau_id.name or "",
                kind=kinds.get(record.kind, ""),
                year=record.year,
                month=record.month_from or 0,
            )

    @api.depends_context("lang")
    def _compute_text_missing(self):
        self.text_missing = self.env._(
            "[Original text missing] Clause 13 breaks off after “for two months in a row …”. Who, "
            "under which condition and with which effect is our reading (R130, R131): it needs a "
            "document and a decision."
        )

    @api.depends("zs_approval_state")
    def _compute_state(self):
        for record in self:
            record.state = STATES[record.zs_approval_state or "draft"]

    @api.onchange("suspension_id")
    def _onchange_suspension_id(self):
        if self.suspension_id:
            self.bureau_id, self.year = self.suspension_id.bureau_id, self.suspension_id.year

    @api.constrains("kind", "suspension_id", "bureau_id", "year", "month_from")
    def _check_resumes(self):
        for record in self:
            of = record.suspension_id.sudo()
            fits = (
                of.kind == "suspend"
                and (of.bureau_id, of.year) == (record.bureau_id, record.year)
                and record.month_from > of.month_from
            )
            if (record.kind == "resume") != bool(of) or (of and not fits):
                raise ValidationError(
                    self.env._(
                        "A resumption names the suspension of the same bureau and year that it "
                        "ends, and begins in a later month (R132)."
                    )
                )

    # Approval

    def _zs_approval_check(self):
        """管理办公室 or 招商管理局 hands in, with a document, what is not decided yet (R131)."""
        if not any(self.env.user.has_group(group) for group in (OFFICE, AUTHORITY)):
            raise AccessError(
                self.env._("The office or the investment bureau proposes a suspension (R131).")
            )
        for record in self:
            if not (record.document or "").strip() or not record.file:
                raise UserError(
                    self.env._(
                        "The text of clause 13 is cut off (R130): a suspension and its end need a "
                        "document. Give its number and attach it."
                    )
                )
        for year, records in self.grouped("year").items():
            decided = self._zs_decided(records.bureau_id, year).grouped("bureau_id")
            for record in records:
                others = decided.get(record.bureau_id, self.browse())
                record._zs_check_turn(others - record)
        return super()._zs_approval_check()

    def _zs_check_turn(self, others):
        """A resumption ends one of these, all in force; no month is suspended twice (R131, R132).

        :param others: the suspensions of the same bureau and year that are in force
        """
        if self.kind == "resume":
            if self.suspension_id not in others or self.suspension_id._zs_resumption():
                raise UserError(
                    self.env._(
                        "%s is not in force or has been resumed already (R132).",
                        self.suspension_id.display_name,
                    )
                )
            return
        taken = set().union(*(suspended_months(hold) for hold in others._zs_holds()))
        if taken & suspended_months(self._zs_hold()):
            raise UserError(
                self.env._(
                    "%(bureau)s is suspended in some of these months already (R131). Choose later "
                    "months, or end that suspension first.",
                    bureau=self.bureau_id.name,
                )
            )

    def _zs_approval_on_approved(self):
        result = super()._zs_approval_on_approved()
        packages = self._zs_packages()
        for record in self.sudo():
            if package := packages.get((record.bureau_id, record.year)):
                record._zs_apply(package)
        return result

    def _zs_apply(self, package):
        """Tell 会计; months that are resumed without back pay lapse (R132)."""
        package._zs_lock()
        if self.kind == "resume" and not self.back_pay:
            package._zs_lapse_months(suspended_months(self.suspension_id._zs_hold()), self)
        package._zs_tell("zs_suspension", self.display_name, "zhaoshang_finance.group_accountant")

    def _zs_packages(self):
        """Return ``{(bureau, year): package}`` of what these decisions concern; as superuser."""
        packages = self.env["zhaoshang.package"].sudo()
        return packages.search(
            [("bureau_id", "in", self.bureau_id.ids), ("year", "in", self.mapped("year"))]
        ).grouped(lambda package: (package.bureau_id, package.year))

    def _zs_approval_snapshot(self):
        return {
            record.id: {
                "bureau": record.bureau_id.name,
                "kind": record.kind,
                "year": record.year,
                "month_from": record.month_from,
                "month_to": record.month_to,
                "back_pay": record.back_pay,
                "document": record.document,
                "reason": record.reason,
            }
            for record in self
        }

    def _zs_approval_snapshot_labels(self):
        labels = super()._zs_approval_snapshot_labels()
        bureau = self._fields["bureau_id"]._description_string(self.env)
        return {record: {"bureau": bureau} | its for record, its in labels.items()}

    def _zs_approval_locked_fields(self):
        return super()._zs_approval_locked_fields() | {
            "kind", "bureau_id", "year", "month_from", "month_to", "suspension_id", "back_pay",
            "reason", "document", "file", "file_name",
        }  # fmt: skip

    def _zs_approval_title(self):
        return {record.id: record.display_name for record in self}

    def _zs_approval_own_query(self):
        """The office, 招商管理局 and finance read all of their county; a bureau what is decided."""
        return self.sudo()._search(self.sudo(False)._domain_readable())

    @api.model
    def _domain_readable(self):
        if any(self.env.user.has_group(group) for group in READERS):
            return Domain.TRUE
        bureaus = self.env["zhaoshang.bureau"]
        own = bureaus.sudo()._search(bureaus._zs_finance_readable())
        return Domain("state", "=", "decided") & Domain("bureau_id", "in", own)

    # What is held back

    @api.model
    def _zs_decided(self, bureaus, year):
        domain = [("bureau_id", "in", bureaus.ids), ("year", "=", year), ("state", "=", "decided")]
        return self.sudo().search([*domain, ("kind", "=", "suspend")])

    def _zs_resumption(self):
        return self.sudo().resumption_ids.filtered(lambda record: record.state == "decided")[:1]

    def _zs_hold(self):
        """This suspension as the rules know it."""
        resumption = self._zs_resumption()
        return Hold(
            self.month_from,
            self.month_to or 12,
            resumption.month_from or None,
            resumption.back_pay,
        )

    def _zs_holds(self):
        return [record._zs_hold() for record in self]

    @api.model
    def _zs_held(self, packages):
        """Return ``{package: months}`` that a decision holds back now (R131)."""
        held = {}
        for year, own in packages.grouped("year").items():
            decided = self._zs_decided(own.bureau_id, year).grouped("bureau_id")
            for package in own:
                found = decided.get(package.bureau_id.sudo(), self.browse())
                held[package] = held_months(found._zs_holds())
        return held

    def action_resume(self):
        """Begin the decision that ends this suspension."""
        self.ensure_one()
        today = county_today(self.env)
        present = today.month if today.year == self.year else 1
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {
                "default_kind": "resume",
                "default_suspension_id": self.id,
                "default_bureau_id": self.bureau_id.id,
                "default_year": self.year,
                # of one that is still to begin, the first month that can be resumed
                "default_month_from": min(12, max(present, self.month_from + 1)),
            },
        }
