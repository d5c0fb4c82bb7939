from odoo import api, fields, models
from odoo.exceptions import AccessDenied, UserError

SHORTEST_PASSWORD = 8


class ResUsers(models.Model):
    _inherit = "res.users"

    zs_must_change_password = fields.Boolean(
        "Must Change Password",
        readonly=True,
        copy=False,
        help="The password came on a slip of paper; nothing else works until it is changed.",
    )

    def _zs_replace_password(self, old, new, repeated):
        """Replace the one-time password of the current user by one he chose himself."""
        user = self.env.user
        if new != repeated:
            raise UserError(self.env._("The two new passwords differ."))
        if len(new.strip()) < SHORTEST_PASSWORD:
            raise UserError(self.env._("Choose at least %s characters.", SHORTEST_PASSWORD))
        if new in (old, user.login):
            raise UserError(self.env._("Choose a password that is not on your slip."))
        try:
            self.change_password(old, new)
        except AccessDenied as denied:
            raise UserError(self.env._("The password on the slip is wrong.")) from denied
        user.sudo().zs_must_change_password = False

    @api.model
    def _get_activity_groups(self):
        """Count what one is asked to answer from the first day on, not only on the last."""
        groups = super()._get_activity_groups()
        for group in groups:
            if group.get("model") == "zhaoshang.finding":
                group["total_count"] += group["planned_count"]
        return groups

    @api.model
    def _check_uid_passwd(self, uid, passwd):
        """Refuse XML-RPC and JSON-RPC with a password that is still on paper."""
        result = super()._check_uid_passwd(uid, passwd)
        if self.browse(uid).sudo().zs_must_change_password:
            raise AccessDenied(self.env._("Log in with a browser and change your password first."))
        return result

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        users._zs_log_access({user.id: set() for user in users})
        return users

    def write(self, vals):
        watched = {"group_ids", "active"} & set(vals)
        before = self._zs_posts() if watched else {}
        result = super().write(vals)
        if watched:
            self._zs_log_access(before)
        return result

    def _zs_posts(self):
        """Return {user id: names of the county posts he holds}; an archived user holds none."""
        privilege = self.env.ref("zhaoshang_office.privilege_zhaoshang", raise_if_not_found=False)
        return {
            user.id: set(
                user.group_ids.filtered(lambda g: g.privilege_id == privilege).mapped("name")
                if user.active and privilege
                else ()
            )
            for user in self.sudo()
        }

    def _zs_log_access(self, before):
        """R138, R140: a post given or taken away is logged, whoever does it."""
        lines = []
        for user_id, posts in self._zs_posts().items():
            if posts != before[user_id]:
                user = self.browse(user_id).sudo()
                lines.append(
                    {
                        "kind": "access",
                        "res_model": self._name,
                        "res_id": user_id,
                        "res_name": user.name,
                        "field_name": "group_ids",
                        "old_value": "、".join(sorted(before[user_id])) or None,
                        "new_value": "、".join(sorted(posts)) or None,
                        "company_id": user.company_id.id,
                    }
                )
        self.env["zhaoshang.audit"]._log(lines)
