from odoo import api, models
from odoo.exceptions import AccessError


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
            labels = [self._fields[name]._description_string(self.env) for name in forbidden]
            raise AccessError(
                self.env._(
                    "“%(fields)s” is worked out by the system and cannot be set.",
                    fields="”, “".join(sorted(labels)),
                )
            )
