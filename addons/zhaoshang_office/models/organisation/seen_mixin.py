import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL, hmac, mute_logger
from psycopg2.errors import SerializationFailure


class Seen(models.AbstractModel):
    """What a second person confirms is what stood before his eyes (R013, R139).

    A screen hands in the seals of the records that it shows, in the context key ``zs_seen``. The
    key can only make a confirmation fail; who hands in none says nothing of what he saw, and is
    refused what changes while his confirmation goes on.
    """

    _name = "zhaoshang.seen.mixin"
    _description = "Confirmed as Seen"

    seen_seal = fields.Char("Mark of What Was Seen", compute="_compute_seen_seal", exportable=False)

    def _seen_fields(self):
        """Return the names of the fields that a second person agrees to."""
        return ()

    @api.depends(lambda self: self._seen_fields())
    def _compute_seen_seal(self):
        names = sorted(self._seen_fields())
        for record in self:
            values = record.sudo()._read_format(names, load="") if record._origin else []
            text = json.dumps(values, default=str, sort_keys=True)
            record.seen_seal = hmac(self.env(su=True), self._name, text)

    def _check_seen(self):
        """Hold the records, and refuse what is no longer as the current user saw it."""
        self.check_access("read")
        self._hold_as_seen()
        seals = self.env.context.get("zs_seen")
        for record in self if isinstance(seals, list) else ():
            if record.seen_seal not in seals:
                raise record._refuse_unseen()

    def _hold_as_seen(self):
        """A change that is committed at this moment is none that the user has seen: no retry."""
        self.flush_recordset()
        if not self.ids:
            return
        query = SQL(
            "UPDATE %s SET write_date = write_date WHERE id IN %s",
            SQL.identifier(self._table),
            tuple(sorted(self.ids)),
        )
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint(flush=False):
                self.env.cr.execute(query)
        except SerializationFailure:
            raise UserError(
                self.env._(
                    "This is being changed by somebody else at this very moment. Nothing has been "
                    "confirmed (R013, R139). Reload the page, read it again and confirm what "
                    "stands there then."
                )
            ) from None

    def _refuse_unseen(self):
        return UserError(
            self.env._(
                "“%(record)s” was changed by %(who)s after you opened it. Nothing has been "
                "confirmed (R013, R139). Reload the page, read it again and confirm what stands "
                "there then.",
                record=self.display_name,
                who=self.sudo().write_uid.name,
            )
        )
