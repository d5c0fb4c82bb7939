import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useService } from "@web/core/utils/hooks";

/** What an officer does most, in three buttons that a thumb hits; beneath them how the week stands. */
export class OutreachStart extends Component {
    static template = "zhaoshang_office.OutreachStart";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ page: null });
        onWillStart(async () => {
            this.state.page = await this.orm.call("zhaoshang.visit", "zs_start_page", []);
        });
    }

    open(name, context = {}) {
        return this.action.doAction(`zhaoshang_office.${name}`, { additionalContext: context });
    }

    openNew(name) {
        return this.action.doAction(`zhaoshang_office.${name}`, { viewType: "form" });
    }

    openWeek() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "zhaoshang.visit.week",
            res_id: this.state.page.week.id,
            views: [[false, "form"]],
        });
    }
}

registry.category("actions").add("zhaoshang_outreach_start", OutreachStart);
