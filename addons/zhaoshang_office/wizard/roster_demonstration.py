import base64

from odoo import api, models
from odoo.tools import file_open

ROSTER = "zhaoshang_office/demo/organisation/roster.xls"


class RosterImport(models.TransientModel):
    _inherit = "zhaoshang.roster.import"

    @api.model
    def _load_demonstration(self):
        """Build the demonstration staff from the sample roster, by the import's own code.

        One member of 组织部 imports, the other confirms. Each login is its own password.
        """
        first = self.env.ref("zhaoshang_office.user_zuzhibu")
        second = self.env.ref("zhaoshang_office.user_zuzhibu2")
        with file_open(ROSTER, "rb") as sample:
            content = base64.b64encode(sample.read())
        county = self.env.ref("base.main_company")
        importer = self.with_user(first).with_company(county).with_context(lang="zh_CN")
        wizard = importer.create({"file": content, "file_name": "花名册.xls"})
        wizard.action_import()
        if not wizard.state == "done":
            raise ValueError(wizard.problem or wizard.line_ids.mapped("message"))
        appointments = self.env["zhaoshang.appointment"].search([("company_id", "=", county.id)])
        self._open_account_of_the_ended(appointments)
        appointments.with_user(second).action_confirm()
        for user in appointments.sudo().user_id:
            user.write({"password": user.login, "zs_must_change_password": False})
        self._name_for_other_data(appointments)

    def _name_for_other_data(self, appointments):
        """Give XML ids such as ``appointment_head_hangzhou`` and ``user_head_hangzhou``."""
        self.env["ir.model.data"].sudo()._update_xmlids(
            [
                {
                    "xml_id": f"zhaoshang_office.{kind}_{record.user_id.login.replace('.', '_')}",
                    "record": record if kind == "appointment" else record.user_id,
                    "noupdate": True,
                }
                for record in appointments.sudo()
                for kind in ("appointment", "user")
            ]
        )

    def _open_account_of_the_ended(self, appointments):
        """殷早离 left in March; the demonstration shows what a former officer still sees."""
        former = appointments.filtered(lambda a: not a.user_id and a.bureau_id.code == "shanghai")
        former._open_accounts()
        former.sudo().user_id.login = "ended.shanghai"
