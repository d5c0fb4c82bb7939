from odoo import models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _creation_message(self):
        """Tell that it was created, without the name of the model: the record is on the screen.

        What a module's data creates is told before the names of models are translated.
        """
        if self._name.startswith("zhaoshang."):
            return self.env._("Record created")
        return super()._creation_message()
