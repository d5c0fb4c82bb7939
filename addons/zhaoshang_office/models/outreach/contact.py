import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...rules.contacts import EMAIL, is_phone
from ...rules.sheet import plain, tidy
from ..clock import county_today

# What makes an entry kept up when it changes (R030)
ENTRY = frozenset(
    {"name", "post", "phone", "wechat", "email", "native_place", "last_contact_on", "note"}
)


class Contact(models.Model):
    """A person in a bureau's address book (clause 6 ①, R030)."""

    _name = "zhaoshang.contact"
    _description = "Contact"
    _inherit = ["zhaoshang.outreach.record", "zhaoshang.mergeable"]
    _order = "organisation_id, name, id"
    _rec_names_search = ("name", "phone", "organisation_id.name")
    _zs_worked_out = frozenset({"company_id", "bureau_id", "phone_key", "merged_into_id"})
    _zs_audit_fields = (
        "bureau_id",
        "active",
        "merged_into_id",
        "keeper_appointment_id",
        *sorted(ENTRY),
    )
    # 系统管理员 and 效能办 read the log, not the address book
    _zs_audit_hidden = frozenset({"merged_into_id", *ENTRY})

    name = fields.Char("Full Name", required=True)
    organisation_id = fields.Many2one(
        "zhaoshang.organisation",
        "Firm or Association",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    category_id = fields.Many2one(related="organisation_id.category_id", store=True, index=True)
    bureau_id = fields.Many2one(
        related="organisation_id.bureau_id", store=True, index=True, precompute=True, default=None
    )
    post = fields.Char()
    phone = fields.Char("Telephone")
    phone_key = fields.Char(compute="_compute_phone_key", store=True, index="btree_not_null")
    wechat = fields.Char("WeChat")
    email = fields.Char("E-mail")
    native_place = fields.Char(help="Clause 6, R030: people from the county are found by it.")
    last_contact_on = fields.Date("Last Contact", help="R030: a registered visit sets it.")
    note = fields.Text("Remark")
    keeper_appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "Kept By",
        check_company=True,
        ondelete="restrict",
        domain="[('bureau_id', '=', bureau_id), ('state', '=', 'confirmed')]",
        default=lambda self: self._default_appointment_id(),
        help="Who keeps up the contact; handed over with the post.",
    )
    visit_ids = fields.One2many("zhaoshang.visit", "contact_id", "Visits")
    merged_into_id = fields.Many2one(
        "zhaoshang.contact", readonly=True, copy=False, ondelete="restrict", index="btree_not_null"
    )
    active = fields.Boolean(default=True)

    @api.depends("name", "organisation_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_display_name(self):
        """A label is read by whoever reads the record that points here: told to readers alone."""
        for contact in self:
            contact.display_name = (
                contact.name if contact.readable or not contact.id else self.env._("(not shown)")
            )

    @api.depends("phone")
    def _compute_phone_key(self):
        for contact in self:
            contact.phone_key = re.sub(r"\D", "", contact.phone or "") or False

    @api.constrains("phone")
    def _check_phone(self):
        for contact in self:
            if contact.phone and not is_phone(contact.phone):
                raise ValidationError(
                    self.env._(
                        "“%s” cannot be dialled: a telephone number has seven digits at least "
                        "and no letters (R030).",
                        contact.phone,
                    )
                )

    @api.constrains("email")
    def _check_email(self):
        for contact in self:
            if contact.email and not EMAIL.fullmatch(contact.email):
                raise ValidationError(
                    self.env._("“%s” is no e-mail address (R030).", contact.email)
                )

    @api.constrains("last_contact_on")
    def _check_last_contact(self):
        today = county_today(self.env)
        for contact in self:
            if contact.last_contact_on and contact.last_contact_on > today:
                raise ValidationError(
                    self.env._(
                        "The last contact on %s lies in the future (R030). Plan a visit instead.",
                        contact.last_contact_on,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        contacts = self._create_entries(vals_list)
        self.env["zhaoshang.contact.touch"].sudo()._note(contacts.sudo(), created=True)
        return contacts

    def _create_entries(self, vals_list):
        # pylint: disable-next=super-method-mismatch
        return super().create([self._cleaned(vals) for vals in vals_list])

    def write(self, vals):
        vals = self._cleaned(vals)
        kept_up = self.filtered(
            lambda contact: any(
                (contact[name] or False) != (contact._fields[name].convert_to_cache(
                    vals[name], contact) or False)
                for name in ENTRY & set(vals)
            )
        )  # fmt: skip
        result = super().write(vals)
        self.env["zhaoshang.contact.touch"].sudo()._note(kept_up.sudo())
        return result

    @api.model
    def name_create(self, name):
        """A name typed into a visit is the contact of that name there, or a new one."""
        organisation = self.env["zhaoshang.organisation"].browse(
            self.env.context.get("default_organisation_id") or []
        )
        found = organisation.contact_ids._named(name)
        found = found or self.create({"name": name, "organisation_id": organisation.id})
        return found.id, found.display_name

    def _named(self, name):
        """Return of these people the one of that name, or none."""
        return self.filtered(lambda contact: plain(contact.name) == plain(name))[:1]

    @api.model
    def _cleaned(self, vals):
        """Text as it is compared and dialled: half width, single spaces."""
        texts = {"name", "post", "phone", "wechat", "email", "native_place"}
        return vals | {name: tidy(vals[name] or "") or False for name in texts & set(vals)}

    @api.model
    def _zs_merge_keys(self):
        """Alike are two of the same name at one organisation, and two with the same telephone."""
        return ("bureau_id, organisation_id, name", "bureau_id, phone_key")

    def _zs_contacted(self, day):
        """A meeting on ``day``: it becomes the last contact, unless there was a later one."""
        stale = Domain("last_contact_on", "=", False) | Domain("last_contact_on", "<", day)
        self.filtered_domain(stale).write({"last_contact_on": day})
