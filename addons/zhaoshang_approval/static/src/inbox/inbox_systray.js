import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";

import { Component, onWillStart, useState } from "@odoo/owl";

/** The matters that wait for my decision, counted in the top bar; a click opens them. */
export class InboxSystray extends Component {
    static template = "zhaoshang_approval.InboxSystray";
    static props = {};

    setup() {
        this.inbox = useService("zhaoshang_approval.inbox");
        this.badge = useState(this.inbox.badge);
        onWillStart(() => {
            // The top bar does not wait for the count.
            this.inbox.refresh();
        });
    }

    get counter() {
        return this.badge.more ? `${this.badge.count}+` : `${this.badge.count}`;
    }

    get label() {
        return this.badge.count
            ? _t("To decide: %s waiting for you", this.counter)
            : _t("To decide: nothing is waiting for you");
    }

    onClick() {
        this.inbox.openInbox();
    }
}

registry
    .category("systray")
    .add("zhaoshang_approval.inbox", { Component: InboxSystray }, { sequence: 22 });
