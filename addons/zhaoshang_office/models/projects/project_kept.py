from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from stdnum.cn import uscc as uscc_number

from ...rules import project as rules
from .project import AUTHORITY
from .project_investor import INVESTOR_FIELDS


class Project(models.Model):
    """What identifies the investor: where it is kept, who is told, what line this leaves."""

    _inherit = "zhaoshang.project"

    organisation_id = fields.Many2one(
        "zhaoshang.organisation",
        "Investor in the Address Book",
        compute="_compute_investor",
        readonly=False,
        domain="[('bureau_id', '=', bureau_id)]",
    )
    investor_name = fields.Char(
        "Investor",
        compute="_compute_investor",
        search="_search_investor_name",
        readonly=False,
        help="R112: every reading is logged.",
    )
    investor_uscc = fields.Char(
        "Unified Social Credit Code",
        compute="_compute_investor",
        search="_search_investor_uscc",
        readonly=False,
    )
    investor_contact = fields.Char(
        "Investor's Contact", compute="_compute_investor", readonly=False
    )
    investor_phone = fields.Char("Contact's Telephone", compute="_compute_investor", readonly=False)

    def _keep_investor(self, vals):
        """Put what identifies the investor into its own table; the log says only that it was."""
        self.ensure_one()
        kept = {INVESTOR_FIELDS[n]: v or False for n, v in vals.items() if n in INVESTOR_FIELDS}
        if not kept:
            return
        self._check_investor(kept)
        if self.reported_on:
            self._hold_reports()
        investors = self.env["zhaoshang.project.investor"].sudo()
        investor = investors.search([("project_id", "=", self.id)])
        before = investor._read_format(list(kept), load="")[0] if investor else {}
        changed = [name for name, value in kept.items() if (before.get(name) or False) != value]
        if not investor:
            investors.create({"project_id": self.id, **kept})
        elif changed:
            investor.write(kept)
            self._check_same_investor(investor)
        if changed:
            self._log_investor_changed(changed)
        if self.reported_on:
            self.env["zhaoshang.project.duplicate"]._find(self)
        self.invalidate_recordset(list(INVESTOR_FIELDS), flush=False)

    def _check_same_investor(self, investor):
        """R113: the first report is that of one firm; the investment bureau corrects its name."""
        if not self.reported_on or self.env.su:
            return
        if self.env.user.has_group(AUTHORITY):
            investor._keep_as_reported()
        elif not investor._is_as_reported():
            raise UserError(self._refuse_other_investor())

    def _log_investor_changed(self, changed):
        labels = {column: name for name, column in INVESTOR_FIELDS.items()}
        line = self.sudo()._zs_audit_line("change")
        self.env["zhaoshang.audit"]._log(
            [line | {"field_name": labels[name]} for name in sorted(changed)]
        )

    def _check_investor(self, kept):
        code, name = kept.get("uscc"), kept.get("name")
        if code and not uscc_number.is_valid(code):
            raise ValidationError(self.env["zhaoshang.organisation"]._refuse_uscc(code))
        if code:
            kept["uscc"] = uscc_number.compact(code)
        organisation = self.env["zhaoshang.organisation"].browse(kept.get("organisation_id") or [])
        if organisation and organisation.sudo().bureau_id != self.bureau_id:
            raise AccessError(
                self.env._("The investor is chosen from the bureau's own address book (R012).")
            )
        if name and rules.names_investor(self.codename, name):
            raise ValidationError(self._refuse_codename())

    def _refuse_codename(self):
        return self.env._(
            "The codename “%s” names the investor; leaders see it before the project is mature "
            "(clause 12, R110). Choose another, like its product or a place.",
            self.codename,
        )

    @api.depends_context("uid")
    def _compute_investor(self):
        """R112: one project at a time, for who may read it, and with a line in the log.

        Where many are asked for at once, as in lists, nothing is told.
        """
        for name in INVESTOR_FIELDS:
            self[name] = False
        stored = self._origin
        if len(stored) != 1 or len(self) != 1:
            return
        if self.env.uid != api.SUPERUSER_ID and not stored.sudo(False).has_access("read"):
            return
        investor = stored._investor()
        stored._log_reading("read")
        for name, column in INVESTOR_FIELDS.items():
            self[name] = investor[column].sudo(self.env.su) if name == "organisation_id" else (
                investor[column]
            )  # fmt: skip

    def _investor(self):
        """Return the investors of ``self`` as superuser; the caller answers for what it shows."""
        return (
            self.env["zhaoshang.project.investor"].sudo().search([("project_id", "in", self.ids)])
        )

    # Reading writes a line: never on a replica, where Odoo would read otherwise.

    def read(self, fields=None, load="_classic_read"):
        return super().read(fields, load)

    def web_read(self, specification):
        return super().web_read(specification)

    @api.model
    def search_read(self, *args, **kwargs):
        return super().search_read(*args, **kwargs)

    @api.model
    def web_search_read(self, *args, **kwargs):
        with self._walls_remembered():
            return super().web_search_read(*args, **kwargs)

    for method in (read, web_read, search_read, web_search_read):
        method._readonly = False
    del method

    def export_data(self, fields_to_export):
        """R112: an export of the investor is told for each project, and logged for each."""
        columns = {name.split("/")[0] for name in fields_to_export}
        if columns.isdisjoint(INVESTOR_FIELDS):
            return super().export_data(fields_to_export)
        rows = [
            super(Project, project.browse(project.id)).export_data(fields_to_export)["datas"]
            for project in self
        ]
        return {"datas": [line for lines in rows for line in lines]}

    def _zs_audit(self, kind, **values):
        """R112, R138: every export and print is in the log of readings, too."""
        if kind in ("export", "print"):
            self._log_reading(kind)
        return super()._zs_audit(kind, **values)

    @api.onchange("organisation_id")
    def _onchange_organisation_id(self):
        if self.organisation_id:
            self.investor_name = self.organisation_id.name
            self.investor_uscc = self.organisation_id.uscc

    def _log_reading(self, kind):
        self.env["zhaoshang.project.access"]._log(self, kind)

    @api.model
    def _search_investor_name(self, operator, value):
        return self._search_investor("name", operator, value)

    @api.model
    def _search_investor_uscc(self, operator, value):
        return self._search_investor("uscc", operator, value)

    @api.model
    def _search_investor(self, column, operator, value):
        """Only among the projects that the user may read anyway, whoever asks on his behalf."""
        if operator.startswith("not") or operator in ("!=", "<>"):
            return NotImplemented
        investors = self.env["zhaoshang.project.investor"].sudo()
        found = investors._search(Domain(column, operator, value)).select("project_id")
        return Domain("id", "in", found) & Domain("readable", "=", True)


class Base(models.AbstractModel):
    """The investor goes out by way of records that lead to the project, too."""

    _inherit = "base"

    def export_data(self, fields_to_export):
        for name in fields_to_export:
            projects = self._zs_exported_projects(name.split("/"))
            if projects:
                projects._zs_audit("export", new_value=name)
        return super().export_data(fields_to_export)

    def _zs_exported_projects(self, path):
        """R112: return the projects whose investor an export of ``path`` would tell."""
        records = self
        for place, name in enumerate(path):
            if place and records._name == "zhaoshang.project" and name in INVESTOR_FIELDS:
                return records
            field = records._fields.get(name)
            if field is None or not field.relational:
                break
            records = records[name]
        return None
