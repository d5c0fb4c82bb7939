from odoo import models


class DocumentNumber(models.Model):
    """The register as a book: a page for each county, body and year, in the order of numbers."""

    _inherit = "zhaoshang.document.number"

    def _books(self):
        """Return the pages of the printed register as plain values."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        books = {}
        for row in self.sorted(lambda row: (row.company_id.id, -row.year, row.prefix, row.number)):
            books.setdefault((row.company_id, row.year, row.prefix), []).append(row)
        return [
            {
                "title": self.env._(
                    "%(county)s, %(prefix)s, year %(year)s",
                    county=county.name,
                    prefix=prefix,
                    year=year,
                ),
                "lines": [row._register_line(kinds) for row in rows],
            }
            for (county, year, prefix), rows in books.items()
        ]

    def _register_line(self, kinds):
        void = self.env._("Void: %s", self.void_reason) if self.state == "void" else ""
        issuer = self.sudo().issued_by_id.name
        return [self.reference, self.issued_on, kinds[self.kind], self.title, issuer, void]
