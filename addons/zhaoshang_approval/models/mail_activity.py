from odoo import models


class MailActivity(models.Model):
    """The name of a document is told to who may read it, also in an activity not saved yet.

    Odoo works it out as superuser for whatever number a form names.
    """

    _inherit = "mail.activity"

    def _compute_res_name(self):
        drafts = self.filtered(lambda activity: not activity.id and activity.res_model)
        closed = drafts.filtered(lambda activity: not activity._zs_document_readable())
        closed.res_name = False
        return super(MailActivity, self - closed)._compute_res_name()

    def _zs_document_readable(self):
        return self.env[self.res_model].sudo(False).browse(self.res_id).has_access("read")
