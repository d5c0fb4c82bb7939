from odoo import api, fields, models
from odoo.tools import SQL


class ApprovalRegister(models.Model):
    """Last filing number given by a company in a year; nobody but the engine touches it."""

    _name = "zhaoshang.approval.register"
    _inherit = ["zhaoshang.approval.guarded"]
    _description = "Register of Filing Numbers"
    _log_access = False

    company_id = fields.Many2one("res.company", ondelete="cascade")
    year = fields.Integer(required=True)
    last = fields.Integer(required=True)

    _year_uniq = models.UniqueIndex("(COALESCE(company_id, 0), year)")

    @api.model
    def _zs_take(self, company_id, year, count):
        """The next ``count`` numbers without a gap; concurrent takers are retried by Odoo."""
        [(last,)] = self.env.execute_query(
            SQL(
                "INSERT INTO %(table)s AS r (company_id, year, last)"
                " VALUES (%(company)s, %(year)s, %(count)s)"
                " ON CONFLICT (COALESCE(company_id, 0), year)"
                " DO UPDATE SET last = r.last + EXCLUDED.last RETURNING last",
                table=SQL.identifier(self._table),
                company=company_id or None,
                year=year,
                count=count,
            )
        )
        self.invalidate_model()
        return [f"{year}-{number:05d}" for number in range(last - count + 1, last + 1)]
