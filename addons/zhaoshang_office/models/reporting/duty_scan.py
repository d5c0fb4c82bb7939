from odoo import fields, models
from odoo.tools import SQL


class DutyScan(models.Model):
    """When the duties of a county were last checked, and what failed; the system writes it."""

    _name = "zhaoshang.duty.scan"
    _description = "Check of the Duties"
    _rec_name = "company_id"
    _log_access = False

    company_id = fields.Many2one(
        "res.company", "County", required=True, readonly=True, ondelete="cascade"
    )
    finished_at = fields.Datetime("Last Checked", required=True, readonly=True)
    failures = fields.Text("What Failed", readonly=True)

    _one_a_county = models.UniqueIndex("(company_id)")

    def _finished(self, counties, failures):
        """Note that the duties of these counties were checked.

        :param failures: ``[(county, reason), …]``
        """
        if not counties:
            return
        reasons = {}
        for county, reason in failures:
            reasons.setdefault(county.id, []).append(reason)
        now = fields.Datetime.now()
        rows = [
            (county, now, "\n".join(reasons.get(county, ())) or None) for county in counties.ids
        ]
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO zhaoshang_duty_scan (company_id, finished_at, failures) VALUES %s
                ON CONFLICT (company_id) DO UPDATE
                   SET finished_at = EXCLUDED.finished_at, failures = EXCLUDED.failures
                """,
                SQL(", ").join(rows),
            )
        )
        self.invalidate_model()
