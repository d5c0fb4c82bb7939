from odoo import models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _creation_message(self):
        """Tell that it was created, without the name of the model: the record is on the screen.

        What a module's data creates is told before the names of models are translated. It is
        kept as it is told, and the clock or an installation, which speak English, may tell it.
        """
        if self._name.startswith("zhaoshang."):
            told = self.with_context(lang=self.env["zhaoshang.audit"]._lang())
            return told.env._("Record created")
        return super()._creation_message()
