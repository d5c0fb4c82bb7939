import { Component, onWillStart, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useService } from "@web/core/utils/hooks";
import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";

/** The county leader's page, for a glance at the telephone: his bureaus, and a box for instructions. */
export class LeaderPage extends Component {
    static template = "zhaoshang_office.LeaderPage";
    static components = { DateTimeInput };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.state = useState({ page: null, tasks: {}, deadlines: {}, busy: false });
        onWillStart(() => this.load());
    }

    async load() {
        this.state.page = await this.orm.call("zhaoshang.dispatch", "zs_leader_page", []);
    }

    /** A refusal is told by the server's dialog; what was typed stays. */
    async instruct(bureau) {
        if (this.state.busy) {
            return;
        }
        this.state.busy = true;
        try {
            await this.orm.call("zhaoshang.dispatch", "action_instruct", [], {
                bureau_id: bureau.id,
                task: this.state.tasks[bureau.id],
                deadline: serializeDate(this.state.deadlines[bureau.id]),
            });
            delete this.state.tasks[bureau.id];
            delete this.state.deadlines[bureau.id];
        } finally {
            this.state.busy = false;
            await this.load();
        }
    }

    get today() {
        return deserializeDate(this.state.page.today);
    }

    ready(bureau) {
        return (this.state.tasks[bureau.id] || "").trim() && this.state.deadlines[bureau.id];
    }

    async settle(item) {
        try {
            await this.orm.call("zhaoshang.dispatch.item", "action_settle", [[item.id]]);
        } finally {
            await this.load();
        }
    }

    open(model, id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openProject(project) {
        const model = project.kind === "project" ? "zhaoshang.project" : "zhaoshang.project.brief";
        return this.open(model, project.id);
    }
}

registry.category("actions").add("zhaoshang_leader_page", LeaderPage);
