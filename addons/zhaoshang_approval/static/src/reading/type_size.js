/** Larger type for whoever reads better so, kept with the user: every browser of his shows it. */
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";

const SIZES = ["100", "125", "150"];

function current() {
    return user.settings.zs_type_size || SIZES[0];
}

/** Odoo's sizes are in rem, so that they all follow the root's. */
function apply() {
    document.documentElement.style.fontSize = current() === SIZES[0] ? "" : `${current()}%`;
}

export function typeSizeItem() {
    const names = { 100: _t("normal"), 125: _t("large"), 150: _t("largest") };
    const next = SIZES[(SIZES.indexOf(current()) + 1) % SIZES.length];
    return {
        type: "item",
        id: "zs_type_size",
        description: _t("Type size: %(current)s → %(next)s", {
            current: names[current()],
            next: names[next],
        }),
        callback: async () => {
            await user.setUserSettings("zs_type_size", next);
            apply();
        },
        sequence: 45,
    };
}

registry.category("services").add("zs_type_size", { start: apply });
registry.category("user_menuitems").add("zs_type_size", typeSizeItem);
