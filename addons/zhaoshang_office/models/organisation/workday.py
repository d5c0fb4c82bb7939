from datetime import date

from odoo import api, fields, models

from ...rules.calendar import (
    Override,
    build_calendar,
    library_table,
    library_years,
)

# Earlier tables stay in the library: nobody looks at them any more.
FIRST_YEAR = 2025
# Beside the cursor, where Odoo forgets it with the transaction and with a savepoint taken back.
OVERRIDES = "zhaoshang.workday.overrides"


class Workday(models.Model):
    """A day on which the county departs from the library's table, or the table of a new year."""

    _name = "zhaoshang.workday"
    _description = "Working Day Correction"
    _inherit = ["zhaoshang.audit.mixin"]
    _order = "date desc"
    _check_company_auto = True
    _zs_audit_fields = ("date", "kind", "source", "name")

    date = fields.Date(required=True)
    kind = fields.Selection(
        [
            ("statutory", "Statutory holiday"),
            ("rest", "Day off"),
            ("working", "Working day"),
        ],
        required=True,
        default="statutory",
        help="R067: statutory holidays use no leave; a plain day off does.",
    )
    source = fields.Selection(
        [("table", "State Council table"), ("county", "County correction")],
        required=True,
        default="county",
        help="A year counts as published once lines of its table are here.",
    )
    name = fields.Char("Remark")
    company_id = fields.Many2one(
        "res.company", "County", required=True, default=lambda self: self.env.company, index=True
    )

    _unique_date = models.UniqueIndex("(company_id, date)", "There is a line for this day already.")

    @api.depends("name", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for line in self:
            line.display_name = line.name or kinds.get(line.kind, "")

    @api.model
    def _calendar(self, date_from: date, date_to: date, company=None):
        """Return the frozen ``WorkCalendar`` for the span, a year on either side included.

        One command asks for the same years several times: they are read once a transaction.
        """
        company = company or self.env.company
        years = company.id, date_from.year - 1, date_to.year + 1
        known = self.env.cr.cache.setdefault(OVERRIDES, {})
        if years not in known:
            known[years] = self._overrides(*years)
        return build_calendar(date_from, date_to, known[years])

    def _overrides(self, company_id, first_year, last_year):
        lines = self.sudo().search_fetch(
            [
                ("company_id", "=", company_id),
                ("date", ">=", date(first_year, 1, 1)),
                ("date", "<=", date(last_year, 12, 31)),
            ],
            ["date", "kind", "source"],
            order="date",
        )
        return [Override(line.date, line.kind, line.source == "table") for line in lines]

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        self.env.cr.cache.pop(OVERRIDES, None)
        return lines

    def write(self, vals):
        done = super().write(vals)
        self.env.cr.cache.pop(OVERRIDES, None)
        return done

    def unlink(self):
        done = super().unlink()
        self.env.cr.cache.pop(OVERRIDES, None)
        return done

    @api.model
    def _load_library_tables(self):
        """Show the library's tables as lines, for each county and year that has no line yet.

        They say what the library says; a person sees them in the calendar and can correct them.
        """
        wanted = [year for year in sorted(library_years()) if year >= FIRST_YEAR]
        for company in self.env["res.company"].sudo().search([("active", "=", True)]):
            lines = self.sudo().search([("company_id", "=", company.id), ("source", "=", "table")])
            present = {line.date.year for line in lines}
            self.sudo().create(
                [
                    {
                        "date": day,
                        "kind": kind,
                        "name": name,
                        "source": "table",
                        "company_id": company.id,
                    }
                    for year in wanted
                    if year not in present
                    for day, kind, name in library_table(year)
                ]
            )
