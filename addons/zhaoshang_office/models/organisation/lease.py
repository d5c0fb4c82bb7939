from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from ..clock import county_today
from .bureau_kept import OFFICES


class Lease(models.Model):
    """The rented office of a bureau: whose, for how much, how long (clause 8, R042).

    The bureau and 管理办公室 keep it. A new term is a new lease; earlier ones stay readable.
    """

    _name = "zhaoshang.lease"
    _description = "Office Lease"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "zhaoshang.bureau.kept",
        "zhaoshang.audit.mixin",
    ]
    _order = "date_to desc, id desc"
    _rec_name = "address"
    _check_company_auto = True
    _zs_audit_fields = ("bureau_id", "address", "lessor", "rent", "date_from", "date_to")

    bureau_id = fields.Many2one(
        "zhaoshang.bureau",
        required=True,
        index=True,
        ondelete="restrict",
        # no check_company: the county is the bureau's own, and a form that does not know it yet
        # would offer nothing
        domain="[('state', '!=', 'closed')]",
        default=lambda self: self.env["zhaoshang.appointment"]._own_bureaus(self.env.user)[:1],
    )
    company_id = fields.Many2one(related="bureau_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    address = fields.Char("Office Address", required=True, tracking=True, help="Clause 8, R042.")
    lessor = fields.Char("Lease Party", required=True, tracking=True, help="Who lets the office.")
    rent = fields.Monetary("Rent a Month", tracking=True)
    date_from = fields.Date("Rented From", required=True, tracking=True)
    date_to = fields.Date("Rented Until", required=True, tracking=True)
    contract = fields.Binary("Contract Scan", attachment=True, help="Clause 8, R042.")
    contract_name = fields.Char()
    days_left = fields.Integer(compute="_compute_days_left", aggregator=None)

    _dates_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A lease ends on or after the day it begins (R042)."
    )
    _one_at_a_time = models.Constraint(
        "EXCLUDE USING gist (int4range(bureau_id, bureau_id, '[]') WITH &&, "
        "daterange(LEAST(date_from, date_to), date_to, '[]') WITH &&)",
        "The bureau has a lease in that time already (R042). Shorten that one, or choose other "
        "dates.",
    )

    @api.depends("date_to")
    def _compute_days_left(self):
        today = county_today(self.env)
        for lease in self:
            lease.days_left = (lease.date_to - today).days if lease.date_to else 0

    @api.model
    def _domain_readable(self):
        """R013: 组织部 sees every office, too."""
        if self.env.user.has_group("zhaoshang_office.group_organisation_department"):
            return Domain("company_id", "in", self.env.companies.ids)
        return super()._domain_readable()

    @api.model
    def _domain_readable_to_officer(self):
        """R041: and the liaison leaders those of their bureaus."""
        seen = super()._domain_readable_to_officer()
        if self.env.user.has_group("zhaoshang_office.group_leader"):
            seen |= Domain("bureau_id.leader_ids", "in", self.env.user.ids)
        return seen

    @api.constrains("contract", "date_to")
    def _check_contract(self):
        for lease in self:
            if not lease.contract:
                raise ValidationError(
                    self.env._(
                        "Attach the scan of the lease contract (clause 8, R042): %s.",
                        lease.address,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        leases = super().create(vals_list)
        leases._check_keeper()
        leases.bureau_id._refresh_office_alert()
        return leases

    def write(self, vals):
        self._check_keeper()
        result = super().write(vals)
        self._check_keeper()
        self.bureau_id._refresh_office_alert()
        return result

    def unlink(self):
        self._check_keeper()
        bureaus = self.bureau_id
        result = super().unlink()
        bureaus._refresh_office_alert()
        return result

    def _check_keeper(self):
        """R014, R042: the bureau keeps its own lease, 管理办公室 and 招商管理局 every one."""
        user = self.env.user
        if self.env.su or any(user.has_group(group) for group in OFFICES):
            return
        own = self.env["zhaoshang.appointment"]._own_bureaus(user)
        if self.sudo().bureau_id - own.sudo():
            raise AccessError(
                self.env._("A lease is kept by its own bureau or by the management office (R042).")
            )
