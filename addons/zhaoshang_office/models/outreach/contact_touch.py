from odoo import api, fields, models
from odoo.tools import SQL

from ..clock import county_today


class ContactTouch(models.Model):
    """That an entry of an address book was made or changed on a day (R030).

    What the months are worked out from: it only grows, so that a month once updated stays so.
    Nobody but the server has a right on it.
    """

    _name = "zhaoshang.contact.touch"
    _description = "Day on Which an Address Book Was Kept Up"
    _log_access = False
    _zs_stays_when_merged = True

    bureau_id = fields.Many2one("zhaoshang.bureau", required=True, ondelete="cascade")
    contact_id = fields.Many2one("zhaoshang.contact", required=True, ondelete="cascade")
    touched_on = fields.Date(required=True)
    created = fields.Boolean()

    _once = models.UniqueIndex("(bureau_id, touched_on, contact_id)", "Once a day.")

    @api.model
    def _note(self, contacts, created=False):
        """Note that ``contacts`` were kept up today."""
        if not contacts:
            return
        contacts.flush_recordset(["bureau_id"])
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO zhaoshang_contact_touch (bureau_id, contact_id, touched_on, created)
                SELECT bureau_id, id, %s, %s FROM zhaoshang_contact WHERE id IN %s
                    ON CONFLICT (bureau_id, touched_on, contact_id) DO NOTHING
                """,
                county_today(self.env),
                created,
                contacts._ids,
            )
        )
