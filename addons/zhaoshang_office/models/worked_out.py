import math

from odoo import api, models
from odoo.exceptions import AccessError, ValidationError

# nobody writes so much by hand; lists and labels show it to everybody else
LONGEST = {"char": 1_000, "text": 20_000}
LARGEST = 10**12


class WorkedOut(models.AbstractModel):
    """Fields that the system works out: no client sets them, by value or by ``default_`` key.

    Odoo lets every caller write a stored computed or related field; ``readonly`` is for views.
    """

    _name = "zhaoshang.worked.out"
    _description = "Record with Figures Worked Out by the System"

    _zs_worked_out = frozenset()
    # whether not even the superuser sets them; he may else, as migrations and imports do
    _zs_worked_out_for_all = False

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._zs_refuse_worked_out(vals)
        # a context without these keys, which keyword arguments could not say
        context = {
            key: value
            for key, value in self.env.context.items()
            if key.removeprefix("default_") not in self._zs_worked_out
        }
        clean = self.with_context(context)  # pylint: disable=context-overridden
        return super(WorkedOut, clean).create(vals_list)

    def write(self, vals):
        self._zs_refuse_worked_out(vals)
        return super().write(vals)

    def _zs_refuse_worked_out(self, vals):
        forbidden = self._zs_worked_out.intersection(vals)
        if forbidden and (self._zs_worked_out_for_all or not self.env.su):
            raise worked_out_error(self, forbidden)


def worked_out_error(records, names):
    labels = [records._fields[name]._description_string(records.env) for name in names]
    return AccessError(
        records.env._(
            "“%(fields)s” is worked out by the system and cannot be set.",
            fields="”, “".join(sorted(labels)),
        )
    )


def refuse_others(records, vals_list, typed):
    """Refuse what nobody types, where a command creates as superuser what somebody has typed.

    Lines of a talk, followers and other rows below would else be written as the superuser, too.
    """
    others = {name for vals in vals_list for name in vals if name in records._fields} - typed
    if others:
        raise worked_out_error(records, others)


def refuse_computed(records, vals):
    """Refuse values for stored fields that are computed or related, and only shown."""
    if records.env.su:
        return
    fields = [records._fields[name] for name in vals if name in records._fields]
    computed = [f.name for f in fields if f.store and f.column_type and f.compute and f.readonly]
    if computed:
        raise worked_out_error(records, computed)


def refuse_endless(records, vals):
    """Refuse what would break the screens of everybody who reads it."""
    for name, value in vals.items():
        field = records._fields.get(name)
        if isinstance(value, str) and field and len(value) > LONGEST.get(field.type, len(value)):
            raise ValidationError(
                records.env._(
                    "“%(field)s” has %(length)s characters; %(longest)s fit. Shorten it, or attach "
                    "it as a file.",
                    field=field._description_string(records.env),
                    length=len(value),
                    longest=LONGEST[field.type],
                )
            )
        if isinstance(value, float) and not (math.isfinite(value) and abs(value) < LARGEST):
            raise ValidationError(
                records.env._(
                    "“%(field)s” is no figure that can be meant: %(value)s. Type it anew.",
                    field=field._description_string(records.env) if field else name,
                    value=value,
                )
            )
