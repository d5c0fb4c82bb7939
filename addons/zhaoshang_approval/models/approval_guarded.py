from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..permit import enter


class ApprovalGuarded(models.AbstractModel):
    """Rows that only the engine writes: refused to everybody else, the superuser included."""

    _name = "zhaoshang.approval.guarded"
    _description = "Records Written by the Approval Engine Only"
    _allow_sudo_commands = False

    @api.model_create_multi
    def create(self, vals_list):
        clean, permitted = enter(self, "create", vals_list)
        if permitted != vals_list:
            raise self._zs_guard_error()
        return super(ApprovalGuarded, clean).create(vals_list)

    def write(self, vals):
        clean, permitted = enter(self, "write", vals)
        if permitted != vals:
            raise self._zs_guard_error()
        return super(ApprovalGuarded, clean).write(vals)

    def unlink(self):
        if self:
            raise self._zs_guard_error()
        return super().unlink()

    @api.model
    def load(self, fields, data):
        raise self._zs_guard_error()

    def _update_field_translations(self, field_name, translations, digest=None, source_lang=""):
        raise self._zs_guard_error()

    @api.model
    def _zs_insert(self, vals_list, **beside):
        """Insert rows past ``create``: one statement for hundreds.

        :param vals_list: list of dictionaries; what one of them does not name is empty, or worked
            out where it is a computed field: defaults are the caller's to give
        :param beside: values of columns that no field shows, ``{name: [one for each row]}``
        :returns: the new records
        """
        if not vals_list:
            return self.browse()
        names = dict.fromkeys(name for vals in vals_list for name in vals)
        columns = self._zs_columns(names, vals_list, ("create", "write"))
        rows = zip(*self._zs_parameters(columns).values(), *beside.values(), strict=True)
        inserted = self.env.execute_query(
            SQL(
                "INSERT INTO %s (%s) VALUES %s RETURNING id",
                SQL.identifier(self._table),
                SQL(", ").join(map(SQL.identifier, (*columns, *beside))),
                SQL(", ").join(SQL("%s", row) for row in rows),
            )
        )
        records = self.browse(number for (number,) in inserted)
        nothing = [None] * len(vals_list)
        stored = {name: field for name, field in self._fields.items() if field.store}
        stored = {name: field for name, field in stored.items() if field.column_type}
        for name, field in stored.items():
            if name != "id":
                field._insert_cache(records, columns.get(name, nothing))
        records._zs_told_columns(columns, create=True)
        for name, field in stored.items():
            if field.compute:
                places = list(zip(records._ids, vals_list, strict=True))
                given = [number for number, vals in places if name in vals]
                left = [number for number, vals in places if name not in vals]
                self.env.remove_to_compute(field, self.browse(given))  # it depends on others given
                self.env.add_to_compute(field, self.browse(left))
        return records

    @api.model
    def _zs_update(self, rows):
        """Write rows past ``write``: one statement, in which what is alike is said once.

        :param rows: ``{id: {name: value}}``, each with the same names
        """
        if not rows:
            return
        self.flush_model()
        records = self.browse(rows)
        columns = self._zs_columns(next(iter(rows.values())), rows.values(), ("write",))
        values = self._zs_parameters(columns)
        own = [name for name, its in columns.items() if its.count(its[0]) < len(its)]
        alike = SQL(", ").join(
            SQL("%s = %s", SQL.identifier(name), its[0])
            for name, its in values.items()
            if name not in own
        )
        differ = SQL().join(
            SQL(
                ", %s = v.%s::%s",
                SQL.identifier(name),
                SQL.identifier(name),
                SQL(self._fields[name].column_type[1]),
            )
            for name in own
        )
        lines = zip(records._ids, *(values[name] for name in own), strict=True)
        self.env.execute_query(
            SQL(
                "UPDATE %s AS row SET %s%s FROM (VALUES %s) AS v (%s) WHERE row.id = v.id",
                SQL.identifier(self._table),
                alike,
                differ,
                SQL(", ").join(SQL("%s", line) for line in lines),
                SQL(", ").join(map(SQL.identifier, ("id", *own))),
            )
        )
        for name, its in columns.items():
            field = self._fields[name]
            field._invalidate_cache(self.env, records._ids)
            field._insert_cache(records, its)
        records._zs_told_columns(columns)

    def _zs_columns(self, names, vals_list, acts):
        """``{name: [value of each row, as the cache has it]}``, with who acts when."""
        columns = {
            name: _each_once(
                lambda value, field=self._fields[name]: field.convert_to_cache(value, self),
                [vals.get(name) for vals in vals_list],
            )
            for name in names
        }
        for name, value in (("uid", self.env.uid), ("date", self.env.cr.now())):
            columns |= {f"{act}_{name}": [value] * len(vals_list) for act in acts}
        return columns

    def _zs_parameters(self, columns):
        """The columns as parameters of a statement."""
        return {
            name: _each_once(
                lambda value, field=self._fields[name]: field.convert_to_column_insert(
                    value, self, validate=False
                ),
                values,
            )
            for name, values in columns.items()
        }

    def _zs_told_columns(self, columns, create=False):
        """Let Odoo know what has changed: lists of these rows are read anew, and worked out."""
        for name in columns:
            for lines in self.pool.field_inverses[self._fields[name]]:
                lines._invalidate_cache(self.env)
        self.modified(list(columns), create=create)

    def _zs_guard_error(self):
        return AccessError(
            self.env._(
                "%(model)s is written by the approval engine alone: use the buttons of the "
                "document (submit, agree, return, withdraw) instead.",
                model=self.env._(self._description),
            )
        )


def _each_once(convert, values):
    """Convert each value; what is one and the same in all rows, as most columns are, only once."""
    first = values[0]
    if all(value is first for value in values):
        return [convert(first)] * len(values)
    return [convert(value) for value in values]
