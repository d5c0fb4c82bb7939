import { Component, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { rpc } from "@web/core/network/rpc";
import { user } from "@web/core/user";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** The page by which one writes into the complaints box. What is typed lives in this page alone: no
 * draft is kept anywhere, and the address that is called names neither the box nor its method. */
export class SuggestionBox extends Component {
    static template = "zhaoshang_office.SuggestionBox";
    static props = { ...standardActionServiceProps };

    setup() {
        this.state = useState({
            title: "",
            content: "",
            named: false,
            busy: false,
            code: "",
            asked: "",
            found: null,
        });
    }

    call(method, args) {
        return rpc("/web/dataset/call_kw", {
            model: "zhaoshang.suggestion",
            method,
            args,
            kwargs: { context: { lang: user.context.lang } },
        });
    }

    async send() {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        const { title, content, named } = this.state;
        try {
            this.state.code = await this.call("action_send", [title, content, named]);
            Object.assign(this.state, { title: "", content: "", named: false });
        } finally {
            this.state.busy = false;
        }
    }

    async lookUp() {
        this.state.found = null;
        this.state.found = await this.call("action_look_up", [this.state.asked]);
    }

    another() {
        this.state.code = "";
    }
}

registry.category("actions").add("zhaoshang_suggestion_box", SuggestionBox);
