from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL


class Mergeable(models.AbstractModel):
    """Entries that may stand twice in one bureau's address book, and become one (R030)."""

    _name = "zhaoshang.mergeable"
    _description = "Entry That May Stand Twice"

    is_duplicate = fields.Boolean(
        "Perhaps Twice", compute="_compute_is_duplicate", search="_search_is_duplicate"
    )
    active = fields.Boolean(default=True)

    @api.model
    def _zs_merge_keys(self):
        """Return lists of columns; entries that agree in all of one list look alike."""
        raise NotImplementedError

    def _compute_is_duplicate(self):
        twice = self.filtered_domain(Domain("id", "in", self._zs_duplicates()))
        for record in self:
            record.is_duplicate = record in twice

    @api.model
    def _search_is_duplicate(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("id", "in" if True in value else "not in", self._zs_duplicates())

    @api.model
    def _zs_duplicates(self):
        """Return as SQL the ids of all entries that look like another one of their bureau."""
        self.flush_model()
        return SQL(" UNION ").join(
            SQL(
                "SELECT id FROM (SELECT id, count(*) OVER (PARTITION BY %(key)s) AS times "
                "FROM %(table)s WHERE active AND (%(key)s) IS NOT NULL) alike WHERE times > 1",
                key=SQL(key),  # pylint: disable=sql-injection
                table=SQL.identifier(self._table),
            )
            for key in self._zs_merge_keys()
        )

    def action_merge(self):
        """Make one entry of those chosen: the oldest stays, what points to the others follows."""
        self.check_access("write")
        self._zs_check_own()
        kept, others = self._zs_check_merge()
        kept._zs_take_over(others)
        self._zs_repoint(kept, others)
        others.sudo().write({"merged_into_id": kept.id, "active": False})
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(count)s entries are one now: %(name)s.",
                    count=len(self),
                    name=kept.display_name,
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _zs_check_merge(self):
        """Return the entry that stays and the others."""
        entries = self.sorted("id")
        if len(entries) < 2:
            raise UserError(self.env._("Choose the two or more entries that are the same (R030)."))
        if len(entries.bureau_id) > 1:
            raise UserError(
                self.env._(
                    "Each bureau keeps its own address book (R012): entries of two bureaus are "
                    "not merged."
                )
            )
        if any(not entry.active for entry in entries):
            raise UserError(self.env._("An archived entry is not merged. Restore it first."))
        return entries[0], entries[1:]

    def _zs_take_over(self, others):
        """Fill what the kept entry lacks from the others."""
        vals = {}
        for name in self._zs_merged_fields():
            value = next((entry[name] for entry in others if entry[name]), False)
            if value and not self[name]:
                vals[name] = self._fields[name].convert_to_write(value, self)
        if vals:
            self.write(vals)

    def _zs_merged_fields(self):
        """Return the fields a person fills."""
        skipped = {"bureau_id", "company_id", "active", "merged_into_id"}
        return [
            name
            for name, field in self._fields.items()
            if field.store
            and not field.compute
            and not field.related
            and name not in models.MAGIC_COLUMNS
            and field.type not in ("one2many", "many2many")
            and name not in skipped
        ]

    def _zs_repoint(self, kept, others):
        """Let every record that points to ``others`` point to ``kept``, whoever owns it.

        One statement a column, below the models: what they protect is what a record says, and
        that stays the same. ``action_merge`` has checked the right.
        """
        self.env.flush_all()
        for model in self.env.registry.models.values():
            history = getattr(model, "_zs_stays_when_merged", False)
            if not model._auto or model._abstract or model._transient or history:
                continue
            for name, field in model._fields.items():
                points_here = (
                    field.type == "many2one"
                    and field.comodel_name == self._name
                    and field.store
                    and not field.related
                    and field.column_type
                )
                if points_here and name != "merged_into_id":
                    self.env.cr.execute(
                        SQL(
                            "UPDATE %s SET %s = %s WHERE %s IN %s",
                            SQL.identifier(model._table),
                            SQL.identifier(name),
                            kept.id,
                            SQL.identifier(name),
                            others._ids,
                        )
                    )
        self.env.invalidate_all(flush=False)
        self._zs_recompute_related(kept)

    def _zs_recompute_related(self, kept):
        """What others store of the kept entry is worked out anew."""
        kept.modified(self._zs_merged_fields())
        self.env.flush_all()
