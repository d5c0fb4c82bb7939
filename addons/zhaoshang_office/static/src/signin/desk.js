import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useService } from "@web/core/utils/hooks";

/** The page that stands open at the desk of the management office: the names of today, one button each. */
export class SigninDesk extends Component {
    static template = "zhaoshang_office.SigninDesk";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ page: null, busy: false, other: "" });
        onWillStart(() => this.load());
    }

    async load() {
        this.state.page = await this.orm.call("zhaoshang.signin", "zs_desk", []);
    }

    /** What is refused is told by the server's dialog; the page then shows what is true now. */
    async sign(appointment) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            await this.orm.call("zhaoshang.signin", "action_sign", [appointment]);
        } finally {
            this.state.other = "";
            this.state.busy = false;
            await this.load();
        }
    }

    undo(signin) {
        return this.action.doAction("zhaoshang_office.zhaoshang_signin_undo_action", {
            additionalContext: { default_signin_id: signin },
            onClose: () => this.load(),
        });
    }

    signOther() {
        return this.sign(Number(this.state.other));
    }

    openMissing() {
        return this.action.doAction("zhaoshang_office.zhaoshang_signin_missing_action");
    }

    openRegister() {
        return this.action.doAction("zhaoshang_office.zhaoshang_signin_action", {
            additionalContext: { search_default_today: 1, search_default_this_month: 0 },
        });
    }
}

registry.category("actions").add("zhaoshang_signin_desk", SigninDesk);
