from odoo import api, fields, models
from odoo.tools import SQL


class Standing(models.Model):
    """One officer's term and what is held against him in it, for himself and the offices (R094).

    Read live, nothing is stored; in the order of bureaus, never of numbers (R137).
    """

    _name = "zhaoshang.standing"
    _description = "Record of Accountability"
    _inherit = ["zhaoshang.readable"]
    _auto = False
    _order = "company_id, bureau_id, appointment_id"
    _rec_name = "appointment_id"
    _rec_names_search = ("appointment_id.name",)
    _depends = {
        "zhaoshang.appointment": ["employee_id", "term_from", "user_id", "bureau_id", "state"],
        "zhaoshang.finding": ["appointment_id", "state"],
    }

    appointment_id = fields.Many2one("zhaoshang.appointment", "Officer", readonly=True)
    user_id = fields.Many2one("res.users", readonly=True)
    bureau_id = fields.Many2one("zhaoshang.bureau", readonly=True)
    company_id = fields.Many2one("res.company", "County", readonly=True)
    term_from = fields.Date("Term Began", readonly=True)
    date_to = fields.Date("Appointed Until", readonly=True)
    open_count = fields.Integer("Open Findings", readonly=True, aggregator="sum")
    confirmed_count = fields.Integer("Confirmed Findings", readonly=True, aggregator="sum")
    finding_ids = fields.Many2many(
        "zhaoshang.finding", string="Findings", compute="_compute_finding_ids"
    )
    sanction_ids = fields.Many2many(
        "zhaoshang.sanction", string="Sanctions", compute="_compute_finding_ids"
    )
    ladder = fields.Html("Why This Step", compute="_compute_ladder", sanitize=False)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT t.*, COALESCE(f.open_count, 0) AS open_count,
                   COALESCE(f.confirmed_count, 0) AS confirmed_count
              FROM (SELECT DISTINCT ON (employee_id, term_from)
                           id, id AS appointment_id, employee_id, user_id, bureau_id, company_id,
                           term_from, date_to
                      FROM zhaoshang_appointment
                     WHERE state IN ('confirmed', 'ended')
                     ORDER BY employee_id, term_from, date_from DESC) t
              LEFT JOIN (SELECT a.employee_id, a.term_from,
                                count(*) FILTER (WHERE f.state IN ('suspected', 'answered'))
                                         AS open_count,
                                count(*) FILTER (WHERE f.state = 'confirmed') AS confirmed_count
                           FROM zhaoshang_finding f
                           JOIN zhaoshang_appointment a ON a.id = f.appointment_id
                          GROUP BY a.employee_id, a.term_from) f
                     ON f.employee_id = t.employee_id AND f.term_from = t.term_from
            """
        )

    @api.depends_context("uid")
    def _compute_finding_ids(self):
        """Of the whole term, transfers included; each with the reader's own rights."""
        for standing in self:
            posts = standing._posts()
            domain = [("appointment_id", "in", posts.ids)]
            standing.finding_ids = self.env["zhaoshang.finding"].search(domain)
            standing.sanction_ids = self.env["zhaoshang.sanction"].search(domain)

    def _posts(self):
        mine = self.appointment_id.sudo()
        return mine.search(
            [("employee_id", "=", mine.employee_id.id), ("term_from", "=", mine.term_from)]
        )

    @api.depends_context("uid", "lang")
    def _compute_ladder(self):
        self.check_access("read")
        standings = self.appointment_id._ladders()
        for standing in self:
            found = standings[standing.appointment_id.sudo()._term_key()]
            standing.ladder = bool(found.findings) and found.findings._render_ladder(found)
