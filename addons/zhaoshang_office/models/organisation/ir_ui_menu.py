from odoo import models

# Odoo's own applications that say nothing to an officer, unless he holds the group beside them
OTHER_APPLICATIONS = {
    "mail.menu_root_discuss": "base.group_system",
    "calendar.mail_menu_calendar": "base.group_system",
    "hr.menu_hr_root": "hr.group_hr_user",
}


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Leave out applications that a holder of a county post has no use for.

        Whoever holds none sees what he saw before: the county's Odoo may serve others, too.
        """
        hidden = super()._load_menus_blacklist()
        user = self.env.user
        if not user._zs_posts()[user.id]:
            return hidden
        for menu_name, group in self._zs_other_applications().items():
            menu = self.env.ref(menu_name, raise_if_not_found=False)
            if menu and not user.has_group(group):
                hidden.append(menu.id)
        return hidden

    def _zs_other_applications(self):
        """Return {menu: group whose members see it although they hold a county post}."""
        return dict(OTHER_APPLICATIONS)
