from odoo import fields, models
from odoo.exceptions import AccessError
from stdnum.cn import uscc

from ..models.clock import county_today
from ..rules import contacts
from ..rules.sheet import plain
from .contact_texts import TEXTS
from .sheet_texts import SheetTexts


class ContactImport(models.TransientModel):
    """Import of a bureau's address book (clause 6 ①, R026, R030)."""

    _name = "zhaoshang.contact.import"
    _description = "Address Book Import"
    _inherit = ["zhaoshang.sheet.import"]
    _zs_columns = contacts.COLUMNS
    _zs_reads_csv = True

    line_ids = fields.One2many("zhaoshang.contact.import.line", "import_id", readonly=True)

    def _compute_display_name(self):
        self.display_name = self.env._("Import Contacts")

    def action_show_contacts(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "zhaoshang_office.zhaoshang_contact_action"
        )

    def _zs_bureau(self):
        return self.env["zhaoshang.appointment"]._own_bureaus(self.env.user)[:1]

    def _zs_check_importer(self):
        """R012, R030: an address book is its bureau's own; officers in post import into it."""
        self.env["zhaoshang.contact"].check_access("create")
        if not self._zs_bureau():
            raise AccessError(
                self.env._(
                    "An address book is kept by the officers of its bureau (R030), and today you "
                    "are none."
                )
            )

    def _zs_texts(self):
        return SheetTexts(self.env, self._zs_columns, TEXTS)

    def _zs_workbook_name(self):
        return self.env._("Contacts with reasons.xlsx")

    def _zs_shown_headings(self):
        return contacts.HEADINGS

    def _zs_plan(self, rows):
        categories = self._categories()
        reference = contacts.Reference(
            categories=categories,
            known=self._known(),
            today=county_today(self.env),
            is_uscc=uscc.is_valid,
        )
        return contacts.plan_import(rows, reference)

    def _categories(self):
        """Return {name: id}."""
        found = self.env["zhaoshang.organisation.category"].search([("active", "=", True)])
        return {plain(category.name): category.id for category in found}

    def _known(self):
        """Return the bureau's address book, an organisation without people once."""
        bureau = self._zs_bureau()
        organisations = self.env["zhaoshang.organisation"].search_fetch(
            [("bureau_id", "=", bureau.id)], ["name", "category_id", "uscc"]
        )
        people = self.env["zhaoshang.contact"].search_fetch(
            [("bureau_id", "=", bureau.id)], ["name", "organisation_id", *contacts.OF_CONTACT]
        )
        entries = [(contact.organisation_id, contact) for contact in people]
        entries += [(organisation, people.browse()) for organisation in organisations]
        return [
            contacts.Known(
                organisation=organisation.name,
                category=organisation.category_id.name or "",
                uscc=organisation.uscc or "",
                holder=organisation.id,
                contact=contact.id or 0,
                name=contact.name or "",
                **{name: contact[name] or self._nothing(name) for name in contacts.OF_CONTACT},
            )
            for organisation, contact in entries
        ]

    def _nothing(self, name):
        return None if name == "last_contact_on" else ""

    def _zs_apply(self, plan):
        """Organisations first, then their people, each in one call."""
        holders = self._make_organisations(plan, self._categories())
        new = [line for line in plan.lines if line.action == "new"]
        self.env["zhaoshang.contact"].create(
            [
                {
                    "organisation_id": holders[line.record.organisation_key],
                    "name": line.record.name,
                    **{name: getattr(line.record, name) or False for name in contacts.OF_CONTACT},
                }
                for line in new
            ]
        )
        for line in plan.lines:
            if line.action == "changed" and line.known.contact:
                names = [name for name in line.changes if name in contacts.OF_CONTACT]
                if names:
                    self.env["zhaoshang.contact"].browse(line.known.contact).write(
                        {name: getattr(line.record, name) for name in names}
                    )

    def _make_organisations(self, plan, categories):
        """Return {key: id} of all organisations of the sheet, made or brought up to date."""
        organisations = self.env["zhaoshang.organisation"]
        wanted, holders = {}, {}
        for line in plan.lines:
            record, vals = line.record, {}
            if record.category:
                vals["category_id"] = categories[record.category]
            if record.uscc:
                vals["uscc"] = record.uscc
            if line.known:
                holders[record.organisation_key] = line.known.holder
                changed = {"category": "category_id", "uscc": "uscc"}
                names = [changed[name] for name in line.changes if name in changed]
                if names:
                    organisations.browse(line.known.holder).write(
                        {name: vals[name] for name in names}
                    )
            else:
                wanted.setdefault(record.organisation_key, {"name": record.organisation})
                wanted[record.organisation_key] |= vals
        bureau = self._zs_bureau()
        created = organisations.create(
            [vals | {"bureau_id": bureau.id} for vals in wanted.values()]
        )
        return holders | dict(zip(wanted, created.ids, strict=True))

    def _zs_line_values(self, record, names):
        return {
            "name": record.name,
            "organisation": record.organisation,
            "category": record.category,
            "post": record.post,
            "phone": record.phone,
        }


class ContactImportLine(models.TransientModel):
    """One row of the address book as the preview shows it."""

    _name = "zhaoshang.contact.import.line"
    _description = "Address Book Row"
    _inherit = ["zhaoshang.sheet.import.line"]

    import_id = fields.Many2one("zhaoshang.contact.import", required=True, ondelete="cascade")
    organisation = fields.Char("Firm or Association")
    category = fields.Char()
    post = fields.Char()
    phone = fields.Char("Telephone")
