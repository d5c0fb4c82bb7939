from odoo import api, fields, models


class Leave(models.Model):
    """Who acts for a head while he is away (clause 4, R015, R077)."""

    _inherit = "zhaoshang.leave"

    acting_appointment_id = fields.Many2one(
        "zhaoshang.appointment",
        "Acting Head",
        check_company=True,
        ondelete="restrict",
        help="Clause 4, R015: while the head is away this deputy acts for him and decides the "
        "leave of the bureau.",
    )
    acting_candidate_ids = fields.Many2many(
        "zhaoshang.appointment", compute="_compute_acting_candidate_ids"
    )

    @api.depends("bureau_id", "date_from", "date_to", "appointment_id")
    @api.depends_context("uid")
    def _compute_acting_candidate_ids(self):
        """To choose from; a host unit opens the form and does not know the deputies (R012)."""
        for leave in self:
            candidates = leave._acting_candidates().sudo(self.env.su)
            leave.acting_candidate_ids = candidates._filtered_access("read")

    def _is_named_to_act(self):
        """Tell whether a leave of the head names this officer for some of these days (R077)."""
        span = self._span()
        return bool(
            span
            and self.sudo().search_count(
                [
                    ("acting_appointment_id", "=", self.appointment_id.id),
                    ("zs_approval_state", "in", ("running", "approved")),
                    ("date_from", "<=", span.last),
                    ("last_away", ">=", span.first),
                ],
                limit=1,
            )
        )

    def _acting_candidates(self):
        """Return the deputies who are at post on all days of a head's leave (R015)."""
        self.ensure_one()
        span = self._span()
        mine = self.appointment_id.sudo()
        nobody = self.env["zhaoshang.appointment"]
        if mine.role != "head" or not span:
            return nobody
        deputies = (
            nobody.sudo()
            .search(
                [
                    ("bureau_id", "=", mine.bureau_id.id),
                    ("role", "=", "deputy"),
                    ("state", "=", "confirmed"),
                    ("date_from", "<=", span.first),
                    ("date_to", ">=", span.last),
                ]
            )
            .filtered("user_id")
        )
        away = self.sudo().search(
            [
                ("appointment_id", "in", deputies.ids),
                ("zs_approval_state", "in", ("running", "approved")),
                ("date_from", "<=", span.last),
                ("last_away", ">=", span.first),
            ]
        )
        return (deputies - away.appointment_id).sudo(self.env.su)
