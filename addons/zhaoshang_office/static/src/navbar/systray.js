// Odoo's own entries first: ours change them.
import "@mail/core/public_web/messaging_menu";
import "@web/webclient/switch_company_menu/switch_company_menu";

import { registry } from "@web/core/registry";
import { user } from "@web/core/user";

const DISCUSS = "mail.menu_root_discuss";
const systray = registry.category("systray");

/** Messages only for those who have the application behind them. */
systray.get("mail.messaging_menu").isDisplayed = (env) =>
    env.services.menu.getApps().some(({ xmlid }) => xmlid === DISCUSS);

/** The county's name is no news where there is no other. */
systray.get("SwitchCompanyMenu").isDisplayed = () => user.allowedCompanies.length > 1;
