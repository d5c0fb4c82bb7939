from odoo import api, fields, models
from odoo.tools import SQL


class DocumentCounter(models.Model):
    """The last number of a prefix in a year. One row that whoever takes a number updates: of two
    at once the second waits, is retried and gets the next one; what is rolled back leaves no gap.
    """

    _name = "zhaoshang.document.counter"
    _description = "Last Document Number"
    _log_access = False

    company_id = fields.Many2one("res.company", required=True, ondelete="restrict")
    prefix = fields.Char(required=True)
    year = fields.Integer(required=True)
    last = fields.Integer(required=True)

    _once = models.UniqueIndex("(company_id, prefix, year)")

    @api.model
    def _next(self, company, prefix, year, opening):
        """Return the next number; the first is the one after ``opening``."""
        [(number,)] = self.env.execute_query(
            SQL(
                """
                INSERT INTO zhaoshang_document_counter AS c (company_id, prefix, year, last)
                VALUES (%(company)s, %(prefix)s, %(year)s, %(opening)s + 1)
                    ON CONFLICT (company_id, prefix, year)
                    DO UPDATE SET last = GREATEST(c.last, %(opening)s) + 1
             RETURNING last
                """,
                company=company.id,
                prefix=prefix,
                year=year,
                opening=opening,
            )
        )
        self.invalidate_model()
        return number

    @api.model
    def _last_of(self, companies, year):
        """Return {(county id, prefix): last number} of a year."""
        rows = self.search([("company_id", "in", companies.ids), ("year", "=", year)])
        return {(row.company_id.id, row.prefix): row.last for row in rows}
