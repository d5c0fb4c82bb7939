from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...rules import target as rules


class ArrivalShare(models.Model):
    """The part of an arrival that counts for one bureau (R023).

    Read by the bureau whose part it is, also where the project is another's: it sees number,
    codename and amount, neither the evidence nor the investor.
    """

    _name = "zhaoshang.arrival.share"
    _description = "Part of an Arrival"
    _inherit = [
        "zhaoshang.approval.line.mixin",
        "zhaoshang.worked.out",
        "zhaoshang.bureau.kept",
    ]
    _order = "date desc, id"
    _rec_name = "project_label"
    _zs_approval_document = "arrival_id"
    _zs_worked_out_for_all = True
    _zs_worked_out = frozenset(
        {"amount", "date", "state", "company_id", "project_label", "project_bureau_id"}
    )

    arrival_id = fields.Many2one(
        "zhaoshang.arrival", required=True, ondelete="cascade", index=True, copy=False
    )
    bureau_id = fields.Many2one(
        "zhaoshang.bureau", "For Bureau", required=True, index=True, ondelete="restrict"
    )
    percent = fields.Float("%", digits=(5, 2), required=True, default=100)
    amount = fields.Float(
        "Counts (10,000 yuan)",
        digits=(12, 2),
        compute="_compute_amount",
        store=True,
        help="R023: the parts add up to the arrival to the cent.",
    )
    date = fields.Date("Arrived On", related="arrival_id.date", store=True, index=True)
    state = fields.Selection(related="arrival_id.state", store=True, string="Status")
    company_id = fields.Many2one(related="arrival_id.company_id", store=True, index=True)
    project_label = fields.Char(
        "Project", compute="_compute_project_label", store=True, help="Number and codename (R112)."
    )
    project_bureau_id = fields.Many2one(
        "zhaoshang.bureau", "Reported By", related="arrival_id.bureau_id", store=True
    )

    _percents = models.Constraint(
        "CHECK (percent > 0 AND percent <= 100)", "A part lies between 0 and 100 per cent (R023)."
    )
    _once = models.UniqueIndex(
        "(arrival_id, bureau_id)", "Each bureau has one part of an arrival (R023)."
    )

    @api.depends("percent", "arrival_id.amount", "arrival_id.share_ids.percent")
    def _compute_amount(self):
        for arrival in self.arrival_id:
            shares = arrival.share_ids.sorted("id")
            percents = shares.mapped("percent")
            parts = rules.split(arrival.amount, percents)
            for share, part in zip(shares, parts, strict=True):
                share.amount = float(part)

    @api.depends("arrival_id.project_id")
    def _compute_project_label(self):
        for share in self:
            share.project_label = share.arrival_id.sudo().project_id.display_name

    @api.constrains("percent", "bureau_id", "arrival_id")
    def _check_whole(self):
        arrivals = self.arrival_id
        for share in self:
            if share.bureau_id.sudo().company_id != share.arrival_id.company_id:
                raise ValidationError(
                    self.env._("An arrival is split between bureaus of one county (R023).")
                )
        arrivals._check_split()

    def unlink(self):
        arrivals = self.arrival_id
        result = super().unlink()
        arrivals.exists()._check_split()
        return result

    @api.model
    def _domain_readable_to_officer(self):
        """R012, R041, R112: who reads the arrival, and the bureau that has a part of it."""
        sent = Domain("state", "in", ["reported", "recognised"])
        own = Domain("bureau_id", "in", self._own_bureaus().ids) & sent
        arrivals = self.env["zhaoshang.arrival"]
        return own | Domain("arrival_id", "in", arrivals.sudo(False)._zs_approval_own_query())
