from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...rules.identity import looks_like_id_number
from ..clock import county_today


class PartyHelp(models.Model):
    """Help with party members who live in the bureau's area: counts, never people (R037)."""

    _name = "zhaoshang.party.help"
    _description = "Help With Mobile Party Members"
    _inherit = ["zhaoshang.outreach.record"]
    _order = "date desc, id desc"
    _rec_name = "activity"
    _zs_worked_out = frozenset({"company_id"})
    _zs_audit_fields = ("date", "activity", "bureau_id", "people_count", "active")

    date = fields.Date(required=True, default=lambda self: county_today(self.env))
    activity = fields.Char(required=True, help="Clause 6 ④, R037: what was done, without names.")
    people_count = fields.Integer("People", required=True, help="R037: their number alone.")
    note = fields.Text("Remark")
    active = fields.Boolean(default=True)

    _counted = models.Constraint(
        "CHECK (people_count > 0)", "Enter how many people took part: one at least (R037)."
    )

    @api.constrains("activity", "note")
    def _check_no_file(self):
        """R037: no files of party members are kept here."""
        for record in self:
            if looks_like_id_number(record.activity) or looks_like_id_number(record.note):
                raise ValidationError(
                    self.env._(
                        "This looks like the number of an identity card. Files of party members "
                        "are not kept here, only how many took part (clause 6 ④, R037): take the "
                        "number out."
                    )
                )

    @api.constrains("date")
    def _check_date(self):
        for record in self:
            if record.date > county_today(self.env):
                raise ValidationError(
                    self.env._("%s has not come yet: enter what has been done (R037).", record.date)
                )
