from odoo import api, models


class IrDefault(models.Model):
    """A default that somebody keeps for himself fills what he could type, and nothing else.

    Odoo lets every user set one for every field of every model, and takes it for whatever a
    command leaves out: the day of asking, an answer, the reason of a decision.
    """

    _inherit = "ir.default"

    @api.model
    def _get_model_defaults(self, model_name, condition=False):
        found = super()._get_model_defaults(model_name, condition)
        fields = self.env[model_name]._fields if found else {}
        ours = model_name.startswith("zhaoshang.")
        return {
            name: value
            for name, value in found.items()
            if not (fields[name].readonly and (ours or name.startswith("zs_")))
        }
