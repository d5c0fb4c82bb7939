from odoo import api, models
from odoo.exceptions import RedirectWarning


class BoxOfRecord(models.AbstractModel):
    """A box that a button of a record opens, and that says nothing without that record.

    It can be opened without one, by an address that was kept or a reload: then it says where its
    button is found, and leads there.
    """

    _name = "zhaoshang.box.of.record"
    _description = "Box of a Record"
    #: the fields one of which names the record
    _zs_box_of = ()
    #: the list of such records, by external id
    _zs_box_list = None

    @api.model
    def default_get(self, fields_list):
        """Refuse to open without a record, and lead to the list of them.

        A field that is not asked for was said by who makes the box, and names the record.
        """
        values, names = super().default_get(fields_list), set(self._zs_box_of)
        asked = names and names.issubset(fields_list)
        if asked and not any(map(values.get, names)) and not self.env.su:
            self._zs_lead_to_list()
        return values

    def _zs_lead_to_list(self):
        action = self.env.ref(self._zs_box_list).sudo()  # its name and number alone are told
        raise RedirectWarning(
            self.env._(
                "“%(box)s” belongs to a record of “%(list)s”: choose it there, then press the "
                "button again.",
                box=self.env["ir.model"]._get(self._name).name,
                list=action.name,
            ),
            action.id,
            self.env._("Open the list"),
        )
