from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .bulletin import OFFICE
from .bulletin_access import ISSUED_TO

OFFICERS = ("zhaoshang_office.group_head", "zhaoshang_office.group_deputy")


class BulletinReading(models.Model):
    """To whom a bulletin was issued, and who has acknowledged it (已阅)."""

    _name = "zhaoshang.bulletin.reading"
    _description = "Reading of a Bulletin"
    _order = "read_at, id"
    _rec_name = "user_id"
    _log_access = False

    bulletin_id = fields.Many2one(
        "zhaoshang.bulletin", required=True, readonly=True, ondelete="cascade", index=True
    )
    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")
    read_at = fields.Datetime(readonly=True)

    _once = models.UniqueIndex("(bulletin_id, user_id)")

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise self._by_its_button()

    def write(self, vals):  # pylint: disable=method-required-super
        raise self._by_its_button()

    def unlink(self):  # pylint: disable=method-required-super
        raise self._by_its_button()

    def _by_its_button(self):
        return AccessError(
            self.env._("Who has read a bulletin says so himself, by its button (clause 9, R058).")
        )


class Bulletin(models.Model):
    _inherit = "zhaoshang.bulletin"

    reading_ids = fields.One2many(
        "zhaoshang.bulletin.reading", "bulletin_id", readonly=True, groups=OFFICE
    )
    sent_count = fields.Integer("Sent To (people)", compute="_compute_readings")
    read_count = fields.Integer("Read By (people)", compute="_compute_readings")
    to_acknowledge = fields.Boolean(
        "Not Read by Me", compute="_compute_to_acknowledge", search="_search_to_acknowledge"
    )

    def _compute_readings(self):
        """Two counts for all; who has not read it is for the office alone."""
        groups = (
            self.env["zhaoshang.bulletin.reading"]
            .sudo()
            ._read_group(
                [("bulletin_id", "in", self.ids)], ["bulletin_id"], ["__count", "read_at:count"]
            )
        )
        counts = {bulletin.id: rest for bulletin, *rest in groups}
        for bulletin in self:
            bulletin.sent_count, bulletin.read_count = counts.get(bulletin.id, (0, 0))

    @api.depends_context("uid")
    def _compute_to_acknowledge(self):
        waiting = self.filtered_domain([("id", "in", self._not_read_by_me())])
        for bulletin in self:
            bulletin.to_acknowledge = bulletin in waiting

    def _search_to_acknowledge(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("id", "in", self._not_read_by_me())]

    @api.model
    def _not_read_by_me(self):
        rows = (
            self.env["zhaoshang.bulletin.reading"]
            .sudo()
            .search([("user_id", "=", self.env.uid), ("read_at", "=", False)])
        )
        return rows.bulletin_id.ids

    def _send_out(self):
        """One row for everybody to whom the bulletin goes: one statement."""
        groups = [self.env.ref(name).id for name in (*ISSUED_TO, *OFFICERS)]
        officers = [self.env.ref(name).id for name in OFFICERS]
        self.flush_recordset()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO zhaoshang_bulletin_reading (bulletin_id, user_id)
                SELECT DISTINCT %(bulletin)s, g.uid
                  FROM res_groups_users_rel g
                  JOIN res_users u ON u.id = g.uid AND u.active
                  JOIN res_company_users_rel c ON c.user_id = u.id AND c.cid = %(company)s
                 WHERE g.gid IN %(groups)s
                   AND (g.gid NOT IN %(officers)s OR EXISTS (
                        SELECT FROM zhaoshang_appointment a
                         WHERE a.user_id = u.id AND a.company_id = %(company)s
                           AND a.state = 'confirmed' AND a.date_from <= %(day)s
                           AND a.date_to >= %(day)s))
                ON CONFLICT DO NOTHING
                """,
                bulletin=self.id,
                company=self.company_id.id,
                groups=tuple(groups),
                officers=tuple(officers),
                day=self.issued_on,
            )
        )
        self.env["zhaoshang.bulletin.reading"].invalidate_model()
        self.invalidate_recordset(["to_acknowledge"])

    def action_acknowledge(self):
        """已阅: the current user has read these bulletins."""
        self.check_access("read")
        readings = self.env["zhaoshang.bulletin.reading"].sudo()
        rows = readings.search(
            [
                ("bulletin_id", "in", self.ids),
                ("user_id", "=", self.env.uid),
                ("read_at", "=", False),
            ]
        )
        if not rows:
            raise UserError(self.env._("There is nothing here for you to acknowledge."))
        self.env.cr.execute(
            SQL(
                "UPDATE zhaoshang_bulletin_reading SET read_at = %s WHERE id IN %s",
                fields.Datetime.now(),
                rows._ids,
            )
        )
        rows.invalidate_recordset()
        self.invalidate_recordset(["to_acknowledge", "read_count"])
        return True
