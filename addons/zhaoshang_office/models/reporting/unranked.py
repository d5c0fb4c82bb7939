from odoo import api, models
from odoo.exceptions import UserError


class Unranked(models.AbstractModel):
    """What officers write down: nobody is measured by how much of it there is (R137).

    Entries may be counted by bureau, day or status, never by person: no list, graph or call groups
    them so, whatever a client asks for.
    """

    _name = "zhaoshang.unranked"
    _description = "Entries by Which Nobody Is Ranked"
    _zs_persons = frozenset({"appointment_id", "user_id", "create_uid", "write_uid"})

    def _read_group_groupby(self, alias, groupby_spec, query):
        name = groupby_spec.partition(":")[0].partition(".")[0]
        if name in self._zs_persons and not self.env.su:
            raise UserError(
                self.env._(
                    "People are not compared by the number of their entries (R137). Group by "
                    "bureau, or filter for one officer."
                )
            )
        return super()._read_group_groupby(alias, groupby_spec, query)

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Offer no grouping by person in the menus of lists and graphs either."""
        described = super().fields_get(allfields, attributes)
        for name in self._zs_persons.intersection(described):
            if "groupable" in described[name]:
                described[name]["groupable"] = False
        return described
