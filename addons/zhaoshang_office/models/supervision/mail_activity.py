from odoo import models


class MailActivity(models.Model):
    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        """R063: what is written where the reminder is marked as done is the person's answer.

        It is not done without words, and nobody does it for another.
        """
        asked = self.sudo().filtered(
            lambda activity: activity.res_model == "zhaoshang.finding" and activity._asks_person()
        )
        for activity in asked:
            finding = self.env["zhaoshang.finding"].browse(activity.res_id)
            finding.action_answer(feedback or "")
        rest = self - asked.sudo(self.env.su)
        if not rest:
            return self.env["mail.message"], self.browse()
        return super(MailActivity, rest)._action_done(feedback, attachment_ids)

    def _asks_person(self):
        """Whether the system put this to-do to the person whom the finding concerns."""
        finding = self.env["zhaoshang.finding"].sudo().browse(self.res_id)
        return (
            self.automated
            and self.user_id == finding.user_id
            and finding.state in ("suspected", "answered")
        )
