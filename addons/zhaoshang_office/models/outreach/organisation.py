from odoo import api, fields, models
from odoo.exceptions import ValidationError
from stdnum.cn import uscc as uscc_number

from ...rules.names import normalised_name
from ...rules.sheet import tidy


class Organisation(models.Model):
    """An organisation in a bureau's own address book (clause 6, R026, R030)."""

    _name = "zhaoshang.organisation"
    _description = "Organisation in an Address Book"
    _inherit = ["zhaoshang.outreach.record", "zhaoshang.mergeable"]
    _order = "name, id"
    _rec_names_search = ("name", "normalised_name")
    _zs_worked_out = frozenset({"company_id", "normalised_name", "merged_into_id"})
    _zs_audit_fields = ("bureau_id", "active", "merged_into_id", "name", "uscc", "category_id")
    # 系统管理员 and 效能办 read the log, not the address book
    _zs_audit_hidden = frozenset({"merged_into_id", "name", "uscc"})

    name = fields.Char("Firm or Association", required=True)
    normalised_name = fields.Char(compute="_compute_normalised_name", store=True, index=True)
    uscc = fields.Char(
        "Unified Social Credit Code", copy=False, help="R113: two bureaus may know the same one."
    )
    category_id = fields.Many2one(
        "zhaoshang.organisation.category", ondelete="restrict", help="Clause 6, R026."
    )
    contact_ids = fields.One2many("zhaoshang.contact", "organisation_id", "Contacts")
    visit_ids = fields.One2many("zhaoshang.visit", "organisation_id", "Visits")
    contact_count = fields.Integer("Number of Contacts", compute="_compute_counts")
    visit_count = fields.Integer("Number of Visits", compute="_compute_counts")
    last_visit_on = fields.Date("Last Visit", compute="_compute_counts")
    merged_into_id = fields.Many2one(
        "zhaoshang.organisation",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    active = fields.Boolean(default=True)

    @api.depends("name")
    def _compute_normalised_name(self):
        for organisation in self:
            organisation.normalised_name = normalised_name(organisation.name)

    @api.depends("name")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_display_name(self):
        """A label is read by whoever reads the record that points here: told to readers alone."""
        for organisation in self:
            shown = organisation.readable or not organisation.id
            organisation.display_name = organisation.name if shown else self.env._("(not shown)")

    def _compute_counts(self):
        visits = self.env["zhaoshang.visit"]._read_group(
            [("organisation_id", "in", self.ids), ("state", "=", "registered")],
            ["organisation_id"],
            ["__count", "date:max"],
        )
        contacts = dict(
            self.env["zhaoshang.contact"]._read_group(
                [("organisation_id", "in", self.ids)], ["organisation_id"], ["__count"]
            )
        )
        visited = {organisation: (count, last) for organisation, count, last in visits}
        for organisation in self:
            count, last = visited.get(organisation, (0, False))
            organisation.visit_count, organisation.last_visit_on = count, last
            organisation.contact_count = contacts.get(organisation, 0)

    @api.constrains("uscc")
    def _check_uscc(self):
        for organisation in self.filtered("uscc"):
            if not uscc_number.is_valid(organisation.uscc):
                raise ValidationError(self._refuse_uscc(organisation.uscc))

    @api.model
    def _refuse_uscc(self, code):
        """The one text for a code whose last character does not fit the others (R113)."""
        return self.env._(
            "“%(code)s” is no unified social credit code: it has 18 characters and the last one "
            "is worked out from the others (R113). Copy it from the business licence, or leave "
            "it empty until you have it.",
            code=code,
        )

    @api.model
    def name_create(self, name):
        """A name typed into a visit is the organisation of that name, or a new one (R030)."""
        found = self._named(name) or self.create({"name": tidy(name)})
        return found.id, found.display_name

    @api.model
    def _named(self, name):
        """Return the organisation of that name in the user's own address book, or none (R012)."""
        wanted = normalised_name(name)
        own = [("bureau_id", "in", self._own_bureaus().ids), ("normalised_name", "=", wanted)]
        return self.search(own, limit=1) if wanted else self.browse()

    @api.model
    def _zs_merge_keys(self):
        """Alike are two of the same name, dress aside, and two with the same credit code."""
        return ("bureau_id, normalised_name", "bureau_id, uscc")

    def _zs_repoint(self, kept, others):
        """Two entries of one person at the organisations that become one are one as well."""
        result = super()._zs_repoint(kept, others)
        by_name = kept.contact_ids.sorted("id").grouped("name")
        for people in by_name.values():
            if len(people) > 1:
                people.action_merge()
        return result
