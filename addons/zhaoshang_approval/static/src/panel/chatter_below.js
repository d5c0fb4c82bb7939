// Odoo's own patch first: ours stands on it.
import "@mail/chatter/web/form_renderer";

import { browser } from "@web/core/browser/browser";
import { patch } from "@web/core/utils/patch";
import { FormRenderer } from "@web/views/form/form_renderer";

/** From this width on (px) the facts, the panel and the messages have room side by side. */
const ROOM_FOR_THREE = 1650;

patch(FormRenderer.prototype, {
    mailLayout() {
        if (this.env.zsPreview) {
            return "NONE"; // beside a list there is room for the matter only
        }
        const layout = super.mailLayout(...arguments);
        if (layout === "SIDE_CHATTER" && this.hasApprovalPanel) {
            return browser.innerWidth < ROOM_FOR_THREE ? "BOTTOM_CHATTER" : layout;
        }
        return layout;
    },

    get hasApprovalPanel() {
        return Object.values(this.props.archInfo.fieldNodes).some(
            (node) => node.widget === "zs_approval_panel"
        );
    },
});
